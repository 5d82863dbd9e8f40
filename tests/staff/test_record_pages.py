"""The page of one record, as staff read it."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from flask import Flask

from forms_service.db import transaction
from forms_service.formkit.answers import Answer
from forms_service.outbox.models import FAILED, QUEUED, SENDING, SENT, OutboxMessage
from forms_service.references import show_reference
from tests.support.office import LONG_AGO, Browser, add_help_request, add_volunteer, events

FOREIGN = "‮<script>alert(1)</script> & O'Neill"


def test_every_answer_is_shown_as_it_was_asked_and_answered(app: Flask, colleague: Browser) -> None:
    answers = (
        Answer("id_type", "نوع الوثيقة", "iqama", "إقامة", "choice"),
        Answer("id_number", "رقم الوثيقة", "2900000001", "2900000001", "code", ("checksum",)),
        Answer("need", "حاجتك", "سطر\nثانٍ", "سطر\nثانٍ", "text", ("cleaned",)),
        Answer("email", "البريد الإلكتروني", None, "", "code"),
    )
    page = _words(colleague.opens(f"/staff/help-requests/{add_help_request(app, answers=answers)}?tab=answers").text)
    for shown in (
        "<h2>من أنت؟</h2>",
        "<dt>نوع الوثيقة</dt><dd>إقامة",
        '<dt>رقم الوثيقة</dt><dd><bdi dir="ltr" class="code">2900000001</bdi>',
        "رقم الوثيقة لا يطابق خانة التحقق، راجعه مع الأصل",
        "سطر ثانٍ</bdi>",
        "حُذفت من هذه الإجابة رموز غير مرئية",
        '<dt>البريد الإلكتروني</dt><dd><span class="small">بلا إجابة</span>',
        "<h2>كيف نتواصل معك؟</h2>",
        '<bdi dir="ltr" class="code">050 000 0001</bdi>',
        "<dt>نص الإقرار</dt><dd>النسخة 1",
        "<dt>تاريخ الوصول</dt><dd>الأحد، 1 نوفمبر 2026 (21 جمادى الأولى 1448 هـ)، الساعة 12:30",
    ):
        assert shown in page, shown


def _words(page: str) -> str:
    return re.sub(r"\s+", " ", page)


def test_a_volunteer_has_a_page_too(app: Flask, colleague: Browser) -> None:
    reference = add_volunteer(app)
    page = colleague.opens(f"/staff/volunteers/{reference}").text
    assert f'<h1>متطوع <bdi dir="ltr" class="code">{show_reference(reference)}</bdi></h1>' in page
    assert "<bdi>Tesfaye Bekele</bdi>" in page


def test_what_people_typed_stays_text(app: Flask, colleague: Browser) -> None:
    reference = add_help_request(app, name=FOREIGN, answers=(Answer("need", FOREIGN, FOREIGN, FOREIGN),))
    for address in ("/staff/", f"/staff/help-requests/{reference}", f"/staff/help-requests/{reference}?tab=answers"):
        page = colleague.opens(address).text
        assert "<script" not in page
        assert "‮&lt;script&gt;" in page


@pytest.mark.parametrize(
    ("state", "label", "style"),
    [
        (QUEUED, "بانتظار الإرسال", ""),
        (SENDING, "جارٍ الإرسال", " doing"),
        (SENT, "أُرسلت", " ok"),
        (FAILED, "تعذّر الإرسال", " no"),
    ],
)
def test_the_ledger_says_how_far_each_message_came(
    app: Flask, colleague: Browser, state: str, label: str, style: str
) -> None:
    reference = add_help_request(app)
    with app.app_context(), transaction() as session:
        session.add(
            OutboxMessage(
                message_id="<1@example.org>",
                about=reference,
                template="help_requests/received",
                sealed_payload=b"",
                state=state,
                attempts=2,
                created_at=LONG_AGO,
                last_error="451 try later",
                next_try_at=LONG_AGO + timedelta(hours=2) if state == QUEUED else None,
                sent_at=LONG_AGO + timedelta(hours=1) if state == SENT else None,
            )
        )
    page = colleague.opens(f"/staff/help-requests/{reference}?tab=messages").text
    ledger = _words(page[page.index("سجل الإرسال") :])
    assert f'<strong>رسالة الاستلام</strong> <span class="badge{style}">{label}</span>' in ledger
    assert "<dt>عدد المحاولات</dt><dd>2" in ledger
    assert '<bdi dir="ltr">451 try later</bdi>' in ledger
    assert ("المحاولة التالية" in ledger) is (state == QUEUED)
    assert ("الساعة 14:30" in ledger) is (state == QUEUED)
    assert ("الساعة 13:30" in ledger) is (state == SENT)


def test_a_record_without_messages_says_so(app: Flask, colleague: Browser) -> None:
    assert "لا رسائل مسجّلة هنا." in colleague.opens(f"/staff/help-requests/{add_help_request(app)}?tab=messages").text


def test_each_reading_is_an_event(app: Flask, colleague: Browser) -> None:
    case, person = add_help_request(app), add_volunteer(app)
    colleague.opens(f"/staff/help-requests/{case}")
    colleague.opens(f"/staff/help-requests/{show_reference(case)}")
    colleague.opens(f"/staff/volunteers/{person}")
    assert events(app, "read") == [
        ("staff:1", "read", "help_request", case),
        ("staff:1", "read", "help_request", case),
        ("staff:1", "read", "volunteer", person),
    ]


def test_where_the_reading_cannot_be_written_down_nothing_is_shown(
    app: Flask, colleague: Browser, disk_full: Callable[[], AbstractContextManager[None]]
) -> None:
    reference = add_help_request(app)
    with disk_full():
        reply = colleague.opens(f"/staff/help-requests/{reference}")
    assert reply.status_code == 503
    assert "سلمى" not in reply.text
    assert "050 000 0001" not in reply.text


def test_a_record_that_is_not_there_is_not_found_and_no_event(app: Flask, colleague: Browser) -> None:
    case, person = add_help_request(app), add_volunteer(app)
    for address in (
        "/staff/help-requests/482930571166",
        "/staff/help-requests/nonsense",
        f"/staff/help-requests/{person}",
        f"/staff/volunteers/{case}",
    ):
        assert colleague.opens(address).status_code == 404
    assert events(app, "read") == []
