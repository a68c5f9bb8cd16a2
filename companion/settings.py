"""What the person can set, kept as one readable JSON file in the data directory."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from companion.errors import StoreError

FILE = "settings.json"
TRAVELLING = ("theme", "temperature", "reply_tokens", "recall_tokens", "open_questions")
"""Those that speak of the person, and not of one machine."""


class Settings(BaseModel):
    """All settings, with their defaults."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    theme: Literal["system", "light", "dark"] = "system"
    contrast: Literal["system", "more"] = "system"
    text_size: int = Field(default=100, ge=100, le=200)
    """Of the window, in percent."""
    language: Literal["system", "en", "de"] = "system"
    """Of the window, from the next start on."""
    model_path: Path | None = None
    """The chat model's GGUF file; None is the starter model."""
    context_tokens: int | None = Field(default=None, ge=512)
    """None: from the model and the memory there is."""
    temperature: float = Field(default=0.2, ge=0.0, le=2.0)
    reply_tokens: int = Field(default=512, ge=16)
    """The longest reply."""
    recall_tokens: int = Field(default=400, ge=0)
    """The most that recalled notes take in a prompt."""
    open_questions: bool = True
    """Whether the companion may ask by itself what became of things, once in a conversation."""
    recall_budget_ms: float = Field(default=200.0, ge=0.0)
    """The time the reranker may take."""
    changed_at: dict[str, AwareDatetime] = Field(default_factory=dict)
    """When each of those that travel was changed last."""

    def changed(self, changes: Mapping[str, object], now: datetime) -> Settings:
        """These settings with some of them changed. Raises ValueError for what is out of range."""
        after = Settings.model_validate({**self.model_dump(), **changes})
        others = [name for name in TRAVELLING if getattr(self, name) != getattr(after, name)]
        at = dict.fromkeys(others, now)
        return after.model_copy(update={"changed_at": {**self.changed_at, **at}})

    def joined(self, theirs: Mapping[str, Any]) -> Settings:
        """These settings with those of another machine: each that travels is what it was changed to
        last, of two changed at the same time what sorts last."""
        other = Settings.model_validate({**self.model_dump(), "changed_at": {}, **theirs})
        won = [name for name in TRAVELLING if _rank(other, name) > _rank(self, name)]
        values = {name: getattr(other, name) for name in won}
        at = {name: other.changed_at[name] for name in won if name in other.changed_at}
        return self.model_copy(update={**values, "changed_at": {**self.changed_at, **at}})


def taken_back(now: Settings, before: Settings, after: Settings) -> Settings:
    """The settings without a change of those that travel, where nobody has changed them since."""
    names = [name for name in TRAVELLING if _rank(now, name) == _rank(after, name)]
    values = {name: getattr(before, name) for name in names}
    at = {name: when for name, when in now.changed_at.items() if name not in names}
    at |= {name: when for name, when in before.changed_at.items() if name in names}
    return now.model_copy(update={**values, "changed_at": at})


def _rank(settings: Settings, name: str) -> tuple[datetime, str]:
    at = settings.changed_at.get(name, datetime.min.replace(tzinfo=UTC))
    return at, json.dumps(getattr(settings, name))


def load_settings(home: Path) -> Settings:
    """Read the settings; defaults where there are none. Raises StoreError on a damaged file."""
    file = home / FILE
    try:
        return Settings.model_validate_json(file.read_bytes())
    except FileNotFoundError:
        return Settings()
    except (OSError, ValidationError) as error:
        raise StoreError(
            f"The settings file {file} cannot be read.",
            "Correct it, or move it away to start anew.",
        ) from error


def save_settings(home: Path, settings: Settings) -> None:
    """Write the settings beside the old file, then put them in its place."""
    file = home / FILE
    beside = file.with_suffix(".json.new")
    try:
        beside.write_text(settings.model_dump_json(indent=2) + "\n", "utf-8")
        beside.replace(file)
    except OSError as error:
        raise StoreError(
            f"The settings cannot be written to {file}.", "Check the disk and its permissions."
        ) from error
