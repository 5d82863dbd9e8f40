"""The page of one message: who reads, who answers, and who is kept away from a complaint about their own work."""

import pytest

from forms_service.audit.models import record_event
from forms_service.db import transaction
from forms_service.references import show_reference
from forms_service.staff import feedback_record
from tests.support.forms import errors
from tests.support.office import (
    LONG_AGO,
    Browser,
    add_feedback,
    add_help_request,
    add_person,
    events,
    mail_fails,
    token_of,
)

INBOX = "/staff/feedback/"
SECRET = "انتظرت طويلًا ولم يتصل بي أحد."
PARTY = "سبق أن عملت على هذا الطلب أو شاركت في التصويت عليه"
HAND_ON = "أسندهما إلى غيرك"
ANSWER = "نعتذر عن التأخر. نتصل بك غدًا."
AGAIN = "إعادة الإرسال"


def signed_in(app, role):
    number = add_person(app, f"{role}@example.org", role, name=f"زميل {role}")
    browser = Browser(app.test_client())
    assert browser.signs_in(f"{role}@example.org").status_code == 302
    return number, browser


def does(browser, reference, act, **typed):
    page = browser.opens(f"{INBOX}{reference}")
    return browser.client.post(f"{INBOX}{reference}/{act}", data={"csrf_token": token_of(page), **typed})


def test_a_colleague_answers_once(app, colleague):
    reference = add_feedback(app, reply_to="salma@example.org")
    assert SECRET in colleague.opens(f"{INBOX}{reference}").text
    refused = does(colleague, reference, "reply", reply="قصير")
    assert refused.status_code == 422
    assert errors(refused.text) == {"reply": "اكتب الرد في 10 أحرف على الأقل"}
    assert "قصير</textarea>" in refused.text
    page = colleague.opens(f"{INBOX}{reference}")
    for code in (303, 409):
        sent = colleague.client.post(f"{INBOX}{reference}/reply", data={"csrf_token": token_of(page), "reply": ANSWER})
        assert sent.status_code == code
    shown = colleague.opens(f"{INBOX}{reference}").text
    assert ANSWER in shown
    assert 'name="reply"' not in shown
    assert "الرد على الرسالة" in shown


def test_quality_reads_and_answers_nothing(app):
    reference = add_feedback(app)
    _number, quality = signed_in(app, "quality")
    page = quality.opens(f"{INBOX}{reference}")
    assert SECRET in page.text
    assert 'name="reply"' not in page.text
    for act, typed in (("reply", {"reply": ANSWER}), ("close", {"closing": "spam"}), ("tag", {}), ("assign", {})):
        assert does(quality, reference, act, **typed).status_code == 403
    assert quality.opens(f"{INBOX}new").status_code == 403


def test_who_worked_on_the_request_is_kept_away_once_it_is_named(app):
    me, mine = signed_in(app, "reception")
    _other, manager = signed_in(app, "manager")
    case = add_help_request(app)
    with app.app_context(), transaction() as session:
        record_event(session, at=LONG_AGO, actor=f"staff:{me}", act="move", kind="help_request", subject=case)
    reference = add_feedback(app)
    assert does(manager, reference, "assign", assignee=str(me)).status_code == 303
    assert SECRET in mine.opens(f"{INBOX}{reference}").text
    wrong = does(manager, reference, "link", about="482930571163")
    assert (wrong.status_code, list(errors(wrong.text))) == (422, ["about"])
    unknown = does(manager, reference, "link", about="482930571162")
    assert (unknown.status_code, "لا يوجد طلب بهذا الرقم" in unknown.text) == (422, True)
    assert does(manager, reference, "link", about=show_reference(case)).status_code == 303
    page = mine.opens(f"{INBOX}{reference}").text
    assert PARTY in page
    assert SECRET not in page
    page = manager.opens(f"{INBOX}{reference}").text
    assert SECRET in page
    assert "مسندة إلى" not in page, "nor is it theirs any more"
    assert 'name="about"' not in page
    again = does(manager, reference, "link", about=show_reference(add_help_request(app)))
    assert (again.status_code, "ولا يتغيّر" in again.text) == (409, True)
    assert PARTY in mine.opens(f"{INBOX}{reference}").text, "another number lets nobody back in"
    assert [event[3] for event in events(app, "link")] == [reference]


@pytest.mark.parametrize("role", ["researcher", "member", "secretary", "coordinator", "admin"])
def test_others_see_nothing_of_it(app, role):
    reference = add_feedback(app)
    _number, browser = signed_in(app, role)
    assert browser.opens(INBOX).status_code == 403
    assert browser.opens(f"{INBOX}{reference}").status_code == 403


