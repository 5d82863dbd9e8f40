"""شكوى أو مقترح, and استفسار: their pages and questions, said once."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms.validators import StopValidation

from forms_service.feedback.kinds import INQUIRY_TOPICS, KINDS, OBJECTION, TOPICS
from forms_service.formkit.fields import (
    Choice,
    LongTextField,
    NameField,
    OneOfField,
    PickField,
    ReachField,
    ReferenceField,
    daily,
)
from forms_service.formkit.journey import Journey
from forms_service.formkit.page import Page, Scene

FEEDBACK = "feedback"
INQUIRY = "inquiry"


@daily
def _kinds(scene: Scene) -> Sequence[Choice]:
    offered = (code for code in KINDS if code != OBJECTION or scene.association.committee.objections)
    # gettext answers the empty text with the header of its catalogue: an absent hint is not asked for.
    return [Choice(code, _(KINDS[code].name), _(hint) if (hint := KINDS[code].hint) else "") for code in offered]


@daily
def _languages(scene: Scene) -> Sequence[Choice]:
    return [Choice(entry.code, entry.name, own_name=entry.own_name) for entry in scene.association.languages]


class CaseReferenceField(ReferenceField):
    """The request that is spoken of: an objection is nothing without it."""

    def is_required(self, form: Any) -> bool:
        return bool(form["kind"].data == OBJECTION)


def _without_reply(form: Any) -> bool:
    return "wants_reply" in form and form["wants_reply"].data != "yes"


class ReplyNameField(NameField):
    """Who wants the reply. Whoever wants none stays nameless, whatever was typed."""

    def pre_validate(self, form: Any) -> None:
        if _without_reply(form):
            self.data = None
            raise StopValidation("")
        super().pre_validate(form)


class ReplyToField(ReachField):
    """Where the reply goes: asked only of those who want one."""

    def pre_validate(self, form: Any) -> None:
        if _without_reply(form):
            self.data = None
            raise StopValidation("")
        super().pre_validate(form)


class Message(Page):
    """What is said, and about what."""

    slug = "message"
    title = _("ما رسالتك؟")
    kind = OneOfField(
        _("النوع"), hint=_("هذا النموذج ليس لبلاغات المخالفات"), choices=_kinds, missing=_("اختر نوع رسالتك")
    )
    topic = OneOfField(
        _("الموضوع"),
        choices=[Choice(code, _(name)) for code, name in TOPICS.items()],
        missing=_("اختر موضوع رسالتك، أو «أخرى»"),
    )
    reference = CaseReferenceField(
        _("رقم الطلب"),
        hint=_("إن وُجد"),
        missing=_("اكتب رقم الطلب الذي تعترض على قراره"),
        required=False,
        short=True,
    )
    message = LongTextField(
        _("ماذا حدث أو ماذا تقترح؟"),
        hint=_("لا تكتب أرقام هويات"),
        missing=_("اكتب رسالتك في 20 حرفًا على الأقل"),
        least=20,
        most=2000,
    )
    wish = LongTextField(_("ما الذي تتمناه؟"), required=False, least=0, most=500, rows=3)


class Reply(Page):
    """Whether a reply is wanted, and where it goes."""

    slug = "reply"
    title = _("هل تريد ردًّا؟")
    intro = _("نطلب وسيلة تواصل لنرد عليك فقط.")
    wants_reply = OneOfField(
        _("الرد على رسالتك"),
        hint=_("يمكنك الإرسال دون اسم"),
        choices=(
            Choice("yes", _("نعم"), _("اكتب وسيلة الرد في هذه الصفحة.")),
            Choice("no", _("لا"), _("تُرسل رسالتك دون اسم، ونعطيك رمزًا تتابعها به.")),
        ),
        missing=_("اختر «نعم» أو «لا»"),
    )
    name = ReplyNameField(_("الاسم"), required=False, autocomplete="name")
    reply_to = ReplyToField(_("وسيلة الرد"), hint=_("لمن اختار «نعم»: رقم جوال أو بريد إلكتروني، يكفي أحدهما"))


class Inquiry(Page):
    """What somebody wants to know."""

    slug = "question"
    title = _("ما سؤالك؟")
    topic = OneOfField(
        _("الموضوع"),
        choices=[Choice(code, _(name)) for code, name in INQUIRY_TOPICS.items()],
        missing=_("اختر موضوع سؤالك، أو «أخرى»"),
    )
    question = LongTextField(
        _("سؤالك"),
        hint=_("لا تكتب أرقام هويات"),
        missing=_("اكتب سؤالك في 10 أحرف على الأقل"),
        least=10,
        most=1000,
    )


class InquiryReply(Page):
    """Where the answer goes, and in which language."""

    slug = "reply"
    title = _("كيف نرد عليك؟")
    intro = _("نطلب وسيلة تواصل لنرد عليك فقط.")
    name = NameField(_("الاسم"), required=False, autocomplete="name")
    reply_to = ReachField(_("وسيلة الرد"), hint=_("رقم جوال أو بريد إلكتروني، يكفي أحدهما"))
    contact_language = PickField(_("لغة التواصل"), choices=_languages, missing=_("اختر لغة التواصل"))


class InternalInquiry(Inquiry):
    """A question of a colleague, from within the association."""

    slug = "internal"
    title = _("استفسار داخلي")
    name = NameField(_("القسم أو الزميل الذي يسأل"), missing=_("اكتب القسم أو اسم الزميل"))


FEEDBACK_JOURNEY = Journey(form=FEEDBACK, pages=(Message,), final=Reply, texts={})
INQUIRY_JOURNEY = Journey(form=INQUIRY, pages=(Inquiry,), final=InquiryReply, texts={})
