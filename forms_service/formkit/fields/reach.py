"""A way to be reached, whichever the person has: a mobile or an e-mail address in one question."""

from typing import Any, ClassVar

from email_validator import EmailNotValidError, validate_email
from flask_babel import lazy_gettext
from wtforms.validators import ValidationError

from forms_service.addresses import BadAddress, mail_address
from forms_service.formkit.answers import Kind, Value
from forms_service.formkit.cleaning import clean_line
from forms_service.formkit.fields.numbers import read_mobile, show_mobile
from forms_service.formkit.fields.question import Question, Text

_WRONG = lazy_gettext("اكتب رقم جوال مثل 05XXXXXXXX، أو بريدًا بصيغة مثل name@example.com")


class ReachField(Question):
    """A mobile, stored as E.164, or an e-mail address: the one that holds an @."""

    ltr: ClassVar[bool] = True
    answer_kind: ClassVar[Kind] = "code"

    def __init__(self, label: Text, *, missing: Text | None = None, wrong: Text = _WRONG, **kwargs: Any) -> None:
        self.wrong = wrong
        super().__init__(label, missing=wrong if missing is None else missing, **kwargs)

    def clean(self, typed: str) -> tuple[str, bool]:
        text, _removed = clean_line(typed, compatible=True)
        return text.replace(" ", ""), False

    def read(self, text: str, form: Any) -> Value:
        found = _read_email(text) if "@" in text else read_mobile(text)
        if found is None:
            raise ValidationError(str(self.wrong))
        return found

    def write(self, value: Any) -> Any:
        return show_mobile(value) if value and value.startswith("+") else value or ""


def _read_email(text: str) -> str | None:
    try:
        address = validate_email(text, check_deliverability=False, allow_smtputf8=False).normalized
        mail_address(address)  # what the sender could not write to is said while the person can mend it
    except (EmailNotValidError, BadAddress):
        return None
    return address
