"""A record as staff read it, on the page and at the terminal: its facts, its answers, its messages, all in Arabic."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import lazy_gettext
from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_service.association import Association
from forms_service.formkit.answers import AnswersRecord, Note
from forms_service.help_requests.models import HelpRequest
from forms_service.help_requests.statuses import STATES as HELP_STATES
from forms_service.outbox.models import FAILED, QUEUED, SENDING, SENT, OutboxMessage
from forms_service.outbox.queue import can_be_sent_again
from forms_service.staff.wording import written_moment
from forms_service.volunteers.models import Volunteer
from forms_service.volunteers.statuses import STATES as VOLUNTEER_STATES

Case = HelpRequest | Volunteer

NOTES: Mapping[Note, object] = {
    "checksum": lazy_gettext("رقم الوثيقة لا يطابق خانة التحقق، راجعه مع الأصل"),
    "cleaned": lazy_gettext("حُذفت من هذه الإجابة رموز غير مرئية"),
}

MESSAGES: Mapping[str, object] = {
    "accounts/invitation": lazy_gettext("دعوة موظف"),
    "accounts/reset": lazy_gettext("رابط كلمة المرور"),
    "help_requests/for_staff": lazy_gettext("إشعار الموظف"),
    "help_requests/reply_for_staff": lazy_gettext("إشعار الموظف برد المستفيد"),
    "help_requests/forgotten": lazy_gettext("تذكير برقم الطلب"),
    "help_requests/received": lazy_gettext("رسالة الاستلام"),
    "help_requests/missing": lazy_gettext("طلب الاستكمال"),
    "help_requests/raised": lazy_gettext("إبلاغ بالرفع للجنة البحث"),
    "help_requests/accepted": lazy_gettext("الرد بالقبول"),
    "help_requests/refused": lazy_gettext("الرد بعدم القبول"),
    "help_requests/objection": lazy_gettext("استلام الاعتراض"),
    "help_requests/delivered": lazy_gettext("إبلاغ بتقديم الخدمة"),
    "help_requests/closed": lazy_gettext("إبلاغ بالإغلاق"),
    "help_requests/explained": lazy_gettext("جواب عن سؤال"),
    "feedback/for_staff": lazy_gettext("إشعار الموظف"),
    "feedback/received": lazy_gettext("رسالة الاستلام"),
    "feedback/answered": lazy_gettext("الرد على الرسالة"),
    "volunteers/for_staff": lazy_gettext("إشعار الموظف"),
    "volunteers/welcome": lazy_gettext("رسالة الترحيب"),
}

DELIVERY: Mapping[str, tuple[object, str]] = {
    QUEUED: (lazy_gettext("بانتظار الإرسال"), ""),
    SENDING: (lazy_gettext("جارٍ الإرسال"), "doing"),
    SENT: (lazy_gettext("أُرسلت"), "ok"),
    FAILED: (lazy_gettext("تعذّر الإرسال"), "no"),
}
"""What each state of a message is called, and its badge."""

DOUBTS: Mapping[str, object] = {
    "honeypot": lazy_gettext("قد يكون أُرسل آليًّا"),
    "fast": lazy_gettext("أُرسل أسرع من المعتاد"),
    "many": lazy_gettext("أُرسل مع نماذج كثيرة من عنوان واحد"),
}
"""Why a record is set apart for a person to look at; nothing is ever dropped."""

CHANNELS: Mapping[str, object] = {
    "interview": lazy_gettext("المقابلة"),
    "phone": lazy_gettext("الاتصالات الهاتفية"),
    "social": lazy_gettext("وسائل التواصل الاجتماعي"),
    "letter": lazy_gettext("الخطابات"),
    "help_request": lazy_gettext("خدمات طلب المساعدة"),
    "volunteering": lazy_gettext("خدمة التطوع"),
    "website": lazy_gettext("الموقع الإلكتروني"),
    "branch": lazy_gettext("مناديب المكاتب الفرعية"),
}
"""The eight of the policy, in its order."""

ORIGINS: Mapping[str, object] = {
    "requested": lazy_gettext("طلبه صاحبه، أو من ينوب عنه"),
    "outreach": lazy_gettext("بمبادرة منا، دون طلب"),
}
FOR_WHOM: Mapping[str, object] = {
    "self": lazy_gettext("لمقدّم الطلب نفسه"),
    "other": lazy_gettext("لشخص آخر (بالنيابة)"),
}
TEXTS: Mapping[str, object] = {
    "declaration": lazy_gettext("نص الإقرار"),
    "charter": lazy_gettext("ميثاق التطوع"),
}


@dataclass(frozen=True)
class Badge:
    """A state in words, and the CSS class that tints it."""

    label: str
    style: str


@dataclass(frozen=True)
class Fact:
    """One line about a record. `is_code`: read from left to right."""

    label: str
    shown: str
    is_code: bool = False


@dataclass(frozen=True)
class Delivery:
    """One promised message and how far it came; `details` are its times, tries and the server's last words."""

    name: str
    badge: Badge
    details: tuple[Fact, ...]
    id: int = 0
    can_be_sent_again: bool = False


