"""What a person types to find their request, and what they write to us about it afterwards."""

from typing import Any

from flask_babel import lazy_gettext as _

from forms_service.feedback.keys import parse_code
from forms_service.formkit.answers import Value
from forms_service.formkit.fields import LongTextField, MobileField, ReachField, ReferenceField
from forms_service.formkit.page import Page


class KeyField(ReachField):
    """What opens a record: its mobile, the reply address of a message, or the code of one without."""

    def read(self, text: str, form: Any) -> Value:
        return parse_code(text) or super().read(text, form)


class Lookup(Page):
    """A reference and what was given with it: a mobile (the applicant's or the helper's), a reply address, a code."""

    slug = "track"
    title = _("متابعة طلب")
    reference = ReferenceField(
        _("رقم الطلب"), hint=_("12 رقمًا، بأي أرقام: مثل 4829-3057-1162"), missing=_("اكتب رقم الطلب"), short=True
    )
    mobile = KeyField(
        _("رقم الجوال"),
        hint=_("كما كتبته في الطلب. مثال: 05XXXXXXXX. للشكوى والاستفسار: وسيلة الرد، أو رمز المتابعة"),
        wrong=_("اكتب رقم جوال مثل 05XXXXXXXX أو رقمًا دوليًّا يبدأ بعلامة +، أو وسيلة الرد، أو رمز المتابعة"),
        autocomplete="tel",
        short=True,
    )


class Forgotten(Page):
    """The mobile of somebody who has lost the number of a request."""

    slug = "forgotten"
    title = _("نسيت رقم طلبي")
    intro = _("اكتب رقم جوالك. إن كان في طلبك بريد إلكتروني أرسلنا إليه رقم الطلب.")
    mobile = MobileField(_("رقم الجوال"), hint=_("كما كتبته في الطلب. مثال: 05XXXXXXXX"), autocomplete="tel")


class Answer(Page):
    """What we asked for, in the person's words."""

    slug = "answer"
    title = _("نحتاج منك")
    text = LongTextField(
        _("اكتب جوابك"),
        hint=_("لا ترسل صورة هويتك. إن تعذّر عليك شيء مما طلبناه فاكتب لنا ذلك."),
        missing=_("اكتب جوابك في 10 أحرف على الأقل"),
        least=10,
        most=1000,
        rows=4,
    )


class Question(Page):
    """What is not clear to the person (policy, procedure 3)."""

    slug = "question"
    title = _("ما الذي لم يتضح لك؟")
    intro = _("اكتب سؤالك ليجيبك مسؤول البحث الاجتماعي. طلبك مستمر ولا يتوقف.")
    text = LongTextField(_("سؤالك"), missing=_("اكتب سؤالك في 10 أحرف على الأقل"), least=10, most=1000, rows=4)


class Objection(Page):
    """Why the person objects to the committee's decision."""

    slug = "objection"
    title = _("الاعتراض على القرار")
    text = LongTextField(
        _("لماذا تعترض؟"),
        hint=_("اكتب ما تراه خطأ في سبب القرار، أو ما لم يُنظر فيه. لا تكتب أرقام هويات."),
        missing=_("اكتب سبب اعتراضك في 20 حرفًا على الأقل"),
        least=20,
        most=1000,
        rows=5,
    )


class Correction(Page):
    """What is wrong in the answers, and how it is right."""

    slug = "correction"
    title = _("تصحيح بيان في طلبك")
    intro = _("اكتب البيان الخطأ، ثم صوابه. بعد التصحيح نطلب منك الإقرار مرة أخرى.")
    text = LongTextField(
        _("ما الخطأ؟ وما الصواب؟"),
        missing=_("اكتب الخطأ وصوابه في 10 أحرف على الأقل"),
        least=10,
        most=1000,
        rows=4,
    )
