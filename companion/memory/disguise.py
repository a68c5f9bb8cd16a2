"""Text without its disguise: lookalike letters, invisible ones, words spelled out."""

from __future__ import annotations

import re
import unicodedata

_LOOKALIKES: dict[int, int | str] = {
    **str.maketrans("аеорсухівѕјԁһԛԝνοαερτικ", "aeopcyxibsjdhqwvoaeptik"),
    **str.maketrans("‘’‛ʼ`´", "''''''"),
    # Tag characters: letters that no screen shows.
    **{0xE0000 + code: chr(code) for code in range(0x20, 0x7F)},
}
_UNSEEN = frozenset({"Cf", "Mn", "Me"})
_SPELLED_OUT = re.compile(r"(?<!\w)\w(?:[ .\-_*]\w){3,}(?!\w)")
_BLANKS = re.compile(r"[^\S\n]{2,}|[^\S\n ]")
_BREAKS = re.compile(r" ?\n[ \n]*")
WORD = re.compile(r"[\w']+")


def folded(text: str) -> tuple[str, str]:
    """The text in small letters, as it looks; and what of it was spelled out letter by letter."""
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text.translate(_LOOKALIKES))
        text = "".join(c for c in text if unicodedata.category(c) not in _UNSEEN)
    text = text.casefold().translate(_LOOKALIKES)
    spelled: list[str] = []

    def joined(found: re.Match[str]) -> str:
        spelled.append(re.sub(r"[\W_]", "", found.group()))
        return spelled[-1]

    text = _BLANKS.sub(" ", _SPELLED_OUT.sub(joined, text))
    return _BREAKS.sub("\n", text) if "\n" in text else text, "".join(spelled)
