"""Every error has a page that says what to do."""

import pytest

from forms_service.errors import StorageUnavailable


@pytest.fixture
def broken(app):
    """Addresses that fail in a given way."""

    def fail(error):
        def view():
            raise error

        return view

    app.add_url_rule("/forms/broken", "broken", fail(RuntimeError("salma 0500000001")))
    app.add_url_rule("/forms/busy", "busy", fail(StorageUnavailable("locked")))
    return app.test_client()


def test_a_page_that_is_not_there(client):
    answer = client.get("/forms/nothing")
    assert (answer.status_code, "الصفحة غير موجودة" in answer.text) == (404, True)


def test_a_page_that_is_not_there_offers_the_search_to_everybody_but_staff(client):
    assert 'action="/forms/search/"' in client.get("/nothing").text
    assert 'action="/forms/search/"' not in client.get("/staff/nothing").text


def test_a_wrong_method(client):
    answer = client.post("/healthz")
    assert answer.status_code == 405
    assert "GET" in answer.headers["Allow"]


def test_a_fault_of_ours_gives_a_code_to_name_and_says_nothing_else(broken):
    answer = broken.get("/forms/broken")
    assert answer.status_code == 500
    assert answer.headers["X-Request-ID"] in answer.text
    assert "salma" not in answer.text


def test_a_busy_database_asks_to_try_again(broken):
    answer = broken.get("/forms/busy")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert "الخدمة مشغولة الآن" in answer.text


def test_an_expired_token_where_nothing_was_typed_is_refused(client):
    assert client.post("/forms/help-request/clear").status_code == 400


def test_an_expired_token_beyond_a_limit_is_told_to_wait(client):
    typed = {"reference": "482930571162", "mobile": "0500000001"}
    codes = [client.post("/forms/track/", data=typed).status_code for _ in range(11)]
    assert codes == [400] * 10 + [429]
