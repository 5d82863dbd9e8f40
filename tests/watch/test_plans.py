"""The banner above the lists costs no more where much is stored: what did not leave is told from an index alone."""

from sqlalchemy.orm import Session

from forms_service.clock import now
from forms_service.db import db
from forms_service.watch.queries import KINDS, untold_lately
from tests.support.plans import Plans


def test_a_page_reads_unsent_notices_from_an_index_alone(plans: Plans) -> None:
    with Session(db.engine) as session:
        untold_lately(session, now=now())
    asked = [plan for plan in plans() if "ix_outbox_messages_state_id" in plan]
    assert len(asked) == len(KINDS)
    assert all("outbox_messages USING COVERING INDEX ix_outbox_messages_state_id" in plan for plan in asked), asked
    assert not any(line.startswith("SCAN") for plan in asked for line in plan.splitlines() if "USING" not in line)
