"""How archives and backups are spoken of."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QLocale

from ui.language import own_locale, translate


def size_of(number: int) -> str:
    """Bytes, such as `1.2 MB`."""
    form = QLocale.DataSizeFormat.DataSizeTraditionalFormat
    return own_locale().formattedDataSize(number, 1, form)


def number_of(count: int) -> str:
    """Such as `12,345`."""
    return own_locale().toString(count)


def record_names() -> Mapping[str, str]:
    """What the kinds of records are called, in the order in which they are shown."""
    return {
        "notes": translate("archive", "Memories"),
        "conversations": translate("archive", "Conversations"),
        "messages": translate("archive", "Messages"),
        "personas": translate("archive", "Personas"),
        "saved_filters": translate("archive", "Saved filters"),
    }


def verdict_names() -> Mapping[str, str]:
    """What becomes of records that come in."""
    return {
        "new": translate("archive", "new"),
        "changed": translate("archive", "newer there"),
        "kept": translate("archive", "newer here"),
        "same": translate("archive", "the same"),
        "forgotten": translate("archive", "forgotten here"),
    }


def differing_name(kind: str, verdict: str) -> str:
    """What records of a kind that become the same are called."""
    if verdict == "conflicting":
        return translate("archive", "Memories, changed on both sides")
    words = translate("archive", "{kind}, {verdict}")
    return words.format(kind=record_names()[kind], verdict=verdict_names()[verdict])


def field_names() -> Mapping[str, str]:
    """What of a record may differ besides its words."""
    return {
        "status": translate("archive", "state"),
        "pinned": translate("archive", "pinned"),
        "hushed": translate("archive", "whether it is told unasked"),
        "importance": translate("archive", "importance"),
        "subject": translate("archive", "whom it is about"),
        "valid_from": translate("archive", "since when"),
        "valid_to": translate("archive", "until when"),
        "tags": translate("archive", "tags"),
        "leaf_id": translate("archive", "the branch that is shown"),
        "off_the_record": translate("archive", "off the record"),
        "filter": translate("archive", "what is looked for"),
    }


def setting_names() -> Mapping[str, str]:
    """The settings that travel."""
    return {
        "theme": translate("archive", "the theme"),
        "temperature": translate("archive", "the temperature"),
        "reply_tokens": translate("archive", "the length of replies"),
        "recall_tokens": translate("archive", "how much is recalled"),
        "open_questions": translate("archive", "asking by itself"),
    }


def why_made(why: str) -> str:
    """What a backup was made for."""
    return {
        "daily": translate("archive", "made daily"),
        "by-hand": translate("archive", "made by you"),
        "before-migration": translate("archive", "before Companion was updated"),
        "before-import": translate("archive", "before an import"),
        "before-restore": translate("archive", "before going back"),
        "before-forgetting-all": translate("archive", "before everything was forgotten"),
    }.get(why, why)


def told(counts: Mapping[str, int]) -> str:
    """How many of each kind, such as `12 memories, 3 conversations`."""
    notes, talks = counts.get("notes", 0), counts.get("conversations", 0)
    said = (
        (notes, translate("archive", "1 memory"), translate("archive", "{count} memories")),
        (
            talks,
            translate("archive", "1 conversation"),
            translate("archive", "{count} conversations"),
        ),
    )
    parts = [
        one if count == 1 else more.format(count=number_of(count))
        for count, one, more in said
        if count
    ]
    return ", ".join(parts) or translate("archive", "nothing yet")
