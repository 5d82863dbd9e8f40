"""A journey when the database is busy: nothing is stored, nothing that was typed is lost."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from forms_service.db import db
from forms_service.errors import StorageUnavailable
from forms_service.web import journeys
from tests.support.forms import HELP, VOLUNTEER, Person, token
from tests.support.postgres import both_databases


@pytest.mark.parametrize("page", ["place", "declaration"])
def test_a_busy_database_keeps_the_typed_text_and_asks_to_try_again(client, page):
    salma = Person(client)
    salma.goes_on_to(page)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(journeys, "transaction", _refuse)
        answer = salma.answers_page(page)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert "ما كتبته باقٍ في هذه الصفحة" in answer.text
    assert ('value="حي النور"' if page == "place" else 'value="سلمى عبده"') in answer.text
    assert salma.answers_page(page).status_code == 303


def _refuse():
    raise StorageUnavailable("locked")


@pytest.fixture
def database_away(app, postgresql):
    """A block in which PostgreSQL cannot be reached: its connections are cut and no new one is taken."""

    @contextmanager
    def away() -> Iterator[None]:
        with app.app_context():
            name = db.engine.url.database
        postgresql.runs(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
        postgresql.runs(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")
        yield
        postgresql.runs(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")

    return away


@pytest.mark.parametrize("store", ["postgresql"], indirect=True)
@pytest.mark.parametrize(("page", "shown"), [("place", 'value="حي النور"'), ("declaration", 'value="سلمى عبده"')])
def test_a_database_that_is_away_keeps_the_typed_text_too(client, database_away, page, shown):
    salma = Person(client)
    salma.goes_on_to(page)
    typed = {"csrf_token": token(salma.opens(page).text), **salma.answers[page]}
    with database_away():
        answer = client.post(f"{HELP}/{page}", data=typed)
        assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
        assert "ما كتبته باقٍ في هذه الصفحة" in answer.text
        assert shown in answer.text
        for address in (f"{HELP}/{page}", f"{HELP}/", f"{HELP}/done"):
            assert client.get(address).status_code == 503
        assert client.get("/healthz").status_code == 503
    assert client.post(f"{HELP}/{page}", data=typed).status_code == 303


@both_databases
def test_both_journeys_reach_their_end(app, store):
    for journey in (HELP, VOLUNTEER):
        assert Person(app.test_client(), journey).submits()
