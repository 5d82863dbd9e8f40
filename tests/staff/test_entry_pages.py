"""«طلب جديد» over HTTP: what is kept, what is refused, who may write for which office, and what stands on the request afterwards."""

import re
from types import SimpleNamespace

import pytest

from forms_service.db import db
from forms_service.help_requests.case_file import Declaration
from forms_service.help_requests.models import HelpRequest
from tests.support.casework import letters_about
from tests.support.entry import LATER, START, Clerk, reference_of
from tests.support.forms import errors, words_of
from tests.support.office import disk_full, events, token_of  # noqa: F401 - a fixture

HOSTILE = '"><script>alert(1)</script>'
NO_WAY = {"mobile": "", "email": "", "contact_method": "interview"}


@pytest.fixture
def huda(app):
    return Clerk.joins(app, "reception")


def case_of(app, reference):
    with app.app_context():
        case = db.session.query(HelpRequest).filter_by(reference=reference).one()
        return SimpleNamespace(**{**vars(case), "answers": case.answers, "letter": case.letter})


def page_of(clerk, reference, tab="matching"):
    page = clerk.browser.opens(f"/staff/help-requests/{reference}?tab={tab}")
    assert page.status_code == 200
    return page.text


def stored(app):
    with app.app_context():
        return db.session.query(HelpRequest).count()


def test_a_call_becomes_a_request_with_its_declaration(app, huda):
    reference = huda.enters()
    case = case_of(app, reference)
    assert (case.state, case.channel, case.origin, case.entered_by) == (
        "received",
        "phone",
        "requested",
        case.assignee_id,
    )
    assert case.answers.value("need") == "أحتاج إلى ملابس شتوية"
    assert case.answers.value("declaration") is True
    page = words_of(page_of(huda, reference))
    for words in ("سُجّل نيابة عنه", "الاتصالات الهاتفية", "طلبه صاحبه، أو من ينوب عنه", "يعمل عليه: هدى سالم"):
        assert words in page
    assert "تم الإقرار" in page
    assert "تم إبلاغه بمدة الرد" in page
    assert "سُجّل الطلب نيابة عن صاحبه" in page_of(huda, reference, "history")
    with app.app_context():
        assert letters_about(reference) == ["received"]
    assert [event[1:] for event in events(app, "enter")] == [("enter", "help_request", reference)]


def test_who_cannot_be_reached_is_a_task_for_staff(app, huda):
    begun = huda.begins(origin="outreach", channel="volunteering")
    assert begun.status_code == 303
    assert huda.fills(origin="outreach", channel="volunteering", **NO_WAY).status_code == 303
    assert "لا وسيلة تواصل لصاحب الطلب" in huda.browser.opens(f"{huda.path}/review").text
    reference = reference_of(huda.stores(**LATER))
    page = page_of(huda, reference)
    assert "لا وسيلة تواصل لصاحب الطلب" in page
    assert "بمبادرة منا، دون طلب" in page
    assert "لا إقرار محفوظ." in page
    with app.app_context():
        assert letters_about(reference) == []


def test_a_letter_has_a_serial_and_a_paper_its_place_and_day(app, huda):
    paper = {"method": "paper", "place": "الملف 12، الورقة 40", "signed_on": "١٥/٠٥/١٤٤٨"}
    assert set(errors(huda.begins(channel="letter").text)) == {"letter"}
    reference = huda.enters(channel="letter", letter="و-12/1448", **paper)
    assert case_of(app, reference).letter == "و-12/1448"
    page = page_of(huda, reference)
    assert "و-12/1448" in page
    assert "الملف 12، الورقة 40" in page
    assert "وُقّع في الاثنين، 26 أكتوبر 2026" in page


