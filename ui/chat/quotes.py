"""The words a note rests on, as quotes with the time they were said."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from companion.domain import Role, Source
from ui.chat.when import said
from ui.language import quoted, translate
from ui.shell.widgets import label
from ui.theme import Space
from ui.timeline.way import Way

MOST = 3
"""How many quotes are shown; the latest say it best."""


def quotes(
    note_text: str,
    sources: Sequence[Source],
    now: datetime,
    parent: QWidget,
    follow: Callable[[Source], None] | None = None,
    most: int = MOST,
) -> QFrame:
    """The latest of `sources`; a quote that says nothing but the note's text is only dated. With
    `follow` each leads to its message."""
    frame = QFrame(parent)
    frame.setObjectName("quote")
    column = QVBoxLayout(frame)
    column.setContentsMargins(Space.M, 0, 0, 0)
    column.setSpacing(Space.XS)
    latest = sorted(sources, key=lambda source: source.said_at)[-most:]
    for source in latest:
        when = said(source.said_at, now)
        if source.role is Role.ASSISTANT:
            when = translate("quotes", "Companion said · {when}").format(when=when)
        if _plain(source.quote) == _plain(note_text):
            if source.role is Role.USER:
                when = translate("quotes", "In your words · {when}").format(when=when)
        else:
            words = label(quoted(source.quote.strip()), scale="small", wrap=True)
            words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            column.addWidget(words)
        if follow is None:
            column.addWidget(label(when, scale="small", tone="muted", wrap=True))
            continue
        way = Way(when, "message-square", translate("quotes", "Show it in its conversation"))
        way.clicked.connect(lambda _=False, source=source: follow(source))
        column.addWidget(way)
    return frame


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold().rstrip(".!?")
