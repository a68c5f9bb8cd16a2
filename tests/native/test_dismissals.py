"""Like questions and others, as the real embedder tells them apart."""

from __future__ import annotations

import pytest

from companion.encoders.onnx import OnnxEncoders
from companion.memory.dismissals import against

pytestmark = pytest.mark.native


def like(encoders: OnnxEncoders, one: str, other: str) -> bool:
    """Whether what was dismissed for one question counts for the other."""
    first, second = encoders.embedder.embed_queries([one, other])
    return bool(against(first, [("n", second)]))


@pytest.mark.parametrize(
    ("question", "again"),
    [
        ("What's my dog called?", "What is the name of my dog?"),
        ("Recommend me a film for tonight", "What movie should I watch tonight?"),
        ("What time is my flight on Friday?", "When does my plane leave on Friday?"),
        ("What did I say about my boss?", "What have I told you about my boss?"),
    ],
)
def test_the_same_in_other_words_is_like_it(
    starter_encoders: OnnxEncoders, question: str, again: str
) -> None:
    assert like(starter_encoders, question, again)
    assert like(starter_encoders, question, question)


@pytest.mark.parametrize(
    ("question", "other"),
    [
        ("What's my dog called?", "What's my cat called?"),
        ("What's my dog called?", "How old is my dog?"),
        ("Help me plan a weekend in Lisbon", "Help me plan a weekend in Berlin"),
        ("What did I say about my boss?", "What did I say about my mother?"),
        ("Where does my sister work?", "How can I sleep better?"),
    ],
)
def test_what_asks_for_something_else_is_not(
    starter_encoders: OnnxEncoders, question: str, other: str
) -> None:
    assert not like(starter_encoders, question, other)
