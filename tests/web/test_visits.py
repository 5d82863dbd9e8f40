"""Whose answers these are: a key in the cookie, and nothing else."""

from flask import session

from forms_service.help_requests.form import JOURNEY
from forms_service.help_requests.views import find_reference, submit
from forms_service.web.visits import Site, begin_anew, forget, is_resumable, open_visit
from tests.support.forms import HELP, Person

SITE = Site(JOURNEY, "طلب", "help_requests", submit, find_reference)


def test_the_cookie_holds_a_key_and_no_answer(app, client):
    Person(client).goes_on_to("place")
    with client.session_transaction() as cookie:
        assert set(cookie) <= {"csrf_token", "journeys", "_permanent"}
        assert set(cookie["journeys"]) == {"help_request"}
        assert len(cookie["journeys"]["help_request"]) == 22


def test_reading_the_start_page_sets_no_cookie(client):
    assert "Set-Cookie" not in client.get(f"{HELP}/").headers


def test_the_key_lasts_as_long_as_what_was_kept_last(client):
    person = Person(client)
    assert "Set-Cookie" in person.opens("service").headers
    assert "Set-Cookie" not in person.opens("service").headers
    kept = person.answers_page("service")
    assert "Expires" in kept.headers["Set-Cookie"]
    assert "Set-Cookie" not in client.get(kept.location).headers


def test_a_new_visitor_gets_a_key_that_stays_and_can_be_taken_away(app):
    with app.test_request_context():
        first = open_visit(SITE)
        assert open_visit(SITE).key == first.key
        assert begin_anew(SITE) != first.key
        assert not is_resumable(SITE)
        forget(SITE)
        assert session["journeys"] == {}
