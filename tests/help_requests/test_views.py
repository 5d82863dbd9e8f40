"""A help request over HTTP, from start to confirmation, in the order people take and in every other."""

import re

import pytest
from sqlalchemy import select

from forms_service.association import TWO_WEEKS
from forms_service.db import db
from forms_service.help_requests.models import HelpRequest
from tests.support.forms import HELP, Person, errors, title, token


@pytest.fixture
def salma(client):
    return Person(client)


def test_the_start_page_says_what_to_prepare_and_when_the_reply_comes(client):
    page = client.get(f"{HELP}/").text
    assert "ماذا تحتاج قبل أن تبدأ" in page
    assert TWO_WEEKS in page
    assert 'href="/privacy/"' in page


def test_salma_asks_for_help_and_gets_a_reference(salma):
    reference = salma.submits()
    page = salma.opens("done").text
    assert f"{reference[:4]}-{reference[4:8]}-{reference[8:]}" in page
    assert TWO_WEEKS in page


def test_khaled_asks_for_his_neighbour(salma):
    salma.answers["service"] = {**salma.answers["service"], "for_whom": "other"}
    salma.answers["declaration"] = {**salma.answers["declaration"], "signed_name": "خالد أحمد"}
    salma.goes_on_to("you")
    assert "من صاحب الطلب؟" in salma.opens("you").text
    assert 'autocomplete="name"' not in salma.opens("you").text
    salma.submits()


def test_the_review_shows_every_answer_and_leads_to_its_page(salma):
    salma.goes_on_to("review")
    page = salma.opens("review").text
    assert title(page).startswith("راجع إجاباتك")
    for shown in (
        "مساعدة عينية",
        "سلمى عبده",
        "2900000007",
        "050 000 0001",
        "salma@example.org",
        "الأردية",
        "ABCD1234",
    ):
        assert shown in page
    assert f'href="{HELP}/contact?edit=1"' in page


def test_an_edit_from_the_review_leads_back_to_it(salma):
    salma.goes_on_to("review")
    answer = salma.sends("place", {"locality": "حي الورود"}, edit=True)
    assert answer.location == f"{HELP}/review"
    assert "حي الورود" in salma.opens("review").text


def test_an_edit_that_asks_more_leads_to_what_it_asks(salma):
    salma.answers["service"] = {"support_type": "books", "for_whom": "self"}
    salma.answers["need"] = {"need": "أحتاج إلى كتب مترجمة"}
    salma.goes_on_to("review")
    answer = salma.sends("service", {"support_type": "in_kind", "for_whom": "self"}, edit=True)
    assert answer.location == f"{HELP}/need"
    assert "أحتاج إلى كتب مترجمة" in salma.opens("need").text


def test_going_back_shows_what_was_answered(salma):
    salma.goes_on_to("contact")
    page = salma.opens("you").text
    assert 'value="سلمى عبده"' in page
    assert re.search(r'value="iqama" checked', page)


def test_no_page_can_be_reached_before_those_it_builds_on(salma):
    for page in ("contact", "need", "review", "declaration", "done"):
        assert salma.opens(page).status_code == 303
    assert salma.opens("review").location == f"{HELP}/service"
    assert salma.opens("helper").location == f"{HELP}/service"


def test_sending_twice_is_one_request_and_the_same_confirmation(salma):
    salma.goes_on_to("declaration")
    form = {"csrf_token": token(salma.opens("declaration").text), **salma.answers["declaration"]}
    first = salma.client.post(f"{HELP}/declaration", data=form)
    reference = salma.reads_reference()
    again = salma.client.post(f"{HELP}/declaration", data=form)
    assert (first.status_code, first.location) == (again.status_code, again.location) == (303, f"{HELP}/done")
    assert salma.reads_reference() == reference


def test_after_sending_back_and_refresh_show_the_confirmation(salma):
    reference = salma.submits()
    assert salma.reads_reference() == reference
    assert salma.opens("review").location == f"{HELP}/done"
    assert salma.opens("need").location == f"{HELP}/done"


def test_another_request_begins_empty(salma):
    first = salma.submits()
    salma.opens("service")
    assert "checked" not in salma.opens("service").text
    assert salma.submits() != first


def test_answers_can_be_erased(salma):
    salma.goes_on_to("contact")
    page = salma.opens("clear").text
    answer = salma.client.post(f"{HELP}/clear", data={"csrf_token": token(page)})
    assert answer.status_code == 303
    assert "مُسحت إجاباتك" in salma.client.get(answer.location).text
    assert salma.opens("contact").location == f"{HELP}/service"


def test_whoever_began_is_offered_to_go_on(salma):
    salma.goes_on_to("contact")
    page = salma.client.get(f"{HELP}/").text
    assert "لديك طلب غير مكتمل" in page
    assert salma.client.get(f"{HELP}/review").location == f"{HELP}/contact"


def test_whoever_prefers_mail_needs_an_address(salma):
    salma.goes_on_to("contact")
    page = salma.answers_page("contact", contact_method="email", email="").text
    assert errors(page) == {"email": "اكتب بريدك الإلكتروني، أو اختر طريقة تواصل أخرى"}


def test_a_phone_alone_is_enough(salma):
    salma.answers["contact"] = {**salma.answers["contact"], "email": ""}
    salma.submits()


def test_the_checksum_warns_once_then_the_same_number_is_taken(salma):
    salma.goes_on_to("you")
    first = salma.answers_page("you", id_number="2900000001")
    assert first.status_code == 422
    seen = re.search(r'name="id_number-seen" value="(\d+)"', first.text)[1]
    data = {**salma.answers["you"], "id_number": "٢٩٠٠٠٠٠٠٠١", "id_number-seen": seen, "csrf_token": token(first.text)}
    assert salma.client.post(f"{HELP}/you", data=data).status_code == 303


def test_every_page_offers_an_explanation_and_to_erase(salma):
    for page in ("service", "you", "contact", "place", "need", "declaration"):
        salma.goes_on_to(page)
        html = salma.opens(page).text
        assert "لم أفهم، أريد من يشرح لي" in html
        assert "امسح إجاباتي" in html


def test_the_trap_for_robots_refuses_no_one(salma, app):
    salma.answers["place"] = {**salma.answers["place"], "website": "https://example.org"}
    reference = salma.submits()
    with app.app_context():
        assert db.session.scalar(select(HelpRequest.doubt).where(HelpRequest.reference == reference)) == "honeypot"
