"""The service ends in the middle of somebody's form; they go on where they were."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.journeys.conftest import installed
from tests.support.chromium import AT_A_DESK_WITHOUT_SCRIPT, ON_A_PHONE, seen
from tests.support.people import REVIEW
from tests.support.server import Service


@pytest.fixture
def service(browser: object, site: Path, tmp_path: Path) -> Iterator[Service]:
    """An installation of its own, that a journey may end."""
    with installed(tmp_path, site) as own:
        yield own


@seen(ON_A_PHONE, AT_A_DESK_WITHOUT_SCRIPT)
def test_a_crash_in_the_middle_of_the_form_costs_no_answer(salma, service):
    salma.begins()
    salma.goes_on_to("أين تسكن؟")
    service.kill()
    service.start()
    assert salma.goes_on().heading == "ما حاجتك؟"
    review = salma.goes_on_to(REVIEW)
    assert review.reads("الاسم الكامل") == "سلمى عبده"
    salma.goes_on_to(salma.agreement)
    reference = salma.sends()
    service.stop()
    service.start()
    salma.refreshes()
    assert salma.sees_reference() == reference
    assert salma.looks_up(reference, "0500000001").says("مستلَم")
