"""What the person says of what may be kept."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.memory.record import LONGEST, record_in

OFF_THE_RECORD = [
    "This is off the record.",
    "Off the record: I hate my job.",
    "Can we talk off the record?",
    "Let's go off the record now.",
    "Please keep this conversation off the record",
    "What I'm about to tell you is off the record.",
    "don't remember this conversation",
    "Do not record this chat, please.",
    "Forget this conversation, please.",
    "Don't save this.",
    "dont save this please",
    "Hey, please don't keep any of this.",
    "I'd rather you didn't save any of this.",
]
LEFT_OUT = [
    "Don't remember this.",
    "I ate nine cookies. Don't remember this, please.",
    "No need to remember this.",
    "You don't have to keep this one.",
    "Please leave this out of your memory.",
    "This isn't worth remembering.",
]
REMEMBER = [
    ("Remember that the bins go out on Thursday.", "the bins go out on Thursday."),
    ("Please remember: the wifi is called Tulip.", "the wifi is called Tulip."),
    ("Can you remember that I'm allergic to nuts?", "I'm allergic to nuts"),
    ("remember my locker is number 4711", "my locker is number 4711"),
    ("Don't forget that I hate coriander", "I hate coriander"),
    ("I want you to remember that my sister is called Ada", "my sister is called Ada"),
    ("For future reference, my size is 42.", "my size is 42."),
    ("Make a note that I park on level 3.", "I park on level 3."),
    ("Hello! The key is under the pot. Please remember that.", "The key is under the pot."),
]
NEITHER = [
    "He told me off the record that they are broke.",
    "What does off the record mean?",
    "My boss said it was off the record.",
    "“This is off the record”, he said.",
    "Don't save this file yet.",
    "I don't remember this song.",
    "I don't remember that.",
    "Do you remember that I like tea?",
    "Remember when we talked about Rome?",
    "Remember that time in Rome!",
    "Remember to breathe.",
    "I remember that day.",
    "Please remember that.",
    "Note that the function returns None.",
    "Keep in mind that the API is deprecated.",
    "",
]


@pytest.mark.parametrize("message", OFF_THE_RECORD)
def test_a_conversation_is_taken_off_the_record(message: str) -> None:
    record = record_in(message)
    assert (record.off_the_record, record.left_out, record.remember) == (True, False, ())


@pytest.mark.parametrize("message", LEFT_OUT)
def test_a_message_is_left_out(message: str) -> None:
    record = record_in(message)
    assert (record.off_the_record, record.left_out, record.remember) == (False, True, ())


@pytest.mark.parametrize(("message", "what"), REMEMBER)
def test_something_is_to_be_remembered(message: str, what: str) -> None:
    record = record_in(message)
    assert [message[start:end] for start, end in record.remember] == [what]
    assert (record.off_the_record, record.left_out) == (False, False)


@pytest.mark.parametrize("message", NEITHER)
def test_what_sounds_like_it_is_no_ask(message: str) -> None:
    assert not record_in(message)


def test_a_text_is_no_ask() -> None:
    assert not record_in("This is off the record. " + "Once upon a time. " * (LONGEST // 18))


@given(st.text(max_size=200))
def test_whatever_is_said_what_is_to_be_remembered_is_in_it(message: str) -> None:
    for start, end in record_in(message).remember:
        assert 0 <= start < end <= len(message)
