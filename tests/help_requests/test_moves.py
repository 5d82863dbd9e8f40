"""The table of moves: every state is reached, nobody else may, and nothing moves before what must hold does."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms_service.help_requests.committee import ACCEPT, MORE_INFORMATION, REFUSE
from forms_service.help_requests.moves import (
    APPLICANT,
    CLOSING_REASONS,
    DELEGATE,
    MANAGER,
    MOVES,
    NO_ANSWER,
    OFFICER,
    OUT_OF_SCOPE,
    SECRETARY,
    SPAM,
    TIMER,
    MoveRefused,
    Standing,
    Words,
    check,
    targets_from,
)
from forms_service.help_requests.statuses import ANSWERED, ENDED, OPEN, RECEIVED, STATES

DAY = date(2026, 11, 15)
EVERYBODY = frozenset({OFFICER, DELEGATE, SECRETARY, MANAGER, APPLICANT, TIMER})
IN_ORDER = Standing(
    DAY,
    is_assigned=True,
    is_declared=True,
    is_informed=True,
    reply_not_before=DAY,
    result=ACCEPT,
    members_voting=3,
    quorum=3,
    has_public_reason=True,
    deliveries=1,
    survey_settled=True,
    contact_attempts=2,
)
WORDS = Words("نحتاج أن نرى أصل الإقامة.", "سبب", SPAM, "482930571162")
"""Everything that could be asked for."""

RESULTS = {("decided", "refused"): REFUSE, ("committee", "checking"): MORE_INFORMATION}


def standing_for(move: tuple[str, str]) -> Standing:
    return replace(IN_ORDER, result=RESULTS.get(move, ACCEPT))


def refusal(source, target, at=IN_ORDER, words=WORDS, by=EVERYBODY) -> MoveRefused | None:
    try:
        check(source, target, by=frozenset(by), at=at, words=words)
    except MoveRefused as refused:
        return refused
    return None


@pytest.mark.parametrize("move", MOVES)
def test_every_move_can_be_made_when_all_is_in_order(move):
    assert refusal(*move, at=standing_for(move)) is None


@pytest.mark.parametrize("move", MOVES)
def test_nobody_else_makes_a_move(move):
    others = EVERYBODY - MOVES[move].by
    assert refusal(*move, at=standing_for(move), by=others).why == "not_yours"


def test_every_state_is_reached_and_every_state_but_the_last_is_left():
    reached, sources = {RECEIVED}, {source for source, _ in MOVES}
    while more := {target for source, target in MOVES if source in reached} - reached:
        reached |= more
    assert reached == set(STATES)
    assert set(STATES) - sources == {"withdrawn", "merged"}
    assert ENDED <= ANSWERED
    assert set(STATES) == OPEN | ANSWERED


@given(st.sampled_from(sorted(STATES)), st.sampled_from(sorted(STATES)))
def test_a_move_that_is_not_in_the_table_is_refused_whoever_asks(source, target):
    if (source, target) not in MOVES:
        assert refusal(source, target).why == "no_such_move"


REFUSALS = [
    ("received", "checking", {"is_assigned": False}, {}, "unassigned"),
    ("checking", "waiting", {}, {"public": "  "}, "no_message"),
    ("checking", "signed", {"open_questions": 1}, {}, "open_questions"),
    ("checking", "signed", {"unmatched": ("رقم الإقامة",)}, {}, "unmatched"),
    ("checking", "signed", {"is_declared": False}, {}, "undeclared"),
    ("signed", "committee", {"unread": 1}, {}, "unread"),
    ("signed", "committee", {"is_declared": False}, {}, "undeclared"),
    ("signed", "committee", {"is_informed": False}, {}, "uninformed"),
    ("committee", "decided", {"members_voting": 2}, {}, "no_quorum"),
    ("committee", "decided", {"result": None}, {}, "no_majority"),
    ("committee", "decided", {"result": MORE_INFORMATION}, {}, "no_majority"),
    ("committee", "decided", {"result": REFUSE, "has_public_reason": False}, {}, "no_public_reason"),
    ("committee", "decided", {"result": REFUSE, "lacks_clause": True}, {}, "no_public_reason"),
    ("committee", "checking", {"result": ACCEPT}, {}, "no_majority"),
    ("decided", "accepted", {"result": REFUSE}, {}, "other_result"),
    ("decided", "refused", {"result": ACCEPT}, {}, "other_result"),
    ("registration", "delivering", {"unregistered": ("العنوان",)}, {}, "unregistered"),
    ("delivering", "delivered", {"deliveries": 0}, {}, "undelivered"),
    ("delivering", "delivered", {"undelivered": ("الجزء الثاني",)}, {}, "undelivered"),
    ("delivered", "closed", {"survey_settled": False}, {}, "no_survey"),
    ("closed", "checking", {}, {"reason": ""}, "no_reason"),
    ("checking", "closed", {}, {"code": "because"}, "no_reason"),
    ("checking", "closed", {"contact_attempts": 1}, {"code": NO_ANSWER}, "too_few_attempts"),
    ("checking", "closed", {}, {"code": OUT_OF_SCOPE, "public": ""}, "no_message"),
    ("committee", "withdrawn", {}, {"reason": ""}, "no_reason"),
    ("received", "merged", {}, {"other_reference": ""}, "no_other_reference"),
]


@pytest.mark.parametrize(("source", "target", "lacking", "said", "why"), REFUSALS)
def test_a_move_waits_for_what_must_hold(source, target, lacking, said, why):
    at = replace(standing_for((source, target)), **lacking)
    assert refusal(source, target, at, replace(WORDS, **said)).why == why


def test_whoever_cannot_be_reached_is_sent_no_message_when_a_request_is_closed():
    for code in CLOSING_REASONS:
        unreachable = replace(IN_ORDER, can_be_reached=False)
        assert refusal("checking", "closed", unreachable, replace(WORDS, code=code, public="")) is None
    assert refusal("checking", "closed", IN_ORDER, replace(WORDS, code=SPAM, public="")) is None


@pytest.mark.parametrize(("days", "why"), [(13, "too_early"), (14, None), (15, None)])
@pytest.mark.parametrize(("target", "result"), [("accepted", ACCEPT), ("refused", REFUSE)])
def test_the_reply_is_refused_on_day_13_and_allowed_on_day_14(days, why, target, result):
    raised = DAY
    at = replace(
        IN_ORDER, result=result, reply_not_before=raised + timedelta(days=14), today=raised + timedelta(days=days)
    )
    refused = refusal("decided", target, at)
    assert (refused.why if refused else None) == why
    if refused:
        assert refused.facts == {"not_before": date(2026, 11, 29)}
        assert refusal("decided", target, replace(at, early_reply_allowed=True)) is None


def test_a_reply_never_leaves_where_the_raise_is_not_known():
    assert refusal("decided", "accepted", replace(IN_ORDER, reply_not_before=None)).why == "too_early"


def test_each_role_is_offered_its_own_moves():
    assert targets_from("decided", frozenset({SECRETARY})) == ("accepted", "refused")
    assert targets_from("committee", frozenset({OFFICER})) == ("withdrawn", "merged")
    assert targets_from("closed", frozenset({OFFICER})) == ()
    assert targets_from("closed", frozenset({MANAGER})) == ("checking",)
    assert targets_from("checking", frozenset({DELEGATE})) == ("signed",)
