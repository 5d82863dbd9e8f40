"""«دون الحاجة إلى طلب المستفيد»: a case that we began, for somebody whom nothing reaches, in the hands of every role, to its end."""

import re

from werkzeug.test import TestResponse

from forms_service.db import db
from forms_service.help_requests.checklist import MATCHING, REGISTRATION, items_of
from forms_service.help_requests.committee import ACCEPT
from forms_service.help_requests.queries import by_reference
from tests.support.casework import letters_about
from tests.support.committee import MEMBERS, Committee
from tests.support.entry import Clerk
from tests.support.office import token_of

UNREACHED = {
    "origin": "outreach",
    "channel": "volunteering",
    "support_type": "lessons",
    "id_type": "none",
    "id_number": "",
    "mobile": "",
    "email": "",
    "contact_method": "interview",
    "short_address": "",
    "method": "interview",
}


def acts(committee: Committee, who: str, reference: str, act: str, **typed: str) -> TestResponse:
    """Somebody sends one of the forms of the request's page."""
    page = committee[who].opens(f"/staff/help-requests/{reference}")
    seen = re.search(r'name="seen" value="(\d+)"', page.text)
    assert seen, page.text[:500]
    form = {"csrf_token": token_of(page), "seen": seen[1], **typed}
    answer = committee[who].client.post(f"/staff/help-requests/{reference}/{act}", data=form)
    assert answer.status_code == 303, (act, re.findall(r'role="alert">.*?</p>', answer.text))
    return answer


def all_met(committee: Committee, reference: str, stage: str) -> dict[str, str]:
    """Every item of a list, ticked."""
    facts = committee.app.extensions["association"]
    items = committee.tells(lambda: items_of(by_reference(db.session, reference), stage, facts))
    assert not any(item.ends for item in items)
    return {"stage": stage, **{f"met-{item.code}": "yes" for item in items}}


def test_it_runs_through_every_hand_to_closed_without_web_mail_or_mobile(committee: Committee) -> None:
    reference = Clerk(committee["officer"]).enters(**UNREACHED)
    does = lambda act, who="officer", **typed: acts(committee, who, reference, act, **typed)  # noqa: E731
    does("move/checking", step="confirm")
    does("mark", **all_met(committee, reference, MATCHING))
    does("move/signed", step="confirm")
    does("move/committee", step="confirm")
    committee.opens_session(reference)
    committee.votes(ACCEPT, *MEMBERS[:3])
    assert committee.posts("secretary", "items/1/record", result=ACCEPT).status_code == 303
    does("allow_early_reply", "manager", reason="يبدأ الدرس غدًا.")
    does("move/accepted", "secretary", step="confirm", public="الدرس مساء الأحد.")
    does("contact", channel="interview", reached="yes", note="زرناه وأبلغناه بالقبول.")
    does("move/registration", step="confirm")
    does("mark", **all_met(committee, reference, REGISTRATION))
    does("move/delivering", step="confirm")
    does("plan_delivery", what="دروس القراءة")
    does("hand_over", delivery_id="1", channel="interview", receipt="حضر الدرس الأول.")
    does("move/delivered", step="confirm")
    does("survey", note="no_way")
    does("move/closed", step="confirm")
    assert committee.tells(lambda: by_reference(db.session, reference).state) == "closed"
    assert committee.tells(lambda: letters_about(reference)) == []
