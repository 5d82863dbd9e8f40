"""What every kind of question has: it cleans, checks, shows and records its own answer. Drawn by the macro named `kind`."""

from typing import TYPE_CHECKING, Any, ClassVar, Self, TypeAlias

from flask_babel import LazyString, lazy_gettext
from wtforms import Field
from wtforms.validators import StopValidation

from forms_service.formkit.answers import Answer, Kind, Note, Value

if TYPE_CHECKING:
    from forms_service.formkit.page import Condition, Scene

Text: TypeAlias = str | LazyString
"""A lazy text is translated whenever it is looked at, its truth included: `is None` asks for less than `or`."""

_ANSWER_THIS = lazy_gettext("أجب عن هذا السؤال")


class Question(Field):
    """A question on WTForms.

    `missing` is said when a required answer is absent. `label_other` and `hint_other` replace the texts where someone
    fills the form for another person; then nothing is filled in by the browser. `staff_may_skip`: colleagues who write for
    somebody may leave it empty. `asked` decides by the scene whether the question is asked at all. `typed` is what stands
    in the input; `data` is the answer as stored.
    """

    kind: ClassVar[str] = "line"
    answer_kind: ClassVar[Kind] = "text"
    input_type: ClassVar[str] = "text"
    inputmode: ClassVar[str] = ""
    ltr: ClassVar[bool] = False

    def __init__(
        self,
        label: Text,
        *,
        hint: Text = "",
        missing: Text | None = None,
        required: bool = True,
        autocomplete: str = "off",
        short: bool = False,
        label_other: Text = "",
        hint_other: Text = "",
        staff_may_skip: bool = False,
        asked: "Condition | None" = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(None, **kwargs)
        self.text = label
        self.hint = hint
        self.missing = _ANSWER_THIS if missing is None else missing
        self.required = required
        self.autocomplete = autocomplete
        self.short = short
        self._other = (label_other, hint_other)
        self._staff_may_skip = staff_may_skip
        self._asked = asked
        self.typed: Any = ""
        self.notes: tuple[Note, ...] = ()

    def make_once(self) -> None:
        """Become what all forms copy: no form's own, and its texts looked up for good, for there is one language."""
        self._form = None
        self.text, self.hint, self.missing = str(self.text), str(self.hint), str(self.missing)
        self._other = (str(self._other[0]), str(self._other[1]))

    def copied_for(self, form: Any) -> Self:
        """The same question in another form, not yet answered. What copies share is never changed, only replaced."""
        copy = object.__new__(type(self))
        vars(copy).update(vars(self), meta=form.meta, _form=form)
        return copy

    @property
    def condition(self) -> "Condition | None":
        """When the question is asked; None where everyone who comes to its page is."""
        return self._asked

    @property
    def text_other(self) -> str:
        """The label where someone fills the form for another person; empty where it is the same."""
        return str(self._other[0])

    def asked(self, scene: "Scene") -> bool:
        """Whether the question is asked in this scene."""
        return self._asked is None or self._asked(scene)

    def prepare(self, scene: "Scene") -> None:
        """Take from the scene what the question needs: texts for another person, choices, the day."""
        if scene.for_other:
            label, hint = self._other
            self.text = label or self.text
            self.hint = hint or self.hint
            self.autocomplete = "off"
        if scene.by_staff:
            self.required = self.required and not self._staff_may_skip
            self.autocomplete = "off"

    @property
    def described_by(self) -> str:
        """The ids of hint and error, for aria-describedby; empty where there is neither."""
        parts = [f"{self.id}-hint" if self.hint else "", f"{self.id}-error" if self.errors else ""]
        return " ".join(part for part in parts if part)

    @property
    def focus_id(self) -> str:
        """The id that the error summary links to: the input, or the first of several."""
        return str(self.id)

    # WTForms' own steps

    def process_data(self, value: Any) -> None:
        self.data = value
        self.typed = self.write(value)

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.typed = valuelist[0] if valuelist else ""
        self.data = None

    def pre_validate(self, form: Any) -> None:
        self.notes = ()
        text, removed = self.clean(self.typed)
        if not text:
            self.data = None
            raise StopValidation(str(self.missing) if self.is_required(form) else "")
        if removed:
            self.notes += ("cleaned",)
        self.data = self.read(text, form)

    # What a kind of question says about itself

    def is_required(self, form: Any) -> bool:
        """Whether an empty answer is an error, given the page's other answers."""
        return self.required

    def is_answered(self, value: Any, form: Any) -> bool:
        """Whether a stored answer still answers the question as it is asked now."""
        return value is not None or not self.is_required(form)

    def clean(self, typed: str) -> tuple[str, bool]:
        """What was typed, made readable, and whether signs were removed that staff should hear of."""
        raise NotImplementedError(f"{type(self).__name__} must say how it cleans")

    def read(self, text: str, form: Any) -> Value:
        """The answer as stored. Raises ValidationError with what to do."""
        return text

    def write(self, value: Any) -> Any:
        """A stored answer as it stands in the input."""
        return "" if value is None else value

    def show(self, value: Any) -> str:
        """A stored answer as people read it; empty where there is none."""
        return str(self.write(value))

    def answer(self, value: Any, notes: tuple[Note, ...] = ()) -> Answer:
        """The self-describing record of this answer."""
        return Answer(self.short_name, str(self.text), value, self.show(value), self.answer_kind, notes)
