"""How a fact of the association reads on a page: its values as text and links, or the quiet sentence that it is not announced.

Knows association.yml and nothing of MkDocs.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import phonenumbers
from babel import Locale
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from pydantic import HttpUrl

from forms_service.arabic import ascii_digits
from forms_service.association import NOT_ANNOUNCED, Association, SocialAccount

COUNTRY = "SA"
MARKDOWN_SIGNS = {ord(sign): f"&#{ord(sign)};" for sign in "*_`|[]"}
BREAK = re.compile(r"\s*\n\s*")
PHONES = {"contact.phones": "tel:", "contact.whatsapp": "https://wa.me/"}
# The raised form, as after a colon: «المدة: 7 أيام».
DAYS = {
    "zero": "أقل من يوم",
    "one": "يوم واحد",
    "two": "يومان",
    "few": "{} أيام",
    "many": "{} يومًا",
    "other": "{} يوم",
}


@dataclass(frozen=True)
class Shown:
    """One value: its text, where it leads, and whether it is a foreign run that reads from left to right."""

    text: str
    href: str = ""
    foreign: bool = False


def shown(association: Association, path: str) -> list[Shown]:
    """The announced values of the fact at this dotted path, in their order; none where it is empty. Raises AttributeError."""
    found: object = association
    for name in path.split("."):
        found = getattr(found, name)
    values: Iterable[object] = found if isinstance(found, tuple) else (found,)
    return [_shown(value, path) for value in values if value not in (None, "")]


def _shown(value: object, path: str) -> Shown:
    if path in PHONES:
        return _phone(str(value), PHONES[path])
    if isinstance(value, SocialAccount):
        return Shown(value.name, str(value.url))
    if isinstance(value, HttpUrl):
        return Shown(str(value), str(value), foreign=True)
    text = str(value)
    if "@" in text and " " not in text:
        return Shown(text, f"mailto:{text}", foreign=True)
    return Shown(text)


def _phone(typed: str, scheme: str) -> Shown:
    """A number of this country is shown without its country code, as people dial it; others with it."""
    try:
        number = phonenumbers.parse(ascii_digits(typed), COUNTRY)
    except phonenumbers.NumberParseException:
        return Shown(typed)
    whole = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    home = number.country_code == phonenumbers.country_code_for_region(COUNTRY)
    form = phonenumbers.PhoneNumberFormat.NATIONAL if home else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    href = scheme + (whole if scheme == "tel:" else whole.lstrip("+"))
    return Shown(phonenumbers.format_number(number, form), href, foreign=True)


def days(count: int) -> str:
    """A number of days in Arabic words, by the six plural forms: `7 أيام`."""
    return DAYS[Locale("ar").plural_form(count)].format(count)


def environment_for(association: Association, templates: Path) -> Environment:
    """The Jinja in which a page's Markdown is read, with `fact`, `value`, `unannounced`, `days` and `association`."""
    environment = Environment(
        loader=FileSystemLoader(templates),
        autoescape=True,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
    )
    macros: Any = environment.get_template("shell/fact.html").make_module({"not_announced": NOT_ANNOUNCED})

    def fact(path: str, label: str) -> Markup:
        """A box with this label and the values, or with the sentence that they are not announced."""
        return on_one_line(macros.box(label, path, shown(association, path)))

    def value(path: str) -> Markup:
        """The values in a line of text."""
        return on_one_line(macros.line(path, shown(association, path)))

    def unannounced(label: str) -> Markup:
        """The empty box for what association.yml has no place for yet."""
        return on_one_line(macros.box(label, "", []))

    environment.globals.update(association=association, fact=fact, value=value, unannounced=unannounced, days=days)
    return environment


def on_one_line(markup: Markup) -> Markup:
    """The markup that Markdown leaves alone: it ends cells and blocks at a new line, and reads stars and bars as its own."""
    plain = BREAK.sub("", markup).translate(MARKDOWN_SIGNS)
    return Markup(plain)  # noqa: S704 - the macro escaped its values; nothing is opened here
