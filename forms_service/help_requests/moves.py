"""The moves of a help request: from where to where, who may, and what must hold. Knows no Flask, no database, no wording.

`service.move()` is the one door through which a request moves; it looks up here. What must hold is judged on a `Standing`:
what is known of the request at that moment.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from forms_service.errors import RuleBroken
from forms_service.help_requests import committee
from forms_service.help_requests.statuses import (
    ACCEPTED,
    CHECKING,
    CLOSED,
    COMMITTEE,
    DECIDED,
    DELIVERED,
    DELIVERING,
    MERGED,
    OPEN,
    RECEIVED,
    REFUSED,
    REGISTRATION,
    SIGNED,
    WAITING,
    WITHDRAWN,
)

OFFICER, DELEGATE, SECRETARY, MANAGER = "reception", "delegate", "secretary", "manager"
APPLICANT, TIMER = "applicant", "timer"

SPAM, NO_ANSWER, OUT_OF_SCOPE, UNREACHABLE = "spam", "no_answer", "out_of_scope", "unreachable"
CLOSING_REASONS = (SPAM, NO_ANSWER, OUT_OF_SCOPE, UNREACHABLE)
"""Why a request is closed before its end."""
ATTEMPTS_BEFORE_CLOSING = 2


class MoveRefused(RuleBroken):
    """The move may not be made now. `why` names the rule; `facts` are what its sentence needs (dates, labels, numbers)."""

    def __init__(self, why: str, **facts: object) -> None:
        super().__init__(why)
        self.why, self.facts = why, facts


@dataclass(frozen=True)
class Standing:
    """What is known of a request when it is to move. `today` is a calendar day in Riyadh."""

    today: date
    is_assigned: bool = False
    unmatched: tuple[str, ...] = ()
    """Names of what was not matched, or was not valid on the day of submission."""
    open_questions: int = 0
    unread: int = 0
    """Answers, corrections and the objection of the person that nobody has marked as seen."""
    is_declared: bool = False
    """A declaration is kept, of the person's own, and nothing was edited since."""
    is_informed: bool = False
    """That the request goes to the committee was said, and when and how is written down."""
    reply_not_before: date | None = None
    early_reply_allowed: bool = False
    """The manager allowed it, with a reason that is kept."""
    result: str | None = None
    """What the committee decided on the last raise."""
    members_voting: int = 0
    quorum: int = 0
    has_public_reason: bool = False
    lacks_clause: bool = False
    """A refusal that must name a clause of the approved guide, and does not."""
    unregistered: tuple[str, ...] = ()
    undelivered: tuple[str, ...] = ()
    deliveries: int = 0
    survey_settled: bool = False
    """The person was invited to the survey, or it is written down that there is no way."""
    contact_attempts: int = 0
    """Tries in which the person was not reached."""
    can_be_reached: bool = True


@dataclass(frozen=True)
class Words:
    """What is said with a move. `public` is read by the applicant, `reason` by staff only; `code` is one of a fixed list."""

    public: str = ""
    reason: str = ""
    code: str = ""
    other_reference: str = ""


Guard = Callable[[Standing, Words], None]


@dataclass(frozen=True)
class Move:
    """One move: who may make it and what must hold."""

    by: frozenset[str]
    guards: tuple[Guard, ...] = field(default=())


def _assigned(at: Standing, _words: Words) -> None:
    if not at.is_assigned:
        raise MoveRefused("unassigned")


def _says_what_is_missing(_at: Standing, words: Words) -> None:
    if not words.public.strip():
        raise MoveRefused("no_message")


def _gives_a_reason(_at: Standing, words: Words) -> None:
    if not words.reason.strip():
        raise MoveRefused("no_reason")


def _all_questions_answered(at: Standing, _words: Words) -> None:
    if at.open_questions:
        raise MoveRefused("open_questions", count=at.open_questions)


def _all_matched(at: Standing, _words: Words) -> None:
    if at.unmatched:
        raise MoveRefused("unmatched", item=at.unmatched[0], items=at.unmatched)


def _declared(at: Standing, _words: Words) -> None:
    if not at.is_declared:
        raise MoveRefused("undeclared")


def _informed(at: Standing, _words: Words) -> None:
    if not at.is_informed:
        raise MoveRefused("uninformed")


def _all_read(at: Standing, _words: Words) -> None:
    if at.unread:
        raise MoveRefused("unread", count=at.unread)


def _quorum(at: Standing, _words: Words) -> None:
    if at.members_voting < at.quorum:
        raise MoveRefused("no_quorum", present=at.members_voting, quorum=at.quorum)


def _decided(at: Standing, _words: Words) -> None:
    if at.result not in (committee.ACCEPT, committee.REFUSE):
        raise MoveRefused("no_majority")
    if at.result == committee.REFUSE and (not at.has_public_reason or at.lacks_clause):
        raise MoveRefused("no_public_reason")


def _needs_more(at: Standing, _words: Words) -> None:
    if at.result != committee.MORE_INFORMATION:
        raise MoveRefused("no_majority")


