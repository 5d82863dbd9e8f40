"""The installation of the demo: the same people, and everything that happened to them, for whole test modules."""

from datetime import datetime

import pytest
from flask import Flask

from forms_service import clock
from forms_service.app import create_app
from forms_service.db import db, transaction
from forms_service.help_requests.queries import by_reference
from forms_service.schema import upgrade
from forms_service.seed.requests import STORIES
from forms_service.seed.service import fill, reference_of
from tests.accounts.test_policy import page, write
from tests.conftest import make_settings


def seeded(app: Flask, now: datetime | None = None) -> Flask:
    """The app with made-up people in it, as of `now`."""
    with app.app_context():
        upgrade()
        with transaction() as session:
            fill(session, now or clock.now())
    return app


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The service, seeded just now, with a policy in force; kept for the module, so nothing may change it."""
    settings = make_settings(tmp_path_factory.mktemp("demo"))
    write(settings.site_dir, page())
    return seeded(create_app(settings))


def of_state(app: Flask, state: str) -> tuple[str, str]:
    """Story and reference of a help request that stands in this state."""
    with app.app_context():
        for story in STORIES:
            case = by_reference(db.session, reference_of(db.session, story.key) or "")
            if case is not None and case.state == state:
                return story.key, case.reference
    raise AssertionError(f"no request is {state}")
