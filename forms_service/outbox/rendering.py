"""A promised message becomes words: its template with its facts, as text and as HTML.

Only the sender renders, so a broken template delays its own mail and can never cost a submission.
"""

import unicodedata
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

import flask_babel
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from jinja2.nodes import EvalContext
from jinja2.utils import pass_eval_context
from markupsafe import Markup

from forms_service.association import Association
from forms_service.clock import today_in_riyadh, written_day
from forms_service.outbox.message import Message
from forms_service.references import show_reference

TEMPLATES = Path(__file__).resolve().parent.parent / "templates"


@dataclass(frozen=True)
class Words:
    """What a mail says. The subject is one line without control characters; the text ends with a line break."""

    subject: str
    text: str
    html: str


def render(message: Message, association: Association) -> Words:
    """The words of `message`. Raises jinja2.TemplateError where a file is missing or broken, or a fact is not given."""
    context = {**message.facts, "reference": show_reference(message.about), "association": association}
    folder = f"messages/{message.template}"
    templates = _environment()
    subject = _one_line(templates.get_template(f"{folder}/subject.txt").render(context))
    text = templates.get_template(f"{folder}/body.txt").render(context)
    html = templates.get_template(f"{folder}/body.html").render(context, subject=subject)
    return Words(subject, _paragraphs(text), html)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=select_autoescape(("html",), default=False),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    environment.install_gettext_callables(flask_babel.gettext, flask_babel.ngettext, newstyle=True)  # type: ignore[attr-defined]
    environment.filters.update(code=_code, named=_named, link=_link, day=_day, typed=_typed)
    return environment


@pass_eval_context
def _code(context: EvalContext, text: str) -> str:
    """A number, address or code: kept left to right inside Arabic."""
    if context.autoescape:
        return Markup('<bdi class="code" dir="ltr">{}</bdi>').format(text)
    return f"\u2066{text}\u2069"


@pass_eval_context
def _named(context: EvalContext, name: str) -> str:
    """A person's name: on one line, and kept apart from the Arabic around it where it is in another script."""
    name = _one_line(name)
    if context.autoescape:
        return Markup("<bdi>{}</bdi>").format(name)
    return f"\u2068{name}\u2069" if any(unicodedata.bidirectional(sign) == "L" for sign in name) else name


def _typed(text: str) -> str:
    """What a colleague wrote, in HTML: its lines stay lines."""
    return Markup("<br>").join(Markup("<bdi>{}</bdi>").format(line) for line in str(text).splitlines())


def _link(address: str) -> str:
    return Markup('<a href="{0}"><bdi dir="ltr">{0}</bdi></a>').format(address)


def _day(moment: str) -> str:
    # str() lets an absent fact say so by name
    return written_day(today_in_riyadh(datetime.fromisoformat(str(moment))))


def _one_line(text: str) -> str:
    # Line ends and other controls (category Cc) become spaces: nothing here can begin a new header.
    kept = "".join(" " if unicodedata.category(sign) in ("Cc", "Zl", "Zp") else sign for sign in text)
    return " ".join(kept.split())


def _paragraphs(text: str) -> str:
    lines = (line.strip() for line in text.strip().splitlines())
    kept: list[str] = []
    for line in lines:
        if line or kept[-1]:
            kept.append(line)
    return "\n".join(kept) + "\n"
