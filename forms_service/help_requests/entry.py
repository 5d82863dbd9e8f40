"""A request that staff write down for somebody who asked otherwise, or whom we came to before anybody asked.

Takes part in the caller's transaction: it never commits and never sends.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from forms_service import submissions
from forms_service.formkit.answers import AnswersRecord
from forms_service.help_requests import casework, messages
from forms_service.help_requests.casework import Signed
from forms_service.help_requests.procedure import Actor, to_change
from forms_service.help_requests.service import columns_of, promise_notice, store
from forms_service.help_requests.statuses import RECEIVED

REQUESTED, OUTREACH = "requested", "outreach"
LETTER, BRANCH = "letter", "branch"
CHANNELS = ("interview", "phone", "social", LETTER, "help_request", "volunteering", "website", BRANCH)
"""The eight channels of the policy, in its order."""


@dataclass(frozen=True)
class Source:
    """How a request came to us. `letter`: the serial of the letter. `branch`: the office whose request it is."""

    channel: str
    origin: str = REQUESTED
    branch: str | None = None
    letter: str = ""


def enter(
    session: Session,
    record: AnswersRecord,
    source: Source,
    signed: Signed | None,
    *,
    form_key: bytes,
    by: Actor,
    staff_id: int,
    now: datetime,
) -> str:
    """Store the request as `by` wrote it down, with its declaration where one was taken; the same form key: the same reference.

    The office's own request is the work of who wrote it down, and nobody is mailed. A branch's goes to the office: its
    delegate cannot begin the checking, so staff are told as of any other, and nobody works on it yet.
    """
    columns = {
        "form_key": form_key,
        "state": RECEIVED,
        "channel": source.channel,
        "origin": source.origin,
        "branch": source.branch,
        "entered_by": staff_id,
        **columns_of(record),
        "doubt": None,
    }
    reference, is_new = store(session, record, columns, now=now, actor=by.name, act="enter")
    if not is_new:
        return reference
    case = to_change(session, reference)
    case.letter = source.letter
    if source.branch:
        promise_notice(session, reference, now=now)
    else:
        casework.assign(session, case, staff_id, by=by, now=now)
    if signed:
        casework.take_declaration(session, case, signed, is_own=case.for_whom == "self", by=by, now=now)
        casework.inform(session, case, signed.method, by=by, now=now)
    submissions.tell_person(session, record, reference, messages.received, now=now, received_at=now)
    return reference
