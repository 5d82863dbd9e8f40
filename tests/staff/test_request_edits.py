"""What was corrected stands beside the answers, with what stood there before."""

import pytest
from flask import Flask

from tests.support.desk import Desk, at_desk
from tests.support.forms import HELP, Person

REASON = "اتصلت وقالت إن الرقم تغيّر"
CONTACT = {
    "mobile": "٠٥٠٠٠٠٠٠٠٣",
    "email": "",
    "contact_method": "phone",
    "contact_language": "ur",
    "officer_preference": "any",
}


@pytest.fixture
def desk(app: Flask) -> Desk:
    """A relations officer with a request that came through the form."""
    desk = at_desk(app, "reception")
    desk.reference = Person(app.test_client(), HELP).submits()
    return desk


def test_a_correction_is_shown_with_what_stood_there_before(desk: Desk) -> None:
    done = desk.sends("answers/contact", reason=REASON, **CONTACT)
    assert (done.status_code, done.location) == (303, f"{desk.path}?tab=answers&done=correct")
    page = desk.reads("answers")
    assert '<bdi dir="ltr" class="code">050 000 0003</bdi>' in page
    told = page[page.index("ما عُدّل") :]
    assert REASON in told
    assert "050 000 0001" in told
    assert "هدى سالم" in told
    assert "تغيّرت بيانات بعد الإقرار. اطلب من صاحب الطلب إقرارًا جديدًا." in page
    assert "عُدّلت إجابات" in desk.reads("history")
