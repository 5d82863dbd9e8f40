"""Which questions the two forms ask."""

import pytest

from forms_service.feedback.form import FEEDBACK_JOURNEY, INQUIRY_JOURNEY
from forms_service.formkit.page import Scene
from tests.formkit.test_fields import scene


def names(journey):
    return [name for page in (*journey.pages, journey.final) for name in page.names(scene())]


def test_questions_have_the_names_that_others_rely_on():
    assert names(FEEDBACK_JOURNEY) == [
        "kind",
        "topic",
        "reference",
        "message",
        "wish",
        "wants_reply",
        "name",
        "reply_to",
    ]
    assert names(INQUIRY_JOURNEY) == ["topic", "question", "name", "reply_to", "contact_language"]


@pytest.mark.parametrize("enabled", [False, True])
def test_an_objection_is_offered_only_where_the_association_enables_it(enabled):
    here = scene()
    committee = here.association.committee.model_copy(update={"objections": enabled})
    association = here.association.model_copy(update={"committee": committee})
    page = FEEDBACK_JOURNEY.pages[0](Scene(association, here.day))
    assert ("objection" in {choice.code for choice in page["kind"].choices}) is enabled
