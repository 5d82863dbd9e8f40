"""Two tabs of one person in the same moment: what one has changed or erased is not overtaken by what the other sends."""

import pytest
from sqlalchemy import select

from forms_service.db import db
from forms_service.formkit import drafts
from forms_service.help_requests.models import HelpRequest
from tests.support.forms import HELP, Person, token


@pytest.fixture
def sends(app, monkeypatch):
    """sends(person, meanwhile): sends the last page; `meanwhile` happens after the answers were read, before they are stored."""

    def send(person, meanwhile):
        page = person.opens("declaration").text
        real = drafts.find

        def find_then_meanwhile(*args):
            found = real(*args)
            monkeypatch.setattr(drafts, "find", real)
            meanwhile()
            return found

        monkeypatch.setattr(drafts, "find", find_then_meanwhile)
        return person.client.post(
            f"{HELP}/declaration", data={"csrf_token": token(page), **person.answers["declaration"]}
        )

    return send


@pytest.fixture
def person(app):
    somebody = Person(app.test_client())
    somebody.goes_on_to("declaration")
    return somebody


@pytest.fixture
def other_tab(app, person):
    """Another tab of the same browser."""
    tab = Person(app.test_client())
    tab.client._cookies.update(person.client._cookies)
    return tab


def stored(app) -> list[HelpRequest]:
    with app.app_context():
        return [case.answers.value("need") for case in db.session.scalars(select(HelpRequest))]


def test_an_answer_that_was_just_changed_is_read_again_before_it_is_sent(app, person, other_tab, sends):
    changed = "أحتاج إلى بطانيات للشتاء"
    answer = sends(person, lambda: other_tab.answers_page("need", need=changed))
    assert (answer.status_code, stored(app)) == (303, [])
    assert person.client.get(answer.location).location == f"{HELP}/review"
    assert changed in person.opens("review").text
    person.answers_page("declaration")
    assert stored(app) == [changed]


def test_answers_that_were_just_erased_are_not_sent(app, person, other_tab, sends):
    form = {"csrf_token": token(other_tab.opens("clear").text)}
    answer = sends(person, lambda: other_tab.client.post(f"{HELP}/clear", data=form))
    assert (answer.status_code, stored(app)) == (303, [])
    assert person.client.get(answer.location).location == f"{HELP}/"


def test_what_the_other_tab_has_just_sent_is_shown_and_not_sent_again(app, person, other_tab, sends):
    answer = sends(person, lambda: other_tab.answers_page("declaration"))
    assert (answer.status_code, answer.location) == (303, f"{HELP}/done")
    assert person.reads_reference() == other_tab.reads_reference()
    assert len(stored(app)) == 1
