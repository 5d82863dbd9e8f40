"""One request before the committee: what is shown to whom, the vote, stepping aside, and the result."""

from sqlalchemy import func, select

from forms_service import clock
from forms_service.db import db
from forms_service.help_requests.committee import ACCEPT, MORE_INFORMATION, REFUSE
from forms_service.help_requests.from_applicant import mark_seen
from forms_service.help_requests.models import HelpRequest
from forms_service.help_requests.sessions import AgendaItem
from tests.support.casework import WHY_NOT, Story, join, objections_are_open
from tests.support.committee import MEMBERS, Committee
from tests.support.guides import publish
from tests.support.office import events

TALLY = "لم يصوّت بعد"
CITED = '<a href="/documents/support-policy-guide/#exclusions">4. ما لا يشمله الدعم</a> <span class="badge draft">مسودة</span>'


def state_of(committee: Committee, reference: str) -> tuple[str, str | None]:
    def looks() -> tuple[str, str | None]:
        case = db.session.query(HelpRequest).filter_by(reference=reference).one()
        return case.state, case.result

    return committee.tells(looks)


def test_a_member_sees_what_a_decision_needs_and_no_identity_or_address(committee: Committee) -> None:
    reference = committee.raised()
    committee.opens_session(reference)
    page = committee.reads("ali", "items/1")
    for needed in ("أحتاج كتبًا مترجمة.", "سلمى عبده", "رقم الوثيقة وصلاحيتها وقت التقديم", "مطابق", "لم يُحل شيء"):
        assert needed in page
    for unneeded in ("2900000007", "500000001", "salma@example.org"):
        assert unneeded not in page
    who = f"staff:{committee.numbers['ali']}"
    assert events(committee.app, "read") == [(who, "read", "help_request", reference)]


def test_a_vote_is_looked_at_again_cast_once_and_never_changed(committee: Committee) -> None:
    committee.opens_session(committee.raised())
    nothing = committee.posts("ali", "items/1/vote")
    assert (nothing.status_code, "اختر رأيك" in nothing.text) == (422, True)
    sure = committee.posts("ali", "items/1/vote", choice=REFUSE)
    assert (sure.status_code, "الصوت لا يُعدّل بعد تسجيله" in sure.text) == (200, True)
    assert events(committee.app, "vote") == []
    assert committee.posts("ali", "items/1/vote", choice=REFUSE, sure="yes").status_code == 303
    again = committee.posts("ali", "items/1/vote", choice=ACCEPT, sure="yes")
    assert (again.status_code, "ولا يتغير بعد تسجيله" in again.text) == (422, True)
    assert "صوتك: رفض الطلب" in committee.reads("ali", "items/1")
    assert len(events(committee.app, "vote")) == 1


def test_the_votes_show_only_after_ones_own(committee: Committee) -> None:
    committee.opens_session(committee.raised())
    committee.votes(REFUSE, "ali")
    sees = {who: TALLY in committee.reads(who, "items/1") for who in ("ali", "omar", "nada", "secretary", "manager")}
    assert sees == {"ali": True, "omar": False, "nada": False, "secretary": True, "manager": False}
    committee.votes(ACCEPT, "nada")
    assert TALLY in committee.reads("nada", "items/1")


def test_a_secretary_who_is_a_member_votes_before_looking_at_the_result(committee: Committee) -> None:
    committee.opens_session(committee.raised())
    committee.votes(ACCEPT, *MEMBERS[:3])
    assert committee["nada"].opens("/staff/committee/items/1/record").location.endswith("/items/1")
    assert "صوّت أولًا" in committee.reads("nada", "items/1")


def test_who_stepped_aside_neither_votes_nor_reads_nor_records(committee: Committee) -> None:
    committee.opens_session(committee.raised())
    assert "لا رجوع عن التنحّي" in committee.reads("nada", "items/1/aside")
    assert committee.posts("nada", "items/1/aside").status_code == 303
    page = committee.reads("nada", "items/1")
    assert "فلا يُعرض لك ما فيه" in page
    assert "سلمى" not in page
    assert "أحتاج كتبًا" not in page
    vote = committee.posts("nada", "items/1/vote", choice=ACCEPT, sure="yes")
    assert (vote.status_code, "سُجّل تنحّيك" in vote.text) == (422, True)
    committee.votes(ACCEPT, *MEMBERS[:3])
    assert committee["nada"].opens("/staff/committee/items/1/record").status_code == 303
    assert committee["nada"].opens("/staff/committee/items/1/aside").status_code == 303


