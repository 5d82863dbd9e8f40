"""The clock, and days as people read them."""

from datetime import UTC, date, datetime, timedelta

from forms_service import clock


def test_now_is_aware_and_in_utc():
    assert clock.now().utcoffset() == timedelta(0)


def test_the_day_in_riyadh_begins_three_hours_before_utc():
    assert clock.today_in_riyadh(datetime(2026, 11, 22, 20, 59, tzinfo=UTC)) == date(2026, 11, 22)
    assert clock.today_in_riyadh(datetime(2026, 11, 22, 21, 0, tzinfo=UTC)) == date(2026, 11, 23)


def test_a_day_is_written_in_both_calendars_with_western_digits():
    assert clock.written_day(date(2026, 11, 22)) == "الأحد، 22 نوفمبر 2026 (12 جمادى الآخرة 1448 هـ)"


def test_a_day_that_the_hijri_tables_do_not_know_stands_alone():
    assert clock.written_day(date(2090, 1, 1)) == "الأحد، 1 يناير 2090"
