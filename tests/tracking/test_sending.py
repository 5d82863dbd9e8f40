"""What the person sends from tracking: it arrives once, and no word of it is lost."""

import re
from html import unescape

import pytest

from forms_service.help_requests import casework
from forms_service.help_requests.case_file import Delivery
from forms_service.references import show_reference
from tests.support.casework import WHY_NOT, objections_are_open
from tests.support.forms import errors, title, token
from tests.tracking.conftest import (
    ANSWER,
    CORRECTION,
    HELPER,
    OBJECTION,
    QUESTION,
    RECEIPT,
    TEXT,
    TRACK,
    WHERE,
    WITHDRAWAL,
    raised,
)


@pytest.mark.parametrize(
    ("address", "said"),
    [
        (ANSWER, "وصل جوابك. يقرؤه موظف علاقات المستفيدين."),
        (QUESTION, "وصل سؤالك. أحلناه إلى مسؤول البحث الاجتماعي ليشرح لك. طلبك مستمر ولا يتوقف."),
        (CORRECTION, "وصل تصحيحك. نعدّل به بياناتك، ثم نطلب منك الإقرار مرة أخرى."),
    ],
)
def test_what_is_sent_arrives_once_and_is_confirmed(salma, address, said):
    salma.asks().comes_in()
    for _ in range(2):
        answer = salma.sends(address, text=TEXT)
        assert answer.status_code == 303
        assert said in salma.client.get(answer.location).text
    assert salma.kept() == [{"text": TEXT, "by": "applicant"}]


@pytest.mark.parametrize("text", ["", "قصير", "ط" * 1001])
@pytest.mark.parametrize("address", [ANSWER, QUESTION, CORRECTION])
def test_what_is_too_short_or_too_long_is_kept_and_said(salma, address, text):
    salma.asks().comes_in()
    answer = salma.sends(address, text=text)
    assert answer.status_code == 422
    assert set(errors(answer.text)) == {"text"}
    assert title(answer.text).startswith("خطأ: ")
    assert f"\n{text}</textarea>" in answer.text
    assert not salma.kept()


def test_the_answer_stands_beside_what_was_asked(salma):
    salma.asks().comes_in()
    for address in (WHERE, ANSWER):
        page = salma.client.get(address).text
        assert "<bdi>جدول عملك.</bdi><br><bdi>لنختار لك درسًا.</bdi>" in page
        assert 'action="/forms/track/answer"' in page
    salma.sends(ANSWER, text=TEXT)
    page = salma.client.get(WHERE).text
    assert "إضافة إلى جوابك" in page
    assert "<textarea" not in page
    assert TEXT.partition("\n")[0] not in page, "what was sent is read by staff, not shown to whoever opens the visit"


def test_hostile_words_are_only_words(salma):
    hostile = '<script>alert(1)</script> & "x" \u202e abc'
    salma.meanwhile(lambda story: story.is_checked().goes("waiting", public=hostile)).comes_in()
    page = salma.client.get(WHERE).text
    assert "<script>alert" not in page
    assert "<script>alert(1)</script>" in unescape(page)


def test_an_expired_token_keeps_the_words(salma):
    salma.asks().comes_in()
    answer = salma.client.post(ANSWER, data={"text": TEXT})
    assert answer.status_code == 400
    assert f"\n{TEXT}</textarea>" in answer.text
    assert not salma.kept()
    assert salma.client.post(ANSWER, data={"csrf_token": token(answer.text), "text": TEXT}).status_code == 303


def test_words_written_longer_than_the_visit_are_kept_through_the_door(salma):
    salma.asks()
    answer = salma.sends(ANSWER, text=TEXT)
    assert answer.status_code == 403
    assert "انتهت المتابعة لحماية بياناتك. ما كتبته باقٍ" in answer.text
    hidden = {
        name: unescape(value) for name, value in re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', answer.text)
    }
    assert (hidden["kept"], hidden["text"]) == ("answer", TEXT)
    missed = salma.comes_in("0500000009", kept="answer", text=TEXT)
    assert missed.status_code == 404
    assert TEXT in unescape(missed.text)
    answer = salma.comes_in(kept="answer", text=TEXT)
    assert answer.status_code == 200
    assert f"\n{TEXT}</textarea>" in answer.text
    assert salma.sends(ANSWER, text=TEXT).status_code == 303
    assert salma.kept() == [{"text": TEXT, "by": "applicant"}]


def test_words_that_come_too_late_are_shown_again(salma):
    salma.comes_in()
    salma.meanwhile(raised)
    answer = salma.sends(CORRECTION, text=TEXT)
    assert answer.status_code == 409
    assert "تغيّرت حالة طلبك" in answer.text
    assert f"\n{TEXT}</textarea>" in answer.text
    assert salma.client.get(CORRECTION).location == WHERE


def test_a_full_disk_costs_no_word(salma, disk_full):
    salma.asks().comes_in()
    form = {"csrf_token": salma.token(), "text": TEXT}
    with disk_full():
        answer = salma.client.post(ANSWER, data=form)
    assert answer.status_code == 503
    assert f"\n{TEXT}</textarea>" in answer.text
    assert not salma.kept()


def test_nobody_sends_without_end(salma):
    salma.asks().comes_in()
    right = salma.token()
    codes = [
        salma.client.post(QUESTION, data={"csrf_token": right, "text": f"ما معنى هذه الكلمة {number}؟"}).status_code
        for number in range(21)
    ]
    assert codes == [303] * 20 + [429]


