"""How replies are rendered: markdown for the eye, and nothing that could load or run anything."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QObject, QSize, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication, QImage, QTextDocument
from pytestqt.qtbot import QtBot

from ui.chat.markdown import render
from ui.chat.message_text import MessageText
from ui.palettes import DARK, LIGHT
from ui.theme import theme


def html(text: str) -> str:
    return render(text, LIGHT, 100, mono="Mono", copy_label="Copy code").html


@pytest.fixture
def text(qtbot: QtBot) -> MessageText:
    """The text of a message, on the screen."""
    shown = MessageText()
    qtbot.addWidget(shown)
    shown.show()
    return shown


class Opened(QObject):
    """Stands in for the desktop: keeps what it is asked to open."""

    def __init__(self) -> None:
        super().__init__()
        self.urls: list[str] = []

    @Slot(QUrl)
    def take(self, url: QUrl) -> None:
        self.urls.append(url.toString())


@pytest.fixture
def opened(qapp: QObject) -> Iterator[Opened]:
    """What the page asked the desktop to open."""
    desktop = Opened()
    schemes = ("https", "file", "javascript")
    for scheme in schemes:
        QDesktopServices.setUrlHandler(scheme, desktop, "take")
    yield desktop
    for scheme in schemes:
        QDesktopServices.unsetUrlHandler(scheme)


def test_emphasis_lists_and_tables_become_rich_text(text: MessageText) -> None:
    text.show_markdown("**bold** and ~~gone~~\n\n- one\n- two\n\n| a | b |\n|---|---|\n| c | d |")
    assert text.toPlainText().split() == ["bold", "and", "gone", "one", "two", "a", "b", "c", "d"]


@given(st.text(alphabet=st.sampled_from("ab <>&\"'![]()*_`#|-\n/:.="), max_size=60))
def test_no_text_ever_becomes_an_image_or_a_script(written: str) -> None:
    made = html(written + "<img src=x><script>![a](http://b/c.png)").lower()
    assert "<img" not in made
    assert "<script" not in made


def test_an_image_becomes_a_link_to_it(text: MessageText) -> None:
    assert '<a href="https://tracker.example/x.png">a dog</a>' in html(
        "![a dog](https://tracker.example/x.png)"
    )


def test_the_text_loads_nothing_whatever_its_document_asks_for(text: MessageText) -> None:
    text.setHtml('<img src="https://tracker.example/x.png"><img src="file:///etc/hostname">')
    image = QTextDocument.ResourceType.ImageResource
    for address in ("https://tracker.example/x.png", "file:///etc/hostname"):
        instead = text.document().resource(image.value, QUrl(address))
        assert isinstance(instead, QImage)
        assert instead.size() == QSize(1, 1)


def test_html_is_shown_as_it_was_written(text: MessageText) -> None:
    text.show_markdown("<b>not bold</b>")
    assert text.toPlainText() == "<b>not bold</b>"


def test_links_to_the_web_are_opened_only_when_clicked(text: MessageText, opened: Opened) -> None:
    text.show_markdown("[there](https://example.org/)")
    assert opened.urls == []
    text.anchorClicked.emit(QUrl("https://example.org/"))
    assert opened.urls == ["https://example.org/"]


@pytest.mark.parametrize("address", ["file:///etc/passwd", "javascript:alert(1)"])
def test_other_links_are_not_opened(text: MessageText, opened: Opened, address: str) -> None:
    text.show_markdown(f"[there]({address})")
    text.anchorClicked.emit(QUrl(address))
    assert opened.urls == []


def test_code_is_copied_as_it_was_written(text: MessageText) -> None:
    text.show_markdown("First:\n\n```python\nprint(1)\n\nprint('<2>')\n```\n\n    and this\n")
    text.anchorClicked.emit(QUrl("copy:0"))
    assert QGuiApplication.clipboard().text() == "print(1)\n\nprint('<2>')"
    text.anchorClicked.emit(QUrl("copy:1"))
    assert QGuiApplication.clipboard().text() == "and this"


def test_a_copy_link_that_the_reply_made_up_copies_nothing(text: MessageText) -> None:
    QGuiApplication.clipboard().setText("mine")
    text.show_markdown("[x](copy:7) [y](copy:-1)")
    for made_up in ("copy:7", "copy:-1", "copy:"):
        text.anchorClicked.emit(QUrl(made_up))
    assert QGuiApplication.clipboard().text() == "mine"


@pytest.mark.parametrize("language", ["python", "no-such-language", "", "python extra words"])
def test_code_in_any_language_is_shown(text: MessageText, language: str) -> None:
    text.show_markdown(f"```{language}\nvalue = 1\n```")
    assert "value = 1" in text.toPlainText()


def test_the_text_is_as_tall_as_its_words_need(text: MessageText) -> None:
    text.show_markdown("word " * 200)
    text.fit(700)
    wide = text.height()
    text.fit(300)
    assert text.height() > wide
    assert text.verticalScrollBar().maximum() == 0


def test_a_bubble_is_no_wider_than_its_words(text: MessageText) -> None:
    text.show_plain("Hi")
    text.fit(500, shrink=True)
    assert text.width() < 60


def test_growing_text_ends_as_if_it_had_been_there_at_once(text: MessageText) -> None:
    text.show_plain("One ")
    for piece in ("two\n", "\nthree", " four"):
        text.append_plain(piece)
    text.fit(400)
    grown = text.height()
    text.show_plain("One two\n\nthree four")
    text.fit(400)
    assert text.toPlainText() == "One two\n\nthree four"
    assert text.height() == grown


def test_both_themes_have_their_own_colours() -> None:
    code = "```python\nreturn 1  # one\n```"
    light = render(code, LIGHT, 100, mono="Mono", copy_label="Copy").html
    dark = render(code, DARK, 100, mono="Mono", copy_label="Copy").html
    assert light != dark
    assert theme().palette.code_ground in (light if not theme().palette.dark else dark)
