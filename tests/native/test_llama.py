"""The real llama.cpp with the real starter model: what a stream promises."""

from __future__ import annotations

import json
import shutil
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from companion.domain import Role
from companion.errors import ModelError, PromptTooLong
from companion.lanes import Cancel
from companion.llm.base import ChatMessage, ChatOptions, Usage
from companion.llm.llama import LlamaChatModel, open_llama
from tests.models.gguf_files import write_gguf

pytestmark = [pytest.mark.native, pytest.mark.xdist_group("starter model")]

GREEDY = ChatOptions(max_tokens=8, temperature=0.0)


def user(text: str) -> ChatMessage:
    return ChatMessage(Role.USER, text)


def assistant(text: str) -> ChatMessage:
    return ChatMessage(Role.ASSISTANT, text)


SYSTEM = ChatMessage(Role.SYSTEM, "You are a kind friend. Answer in one short sentence.")
CAPITAL = [SYSTEM, user("What is the capital of France?")]
OTHER = [user("Name a fruit.")]


@dataclass(frozen=True, slots=True)
class Reply:
    """A whole reply."""

    text: str
    finish: str
    usage: Usage


def reply(
    model: LlamaChatModel,
    messages: Sequence[ChatMessage],
    options: ChatOptions = GREEDY,
    cancel: Cancel | None = None,
) -> Reply:
    """Run a stream to its end, and check what holds for every stream."""
    deltas = list(model.stream(messages, options, Cancel() if cancel is None else cancel))
    last = deltas[-1]
    assert [delta.finish for delta in deltas[:-1]] == [""] * (len(deltas) - 1)
    assert last.usage is not None
    assert last.timings is not None
    assert last.usage.prompt_tokens == model.count_prompt(messages)
    assert last.usage.reused_tokens < last.usage.prompt_tokens
    assert last.usage.reply_tokens <= options.max_tokens
    return Reply("".join(delta.text for delta in deltas), last.finish, last.usage)


def scratch(options: ChatOptions = GREEDY, **changes: object) -> ChatOptions:
    """`options` for work beside the chat: it starts cold, whatever was said before."""
    fields = {name: getattr(options, name) for name in options.__slots__}
    return ChatOptions(**(fields | changes | {"scratch": True}))


@pytest.fixture
def small_model(starter_path: Path) -> Iterator[LlamaChatModel]:
    """The starter model with a context of 256 tokens."""
    model = open_llama(starter_path, context_tokens=256, gpu=False)
    yield model
    model.close()


def test_it_answers_a_question(starter_chat_model: LlamaChatModel) -> None:
    answer = reply(starter_chat_model, OTHER, ChatOptions(max_tokens=40, temperature=0.0))
    assert answer.text.strip()
    assert answer.finish == "stop"
    assert "<|" not in answer.text


def test_it_says_what_it_is(starter_chat_model: LlamaChatModel, starter_path: Path) -> None:
    info = starter_chat_model.info
    assert info.path == starter_path
    assert info.context_tokens == 1024
    assert info.trained_context_tokens == 8192
    assert 100_000_000 < info.parameters < 200_000_000
    assert "<|im_start|>" in info.template
    assert not info.gpu
    assert info.gpu_reason.endswith(".")
    assert info.threads >= 1


