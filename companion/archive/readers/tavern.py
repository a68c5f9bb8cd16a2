"""SillyTavern: chats, one JSON object a line, and character cards as JSON or inside a PNG.

A chat begins with a line that names both sides; of each message the `swipes` are other replies.
Cards are chara_card_v2 (https://github.com/malfoyslastname/character-card-spec-v2) and
chara_card_v3 (https://github.com/kwaroran/character-card-spec-v3): in a PNG they are base64 in the
text chunk `ccv3`, or else `chara`.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from dateutil import parser

from companion.archive.readers.values import Character, Said, Talk, list_of, text_of, time_of
from companion.domain import Role

LARGEST_CARD = 32 * 2**20
_SPECS = ("chara_card_v2", "chara_card_v3")
_CLOCK = re.compile(r"(\d+)-(\d+)-(\d+) ?@(\d+)h ?(\d+)m(?: ?(\d+)s)?")
_NAMES = (("{{char}}", "<BOT>"), ("{{user}}", "<USER>"))


def chat(file: Path) -> Iterator[Talk]:
    """The one conversation of a chat file. Raises ValueError naming the line that is none."""
    said: list[Said] = []
    character, begun = "", None
    before: str | None = None
    with file.open(encoding="utf-8", errors="replace") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            it = _object(line, number)
            if "mes" not in it:
                character = character or text_of(it.get("character_name"))
                begun = begun or _time(it.get("create_date"))
                continue
            own, at = bool(it.get("is_user")), _time(it.get("send_date"))
            text = text_of(it.get("mes"))
            if it.get("is_system") or not text.strip():
                continue
            role = Role.USER if own else Role.ASSISTANT
            key = str(number)
            swipes = map(text_of, list_of(it.get("swipes")))
            others = [other for other in swipes if other.strip() and other != text]
            said += [Said(f"{key}.{n}", before, role, s, at) for n, s in enumerate(others)]
            said.append(Said(key, before, role, text, at))
            before = key
    if said:
        yield Talk(file.stem, file.stem, begun, tuple(said), before, character)


def card(found: Any) -> Character | None:
    """The character of a card; None when it is none."""
    if not isinstance(found, dict) or found.get("spec") not in _SPECS:
        return None
    data = found.get("data")
    if not isinstance(data, dict) or not text_of(data.get("name")).strip():
        return None
    name = " ".join(text_of(data["name"]).split())[:200]
    parts = [
        text_of(data.get("system_prompt")),
        f"You are {name}.",
        text_of(data.get("description")),
        text_of(data.get("personality")),
        text_of(data.get("scenario")),
        text_of(data.get("post_history_instructions")),
    ]
    instructions = "\n\n".join(part.strip() for part in parts if part.strip())
    for placeholder in _NAMES[0]:
        instructions = instructions.replace(placeholder, name)
    for placeholder in _NAMES[1]:
        instructions = instructions.replace(placeholder, "the person")
    return Character(name, instructions.replace("{{original}}", "").strip())


def card_in_png(file: Path) -> Character | None:
    """The character inside a picture; None when there is none. Raises ValueError."""
    # Pillow takes a tenth of a second to import.
    from PIL import Image, UnidentifiedImageError

    if file.stat().st_size > LARGEST_CARD:
        raise ValueError("the picture is too large for a card")
    try:
        with Image.open(file, formats=["PNG"]) as picture:
            # Text may stand behind the picture; only then is all of it read.
            chunks = dict(picture.info)
            if not {"ccv3", "chara"} & chunks.keys():
                picture.load()
                chunks |= picture.info
    except (OSError, SyntaxError, UnidentifiedImageError, Image.DecompressionBombError) as error:
        raise ValueError("the picture is damaged") from error
    for name in ("ccv3", "chara"):
        if isinstance(chunks.get(name), str):
            try:
                return card(json.loads(base64.b64decode(chunks[name], validate=True)))
            except (binascii.Error, ValueError, RecursionError) as error:
                raise ValueError("the card in the picture is damaged") from error
    return None


def _object(line: str, number: int) -> dict[str, Any]:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise ValueError(f"line {number} is no JSON") from error
    if not isinstance(found, dict):
        raise ValueError(f"line {number} is no message")
    return found


def _time(value: Any) -> datetime | None:
    """“June 4, 2023 5:20pm”, “2023-6-4 @17h 20m 30s”, ISO 8601 or milliseconds; without a zone it
    is local time."""
    if (at := time_of(value) if not isinstance(value, str) else None) is not None:
        return at
    if not isinstance(value, str) or not value.strip():
        return None
    try:
        if told := _CLOCK.search(value):
            year, month, day, hour, minute, second = (int(it or 0) for it in told.groups())
            return datetime(year, month, day, hour, minute, second).astimezone()
        if value.isdigit():
            return time_of(int(value))
        return parser.parse(value[:60]).astimezone()
    except (ValueError, OverflowError):
        return None