# Withdrawing, receiving


def test_the_applicant_withdraws_after_a_page_that_asks(salma):
    salma.comes_in()
    assert "لن ندرسه بعد الإلغاء، ويمكنك تقديم طلب جديد." in salma.client.get(WITHDRAWAL).text
    assert salma.state == "received"
    answer = salma.sends(WITHDRAWAL)
    assert "ملغى بطلبك" in salma.client.get(answer.location).text
    assert salma.sends(WITHDRAWAL).location == WHERE
    assert salma.state == "withdrawn"


def test_a_helper_reads_and_answers_and_does_not_withdraw(salma):
    salma.asks().comes_in(HELPER)
    assert "إلغاء الطلب" not in salma.client.get(WHERE).text
    assert salma.client.get(WITHDRAWAL).location == WHERE
    assert salma.sends(WITHDRAWAL).location == WHERE
    assert salma.state == "waiting"
    salma.sends(ANSWER, text=TEXT)
    assert salma.kept() == [{"text": TEXT, "by": "helper"}]


def delivering(story):
    raised(story)
    story.is_on_the_agenda()
    for number in (4, 5, 6):
        story.votes(number, "accept")
    story.is_recorded().days_pass(14).goes("accepted").goes("registration").is_registered().goes("delivering")
    story.act(casework.plan_delivery, "كتب مترجمة", "ثلاثة")


def test_a_part_of_the_service_is_confirmed(salma):
    salma.meanwhile(delivering).comes_in()
    page = salma.client.get(WHERE).text
    (part,) = re.findall(r'name="part" value="(\d+)"', page)
    for wrong in ("", "x", "999", "9" * 40, "-1", "٣"):
        assert salma.sends(RECEIPT, part=wrong).location == WHERE
    assert "receipt" not in salma.kept(Delivery)[0]
    answer = salma.sends(RECEIPT, part=part)
    page = salma.client.get(answer.location).text
    assert "سجّلنا أنك استلمت هذا الجزء." in page
    assert "سُلّم في" in page
    assert 'name="part"' not in page


def test_a_volunteers_visit_only_reads(app, offer):
    client = app.test_client()
    lookup = {"csrf_token": token(client.get(TRACK).text), "reference": offer, "mobile": "0500000003"}
    assert client.post(TRACK, data=lookup).location == WHERE
    right = token(client.get(TRACK).text)
    for address in (ANSWER, QUESTION, CORRECTION):
        assert client.get(address).location == WHERE
        assert client.post(address, data={"csrf_token": right, "text": TEXT}).status_code == 409
    for address in (WITHDRAWAL, RECEIPT):
        assert client.post(address, data={"csrf_token": right, "part": "1"}).location == WHERE


def refused(story):
    """Not accepted, and told so; the applicant signed by phone, since a helper wrote the request."""
    story.act(casework.take_declaration, casework.Signed("phone", "سلمى عبده", "1"))
    story.is_refused()


def test_an_objection_opens_a_request_and_its_page_follows(app, salma):
    objections_are_open(app)
    salma.meanwhile(refused).comes_in()
    first = salma.client.get(WHERE).text
    assert f'href="{OBJECTION}"' in first
    page = salma.client.get(OBJECTION).text
    assert "خلال مدة لا تقل عن أسبوعين" in page
    answer = salma.sends(OBJECTION, text="قصير")
    assert answer.status_code == 422
    answer = salma.sends(OBJECTION, text=WHY_NOT)
    assert answer.status_code == 303
    follows = salma.client.get(answer.location).text
    assert "وصل اعتراضك، وفتحنا به هذا الطلب. احفظ رقمه الجديد." in follows
    assert show_reference(salma.story.reference) in follows, "it names the first"
    number = re.search(r"رقم الطلب: <bdi[^>]*>([^<]+)</bdi>", follows)[1]
    assert number != show_reference(salma.story.reference)
    assert salma.client.get(OBJECTION).location == WHERE, "nobody objects to an objection"
    salma.comes_in()
    assert number in salma.client.get(WHERE).text
    assert f'href="{OBJECTION}"' not in salma.client.get(WHERE).text
    assert salma.client.get(OBJECTION).location == WHERE


def test_two_tabs_open_one_objection(app, salma):
    objections_are_open(app)
    salma.meanwhile(refused).comes_in()
    tab = salma.token()
    salma.client.post(OBJECTION, data={"csrf_token": tab, "text": WHY_NOT})
    salma.comes_in()
    again = salma.client.post(OBJECTION, data={"csrf_token": tab, "text": WHY_NOT})
    assert again.status_code == 303
    assert [row["text"] for row in salma.kept()] == [WHY_NOT]


def test_a_helper_does_not_object_for_the_applicant(app, salma):
    objections_are_open(app)
    salma.meanwhile(refused).comes_in(HELPER)
    assert f'href="{OBJECTION}"' not in salma.client.get(WHERE).text
    answer = salma.sends(OBJECTION, text=WHY_NOT)
    assert answer.status_code == 409
    assert WHY_NOT in answer.text
    assert not salma.kept()


def test_where_the_board_has_not_opened_the_way_nothing_speaks_of_it(salma):
    salma.meanwhile(refused).comes_in()
    assert "اعتراض" not in salma.client.get(WHERE).text
    assert "تعترض" not in salma.client.get(WHERE).text
    assert salma.client.get(OBJECTION).location == WHERE
    assert salma.sends(OBJECTION, text=WHY_NOT).status_code == 409
    assert not salma.kept()
