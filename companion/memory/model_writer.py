"""The model writer: reads an episode as a whole and says what in it is worth remembering.

The model chooses, it does not write. It cites lines of the person's by their numbers, and says of
each whom it is about, what kind of memory it is and how much it matters; the words stay the
person's own, but for a name in place of a pronoun. What is a question, a joke or quoted it cannot
cite, and a person that was not spoken of it cannot name. So a bad model chooses badly, and nothing
is ever invented. The grammar of the answer leaves no other way (see `ChatOptions.schema`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from companion.domain import SELF, Message, NoteKind, Origin, Role, whole
from companion.errors import PromptTooLong
from companion.lanes import Cancel
from companion.llm.base import ChatMessage, ChatModel, ChatOptions
from companion.memory.claims import claims_of
from companion.memory.endings import Ending, endings_of
from companion.memory.ground import subject_grounded, tells_of_self
from companion.memory.model_prompt import (
    MOST_KEYWORDS,
    MOST_NOTES,
    NOTE_TOKENS,
    WRITER,
    Item,
    front,
    items_in,
    schema,
)
from companion.memory.observation import Byline, DropReason, Observation
from companion.memory.people import NOBODY, People
from companion.memory.subjects import whom
from companion.memory.transcript import Line, Piece, Span, lines_of, pieces
from companion.memory.words import content, marked

PIECE_TOKENS = 700
"""The most of an episode that is read at once."""
STATED, INFERRED = 0.8, 0.5
"""Confidence in what was said in so many words, and in what was not."""
_HE_OR_SHE = re.compile(r"^(?:He|She|They(?!['’]))\b", re.IGNORECASE)


@dataclass(slots=True)
class Study:
    """What the model writer found in an episode: observations of the person's messages, each with
    what it says is over, in the order they were said; and why others were dropped."""

    found: list[tuple[Message, Observation, tuple[Ending, ...]]] = field(default_factory=list)
    dropped: Counter[DropReason] = field(default_factory=Counter)


def byline(model: ChatModel) -> Byline:
    """Who writes, when this model does."""
    return Byline(Origin.MODEL, WRITER, model.info.name)


def study(
    messages: Sequence[Message],
    model: ChatModel,
    cancel: Cancel,
    *,
    people: People = NOBODY,
    noted: Mapping[str, Sequence[Span]] | None = None,
) -> Study | None:
    """Read one episode, the messages of both sides in order; None when cancelled on the way.

    `people` and `noted` are those of `lines_of`. Runs on the model lane. Whatever the model says,
    nothing is raised but ModelError, when it fails altogether.
    """
    outcome = Study()
    asked = front()
    taken = model.count_prompt(asked) + NOTE_TOKENS * MOST_NOTES
    room = min(PIECE_TOKENS, model.info.context_tokens - taken)
    lines = lines_of(messages, people, noted or {})
    for piece in pieces(lines, room, model.count_text):
        answer = _answer(piece, asked, model, cancel)
        if answer is None:
            return None
        _judge(answer, piece, messages, outcome)
    outcome.found.sort(key=lambda it: (it[0].id, it[1].start))
    return outcome


def _answer(
    piece: Piece, asked: Sequence[ChatMessage], model: ChatModel, cancel: Cancel
) -> str | None:
    """What the model says of a piece; None when cancelled."""
    most = min(MOST_NOTES, len(piece.cited_as))
    options = ChatOptions(
        max_tokens=NOTE_TOKENS * most + 16,
        temperature=0.0,
        # JSON and the person's own words repeat themselves.
        repeat_penalty=1.0,
        schema=schema(sorted(piece.cited_as), most),
        scratch=True,
    )
    said: list[str] = []
    try:
        for delta in model.stream([*asked, ChatMessage(Role.USER, str(piece))], options, cancel):
            said.append(delta.text)
            if delta.finish == "cancelled":
                return None
    except PromptTooLong:
        # The context is too small for the examples.
        return ""
    return "".join(said)


def _judge(answer: str, piece: Piece, messages: Sequence[Message], outcome: Study) -> None:
    """Keep of an answer what is grounded, one note for a line."""
    cited = piece.cited_as
    for number, item in enumerate(items_in(answer)):
        if item is None or number >= MOST_NOTES:
            outcome.dropped[DropReason.UNREADABLE] += 1
            continue
        line = cited.pop(item.line, None)
        if line is None:
            outcome.dropped[DropReason.UNGROUNDED] += 1
            continue
        until = messages.index(line.message) + 1
        observation = _observation(item, line, [message.text for message in messages[:until]])
        if observation is None:
            outcome.dropped[DropReason.UNGROUNDED] += 1
            continue
        endings = endings_of(marked(observation.text))
        outcome.found.append((line.message, observation, endings))


def _observation(item: Item, line: Line, before: Sequence[str]) -> Observation | None:
    """What an item says of the line it cites; None when the line is not about whom it says."""
    subject = _subject(item.about, line, before)
    if subject is None:
        return None
    text = _named(line.text, subject)
    known = {word for said in before for word in content(said)}
    keywords = (" ".join(whole(word).split()) for word in item.keywords[:MOST_KEYWORDS])
    return Observation(
        NoteKind(item.kind),
        text,
        line.start,
        line.end,
        subject,
        claims_of(marked(text)),
        rated=item.importance,
        keywords=tuple(dict.fromkeys(w for w in keywords if content(w) and known >= {*content(w)})),
        inferred=not item.stated,
        confidence=STATED if item.stated else INFERRED,
    )


def _named(text: str, subject: str) -> str:
    """A sentence that begins with a pronoun, with the name of whom it is about in its place."""
    if subject == SELF:
        return text
    relation, _, name = subject.partition(" ")
    return _HE_OR_SHE.sub(name or f"My {relation}", text)


def _subject(about: str, line: Line, before: Sequence[str]) -> str | None:
    """Whom a line is about; None when the model says somebody who was not spoken of. Where the
    rules know, they know better."""
    words = marked(line.text)
    told = whom(words, line.people)
    named = re.sub(r"^my ", "", " ".join(about.split()), flags=re.IGNORECASE)
    if named.casefold() in ("", "user", "i", SELF):
        return told
    if not subject_grounded(named, words, before):
        return None
    if told != SELF or tells_of_self(words):
        return told
    return line.people.named(named.split(" ")[-1]) or named
