"""The installation of the demo: the same people, and everything that happened to them, for whole test modules."""

from datetime import datetime

import pytest
from flask import Flask

from forms_service import clock
from forms_service.app import create_app
from forms_service.db import db, transaction
from forms_service.schema import upgrade
from forms_service.seed.service import fill, reference_of
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
    """The service, seeded just now; kept for the module, so nothing may change it."""
    return seeded(create_app(make_settings(tmp_path_factory.mktemp("demo"))))


def of_story(app: Flask, story: str) -> str:
    """The reference of the help request of this story."""
    with app.app_context():
        found = reference_of(db.session, story)
    assert found is not None, story
    return found
