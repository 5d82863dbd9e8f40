"""What another site makes a browser send is refused and changes nothing; the same from our own page works. Over HTTPS."""

import re
import sqlite3
from contextlib import closing

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from forms_service.app import create_app
from forms_service.db import transaction
from forms_service.help_requests.case_file import Delivery
from forms_service.help_requests.models import HelpRequest
from forms_service.schema import upgrade
from forms_service.web.limits import limiter
from tests.conftest import make_settings
from tests.hostile.case_acts import CASE_ACTS
from tests.hostile.feedback_acts import FEEDBACK_ACTS
from tests.hostile.staff_acts import OFFICER, STAFF_ACTS
from tests.support.casework import WHY_NOT, objections_are_open
from tests.support.forms import FEEDBACK, HELP, INQUIRY, VOLUNTEER, Person, token
from tests.support.office import PASSWORD, Browser, add_person, token_of
from tests.support.routes import ROUTES

OURS = "https://example.org"
OWN = {"Origin": OURS, "Referer": f"{OURS}/forms/", "Sec-Fetch-Site": "same-origin", "Sec-Fetch-Mode": "navigate"}
FOREIGN = {
    "another site": {
        "Origin": "https://evil.example",
        "Referer": "https://evil.example/",
        "Sec-Fetch-Site": "cross-site",
    },
    "another site that hides its pages": {"Origin": "https://evil.example"},
    "a site that looks like ours": {"Origin": f"{OURS}.evil.example", "Referer": f"{OURS}.evil.example/"},
    "our name as a user": {"Referer": f"{OURS}@evil.example/"},
    "our name without TLS": {"Origin": "http://example.org", "Referer": "http://example.org/forms/"},
    "a sandbox": {"Origin": "null"},
    "a sandbox with our referrer": {"Origin": "null", "Referer": f"{OURS}/forms/"},
    "nowhere": {},
    "no address": {"Referer": "https://["},
}


class Secure(FlaskClient):
    """A browser that reaches the service over HTTPS and says where a form comes from, as browsers do."""

    told = OWN

    def open(self, *args, **kwargs):
        kwargs["headers"] = {**self.told, **dict(kwargs.get("headers") or {})}
        return super().open(*args, **{"base_url": OURS, **kwargs})


@pytest.fixture(scope="module")
def service(tmp_path_factory):
    app = create_app(make_settings(tmp_path_factory.mktemp("secure"), public_url=OURS))
    app.test_client_class = Secure
    with app.app_context():
        upgrade()
    add_person(app, OFFICER, "reception")
    return app


