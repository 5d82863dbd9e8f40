"""One spelling for the many ways a word is typed: digits of every keyboard, invisible marks, letters that stand for each other."""

import re
import unicodedata

DIGITS = {ord(sign): str(value) for signs in ("٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹") for value, sign in enumerate(signs)}
# Bidi marks, embeddings, overrides and isolates; zero-width space, word joiner, BOM; soft hyphen.
MARKS = dict.fromkeys(
    [0x00AD, 0x061C, 0x200B, 0x200E, 0x200F, 0x2060, 0xFEFF, *range(0x202A, 0x202F), *range(0x2066, 0x206A)]
)
LETTERS = {
    **dict.fromkeys(map(ord, "أإآٱ"), "ا"),
    **dict.fromkeys(map(ord, "ىیےئ"), "ي"),
    ord("ؤ"): "و",
    **dict.fromkeys(map(ord, "ةۃہھە"), "ه"),
    **dict.fromkeys(map(ord, "کڪ"), "ك"),
    ord("ء"): None,
    ord("ـ"): None,
    0x200C: None,  # joiners shape letters and are typed or left out at will
    0x200D: None,
}
DIACRITICS = re.compile(r"[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed]")


def ascii_digits(text: str) -> str:
    """The text with ٠–٩, ۰–۹ and full-width digits as 0–9; nothing else changes."""
    return "".join(str(unicodedata.decimal(sign)) if "０" <= sign <= "９" else sign for sign in text.translate(DIGITS))


def drop_marks(text: str) -> str:
    """The text without invisible direction marks and zero-width signs, which pasted numbers often carry."""
    return text.translate(MARKS)


def fold(text: str) -> str:
    """One spelling for the many ways a word is written: lower case, no diacritics, one alef, one yeh, ASCII digits."""
    plain = drop_marks(unicodedata.normalize("NFKC", text)).casefold()
    return DIACRITICS.sub("", ascii_digits(plain)).translate(LETTERS)


def fold_words(text: str) -> str:
    """The folded words of a name or place, one space between: what the database may hold in the clear."""
    # Marks belong to the word: vowels of Hindi, Bengali or Tamil are marks, which \w would split at.
    return " ".join("".join(sign if unicodedata.category(sign)[0] in "LMN" else " " for sign in fold(text)).split())
