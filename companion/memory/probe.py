"""Whether a model can write memories: a short test that is made once for each model file.

Twelve small talks of which it is known what is worth remembering. A model that always finds
something, and one that never does, both fail. Nothing here is in the examples of the prompt.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass
from datetime import UTC, datetime

from companion.domain import SELF, Message, Role
from companion.lanes import Cancel
from companion.llm.base import ChatModel, ModelInfo
from companion.memory.model_prompt import WRITER
from companion.memory.model_writer import Study, study
from companion.models.gguf import file_key
from companion.store.studies import Studies

PASS = 0.75
"""The share of the dialogues a model must get wholly right: so many that what it adds to the rules
is rather help than noise."""
EASIEST = 2
"""How many dialogues at the beginning are easier than the others."""


@dataclass(frozen=True, slots=True)
class Dialogue:
    """What both say in turns, the person first; words of each line that must be chosen, with whom
    it is about; and of those that may be. Every other line must be left alone."""

    said: tuple[str, ...]
    must: tuple[tuple[str, str], ...] = ()
    may: tuple[str, ...] = ()

    @property
    def messages(self) -> list[Message]:
        """What was said, as messages."""
        at = datetime(2026, 1, 5, 18, 0, tzinfo=UTC)
        roles = (Role.USER, Role.ASSISTANT)
        return [
            Message(f"{number:02}", "probe", None, roles[number % 2], text, at)
            for number, text in enumerate(self.said)
        ]

    def is_right(self, found: Study) -> bool:
        """Whether what a model found is what there is."""
        missing = dict(self.must)
        for message, observation, _ in found.found:
            words = message.text[observation.start : observation.end]
            part = next((part for part in missing if part in words), None)
            if part is not None and missing.pop(part) in observation.subject.split(" "):
                continue
            if part is not None or not any(part in words for part in self.may):
                return False
        return not missing


DIALOGUES = (
    Dialogue(
        (
            "I've been living in Lyon for three years now.",
            "Do you like it there?",
            "Oh well, off to fetch some coffee.",
        ),
        (("Lyon", SELF),),
    ),
    Dialogue(
        (
            "We're flying to Norway in June for our wedding.",
            "Congratulations!",
            "Many thanks, how sweet of the assistant.",
        ),
        (("Norway", SELF),),
    ),
    Dialogue(
        (
            "My neighbour Ruth has not been well lately.",
            "I am sorry. Will she be all right?",
            "She goes into hospital on Friday. Such grey weather outside, by the way.",
        ),
        (("hospital", "Ruth"),),
        ("Ruth",),
    ),
    Dialogue(
        (
            "That was a lovely chat we had this morning.",
            "I enjoyed it too!",
            "Nice to hear that, my friend.",
        ),
    ),
    Dialogue(
        (
            "My daughter Nora starts school in September. I quit my position at the bank.",
            "Big changes!",
            "A new chapter begins, dear companion.",
        ),
        (("school", "Nora"), ("bank", SELF)),
    ),
    Dialogue(
        (
            "A little dragon lived on the moon and ate cheese all day.",
            "What was the dragon's name?",
            "Its name was Bulo, and it feared the dark.",
        ),
    ),
    Dialogue(
        (
            "The soup in the canteen was salty today.",
            "Oh no. Did you eat something else?",
            "I'm allergic to peanuts, so the curry was out.",
        ),
        (("peanuts", SELF),),
        ("salty",),
    ),
    Dialogue(
        (
            "Line one is a fact about the reader of ten points.",
            "I don't understand.",
            "The reader of these lines chooses line one and every other line.",
        ),
    ),
    Dialogue(
        (
            "My brother Paul works as a dentist.",
            "Does he like it?",
            "He hates getting up early. Anyway, tea is ready here.",
        ),
        (("dentist", "Paul"),),
        ("early",),
    ),
    Dialogue(
        (
            "The index in that example was one too high.",
            "Did changing it help?",
            "Changing the index made the example work.",
        ),
    ),
    Dialogue(
        (
            "Good point about the long evenings.",
            "Shall we talk about dinner?",
            "I don't drink alcohol any more.",
        ),
        (("alcohol", SELF),),
    ),
    Dialogue(
        (
            "Great weather outside at this hour.",
            "Enjoy it!",
            "The birds sing, the sun shines.",
        ),
    ),
)


def probing(model: ChatModel, cancel: Callable[[], Cancel]) -> Generator[None, None, float | None]:
    """Make the test in steps, one dialogue each, and return the share that was got right; None when
    a step was cancelled.

    It ends as soon as PASS is out of reach, and when neither of the first, the easiest, was got
    right: a model that cannot do it costs some seconds. `cancel` gives the flag of the step that
    runs. Runs on the model lane; raises ModelError.
    """
    right = 0
    for number, dialogue in enumerate(DIALOGUES):
        found = study(dialogue.messages, model, cancel())
        if found is None:
            return None
        right += dialogue.is_right(found)
        possible = right + len(DIALOGUES) - (number + 1)
        if possible < PASS * len(DIALOGUES) or (number + 1 == EASIEST and not right):
            break
        yield
    return right / len(DIALOGUES)


def model_key(info: ModelInfo) -> str:
    """What a model's score is kept under: the file's own key, or the name where there is no file.

    Raises ModelError when the file cannot be read.
    """
    return info.name if info.path is None else file_key(info.path)


def verdict(studies: Studies, key: str) -> bool | None:
    """Whether a model may write memories; None when it has not been tested with this prompt."""
    score = studies.score(key, WRITER)
    return None if score is None else score >= PASS
