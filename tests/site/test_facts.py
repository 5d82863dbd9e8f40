"""A fact is shown as it was announced, or its absence is said; a wrong association.yml stops the build with one line."""

import html
import re
from pathlib import Path

import pytest
from markdown import markdown

from docs.hooks.facts import Shown, days, environment_for, shown
from forms_service.association import NOT_ANNOUNCED, Association, load_association
from tests.architecture.tree import ROOT
from tests.site.conftest import build
from tests.site.reading import words

WHERE = {
    "/": ["contact.phones", "contact.hours"],
    "/contact/": [
        "place.address",
        "place.map_url",
        "contact.phones",
        "contact.whatsapp",
        "contact.social",
        "contact.postal_address",
        "contact.email",
        "contact.interview_booking",
    ],
    "/about/": [
        "place.region",
        "place.governorate",
        "place.address",
        "place.short_address",
        "licence.number",
        "licence.date",
        "licence.supervisor",
    ],
    "/transparency/": ["licence.number", "licence.date", "licence.supervisor"],
    "/fraud/": ["contact.social", "contact.phones"],
    "/privacy/": ["contact.data_protection"],
    "/volunteer/": ["national_platform_url"],
}
PLACES = [(address, path) for address, paths in WHERE.items() for path in paths]


def association(**changes: object) -> Association:
    known = load_association(ROOT / "association.yml")
    return Association.model_validate({**known.model_dump(), **changes})


@pytest.mark.parametrize(("address", "path"), PLACES)
def test_an_unknown_fact_is_said_to_be_unknown(page, address, path):
    boxes = page(address).all(data_fact=path)
    assert boxes
    assert all(NOT_ANNOUNCED in words(box) for box in boxes)


@pytest.mark.parametrize(("address", "path"), PLACES)
def test_an_announced_fact_is_shown(filled_page, address, path):
    boxes = filled_page(address).all(data_fact=path)
    assert boxes
    assert not any(NOT_ANNOUNCED in words(box) for box in boxes)


def test_announced_values_read_as_people_write_them(filled_page):
    said = words(filled_page("/contact/").html)
    for value in ("شارع <المثال>", "050 000 0001", "+92 300 1234567", "relations@example.org", "مكتب مثال", "حي مثال"):
        assert value in said
    links = {link.get("href") for link in filled_page("/contact/").all("a")}
    assert {
        "tel:+966500000001",
        "tel:+923001234567",
        "mailto:relations@example.org",
        "https://wa.me/966500000002",
    } <= links


def test_numbers_and_addresses_are_set_apart_from_the_arabic(filled_page):
    apart = {words(element) for element in filled_page("/contact/").all("bdi", dir="ltr")}
    assert {"050 000 0001", "relations@example.org"} <= apart


def test_no_branch_is_said_and_a_branch_is_listed(page, filled_page):
    assert "لم تُعلن الجمعية مكاتب فرعية" in words(page("/contact/").html)
    assert "لم تُعلن الجمعية مكاتب فرعية" not in words(filled_page("/contact/").html)


def test_a_text_that_only_looks_like_a_number_is_no_phone():
    assert shown(association(licence={"number": "1447"}), "licence.number") == [Shown("1447")]


def test_a_phone_that_cannot_be_read_is_shown_as_it_was_typed():
    assert shown(association(contact={"phones": ["اتصل بنا"]}), "contact.phones") == [Shown("اتصل بنا")]


def test_markup_in_a_fact_stays_text():
    environment = environment_for(association(contact={"hours": "<b>9</b>"}), ROOT / "docs" / "templates")
    written = environment.from_string('{{ value("contact.hours") }}{{ fact("contact.hours", "<i>") }}').render()
    assert "&lt;b&gt;9&lt;/b&gt;" in written
    assert "<b>9" not in written
    assert "<i>" not in written
    assert "\n" not in written


def test_signs_of_markdown_in_a_fact_stay_text():
    environment = environment_for(association(contact={"hours": "9|5 *a* [b](c)"}), ROOT / "docs" / "templates")
    table = environment.from_string('| ساعات | ثم |\n|---|---|\n| {{ value("contact.hours") }} | x |').render()
    read = html.unescape(re.sub("<[^>]+>", "·", markdown(table, extensions=["tables"])))
    assert [cell for cell in re.split(r"[·\n]+", read) if cell] == ["ساعات", "ثم", "9|5 *a* [b](c)", "x"]


@pytest.mark.parametrize(
    ("count", "said"), [(1, "يوم واحد"), (2, "يومان"), (7, "7 أيام"), (14, "14 يومًا"), (100, "100 يوم")]
)
def test_days_are_counted_in_arabic(count, said):
    assert days(count) == said


@pytest.mark.parametrize(
    ("wrong", "line"),
    [
        ("name: [unfinished", "Error: facts.yml, line 1: "),
        ("name: مثال\nphone: 05", "Error: facts.yml: "),
        (None, "Error: facts.yml is missing."),
    ],
)
def test_wrong_facts_stop_the_build_with_one_line(tmp_path: Path, wrong: str | None, line: str):
    if wrong is not None:
        (tmp_path / "facts.yml").write_text(wrong, encoding="utf-8")
    result = build(tmp_path / "site", tmp_path / "facts.yml")
    assert result.returncode != 0
    (said,) = (result.stdout + result.stderr).splitlines()
    assert said.startswith(line)
    assert not (tmp_path / "site").exists()
