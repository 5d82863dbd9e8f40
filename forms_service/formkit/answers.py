"""The self-describing record of what was answered: names, labels and values as they were shown.

An old submission stays readable whatever the form has become. Knows no Flask and no database.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

Value = str | int | bool | list[str] | None
Kind = Literal["text", "code", "choice", "tick"]
Note = Literal["cleaned", "checksum"]
"""What staff are told about a value: invisible signs were removed, or the check digit does not fit."""


@dataclass(frozen=True)
class Answer:
    """One question as it was asked and answered. `shown` is empty where the question was left unanswered."""

    name: str
    label: str
    value: Value
    shown: str
    kind: Kind = "text"
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True)
class Section:
    """One page of the form."""

    name: str
    title: str
    answers: tuple[Answer, ...]


@dataclass(frozen=True)
class AnswersRecord:
    """All that was answered in one form, page by page. `texts` names the versions of texts that were agreed to."""

    form: str
    sections: tuple[Section, ...]
    texts: dict[str, str] = field(default_factory=dict)

    def __iter__(self) -> Iterator[Answer]:
        return (answer for section in self.sections for answer in section.answers)

    def get(self, name: str) -> Answer | None:
        """The answer of this question, or None where it was not asked."""
        return next((answer for answer in self if answer.name == name), None)

    def value(self, name: str) -> Any:
        """The stored value of this question; None where it was not asked or not answered."""
        answer = self.get(name)
        return answer.value if answer else None

    def to_bytes(self) -> bytes:
        """The record as JSON in UTF-8; equal answers give equal bytes."""
        return json.dumps(self, default=vars, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()

    @property
    def fingerprint(self) -> bytes:
        """32 bytes that change with any answer: what a declaration is bound to."""
        return hashlib.sha256(self.to_bytes()).digest()

    @classmethod
    def from_bytes(cls, data: bytes) -> "AnswersRecord":
        """Read what `to_bytes` wrote."""
        raw = json.loads(data)
        sections = tuple(
            Section(
                section["name"],
                section["title"],
                tuple(Answer(**{**answer, "notes": tuple(answer["notes"])}) for answer in section["answers"]),
            )
            for section in raw["sections"]
        )
        return cls(raw["form"], sections, raw["texts"])
