"""What every test may ask for: settings in a folder of its own, the app on them, a client."""

import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from forms_service.app import create_app
from forms_service.schema import upgrade
from forms_service.settings import Settings
from tests.support.thrift import be_thrifty

be_thrifty()

pytest_plugins = [
    "tests.support.casework",
    "tests.support.chain",
    "tests.support.office",
    "tests.support.committee",
    "tests.support.plans",
    "tests.support.postgres",
    "tests.support.properties",
    "tests.support.seeded",
    "tests.support.skips",
]


@pytest.fixture
def settings(tmp_path: Path, store: dict[str, Any]) -> Settings:
    """Local settings whose data, keys and mails live in the test's own folder; the environment and `.env` are not read."""
    return make_settings(tmp_path, **store)


def make_settings(folder: Path, **changes: object) -> Settings:
    """Settings for a test, with some of them changed. The second step and the site are tested by those who are about them."""
    ours = {
        "data_dir": folder / "var",
        "site_dir": folder / "no site",
        "send_in_process": False,
        "staff_totp": "optional",
    }
    return Settings(_env_file=None, **{**ours, **changes})


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty SQLite database that went through every migration, once; each test takes a copy."""
    folder = tmp_path_factory.mktemp("migrated")
    app = create_app(make_settings(folder))
    with app.app_context():
        upgrade()
    with sqlite3.connect(app.extensions["settings"].data_dir / "service.sqlite3") as source:
        source.execute("VACUUM INTO ?", (str(folder / "whole.sqlite3"),))
    source.close()
    return folder / "whole.sqlite3"


@pytest.fixture
def app(settings: Settings, migrated: Path) -> Flask:
    """The service with an empty, migrated database. No app context is held: each request has its own, as in life."""
    app = create_app(settings)
    if not settings.database_url:  # a PostgreSQL of the tests is a copy already
        shutil.copy(migrated, settings.data_dir / "service.sqlite3")
    return app


@pytest.fixture
def context(app: Flask) -> Iterator[Flask]:
    """The same, inside an app context: for what is tested without a request."""
    with app.app_context():
        yield app


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser without JavaScript and without a screen."""
    return app.test_client()
