"""What the site says, for other programs: one JSON file per page, an index of them, and the JSON Schema of both.

The shapes are the classes below; the schema is made from them. Described for other developers in README.md.
Addresses are root-relative; `base` in the index says where the root is, where the installation knows it.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

from hijridate import Gregorian
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from docs.hooks.front_matter import Document, FrontMatter, Status
from docs.hooks.page_text import Heading, Link, read_page

FOLDER = "api/content"
SCHEMA = f"/{FOLDER}/schema.json"

Address = Annotated[str, Field(pattern=r"^/", description="Root-relative address")]


class _Said(BaseModel):
    """Serialised and described under the names that stand in the files."""

    model_config = ConfigDict(frozen=True, extra="forbid", serialize_by_alias=True, populate_by_name=True)


class Day(_Said):
    """A day in both calendars."""

    gregorian: date
    hijri: Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$", description="Umm al-Qura: year-month-day")]


class Change(_Said):
    """What changed in a document; `date` is the day on which this site published it."""

    date: Day
    version: str
    what: str


class Pdf(_Said):
    """The document as a file, with its size in bytes."""

    url: Address
    bytes: Annotated[int, Field(gt=0)]


class Record(_Said):
    """What the register says of a document. What is not known is null: the association has not announced it."""

    code: str
    status: Status
    version: str | None
    session: Annotated[str | None, Field(description="Number of the session of the board that approved it")]
    approved_on: Day | None
    next_review: Day | None
    changes: tuple[Change, ...]
    pdf: Pdf | None


class Section(_Said):
    """The page above a page."""

    title: str
    url: Address


class Summary(_Said):
    """A page, as the index lists it."""

    url: Address
    json_url: Annotated[Address, Field(alias="json", description="Where the whole page is")]
    title: str
    description: str
    section: Section | None
    keywords: tuple[str, ...]
    document: Annotated[Record | None, Field(description="Only where the page is a document of the register")]


class PageFile(Summary):
    """A whole page: `markdown` as it was written, with facts filled in; `text` without any markup, one block a line."""

    json_schema: Annotated[Literal["/api/content/schema.json"], Field(alias="$schema")] = "/api/content/schema.json"
    language: Literal["ar"] = "ar"
    headings: tuple[Heading, ...]
    markdown: str
    text: str
    links: tuple[Link, ...]


class IndexFile(_Said):
    """All pages that the site's menu lists, in its order."""

    json_schema: Annotated[Literal["/api/content/schema.json"], Field(alias="$schema")] = "/api/content/schema.json"
    format: Annotated[Literal[1], Field(description="Grows when a field changes its meaning or goes")] = 1
    language: Literal["ar"] = "ar"
    association: str
    base: Annotated[str | None, Field(description="Where the root of all addresses is, null where nobody named it")]
    pages: tuple[Summary, ...]


@dataclass(frozen=True)
class Written:
    """A page as the build has it: its address, its title, its front matter, its Markdown and the HTML of its text."""

    url: str
    title: str
    matter: FrontMatter
    markdown: str
    html: str
    pdf: dict[str, Any] | None = None


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of the index and of a page's file."""
    described = TypeAdapter(IndexFile | PageFile).json_schema(by_alias=True, mode="serialization")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Content of the site", **described}


def page_files(pages: Iterable[Written]) -> list[PageFile]:
    """The file of each page."""
    found = tuple(pages)
    return [_file(page, found) for page in found]


def write_api(site: Path, association: str, base: str, pages: Iterable[Written]) -> list[PageFile]:
    """Write the files of all pages, the index and the schema into a built site; what they say of each page."""
    files = page_files(pages)
    summaries = tuple(Summary(**{name: getattr(file, name) for name in Summary.model_fields}) for file in files)
    index = IndexFile(association=association, base=base.rstrip("/") or None, pages=summaries)
    for file in files:
        _write(site / file.json_url.lstrip("/"), file.model_dump(mode="json"))
    _write(site / FOLDER / "index.json", index.model_dump(mode="json"))
    _write(site / SCHEMA.lstrip("/"), schema())
    return files


def _file(page: Written, pages: tuple[Written, ...]) -> PageFile:
    content = read_page(page.html, page.url)
    return PageFile(
        url=page.url,
        json_url=f"/{FOLDER}/pages/{page.url.strip('/') or 'index'}.json",
        title=page.title,
        description=page.matter.description,
        section=_section(page, pages),
        keywords=page.matter.keywords,
        document=_record(page.matter.document, page.pdf) if page.matter.document else None,
        headings=content.headings,
        markdown=page.markdown.strip() + "\n",
        text=content.text,
        links=content.links,
    )


def _section(page: Written, pages: tuple[Written, ...]) -> Section | None:
    """The nearest page above; the home page is above none."""
    above = [other for other in pages if other.url != "/" and other is not page and page.url.startswith(other.url)]
    nearest = max(above, key=lambda other: len(other.url), default=None)
    return Section(title=nearest.title, url=nearest.url) if nearest else None


def _record(document: Document, pdf: dict[str, Any] | None) -> Record:
    return Record(
        code=document.code,
        status=document.status,
        version=document.version or None,
        session=document.session or None,
        approved_on=_day(document.approved_on),
        next_review=_day(document.next_review),
        changes=tuple(Change(date=_both(each.date), version=each.version, what=each.what) for each in document.changes),
        pdf=Pdf(**pdf) if pdf else None,
    )


def _day(day: date | None) -> Day | None:
    return _both(day) if day else None


def _both(day: date) -> Day:
    return Day(gregorian=day, hijri=Gregorian.fromdate(day).to_hijri().isoformat())


def _write(path: Path, content: dict[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
