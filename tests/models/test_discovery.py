"""Finding models that other programs have already downloaded."""

from __future__ import annotations

from pathlib import Path

from companion.models.discovery import find_models, known_folders


def put(path: Path, size: int = 10) -> Path:
    """A file of `size` bytes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(bytes(size))
    return path


def test_models_are_found_in_folders_of_folders_and_listed_by_name(tmp_path: Path) -> None:
    ours = put(tmp_path / "ours" / "b.gguf", 3)
    theirs = put(tmp_path / "studio" / "maker" / "model" / "a.GGUF", 4)
    put(tmp_path / "studio" / "readme.md")
    found = find_models([tmp_path / "ours", tmp_path / "studio"])
    assert [(model.path, model.size_bytes) for model in found] == [(ours, 3), (theirs, 4)]


def test_a_folder_that_is_not_there_is_passed_over(tmp_path: Path) -> None:
    assert find_models([tmp_path / "nowhere"]) == []


def test_a_model_seen_twice_is_listed_once(tmp_path: Path) -> None:
    put(tmp_path / "a.gguf")
    assert len(find_models([tmp_path, tmp_path])) == 1


def test_a_model_in_parts_is_one_model_of_their_size_together(tmp_path: Path) -> None:
    first = put(tmp_path / "big-00001-of-00002.gguf", 5)
    put(tmp_path / "big-00002-of-00002.gguf", 6)
    (found,) = find_models([tmp_path])
    assert (found.path, found.size_bytes) == (first, 11)


def test_files_that_are_no_chat_models_are_left_out(tmp_path: Path) -> None:
    put(tmp_path / "mmproj-model-f16.gguf")
    put(tmp_path / "nomic-embed-text.gguf")
    put(tmp_path / "bge-small-en.gguf")
    assert find_models([tmp_path]) == []


def test_companions_own_folder_comes_first_on_every_platform(tmp_path: Path) -> None:
    ours = tmp_path / "models"
    for platform in ("linux", "darwin", "win32"):
        folders = known_folders(ours, home=tmp_path, platform=platform, environ={})
        assert folders[0] == ours
        assert tmp_path / ".lmstudio/models" in folders
        assert any("GPT4All" in folder.name for folder in folders)


def test_folders_follow_the_environment(tmp_path: Path) -> None:
    environ = {"LLAMA_CACHE": str(tmp_path / "cache"), "XDG_DATA_HOME": str(tmp_path / "data")}
    folders = known_folders(tmp_path, home=tmp_path, platform="linux", environ=environ)
    assert tmp_path / "cache" in folders
    assert tmp_path / "data/nomic.ai/GPT4All" in folders
