"""What the search knows of a page: its names, its words for searching, and its sections line by line. Knows no HTML."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Section:
    """A heading with its anchor, and the lines of text under it. A page's first section has neither heading nor anchor."""

    anchor: str
    heading: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Page:
    """A page as it is searched. `keywords` are words for searching only, `url` is its address from the root."""

    url: str
    title: str
    description: str
    keywords: tuple[str, ...]
    sections: tuple[Section, ...]
