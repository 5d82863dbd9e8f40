"""What a colleague writes or chooses at a message to us."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import lazy_gettext as _

from forms_service.feedback.statuses import CLOSINGS
from forms_service.formkit.fields import Choice, LongTextField, OneOfField, PickField, ReferenceField
from forms_service.formkit.page import Page, Scene
from forms_service.staff.saved_replies import choices

COLLEAGUES, TAGS = "colleagues", "tags"
"""What a scene here knows besides the facts of the association: {code: name} of who may be given it, and of the tags."""


def _of(name: str, scene: Scene) -> Sequence[Choice]:
    return [Choice(code, shown) for code, shown in scene.answers.get(name, {}).items()]


class ReplyField(LongTextField):
    """Own words: enough where a saved reply was chosen without any."""

    def is_required(self, form: Any) -> bool:
        return not form["saved"].data


class ReplyForm(Page):
    """The answer, in public words."""

    slug = "reply"
    title = _("الرد")
    saved = PickField(
        _("ابدأ من جواب محفوظ"),
        choices=[Choice(code, question) for code, question in choices()],
        missing=_("اختر من القائمة"),
        required=False,
    )
    reply = ReplyField(
        _("الرد"),
        hint=_("يقرؤه صاحب الرسالة في «متابعة طلب»، ويصله بالبريد إن ترك بريدًا. لا تكتب فيه بيانات غيره."),
        missing=_("اكتب الرد في 10 أحرف على الأقل"),
        least=10,
        most=2000,
    )


class CloseForm(Page):
    """Why there is no answer."""

    slug = "close"
    title = _("الإغلاق دون رد")
    closing = OneOfField(
        _("سبب الإغلاق"),
        hint=_("للموظفين فقط"),
        choices=[Choice(code, _(words)) for code, words in CLOSINGS.items()],
        missing=_("اختر سبب الإغلاق"),
    )


class AssignForm(Page):
    """Who handles it."""

    slug = "assign"
    title = _("الإسناد")
    assignee = PickField(
        _("إلى من تُسند الرسالة؟"), choices=lambda scene: _of(COLLEAGUES, scene), missing=_("اختر موظفًا من القائمة")
    )


class TagForm(Page):
    """The misconception behind it."""

    slug = "tag"
    title = _("مفهوم شائع")
    misconception = PickField(
        _("المفهوم الشائع وراء الرسالة"),
        hint=_("اتركه فارغًا إن لم يكن وراءها مفهوم"),
        choices=lambda scene: _of(TAGS, scene),
        missing=_("اختر من القائمة"),
        required=False,
    )


class LinkForm(Page):
    """The request that a complaint or an objection is about."""

    slug = "link"
    title = _("الطلب الذي تخصّه")
    about = ReferenceField(
        _("رقم الطلب الذي تخصّه"),
        hint=_("بعد حفظه لا يعالج الرسالة من عمل على ذلك الطلب أو صوّت عليه"),
        missing=_("اكتب رقم الطلب"),
        short=True,
    )


FORMS: Mapping[str, type[Page]] = {form.slug: form for form in (ReplyForm, CloseForm, AssignForm, TagForm, LinkForm)}
