"""What an administrator says of a colleague: name, address, roles, and the branch where there are branches."""

from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms.validators import StopValidation, ValidationError

from forms_service.accounts.roles import DELEGATE, ROLES
from forms_service.formkit.answers import Value
from forms_service.formkit.fields import Choice, EmailField, NameField, PickField, SomeOfField
from forms_service.formkit.page import Page, Scene

HINTS = {
    "reception": _(
        "يستقبل الطلبات ويطابقها ويتابعها، ويرفعها للجنة ويرسل الرد، ويجيب عن الشكاوى وسائر الرسائل، ويتابع المتطوعين"
    ),
    "researcher": _("يرى الطلبات، ويشرح الإجراءات لمن أُحيل سؤاله إليه"),
    "member": _("يرى الطلبات، ويصوّت في لجنة البحث"),
    "secretary": _("يرى الطلبات، ويرفعها للجنة، ويسجّل جلساتها وقراراتها، ويرسل الرد"),
    DELEGATE: _("يعمل على طلبات مكتبه وحدها، ولا يرى غيرها"),
    "coordinator": _("يتابع المتطوعين"),
    "quality": _("يقرأ الشكاوى وسائر الرسائل ولا يجيب عنها، ويرى التقارير، بلا ملفات الطلبات"),
    "manager": _(
        "يرى الطلبات والتقارير، ويأذن بالرد المبكر، ويعيد فتح ما أُغلق، ويجيب عن الشكاوى وسائر الرسائل، ويتولى الاعتراض"
        " الذي لا يبقى له موظف مستقل"
    ),
    "admin": _("يضيف الموظفين ويوقفهم ويرى سجل الأحداث، بلا ملفات الطلبات"),
}
"""What the rights table (`accounts/roles.py`) gives each role, in words."""


def _has_branches(scene: Scene) -> bool:
    return bool(scene.association.branches)


def _roles(scene: Scene) -> list[Choice]:
    offered = (role for role in ROLES.values() if role.name != DELEGATE or _has_branches(scene))
    return [Choice(role.name, gettext(role.label), HINTS[role.name]) for role in offered]


def _branches(scene: Scene) -> list[Choice]:
    return [Choice(branch.code, branch.name) for branch in scene.association.branches]


class BranchField(PickField):
    """The branch of a delegate: asked for where that role is chosen."""

    def is_required(self, form: Any) -> bool:
        return DELEGATE in (form["roles"].typed or ())

    def pre_validate(self, form: Any) -> None:
        if not self.typed:
            self.data = None
            raise StopValidation(str(self.missing) if self.is_required(form) else "")
        super().pre_validate(form)


class WorkEmailField(EmailField):
    """The address that a colleague signs in with: nobody is without."""

    def read(self, text: str, form: Any) -> Value:
        try:
            return super().read(text, form)
        except ValidationError:
            raise ValidationError(gettext("اكتب بريدًا بصيغة مثل name@example.com")) from None


class Invitation(Page):
    """A new colleague."""

    slug = "invite"
    title = _("دعوة موظف")
    full_name = NameField(_("الاسم"), hint=_("كما يراه الزملاء"))
    email = WorkEmailField(_("البريد الإلكتروني"), hint=_("تصل إليه الدعوة، وبه يدخل الموظف"))
    roles = SomeOfField(_("الأدوار"), choices=_roles, missing=_("اختر دورًا واحدًا على الأقل"))
    branch = BranchField(
        _("المكتب الفرعي"),
        choices=_branches,
        asked=_has_branches,
        missing=_("اختر المكتب الذي يعمل فيه المندوب"),
        required=False,
        hint=_("لمندوب المكتب الفرعي وحده"),
    )


class Roles(Page):
    """What a colleague may do: asked as in the invitation."""

    slug = "roles"
    title = _("الأدوار")
    roles = Invitation.roles
    branch = Invitation.branch
