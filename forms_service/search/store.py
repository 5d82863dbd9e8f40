"""The search index of the service: an SQLite FTS5 file that is written with the site and only read afterwards.

FTS5 holds the terms (not the words) of each part by field, which is all that the ranking needs; three small tables hold
what is shown.
"""

import json
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any

from forms_service.arabic.stems import Lexicon
from forms_service.search.collecting import Collection
from forms_service.search.pages import Page, Section
from forms_service.search.scoring import Shape
from forms_service.search.synonyms import Group, Numbers, Synonyms
from forms_service.search.weights import FIELDS

SCHEMA = """
CREATE TABLE pages (number INTEGER PRIMARY KEY, page TEXT NOT NULL, title_length INTEGER NOT NULL);
CREATE TABLE parts (number INTEGER PRIMARY KEY, page INTEGER NOT NULL, length INTEGER NOT NULL, sections TEXT NOT NULL);
CREATE TABLE synonyms (all_of_them TEXT NOT NULL);
CREATE VIRTUAL TABLE fields USING fts5(
    title, keywords, headings, description, body, content='', columnsize=0, detail=column, tokenize="unicode61 remove_diacritics 0"
);
CREATE VIRTUAL TABLE terms USING fts5vocab(fields, 'row');
CREATE VIRTUAL TABLE places USING fts5vocab(fields, 'instance');
"""
PARTS_KEPT = 1_000


def write_index(path: Path, collection: Collection, synonyms: Synonyms) -> None:
    """Write the file anew."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    with closing(sqlite3.connect(path)) as database:
        database.executescript(SCHEMA)
        database.executemany(
            "INSERT INTO pages VALUES (?, ?, ?)",
            [
                (at, _json(asdict(page) | {"sections": []}), collection.title_length(at))
                for at, page in enumerate(collection.pages)
            ],
        )
        database.executemany(
            "INSERT INTO parts VALUES (?, ?, ?, ?)",
            [
                (
                    at,
                    part.page,
                    part.length,
                    _json([[each.anchor, each.heading, each.lines] for each in collection.shown(at)]),
                )
                for at, part in enumerate(collection.parts)
            ],
        )
        database.executemany(
            "INSERT INTO fields (rowid, title, keywords, headings, description, body)"
            " VALUES (:number, :title, :keywords, :headings, :description, :body)",
            [{"number": at, **columns} for at, columns in enumerate(collection.fields)],
        )
        database.execute("INSERT INTO synonyms VALUES (?)", [_json(asdict(synonyms))])
        database.execute("INSERT INTO fields (fields) VALUES ('optimize')")
        database.commit()
        database.execute("VACUUM")


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


@dataclass(frozen=True)
class Read:
    """What is kept in memory of a file: everything but postings and texts."""

    pages: tuple[Page, ...]
    shape: Shape
    lexicon: Lexicon
    synonyms: Synonyms


class Store:
    """An open index file. Safe to share between threads. Raises sqlite3.Error where the file is none of ours."""

    def __init__(self, path: Path) -> None:
        self._database = sqlite3.connect(
            f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
        )
        self._turn = Lock()
        self.sections = lru_cache(maxsize=PARTS_KEPT)(self._sections)

    def close(self) -> None:
        """Close the file."""
        self._database.close()

    def read(self) -> Read:
        """Everything but postings and texts."""
        pages = [
            (_page(page), length) for page, length in self._rows("SELECT page, title_length FROM pages ORDER BY number")
        ]
        parts = self._rows("SELECT page, length FROM parts ORDER BY number")
        stems = [term for (term,) in self._rows("SELECT term FROM terms")]
        ((synonyms,),) = self._rows("SELECT all_of_them FROM synonyms")
        shape = Shape([page for page, _ in parts], [length for _, length in parts], [length for _, length in pages])
        return Read(tuple(page for page, _ in pages), shape, Lexicon(stems), _synonyms(json.loads(synonyms)))

    def postings(self, term: str) -> Sequence[tuple[int, int]]:
        """The parts that have a term, with the fields that have it."""
        found: dict[int, int] = {}
        for part, column in self._rows("SELECT doc, col FROM places WHERE term = ?", term):
            found[part] = found.get(part, 0) | FIELDS[column]
        return sorted(found.items())

    def _sections(self, part: int) -> tuple[Section, ...]:
        """The texts of a part."""
        ((found,),) = self._rows("SELECT sections FROM parts WHERE number = ?", part)
        return tuple(Section(anchor, heading, tuple(lines)) for anchor, heading, lines in json.loads(found))

    def _rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        with self._turn:
            return self._database.execute(query, values).fetchall()


def _page(text: str) -> Page:
    found = json.loads(text)
    return Page(found["url"], found["title"], found["description"], tuple(found["keywords"]), ())


def _synonyms(found: dict[str, list[dict[str, Any]]]) -> Synonyms:
    return Synonyms(
        tuple(Group(tuple(each["typed"]), tuple(each["sought"])) for each in found["groups"]),
        tuple(Numbers(each["digits"], tuple(each["begins"]), tuple(each["sought"])) for each in found["numbers"]),
    )
