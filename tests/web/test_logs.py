"""One line of JSON per request, without personal data."""

import io
import json
import logging

import pytest

from forms_service.web.logs import JsonLines
from tests.support.forms import Person


@pytest.fixture
def lines(app):
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLines())
    log = logging.getLogger("forms_service")
    log.addHandler(handler)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    log.removeHandler(handler)


def test_a_request_is_one_line_with_its_id_and_rule(client, lines):
    answer = client.get("/forms/help-request/service?name=salma")
    [line] = lines()
    assert line["id"] == answer.headers["X-Request-ID"]
    assert (line["method"], line["status"]) == ("GET", 200)
    assert line["rule"].startswith("/forms/help-request/<any(")
    assert "salma" not in json.dumps(line)


def test_a_whole_journey_leaves_no_personal_data_in_the_log(app, lines):
    reference = Person(app.test_client()).submits()
    text = json.dumps(lines(), ensure_ascii=False)
    for secret in ("سلمى", "2900000007", "500000001", "salma@example.org", "ملابس", reference):
        assert secret not in text


def test_of_an_exception_only_kind_and_place_are_written(lines):
    try:
        raise ValueError("salma 0500000001")
    except ValueError:
        logging.getLogger("forms_service.test").exception("failed")
    [line] = lines()
    assert line["exception"] == "ValueError"
    assert "test_logs.py" in line["at"][-1]
    assert "salma" not in json.dumps(line)
