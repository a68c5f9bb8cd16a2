"""Settings that an import changes, or taking it back: their file is written when that has been
committed, and what a process that was killed in between has left to do, the next one does."""

from __future__ import annotations

from companion.settings import Settings, save_settings
from companion.store.store import Store

_DUE = "settings_due"


def note_due(store: Store, settings: Settings) -> None:
    """Note what the settings are from now on, inside the transaction that changes them."""
    store.meta.set(_DUE, settings.model_dump_json())


def write_due(store: Store) -> Settings | None:
    """Write the settings that were noted and not written yet, if any are; gives them. Raises
    StoreError when they cannot be written: whoever asked for them is told, once."""
    noted = store.meta.get(_DUE)
    if not noted:
        return None
    settings = Settings.model_validate_json(noted)
    try:
        save_settings(store.home, settings)
    finally:
        store.meta.set(_DUE, "")
    return settings
