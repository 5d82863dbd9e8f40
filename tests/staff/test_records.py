"""A record in the words of staff, without a page around it."""

from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import update

from forms_service.db import db, transaction
from forms_service.formkit.answers import Note
from forms_service.help_requests import queries as help_requests
from forms_service.help_requests.models import HelpRequest
from forms_service.outbox.models import STATES
from forms_service.outbox.rendering import TEMPLATES
from forms_service.staff import records
from forms_service.staff.wording import written_moment
from forms_service.volunteers import queries as volunteers
from tests.support.office import add_help_request, add_volunteer


def _facts(app: Flask, reference: str) -> dict[str, str]:
    with app.app_context():
        case = help_requests.by_reference(db.session, reference) or volunteers.by_reference(db.session, reference)
        assert case is not None
        return {fact.label: fact.shown for fact in records.facts_of(case, app.extensions["association"])}


def test_the_facts_of_a_request_are_named(app: Flask) -> None:
    assert _facts(app, add_help_request(app)) == {
        "الخدمة": "كتب ومواد مترجمة",
        "لغة التواصل": "الأردية",
        "لمن الطلب": "لمقدّم الطلب نفسه",
        "وصل عبر": "الموقع الإلكتروني",
        "تاريخ الوصول": "الأحد، 1 نوفمبر 2026 (21 جمادى الأولى 1448 هـ)، الساعة 12:30",
    }


def test_a_change_after_arrival_is_told(app: Flask) -> None:
    reference = add_help_request(app)
    with app.app_context(), transaction() as session:
        session.execute(
            update(HelpRequest).values(changed_at=datetime(2026, 11, 2, 22, 5, tzinfo=UTC), for_whom="other")
        )
    facts = _facts(app, reference)
    assert facts["آخر تغيير"] == "الثلاثاء، 3 نوفمبر 2026 (23 جمادى الأولى 1448 هـ)، الساعة 01:05"
    assert facts["لمن الطلب"] == "لشخص آخر (بالنيابة)"


def test_a_volunteer_has_only_a_day_of_arrival(app: Flask) -> None:
    assert list(_facts(app, add_volunteer(app))) == ["تاريخ الوصول"]


def test_every_note_and_state_has_its_words() -> None:
    assert set(records.NOTES) == set(Note.__args__)
    assert set(records.DELIVERY) == set(STATES)


def test_every_mail_has_a_name() -> None:
    mails = {f"{mail.parent.name}/{mail.name}" for mail in (TEMPLATES / "messages").glob("*/*") if mail.is_dir()}
    assert mails == set(records.MESSAGES)


@pytest.mark.parametrize(("moment", "words"), [
    (datetime(2026, 11, 22, 20, 59, tzinfo=UTC), "الأحد، 22 نوفمبر 2026 (12 جمادى الآخرة 1448 هـ)، الساعة 23:59"),
    (datetime(2026, 11, 22, 21, 0, tzinfo=UTC), "الاثنين، 23 نوفمبر 2026 (13 جمادى الآخرة 1448 هـ)، الساعة 00:00"),
])  # fmt: skip
def test_a_moment_is_told_as_in_riyadh(context: Flask, moment: datetime, words: str) -> None:
    assert written_moment(moment) == words
