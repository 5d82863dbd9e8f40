"""What every act that is written down is called where the administrator reads the events, by the kind of its subject."""

from collections.abc import Mapping

from flask_babel import gettext as _
from flask_babel import lazy_gettext

from forms_service.audit import walk
from forms_service.feedback.models import Feedback
from forms_service.help_requests.models import HelpRequest
from forms_service.help_requests.statuses import STATES
from forms_service.staff.reading import LISTS
from forms_service.staff.request_history import ACTS as ON_A_REQUEST
from forms_service.staff.request_history import named
from forms_service.volunteers.models import Volunteer

SESSION, STAFF, OUTBOX = "committee_session", "staff", "outbox"

RECORDS = frozenset({HelpRequest.kind, Volunteer.kind, Feedback.kind, OUTBOX})
"""The kinds whose subject is a reference."""

_TOLD_AGAIN = {"notice_promised_again": lazy_gettext("أُعيد إشعار الموظفين")}

ACTS: Mapping[str, Mapping[str, object]] = {
    HelpRequest.kind: {
        **ON_A_REQUEST,
        **{f"to_{state}": "" for state in STATES},  # named by the state
        **_TOLD_AGAIN,
        "read": lazy_gettext("قُرئ الطلب"),
        "forgot": lazy_gettext("طُلب تذكير برقم طلب"),
    },
    Volunteer.kind: {
        **_TOLD_AGAIN,
        "submit": lazy_gettext("وصل تسجيل متطوع"),
        "read": lazy_gettext("قُرئ سجل المتطوع"),
    },
    Feedback.kind: {
        **_TOLD_AGAIN,
        "submit": lazy_gettext("وصلت رسالة"),
        "read": lazy_gettext("قُرئت الرسالة"),
        "assign": lazy_gettext("تغيّر من يعمل على الرسالة"),
        "tag": lazy_gettext("رُبطت الرسالة بمفهوم شائع"),
        "link": lazy_gettext("رُبطت الرسالة بطلب"),
        "answer": lazy_gettext("أُجيب عن الرسالة"),
        "close": lazy_gettext("أُغلقت الرسالة دون رد"),
        "send_again": lazy_gettext("أُعيد إرسال بريد عن الرسالة"),
    },
    SESSION: {
        "open": lazy_gettext("فُتحت جلسة لجنة البحث"),
        "arrive": lazy_gettext("سُجّل حضور إلى الجلسة"),
        "absent": lazy_gettext("أُزيل حضور سُجّل خطأً"),
        "close": lazy_gettext("أُغلقت جلسة لجنة البحث"),
    },
    LISTS: {"list": lazy_gettext("عُرضت قائمة"), "search": lazy_gettext("بُحث في قائمة")},
    OUTBOX: {"outbox_retried": lazy_gettext("أُعيد إرسال رسائل من الطرفية")},
    walk.KIND: {
        walk.WHOLE: lazy_gettext("فُحص سجل الأحداث ووُجد سليمًا"),
        walk.BROKEN: lazy_gettext("فُحص سجل الأحداث ووُجد فيه خلل"),
    },
    STAFF: {
        "sign_in": lazy_gettext("دخول"),
        "sign_out": lazy_gettext("خروج"),
        "failed_sign_in": lazy_gettext("محاولة دخول بكلمة مرور خاطئة"),
        "failed_second_step": lazy_gettext("محاولة دخول برمز خاطئ"),
        "failed_confirmation": lazy_gettext("محاولة تأكيد هوية لم تنجح"),
        "create": lazy_gettext("أُضيف موظف"),
        "send_link": lazy_gettext("أُرسل رابط كلمة المرور"),
        "set_password": lazy_gettext("عُيّنت كلمة المرور"),
        "set_roles": lazy_gettext("تغيّرت أدوار موظف"),
        "disable": lazy_gettext("أُوقف حساب"),
        "enable": lazy_gettext("أُعيد تفعيل حساب"),
        "set_second_factor": lazy_gettext("فُعّلت الخطوة الثانية"),
        "reset_second_factor": lazy_gettext("أُلغيت الخطوة الثانية"),
        "new_recovery_codes": lazy_gettext("أُصدرت رموز استرداد جديدة"),
        "use_recovery_code": lazy_gettext("استُعمل رمز استرداد"),
        "end_session": lazy_gettext("أُنهيت جلسة دخول"),
        "end_sessions": lazy_gettext("أُنهيت جلسات الدخول الأخرى"),
        "acknowledge_policy": lazy_gettext("أُقرّ بقراءة السياسة"),
    },
}

KINDS: Mapping[str, object] = {
    HelpRequest.kind: lazy_gettext("طلبات الدعم"),
    Volunteer.kind: lazy_gettext("المتطوعون"),
    Feedback.kind: lazy_gettext("الرسائل"),
    SESSION: lazy_gettext("لجنة البحث"),
    LISTS: lazy_gettext("القوائم"),
    OUTBOX: lazy_gettext("الإرسال"),
    walk.KIND: lazy_gettext("سجل الأحداث"),
    STAFF: lazy_gettext("الموظفون"),
}
"""What each kind of subject is called, in the order in which acts are offered."""

LIST_NAMES: Mapping[str, object] = {
    "help_requests": lazy_gettext("قائمة الطلبات"),
    "volunteers": lazy_gettext("قائمة المتطوعين"),
    "feedback": lazy_gettext("قائمة الرسائل"),
    "search": lazy_gettext("نتائج البحث"),
    "appointments": lazy_gettext("المواعيد"),
    "same_person": lazy_gettext("طلبات الشخص نفسه"),
    "audit": lazy_gettext("سجل الأحداث"),
}

OTHERS: Mapping[str, object] = {
    "public": lazy_gettext("من الموقع العام"),
    "system": lazy_gettext("النظام"),
    "terminal": lazy_gettext("مدير النظام من الطرفية"),
}
"""Who acts without an account."""


def act_named(kind: str, act: str) -> str:
    """What was done, in words; its code where a release has dropped it since."""
    if kind == HelpRequest.kind and act.startswith("to_"):
        return named(act)
    return str(ACTS.get(kind, {}).get(act, act))


def choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """Every act to choose from, by its kind: the kind's name, and value and words of each act."""
    return [
        (str(name), [(f"{kind}:{act}", act_named(kind, act)) for act in ACTS[kind]])
        for kind, name in KINDS.items()
    ]  # fmt: skip


def list_named(name: str) -> str:
    """What the list is called."""
    return str(LIST_NAMES.get(name, name))


def session_named(number: str) -> str:
    """How a session of the committee is called here, where nobody reads what it decided."""
    return str(_("الجلسة %(number)s", number=number))
