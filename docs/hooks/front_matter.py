"""What a page says about itself above its text, typed. Whatever is wrong is told with its line.

MkDocs prints a block that it cannot read as text of the page, without a warning; here it is a problem. Knows no MkDocs.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import PurePosixPath
from typing import Annotated, Any, Literal

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator
from pydantic_core import ErrorDetails

from docs.hooks.problem import Problem

Status = Literal["approved", "draft", "unpublished", "superseded"]
Line = Annotated[str, Field(min_length=1, max_length=120)]
Day = Annotated[date | None, BeforeValidator(lambda value: None if value == "" else value)]

BLOCK = re.compile(r"---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
H1 = re.compile(r"^# +(.+?) *(?:\{[^}]*\})?$", re.MULTILINE)
TOP = -1
UNREAD = "the front matter is not readable as YAML"
SAID = {
    "missing": "is missing",
    "extra_forbidden": "is no key of the front matter",
    "string_type": "is text: write it in quotes",
    "tuple_type": "is a list: [one, two]",
    "bool_type": "is true or false",
}


class _Typed(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class Change(_Typed):
    """What changed in a document, and the day on which this site published it."""

    date: date
    version: Line
    what: Line


class Document(_Typed):
    """A document of the register. `session` is the number of the approving session; what is not known stays empty."""

    code: Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$", max_length=60)]
    status: Status
    version: Annotated[str, Field(max_length=20)] = ""
    session: Annotated[str, Field(max_length=60)] = ""
    approved_on: Day = None
    next_review: Day = None
    changes: tuple[Change, ...] = ()

    @model_validator(mode="after")
    def _is_consistent(self) -> "Document":
        if self.status != "unpublished" and not (self.version and self.changes):
            raise ValueError("a published document has a version and its changes")
        if self.changes and self.changes[0].version != self.version:
            raise ValueError("the newest change, which stands first, has the document's version")
        if any(later.date < earlier.date for later, earlier in pairwise(self.changes)):
            raise ValueError("the newest change stands first")
        if self.status in ("draft", "unpublished") and (self.session or self.approved_on):
            raise ValueError("only an approved document has a session and the day of its approval")
        return self


class FrontMatter(_Typed):
    """Everything that a page may say about itself."""

    title: Line | None = None
    description: Annotated[str, Field(min_length=40, max_length=160)]
    contents: bool = False
    layout: Literal["home"] | None = None
    keywords: tuple[Line, ...] = ()
    unlisted: bool = False
    document: Document | None = None


@dataclass(frozen=True)
class Source:
    """A page as it was written. `file` is its path from the project's folder, `text` all of it, `body` what is published,
    `body_line` the line where that begins.

    `matter` is None where the front matter cannot be used; `problems` say why.
    """

    file: str
    text: str
    body: str
    body_line: int
    matter: FrontMatter | None
    problems: tuple[Problem, ...] = ()

    @property
    def title(self) -> str:
        """What the page is called: its `title`, else its h1, else empty."""
        heading = H1.search(self.body)
        return (self.matter and self.matter.title) or (heading[1] if heading else "")


def read(text: str, file: str) -> Source:
    """Part a page into front matter and text."""
    block = BLOCK.match(text)
    if block is None:
        what = "the page has no front matter: lines between --- and ---, at its very beginning"
        return Source(file, text, text, 1, None, (Problem(file, 1, what),))
    matter, wrong = _understood(block[1], PurePosixPath(file).stem)
    # The lines of the block are counted from 0, and it begins on the second line of the file.
    problems = tuple(Problem(file, at + 2, what) for at, what in wrong)
    return Source(file, text, text[block.end() :], text.count("\n", 0, block.end()) + 1, matter, problems)


def _understood(block: str, name: str) -> tuple[FrontMatter | None, list[tuple[int, str]]]:
    """What the block says, for a file of this name, and what is wrong with it, by line."""
    try:
        tree, values = yaml.compose(block, yaml.SafeLoader), yaml.safe_load(block)
    except yaml.MarkedYAMLError as error:
        unclosed = "stream end" in str(error.problem)  # then the place where it was opened helps more
        mark = error.context_mark if unclosed else error.problem_mark
        hint = "; a value that holds a colon stands in quotes" if "mapping values" in str(error.problem) else ""
        return None, [(mark.line if mark else TOP, f"{UNREAD}: {error.problem}{hint}")]
    except (yaml.YAMLError, ValueError) as error:
        return None, [(TOP, f"{UNREAD}: {' '.join(str(error).split())}")]
    if not isinstance(values, dict):
        return None, [(TOP, f"{UNREAD}: it needs lines of the form name: value")]
    wrong = [(at, f"{key} stands twice") for key, at in _twice(tree)]
    try:
        matter = FrontMatter.model_validate(values)
    except ValidationError as error:
        return None, [*wrong, *((_line(tree, each["loc"]), _said(each)) for each in error.errors())]
    if matter.document and matter.document.code != name:
        wrong.append((_line(tree, ("document", "code")), "document › code is not the name of its file"))
    return matter, wrong


def _said(error: ErrorDetails) -> str:
    where = " › ".join(str(part + 1) if isinstance(part, int) else part for part in error["loc"])
    return f"{where} {SAID.get(error['type'], '— ' + error['msg'].removeprefix('Value error, '))}"


def _line(node: yaml.Node | None, path: Sequence[str | int]) -> int:
    """The line, from 0, of the value at this path, or of the nearest thing above it that is there."""
    found = node.start_mark.line if node else 0
    for part in path:
        pairs = node.value if isinstance(node, yaml.MappingNode) else []
        steps: dict[Any, tuple[yaml.Node, int]] = {key.value: (value, key.start_mark.line) for key, value in pairs}
        if isinstance(node, yaml.SequenceNode):
            steps = {at: (value, value.start_mark.line) for at, value in enumerate(node.value)}
        if part not in steps:
            break
        node, found = steps[part]
    return found


def _twice(node: yaml.Node | None) -> Iterator[tuple[str, int]]:
    """Keys that stand twice in one mapping, with their lines from 0: YAML would keep the last and say nothing."""
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            if key.value in seen:
                yield key.value, key.start_mark.line
            seen.add(key.value)
            yield from _twice(value)
    elif isinstance(node, yaml.SequenceNode):
        for entry in node.value:
            yield from _twice(entry)
