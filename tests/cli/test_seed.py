"""`flask seed`: made-up people move into an empty installation on one's own computer, and into no other."""

import pytest

from forms_service.app import create_app
from forms_service.seed.people import PASSWORD, PEOPLE
from tests.conftest import make_settings
from tests.support.office import add_help_request, add_person


def _seed(app, *words):
    return app.test_cli_runner().invoke(args=["seed", *words])


@pytest.fixture
def new(tmp_path):
    """An installation that was never started."""
    return create_app(make_settings(tmp_path))


def test_a_new_installation_is_filled_and_says_who_signs_in(new):
    done = _seed(new)
    assert done.exit_code == 0, done.output
    assert PASSWORD in done.output
    shown = {each.email for each in PEOPLE if each.email in done.output}
    assert shown == {each.email for each in PEOPLE if each.joined and each.active}
    again = _seed(new)
    assert (again.exit_code, again.output) == (
        1,
        "Error: Something was submitted here already; made-up people need an empty database.\n",
    )
    kept = _seed(new, "--keep")
    assert kept.exit_code == 0
    assert kept.output.startswith("The made-up people of before are kept.")


def test_real_people_are_left_alone(app):
    add_help_request(app)
    assert _seed(app).exit_code == 1


def test_a_colleague_of_the_same_address_is_left_alone(app):
    add_person(app, "huda@example.org", "reception")
    assert _seed(app).output == (
        "Error: huda@example.org is on the staff already; made-up people need an empty database.\n"
    )


def test_never_in_production(tmp_path):
    create_app(make_settings(tmp_path))  # makes the keys
    app = create_app(make_settings(tmp_path, environment="production", staff_totp="required"))
    refused = _seed(app)
    assert refused.exit_code == 1
    assert refused.output == ("Error: Made-up people do not mix with real ones: never with ENVIRONMENT=production.\n")
