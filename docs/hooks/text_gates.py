"""What a page's own text may not say, or has to: looked at before it is built. Pure functions; knows no MkDocs.

Facts of the association stand in association.yml and are shown by macros, so a phone, an address or an amount in a page's
text is a problem, unless docs/hooks/allowed.yml lets it pass for a reason.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from docs.hooks.front_matter import Source
from docs.hooks.problem import Problem
from forms_service.arabic import ascii_digits

ALLOWED = "docs/hooks/allowed.yml"
REMEDY = f"put it into association.yml and show it with fact(), or allow it in {ALLOWED}"
FENCE = re.compile(r"^ *(```|~~~).*?^ *\1 *$", re.MULTILINE | re.DOTALL)
HEADING = re.compile(r"^ {0,3}(#{1,6}) +(.+?) *$", re.MULTILINE)
HAS_ID = re.compile(r"\{[^}]*#[a-z][a-z0-9-]*[^}]*\}$")
GLUED = re.compile(r"\{#")
TWO_WEEKS = re.compile(r"(?<!لا تقل عن )(?:ال|ب|ل|و)?[أا]سبوعين")
COMMITTEE = re.compile("لجنة البحث ال[اإ]جتماعي")
VOWELS = re.compile("[\u064b-\u0652\u0640]")  # and tatweel: a word is the same word with them
MARKUP = re.compile(r"<[^>]*>|[*_«»\"']")
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
DECLARED = re.compile(r"\b(?:session|version|date|approved_on|next_review): *(?:\"[^\"]*\"|[^,}\n]*)")

_MONEY = r"(?:ريال|ر\.س|﷼|هللة|دولار|SAR\b|SR\b|USD\b|\$)"
FACTS: Mapping[str, re.Pattern[str]] = {
    "an e-mail address": re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"),
    "a link to another host": re.compile(r"(?:\bhttps?:)?//[\w-]+\.[^\s)\"'>]+|\b(?:tel|mailto):[^\s)\"'>]+"),
    "an account number": re.compile(r"\bSA\d{2}[ \dA-Z]{10,}", re.IGNORECASE),
    "a long number": re.compile(r"(?<![\w/.-])\+?\(?\d(?:[ \u00a0.()-]{0,2}\d){6,}(?!\w)"),
    "a phone number": re.compile(r"(?:اتصل|هاتف|جوال|واتساب|فاكس|الموحد)[^\n.،؛\d]{0,25}\d{3,6}(?!\d)"),
    "a licence number": re.compile(r"(?:ترخيص|رخصة|تصريح|مرخص|[Ll]icen[cs]e|[Pp]ermit)[^\n.،؛\d]{0,25}\d{2,}"),
    "an amount": re.compile(
        rf"\d[\d.,٬٫]* *(?:ألف|آلاف|مليون)? *{_MONEY}|(?:﷼|ر\.س|SAR|SR|\$) *\d|(?:مئة|مائة|مئتا|مئتي|ألف|ألفا|ألفي|آلاف|مليون) +{_MONEY}"
    ),
}


class Allowed(BaseModel):
    """A text that looks like a fact and may stand in a page, with the reason."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    page: str
    text: str = Field(min_length=3)
    reason: str = Field(min_length=10)


@dataclass(frozen=True)
class _Found:
    """A place in a source, by its offset in the whole text."""

    at: int
    what: str


def read_allowed(path: Path) -> tuple[Allowed, ...]:
    """The texts that may pass. Raises pydantic's ValidationError or yaml's YAMLError for a wrong file."""
    return TypeAdapter(tuple[Allowed, ...]).validate_python(yaml.safe_load(path.read_text(encoding="utf-8")) or ())


def check_source(source: Source, allowed: Iterable[Allowed]) -> list[Problem]:
    """Every problem of one page's text, by line; those of its front matter first."""
    passing = [entry.text for entry in allowed if f"docs/{entry.page}" == source.file]
    gates: tuple[Callable[[str], Iterator[_Found]], ...] = (
        _headings,
        _jinja,
        _wording,
        lambda text: _facts(text, passing),
    )
    found = sorted(
        (
            Problem(source.file, source.text.count("\n", 0, each.at) + 1, each.what)
            for gate in gates
            for each in gate(source.text)
        ),
    )
    return [*source.problems, *found]


def check_wording(text: str, file: str) -> list[Problem]:
    """Wrong words in a file that is no page, such as association.yml."""
    return [Problem(file, text.count("\n", 0, each.at) + 1, each.what) for each in _wording(text)]


def check_menu(sources: Mapping[str, Source], listed: Iterable[str]) -> list[Problem]:
    """Pages that are neither in the menu nor left out of it on purpose, and pages that are both. By source path under docs/."""
    listed = set(listed)
    hidden = {uri for uri, source in sources.items() if source.matter and source.matter.unlisted}
    neither = [
        Problem(sources[uri].file, 1, "is not in the menu: add it to nav in mkdocs.yml, or say unlisted: true")
        for uri in sources
        if uri not in listed | hidden
    ]
    both = [
        Problem(sources[uri].file, 1, "says unlisted: true and is in the menu (nav in mkdocs.yml)")
        for uri in hidden & listed
    ]
    return sorted([*neither, *both])


def check_allowed(sources: Mapping[str, Source], allowed: Iterable[Allowed]) -> list[Problem]:
    """Lines of the list of allowed texts that nothing needs any more."""
    texts = {entry: sources[entry.page].text if entry.page in sources else "" for entry in allowed}
    return [
        Problem(ALLOWED, 0, f"«{entry.text}» is not in {entry.page} any more: remove it")
        for entry, text in texts.items()
        if entry.text not in text
    ]


def _blank(pattern: re.Pattern[str], text: str) -> str:
    """The text with the matches as spaces: every other sign keeps its place."""
    return pattern.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)


def _headings(text: str) -> Iterator[_Found]:
    front = text.find("\n---", 3) if text.startswith("---") else 0
    for match in HEADING.finditer(_blank(FENCE, text), max(front, 0)):
        if not HAS_ID.search(match[2]):
            yield _Found(match.start(1), f"the heading «{match[2]}» has no id: write {{ #short-name }} after it")


def _jinja(text: str) -> Iterator[_Found]:
    for match in GLUED.finditer(text):
        yield _Found(match.start(), "Jinja reads {#name} as a comment: write { #name }, with spaces")


def _wording(text: str) -> Iterator[_Found]:
    plain = re.sub(r"\s", " ", _blank(MARKUP, text))
    # Markup between the words became spaces: they are taken together, and the place of each sign is kept beside it.
    places = [at for at, sign in enumerate(plain) if not VOWELS.match(sign) and (sign != " " or plain[at - 1] != " ")]
    words = "".join(plain[at] for at in places)
    for match in TWO_WEEKS.finditer(words):
        yield _Found(places[match.start()], f"«{match[0]}» stands without «لا تقل عن» before it")
    for match in COMMITTEE.finditer(words):
        yield _Found(places[match.start()], "the committee's name is «لجنة البحث», with nothing after it")


def _facts(text: str, passing: Iterable[str]) -> Iterator[_Found]:
    for entry in passing:
        text = text.replace(entry, " " * len(entry))
    text = ascii_digits(text)
    for pattern in (DECLARED, DAY):
        text = _blank(pattern, text)
    for kind, pattern in FACTS.items():
        for match in pattern.finditer(text):
            text = text[: match.start()] + re.sub(r"[^\n]", " ", match[0]) + text[match.end() :]
            yield _Found(match.start(), f"{kind} («{match[0].strip()}») stands in the text: {REMEDY}")
