"""Two tabs of one person in the same moment: what one has changed or erased is not overtaken by what the other sends."""

import pytest
from sqlalchemy import select

from forms_service.db import db
from forms_service.formkit import drafts
from forms_service.formkit.drafts import Draft
from forms_service.help_requests.models import HelpRequest
from tests.support.forms import HELP, Person, token


@pytest.fixture
def sends(app, monkeypatch):
    """sends(person, meanwhile): sends a page, the last; `meanwhile` happens after the answers were read, before they are stored."""

    def send(person, meanwhile, slug="declaration"):
        page = person.opens(slug).text
        real = drafts.find

        def find_then_meanwhile(*args):
            found = real(*args)
            monkeypatch.setattr(drafts, "find", real)
            meanwhile()
            return found

        monkeypatch.setattr(drafts, "find", find_then_meanwhile)
        return person.client.post(f"{HELP}/{slug}", data={"csrf_token": token(page), **person.answers[slug]})

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


def test_pages_kept_in_both_tabs_at_once_are_both_kept(app, person, other_tab, sends):
    changed = "أحتاج إلى بطانيات للشتاء"
    person.answers["place"] = {"locality": "حي الورود"}
    assert sends(person, lambda: other_tab.answers_page("need", need=changed), "place").status_code == 303
    review = person.opens("review").text
    assert changed in review
    assert "حي الورود" in review


def test_a_page_kept_after_the_other_tab_has_sent_everything_is_not_kept(app, person, other_tab, sends):
    answer = sends(person, lambda: other_tab.answers_page("declaration"), "place")
    assert (answer.status_code, answer.location) == (303, f"{HELP}/done")
    assert person.reads_reference() == other_tab.reads_reference()
    with app.app_context():
        assert db.session.scalars(select(Draft)).all() == []


def test_a_first_page_kept_while_another_tab_goes_from_there_to_the_end_is_not_kept(app, sends):
    person = Person(app.test_client())
    person.opens("service")
    other_tab = Person(app.test_client())
    other_tab.client._cookies.update(person.client._cookies)

    def everything():
        other_tab.goes_on_to("declaration")
        other_tab.answers_page("declaration")

    answer = sends(person, everything, "service")
    assert (answer.status_code, answer.location) == (303, f"{HELP}/done")
    assert len(stored(app)) == 1
    with app.app_context():
        assert db.session.scalars(select(Draft)).all() == []
