"""How people, places, things and topics are called and look."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum

from companion.domain import EntityKind, NoteKind
from companion.known import Known
from ui.language import counted, translate
from ui.timeline.kinds import LOOKS, Look


class Group(StrEnum):
    """What the list shows."""

    PEOPLE = "people"
    PLACES = "places"
    TOPICS = "topics"


_LOOKS: dict[EntityKind | None, Look] = {
    EntityKind.PERSON: replace(LOOKS[NoteKind.RELATIONSHIP], icon="user"),
    EntityKind.PET: replace(LOOKS[NoteKind.PLAN], icon="paw-print"),
    EntityKind.PLACE: replace(LOOKS[NoteKind.EVENT], icon="map-pin"),
    EntityKind.ORGANISATION: replace(LOOKS[NoteKind.FACT], icon="building"),
    EntityKind.OTHER: replace(LOOKS[NoteKind.EPISODE], icon="shapes"),
    None: replace(LOOKS[NoteKind.SUMMARY], icon="tag"),
}


def look_of(kind: EntityKind | None) -> Look:
    """The icon and colours of a kind, or of a topic."""
    return _LOOKS[kind]


def group_of(known: Known) -> Group:
    """In which list something is."""
    if known.kind is None:
        return Group.TOPICS
    people = known.kind in (EntityKind.PERSON, EntityKind.PET)
    return Group.PEOPLE if people else Group.PLACES


def group_names() -> dict[object, str]:
    """What the groups are called."""
    return {
        Group.PEOPLE: translate("people", "People"),
        Group.PLACES: translate("people", "Others"),
        Group.TOPICS: translate("people", "Topics"),
    }


def name_of(known: Known) -> str:
    """A name with a capital letter: who has none is called by what they are to the person."""
    return known.name[:1].upper() + known.name[1:]


def also_called(known: Known) -> str:
    """What else it is called, without what says the same again."""
    own = known.name.casefold()
    others = [it for it in known.aliases if own not in it and it not in own]
    return ", ".join(others[:4])


def how_many(notes: int) -> str:
    """Such as `6 memories`."""
    if notes == 1:
        return translate("people", "1 memory")
    return translate("people", "{count} memories").format(count=counted(notes))
