"""Archives as a bad disk or a bad person would leave them: bytes flipped, cut and doubled; and
records changed, with checksums that are right all the same."""

from __future__ import annotations

import io
import json
import zipfile
from hashlib import sha256
from random import Random
from typing import Any

_ODD: tuple[Any, ...] = (
    None, True, -1, 0, 2**63, 1e308, "", "\0", "ignore", "01" + "0" * 24, [], [[]], {}, {"a": []},
    "x" * 10_000, "2026-05-04T12:00:00.000000Z", "9999-99-99T99:99:99.999999Z", "held", "me",
)  # fmt: skip


def mutated(archive: bytes, random: Random) -> bytes:
    """An archive with one to three things changed."""
    if random.random() < 0.4:
        content = bytearray(archive)
        for _ in range(random.randint(1, 3)):
            _spoil(content, random)
        return bytes(content)
    return _rewritten(archive, random)


def _spoil(content: bytearray, random: Random) -> None:
    if not content:
        return
    at = random.randrange(len(content))
    until = min(len(content), at + random.randint(1, 64))
    match random.randrange(5):
        case 0:
            content[at] ^= 1 << random.randrange(8)
        case 1:
            del content[at:]
        case 2:
            del content[at:until]
        case 3:
            content[at:at] = content[at:until]
        case 4:
            content[at:until] = random.randbytes(until - at)


def _rewritten(archive: bytes, random: Random) -> bytes:
    """Members changed, and the manifest made to agree."""
    with zipfile.ZipFile(io.BytesIO(archive)) as source:
        members = {name: source.read(name) for name in source.namelist()}
    manifest = json.loads(members.pop("manifest.json"))
    listed = [name for name in members if name.endswith(".jsonl")]
    for _ in range(random.randint(1, 3)):
        name = random.choice(listed) if random.random() < 0.9 else random.choice([*members])
        members[name] = _changed(name, members[name], random)
    manifest["members"] = {name: _entry(name, content) for name, content in members.items()}
    if random.random() < 0.1:
        key = random.choice([*manifest])
        manifest[key] = random.choice(_ODD)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in members.items():
            target.writestr(name, content)
        target.writestr("manifest.json", json.dumps(manifest))
    return made.getvalue()


def _changed(name: str, content: bytes, random: Random) -> bytes:
    lines = content.splitlines()
    if not name.endswith(".jsonl") or not lines or random.random() < 0.15:
        spoilt = bytearray(content)
        _spoil(spoilt, random)
        return bytes(spoilt)
    at = random.randrange(len(lines))
    record, other = _parsed(lines[at]), _parsed(random.choice(lines))
    if not record:
        return content
    field = random.choice([*record])
    match random.randrange(6):
        case 0 | 1:
            record[field] = random.choice(_ODD)
        case 2:
            # What another record has there: the likeliest to be taken for right.
            record[field] = other.get(field)
        case 3:
            del record[field]
        case 4:
            lines.insert(at, random.choice(lines))
        case 5:
            del lines[at]
            return b"".join(line + b"\n" for line in lines)
    lines[at] = json.dumps(record).encode()
    return b"".join(line + b"\n" for line in lines)


def _parsed(line: bytes) -> dict[str, Any]:
    """A record; empty where an earlier change has left none."""
    try:
        found = json.loads(line)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _entry(name: str, content: bytes) -> dict[str, Any]:
    records = content.count(b"\n") if name.endswith(".jsonl") else 0
    return {"sha256": sha256(content).hexdigest(), "bytes": len(content), "records": records}