def kind_of(case: Case) -> str:
    """The kind of a record, as events name it."""
    return "help_request" if isinstance(case, HelpRequest) else "volunteer"


def state_of(case: Case) -> Badge:
    """Where the record stands, in the words of staff."""
    states = HELP_STATES if isinstance(case, HelpRequest) else VOLUNTEER_STATES
    state = states[case.state]
    return Badge(_(state.staff_label), state.badge)


def doubt_of(case: Case) -> Badge | None:
    """What makes the record doubtful, where anything does."""
    return Badge(str(DOUBTS.get(case.doubt, case.doubt)), "draft") if case.doubt else None


def service_of(case: HelpRequest, association: Association) -> str:
    """The name of the support that was asked for; its code where the association has dropped it since."""
    found = association.support_type(case.support_type)
    return found.name if found else case.support_type


def language_of(case: HelpRequest, association: Association) -> str:
    """The name of the language of contact; its code where the association has dropped it since."""
    names = {language.code: language.name for language in association.languages}
    return names.get(case.contact_language, case.contact_language)


def facts_of(case: Case, association: Association) -> list[Fact]:
    """What is known of the record besides its answers."""
    facts = []
    if isinstance(case, HelpRequest):
        facts = [
            Fact(_("الخدمة"), service_of(case, association)),
            Fact(_("لغة التواصل"), language_of(case, association)),
            Fact(_("لمن الطلب"), str(FOR_WHOM.get(case.for_whom, case.for_whom))),
            *source_of(case, association),
        ]
    facts.append(Fact(_("تاريخ الوصول"), written_moment(case.received_at)))
    if case.changed_at != case.received_at:
        facts.append(Fact(_("آخر تغيير"), written_moment(case.changed_at)))
    return facts


def source_of(case: HelpRequest, association: Association) -> list[Fact]:
    """By which channel the request came; of one that staff wrote down also how it began, for which office, by which letter."""
    facts = [Fact(_("وصل عبر"), str(CHANNELS.get(case.channel, case.channel)))]
    if case.letter:
        facts.append(Fact(_("رقم الخطاب"), case.letter))
    if case.entered_by is not None:
        facts.append(Fact(_("كيف بدأ"), str(ORIGINS.get(case.origin, case.origin))))
    if case.branch:
        names = {branch.code: branch.name for branch in association.branches}
        facts.append(Fact(_("المكتب الفرعي"), names.get(case.branch, case.branch)))
    return facts


def texts_of(record: AnswersRecord) -> list[Fact]:
    """Which versions of our texts the person agreed to."""
    return [Fact(str(TEXTS.get(name, name)), _("النسخة %(version)s", version=at)) for name, at in record.texts.items()]


def deliveries_of(session: Session, reference: str) -> list[Delivery]:
    """The messages that were promised about this record, oldest first."""
    rows = session.scalars(select(OutboxMessage).where(OutboxMessage.about == reference).order_by(OutboxMessage.id))
    return [_delivery(row) for row in rows]


def _delivery(row: OutboxMessage) -> Delivery:
    label, style = DELIVERY.get(row.state, (row.state, ""))
    details = [Fact(_("سُجّلت"), written_moment(row.created_at))]
    if row.attempts:
        details.append(Fact(_("عدد المحاولات"), str(row.attempts)))
    if row.sent_at:
        details.append(Fact(_("أُرسلت"), written_moment(row.sent_at)))
    if row.state == QUEUED and row.attempts and row.next_try_at:
        details.append(Fact(_("المحاولة التالية"), written_moment(row.next_try_at)))
    if row.last_error:
        details.append(Fact(_("رد خادم البريد"), row.last_error, is_code=True))
    name = str(MESSAGES.get(row.template, row.template))
    return Delivery(name, Badge(str(label), style), tuple(details), row.id, can_be_sent_again(row))
