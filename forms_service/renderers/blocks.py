"""What a paper of ours is made of, from top to bottom. Each block is plain data; `paper.typ` draws the one that its `block` names."""

from collections.abc import Iterable, Sequence
from typing import Any

from forms_service.formkit.answers import Answer
from forms_service.renderers.pieces import Piece, code, said, typed

Block = dict[str, Any]
Pair = tuple[str, Sequence[Piece]]


def heading(text: object, level: int = 2) -> Block:
    """A heading, which keeps with what follows."""
    return {"block": "heading", "level": level, "text": said(text)}


def say(text: object) -> Block:
    """A paragraph of our own words."""
    return {"block": "paragraph", "text": said(text), "soft": False}


def aside(text: object) -> Block:
    """A quieter one."""
    return {"block": "paragraph", "text": said(text), "soft": True}


def quote(text: object) -> Block:
    """A paragraph that a person wrote."""
    return {"block": "paragraph", "text": typed(text), "soft": False}


def listed(lines: Iterable[object]) -> Block:
    """Points, each in our own words."""
    return {"block": "list", "lines": [said(line) for line in lines]}


def notice(voice: str, title: object, *lines: object) -> Block:
    """A box with its first words: `policy`, `simple`, `editorial` or `pending`."""
    return {"block": "notice", "voice": voice, "title": said(title), "lines": [said(line) for line in lines]}


def facts(pairs: Iterable[Pair]) -> Block:
    """Labels and what is known of each."""
    return {"block": "facts", "pairs": [{"label": said(label), "value": list(value)} for label, value in pairs]}


def answers(asked: Iterable[Answer], unanswered: str) -> Block:
    """Questions as they were asked, and what was answered; `unanswered` stands where nothing was."""
    return facts((answer.label, shown(answer) or said(unanswered)) for answer in asked)


def shown(answer: Answer) -> list[Piece]:
    """An answer as it was shown; empty where there is none."""
    if not answer.shown:
        return []
    return (code if answer.kind == "code" else typed)(answer.shown)


def entry(title: object, under: object, *parts: tuple[str, str]) -> Block:
    """Something that happened or was written: what, when and by whom, and the words themselves, each with its label."""
    words = [{"label": said(label), "value": typed(text)} for label, text in parts if text]
    return {"block": "entry", "title": said(title), "under": said(under), "words": words}


def signatures(column: str, people: Iterable[str]) -> Block:
    """A line to sign on for each, with its day. `column` says what they are called by: a name, an office."""
    return {"block": "signatures", "column": said(column), "people": [typed(person) for person in people]}


def to_fill(title: object, *labels: object) -> Block:
    """A frame with lines for a colleague to write on."""
    return {"block": "to_fill", "title": said(title), "labels": [said(label) for label in labels]}


def new_sheet() -> Block:
    """What follows stands on sheets of its own, which can be kept back."""
    return {"block": "new_sheet"}
