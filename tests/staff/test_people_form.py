"""What an administrator may say of a colleague, without an app: roles and branches."""

from datetime import date

import pytest
from werkzeug.datastructures import MultiDict

from forms_service.accounts import roles as rights
from forms_service.accounts.roles import ROLES
from forms_service.association import Branch, load_association
from forms_service.formkit.page import Scene
from forms_service.settings import ROOT
from forms_service.staff.people_form import HINTS, Invitation, Roles

ASSOCIATION = load_association(ROOT / "association.yml")
WITH_BRANCH = ASSOCIATION.model_copy(update={"branches": (Branch(code="north", name="مكتب مثال"),)})

PROMISES = {
    "يستقبل الطلبات": rights.HANDLE_CASES,
    "يتولى الاعتراض": rights.STAND_IN,
    "يشرح الإجراءات": rights.EXPLAIN,
    "يرفعها للجنة": rights.RAISE_CASES,
    "يسجّل جلساتها": rights.RECORD_COMMITTEE,
    "يصوّت": rights.VOTE,
    "يرسل الرد": rights.REPLY,
    "يأذن بالرد المبكر": rights.REPLY_EARLY,
    "يعيد فتح ما أُغلق": rights.REOPEN,
    "الرسائل": rights.FEEDBACK,
    "يجيب عن الشكاوى": rights.ANSWER_FEEDBACK,
    "المتطوعين": rights.VOLUNTEERS,
    "التقارير": rights.REPORTS,
    "يضيف الموظفين": rights.PEOPLE,
    "سجل الأحداث": rights.AUDIT,
}
"""Words of a hint that promise a right."""


def roles(context, typed, association=WITH_BRANCH):
    with context.test_request_context():
        form = Roles(Scene(association, date(2026, 11, 22)), MultiDict(typed))
        return form.validate(), form


def test_every_role_is_explained():
    assert set(HINTS) == set(ROLES)


@pytest.mark.parametrize("role", [role for role in ROLES.values() if not role.branch_only], ids=lambda role: role.name)
def test_a_hint_promises_what_the_role_gives_and_nothing_else(context, role):
    with context.test_request_context():
        hint = str(HINTS[role.name])
    promised = {right for words, right in PROMISES.items() if words in hint}
    assert promised == role.rights & set(PROMISES.values())


def test_who_sees_no_files_of_requests_is_said(context):
    with context.test_request_context():
        bare = {name for name, hint in HINTS.items() if "بلا ملفات الطلبات" in str(hint)}
    assert bare == {"quality", "admin"}
    assert not any(rights.READ_CASES in ROLES[name].rights for name in bare)


def test_no_hint_promises_an_export_that_there_is_not(context):
    with context.test_request_context():
        assert [name for name, hint in HINTS.items() if "تصدير" in str(hint)] == []


@pytest.mark.parametrize(
    ("typed", "right"),
    [
        ([("roles", "delegate"), ("branch", "north")], True),
        ([("roles", "delegate"), ("branch", "")], False),
        ([("roles", "delegate"), ("branch", "south")], False),
        ([("roles", "member"), ("branch", "")], True),
        ([("roles", "member"), ("roles", "delegate"), ("branch", "north")], True),
    ],
)
def test_a_delegate_has_a_branch(context, typed, right):
    valid, form = roles(context, typed)
    assert valid is right
    assert (form.first_error == "branch") is not right


def test_without_branches_there_is_neither_delegate_nor_question(context):
    valid, form = roles(context, [("roles", "delegate")], ASSOCIATION)
    assert not valid
    assert [question.short_name for question in form.questions] == ["roles"]
    assert "delegate" not in {choice.code for choice in form["roles"].choices}


def test_an_invitation_asks_for_name_address_and_roles(context):
    with context.test_request_context():
        assert Invitation.names(Scene(ASSOCIATION, date(2026, 11, 22))) == ("full_name", "email", "roles")
