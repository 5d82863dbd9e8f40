"""What somebody typed, pasted or dictated into the search field, made fit to search with and to show again."""

from dataclasses import dataclass

from forms_service.formkit.cleaning import clean_line

LONGEST = 200
"""Signs of a query that are read; the field takes no more, an address may hold any number."""


@dataclass(frozen=True)
class Query:
    """A query as it is searched with and shown: one line, no control or direction signs. `cut`: the rest was left out."""

    text: str = ""
    cut: bool = False


def clean_query(typed: str) -> Query:
    """The query in whatever an address held: broken bytes, NUL, a whole message."""
    text, _ = clean_line(typed.replace("\N{REPLACEMENT CHARACTER}", " ")[: LONGEST * 20])
    if len(text) <= LONGEST:
        return Query(text)
    whole_words = text[: LONGEST + 1].rpartition(" ")[0]
    return Query(whole_words or text[:LONGEST], cut=True)
