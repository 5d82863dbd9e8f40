"""A service is called approved only when the board has approved it; until then nobody may read its name as a promise."""

from typing import Any

import pytest
from markdown import markdown

from docs.hooks import front_matter
from docs.hooks.facts import environment_for
from forms_service.association import Association, load_association
from tests.architecture.tree import ROOT

EMPTY = "لم تعلن الجمعية خدماتها المعتمدة بعد. يمكنك أن تقدّم طلبك وتختار «لا أعرف، ساعدوني»."
WAITING = "بانتظار اعتماد الجمعية"
KNOWN = load_association(ROOT / "association.yml")


def services(**approved: bool) -> str:
    """The page of an association whose types of support are approved or not, as named here; the others are not."""
    kinds: list[dict[str, Any]] = [
        kind.model_dump() | {"approved": approved.get(kind.code, kind.code == "unsure")} for kind in KNOWN.support_types
    ]
    association = Association.model_validate(KNOWN.model_dump() | {"support_types": kinds})
    source = front_matter.read((ROOT / "docs" / "services.md").read_text(encoding="utf-8"), "docs/services.md")
    environment = environment_for(association, ROOT / "docs" / "templates")
    return markdown(environment.from_string(source.body).render(), extensions=["tables", "attr_list"])


def part(page: str, anchor: str) -> str:
    """What stands under the heading with this anchor."""
    return page.partition(f'id="{anchor}"')[2].partition("<h2")[0]


def test_nothing_approved_is_said_with_a_way_on():
    assert EMPTY in part(services(), "approved")


def test_what_awaits_approval_is_called_so():
    waiting = part(services(), "waiting")
    names = [kind.name for kind in KNOWN.support_types if kind.code != "unsure"]
    assert [name for name in names if f"<td>{name}</td>" not in waiting] == []
    assert waiting.count(f"<td>{WAITING}</td>") == len(names)


@pytest.mark.parametrize("code", [kind.code for kind in KNOWN.support_types if kind.code != "unsure"])
def test_an_approved_service_leaves_the_waiting_ones(code):
    page = services(**{code: True})
    kind = KNOWN.support_type(code)
    assert f"<strong>{kind.name}</strong>" in part(page, "approved")
    assert EMPTY not in page
    assert f"<td>{kind.name}</td>" not in part(page, "waiting")


def test_where_everything_is_approved_nothing_is_said_to_wait():
    page = services(**{kind.code: True for kind in KNOWN.support_types})
    assert WAITING not in page
    assert 'id="waiting"' not in page


def test_asking_for_help_to_choose_is_no_service():
    page = services(unsure=True)
    assert "لا أعرف، ساعدوني</strong>" not in page
    assert "لا أعرف، ساعدوني</td>" not in page


def test_every_language_of_contact_is_written_in_its_own_script():
    languages = part(services(), "languages")
    own = [entry for entry in KNOWN.languages if entry.own_name and entry.code != "ar"]
    assert own
    assert [entry.code for entry in own if f'<bdi lang="{entry.code}">{entry.own_name}</bdi>' not in languages] == []
