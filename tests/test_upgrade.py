"""An installation that an older release left behind serves on: every kept one is brought to this release's shape and used."""

import json
import shutil
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from sqlalchemy import func, select

from forms_service.app import create_app
from forms_service.audit.models import Event
from forms_service.audit.walk import walk
from forms_service.db import db
from forms_service.help_requests.models import HelpRequest
from forms_service.outbox.models import OutboxMessage
from forms_service.outbox.sender import send_due
from forms_service.schema import is_current, upgrade
from forms_service.volunteers.models import Volunteer
from tests.conftest import make_settings
from tests.support.forms import HELP, Person, token
from tests.support.office import Browser

ANSWERS = {"help-requests": "?tab=answers"}  # where a record's answers stand, if not on its first page
RELEASES = sorted((Path(__file__).parent / "fixtures" / "releases").glob("*/known.json"))


@pytest.fixture(params=RELEASES, ids=lambda path: path.parent.name)
def known(request):
    """What is in the installation, at a time when nothing in it has expired."""
    found = json.loads(request.param.read_text(encoding="utf-8"))
    with time_machine.travel(datetime.fromisoformat(found["made_at"]) + timedelta(hours=1)):
        yield {**found, "folder": request.param.parent}


@pytest.fixture
def app(known, tmp_path):
    """This release on a copy of it, brought up to date."""
    shutil.copytree(known["folder"], tmp_path / "var")
    app = create_app(make_settings(tmp_path))
    with app.app_context():
        upgrade()
        assert is_current()
    return app


def test_a_release_is_kept():
    assert [path.parent.name for path in RELEASES][:1] == ["0.1.0"]


def test_every_record_and_every_message_opens(app, known):
    with app.app_context():
        cases = [*db.session.scalars(select(HelpRequest)), *db.session.scalars(select(Volunteer))]
        names = {case.reference: case.answers.value("full_name") for case in cases}
        about = {row.message.about for row in db.session.scalars(select(OutboxMessage))}
    assert names == {record["reference"]: record["name"] for record in known["records"]}
    assert about == set(names)


def test_what_was_written_down_is_one_chain(app):
    with app.app_context():
        count = db.session.scalar(select(func.count()).select_from(Event))
        walked = walk()
    assert count > 0
    assert (walked.count, walked.broken) == (count, None)


def test_every_reference_is_found_by_each_mobile_that_was_given(app, known):
    client = app.test_client()
    for record in known["records"]:
        for mobile in record["mobiles"]:
            typed = {"reference": record["reference"], "mobile": mobile}
            csrf = token(client.get("/forms/track/").text)
            assert client.post("/forms/track/", data={"csrf_token": csrf, **typed}).status_code == 303, typed


def test_staff_sign_in_and_read(app, known):
    officer = Browser(app.test_client())
    assert officer.signs_in(known["officer"]["email"], known["officer"]["password"]).status_code == 302
    lists = {"help-requests": officer.opens("/staff/").text, "volunteers": officer.opens("/staff/volunteers/").text}
    for record in known["records"]:
        assert record["name"] in lists[record["kind"]]
        page = officer.opens(f"/staff/{record['kind']}/{record['reference']}{ANSWERS.get(record['kind'], '')}")
        assert page.status_code == 200
        assert record["says"] in page.text


def test_a_journey_that_was_begun_goes_on_to_its_end(app, known):
    person = Person(app.test_client())
    with person.client.session_transaction() as cookie:
        cookie["journeys"] = known["begun"]["journeys"]
    assert known["begun"]["shows"] in person.opens(known["begun"]["page"]).text
    assert person.answers_page("need").location == f"{HELP}/review"
    assert person.answers_page("declaration").location == f"{HELP}/done"
    assert person.reads_reference()


def test_what_was_promised_is_sent(app, known):
    with app.app_context():
        waiting = db.session.scalars(select(OutboxMessage.about).where(OutboxMessage.sent_at.is_(None))).all()
        assert waiting
        assert send_due().sent == len(waiting)
        sent = list(app.extensions["settings"].mail_folder.glob("*.eml"))
    assert len(sent) == len(waiting)
