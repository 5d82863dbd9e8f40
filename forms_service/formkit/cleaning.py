"""Cleans what people typed before it is read: one Unicode form, no control signs, no direction overrides.

Knows no Flask and no database. Lone surrogates, NUL and bytes that are not UTF-8 never come here: `web/bodies.py` refuses them.
"""

import re
import unicodedata

# Direction embeddings, overrides and isolates, and other signs that show nothing: people never type them, attackers do.
_DIRECTION = re.compile("[\u202a-\u202e\u2066-\u2069\u061c\u200e\u200f]")
_OVERRIDES = re.compile("[\u202a-\u202e\u2066-\u2069]")
_INVISIBLE = re.compile(
    "[\u00ad\u115f\u1160\u180e\u200b\u2060-\u2065\u206a-\u206f\u2800\u3164\ufeff\uffa0\ufff0-\ufffb]"
)
_SPACES = re.compile(r"[^\S\n]+")
_LINES = re.compile(r"\n{3,}")


def clean_line(text: str, *, compatible: bool = False) -> tuple[str, bool]:
    """One line of text in NFC (NFKC where `compatible`, for names), and whether signs were removed that staff should hear of."""
    cleaned, removed = clean_lines(text, compatible=compatible)
    return " ".join(cleaned.split()), removed


def clean_lines(text: str, *, compatible: bool = False) -> tuple[str, bool]:
    """Text that keeps its line breaks (two in a row at most), else as `clean_line`."""
    plain = unicodedata.normalize("NFKC" if compatible else "NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    plain = plain.replace("\t", " ").replace("\u2028", "\n").replace("\u2029", "\n").replace("\x85", "\n")
    visible = "".join(sign for sign in plain if sign == "\n" or unicodedata.category(sign) != "Cc")
    removed = len(visible) != len(plain) or _OVERRIDES.search(visible) is not None
    # Once more NFC: letter and accent may meet only now that what stood between them is gone.
    tidy = unicodedata.normalize("NFC", _INVISIBLE.sub("", _DIRECTION.sub("", visible)))
    tidy = _LINES.sub("\n\n", "\n".join(_SPACES.sub(" ", line).strip() for line in tidy.split("\n"))).strip()
    return tidy if any(map(_shows, tidy)) else "", removed


def _shows(sign: str) -> bool:
    # Joiners and marks belong to words; by themselves they are no answer.
    return unicodedata.category(sign)[0] in "LNPS" or unicodedata.category(sign) == "Co"
