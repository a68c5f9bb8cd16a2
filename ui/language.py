"""The language of the window: which there are, and what makes Qt speak the chosen one.

The strings are those of `tr()`, taken out by `just translate` into `assets/i18n`; what the core
says, and what anybody wrote, is in the language it was written in.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from ui.theme import ASSETS

SYSTEM = "system"
SOURCE = "en"
NAMES: dict[object, str] = {SOURCE: "English", "de": "Deutsch"}
"""What each language calls itself."""
I18N = ASSETS / "i18n"
translate = QCoreApplication.translate
"""`tr()` outside a class, with the context to look in."""


def spoken(choice: str) -> str:
    """The language to speak for a choice: `system` is the first of the system's that there is."""
    if choice in NAMES:
        return choice
    wanted = (name.split("-")[0] for name in QLocale.system().uiLanguages())
    return next((language for language in wanted if language in NAMES), SOURCE)


def speak(app: QCoreApplication, choice: str) -> None:
    """Have the application speak a language from now on: what is built already stays as it is.
    Dates follow a language that was chosen; the system's own stay as its owner set them."""
    language = spoken(choice)
    if language == choice:
        QLocale.setDefault(_locale(language))
    if language == SOURCE:
        return
    qt = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    for name, folder in (("qtbase", qt), ("companion", str(I18N))):
        translator = QTranslator(app)
        if translator.load(f"{name}_{language}", folder):
            app.installTranslator(translator)


def own_locale() -> QLocale:
    """The locale that dates and lists are written in."""
    # The C locale writes seconds, and dates nobody reads.
    own = QLocale()
    if own.language() == QLocale.Language.C:
        return QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom)
    return own


def quoted(words: str) -> str:
    """Words in the quotation marks of the language."""
    return translate("quotes", "“{words}”").format(words=words)


def counted(count: int) -> str:
    """A count as it is written in the language, such as `1,204`."""
    return own_locale().toString(count)


def _locale(language: str) -> QLocale:
    here = QLocale.system()
    if here.name().startswith(language):
        return here
    if language == SOURCE:
        return QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom)
    return QLocale(language)
