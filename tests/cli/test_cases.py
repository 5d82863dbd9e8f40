"""`flask cases`: records in readable Arabic at the terminal, every reading an event."""

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import update

from forms_service.accounts.models import Staff
from forms_service.db import transaction
from forms_service.formkit.answers import Answer
from forms_service.help_requests.models import HelpRequest
from forms_service.outbox.models import QUEUED, OutboxMessage
from forms_service.references import show_reference
from tests.support.entry import Clerk
from tests.support.office import LONG_AGO, add_help_request, add_person, add_volunteer, events


def _cases(app: Flask, *words: str) -> Result:
    return app.test_cli_runner().invoke(args=["cases", *words])


def test_a_record_is_printed_in_arabic_lines(app: Flask) -> None:
    answers = (
        Answer("id_number", "رقم الوثيقة", "2900000001", "2900000001", "code", ("checksum",)),
        Answer("email", "البريد الإلكتروني", None, "", "code"),
    )
    reference = add_help_request(app, answers=answers)
    with app.app_context(), transaction() as session:
        session.add(
            OutboxMessage(message_id="<1@example.org>", about=reference, template="help_requests/for_staff",
                          sealed_payload=b"", state=QUEUED, created_at=LONG_AGO, next_try_at=LONG_AGO)
        )  # fmt: skip
    result = _cases(app, "show", reference)
    assert result.exit_code == 0, result.output
    lines = result.output.splitlines()
    assert lines[0] == f"طلب {show_reference(reference)} | مستلَم"
    for line in (
        "  الخدمة: كتب ومواد مترجمة",
        "من أنت؟",
        "  الاسم الكامل: سلمى عبده",
        "  رقم الوثيقة: 2900000001",
        "    (رقم الوثيقة لا يطابق خانة التحقق، راجعه مع الأصل)",
        "  البريد الإلكتروني: بلا إجابة",
        "  رقم الجوال: 050 000 0001",
        "  إشعار الموظف: بانتظار الإرسال",
    ):
        assert line in lines, line


def test_a_request_of_staff_says_who_wrote_it_down_and_how_it_came(app: Flask) -> None:
    reference = Clerk.joins(app, "reception").enters(origin="outreach", channel="letter", letter="و-12")
    lines = _cases(app, "show", reference).output.splitlines()
    for line in ("  وصل عبر: الخطابات", "  رقم الخطاب: و-12", "  كيف بدأ: بمبادرة منا، دون طلب", "  سجّله: هدى سالم"):
        assert line in lines, line


@pytest.mark.parametrize("typed", [
    lambda reference: reference,
    show_reference,
    lambda reference: reference.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")),
    lambda reference: f" {reference[:4]} {reference[4:8]} {reference[8:]} ",
], ids=("plain", "dashes", "Arabic digits", "spaces"))  # fmt: skip
def test_a_reference_is_found_however_it_is_typed(app: Flask, typed) -> None:
    reference = add_volunteer(app)
    assert "Tesfaye Bekele" in _cases(app, "show", typed(reference)).output


def test_each_reading_is_an_event(app: Flask) -> None:
    case, person = add_help_request(app), add_volunteer(app)
    _cases(app, "show", case)
    _cases(app, "show", person)
    _cases(app, "list")
    _cases(app, "list", "--kind", "volunteer")
    assert events(app, "read", "list") == [
        ("terminal", "read", "help_request", case),
        ("terminal", "read", "volunteer", person),
        ("terminal", "list", "list", "help_requests"),
        ("terminal", "list", "list", "volunteers"),
        ("terminal", "list", "list", "volunteers"),
    ]


@pytest.mark.parametrize("typed", ["482930571166", "0500000000", "nonsense"])
def test_an_unknown_reference_is_said_in_one_line(app: Flask, typed: str) -> None:
    result = _cases(app, "show", typed)
    assert (result.exit_code, result.output) == (1, f"Error: No record has the reference {typed}.\n")
    assert events(app, "read") == []


def test_where_the_reading_cannot_be_written_down_nothing_is_shown(app: Flask, disk_full) -> None:
    reference = add_help_request(app)
    for words in (("show", reference), ("list",)):
        with disk_full():
            result = _cases(app, *words)
        assert result.exit_code == 1
        assert result.output.startswith("Error: Nothing is shown:")
        assert "سلمى" not in result.output


def test_lists_are_kept_apart_by_kind(app: Flask) -> None:
    case, person = add_help_request(app), add_volunteer(app)
    everything = _cases(app, "list").output
    assert show_reference(case) in everything
    assert show_reference(person) in everything
    assert show_reference(case) not in _cases(app, "list", "--kind", "volunteer").output
    assert show_reference(person) not in _cases(app, "list", "--kind", "help").output


def test_an_empty_list_says_so(app: Flask) -> None:
    assert _cases(app, "list").output == "لا توجد طلبات هنا الآن.\nلا يوجد متطوعون هنا الآن.\n"


def test_nobody_steers_the_terminal(app: Flask) -> None:
    reference = add_help_request(app, name="\x1b[2Jسلمى\x9b\u202e\r")
    for words in (("show", reference), ("list",)):
        output = _cases(app, *words).output
        assert "[2Jسلمى" in output
        assert not {"\x1b", "\x9b", "\u202e", "\r"} & set(output)


def test_a_record_that_does_not_open_is_said(app: Flask) -> None:
    reference = add_help_request(app)
    with app.app_context(), transaction() as session:
        session.execute(update(HelpRequest).values(sealed_answers=b"\x01\x02d1"))
    assert "do not open with the keys" in _cases(app, "show", reference).output
    assert "تعذّر فتح هذا السجل" in _cases(app, "list").output


def test_a_request_is_moved_by_the_rules_of_the_procedure(app: Flask) -> None:
    reference = add_help_request(app)
    person = add_person(app, "officer@example.org", "reception")
    refused = _cases(app, "move", reference, "checking", "--by", "officer@example.org")
    assert refused.exit_code == 1
    assert "غير مسند إلى أحد" in refused.output
    with app.app_context(), transaction() as session:
        session.execute(update(HelpRequest).values(assignee_id=person))
    moved = _cases(app, "move", show_reference(reference), "checking", "--by", "officer@example.org")
    assert moved.output == f"{show_reference(reference)} | قيد المطابقة\n"
    assert events(app, "to_checking") == [(f"staff:{person}", "to_checking", "help_request", reference)]


def test_a_delegate_signs_no_request_of_another_branch_whatever_else_they_are(app: Flask) -> None:
    reference = add_help_request(app)
    person = add_person(app, "delegate@example.org", "delegate", "member")
    with app.app_context(), transaction() as session:
        session.execute(update(HelpRequest).values(assignee_id=person, state="checking", branch="south"))
        session.execute(update(Staff).where(Staff.id == person).values(branch="north"))
    refused = _cases(app, "move", reference, "signed", "--by", "delegate@example.org")
    assert (refused.exit_code, "ليس من صلاحياتك" in refused.output) == (1, True)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("482930571162", "checking", "--by", "nobody@example.org"), "Nobody who works here"),
        (("482930571162", "checking", "--by", "officer@example.org"), "no help request with this reference"),
        (("nonsense", "checking", "--by", "officer@example.org"), "not a reference"),
    ],
)
def test_what_cannot_be_moved_is_said(app: Flask, words: tuple[str, ...], said: str) -> None:
    add_person(app, "officer@example.org", "reception")
    result = _cases(app, "move", *words)
    assert result.exit_code == 1
    assert said in result.output