def test_what_was_wrong_is_said_and_what_was_right_is_kept(app, huda):
    huda.begins()
    wrong = huda.fills(mobile="123", need="قصير", full_name="سلمى <عبده>")
    assert wrong.status_code == 422
    assert set(errors(wrong.text)) == {"mobile", "need"}
    assert 'value="123"' in wrong.text
    later = huda.browser.opens(huda.path).text
    assert "سلمى &lt;عبده&gt;" in later
    assert 'value="123"' not in later
    begun = huda.browser.opens(START).text
    assert f'href="{huda.path}"' in begun
    assert "سلمى &lt;عبده&gt;" in begun
    assert huda.browser.opens(f"{huda.path}/review").location == huda.path
    assert stored(app) == 0


def test_another_kind_of_support_asks_its_own_questions(huda):
    huda.begins(support_type="lessons")
    assert 'name="dependents"' not in huda.browser.opens(huda.path).text
    more = huda.fills(support_type="in_kind", for_whom="other", dependents="", helper_name="")
    assert set(errors(more.text)) >= {"dependents", "helper_name"}


def test_a_checksum_is_asked_about_once(huda):
    huda.begins()
    doubted = huda.fills(id_number="2900000008")
    assert set(errors(doubted.text)) == {"id_number"}
    assert huda.fills(id_number="2900000008", **{"id_number-seen": "2900000008"}).status_code == 303


def test_only_staff_may_leave_the_mobile_out_and_correct_it_so(app, huda):
    reference = huda.enters(**NO_WAY)
    address = f"/staff/help-requests/{reference}/answers/contact"
    form = huda.browser.opens(address)
    seen = re.search(r'name="seen" value="(\d+)"', form.text)[1]
    typed = {
        "mobile": "",
        "email": "",
        "contact_method": "interview",
        "contact_language": "en",
        "officer_preference": "any",
    }
    sent = {"csrf_token": token_of(form), "seen": seen, "reason": "قال إنه يفضّل الإنجليزية", **typed}
    assert huda.browser.client.post(address, data=sent).status_code == 303
    assert case_of(app, reference).contact_language == "en"


def test_open_requests_of_the_same_person_are_confirmed_not_refused(app, huda):
    first = huda.enters()
    huda.begins()
    huda.fills(mobile="0500000009")  # the same document
    look = huda.browser.opens(f"{huda.path}/review").text
    assert f"/staff/help-requests/{first}" in look
    assert ("list", "list", "same_person") in [event[1:] for event in events(app, "list")]
    unsure = huda.stores()
    assert unsure.status_code == 422
    assert set(errors(unsure.text)) == {"is_another"}
    assert 'value="سلمى عبده"' in unsure.text
    assert huda.stores(is_another="yes").status_code == 303
    assert stored(app) == 2


def test_a_double_click_is_one_request(app, huda):
    huda.begins()
    huda.fills()
    page = huda.browser.opens(f"{huda.path}/review")
    seen = re.search(r'name="seen" value="([^"]+)"', page.text)[1]
    typed = {"csrf_token": token_of(page), "seen": seen, "method": "later"}
    first, again = (huda.browser.client.post(f"{huda.path}/review", data=typed) for _ in range(2))
    assert (first.status_code, again.status_code) == (303, 303)
    assert first.location.partition("?")[0] == again.location
    assert huda.browser.opens(huda.path).location == again.location
    assert huda.browser.opens(START).text.count(huda.path) == 0
    assert stored(app) == 1


def test_what_changed_after_the_look_is_looked_at_again(app, huda):
    huda.begins()
    huda.fills()
    seen = re.search(r'name="seen" value="([^"]+)"', huda.browser.opens(f"{huda.path}/review").text)[1]
    huda.fills(need="أحتاج إلى دفّاية ولحاف")
    late = huda.stores(seen=seen)
    assert late.status_code == 409
    assert "تغيّرت الإجابات بعد أن فتحت هذه الصفحة" in late.text
    assert "أحتاج إلى دفّاية ولحاف" in late.text
    assert stored(app) == 0


def test_a_declaration_needs_its_sentences_its_name_and_its_way(huda):
    huda.begins()
    huda.fills()
    nothing = huda.stores(method="", informed_committee=None, declaration=None, signed_name="")
    assert set(errors(nothing.text)) == {"method-phone", "informed_committee", "declaration", "signed_name"}
    assert set(errors(huda.stores(method="paper", signed_name="نورة").text)) == {"place", "signed_on", "signed_name"}


