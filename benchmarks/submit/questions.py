"""The volunteer form's own questions, for the peers, and what people answer. A peer asks exactly these, on one page."""

import json
from datetime import date
from pathlib import Path

from forms_service.association import load_association
from forms_service.formkit.fields import EmailField, LongTextField, OneOfField, Question, SomeOfField, TickField
from forms_service.formkit.page import Scene
from forms_service.settings import ROOT
from forms_service.volunteers.form import JOURNEY

_LETTERS = "ابتثجحخدذر"
_KINDS = {EmailField: "email", LongTextField: "long", SomeOfField: "some", TickField: "tick", OneOfField: "one"}


def write_questions(path: Path) -> None:
    """Write every question that an adult volunteer is asked, as JSON, in the order of the form."""
    scene = Scene(load_association(ROOT / "association.yml"), date(2026, 1, 1))
    pages = [*JOURNEY.shown(scene), JOURNEY.final]
    asked = [_described(question) for page in pages for question in page(scene).questions]
    path.write_text(json.dumps(asked, ensure_ascii=False, indent=1), encoding="utf-8")


def _described(question: Question) -> dict[str, object]:
    return {
        "name": question.short_name,
        "label": str(question.text),
        "hint": str(question.hint),
        "required": question.required,
        "kind": next((word for kind, word in _KINDS.items() if isinstance(question, kind)), "line"),
        "choices": [[choice.code, str(choice.name)] for choice in getattr(question, "choices", ())],
    }


def email_of(number: int) -> str:
    """The address that only this person has."""
    return f"p{number}@example.org"


def _name_of(number: int) -> str:
    return "سارة " + "".join(_LETTERS[int(digit)] for digit in str(number))


def volunteer_pages(number: int) -> dict[str, dict[str, object]]:
    """What this person answers, page by page of our form."""
    return {
        "you": {
            "full_name": _name_of(number),
            "mobile": f"050{number % 10_000_000:07}",
            "email": email_of(number),
            "is_adult": "yes",
            "locality": "تبوك",
            "officer_preference": "female",
        },
        "offer": {
            "languages": ["ar", "ur"],
            "fields": ["translation"],
            "availability": ["weekend_morning"],
            "skills": "أترجم بين العربية والأردية منذ خمس سنوات.",
            "national_platform": "unknown",
        },
        "charter": {"charter": "yes"},
    }


def volunteer_answers(number: int) -> dict[str, object]:
    """The same on one page."""
    return {name: value for page in volunteer_pages(number).values() for name, value in page.items()}


def help_pages(number: int) -> dict[str, dict[str, object]]:
    """What this person answers in the request for support, page by page."""
    return {
        "service": {"support_type": "in_kind", "for_whom": "self"},
        "you": {"full_name": _name_of(number), "id_type": "iqama", "id_number": "2900000007"},
        "contact": {
            "mobile": f"050{number % 10_000_000:07}",
            "email": email_of(number),
            "contact_method": "phone",
            "contact_language": "ur",
            "officer_preference": "any",
        },
        "place": {"locality": "حي النور", "short_address": "ABCD1234"},
        "need": {"need": "أحتاج إلى ملابس شتوية لي ولأولادي.", "dependents": "3", "other_support": "no"},
        "declaration": {"informed_committee": "yes", "declaration": "yes", "signed_name": _name_of(number)},
    }
