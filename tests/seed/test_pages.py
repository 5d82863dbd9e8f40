"""Every page of the back-office with the people of the demo: somebody opens it, and it is whole, whatever stands in it."""

from collections import defaultdict

import pytest
from flask import Flask

from forms_service.help_requests.statuses import STATES
from forms_service.seed.applicants import typed_by
from forms_service.seed.people import PASSWORD
from tests.support.markup import faults
from tests.support.office import Browser, token_of
from tests.support.seeded import of_state
from tests.support.tour import addresses

WHO = ("huda", "nasser", "mona", "ali", "khaled", "reem", "yaser", "badr")
"""In the order in which they try a page. Badr has not read the policy yet, and comes to nothing else."""

TRACK = "/forms/track/"


@pytest.fixture(scope="module")
def browsers(demo: Flask) -> dict[str, Browser]:
    found = {who: Browser(demo.test_client()) for who in WHO}
    assert {each.signs_in(f"{who}@example.org", PASSWORD).status_code for who, each in found.items()} == {302}
    return found


@pytest.fixture(scope="module")
def opened(demo: Flask, browsers: dict[str, Browser]) -> dict[str, dict[str, str]]:
    """The pages that somebody opened, by endpoint and address."""
    pages: dict[str, dict[str, str]] = defaultdict(dict)
    order: dict[str, list[str]] = defaultdict(lambda: list(WHO))
    for endpoint, address in addresses(demo):
        pages[endpoint].setdefault("", "")
        for who in order[endpoint]:
            answer = browsers[who].opens(address)
            assert answer.status_code < 500, address
            if answer.status_code in (200, 303):  # some only lead on, until something was chosen
                is_page = answer.status_code == 200 and answer.mimetype == "text/html"  # not a paper
                pages[endpoint][address] = answer.text if is_page else ""
                order[endpoint] = sorted(order[endpoint], key=lambda each: each != who)
                break
    return pages


def test_somebody_opens_every_page(opened):
    assert [endpoint for endpoint, pages in opened.items() if len(pages) == 1] == []


def test_each_page_is_whole(opened):
    found = {
        address: wrong
        for pages in opened.values()
        for address, page in pages.items()
        if page and (wrong := faults(page))
    }
    assert found == {}


def test_what_somebody_typed_is_shown_and_never_runs(opened):
    pages = [page for found in opened.values() for page in found.values()]
    assert any("&lt;script&gt;alert" in page for page in pages)
    raw = ("<script", "<svg/onload", "<img src=x", "\u202e", "&lt;script&amp;gt;")
    assert [word for word in raw if any(word in page for page in pages)] == []


@pytest.mark.parametrize("state", STATES)
def test_the_applicant_reads_a_whole_page_in_every_state(demo, state):
    story, reference = of_state(demo, state)
    person = demo.test_client()
    asked = {"reference": reference, "mobile": typed_by(story)["mobile"], "csrf_token": token_of(person.get(TRACK))}
    found = person.post(TRACK, data=asked, environ_base={"REMOTE_ADDR": f"198.51.100.{list(STATES).index(state)}"})
    assert found.status_code == 303, found.text
    page = person.get(found.location).text
    assert STATES[state].label in page
    assert faults(page) == []


def test_the_rules_notice_what_is_wrong():
    whole = (
        '<html lang="ar" dir="rtl"><head><title>طلب</title></head><body><h1>طلب</h1>'
        '<label for="a">اسم</label><input id="a" name="a"><fieldset><legend>نعم؟</legend>'
        '<label><input type="radio" name="b">نعم</label></fieldset></body></html>'
    )
    assert faults(whole) == []
    for old, new in {
        "<title>طلب": "<title>غيره",
        "<h1>طلب</h1>": "<h1>طلب</h1><h1>طلب</h1>",
        '<label for="a">اسم</label>': "",
        '<input id="a"': '<input id="a" aria-describedby="hint"',
        "<legend>نعم؟</legend>": "",
        "<body>": '<body id="a">',
        'dir="rtl"': "",
    }.items():
        assert len(faults(whole.replace(old, new))) == 1, old
