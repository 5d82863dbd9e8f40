"""What a mail server said, without what it repeats of people. Knows no Flask and no database."""

import re
from collections.abc import Iterable

_LIMIT = 200
_ADDRESS = re.compile(r"[^\s<>()\[\]\"';,]+@[^\s<>()\[\]\"';,]+")
_NUMBER = re.compile(r"\d[\d\- ]{6,}\d")
_BEYOND = re.compile(r"[^\x20-\x7e]+")
_HIDDEN = "…"


def without_personal_data(text: str, known: Iterable[str]) -> str:
    """One short line of plain Latin text in which addresses, long numbers and every word of `known` are replaced by «…»."""
    text = _NUMBER.sub("\x00", _ADDRESS.sub("\x00", text.replace("\x00", " ")))
    words = {
        word for value in known for word in (*re.split(r"[\s@]+", value), *re.split(r"\W+", value)) if len(word) > 1
    }
    for word in sorted(words, key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", "\x00", text, flags=re.IGNORECASE)
    text = " ".join(_BEYOND.sub("\x00", text.replace("\r", " ").replace("\n", " ")).split())
    return re.sub(r"\x00+", _HIDDEN, text)[:_LIMIT]
