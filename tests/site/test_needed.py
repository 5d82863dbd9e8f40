"""What to have at hand before a form is said once, in the form, and shown by the site and by the service."""

import html

import pytest
from flask.testing import FlaskClient

from docs.hooks.needed import FORMS, needed
from tests.site.reading import words


def test_the_site_and_the_form_ask_for_the_same(page, client: FlaskClient):
    wanted = list(FORMS["help_request"].to_prepare)
    assert len(wanted) == 3
    assert "رقم جوال نتواصل معك عليه." in wanted
    start = html.unescape(client.get("/forms/help-request/").get_data(as_text=True))
    shown = [words(item) for item in page("/support-request/").all("li")]
    for line in wanted:
        assert f"<li>{line}</li>" in start
        assert line in shown


def test_it_stands_on_one_line_for_markdown():
    assert "\n" not in needed("help_request")


def test_an_unknown_form_is_refused():
    with pytest.raises(KeyError):
        needed("unknown")
