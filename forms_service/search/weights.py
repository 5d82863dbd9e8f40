"""How much counts what: the figures of the ranking (BM25F), chosen on the cases of benchmarks/search that are kept for it.

The search page's JavaScript reads them from the index.
"""

from dataclasses import asdict, dataclass

BODY, HEADING, TITLE, KEYWORD, DESCRIPTION = 1, 2, 4, 8, 16
"""Bits of a posting: which fields have the term. How often the text of a part has it is not kept: parts are short."""

FIELDS = {"title": TITLE, "keywords": KEYWORD, "headings": HEADING, "description": DESCRIPTION, "body": BODY}
"""The same by their columns in the database."""


@dataclass(frozen=True)
class Weights:
    """Of fields, of the ways in which a typed word is recognised, and of words that stand together."""

    title: float = 6.0
    keyword: float = 5.0
    description: float = 3.0
    heading: float = 3.5
    body: float = 0.8
    saturation: float = 4.0  # k1 of BM25
    length: float = 0.4  # b of BM25, for the text of a part
    title_length: float = 0.3  # b of BM25, for titles
    synonym: float = 0.8
    skeleton: float = 0.4
    root: float = 0.35
    slip: float = 0.9
    likely_slip: float = 1.0
    sound: float = 0.7
    start: float = 0.8
    together: float = 0.6  # share of the score that words get for standing in one part of a page
    missing: float = 1.0  # what a page loses by having none of the words, and less by lacking some
    whole_title: float = 1.5  # what a page wins whose title is what was asked


WEIGHTS = Weights()


def as_json() -> dict[str, float]:
    """The weights for JavaScript."""
    return asdict(WEIGHTS)
