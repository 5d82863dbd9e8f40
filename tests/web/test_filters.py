"""What templates say about values."""

from datetime import UTC, datetime

import pytest

from forms_service.web.filters import isolate


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("مثال: 05XXXXXXXX", 'مثال: <bdi dir="ltr" class="code">05XXXXXXXX</bdi>'),
        ("مثل name@example.com، أو", 'مثل <bdi dir="ltr" class="code">name@example.com</bdi>، أو'),
        ("10 أرقام. كتبت 9", "10 أرقام. كتبت 9"),
        ("<b>", '&lt;<bdi dir="ltr" class="code">b</bdi>&gt;'),
    ],
)
def test_codes_and_latin_words_are_set_apart_and_all_is_escaped(text, html):
    assert str(isolate(text)) == html


def test_dates_are_shown_in_both_calendars(app):
    with app.app_context():
        shown = app.jinja_env.filters["day"](datetime(2026, 11, 22, 22, 0, tzinfo=UTC))
    assert "23 نوفمبر 2026" in shown  # past midnight in Riyadh
    assert "1448" in shown