def test_who_handled_the_request_reads_no_word_and_can_only_hand_the_complaint_on(app):
    number, party = signed_in(app, "reception")
    manager, other = signed_in(app, "manager")
    case = add_help_request(app)
    with app.app_context(), transaction() as session:
        record_event(session, at=LONG_AGO, actor=f"staff:{number}", act="move", kind="help_request", subject=case)
    reference = add_feedback(app, about=case)
    page = party.opens(f"{INBOX}{reference}")
    assert PARTY in page.text
    assert HAND_ON in page.text
    assert SECRET not in page.text
    assert events(app, "read") == []
    for act, typed in (("reply", {"reply": ANSWER}), ("close", {"closing": "spam"}), ("tag", {"misconception": ""})):
        refused = does(party, reference, act, **typed)
        assert refused.status_code == 409
        assert PARTY in refused.text
        assert SECRET not in refused.text
    assert does(party, reference, "assign", assignee=str(number)).status_code == 422
    assert does(party, reference, "assign", assignee=str(manager)).status_code == 303
    assert SECRET in other.opens(f"{INBOX}{reference}").text
    assert does(other, reference, "reply", reply=ANSWER).status_code == 303
    ended = party.opens(f"{INBOX}{reference}").text
    assert PARTY in ended
    assert HAND_ON not in ended
    assert ANSWER not in ended


@pytest.fixture
def unsent(app, colleague):
    """A complaint whose answer was not sent, and the number of that mail."""
    reference = add_feedback(app, reply_to="salma@example.org")
    assert does(colleague, reference, "reply", reply=ANSWER).status_code == 303
    return reference, mail_fails(app, reference)


def test_an_answer_that_was_not_sent_is_sent_again_once(app, colleague, unsent):
    reference, mail = unsent
    assert AGAIN in colleague.opens(f"{INBOX}{reference}").text
    done = does(colleague, reference, "send_again", message=str(mail))
    assert done.status_code == 303
    shown = colleague.opens(done.location).text
    assert "سيُرسل البريد من جديد." in shown
    assert "بانتظار الإرسال" in shown
    assert AGAIN not in shown
    refused = does(colleague, reference, "send_again", message=str(mail))
    assert refused.status_code == 409
    assert "أُرسل هذا البريد، أو هو بانتظار الإرسال." in refused.text
    assert "<title>خطأ: " in refused.text
    assert events(app, "send_again") == [("staff:1", "send_again", "feedback", reference)]


def test_a_mail_about_something_else_is_not_sent_again(app, colleague, unsent):
    reference, mail = unsent
    assert does(colleague, reference, "send_again", message="999").status_code == 404
    assert does(colleague, add_feedback(app), "send_again", message=str(mail)).status_code == 404
    assert does(colleague, reference, "send_again", message="x").status_code == 400
    nowhere = colleague.posts(f"{INBOX}482930571162/send_again", INBOX, message=str(mail))
    assert nowhere.status_code == 404
    assert events(app, "send_again") == []


def test_who_only_reads_sends_nothing_again(app, unsent):
    reference, mail = unsent
    _number, quality = signed_in(app, "quality")
    page = quality.opens(f"{INBOX}{reference}")
    assert "تعذّر الإرسال" in page.text
    assert AGAIN not in page.text
    assert does(quality, reference, "send_again", message=str(mail)).status_code == 403


def test_who_handled_the_request_sends_nothing_again(app, colleague):
    number, party = signed_in(app, "manager")
    case = add_help_request(app)
    with app.app_context(), transaction() as session:
        record_event(session, at=LONG_AGO, actor=f"staff:{number}", act="move", kind="help_request", subject=case)
    reference = add_feedback(app, about=case, reply_to="salma@example.org")
    does(colleague, reference, "reply", reply=ANSWER)
    mail = mail_fails(app, reference)
    assert AGAIN not in party.opens(f"{INBOX}{reference}").text
    refused = does(party, reference, "send_again", message=str(mail))
    assert refused.status_code == 409
    assert PARTY in refused.text
    assert HAND_ON not in refused.text
    assert ANSWER not in refused.text
    assert events(app, "send_again") == []


def test_a_reading_is_written_down_first(app, colleague):
    reference = add_feedback(app)
    colleague.opens(f"{INBOX}{reference}")
    assert [event[1:] for event in events(app, "read")] == [("read", "feedback", reference)]


def test_every_act_has_its_form_and_its_page(app):
    pages = {rule.endpoint for rule in app.url_map.iter_rules() if rule.rule.startswith("/staff/feedback/<reference>/")}
    assert pages == {f"staff.feedback_{name}" for name in (*feedback_record.FORMS, "send_again")}
