"""Every act that any code writes down is said in words."""

import ast
from collections.abc import Iterator
from pathlib import Path

from flask import Flask
from sqlalchemy import select

import forms_service
from forms_service.audit.models import Event
from forms_service.db import db
from forms_service.help_requests.from_applicant import TAKEN_IN
from forms_service.staff.audit_words import ACTS, KINDS, LIST_NAMES, act_named, choices, list_named, session_named

WRITERS = {"record_event", "note_walk", "note_change", "note_failure", "_note", "_write", "_add", "store"}
"""What writes an act down, here or in the name of the caller."""


def literals(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from literals(node.body)
        yield from literals(node.orelse)


def written(tree: ast.AST) -> Iterator[str]:
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        if isinstance(call.func, ast.Name | ast.Attribute) and _name(call.func) in WRITERS:
            named = [keyword.value for keyword in call.keywords if keyword.arg == "act"]
            for argument in (*call.args, *named):
                yield from literals(argument)


def _name(called: ast.Name | ast.Attribute) -> str:
    return called.id if isinstance(called, ast.Name) else called.attr


def test_every_act_in_the_code_has_its_words() -> None:
    known = {act for acts in ACTS.values() for act in acts}
    sources = Path(forms_service.__file__).parent.rglob("*.py")
    found = {act for path in sources for act in written(ast.parse(path.read_text(encoding="utf-8")))}
    assert len(found) > 40
    assert found <= known
    assert {f"sent_{kind}" for kind in TAKEN_IN} <= known


def test_the_rule_sees_an_act_wherever_it_is_written() -> None:
    lines = (
        'record_event(session, act="one")',
        '_note(session, item, "two", by, now)',
        'self._write(act, "three" if closed else "four")',
        'elsewhere("five")',
    )
    assert set(written(ast.parse("\n".join(lines)))) == {"one", "two", "three", "four"}


def test_everything_that_happened_in_the_demo_has_its_words(demo: Flask) -> None:
    with demo.app_context():
        happened = {tuple(row) for row in db.session.execute(select(Event.subject_kind, Event.act).distinct())}
        assert len(happened) > 25
        unknown = {(kind, act) for kind, act in happened if act not in ACTS.get(kind, {})}
        assert sorted(unknown) == []


def test_every_act_is_offered_once_by_words_that_tell_it_apart(app: Flask) -> None:
    assert set(KINDS) == set(ACTS)
    with app.test_request_context():
        offered = [choice for _kind, acts in choices() for choice in acts]
        assert len({value for value, _ in offered}) == len(offered) == sum(len(acts) for acts in ACTS.values())
        for kind, acts in choices():
            assert kind
            words = [label for _, label in acts]
            assert all(words)
            assert len(set(words)) == len(words)
        assert act_named("help_request", "to_waiting").startswith("الحالة الآن: ")
        assert act_named("help_request", "of_old") == "of_old"


def test_lists_and_sessions_have_names(app: Flask) -> None:
    with app.test_request_context():
        assert {list_named(name) == name for name in LIST_NAMES} == {False}
        assert list_named("of_old") == "of_old"
        assert session_named("3") == "الجلسة 3"
