"""From pages to what is looked up: parts of about one screen, and for each term the parts and fields that have it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from forms_service.arabic.stems import Lexicon, words
from forms_service.arabic.tables import is_small
from forms_service.search.pages import Page, Section
from forms_service.search.scoring import Posting
from forms_service.search.weights import FIELDS

SCREEN = 140
"""Words after which a page's next section begins a new part."""

COMMON, FEW = 0.3, 10
"""Share of the pages above which a term is common, and pages that are not many whatever their share."""


@dataclass(frozen=True)
class Part:
    """Sections of one page that follow each other: what is ranked, and what is loaded to show a line of it."""

    page: int
    is_first: bool
    sections: tuple[Section, ...]
    length: int  # terms in its text


@dataclass(frozen=True)
class Collection:
    """All pages, cut into parts and read."""

    pages: tuple[Page, ...]
    parts: tuple[Part, ...]
    lexicon: Lexicon
    postings: Mapping[str, Sequence[Posting]]
    fields: Sequence[Mapping[str, str]] = field(repr=False)  # per part: column of the database -> its terms

    def title_length(self, page: int) -> int:
        """Terms in a page's title."""
        return len(terms_of(self.pages[page].title, self.lexicon))

    def shown(self, number: int) -> tuple[Section, ...]:
        """The sections of a part as they are shown: on a page's first part its description is the first line."""
        part = self.parts[number]
        first, *rest = part.sections
        if part.is_first:
            first = Section(first.anchor, first.heading, (self.pages[part.page].description, *first.lines))
        return (first, *rest)


def terms_of(text: str, lexicon: Lexicon) -> list[str]:
    """The terms of a text in order, without stop words."""
    return [lexicon.term(word.text) for word in words(text) if not is_small(word.text)]


def collect(pages: Iterable[Page]) -> Collection:
    """Read all pages."""
    kept = tuple(pages)
    found = (word.text for page in kept for text in _texts(page) for word in words(text))
    lexicon = Lexicon.of(word for word in found if not is_small(word))
    cut = [(at, number == 0, run) for at, page in enumerate(kept) for number, run in enumerate(_cut(page.sections))]
    fields = [_fields(kept[at], run, lexicon, first=first) for at, first, run in cut]
    parts = tuple(
        Part(at, first, run, len(columns["body"].split()))
        for (at, first, run), columns in zip(cut, fields, strict=True)
    )
    said = [set(" ".join(text for name, text in columns.items() if name != "body").split()) for columns in fields]
    bodies = [columns["body"].split() for columns in fields]
    common = _common(bodies, [at for at, _, _ in cut], len(kept)) & set().union(*said)
    for columns, body, names in zip(fields, bodies, said, strict=True):
        columns["body"] = " ".join(term for term in body if term not in common or term in names)
    postings: dict[str, list[Posting]] = defaultdict(list)
    for number, columns in enumerate(fields):
        for term, bits in _bits(columns).items():
            postings[term].append((number, bits))
    return Collection(kept, parts, Lexicon(postings), dict(postings), fields)


def _common(bodies: Sequence[Sequence[str]], page_of: Sequence[int], pages: int) -> set[str]:
    """Terms that many pages mention in their text: there they tell no page from another, and are three postings in ten.
    In titles, keywords, headings and descriptions they count as any other.
    """
    found: dict[str, set[int]] = defaultdict(set)
    for body, page in zip(bodies, page_of, strict=True):
        for term in body:
            found[term].add(page)
    return {term for term, having in found.items() if len(having) > max(pages * COMMON, FEW)}


def _texts(page: Page) -> Iterable[str]:
    yield from (page.title, page.description, *page.keywords)
    for section in page.sections:
        yield from (section.heading, *section.lines)


def _cut(sections: Sequence[Section]) -> Iterable[tuple[Section, ...]]:
    """Runs of sections of about one screen. The first section, which stands for the page, is never joined by a long one."""
    run: list[Section] = []
    length = 0
    for section in sections:
        size = sum(len(line.split()) for line in section.lines)
        if run and length + size > SCREEN:
            yield tuple(run)
            run, length = [], 0
        run.append(section)
        length += size
    yield tuple(run)


def _fields(page: Page, sections: Sequence[Section], lexicon: Lexicon, *, first: bool) -> dict[str, str]:
    """The terms of a part by field. What a page says of itself stands on its first part only."""
    texts = {
        "title": [page.title] if first else [],
        "keywords": page.keywords if first else [],
        "headings": [section.heading for section in sections],
        "description": [page.description] if first else [],
        "body": [line for section in sections for line in section.lines],
    }
    return {name: " ".join(terms_of("\n".join(found), lexicon)) for name, found in texts.items()}


def _bits(columns: Mapping[str, str]) -> dict[str, int]:
    bits: dict[str, int] = defaultdict(int)
    for name, bit in FIELDS.items():
        for term in columns[name].split():
            bits[term] |= bit
    return bits
