"""Whatever digits, spaces, dashes and invisible marks people type, the same answers are stored: equal bytes, equal hashes."""

import pytest
from sqlalchemy import select

from forms_service.db import db
from forms_service.help_requests.models import HelpRequest
from tests.support.forms import Person

NUMBERS = {
    "helper": {"helper_mobile": "0500000002"},
    "you": {"id_number": "2900000023"},
    "contact": {"mobile": "0500000001"},
    "place": {"short_address": "ABCD1234"},
    "need": {"dependents": "12"},
}
ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
PERSIAN = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
WIDE = {ord(str(digit)): 0xFF10 + digit for digit in range(10)}
LTR, RTL, ARABIC_MARK = "\u200e", "\u200f", "\u061c"


def grouped(text: str, gap: str) -> str:
    return gap.join((text[:3], text[3:6], text[6:])).rstrip(gap)


def mixed(text: str) -> str:
    """Each sign of another keyboard than the one before."""
    return "".join(sign.translate(({}, ARABIC, PERSIAN)[at % 3]) for at, sign in enumerate(text))


WAYS = {
    "Arabic": lambda text: text.translate(ARABIC),
    "Persian": lambda text: text.translate(PERSIAN),
    "full width": lambda text: text.translate(WIDE),
    "mixed": mixed,
    "spaces": lambda text: f"  {grouped(text, ' ')}\t",
    "no-break spaces": lambda text: grouped(text, "\u00a0"),
    "dashes": lambda text: grouped(text, "-"),
    "Arabic with long dashes": lambda text: grouped(text.translate(ARABIC), " – "),
    "marks around": lambda text: f"{LTR}{text}{RTL}",
    "marks within, Arabic": lambda text: ARABIC_MARK + grouped(text.translate(ARABIC), LTR),
    "marks and spaces, Persian": lambda text: RTL + grouped(text.translate(PERSIAN), f" {LTR}"),
}


def typed(app, way=lambda text: text):
    """The request of somebody who types every number in this way."""
    person = Person(app.test_client())
    person.answers["service"] = {**person.answers["service"], "for_whom": "other"}
    person.answers["declaration"] = {
        **person.answers["declaration"],
        "signed_name": person.answers["helper"]["helper_name"],
    }
    for page, numbers in NUMBERS.items():
        changed = {name: way(number) for name, number in numbers.items()}
        person.answers[page] = {**person.answers[page], **changed}
    reference = person.submits()
    with app.app_context():
        case = db.session.scalar(select(HelpRequest).where(HelpRequest.reference == reference))
        return case.answers.to_bytes(), (case.mobile_hash, case.helper_mobile_hash, case.id_hash)


@pytest.fixture
def plain(app):
    """What is stored for ASCII digits without anything between them."""
    answers, hashes = typed(app)
    for stored in (b'"+966500000001"', b'"+966500000002"', b'"2900000023"', b'"ABCD1234"', b'"value":12'):
        assert stored in answers
    assert len(set(hashes)) == 3
    assert None not in hashes
    return answers, hashes


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_the_same_numbers_are_stored_however_they_are_typed(app, plain, way):
    assert typed(app, way) == plain


@pytest.mark.parametrize("beginning", ["+966", "00966", "966", "٠٠٩٦٦", "+٩٦٦", ""])
def test_the_same_mobile_is_stored_with_every_beginning(app, plain, beginning):
    def way(text: str) -> str:
        return beginning + text[1:] if text.startswith("05") else text

    assert typed(app, way) == plain


def test_another_number_is_stored_as_another(app, plain):
    answers, hashes = typed(app, lambda text: text.replace("0500000001", "0500000003"))
    assert answers != plain[0]
    assert [mine == other for mine, other in zip(hashes, plain[1], strict=True)] == [False, True, True]
