"""ChatGPT, Claude and Open WebUI: JSON lists of conversations, read one by one.

ChatGPT: `mapping` is a tree of nodes by id, `current_node` the end of the branch that is shown;
times are seconds. Claude: `chat_messages` in their order, with `parent_message_uuid` where there
are branches; times are ISO 8601. Open WebUI: `chat.history` has `messages` by id and `currentId`;
times are seconds. After their exports as they were in 2026, as described publicly; what is no text
of either side (tools, system prompts, thoughts, pictures) is left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO, Any

import ijson

from companion.archive.readers.values import (
    Said,
    Talk,
    fields_of,
    list_of,
    nearest_kept,
    text_of,
    thinned,
    time_of,
)
from companion.domain import Role

DEEPEST = 100
_ROLES = {"user": Role.USER, "human": Role.USER, "assistant": Role.ASSISTANT}


def conversations(source: IO[bytes]) -> Iterator[dict[str, Any]]:
    """The objects of a JSON list, one by one. Raises ijson.JSONError, and ValueError for what is
    nested deeper than any conversation: without that limit it would fill the memory."""
    depth, builder = 0, None
    for event, value in ijson.basic_parse(source, use_float=True):
        if event in ("start_map", "start_array"):
            depth += 1
            if depth > DEEPEST:
                raise ValueError("it is nested too deeply")
            if depth == 2 and event == "start_map":
                builder = ijson.ObjectBuilder()
        if builder is not None:
            builder.event(event, value)
        if event in ("end_map", "end_array"):
            depth -= 1
            if depth == 1 and builder is not None:
                yield builder.value
                builder = None


def chatgpt(item: dict[str, Any]) -> Talk | None:
    """A conversation of ChatGPT's; None when there is nothing in it."""
    nodes = []
    for key, kept in fields_of(item.get("mapping")).items():
        node = fields_of(kept)
        message = fields_of(node.get("message"))
        author, content = fields_of(message.get("author")), fields_of(message.get("content"))
        text = "\n".join(filter(None, map(text_of, list_of(content.get("parts")))))
        spoken = content.get("content_type") in ("text", "multimodal_text")
        metadata = fields_of(message.get("metadata"))
        hidden = metadata.get("is_visually_hidden_from_conversation") or message.get("weight") == 0
        role = _ROLES.get(str(author.get("role")))
        keep = bool(role and spoken and text.strip() and not hidden)
        parent = node.get("parent")
        at = time_of(message.get("create_time"))
        one = Said(str(key), _key(parent), role or Role.USER, text, at)
        nodes.append((one, keep))
    return _talk(
        item.get("conversation_id") or item.get("id"),
        item.get("title"),
        item.get("create_time"),
        nodes,
        _key(item.get("current_node")),
    )


def claude(item: dict[str, Any]) -> Talk | None:
    """A conversation of Claude's; None when there is nothing in it."""
    listed = [it for it in list_of(item.get("chat_messages")) if isinstance(it, dict)]
    keys = {str(it.get("uuid")) for it in listed}
    nodes: list[tuple[Said, bool]] = []
    before: str | None = None
    for it in listed:
        texts = [text_of(fields_of(block).get("text")) for block in list_of(it.get("content"))]
        text = "\n".join(filter(None, texts)) or text_of(it.get("text"))
        role = _ROLES.get(str(it.get("sender")))
        parent = _key(it.get("parent_message_uuid"))
        if parent is None:
            parent = before
        key = str(it.get("uuid") or len(nodes))
        one = Said(key, parent if parent in keys or parent == before else None,
                   role or Role.USER, text, time_of(it.get("created_at")))  # fmt: skip
        nodes.append((one, bool(role and text.strip())))
        before = key
    leaf = _key(item.get("current_leaf_message_uuid"))
    return _talk(item.get("uuid"), item.get("name"), item.get("created_at"), nodes, leaf)


def open_webui(item: dict[str, Any]) -> Talk | None:
    """A chat of Open WebUI's; None when there is nothing in it."""
    chat = fields_of(item.get("chat"))
    history = fields_of(chat.get("history"))
    nodes = []
    for key, kept in fields_of(history.get("messages")).items():
        it = fields_of(kept)
        role, text = _ROLES.get(str(it.get("role"))), text_of(it.get("content"))
        at = time_of(it.get("timestamp"))
        one = Said(str(key), _key(it.get("parentId")), role or Role.USER, text, at)
        nodes.append((one, bool(role and text.strip())))
    title = item.get("title") or chat.get("title")
    leaf = _key(history.get("currentId"))
    return _talk(item.get("id"), title, item.get("created_at"), nodes, leaf)


def _talk(
    key: Any, title: Any, at: Any, nodes: list[tuple[Said, bool]], leaf: str | None
) -> Talk | None:
    said = thinned(nodes)
    if not said:
        return None
    end = nearest_kept(nodes, leaf) if leaf else None
    return Talk(str(key or said[0].key), text_of(title), time_of(at), said, end)


def _key(value: Any) -> str | None:
    return str(value) if isinstance(value, (str, int)) and not isinstance(value, bool) else None
