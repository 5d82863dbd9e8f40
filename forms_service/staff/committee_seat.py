"""What one person may do with one request on an agenda. Goes by person: whoever votes sees no votes before, in no other role."""

from dataclasses import dataclass

from forms_service.accounts.models import Staff
from forms_service.accounts.roles import RECORD_COMMITTEE, VOTE
from forms_service.help_requests.models import HelpRequest
from forms_service.help_requests.sessions import AgendaItem
from forms_service.help_requests.statuses import COMMITTEE


@dataclass(frozen=True)
class Seat:
    """Where somebody sits when a request is called. `choice`: how this person voted, if so."""

    is_aside: bool
    choice: str | None
    is_present: bool
    is_member: bool
    is_secretary: bool
    is_open: bool
    """Whether the session goes on and the request waits for its result there."""

    @property
    def may_step_aside(self) -> bool:
        """Before one's own vote, even before the session counts one as present."""
        return self.is_open and self.is_member and not self.is_aside and self.choice is None

    @property
    def may_vote(self) -> bool:
        """Once, and only where present."""
        return self.may_step_aside and self.is_present

    @property
    def may_record(self) -> bool:
        """A secretary who is also a member votes first; who stepped aside leaves it to another secretary."""
        return self.is_open and self.is_secretary and not self.is_aside and not self.may_vote

    @property
    def is_absent_member(self) -> bool:
        """A member whom the secretary has not noted as present."""
        return self.may_step_aside and not self.is_present

    def sees_tally(self, result: str | None) -> bool:
        """Whether the votes so far are shown."""
        return result is not None or self.choice is not None or self.may_record


def seat_of(item: AgendaItem, case: HelpRequest, person: Staff) -> Seat:
    """Where this person sits."""
    return Seat(
        is_aside=any(each.staff_id == person.id for each in item.recusals),
        choice=next((vote.choice for vote in item.votes if vote.staff_id == person.id), None),
        is_present=person.id in item.session.present,
        is_member=person.may(VOTE),
        is_secretary=person.may(RECORD_COMMITTEE),
        is_open=item.session.closed_at is None and item.result is None and case.state == COMMITTEE,
    )
