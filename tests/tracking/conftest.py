"""Somebody with a request, at tracking."""

import pytest
from sqlalchemy import select

from forms_service.db import db
from forms_service.help_requests import casework
from forms_service.help_requests.case_file import Answering
from forms_service.help_requests.models import HelpRequest
from tests.support.casework import Story, eight_join
from tests.support.forms import VOLUNTEER, Person, token

TRACK = "/forms/track/"
WHERE, ANSWER, QUESTION = f"{TRACK}request", f"{TRACK}answer", f"{TRACK}question"
OBJECTION = f"{TRACK}objection"
CORRECTION, WITHDRAWAL, RECEIPT, END = f"{TRACK}correction", f"{TRACK}withdrawal", f"{TRACK}receipt", f"{TRACK}end"
OWN, HELPER = "0500000001", "0500000002"
TEXT = "أعمل صباحًا، وأتفرغ مساء.\nأسكن في حي النور."


class Visitor:
    """Somebody with a request, at tracking."""

    def __init__(self, app):
        self.app = app
        self.client = app.test_client()
        with app.app_context():
            eight_join()
            self.story = Story(for_whom="other")

    def meanwhile(self, does):
        """Staff do something with the request, and time passes for them."""
        with self.app.app_context():
            does(self.story)
        return self

    def asks(self):
        """Staff want something more."""
        return self.meanwhile(lambda story: story.is_checked().goes("waiting", public="جدول عملك.\nلنختار لك درسًا."))

    def comes_in(self, mobile=OWN, **more):
        data = {"csrf_token": self.token(), "reference": self.story.reference, "mobile": mobile, **more}
        return self.client.post(TRACK, data=data)

    def token(self):
        return token(self.client.get(TRACK).text)

    def sends(self, address, **data):
        return self.client.post(address, data={"csrf_token": self.token(), **data})

    def kept(self, kind=Answering):
        with self.app.app_context():
            return [dict(row.words) for row in db.session.scalars(select(kind).order_by(kind.id))]

    @property
    def state(self):
        with self.app.app_context():
            return db.session.scalars(select(HelpRequest.state)).one()


@pytest.fixture
def salma(app):
    return Visitor(app)


@pytest.fixture
def offer(app):
    sara = Person(app.test_client(), VOLUNTEER)
    sara.answers["you"] = {**sara.answers["you"], "is_adult": "no"}
    return sara.submits()


def raised(story):
    """Before the committee; the applicant signed by phone, since a helper wrote the request."""
    story.is_checked()
    story.act(casework.take_declaration, casework.Signed("phone", "سلمى عبده", "1"))
    story.goes("signed").goes("committee")
