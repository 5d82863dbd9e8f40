"""A journey when the database is busy: nothing is stored, nothing that was typed is lost."""

import pytest

from forms_service.errors import StorageUnavailable
from forms_service.web import journeys
from tests.support.forms import Person


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
