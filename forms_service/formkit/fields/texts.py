"""Questions answered in words: a line, several lines, a name, an e-mail address, a signature."""

import re
from typing import Any, ClassVar

from email_validator import EmailNotValidError, validate_email
from flask_babel import gettext, lazy_gettext
from wtforms.validators import ValidationError

from forms_service.addresses import BadAddress, mail_address
from forms_service.arabic import fold_words
from forms_service.formkit.answers import Kind, Value
from forms_service.formkit.cleaning import clean_line, clean_lines
from forms_service.formkit.fields.question import Question, Text


class LineField(Question):
    """One line of free text, `least` to `most` signs, counted after cleaning."""

    def __init__(self, label: Text, *, least: int = 2, most: int = 80, **kwargs: Any) -> None:
        super().__init__(label, **kwargs)
        self.least = least
        self.most = most

    def clean(self, typed: str) -> tuple[str, bool]:
        return clean_line(typed)

    def read(self, text: str, form: Any) -> Value:
        if len(text) < self.least:
            raise ValidationError(self.too_short())
        if len(text) > self.most:
            raise ValidationError(
                gettext(
                    "عدد الأحرف %(count)s، والحد الأعلى %(most)s. اختصر النص؛ الزائد: %(extra)s",
                    count=len(text),
                    most=self.most,
                    extra=len(text) - self.most,
                )
            )
        return text

    def too_short(self) -> str:
        """What is said of an answer that is too short."""
        return str(self.missing)


class LongTextField(LineField):
    """Several lines of free text."""

    kind: ClassVar[str] = "lines"

    def __init__(self, label: Text, *, rows: int = 6, short_error: Text = "", **kwargs: Any) -> None:
        super().__init__(label, **kwargs)
        self.rows = rows
        self.short_error = short_error

    def clean(self, typed: str) -> tuple[str, bool]:
        return clean_lines(typed)

    def too_short(self) -> str:
        return str(self.short_error or self.missing)


_NAME_IS_MISSING = lazy_gettext("اكتب الاسم الكامل")


class NameField(LineField):
    """A person's name in any script, 2–100 signs; not digits alone, no address of a page."""

    _URL = re.compile(r"://|www\.|\w\.(com|net|org|info|sa|ru|io)\b", re.IGNORECASE)

    def __init__(self, label: Text, *, missing: Text | None = None, **kwargs: Any) -> None:
        super().__init__(label, missing=_NAME_IS_MISSING if missing is None else missing, most=100, **kwargs)

    def clean(self, typed: str) -> tuple[str, bool]:
        return clean_line(typed, compatible=True)

    def read(self, text: str, form: Any) -> Value:
        if self._URL.search(text) or not any(sign.isalpha() for sign in text):
            raise ValidationError(str(self.missing))
        return super().read(text, form)


class EmailField(LineField):
    """An e-mail address, checked by its form only: nothing is looked up. One that most servers cannot send to is refused."""

    input_type: ClassVar[str] = "email"
    inputmode: ClassVar[str] = "email"
    ltr: ClassVar[bool] = True
    answer_kind: ClassVar[Kind] = "code"

    def clean(self, typed: str) -> tuple[str, bool]:
        text, removed = clean_line(typed, compatible=True)
        return text.replace(" ", ""), removed

    def read(self, text: str, form: Any) -> Value:
        try:
            address = validate_email(text, check_deliverability=False, allow_smtputf8=False).normalized
            mail_address(address)  # what the sender could not write to is said while the person can mend it
            return address
        except (EmailNotValidError, BadAddress):
            raise ValidationError(gettext("اكتب بريدًا بصيغة مثل name@example.com، أو اترك الحقل فارغًا")) from None


class SignatureField(NameField):
    """A typed name that signs: it must be the name given earlier, however its letters were spelled.

    `signs` names the question that holds it, for oneself and for another: the helper signs with his own name.
    """

    def __init__(self, label: Text, *, signs: str, signs_other: str, **kwargs: Any) -> None:
        super().__init__(label, **kwargs)
        self._signs = (signs, signs_other)

    def read(self, text: str, form: Any) -> Value:
        written = super().read(text, form)
        name = form.scene.answers.get(self._signs[form.scene.for_other]) or ""
        if fold_words(text) != fold_words(name):
            raise ValidationError(gettext("اكتب الاسم كما كتبته من قبل: %(name)s", name=name))
        return written
