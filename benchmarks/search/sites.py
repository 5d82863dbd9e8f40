"""The sites that are searched: ours, the same pages under the stock theme, and larger ones made of the same sentences."""

import json
import random
import re
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from forms_service.search.collecting import collect
from forms_service.search.engine import INDEX_FILE
from forms_service.search.packing import write_client_index
from forms_service.search.pages import Page, Section
from forms_service.search.store import Store, write_index
from forms_service.settings import ROOT

_MAIN = re.compile(r'<main id="main"[^>]*>(.*)</main>', re.DOTALL)
SEED = 20261122
NEW_WORDS = 0.06
"""Share of words in a made-up page that no other page has: so the terms grow as they did from half of this site to all of it."""


def build_ours(folder: Path) -> None:
    """Build the public site as it is. Raises CalledProcessError."""
    _mkdocs(ROOT / "mkdocs.yml", folder)


def build_stock(folder: Path, ours: Path, language: str) -> None:
    """Build the same pages under the theme as it comes, with its own search, for this language. Raises CalledProcessError."""
    source = folder.with_name(folder.name + "-source")
    for page in read_pages(ours):
        if (ours / page.url.strip("/") / "index.html").exists():
            body = _MAIN.search((ours / page.url.strip("/") / "index.html").read_text(encoding="utf-8"))
            text = body[1] if body else ""
        else:  # a page of the service
            text = "".join(f"<p>{line}</p>" for line in (page.description, *page.sections[0].lines))
        file = source / "docs" / page.url.strip("/") / "index.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        inner = re.sub(r"\n\s*\n", "\n", text)
        file.write_text(
            f"---\ntitle: {json.dumps(page.title, ensure_ascii=False)}\n---\n\n<div>{inner}</div>\n", "utf-8"
        )
    settings = {
        "site_name": "site",
        "theme": {"name": "material", "font": False},
        "plugins": [{"search": {"lang": language}} if language else "search"],
    }
    (source / "mkdocs.yml").write_text(json.dumps(settings, ensure_ascii=False), encoding="utf-8")
    _mkdocs(source / "mkdocs.yml", folder)


def _mkdocs(config: Path, folder: Path) -> None:
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "-f", str(config), "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)


def read_pages(site: Path) -> list[Page]:
    """The pages of a built site, as they are searched."""
    store = Store(site / INDEX_FILE)
    read = store.read()
    sections: dict[int, list[Section]] = {}
    for part, page in enumerate(read.shape.page_of):
        sections.setdefault(page, []).extend(store.sections(part))
    store.close()
    for found in sections.values():
        found[0] = replace(found[0], lines=found[0].lines[1:])  # the description, which is shown as the first line
    return [replace(page, sections=tuple(sections[at])) for at, page in enumerate(read.pages)]


def with_made_up(pages: Sequence[Page], count: int) -> list[Page]:
    """So many pages: these, and made-up ones of the size of their median page, of their sentences and some new words."""
    made = random.Random(SEED)  # noqa: S311 - made-up pages, the same each time
    lines = [line for page in pages for section in page.sections for line in section.lines]
    bodies = [section.lines for page in pages for section in page.sections if section.lines]
    headings = [section.heading for page in pages for section in page.sections if section.heading]
    words = sorted(sum(len(line.split()) for section in page.sections for line in section.lines) for page in pages)
    found = list(pages)
    for number in range(len(pages), count):
        sections: list[Section] = []
        size = 0
        while size < words[len(words) // 2]:
            body = made.choice(bodies)
            size += sum(len(line.split()) for line in body)
            text = tuple(_varied(made, line) for line in body)
            sections.append(Section(f"s{len(sections)}", _varied(made, made.choice(headings)), text))
        title, description = _varied(made, made.choice(headings)), _varied(made, made.choice(lines))
        keywords = tuple(made.choice(made.choice(lines).split()) for _ in range(12))
        found.append(Page(f"/made-up/{number}/", title, description, keywords, tuple(sections)))
    return found


def _varied(made: random.Random, line: str) -> str:
    """The sentence with some of its words made up: the beginning of a word and the end of another."""
    words = line.split()
    return " ".join(_joined(word, made.choice(words)) if made.random() < NEW_WORDS else word for word in words)


def _joined(one: str, other: str) -> str:
    return one[: len(one) // 2 + 1] + other[len(other) // 2 :]


def write_site(folder: Path, ours: Path, pages: Sequence[Page]) -> None:
    """Write the search of these pages into a folder, with the scripts of ours."""
    store = Store(ours / INDEX_FILE)
    synonyms = store.read().synonyms
    store.close()
    collection = collect(pages)
    target = folder / INDEX_FILE
    write_index(target, collection, synonyms)
    write_client_index(target.parent, collection, synonyms)
    for script in (ours / INDEX_FILE).parent.glob("engine.*.js"):
        (target.parent / script.name).write_bytes(script.read_bytes())
    (folder / "index.html").write_text("<!DOCTYPE html><title>search</title>", encoding="utf-8")