def test_a_refusal_is_recorded_with_its_public_reason_and_clause(committee: Committee) -> None:
    publish(committee.app, "support-policy-guide", status="draft")
    reference = committee.raised()
    committee.opens_session(reference)
    committee.votes(REFUSE, *MEMBERS[:3])
    page = committee.reads("secretary", "items/1/record")
    assert "دليل سياسة الدعم للمستفيدين، 4. ما لا يشمله الدعم (مسودة)" in page
    assert "حاضرون لم يصوّتوا بعد: 1" in page
    silent = committee.posts("secretary", "items/1/record", result=REFUSE, reason="للحفظ")
    assert (silent.status_code, "اكتب سبب الرفض" in silent.text, "للحفظ" in silent.text) == (422, True, True)
    clause = "support-policy-guide#exclusions"
    said = {"public": "لا تقدّم الجمعية هذه الخدمة.", "reason": "سرّي", "clause": clause}
    assert committee.posts("secretary", "items/1/record", result=REFUSE, **said).status_code == 303
    assert state_of(committee, reference) == ("decided", REFUSE)
    page = committee.reads("ali", "items/1")
    assert "لا تقدّم الجمعية هذه الخدمة." in page
    assert CITED in page
    reply = committee["secretary"].opens(f"/staff/help-requests/{reference}/move/refused").text
    assert CITED in reply
    assert CITED in committee.reads("secretary", "sessions/1/minutes")


def test_an_approved_guide_makes_the_clause_a_duty(committee: Committee) -> None:
    publish(committee.app, "support-policy-guide", status="approved")
    committee.opens_session(committee.raised())
    committee.votes(REFUSE, *MEMBERS[:3])
    page = committee.posts("secretary", "items/1/record", result=REFUSE, public="سبب")
    assert (page.status_code, "اختر البند الذي استند إليه القرار" in page.text) == (422, True)


def test_more_information_sends_the_request_back_with_what_is_wanted(committee: Committee) -> None:
    reference = committee.raised()
    committee.opens_session(reference)
    committee.votes(MORE_INFORMATION, *MEMBERS[:3])
    empty = committee.posts("secretary", "items/1/record", result=MORE_INFORMATION)
    assert (empty.status_code, "اكتب ما تطلبه اللجنة" in empty.text) == (422, True)
    committee.posts("secretary", "items/1/record", result=MORE_INFORMATION, wanted="عدد أفراد الأسرة")
    assert state_of(committee, reference) == ("checking", MORE_INFORMATION)


def test_without_quorum_or_majority_there_is_nothing_to_record(committee: Committee) -> None:
    committee.opens_session(committee.raised(), present=("ali", "omar"))
    committee.votes(ACCEPT, "ali", "omar")
    page = committee.reads("secretary", "items/1/record")
    assert "لم يكتمل النصاب. الحاضرون: 2، والمطلوب: 3" in page
    assert 'name="result"' not in page
    committee.opens_session(committee.raised())
    assert "من الحاضرين من لم يصوّت. انتظر صوته، ثم سجّل النتيجة. العدد: 4." in committee.reads(
        "secretary", "items/2/record"
    )
    committee.votes(ACCEPT, "ali", "omar", item=2)
    committee.votes(REFUSE, "amal", "nada", item=2)
    assert "لم تتحقق الأغلبية" in committee.reads("secretary", "items/2/record")
    assert committee.posts("secretary", "items/2/record", result=ACCEPT).status_code == 200


def test_a_vote_that_changes_the_result_meanwhile_stops_the_recording(committee: Committee) -> None:
    reference = committee.raised()
    committee.opens_session(reference)
    committee.votes(ACCEPT, "ali", "omar")
    committee.votes(REFUSE, "amal", "nada")
    stale = committee.posts("secretary", "items/1/record", result=ACCEPT)
    assert "لم تتحقق الأغلبية" in stale.text
    assert state_of(committee, reference) == ("committee", None)


def test_an_address_that_only_takes_forms_leads_back_to_the_request(committee: Committee) -> None:
    committee.opens_session(committee.raised())
    assert committee["ali"].opens("/staff/committee/items/1/vote").location == "/staff/committee/items/1"
    assert committee["ali"].opens("/staff/committee/items/9").status_code == 404


def test_what_was_typed_outlives_an_expired_page(committee: Committee) -> None:
    committee.opens_session(committee.raised())
    committee.votes(REFUSE, *MEMBERS[:3])
    page = committee.posts("secretary", "items/1/record", csrf_token="old", result=REFUSE, public="سبب كتبه أمين السر")
    assert (page.status_code, "سبب كتبه أمين السر" in page.text) == (400, True)
    assert "بقيت الصفحة مفتوحة مدة طويلة" in page.text
    assert events(committee.app, "to_decided") == []


def test_who_voted_on_the_first_request_reads_nothing_of_the_objection_and_the_others_read_both_sides(
    committee: Committee,
) -> None:
    objections_are_open(committee.app)

    def objected() -> str:
        join(8, 9)
        later = Story(clock.now()).days_pass(-40).is_refused().is_objected_to()
        later.act(mark_seen)
        return later.is_raised().reference

    reference = committee.tells(objected)
    committee.opens_session(reference)
    number = committee.tells(lambda: db.session.scalars(select(func.max(AgendaItem.id))).one())
    page = committee.reads("ali", f"items/{number}")
    assert "سبق أن عملت على الطلب الأول أو صوّتّ عليه، فلا تصوّت على الاعتراض عنه" in page
    assert WHY_NOT not in page
    page = committee.reads("nada", f"items/{number}")
    assert WHY_NOT in page
    assert "لا تقدّم الجمعية هذه الخدمة." in page
    assert "علي حسن" in page, "who may not vote is named among those who stepped aside"
