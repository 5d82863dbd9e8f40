"""A request ends by itself thirty days after its person was invited to rate the service, and no sooner."""

from datetime import timedelta

import pytest
from flask import Flask

from forms_service import clock
from forms_service.db import db
from forms_service.help_requests import casework, timer
from forms_service.help_requests.case_file import Step
from forms_service.help_requests.committee import ACCEPT
from forms_service.help_requests.moves import MoveRefused
from forms_service.watch.sweeper import sweep
from tests.support.casework import Story, office
from tests.support.office import events
from tests.support.plans import Plans, reads_indexes
from tests.support.postgres import both_databases

pytestmark = both_databases
__all__ = ["office"]


@pytest.fixture
def ended(office: Flask) -> tuple[Story, Story]:
    """One whose service was delivered, one that was refused; both were invited thirty days ago but for a minute."""
    invited = clock.now() - timer.CLOSES_AFTER + timedelta(minutes=1)
    served = Story(invited - timedelta(days=20)).is_decided(ACCEPT).days_pass(14).goes("accepted").goes("registration")
    served.is_registered().goes("delivering")
    part = served.act(casework.plan_delivery, "كتب", "3")
    served.act(casework.hand_over, part, "استلمها", "interview")
    served.goes("delivered")
    stories = served, Story(invited - timedelta(days=20)).is_refused()
    for story in stories:
        story.now = invited
        story.act(casework.settle_survey, "invited")
    db.session.rollback()  # what follows reads what was stored until now
    return stories


def test_it_closes_when_its_time_is_over_and_no_sooner(office: Flask, ended: tuple[Story, Story]) -> None:
    now = clock.now()
    assert timer.over(db.session, now, 10) == []
    later = now + timedelta(minutes=2)
    references = {story.reference for story in ended}
    assert set(timer.over(db.session, later, 10)) == references
    assert len(timer.over(db.session, later, 1)) == 1
    db.session.rollback()
    for story in ended:
        story.now = later
        story.goes("closed", by=timer.CLOCKWORK)
    assert [event[0] for event in events(office, "to_closed")] == ["system"] * 2
    assert timer.over(db.session, later, 10) == []


def test_a_round_closes_what_is_over(
    office: Flask, ended: tuple[Story, Story], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(timer, "CLOSES_AFTER", timedelta(days=29))
    assert sweep().closed == 2
    assert [story.case.state for story in ended] == ["closed", "closed"]
    assert db.session.query(Step).filter_by(target="closed", actor="system").count() == 2
    assert sweep().closed == 0


def test_who_moves_on_meanwhile_is_not_closed(ended: tuple[Story, Story]) -> None:
    served, _refused = ended
    served.goes("closed")
    with pytest.raises(MoveRefused):
        served.goes("closed", by=timer.CLOCKWORK)


def test_a_round_reads_an_index(ended: tuple[Story, Story], plans: Plans) -> None:
    plans()
    timer.over(db.session, clock.now(), 10)
    assert all(reads_indexes(plan) for plan in plans())
