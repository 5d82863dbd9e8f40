"""The facts of the association: the file that is delivered, and files that people get wrong."""

from datetime import date
from pathlib import Path

import pytest
import yaml

from forms_service.association import Association, load_association
from forms_service.errors import ConfigurationError
from forms_service.settings import ROOT

DELIVERED = ROOT / "association.yml"


@pytest.fixture
def facts() -> dict:
    return yaml.safe_load(DELIVERED.read_text(encoding="utf-8"))


@pytest.fixture
def load(tmp_path):
    def load(facts: object) -> Association:
        path = tmp_path / "association.yml"
        path.write_text(
            facts if isinstance(facts, str) else yaml.safe_dump(facts, allow_unicode=True), encoding="utf-8"
        )
        return load_association(path)

    return load


def test_the_delivered_file_states_nothing_that_is_not_known():
    found = load_association(DELIVERED)
    for part in (found.licence, found.place, found.contact, found.staff_mail):
        assert not any(part.model_dump().values()), part
    assert found.branches == ()
    assert found.income_bands == ()
    assert found.national_platform_url is None


def test_the_name_is_the_two_lines_of_the_heading():
    found = load_association(DELIVERED)
    assert " ".join(found.name_lines) == found.name


def test_no_service_is_called_approved_before_the_board_approves_it():
    assert [each.code for each in load_association(DELIVERED).support_types if each.approved] == ["unsure"]


def test_the_reply_floor_is_not_less_than_two_weeks(facts, load):
    assert load(facts).committee.reply_floor_days == 14
    facts["committee"]["reply_floor_days"] = 13
    with pytest.raises(ConfigurationError, match="committee › reply_floor_days"):
        load(facts)


def test_a_support_type_is_open_from_its_first_to_its_last_day(facts, load):
    seasonal = next(each for each in facts["support_types"] if each["code"] == "seasonal")
    seasonal.update(opens=date(2027, 2, 8), closes=date(2027, 3, 9))
    found = load(facts).support_type("seasonal")
    days = (date(2027, 2, 7), date(2027, 2, 8), date(2027, 3, 9), date(2027, 3, 10))
    assert [found.is_open(day) for day in days] == [False, True, True, False]


def test_a_support_type_without_days_is_always_open():
    found = load_association(DELIVERED).support_type("in_kind")
    assert found.is_open(date(1990, 1, 1))
    assert found.is_open(date(2090, 1, 1))


def test_an_unknown_support_type_is_none():
    assert load_association(DELIVERED).support_type("cash") is None


def test_facts_cannot_be_changed_while_the_service_runs():
    with pytest.raises(ValueError, match="frozen"):
        load_association(DELIVERED).committee.quorum = 1


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda facts: facts.pop("name"), "name: Field required"),
        (lambda facts: facts.update(donations="yes"), "donations: Extra inputs are not permitted"),
        (lambda facts: facts["contact"].update(phones="0500000001"), "contact › phones"),
        (
            lambda facts: facts["contact"].update(social=[{"name": "X", "url": "not an address"}]),
            "contact › social › 1 › url",
        ),
        (lambda facts: facts["support_types"][0].update(code="In Kind"), "support_types › 1 › code"),
        (lambda facts: facts["support_types"][1].update(asks=["religion"]), "support_types › 2 › asks › 1"),
        (lambda facts: facts["support_types"].append(facts["support_types"][0]), "the code in_kind stands twice"),
        (
            lambda facts: facts["languages"].append({"code": "ar", "name": "عربي"}),
            "languages: the code ar stands twice",
        ),
        (
            lambda facts: facts["support_types"][0].update(opens="2027-03-01", closes="2027-02-01"),
            "opens after it closes",
        ),
        (lambda facts: facts["support_types"][0].update(opens="soon"), "support_types › 1 › opens"),
        (lambda facts: facts.update(support_types=[]), "support_types"),
        (lambda facts: facts["retention"].update(draft_days=0), "retention › draft_days"),
    ],
)
def test_a_wrong_fact_gives_one_line_that_says_where(facts, load, change, said):
    change(facts)
    with pytest.raises(ConfigurationError) as caught:
        load(facts)
    assert said in str(caught.value)
    assert str(caught.value).startswith("association.yml: ")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("name: [", r"^association\.yml, line \d+: [^\n]+\.$"),
        ("name: x\n\tplace: y", r"^association\.yml, line 2: [^\n]+\.$"),
        ("", r"^association\.yml: [^\n]+\.$"),
        ("- a\n- b", r"^association\.yml: [^\n]+\.$"),
        ("name: \x00", r"^association\.yml is not readable as YAML in UTF-8\.$"),
    ],
    ids=["open-bracket", "tab", "empty", "list", "control-sign"],
)
def test_a_file_that_is_no_list_of_facts_gives_one_line(load, text, said):
    with pytest.raises(ConfigurationError, match=said):
        load(text)


def test_a_file_in_another_encoding_gives_one_line(tmp_path: Path):
    path = tmp_path / "association.yml"
    path.write_bytes("name: جمعية".encode("cp1256"))
    with pytest.raises(ConfigurationError, match=r"^association\.yml is not readable as YAML in UTF-8\.$"):
        load_association(path)


def test_a_missing_file_gives_one_line(tmp_path: Path):
    with pytest.raises(ConfigurationError, match=r"^association\.yml is missing\.$"):
        load_association(tmp_path / "association.yml")
