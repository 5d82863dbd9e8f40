"""Following a request: reference and mobile, by POST, the same answer to every miss; what the person sends is never lost."""

import re

import pytest
import time_machine
from sqlalchemy import select

from forms_service import clock
from forms_service.db import transaction
from forms_service.feedback import handling
from forms_service.help_requests.models import HelpRequest
from tests.support.forms import FEEDBACK, INQUIRY, Person, errors, title, token
from tests.tracking.conftest import ANSWER, CORRECTION, END, QUESTION, TRACK, WHERE, WITHDRAWAL


@pytest.fixture
def look_up(app):
    """look_up(reference, mobile): the answer, to someone who never filled a form in this browser."""
    client = app.test_client()

    def ask(reference, mobile):
        data = {"csrf_token": token(client.get(TRACK).text), "reference": reference, "mobile": mobile}
        return client.post(TRACK, data=data, follow_redirects=True)

    return ask


@pytest.fixture
def request_of_a_neighbour(app):
    khaled = Person(app.test_client())
    khaled.answers["service"] = {**khaled.answers["service"], "for_whom": "other"}
    khaled.answers["declaration"] = {**khaled.answers["declaration"], "signed_name": "خالد أحمد"}
    return khaled.submits()


@pytest.mark.parametrize("mobile", ["0500000001", "٠٥٠ ٠٠٠ ٠٠٠١", "+966500000001", "0500000002"])
def test_applicant_and_helper_see_where_it_is(look_up, request_of_a_neighbour, mobile):
    answer = look_up(request_of_a_neighbour, mobile)
    assert answer.status_code == 200
    for words in (
        "مستلَم",
        "وصلنا طلبك، وهو ينتظر موظفًا يبدأ مطابقة بياناته.",
        "موظف علاقات المستفيدين",
        "لا شيء الآن.",
    ):
        assert words in answer.text


def test_no_answer_and_no_name_is_shown(look_up, request_of_a_neighbour):
    page = look_up(request_of_a_neighbour, "0500000001").text
    for secret in ("سلمى", "خالد", "2900000007", "salma@example.org", "ملابس", "حي النور"):
        assert secret not in page


@pytest.mark.parametrize("mobile", ["0500000003", "0500000004"])
def test_volunteer_and_guardian_see_where_the_offer_is(look_up, offer, mobile):
    answer = look_up(offer, mobile)
    assert answer.status_code == 200
    assert "وصلتنا رغبتك في التطوع." in answer.text


def test_every_kind_of_miss_gives_the_same_answer(look_up, request_of_a_neighbour, offer):
    misses = [
        look_up("735379024206", "0500000001"),  # no such reference
        look_up(request_of_a_neighbour, "0500000009"),  # another's mobile
        look_up(offer, "0500000001"),  # a mobile of the other kind
        look_up(request_of_a_neighbour, "0500000003"),
    ]
    bodies = {re.sub(r'value="[^"]*"', "", answer.text) for answer in misses}
    assert {answer.status_code for answer in misses} == {404}
    assert len(bodies) == 1
    assert "لم نجد طلبًا بهذا الرقم والجوال. راجعهما أو تواصل معنا" in bodies.pop()
    assert title(misses[0].text).startswith("خطأ: ")


def test_a_mobile_in_place_of_the_reference_is_said(look_up):
    answer = look_up("0500000001", "0500000001")
    assert errors(answer.text)["reference"].startswith("كتبت رقم جوال")


def test_nothing_is_read_from_the_address(app, request_of_a_neighbour):
    page = app.test_client().get(f"{TRACK}?reference={request_of_a_neighbour}&mobile=0500000001").text
    assert request_of_a_neighbour not in page
    assert "مستلَم" not in page


def test_an_expired_token_keeps_what_was_typed(app, request_of_a_neighbour):
    client = app.test_client()
    answer = client.post(TRACK, data={"reference": request_of_a_neighbour, "mobile": "0500000001"})
    assert answer.status_code == 400
    assert f'value="{request_of_a_neighbour}"' in answer.text
    assert "مستلَم" not in answer.text


def test_guessing_at_a_reference_is_slowed_down(look_up, request_of_a_neighbour):
    answers = [look_up(request_of_a_neighbour, f"05000001{guess:02}") for guess in range(11)]
    assert [answer.status_code for answer in answers] == [404] * 10 + [429]
    assert "مدة الانتظار: 15 دقيقة" in answers[-1].text
    assert look_up("735379024206", "0500000001").status_code == 404  # others are not held up


def test_one_address_may_not_try_without_end(look_up):
    codes = {look_up(f"{1000000 + guess}", "0500000001").status_code for guess in range(60)}
    assert codes == {422}
    assert look_up("2000000", "0500000001").status_code == 429


# The visit


def test_a_visit_opens_a_page_that_can_be_read_again(salma):
    answer = salma.comes_in()
    assert (answer.status_code, answer.location) == (303, WHERE)
    for _ in range(2):
        assert "مستلَم" in salma.client.get(WHERE).text


@pytest.mark.parametrize("address", [WHERE, ANSWER, QUESTION, CORRECTION, WITHDRAWAL])
def test_without_a_visit_every_page_asks_for_reference_and_mobile(client, address):
    answer = client.get(address, follow_redirects=True)
    assert title(answer.text).startswith("متابعة طلب")
    assert "تنتهي المتابعة بعد 30 دقيقة لحماية بياناتك." in answer.text


def test_a_visit_ends_by_itself_and_by_hand(salma):
    with time_machine.travel("2026-11-22T08:00:00Z", tick=False) as now:
        salma.comes_in()
        now.shift(29 * 60)
        assert salma.client.get(WHERE).status_code == 200
        now.shift(61)
        assert salma.client.get(WHERE).status_code == 303
        salma.comes_in()
        assert salma.sends(END).location == TRACK
        assert salma.client.get(WHERE).status_code == 303


def test_a_visit_ends_where_the_mobile_is_no_longer_the_one(salma, app):
    salma.comes_in()
    with app.app_context(), transaction() as session:
        session.scalars(select(HelpRequest)).one().mobile_hash = b"1" * 32
    assert salma.client.get(WHERE).status_code == 303


def test_an_anonymous_message_is_followed_with_its_code_and_one_with_an_address_by_it(app, look_up):
    named = Person(app.test_client(), FEEDBACK)
    reference = named.submits()
    nameless = Person(app.test_client(), FEEDBACK)
    nameless.answers["reply"] = {"wants_reply": "no"}
    other = nameless.submits()
    code = re.search(r'class="code follow">([0-9-]+)<', nameless.opens("done").text)[1]
    for number, key in ((reference, "Salma@example.org"), (other, code), (other, code.replace("-", ""))):
        answer = look_up(number, key)
        assert answer.status_code == 200
        assert "وصلتنا رسالتك، وسيراجعها موظف مختص." in answer.text
        assert "انتظرت طويلًا" not in answer.text
    for number, key in ((reference, code), (other, "salma@example.org"), (other, "0500000001"), (other, "00000000")):
        assert look_up(number, key).status_code == 404


def test_the_answer_to_a_message_is_read_where_it_is_followed(app, look_up):
    reference = Person(app.test_client(), INQUIRY).submits()
    with app.app_context(), transaction() as session:
        handling.answer(session, reference, "نعم، بعلمها وموافقتها.", by="staff:1", now=clock.now())
    answer = look_up(reference, "0500000001")
    assert "رددنا عليك" in answer.text
    assert "نعم، بعلمها وموافقتها." in answer.text
    assert "إلغاء الطلب" not in answer.text
