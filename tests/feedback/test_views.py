"""Both forms over HTTP, without JavaScript."""

import re
from datetime import timedelta

import pytest
import time_machine

from forms_service import clock
from tests.support.casework import objections_are_open
from tests.support.forms import FEEDBACK, INQUIRY, Person, errors


@pytest.fixture
def salma(client):
    return Person(client, FEEDBACK)


def code_on(page: str) -> str | None:
    found = re.search(r'class="code follow">([0-9]{4}-[0-9]{4})<', page)
    return found[1] if found else None


def test_salma_complains_and_gets_a_number_and_no_code(salma):
    salma.submits()
    done = salma.opens("done").text
    assert "استلمنا رسالتك" in done
    assert code_on(done) is None


def test_a_kind_without_a_hint_has_none(salma):
    page = salma.opens("message").text
    assert "Project-Id-Version" not in page
    assert page.count("<small>") == 0


def test_who_wants_no_reply_gets_a_code_for_half_an_hour(salma):
    salma.answers["reply"] = {"wants_reply": "no"}
    salma.submits()
    code = code_on(salma.opens("done").text)
    assert code
    assert code_on(salma.opens("done").text) == code
    with time_machine.travel(clock.now() + timedelta(minutes=31)):
        assert code_on(salma.opens("done").text) is None


def test_who_wants_a_reply_says_where(salma):
    salma.goes_on_to("reply")
    refused = salma.answers_page("reply", reply_to="")
    words = "اكتب رقم جوال مثل 05XXXXXXXX، أو بريدًا بصيغة مثل name@example.com"
    assert errors(refused.text) == {"reply_to": words}


@pytest.mark.parametrize("reply_to", ["٠٥٠٠٠٠٠٠٠١", "+92 300 1234567", " Salma@example.org "])
def test_a_mobile_or_an_address_is_enough(salma, reply_to):
    salma.answers["reply"] = {**salma.answers["reply"], "name": "", "reply_to": reply_to}
    assert salma.submits()


def test_an_objection_needs_the_number_of_its_request(app, salma):
    objections_are_open(app)
    refused = salma.answers_page("message", kind="objection")
    assert errors(refused.text) == {"reference": "اكتب رقم الطلب الذي تعترض على قراره"}
    assert salma.answers_page("message", kind="objection", reference="4829-3057-1162").status_code == 303


def test_an_objection_is_refused_where_it_is_not_enabled(salma):
    refused = salma.answers_page("message", kind="objection", reference="4829-3057-1162")
    assert errors(refused.text) == {"kind-complaint": "اختر نوع رسالتك"}


def test_an_inquiry_is_sent_with_one_way_to_reply(client):
    khaled = Person(client, INQUIRY)
    khaled.submits()
    assert "استلمنا رسالتك" in khaled.opens("done").text


def test_both_forms_can_be_under_way_in_one_browser(client, salma):
    khaled = Person(client, INQUIRY)
    khaled.goes_on_to("reply")
    salma.submits()
    khaled.submits()
