"""Wrong answers for every kind of question: each field of each form meets each rule of its kind, generated from the forms."""

from collections.abc import Iterator

from forms_service.formkit.fields import (
    CountField,
    EmailField,
    IdNumberField,
    LineField,
    LongTextField,
    MobileField,
    NameField,
    OneOfField,
    Question,
    ReachField,
    ReferenceField,
    ShortAddressField,
    SignatureField,
    SomeOfField,
    TickField,
)

MISSING = ""
WRONG: dict[type[Question], dict[str, object]] = {
    SignatureField: {"another name": "شخص آخر", "digits only": "12345"},
    NameField: {"one sign": "م", "digits only": "12345", "an address": "www.example.org", "too long": "ن" * 101},
    EmailField: {"no at": "salma", "no domain": "salma@", "two": "a@example.org,b@example.org"},
    LongTextField: {"too long": "ن" * 2001},
    LineField: {"one sign": "م", "too long": "ن" * 81},
    MobileField: {"too short": "05000", "letters": "05000MOBIL", "a landline": "0110000000"},
    ReachField: {"too short": "05000", "no domain": "salma@", "a landline": "0110000000"},
    ReferenceField: {"too short": "4829", "a mobile": "0500000001", "a slip": "482930571163"},
    IdNumberField: {"too short": "290000000", "wrong first": "5900000001", "checksum": "2900000001"},
    ShortAddressField: {"digits first": "1234ABCD", "too short": "ABC123"},
    CountField: {"too many": "31", "negative": "-1", "not a number": "ثلاثة"},
    SomeOfField: {"not offered": ["nothing"]},
    OneOfField: {"not offered": "nothing"},
    TickField: {},
}


def wrong_answers(question: Question) -> Iterator[tuple[str, object]]:
    """(rule, what is typed) for every rule that this question can break."""
    if question.required:
        yield "missing", MISSING
    if isinstance(question, LongTextField) and question.least > 1:
        yield "too short", "قصير"
    kind = next(kind for kind in WRONG if isinstance(question, kind))
    yield from WRONG[kind].items()
