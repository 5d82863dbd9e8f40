"""The inbox of messages: by state and kind, page by page, with its tags, and with questions from within."""

import re
from datetime import timedelta

from forms_service.db import db
from forms_service.feedback import queries
from forms_service.staff import feedback_inbox
from tests.staff.test_feedback_record import INBOX, SECRET, does
from tests.support.office import LONG_AGO, add_feedback, events, mail_fails, token_of

UNMAILED = '<span class="badge no">تعذّر إرسال رسالة</span>'


def listed(page):
    return [found.replace("-", "") for found in re.findall(r"\d{4}-\d{4}-\d{4}", page.text)]


def test_the_list_shows_each_state_and_kind_newest_first_and_no_word_of_a_message(app, colleague):
    older, newer = add_feedback(app), add_feedback(app, received_at=LONG_AGO + timedelta(hours=1))
    thanks = add_feedback(app, sort="thanks")
    page = colleague.opens(INBOX)
    assert set(listed(page)) == {older, newer, thanks}
    assert SECRET not in page.text
    assert listed(colleague.opens(f"{INBOX}?kind=complaint")) == [newer, older]
    assert does(colleague, newer, "close", closing="noted").status_code == 303
    assert listed(colleague.opens(f"{INBOX}?view=closed")) == [newer]
    assert listed(colleague.opens(f"{INBOX}?view=answered")) == []
    assert colleague.opens(f"{INBOX}?view=lost").status_code == 404
    assert ("list", "list", "feedback") in {event[1:] for event in events(app, "list")}


def test_a_long_list_has_pages(app, colleague, monkeypatch):
    monkeypatch.setattr(feedback_inbox, "PAGE", 2)
    added = [add_feedback(app, received_at=LONG_AGO + timedelta(hours=number)) for number in range(3)]
    first = colleague.opens(f"{INBOX}?kind=complaint")
    assert listed(first) == added[:0:-1]
    link = re.search(r'href="(/staff/feedback/\?[^"]*before=[^"]*)"', first.text)[1].replace("&amp;", "&")
    assert "kind=complaint" in link
    assert listed(colleague.opens(link)) == added[:1]


def test_a_mail_that_was_not_sent_is_seen_in_the_list_and_in_its_own_view(app, colleague):
    failed, fine = (add_feedback(app, reply_to="salma@example.org") for _ in range(2))
    for reference in (failed, fine):
        assert does(colleague, reference, "reply", reply="نعتذر عن التأخر. نتصل بك غدًا.").status_code == 303
    mail = mail_fails(app, failed)
    assert UNMAILED not in colleague.opens(INBOX).text
    page = colleague.opens(f"{INBOX}?view=answered")
    assert set(listed(page)) == {failed, fine}
    assert page.text.count(UNMAILED) == 1
    assert listed(colleague.opens(f"{INBOX}?view=unmailed")) == [failed]
    assert listed(colleague.opens(f"{INBOX}?view=unmailed&kind=thanks")) == []
    assert does(colleague, failed, "send_again", message=str(mail)).status_code == 303
    assert UNMAILED not in colleague.opens(f"{INBOX}?view=answered").text
    assert listed(colleague.opens(f"{INBOX}?view=unmailed")) == []


def test_a_misconception_is_named_and_counted(app, colleague, monkeypatch):
    known = {"only-money": "«الدعم مال فقط»", "must-pay": "«لا بد من دفع رسوم»"}
    for room in ("feedback_inbox", "feedback_record"):
        monkeypatch.setattr(f"forms_service.staff.{room}.misconceptions", lambda: known)
    for reference in (add_feedback(app), add_feedback(app, sort="inquiry")):
        assert does(colleague, reference, "tag", misconception="only-money").status_code == 303
        assert does(colleague, reference, "tag", misconception="unheard-of").status_code == 422
    assert re.search(r"«الدعم مال فقط»</a>: 2<", colleague.opens(INBOX).text)
    assert 'name="misconception"' not in colleague.opens(f"{INBOX}{add_feedback(app, sort='thanks')}").text


def test_a_question_from_within_is_put_in_once(app, colleague):
    page = colleague.opens(f"{INBOX}new")
    key = re.search(r'name="key" value="([^"]+)"', page.text)[1]
    asked = {
        "csrf_token": token_of(page),
        "key": key,
        "topic": "documents",
        "question": "متى يُعتمد دليل الدعم؟",
        "name": "قسم الدعوة",
    }
    assert colleague.client.post(f"{INBOX}new", data={**asked, "question": ""}).status_code == 422
    first, again = (colleague.client.post(f"{INBOX}new", data=asked) for _ in range(2))
    assert first.status_code == again.status_code == 303
    assert first.location == again.location
    shown = colleague.opens(first.location).text
    assert "داخلي" in shown
    assert "قسم الدعوة" in shown
    with app.app_context():
        sent = queries.by_reference(db.session, first.location.rpartition("/")[2])
        assert (sent.is_internal, sent.sort, sent.key_hash) == (True, "inquiry", None)
    [event] = events(app, "submit")
    assert event[0].startswith("staff:")
