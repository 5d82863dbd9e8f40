"""What the committee's forms ask, by the result and by the state of the guides."""

from typing import Any

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from forms_service.help_requests.committee import ACCEPT, MORE_INFORMATION, REFUSE
from forms_service.staff.committee_forms import Arrival, Ballot, NewSession, Result
from forms_service.staff.committee_room import scene
from tests.support.guides import own_site, publish


def asked(result: str | None) -> list[str]:
    return [field.short_name for field in Result(scene(result=result)).questions]


@pytest.mark.parametrize(
    ("result", "names"),
    [(ACCEPT, ["reason"]), (REFUSE, ["public", "reason"]), (MORE_INFORMATION, ["wanted"]), (None, ["reason"])],
)
def test_each_result_asks_for_what_must_be_said_of_it(context: Flask, result: str | None, names: list[str]) -> None:
    own_site(context)
    with context.test_request_context():
        assert asked(result) == names


@pytest.mark.parametrize(("status", "mark", "required"), [("draft", " (مسودة)", False), ("approved", "", True)])
def test_a_refusal_is_offered_the_clauses_of_the_guides(context: Flask, status: str, mark: str, required: bool) -> None:
    publish(context, "support-policy-guide", status=status)
    with context.test_request_context():
        clause: Any = Result(scene(result=REFUSE))["clause"]
        assert clause.choices[1].name == f"دليل سياسة الدعم للمستفيدين، 4. ما لا يشمله الدعم{mark}"
        assert clause.required is required


@pytest.mark.parametrize("form", [NewSession, Arrival])
def test_only_members_are_present(context: Flask, form: type[NewSession | Arrival]) -> None:
    known = scene(members=[("4", "علي"), ("5", "عمر")])
    with context.test_request_context():
        one = form(known, MultiDict([("present", "5"), ("present", "99")]))
        assert (one.validate(), one["present"].data) == (True, ["5"])
        assert not form(known, MultiDict([("present", "99")])).validate()


def test_a_vote_is_one_of_three(context: Flask) -> None:
    with context.test_request_context():
        assert Ballot(scene(), MultiDict({"choice": "refuse"})).validate()
        assert not Ballot(scene(), MultiDict({"choice": "abstain"})).validate()
