"""What a colleague writes at a message: own words, unless a saved reply says it all."""

from datetime import date

import pytest
from werkzeug.datastructures import MultiDict

from forms_service.association import load_association
from forms_service.formkit.page import Scene
from forms_service.settings import ROOT
from forms_service.staff.feedback_forms import FORMS, ReplyForm
from forms_service.staff.saved_replies import REPLIES

SCENE = Scene(load_association(ROOT / "association.yml"), date(2026, 11, 22))


@pytest.mark.parametrize(
    ("saved", "reply", "is_taken"),
    [
        ("", "نتصل بك غدًا صباحًا.", True),
        ("how_to_track", "", True),
        ("how_to_track", "نتصل بك غدًا صباحًا.", True),
        ("", "", False),
        ("how_to_track", "قصير", False),
        ("nonsense", "نتصل بك غدًا صباحًا.", False),
    ],
)
def test_a_reply_is_own_words_or_a_saved_one_or_both(context, saved, reply, is_taken):
    with context.test_request_context():
        assert ReplyForm(SCENE, MultiDict({"saved": saved, "reply": reply})).validate() is is_taken


def test_every_saved_reply_can_be_chosen_and_every_form_is_found_by_its_act(context):
    with context.test_request_context():
        assert {choice.code for choice in ReplyForm(SCENE)["saved"].choices} == set(REPLIES)
    assert set(FORMS) == {"reply", "close", "assign", "tag", "link"}
