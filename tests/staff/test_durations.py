"""مدد الخطوات: figures without cases for manager and quality; small groups are hidden; no latest date is promised."""

import re

import pytest
from flask import Flask

from forms_service import clock
from forms_service.help_requests.stages import STAGES, Stay
from forms_service.staff.durations import rows_of
from tests.support.casework import Story, eight_join
from tests.support.office import Browser, add_person

PAGE = "/staff/durations"


@pytest.fixture
def quality(app: Flask, stranger: Browser) -> Browser:
    """The quality officer, signed in; staff 1 to 8 are there too."""
    with app.app_context():
        eight_join()
    add_person(app, "quality@example.org", "quality")
    stranger.signs_in("quality@example.org")
    return stranger


def checked(app: Flask, days: int, *, ago: int = 20) -> None:
    """A request that came some days ago and was checked for so many days."""
    with app.app_context():
        Story(clock.now()).days_pass(-ago).is_checked().days_pass(days).goes("signed")


def test_the_medians_are_read_and_small_groups_are_hidden(app: Flask, quality: Browser) -> None:
    assert "لم تنته خطوة في هذه المدة" in quality.opens(PAGE).text
    for days in (1, 2, 2, 3):
        checked(app, days)
    page = quality.opens(PAGE).text
    assert "العدد أقل من 5، فلا نعرضه حمايةً للخصوصية." in page
    assert "<rect" not in page
    checked(app, 9)
    page = quality.opens(PAGE).text
    row = re.search(r'<th scope="row">المطابقة</th>(.*?)</tr>', page, re.DOTALL)
    assert row
    assert re.findall(r'<bdi dir="ltr">([^<]+)</bdi>', row[1]) == ["2", "5"]
    assert 'width="100"' in row[1]


def test_the_time_is_chosen(app: Flask, quality: Browser) -> None:
    for days in (1, 2, 3, 4, 5):
        checked(app, days, ago=60)
    assert "لم تنته خطوة" in quality.opens(f"{PAGE}?days=30").text
    assert "<rect" in quality.opens(f"{PAGE}?days=365").text
    assert quality.opens(f"{PAGE}?days=9999").status_code == 404


def test_no_case_no_person_and_no_latest_date_is_named(app: Flask, quality: Browser) -> None:
    for days in (1, 2, 3, 4, 5):
        checked(app, days)
    page = quality.opens(PAGE).text
    assert "/staff/help-requests" not in page
    assert "سلمى" not in page
    assert "ليست وعدًا بمدة قصوى" in page
    assert "خلال مدة لا تقل عن أسبوعين" in page


def test_bars_are_as_long_as_the_longest_that_is_shown() -> None:
    rows = rows_of(
        [Stay(STAGES[0], 2.5, 9), Stay(STAGES[1], 50.0, 4), Stay(STAGES[2], 5.0, 5), Stay(STAGES[3], 0.0, 7)]
    )
    assert [(row.days, row.count, row.width) for row in rows] == [
        ("2.5", 9, 50),
        ("", 0, 0),
        ("5", 5, 100),
        ("0", 7, 0),
    ]
    assert rows_of([Stay(STAGES[3], 0.0, 7)])[0].width == 0
