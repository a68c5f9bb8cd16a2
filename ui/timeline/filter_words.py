"""Filters in words: what a facet is called, what its values are, what a chip says."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from companion.domain import NoteKind, NoteStatus, Origin
from companion.filters import Facet, Filter, Freshness
from ui.language import translate
from ui.timeline.kinds import kind_name, state_name
from ui.timeline.naming import full_date, month_heading

TIME = "time"
FIELDS = (
    Facet.KIND,
    Facet.PERSON,
    Facet.TAG,
    TIME,
    Facet.STATUS,
    Facet.FRESHNESS,
    Facet.ORIGIN,
    Facet.CONVERSATION,
)
"""What can be filtered by, in the order in which it is offered."""
_MOST_NAMED = 2
"""Values that a chip names before it counts the others."""


def field_name(field: str) -> str:
    """What a person calls what they filter by."""
    names = {
        Facet.KIND: translate("filters", "Kind"),
        Facet.PERSON: translate("filters", "Person or place"),
        Facet.TAG: translate("filters", "Tag"),
        TIME: translate("filters", "Time"),
        Facet.STATUS: translate("filters", "Status"),
        Facet.FRESHNESS: translate("filters", "Strength"),
        Facet.ORIGIN: translate("filters", "Written by"),
        Facet.CONVERSATION: translate("filters", "Conversation"),
    }
    return names[field]


def value_name(field: str, value: str, name: str = "") -> str:
    """What a person calls a value; `name` is what the core calls it."""
    match field:
        case Facet.KIND:
            return kind_name(NoteKind(value))
        case Facet.STATUS:
            return state_name(NoteStatus(value)) or translate("filters", "Current")
        case Facet.ORIGIN:
            written = {
                Origin.USER: translate("filters", "You"),
                Origin.RULE: translate("filters", "Rules"),
                Origin.IMPORT: translate("filters", "Another app"),
            }
            return written.get(Origin(value), translate("filters", "The model"))
        case Facet.FRESHNESS:
            return freshness_name(Freshness(value))
        case Facet.CONVERSATION:
            return name or translate("filters", "Untitled conversation")
    return name or value


def freshness_name(freshness: Freshness) -> str:
    """How well something is remembered."""
    names = {
        Freshness.FRESH: translate("filters", "Fresh"),
        Freshness.FADING: translate("filters", "Fading"),
        Freshness.FADED: translate("filters", "Faded"),
    }
    return names[freshness]


def spans(today: date, oldest: date | None) -> list[tuple[str, date, date | None]]:
    """The stretches of time that are offered: a name, the first day and the last."""
    month, year = today.replace(day=1), today.replace(month=1, day=1)
    before = (month - timedelta(days=1)).replace(day=1)
    offered: list[tuple[str, date, date | None]] = [
        (translate("filters", "Today"), today, today),
        (translate("filters", "The last 7 days"), today - timedelta(days=6), today),
        (translate("filters", "This month"), month, None),
        (month_heading(before), before, month - timedelta(days=1)),
        (translate("filters", "This year"), year, None),
    ]
    for past in range(today.year - 1, (oldest or today).year - 1, -1):
        offered.append((str(past), date(past, 1, 1), date(past, 12, 31)))
    return offered


def is_set(filter: Filter, field: str) -> bool:
    """Whether a filter says anything of this."""
    if field == TIME:
        return filter.since is not None or filter.until is not None
    return bool(getattr(filter, field))


def chip(filter: Filter, field: str, names: Mapping[str, str], today: date) -> str:
    """What a filter says of one field: `Kind: Fact or Plan`. `names` are those of conversations, by
    their ids."""
    if field == TIME:
        told = _time(filter, today)
    else:
        values = [
            value_name(field, value, names.get(value, "")) for value in getattr(filter, field)
        ]
        if len(values) > _MOST_NAMED:
            more = len(values) - 1
            told = translate("filters", "{first} and {count} more").format(
                first=values[0], count=more
            )
        else:
            told = translate("filters", " or ").join(values)
    return translate("filters", "{field}: {values}").format(field=field_name(field), values=told)


def _time(filter: Filter, today: date) -> str:
    since, until = filter.since, filter.until
    for name, first, last in spans(today, since):
        if (since, until) == (first, last):
            return name
    if since is not None and until is not None:
        if since == until:
            return full_date(since)
        return translate("filters", "{since} to {until}").format(
            since=full_date(since), until=full_date(until)
        )
    if since is not None:
        return translate("filters", "since {day}").format(day=full_date(since))
    assert until is not None
    return translate("filters", "until {day}").format(day=full_date(until))
