"""A form as it is printed to be filled in by hand: all its pages and questions, as `<room>/form.py` says them.

On paper every question stands, so each says when it is answered. What nobody is asked as things are is left out.
"""

from collections.abc import Iterator
from typing import Any

from flask_babel import gettext as _

from forms_service.formkit.fields import Choice, OneOfField, Question
from forms_service.formkit.fields.texts import LongTextField
from forms_service.formkit.journey import Journey
from forms_service.formkit.page import Page, Scene, words_of
from forms_service.renderers.blocks import Block, heading
from forms_service.renderers.pieces import Piece, lacking, said, typed

_LINES_PER_ROW = 1.5
"""A line by hand holds less than a line on a screen."""
_THIRD, _HALF = 26, 40
"""Choices of up to so many signs stand three or two side by side."""


def blank(journey: Journey, scene: Scene) -> list[Block]:
    """The form's pages as blocks, its questions numbered through. Raises LookupError for a condition without words."""
    numbers = iter(range(1, 1000))
    return [block for page in (*journey.pages, journey.final) for block in _page(page, scene, numbers)]


def names(blocks: list[Block]) -> list[str]:
    """The names of the questions in them, in their order."""
    return [block["name"] for block in blocks if block["block"] == "question"]


def _page(page: type[Page], scene: Scene, numbers: Iterator[int]) -> list[Block]:
    when = words_of(page.shown, scene)
    asked = [(question, _when(question, scene)) for question in page(scene, whole=True).questions]
    asked = [(question, words) for question, words in asked if words != ""]
    if when == "" or not asked:
        return []
    head: Block = {
        **heading(page.title),
        "other": said(_for_other(page.title_other)),
        "when": said(when or ""),
        "intro": said(page.intro),
    }
    return [head, *(_question(question, words or "", next(numbers)) for question, words in asked)]


def _when(question: Question, scene: Scene) -> str | None:
    return words_of(question.condition, scene) if question.condition else None


def _question(question: Question, when: str, number: int) -> Block:
    return {
        "block": "question",
        "name": question.short_name,
        "number": number,
        "label": said(question.text),
        "other": said(_for_other(question.text_other)),
        "optional": said("" if question.required else _("(اختياري)")),
        "when": said(when),
        "hint": said(question.hint),
        **_WAYS[question.kind](question),
    }


def _for_other(words: object) -> str:
    return _("لشخص آخر: %(words)s", words=words) if str(words) else ""


def _line(question: Question) -> dict[str, Any]:
    return {"way": "line", "short": question.short, "rows": 1}


def _lines(question: Question) -> dict[str, Any]:
    rows = question.rows if isinstance(question, LongTextField) else 1
    return {"way": "line", "short": False, "rows": round(rows * _LINES_PER_ROW)}


def _boxes(question: Question) -> dict[str, Any]:
    choices = question.choices if isinstance(question, OneOfField) else ()
    explained = any(str(choice.hint) for choice in choices)
    longest = max((len(f"{choice.name} {choice.own_name}") for choice in choices), default=0)
    columns = 3 if longest <= _THIRD and not explained else 2 if longest <= _HALF else 1
    return {"way": "boxes", "columns": columns, "choices": [_choice(choice) for choice in choices]}


def _tick(_question: Question) -> dict[str, Any]:
    return {"way": "tick"}


def _choice(choice: Choice) -> dict[str, list[Piece]]:
    own = typed(choice.own_name if choice.own_name != str(choice.name) else "")
    # Its Arabic name stands there too: a script that the fonts lack is not missed.
    return {"name": said(choice.name), "own": [] if lacking(own) else own, "hint": said(choice.hint)}


_WAYS = {
    "line": _line,
    "id_number": _line,
    "lines": _lines,
    "one_of": _boxes,
    "some_of": _boxes,
    "pick": _boxes,
    "tick": _tick,
}
"""How each kind of question is answered by hand."""
