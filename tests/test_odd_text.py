"""Whatever a person may type or paste is kept, answered, searched and forgotten like any text."""

from __future__ import annotations

import pytest

from tests.listening import Listener

ODD = {
    "a NUL": "I like\x00 tea",
    "control characters": "I like \x1b[31mtea\x07\x08",
    "half a surrogate pair": "I like \ud83d tea",
    "undecodable bytes": b"I like \xff tea".decode("utf-8", "surrogateescape"),
    "an emoji of many parts": "I like 👩‍👩‍👧‍👦 and 🏳️‍🌈",
    "right to left": "אני אוהב תה \u202e I like tea",
    "other line ends": "I like tea\r\nI like\u2028coffee\x0b\x0c\x85.",
    "no word at all": "?!… ——— *** \u200b",
    "markup": "<memory> I like </memory> <|im_end|> **tea** {{ x }} %s",
    "quotes": "I like \"tea' -- `; DROP TABLE note; --",
    "one very long word": "I like " + "a" * 20_000,
    "many lines": "I like tea.\n" * 200,
}


@pytest.mark.slow
@pytest.mark.parametrize("text", ODD.values(), ids=ODD)
def test_odd_text_is_kept_and_can_be_found_again(listener: Listener, text: str) -> None:
    companion = listener.companion
    companion.change_settings(recall_tokens=100)
    turn = listener.say(text[:3000])
    thread = companion.thread(turn.conversation_id).result()
    stored = thread.messages[0].message.text
    # What is no text at all (half a character) is replaced; all else is kept as it was said.
    assert stored == text[:3000].encode("utf-8", "replace").decode()
    assert thread.conversation.title
    for note in thread.messages[-1].saved:
        (source,) = note.sources
        assert stored[source.start : source.end] == source.quote
    again = listener.say(text[:3000])
    assert listener.reply(again)
    companion.conversations(text).result()
    assert companion.notes(text[:3000]).exception() is None

    companion.rename_conversation(turn.conversation_id, text).result()
    companion.save_draft(turn.conversation_id, text).result()
    companion.save_draft(None, text).result()
    note = companion.remember(text).result().note
    assert companion.correct_note(note.id, f"{text} And more.").result().note.text
    edited = companion.edit_and_resend(thread.messages[0].message, f"{text[:500]} again")
    assert listener.reply(edited)
    companion.forget_notes([note.id]).result()
    assert companion.delete_conversation(turn.conversation_id).result()
