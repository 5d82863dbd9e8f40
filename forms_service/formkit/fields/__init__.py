"""Our kinds of question, on WTForms. A new kind is a class here and a macro of its name in `templates/macros/questions.html`."""

from forms_service.formkit.fields.choices import Choice, OneOfField, PickField, SomeOfField, TickField, daily
from forms_service.formkit.fields.numbers import (
    CountField,
    IdNumberField,
    MobileField,
    ReferenceField,
    ShortAddressField,
)
from forms_service.formkit.fields.question import Question
from forms_service.formkit.fields.reach import ReachField
from forms_service.formkit.fields.texts import EmailField, LineField, LongTextField, NameField, SignatureField

__all__ = [
    "Choice",
    "CountField",
    "EmailField",
    "IdNumberField",
    "LineField",
    "LongTextField",
    "MobileField",
    "NameField",
    "OneOfField",
    "PickField",
    "Question",
    "ReachField",
    "ReferenceField",
    "ShortAddressField",
    "SignatureField",
    "SomeOfField",
    "TickField",
    "daily",
]
