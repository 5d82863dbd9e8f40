"""The editors' file (docs/search.yml): what people say and what the site says, and pages of the service.

A list means that all its phrases are the same. A line `a, b: c, d` means that whoever types a or b also looks for c and d.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from forms_service.arabic.stems import Lexicon, words
from forms_service.arabic.tables import is_small
from forms_service.errors import ConfigurationError
from forms_service.search.pages import Page, Section

Phrase = tuple[str, ...]

LONGEST = 4
"""Words of the longest phrase that is recognised."""


@dataclass(frozen=True)
class Group:
    """Whoever types one of `typed` also looks for each of `sought`."""

    typed: tuple[str, ...]
    sought: tuple[str, ...]


@dataclass(frozen=True)
class Numbers:
    """What a number of so many digits, with one of these beginnings, is about."""

    digits: int
    begins: tuple[str, ...]
    sought: tuple[str, ...]


@dataclass(frozen=True)
class Number:
    """What a number of so many digits with this beginning looks for."""

    digits: int
    begins: str
    sought: tuple[Phrase, ...]


@dataclass(frozen=True)
class Synonyms:
    """The editors' file, read."""

    groups: tuple[Group, ...] = ()
    numbers: tuple[Numbers, ...] = ()


@dataclass(frozen=True)
class Editors:
    """Everything in the editors' file. `pages` are pages of the service, which the site's build does not see."""

    synonyms: Synonyms
    pages: tuple[Page, ...]


def load_editors(path: Path) -> Editors:
    """Read the editors' file. Raises ConfigurationError with one line that says what is wrong."""
    try:
        found = yaml.safe_load(path.read_text(encoding="utf-8"))
        groups = tuple(group for entry in found["words"] for group in _groups(entry))
        numbers = tuple(
            Numbers(int(entry["digits"]), _split(str(entry.get("begins", ""))), _split(entry["sought"]))
            for entry in found["numbers"]
        )
        return Editors(Synonyms(groups, numbers), tuple(map(_page, found["pages"])))
    except (OSError, yaml.YAMLError, LookupError, TypeError, ValueError, AttributeError) as error:
        raise ConfigurationError(f"{path.name}: {type(error).__name__}: {' '.join(str(error).split())}") from error


def _page(entry: Mapping[str, str]) -> Page:
    lines = tuple(str(entry.get("text", "")).splitlines())
    return Page(
        entry["url"], entry["title"], entry["description"], _split(entry["keywords"]), (Section("", "", lines),)
    )


def _groups(entry: str | Mapping[str, str]) -> Iterable[Group]:
    if isinstance(entry, str):
        yield Group(_split(entry), _split(entry))
    else:
        for typed, sought in entry.items():
            yield Group(_split(typed), _split(sought))


def _split(text: str) -> tuple[str, ...]:
    return tuple(phrase.strip() for phrase in text.replace("،", ",").split(",") if phrase.strip())


def phrase_of(text: str, lexicon: Lexicon) -> Phrase:
    """The terms of a phrase as somebody types it, with its small words."""
    return tuple(lexicon.term(word.text) for word in words(text))


def sought_of(text: str, lexicon: Lexicon) -> Phrase:
    """The terms that a phrase looks for; empty where the site does not have all of them."""
    terms = tuple(lexicon.term(word.text) for word in words(text) if not is_small(word.text))
    return terms if all(term in lexicon for term in terms) else ()


@dataclass(frozen=True)
class Related:
    """A group in terms of one site: whoever types one of `typed` also looks for each of `sought`."""

    typed: tuple[Phrase, ...]
    sought: tuple[Phrase, ...]


def related(groups: Iterable[Group], lexicon: Lexicon) -> Iterator[Related]:
    """The groups of which the site has something to look for, each phrase once."""
    for group in groups:
        found = {phrase for text in group.sought if (phrase := sought_of(text, lexicon))}
        sought = tuple(sorted(found, key=" ".join))  # in the order that JavaScript makes too
        typed = tuple(dict.fromkeys(key for text in group.typed if 0 < len(key := phrase_of(text, lexicon)) <= LONGEST))
        if sought and typed:
            yield Related(typed, sought)


def phrases(groups: Iterable[Group], lexicon: Lexicon) -> Mapping[Phrase, Sequence[Phrase]]:
    """What each typed phrase also looks for, of what the site has."""
    table: dict[Phrase, list[Phrase]] = defaultdict(list)
    for group in related(groups, lexicon):
        for key in group.typed:
            table[key].extend(each for each in group.sought if each != key and each not in table[key])
    return {key: also for key, also in table.items() if also}


def numbers_of(numbers: Iterable[Numbers], lexicon: Lexicon) -> Sequence[Number]:
    """What each kind of number looks for, of what the site has."""
    return [
        Number(each.digits, begins, tuple(filter(None, (sought_of(text, lexicon) for text in each.sought))))
        for each in numbers
        for begins in each.begins or ("",)
    ]