def _result(wanted: str) -> Guard:
    def guard(at: Standing, _words: Words) -> None:
        if at.result != wanted:
            raise MoveRefused("other_result")

    return guard


def _not_too_early(at: Standing, _words: Words) -> None:
    if at.early_reply_allowed:
        return
    if at.reply_not_before is None or at.today < at.reply_not_before:
        raise MoveRefused("too_early", not_before=at.reply_not_before)


def _registered(at: Standing, _words: Words) -> None:
    if at.unregistered:
        raise MoveRefused("unregistered", items=at.unregistered)


def _all_delivered(at: Standing, _words: Words) -> None:
    if at.undelivered or not at.deliveries:
        raise MoveRefused("undelivered", items=at.undelivered)


def _survey_settled(at: Standing, _words: Words) -> None:
    if not at.survey_settled:
        raise MoveRefused("no_survey")


def _closing_is_explained(at: Standing, words: Words) -> None:
    if words.code not in CLOSING_REASONS:
        raise MoveRefused("no_reason")
    if words.code == NO_ANSWER and at.contact_attempts < ATTEMPTS_BEFORE_CLOSING:
        raise MoveRefused("too_few_attempts", attempts=at.contact_attempts, needed=ATTEMPTS_BEFORE_CLOSING)
    if words.code == NO_ANSWER:
        _all_read(at, words)
    if words.code != SPAM and at.can_be_reached and not words.public.strip():
        raise MoveRefused("no_message")


def _names_the_other(_at: Standing, words: Words) -> None:
    if not words.other_reference:
        raise MoveRefused("no_other_reference")


def _move(*by: str, guards: tuple[Guard, ...] = ()) -> Move:
    return Move(frozenset(by), guards)


_CLOSED_EARLY = (RECEIVED, CHECKING, WAITING, SIGNED, ACCEPTED, REGISTRATION)

MOVES: Mapping[tuple[str, str], Move] = {
    (RECEIVED, CHECKING): _move(OFFICER, guards=(_assigned,)),
    (CHECKING, WAITING): _move(OFFICER, guards=(_says_what_is_missing,)),
    (WAITING, CHECKING): _move(OFFICER),
    (CHECKING, SIGNED): _move(OFFICER, DELEGATE, guards=(_all_questions_answered, _all_matched, _declared)),
    # Asked again: an answer may have been corrected since, and is to be matched anew.
    (SIGNED, COMMITTEE): _move(
        OFFICER, SECRETARY, guards=(_all_read, _all_questions_answered, _all_matched, _declared, _informed)
    ),
    (COMMITTEE, DECIDED): _move(SECRETARY, guards=(_quorum, _decided)),
    (COMMITTEE, CHECKING): _move(SECRETARY, guards=(_quorum, _needs_more)),
    (DECIDED, ACCEPTED): _move(OFFICER, SECRETARY, guards=(_result(committee.ACCEPT), _not_too_early)),
    (DECIDED, REFUSED): _move(OFFICER, SECRETARY, guards=(_result(committee.REFUSE), _not_too_early)),
    (ACCEPTED, REGISTRATION): _move(OFFICER),
    (REGISTRATION, DELIVERING): _move(OFFICER, guards=(_registered,)),
    (DELIVERING, DELIVERED): _move(OFFICER, guards=(_all_delivered,)),
    (DELIVERED, CLOSED): _move(OFFICER, TIMER, guards=(_survey_settled,)),
    (REFUSED, CLOSED): _move(OFFICER, TIMER, guards=(_survey_settled,)),
    (CLOSED, CHECKING): _move(MANAGER, guards=(_gives_a_reason,)),
    **{(state, CLOSED): _move(OFFICER, guards=(_closing_is_explained,)) for state in _CLOSED_EARLY},
    **{(state, WITHDRAWN): _move(APPLICANT, OFFICER, guards=(_gives_a_reason,)) for state in sorted(OPEN)},
    **{(state, MERGED): _move(OFFICER, guards=(_gives_a_reason, _names_the_other)) for state in sorted(OPEN)},
}
"""Every move there is; what is not here cannot happen, by web, in bulk or at the terminal."""


def check(source: str, target: str, *, by: frozenset[str], at: Standing, words: Words) -> None:
    """Raise MoveRefused unless this move may be made by someone who is one of `by`, as the request stands.

    Moves that do not exist and moves of others are refused before anything else is looked at.
    """
    move = MOVES.get((source, target))
    if move is None:
        raise MoveRefused("no_such_move", source=source, target=target)
    if not move.by & by:
        raise MoveRefused("not_yours", needs=tuple(sorted(move.by)))
    for guard in move.guards:
        guard(at, words)


def targets_from(source: str, by: frozenset[str]) -> tuple[str, ...]:
    """Where someone who is one of `by` could lead a request from here, were everything in order."""
    return tuple(target for (start, target), move in MOVES.items() if start == source and move.by & by)