def stored(app) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table. That a page was read is written down wherever the way to it began, as by any link."""
    with closing(sqlite3.connect(app.extensions["settings"].data_dir / "service.sqlite3")) as database:
        tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        rows = {table: database.execute(f"SELECT * FROM {table}").fetchall() for table in tables}
        rows["events"] = database.execute("SELECT * FROM events WHERE act NOT IN ('read', 'list')").fetchall()
        return rows


# What people are about to do: (their client, address, form that would do it)


def fills(form, page):
    def about_to(app):
        person = Person(app.test_client(), form)
        person.answers["service"] = {"support_type": "in_kind", "for_whom": "other"}
        person.answers["consent"] = {"belief_consent": "yes"}
        if form == HELP:
            person.answers["declaration"] = {**person.answers["declaration"], "signed_name": "خالد أحمد"}
        elif form == VOLUNTEER:
            person.answers["you"] = {**person.answers["you"], "is_adult": "no"}
        person.goes_on_to("you" if page == "consent" else page)
        address = f"{form}/{page}"
        right = token(person.client.get(address, follow_redirects=True).text)
        return person.client, address, {"csrf_token": right, **person.answers[page]}

    return about_to


def clears(form):
    def about_to(app):
        person = Person(app.test_client(), form)
        person.goes_on_to({HELP: "contact", VOLUNTEER: "offer"}.get(form, "reply"))
        return person.client, f"{form}/clear", {"csrf_token": token(person.opens("clear").text)}

    return about_to


def tracks(app):
    client = app.test_client()
    reference = Person(app.test_client()).submits()
    right = token(client.get("/forms/track/").text)
    return client, "/forms/track/", {"csrf_token": right, "reference": reference, "mobile": "0500000001"}


def visits(page, **form):
    """Somebody whose request is open in tracking, about to send this page."""

    def about_to(app):
        client, address, lookup = tracks(app)
        assert client.post(address, data=lookup).status_code == 303
        if page == "receipt":
            form["part"] = str(a_part_on_its_way(app, lookup["reference"]))
        return client, f"/forms/track/{page}", {"csrf_token": lookup["csrf_token"], **form}

    return about_to


def objects(app):
    client, address, form = visits("objection", text=WHY_NOT)(app)
    objections_are_open(app)
    with app.app_context(), transaction() as session:
        session.scalars(select(HelpRequest).order_by(HelpRequest.id.desc()).limit(1)).one().state = "refused"
    return client, address, form


def a_part_on_its_way(app, reference) -> int:
    with app.app_context(), transaction() as session:
        case = session.scalars(select(HelpRequest).where(HelpRequest.reference == reference)).one()
        case.state = "delivering"
        part = Delivery(case_id=case.id, at=case.received_at, actor="staff:1")
        part.words = {"what": "كتب مترجمة", "amount": ""}
        session.add(part)
        session.flush()
        return part.id


def signs_in(app):
    client = app.test_client()
    right = token_of(client.get("/staff/sign-in"))
    return client, "/staff/sign-in", {"csrf_token": right, "email": OFFICER, "password": PASSWORD}


def signs_out(app):
    browser = Browser(app.test_client())
    assert browser.signs_in(OFFICER).status_code == 302
    return browser.client, "/staff/sign-out", {"csrf_token": token_of(browser.opens("/staff/"))}


PAGES = {
    HELP: ("service", "helper", "consent", "you", "contact", "place", "need", "declaration"),
    VOLUNTEER: ("you", "guardian", "offer", "charter"),
    FEEDBACK: ("message", "reply"),
    INQUIRY: ("question", "reply"),
}
ACTS = {
    **{f"{form}/{page}": fills(form, page) for form, pages in PAGES.items() for page in pages},
    **{f"{form}/clear": clears(form) for form in PAGES},
    "/forms/track/": tracks,
    **{
        f"/forms/track/{page}": visits(page, text="كلام طويل بما يكفي") for page in ("answer", "question", "correction")
    },
    "/forms/track/objection": objects,
    **{f"/forms/track/{page}": visits(page) for page in ("withdrawal", "receipt", "end")},
    "/forms/track/forgotten": visits("forgotten", mobile="0500000001"),
    "/staff/sign-in": signs_in,
    "/staff/sign-out": signs_out,
    **CASE_ACTS,
    **FEEDBACK_ACTS,
    **STAFF_ACTS,
}


def test_every_unsafe_route_is_asked_here():
    unsafe = {route for route, methods in ROUTES if "POST" in methods}
    one_of = re.compile(
        rf"^({'|'.join(PAGES)})/(?!clear)[a-z]+$|^(/forms/track)/(answer|question|correction|objection)$"
    )
    assert unsafe == {one_of.sub(lambda found: f"{found[1] or found[2]}/<page>", act) for act in ACTS}


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
def test_only_our_own_page_can_make_a_browser_act(service, act):
    client, address, form = act(service)
    before = stored(service)
    for where, told in FOREIGN.items():
        client.told = told
        limiter.reset()  # a limit would refuse as well, for another reason
        answer = client.post(address, data=form)
        assert (where, answer.status_code) == (where, 400)
        assert stored(service) == before, where
        assert "visit=" not in answer.headers.get("Set-Cookie", ""), where
    limiter.reset()
    client.told = OWN
    theirs = token(service.test_client().get("/forms/track/").text)
    for wrong in ("", "x", theirs):
        assert client.post(address, data={**form, "csrf_token": wrong}).status_code == 400
        assert stored(service) == before, "a token of another browser"
    answer = client.post(address, data=form)
    assert answer.status_code in (200, 302, 303)
    if address in ("/forms/track/", "/forms/track/end"):
        assert "visit=" in answer.headers["Set-Cookie"]
    else:
        assert stored(service) != before


@pytest.mark.parametrize(
    "act", [fills(HELP, "you"), fills(VOLUNTEER, "you"), tracks], ids=["help", "volunteer", "track"]
)
def test_what_was_typed_is_shown_again(service, act):
    client, address, form = act(service)
    client.told = {}
    answer = client.post(address, data=form)
    for typed in {"full_name", "id_number", "reference"} & form.keys():
        assert f'value="{form[typed]}"' in answer.text
    again = {**form, "csrf_token": token(answer.text)}
    client.told = OWN
    assert client.post(address, data=again).status_code in (200, 303)


def test_opening_pages_changes_nothing(service):
    client, _, _ = fills(HELP, "need")(service)
    before = stored(service)
    for route, methods in ROUTES:
        if "GET" in methods:
            for page in PAGES[HELP]:
                address = route.replace("<page>", page).replace("<reference>", "482930571162")
                assert client.get(address).status_code < 500
    assert stored(service) == before
