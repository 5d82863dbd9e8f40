"""What people do on a help request, as verbs that the stories use. Each is one act of the services, at the stage's moment."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from forms_service.clock import today_in_riyadh
from forms_service.formkit.page import Page, Scene
from forms_service.help_requests import casework, corrections, from_applicant
from forms_service.help_requests.case_file import Delivery, Question
from forms_service.help_requests.checklist import MATCHING, REGISTRATION, items_of
from forms_service.help_requests.form import JOURNEY
from forms_service.help_requests.models import HelpRequest
from forms_service.help_requests.moves import Words
from forms_service.help_requests.procedure import Actor, move, to_change
from forms_service.seed.answers import Typed, filled
from forms_service.seed.stage import Stage

VALID_FOR = timedelta(days=400)
OFFICER, SECRETARY, MANAGER, RESEARCHER = "huda", "mona", "khaled", "reem"


@dataclass(frozen=True)
class Desk:
    """One request, and the stage around it. `typed` is what the applicant typed into the form."""

    stage: Stage
    story: str
    typed: Typed

    @property
    def reference(self) -> str:
        """The number of the request."""
        return self.stage.references[self.story]

    @property
    def case(self) -> HelpRequest:
        """The request, held for a change."""
        return to_change(self.stage.session, self.reference)

    def act(self, does: Callable[..., Any], *given: Any, by: str = OFFICER, **more: Any) -> Any:
        """One of the acts of casework."""
        stage = self.stage
        return does(stage.session, self.case, *given, by=self.who(by), now=stage.now, **more)

    def who(self, key: str) -> Actor:
        """A colleague, as one who acts."""
        return self.stage.staff[key]

    def goes(self, target: str, by: str = OFFICER, **words: str) -> None:
        """A move."""
        stage = self.stage
        move(stage.session, self.reference, target, by=self.who(by), now=stage.now, words=Words(**words))


def _takes(desk: Desk, by: str = OFFICER) -> None:
    desk.act(casework.assign, desk.stage.staff_id(by), by=by)
    desk.goes("checking", by=by)


def _matches(desk: Desk, *codes: str) -> None:
    """These items of the list are met; without any, all are."""
    _marks(desk, MATCHING, codes)


def _registers(desk: Desk, *codes: str) -> None:
    _marks(desk, REGISTRATION, codes)


def _marks(desk: Desk, stage: str, codes: tuple[str, ...]) -> None:
    case, now = desk.case, desk.stage.now
    for item in items_of(case, stage, desk.stage.association):
        if not codes or item.code in codes:
            until = today_in_riyadh(now) + VALID_FOR if item.ends else None
            desk.act(casework.mark, stage, item.code, is_met=True, valid_until=until)


def _misses(desk: Desk, code: str, note: str) -> None:
    desk.act(casework.mark, MATCHING, code, is_met=False, note=note)


def _ended(desk: Desk, code: str, note: str) -> None:
    """The original had ended before the day of submission."""
    until = today_in_riyadh(desk.case.received_at) - timedelta(days=20)
    desk.act(casework.mark, MATCHING, code, is_met=True, valid_until=until, note=note)


def _corrects_answer(desk: Desk, slug: str, name: str, value: str, reason: str) -> None:
    case, stage = desk.case, desk.stage
    page: type[Page] | None = JOURNEY.page(slug)
    assert page is not None, slug  # noqa: S101 - our own table
    then = Scene(stage.association, today_in_riyadh(case.received_at), by_staff=case.entered_by is not None)
    scene = corrections.scene_of(case.answers, then)
    record = corrections.with_page(case.answers, filled(page, {**desk.typed, name: value}, scene))
    desk.act(corrections.correct, record, slug, reason)


def _newest(desk: Desk) -> int:
    asked = select(Question.id).where(Question.case_id == desk.case.id).order_by(Question.id.desc()).limit(1)
    return desk.stage.session.scalars(asked).one()


def _first_part(desk: Desk) -> int:
    waiting = select(Delivery.id).where(Delivery.case_id == desk.case.id, Delivery.delivered_at.is_(None))
    return desk.stage.session.scalars(waiting.order_by(Delivery.id).limit(1)).one()


def _sends(desk: Desk, kind: str, text: str, by: str = "applicant") -> None:
    stage = desk.stage
    from_applicant.send(stage.session, desk.reference, kind, text, is_own=by == "applicant", now=stage.now)


def _confirms_receipt(desk: Desk) -> None:
    stage = desk.stage
    from_applicant.confirm_receipt(stage.session, desk.reference, _first_part(desk), is_own=True, now=stage.now)


def _appoints(desk: Desk, days: str, channel: str, place: str) -> None:
    """An appointment with the officer, so many days after the act."""
    starts = desk.stage.now + timedelta(days=int(days), hours=8)
    desk.act(casework.agree_on, starts, channel, desk.stage.staff_id(OFFICER), place=place)


def _allows_early(desk: Desk, reason: str) -> None:
    desk.act(casework.allow_early_reply, desk.stage.staff_id(MANAGER), reason, by=MANAGER)


def _merges(desk: Desk, other: str, reason: str) -> None:
    desk.goes("merged", reason=reason, other_reference=desk.stage.references[other])


VERBS: Mapping[str, Callable[..., Any]] = {
    "takes": _takes,
    "matches": _matches,
    "misses": _misses,
    "ended": _ended,
    "notes": lambda desk, text, by=OFFICER: desk.act(casework.write_note, text, by=by),
    "reaches": lambda desk, channel, note: desk.act(casework.note_contact, channel, was_reached=True, note=note),
    "tries": lambda desk, channel, note: desk.act(casework.note_contact, channel, was_reached=False, note=note),
    "informs": lambda desk, channel: desk.act(casework.inform, channel),
    "declares": lambda desk, way, name: desk.act(casework.take_declaration, casework.Signed(way, name, "1")),
    "corrects_answer": _corrects_answer,
    "asks": lambda desk, text: desk.act(casework.ask, text),
    "refers": lambda desk, text: desk.act(casework.ask, text, is_referral=True),
    "answers": lambda desk, text: desk.act(casework.answer, _newest(desk), text),
    "explains": lambda desk, text: desk.act(casework.answer, _newest(desk), text, by=RESEARCHER),
    "tells": lambda desk, channel: desk.act(casework.told, _newest(desk), channel),
    "needs": lambda desk, text: desk.goes("waiting", public=text),
    "goes": lambda desk, target: desk.goes(target),
    "sends": _sends,
    "sees": lambda desk: desk.act(from_applicant.mark_seen),
    "withdraws": lambda desk: from_applicant.withdraw(desk.stage.session, desk.reference, now=desk.stage.now),
    "replies": lambda desk, target, text="": desk.goes(target, by=SECRETARY, public=text),
    "allows_early": _allows_early,
    "registers": _registers,
    "appoints": _appoints,
    "plans": lambda desk, what, amount: desk.act(casework.plan_delivery, what, amount),
    "hands_over": lambda desk, receipt: desk.act(casework.hand_over, _first_part(desk), receipt, "interview"),
    "confirms_receipt": _confirms_receipt,
    "settles": lambda desk, note: desk.act(casework.settle_survey, note),
    "closes": lambda desk, code="", text="": desk.goes("closed", code=code, public=text),
    "reopens": lambda desk, reason: desk.goes("checking", by=MANAGER, reason=reason),
    "merges": _merges,
}
"""What a line of a story may say, and what it needs besides."""
