"""Questions answered by choosing: one of a few (radio), one of many (select), some (checkboxes), a tick."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from flask_babel import gettext, lazy_gettext
from wtforms.validators import StopValidation

from forms_service.association import Association
from forms_service.formkit.answers import Kind, Note
from forms_service.formkit.fields.question import Question, Text

if TYPE_CHECKING:
    from forms_service.formkit.page import Scene


@dataclass(frozen=True)
class Choice:
    """One choice: what is stored, what is shown, a line under it, and its own-script name where it is a language."""

    code: str
    name: Text
    hint: Text = ""
    own_name: str = ""


Maker = Callable[["Scene"], Sequence[Choice]]
Choices = Sequence[Choice] | Maker
"""Choices, or what makes them from a scene."""

_DAILY = "_made_once_a_day"


def daily(maker: Maker) -> Maker:
    """Say that these choices follow from the association and the day alone: they are made once for both, not at each request."""
    setattr(maker, _DAILY, True)
    return maker


class OneOfField(Question):
    """One of a few, as radio buttons."""

    kind: ClassVar[str] = "one_of"
    answer_kind: ClassVar[Kind] = "choice"

    def __init__(self, label: Text, *, choices: Choices, **kwargs: Any) -> None:
        kwargs.setdefault("missing", lazy_gettext("اختر إجابة"))
        super().__init__(label, **kwargs)
        self._choices = choices
        self.choices: Sequence[Choice] = ()
        self._made: list[tuple[Association, date, Sequence[Choice]]] = []  # the last, shared by all copies

    def prepare(self, scene: "Scene") -> None:
        super().prepare(scene)
        for association, day, choices in self._made:
            if association is scene.association and day == scene.day:
                self.choices = choices
                return
        made = self._choices(scene) if callable(self._choices) else self._choices
        self.choices = tuple(replace(choice, name=str(choice.name), hint=str(choice.hint)) for choice in made)
        if not callable(self._choices) or hasattr(self._choices, _DAILY):
            self._made[:] = [(scene.association, scene.day, self.choices)]

    @property
    def focus_id(self) -> str:
        return f"{self.id}-{self.choices[0].code}" if self.choices else str(self.id)

    def pre_validate(self, form: Any) -> None:
        chosen = self.typed if self.typed in {choice.code for choice in self.choices} else None
        self.data = chosen
        if chosen is None:
            raise StopValidation(str(self.missing) if self.required or self.typed else "")

    def is_answered(self, value: Any, form: Any) -> bool:
        return value in {choice.code for choice in self.choices} or (value is None and not self.required)

    def show(self, value: Any) -> str:
        return next((str(choice.name) for choice in self.choices if choice.code == value), "")


class PickField(OneOfField):
    """One of many, as a native select; each choice in its own script beside its Arabic name."""

    kind: ClassVar[str] = "pick"

    @property
    def focus_id(self) -> str:
        return str(self.id)


class SomeOfField(OneOfField):
    """One or more, as checkboxes; stored as a list of codes in the order of the choices."""

    kind: ClassVar[str] = "some_of"

    def process_data(self, value: Any) -> None:
        self.data = value
        self.typed = list(value or ())

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.typed = list(valuelist)
        self.data = None

    def pre_validate(self, form: Any) -> None:
        self.data = [choice.code for choice in self.choices if choice.code in self.typed] or None
        if self.data is None:
            raise StopValidation(str(self.missing) if self.required else "")

    def is_answered(self, value: Any, form: Any) -> bool:
        return bool(value) or not self.required

    def show(self, value: Any) -> str:
        return "، ".join(str(choice.name) for choice in self.choices if choice.code in (value or ()))


class TickField(Question):
    """A statement to agree with: a single checkbox that must be ticked. Stored as true; the label is what was agreed to."""

    kind: ClassVar[str] = "tick"
    answer_kind: ClassVar[Kind] = "tick"
    notes: tuple[Note, ...] = ()

    def process_data(self, value: Any) -> None:
        self.data = True if value else None
        self.typed = bool(value)

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.typed = bool(valuelist and valuelist[0] == "yes")
        self.data = None

    def pre_validate(self, form: Any) -> None:
        self.data = True if self.typed else None
        if not self.typed:
            raise StopValidation(str(self.missing) if self.required else "")

    def show(self, value: Any) -> str:
        return gettext("نعم") if value else ""
