"""Which messages the rules may read."""

from __future__ import annotations

import pytest

from companion.clock import FixedClock
from companion.domain import NoteKind
from companion.encoders.scripted import ScriptedEncoders
from companion.memory.language import is_english
from companion.memory.observe import write_notes
from companion.store.store import Store
from tests.author import Author


@pytest.mark.parametrize(
    "text",
    [
        "I moved to Porto in May with my dog Biscuit.",
        "rye mostly",
        "Morning!",
        "My sister's name is Siobhán and she lives in Málaga.",
        "",
        "12:30 😀",
    ],
)
def test_english_is_read_and_so_is_what_could_be_anything(text: str) -> None:
    assert is_english(text)


@pytest.mark.parametrize(
    "text",
    [
        "Ich wohne seit Mai in Porto und arbeite als Krankenschwester.",
        "Me gusta el café y odio los lunes.",
        "Ma soeur s'appelle Claire, elle attend un bébé.",
        "Ik woon in Utrecht en werk in een bakkerij.",
        "Mieszkam w Krakowie i pracuję w banku.",
        "私は東京に住んでいます。",
    ],
)
def test_other_languages_are_not(text: str) -> None:
    assert not is_english(text)


def test_what_is_said_in_another_language_is_kept_as_it_was_said(
    store: Store, author: Author, clock: FixedClock
) -> None:
    message = author.begins("Me gusta el café. Vivo en Madrid con mi perro.")
    write_notes(message, store, ScriptedEncoders(), clock, lambda work: work())
    (episode,) = store.notes.find()
    assert episode.kind is NoteKind.EPISODE
    assert [source.quote for source in store.notes.detail(episode.id).sources] == [message.text]
    assert store.claims.dropped() == {"another language": 2}
