"""What a person may write to us from tracking: the page that asks it, its button, and what is said once it was stored."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import LazyString, lazy_gettext

from forms_service.formkit.page import Page
from forms_service.help_requests import from_applicant
from forms_service.help_requests.objections import OBJECTION
from forms_service.tracking.form import Answer, Correction, Objection, Question


@dataclass(frozen=True)
class Act:
    """One kind of thing to write."""

    form: type[Page]
    button: LazyString


ACTS: Mapping[str, Act] = {
    from_applicant.ANSWER: Act(Answer, lazy_gettext("إرسال الاستكمال")),
    from_applicant.QUESTION: Act(Question, lazy_gettext("إرسال السؤال")),
    from_applicant.CORRECTION: Act(Correction, lazy_gettext("إرسال التصحيح")),
    OBJECTION: Act(Objection, lazy_gettext("إرسال الاعتراض")),
}
"""By their kind, which is also the last part of their address."""

DONE: Mapping[str, LazyString] = {
    from_applicant.ANSWER: lazy_gettext("وصل جوابك. يقرؤه موظف علاقات المستفيدين."),
    from_applicant.QUESTION: lazy_gettext(
        "وصل سؤالك. أحلناه إلى مسؤول البحث الاجتماعي ليشرح لك. طلبك مستمر ولا يتوقف."
    ),
    from_applicant.CORRECTION: lazy_gettext("وصل تصحيحك. نعدّل به بياناتك، ثم نطلب منك الإقرار مرة أخرى."),
    from_applicant.RECEIPT: lazy_gettext("سجّلنا أنك استلمت هذا الجزء."),
    from_applicant.WITHDRAWAL: lazy_gettext("ألغينا طلبك."),
    OBJECTION: lazy_gettext("وصل اعتراضك، وفتحنا به هذا الطلب. احفظ رقمه الجديد."),
}
"""What is said after each kind was stored."""

SENT: Mapping[str, LazyString] = {
    from_applicant.ANSWER: lazy_gettext("جواب"),
    from_applicant.QUESTION: lazy_gettext("سؤال"),
    from_applicant.CORRECTION: lazy_gettext("تصحيح بيان"),
    from_applicant.RECEIPT: lazy_gettext("تأكيد استلام"),
    from_applicant.WITHDRAWAL: lazy_gettext("طلب إلغاء"),
    OBJECTION: lazy_gettext("اعتراض"),
}
"""What each kind is called in the list of what the person sent."""