def test_for_another_person_the_helper_signs_and_the_applicant_still_must(app, huda):
    reference = huda.enters(for_whom="other", helper_mobile="", signed_name="خالد أحمد")
    with app.app_context():
        [paper] = db.session.query(Declaration).all()
        assert paper.is_own is False
    assert "أقرّ به من كتب الطلب عن غيره" in page_of(huda, reference)
    assert "ناقص الإقرار" in words_of(page_of(huda, reference))


def test_nobody_opens_what_a_colleague_began(app, huda):
    huda.begins()
    huda.fills()
    noor = Clerk.joins(app, "reception", email="noor@example.org", name="نور علي")
    assert noor.browser.opens(huda.path).location == START
    assert noor.browser.opens(f"{huda.path}/review").location == START
    assert huda.path not in noor.browser.opens(START).text
    noor.path = huda.path
    assert noor.browser.posts(f"{huda.path}/clear", START).location == START
    assert huda.browser.opens(huda.path).status_code == 200


def test_what_was_begun_is_erased_when_asked(huda):
    huda.begins()
    assert huda.browser.posts(f"{huda.path}/clear", START).location == START
    assert huda.browser.opens(huda.path).location == START
    assert huda.browser.opens(f"{huda.path}/clear").location == START


@pytest.mark.parametrize("step", ["begins", "fills", "stores"])
def test_an_expired_page_keeps_what_was_typed(app, huda, step):
    huda.begins()
    huda.fills()
    address = {"begins": START, "fills": huda.path, "stores": f"{huda.path}/review"}[step]
    typed = {"need": "أحتاج إلى كتب مترجمة", "signed_name": "سلمى", "letter": "خطاب 7", "csrf_token": "x"}
    late = huda.browser.client.post(address, data=typed)
    assert late.status_code == 400
    assert "بقيت الصفحة مفتوحة مدة طويلة" in late.text
    kept = {"begins": 'value="خطاب 7"', "fills": "أحتاج إلى كتب مترجمة", "stores": 'value="سلمى"'}[step]
    assert kept in late.text
    assert stored(app) == 0


@pytest.mark.parametrize("step", ["begins", "fills", "stores"])
def test_a_database_that_takes_nothing_loses_nothing(huda, disk_full, step, monkeypatch):  # noqa: F811
    monkeypatch.setattr("forms_service.staff.entry_pages.note_list", lambda name: None)
    huda.begins()
    huda.fills()
    with disk_full():
        busy = getattr(huda, step)(letter="خطاب 7") if step != "stores" else huda.stores()
    assert (busy.status_code, busy.headers["Retry-After"]) == (503, "5")
    assert ('value="سلمى عبده"' if step == "stores" else 'value="خطاب 7"') in busy.text


def test_what_was_typed_outlives_a_lost_draft(huda):
    huda.begins()
    page = huda.browser.opens(huda.path)
    huda.browser.posts(f"{huda.path}/clear", START)
    huda.browser.opens = lambda _path: page
    assert huda.fills().location == f"{huda.path}/review"


def test_hostile_text_is_kept_as_text(app, huda):
    reference = huda.enters(
        channel="letter",
        letter=HOSTILE,
        locality=HOSTILE,
        need=HOSTILE * 3,
        method="paper",
        place=HOSTILE,
        signed_on="1/11/2026",
    )
    assert case_of(app, reference).letter == HOSTILE
    for tab in ("matching", "answers", "history"):
        assert "<script>alert" not in page_of(huda, reference, tab)
    huda.begins(letter=HOSTILE)
    for page in (huda.browser.opens(huda.path), huda.fills(need=HOSTILE, full_name=HOSTILE), huda.browser.opens(START)):
        assert "<script>alert" not in page.text
    odd = huda.browser.client.post(START, data={"key": "../../x" + HOSTILE, "csrf_token": "x"})
    assert (odd.status_code, HOSTILE in odd.text) == (400, False)
