"""Arabic text as people type it. Folding is shared by forms, staff search and site search; stems are for searching.

Knows no Flask and no database.
"""

from forms_service.arabic.folding import ascii_digits, drop_marks, fold, fold_words

__all__ = ["ascii_digits", "drop_marks", "fold", "fold_words"]
