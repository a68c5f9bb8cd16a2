"""What the person can set, kept as one readable JSON file in the data directory."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from companion.errors import StoreError

FILE = "settings.json"


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
