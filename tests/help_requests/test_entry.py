"""A request that staff write down: stored once, with its source and declaration; who is told of it, and whose work it is."""

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_service.db import db
from forms_service.formkit.answers import Answer, AnswersRecord, Section
from forms_service.help_requests import casework
from forms_service.help_requests.case_file import Declaration
from forms_service.help_requests.casework import Signed
from forms_service.help_requests.entry import OUTREACH, Source, enter
from forms_service.help_requests.models import HelpRequest
from forms_service.help_requests.standing import standing_of
from forms_service.outbox.models import OutboxMessage
from forms_service.watch.queries import untold
from tests.support.casework import HER, START, delegate, record_of
from tests.support.postgres import both_databases
from tests.support.threads import all_at_once, in_transaction

pytestmark = both_databases

BY_PHONE = Source("phone")
ON_PAPER = Signed("paper", "سلمى عبده", "1", place="الملف 12، الورقة 40", on=date(2026, 10, 30))


def without(record: AnswersRecord, *names: str) -> AnswersRecord:
    """The record in which these questions are left unanswered."""
    [section] = record.sections
    answers = tuple(Answer(each.name, each.label, None, "") if each.name in names else each for each in section.answers)
    return AnswersRecord(record.form, (Section(section.name, section.title, answers),), record.texts)


@pytest.fixture
def entered(office):
    """entered(record, source, signed, by): the row of what was written down."""

    def enters(record=None, source=BY_PHONE, signed=None, by=HER, key=b"k" * 32):
        how = {"form_key": key, "by": by, "staff_id": int(by.name[6:]), "now": START}
        reference = in_transaction(enter, record or record_of(), source, signed, **how)
        db.session.rollback()
        return db.session.scalars(select(HelpRequest).where(HelpRequest.reference == reference)).one()

    return enters


def letters(case):
    rows = db.session.scalars(select(OutboxMessage).where(OutboxMessage.about == case.reference))
    return sorted(row.template.partition("/")[2] for row in rows)


def shown_as_untold():
    with Session(db.engine) as session:
        return [each.reference for each in untold(session, now=START)]


def test_how_it_came_is_kept(entered):
    case = entered(source=Source("letter", OUTREACH, None, "و-12/1448"))
    assert (case.state, case.channel, case.origin, case.branch, case.entered_by) == (
        "received",
        "letter",
        "outreach",
        None,
        1,
    )
    assert case.letter == "و-12/1448"
    assert b"1448" not in case.sealed_letter
    assert entered(key=b"l" * 32).letter == ""


def test_what_the_office_writes_down_is_its_writers_work_and_nobody_is_mailed_or_warned(entered):
    case = entered(without(record_of(), "email"))
    assert case.assignee_id == 1
    assert letters(case) == []
    assert shown_as_untold() == []


def test_what_is_written_for_a_branch_is_told_to_the_office_and_nobodys_work_yet(entered):
    case = entered(without(record_of(), "email"), Source("branch", branch="north"), by=delegate("north"))
    assert (case.branch, case.assignee_id, case.entered_by) == ("north", None, 8)
    assert letters(case) == ["for_staff"]
    assert shown_as_untold() == []
    db.session.rollback()
    in_transaction(lambda session: session.execute(OutboxMessage.__table__.delete()))
    assert shown_as_untold() == [case.reference]


def test_who_left_an_address_gets_the_number(entered):
    assert letters(entered()) == ["received"]


def test_a_person_without_mobile_document_and_address_is_nobody_elses_namesake(entered):
    bare = without(record_of(id_number=""), "mobile", "email")
    case, other = entered(bare), entered(bare, key=b"l" * 32)
    assert (case.mobile_hash, case.id_hash, case.reachable) == (b"", None, False)
    assert other.reference != case.reference
    assert standing_of(db.session, case, START).can_be_reached is False


def test_a_helpers_mobile_is_a_way(entered):
    assert entered(without(record_of(for_whom="other"), "mobile", "email")).reachable


def test_a_declaration_holds_with_its_paper_until_an_answer_changes(entered):
    case = entered(signed=ON_PAPER)
    at = standing_of(db.session, case, START)
    assert (at.is_declared, at.is_informed, case.informed_via, case.signed_hash) == (True, True, "paper", None)
    [paper] = db.session.scalars(select(Declaration))
    assert (paper.method, paper.is_own, paper.answers_hash) == ("paper", True, case.answers.fingerprint)
    assert paper.words == {"signed_name": "سلمى عبده", "place": "الملف 12، الورقة 40", "signed_on": "2026-10-30"}
    changed = without(record_of(), "email")
    in_transaction(lambda session: setattr(session.get(HelpRequest, case.id), "answers", changed))
    db.session.rollback()
    assert standing_of(db.session, db.session.get(HelpRequest, case.id), START).is_declared is False


def test_without_a_declaration_nobody_counts_as_declared_or_told(entered):
    at = standing_of(db.session, entered(), START)
    assert (at.is_declared, at.is_informed) == (False, False)


def test_a_helpers_declaration_is_not_the_applicants(entered):
    case = entered(record_of(for_whom="other"), signed=Signed("interview", "خالد أحمد", "1"))
    [paper] = db.session.scalars(select(Declaration))
    assert (paper.is_own, standing_of(db.session, case, START).is_declared) == (False, False)
    own = Signed("phone", "سلمى عبده", "1")
    in_transaction(
        lambda session: casework.take_declaration(session, session.get(HelpRequest, case.id), own, by=HER, now=START)
    )
    db.session.rollback()
    assert standing_of(db.session, db.session.get(HelpRequest, case.id), START).is_declared


def test_one_form_at_eight_places_at_once_is_one_request(office, entered):
    how = {"form_key": b"o" * 32, "by": HER, "staff_id": 1, "now": START}
    found = all_at_once(office, 8, lambda _: in_transaction(enter, record_of(), BY_PHONE, ON_PAPER, **how))
    assert len(set(found)) == 1
    db.session.rollback()
    assert len(db.session.scalars(select(Declaration)).all()) == 1