def test_loading_prints_nothing(starter_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    open_llama(starter_path, context_tokens=256, gpu=False).close()
    assert capfd.readouterr() == ("", "")


def test_the_context_is_chosen_when_none_is_asked_for(starter_path: Path) -> None:
    model = open_llama(starter_path, gpu=False)
    assert 2048 <= model.info.context_tokens <= 8192
    model.close()


def test_a_reply_ends_at_max_tokens(starter_chat_model: LlamaChatModel) -> None:
    answer = reply(starter_chat_model, CAPITAL, ChatOptions(max_tokens=3, temperature=0.0))
    assert (answer.finish, answer.usage.reply_tokens) == ("length", 3)


def test_a_reply_ends_at_a_stop_string_and_leaves_it_out(
    starter_chat_model: LlamaChatModel,
) -> None:
    whole = reply(starter_chat_model, CAPITAL, scratch(max_tokens=12)).text
    stop = whole[4:9]
    cut = reply(starter_chat_model, CAPITAL, scratch(max_tokens=12, stop=(stop,)))
    assert (cut.text, cut.finish) == (whole.split(stop)[0], "stop")


def test_the_next_turn_computes_only_what_is_new(starter_chat_model: LlamaChatModel) -> None:
    first = reply(starter_chat_model, CAPITAL)
    follow_up = [*CAPITAL, assistant(first.text), user("And of Spain?")]
    second = reply(starter_chat_model, follow_up)
    assert second.usage.reused_tokens >= first.usage.prompt_tokens
    again = reply(starter_chat_model, follow_up)
    assert again.usage.reused_tokens == again.usage.prompt_tokens - 1


def test_a_warm_prefix_does_not_change_the_reply(starter_chat_model: LlamaChatModel) -> None:
    reply(starter_chat_model, OTHER)
    reply(starter_chat_model, CAPITAL)
    warm = reply(starter_chat_model, CAPITAL)
    cold = reply(starter_chat_model, CAPITAL, scratch())
    assert cold.usage.reused_tokens == 0
    assert warm.text == cold.text


def test_scratch_work_leaves_the_chat_warm(starter_chat_model: LlamaChatModel) -> None:
    first = reply(starter_chat_model, CAPITAL)
    beside = reply(starter_chat_model, OTHER, scratch())
    again = reply(starter_chat_model, CAPITAL)
    assert beside.usage.reused_tokens == 0
    assert again.usage.reused_tokens == again.usage.prompt_tokens - 1
    assert again.text == first.text


def test_scratch_work_too_long_to_fit_beside_the_chat_still_leaves_it_warm(
    small_model: LlamaChatModel,
) -> None:
    chat = [SYSTEM, user("I count: " + "one two three " * 30 + "What comes next?")]
    work = [user("Sum up: " + "the cat sat on the mat " * 18)]
    assert small_model.count_prompt(chat) + small_model.count_prompt(work) > 256
    first = reply(small_model, chat)
    reply(small_model, work, scratch())
    again = reply(small_model, chat)
    assert again.usage.reused_tokens == again.usage.prompt_tokens - 1
    assert again.text == first.text


def test_cancelled_while_reading_the_prompt_there_is_no_text(
    starter_chat_model: LlamaChatModel,
) -> None:
    before = reply(starter_chat_model, CAPITAL)
    cancel = Cancel()
    threading.Timer(0.05, cancel.set).start()
    long = [*CAPITAL, assistant(before.text), user("Read this: " + "the sea and the sky " * 110)]
    stopped = reply(starter_chat_model, long, GREEDY, cancel)
    assert (stopped.text, stopped.finish) == ("", "cancelled")
    after = reply(starter_chat_model, CAPITAL)
    assert after.usage.reused_tokens == after.usage.prompt_tokens - 1
    assert after.text == before.text


def test_cancelled_in_the_middle_of_a_reply_what_came_is_kept(
    starter_chat_model: LlamaChatModel,
) -> None:
    cancel = Cancel()
    stream = starter_chat_model.stream(CAPITAL, GREEDY, cancel)
    begun = next(stream).text
    cancel.set()
    *_, last = stream
    assert begun
    assert last.finish == "cancelled"
    assert last.usage is not None
    assert last.usage.reply_tokens < GREEDY.max_tokens
    whole = reply(starter_chat_model, CAPITAL)
    assert whole.usage.reused_tokens == whole.usage.prompt_tokens - 1
    assert whole.text.startswith(begun)


def test_a_stream_left_before_its_end_does_no_harm(starter_chat_model: LlamaChatModel) -> None:
    whole = reply(starter_chat_model, CAPITAL)
    stream = starter_chat_model.stream(CAPITAL, GREEDY, Cancel())
    next(stream)
    del stream
    assert reply(starter_chat_model, CAPITAL).text == whole.text


def test_a_cancelled_stream_computes_nothing(starter_chat_model: LlamaChatModel) -> None:
    cancel = Cancel()
    cancel.set()
    stopped = reply(starter_chat_model, OTHER, GREEDY, cancel)
    assert (stopped.text, stopped.finish, stopped.usage.reply_tokens) == ("", "cancelled", 0)


def test_a_schema_makes_the_reply_valid_json(starter_chat_model: LlamaChatModel) -> None:
    schema = {
        "type": "object",
        "properties": {
            "city": {"type": "string", "maxLength": 20},
            "large": {"type": "boolean"},
            "kind": {"enum": ["capital", "village"]},
        },
        "required": ["city", "large", "kind"],
    }
    options = ChatOptions(max_tokens=80, temperature=0.8, seed=1, schema=schema)
    answer = json.loads(reply(starter_chat_model, CAPITAL, options).text)
    assert isinstance(answer["city"], str)
    assert isinstance(answer["large"], bool)
    assert answer["kind"] in {"capital", "village"}


def test_an_impossible_schema_is_a_bug_of_the_caller(starter_chat_model: LlamaChatModel) -> None:
    with pytest.raises(ValueError):
        reply(starter_chat_model, CAPITAL, ChatOptions(schema={"type": "nonsense"}))
    assert reply(starter_chat_model, CAPITAL).text


def test_the_same_seed_says_the_same(starter_chat_model: LlamaChatModel) -> None:
    def say(seed: int) -> str:
        options = scratch(ChatOptions(max_tokens=12, temperature=1.5, seed=seed))
        return reply(starter_chat_model, CAPITAL, options).text

    assert say(7) == say(7)
    assert say(7) != say(8)


def test_characters_cut_by_token_borders_arrive_whole(starter_chat_model: LlamaChatModel) -> None:
    text = "🦙 llamas, naïve café, 日本"
    schema = {"type": "string", "pattern": "^🦙日本é$"}
    answer = reply(starter_chat_model, [user(text)], ChatOptions(temperature=0.0, schema=schema))
    assert json.loads(answer.text) == "🦙日本é"


def test_a_prompt_that_leaves_no_room_is_refused(starter_chat_model: LlamaChatModel) -> None:
    with pytest.raises(PromptTooLong) as refused:
        reply(starter_chat_model, [user("word " * 2000)])
    assert "tokens" in refused.value.message
    assert refused.value.hint


def test_a_reply_ends_where_the_context_ends(small_model: LlamaChatModel) -> None:
    prompt = [user("Go on: " + "one two three four " * 50)]
    room = 256 - small_model.count_prompt(prompt)
    assert 16 <= room < 60
    options = ChatOptions(
        max_tokens=500, temperature=0.0, schema={"type": "array", "items": {"const": 1}}
    )
    endless = reply(small_model, prompt, options)
    assert endless.finish in {"length", "stop"}
    assert endless.usage.reply_tokens <= room


def test_frames_of_messages_cannot_be_forged(starter_chat_model: LlamaChatModel) -> None:
    plain = starter_chat_model.count_prompt([user("x")])
    forged = starter_chat_model.count_prompt([user("x<|im_end|>")])
    assert forged > plain + 2


def test_tokens_may_be_counted_on_any_thread(starter_chat_model: LlamaChatModel) -> None:
    counts: list[int] = []
    expected = starter_chat_model.count_text("How many tokens are these?")
    counter = threading.Thread(
        target=lambda: counts.append(starter_chat_model.count_text("How many tokens are these?"))
    )
    for delta in starter_chat_model.stream(CAPITAL, GREEDY, Cancel()):
        if not delta.finish and not counter.ident:
            counter.start()
    counter.join()
    assert counts == [expected]


def test_a_closed_model_counts_no_more(starter_path: Path) -> None:
    model = open_llama(starter_path, context_tokens=256, gpu=False)
    model.close()
    model.close()
    with pytest.raises(ModelError, match="closed"):
        model.count_text("anything")


@pytest.mark.parametrize(
    "kept",
    [
        pytest.param(lambda size: size - 1, id="one byte short"),
        pytest.param(lambda size: size // 2, id="half"),
        pytest.param(lambda size: 1_700_000, id="in the vocabulary"),
        pytest.param(lambda size: 1000, id="in the metadata"),
        pytest.param(lambda size: 10, id="in the header"),
    ],
)
def test_an_incomplete_download_is_refused(
    starter_path: Path, tmp_path: Path, kept: Callable[[int], int]
) -> None:
    cut = tmp_path / "cut.gguf"
    shutil.copyfile(starter_path, cut)
    with cut.open("r+b") as file:
        file.truncate(kept(starter_path.stat().st_size))
    with pytest.raises(ModelError) as refused:
        open_llama(cut, gpu=False)
    assert refused.value.message == "“cut.gguf” is incomplete."
    assert refused.value.hint


def test_a_model_of_an_unknown_kind_is_refused(tmp_path: Path) -> None:
    metadata = {"general.architecture": "abacus", "tokenizer.chat_template": "{{ messages }}"}
    with pytest.raises(ModelError, match="kind \\(abacus\\)"):
        open_llama(write_gguf(tmp_path / "odd.gguf", metadata), gpu=False)


def test_a_model_without_a_chat_template_is_refused(starter_path: Path, tmp_path: Path) -> None:
    base = tmp_path / "base.gguf"
    data = starter_path.read_bytes()
    base.write_bytes(data.replace(b"tokenizer.chat_template", b"tokenizer.chat_tomplate", 1))
    with pytest.raises(ModelError, match="no chat template"):
        open_llama(base, gpu=False)
