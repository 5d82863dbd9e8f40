"""What somebody sends through the real forms is what staff read: every answer, in both forms."""

from html import unescape

import pytest
from flask import Flask

from forms_service.db import db
from forms_service.help_requests import queries as help_requests
from forms_service.volunteers import queries as volunteers
from tests.support.forms import HELP, VOLUNTEER, Person
from tests.support.office import Browser


@pytest.mark.parametrize(
    ("journey", "queries", "address"),
    [(HELP, help_requests, "/staff/help-requests/"), (VOLUNTEER, volunteers, "/staff/volunteers/")],
    ids=("help request", "volunteer"),
)
def test_everything_that_was_sent_is_read_by_staff(app: Flask, colleague: Browser, journey, queries, address) -> None:
    reference = Person(app.test_client(), journey).submits()
    page = "".join(unescape(colleague.opens(f"{address}{reference}?tab={tab}").text) for tab in ("answers", "messages"))
    terminal = app.test_cli_runner().invoke(args=["cases", "show", reference]).output
    with app.app_context():
        record = queries.by_reference(db.session, reference).answers
    assert len(list(record)) >= 8
    for section in record.sections:
        assert f"<h2>{section.title}</h2>" in page
    for answer in record:
        assert f"<dt>{answer.label}</dt>" in page
        assert answer.shown in page
        assert f"  {answer.label}: {answer.shown or 'بلا إجابة'}" in terminal.splitlines()
    assert "إشعار الموظف" in page
    assert "بانتظار الإرسال" in page


def test_a_request_stands_in_the_list_as_soon_as_it_was_sent(app: Flask, colleague: Browser) -> None:
    reference = Person(app.test_client()).submits()
    page = colleague.opens("/staff/").text
    assert f"/staff/help-requests/{reference}" in page
    assert "<bdi>سلمى عبده</bdi>" in page
    assert "مساعدة عينية" in page
