"""What staff do from the request page between its moves: each function reads one small form and calls one act."""

from datetime import date

from flask import abort
from flask_babel import gettext as _
from flask_babel import lazy_gettext

from forms_service import clock
from forms_service.accounts.models import Staff
from forms_service.accounts.roles import EXPLAIN, HANDLE_CASES, READ_CASES, REPLY_EARLY
from forms_service.clock import today_in_riyadh
from forms_service.help_requests import casework, from_applicant, objections
from forms_service.help_requests.case_file import Question
from forms_service.help_requests.checklist import MATCHING, REGISTRATION, Item, items_of
from forms_service.help_requests.form import JOURNEY
from forms_service.help_requests.independence import check_independent
from forms_service.staff.acting import reaches
from forms_service.staff.request_acts import Doing, act
from forms_service.staff.request_matching import marks_of
from forms_service.staff.request_objection import who_may_lead
from forms_service.staff.request_page import MATCH, MESSAGES, NOTES, SERVICE, association
from forms_service.staff.saved_replies import composed
from forms_service.staff.typed import Typed, Unclear

CHOOSE_WAY = lazy_gettext("اختر القناة.")
WRITE_REASON = lazy_gettext("لا بد من سبب هنا. اكتبه.")


@act("assign", needs=HANDLE_CASES, tab=MATCH)
def assign(doing: Doing) -> None:
    """To somebody who may lead it, or to nobody."""
    number = doing.typed.number("to") if doing.typed["to"] else None
    if number is not None:
        person = doing.session.get(Staff, number)
        if person is None or not person.active:
            abort(404)
        check_independent(doing.session, doing.case, person.actor)
        if person not in who_may_lead(doing.session, doing.case):
            abort(404)
    doing.does(casework.assign, number)


@act("objection", needs=HANDLE_CASES, tab=MATCH)
def objection(doing: Doing) -> None:
    """The applicant objects to a refusal in another way than on the website."""
    typed = doing.typed
    text = typed.text("text", _("اكتب سبب الاعتراض كما قاله صاحب الطلب."))
    way = typed.one_of("channel", objections.CHANNELS, str(CHOOSE_WAY))
    doing.does(objections.object_to, text, way)


@act("mark", needs=HANDLE_CASES, tab=MATCH)
def mark(doing: Doing) -> None:
    """A checklist, looked at on the originals: each item that is marked otherwise than before."""
    stage = doing.typed["stage"]
    if stage not in (MATCHING, REGISTRATION):
        abort(400)
    marks = marks_of(doing.session, doing.case, stage)
    for item in items_of(doing.case, stage, association()):
        is_met, until = _read_mark(doing.typed, item)
        known = marks.get(item.code)
        if (is_met, until) != ((known.is_met, known.valid_until) if known else (False, None)):
            doing.does(casework.mark, stage, item.code, is_met=is_met, valid_until=until)


def _read_mark(typed: Typed, item: Item) -> tuple[bool, date | None]:
    is_met, name = typed[f"met-{item.code}"] == "yes", f"until-{item.code}"
    until = typed.day(name) if item.ends else None
    if is_met and item.ends and until is None:
        raise Unclear(_("اكتب تاريخ انتهاء الوثيقة كما في أصلها."), name)
    return is_met, until


@act("note", needs=READ_CASES, tab=NOTES)
def note(doing: Doing) -> None:
    """An internal note."""
    doing.does(casework.write_note, doing.typed.text("text", _("اكتب الملاحظة.")))


@act("contact", needs=HANDLE_CASES, tab=MESSAGES)
def contact(doing: Doing) -> None:
    """A try to reach the person."""
    typed = doing.typed
    way = typed.one_of("channel", casework.WAYS, str(CHOOSE_WAY))
    reached = typed.one_of("reached", ("yes", "no"), _("اختر هل رد صاحب الطلب."))
    doing.does(casework.note_contact, way, was_reached=reached == "yes", note=typed.at_most("note"))


@act("inform", needs=HANDLE_CASES, tab=MATCH)
def inform(doing: Doing) -> None:
    """The person was told of the committee and the reply, in the policy's words."""
    doing.does(casework.inform, doing.typed.one_of("channel", casework.WAYS, str(CHOOSE_WAY)))


@act("declare", needs=HANDLE_CASES, tab=MATCH)
def declare(doing: Doing) -> None:
    """The applicant's own declaration, taken by staff."""
    typed = doing.typed
    method = typed.one_of("method", casework.SIGNING, _("اختر كيف أُخذ الإقرار."))
    name = typed.text("signed_name", _("اكتب اسم صاحب الطلب كما أقرّ به."), most=200)
    place, on = _paper(typed) if method == "paper" else ("", None)
    doing.does(casework.take_declaration, casework.Signed(method, name, JOURNEY.texts["declaration"], place, on))


def _paper(typed: Typed) -> tuple[str, date]:
    """Where the signed paper is kept, and the day that stands on it."""
    place = typed.text("place", _("اكتب مكان حفظ الورقة: رقم الملف وتسلسل الورقة فيه."), most=100)
    on = typed.day("signed_on")
    if on is None:
        raise Unclear(_("اكتب تاريخ التوقيع كما على الورقة."), "signed_on")
    if on > today_in_riyadh(clock.now()):
        raise Unclear(_("تاريخ التوقيع بعد اليوم. راجعه."), "signed_on")
    return place, on


@act("question", needs=HANDLE_CASES, tab=MATCH)
def question(doing: Doing) -> None:
    """What the person asked."""
    doing.does(casework.ask, doing.typed.text("question", _("اكتب السؤال كما سأله صاحب الطلب.")))


@act("refer", needs=HANDLE_CASES, tab=MATCH)
def refer(doing: Doing) -> None:
    """What the person did not understand, to the social research officer."""
    asked = doing.typed.text("question", _("اكتب ما لم يتضح لصاحب الطلب."))
    doing.does(casework.ask, asked, is_referral=True)


@act("answer", needs=READ_CASES, tab=MATCH)
def answer(doing: Doing) -> None:
    """A question by who handles the request, a referral by who explains."""
    number = doing.typed.number("question_id")
    found = doing.session.get(Question, number)
    if found is None or not reaches(doing.case, EXPLAIN if found.is_referral else HANDLE_CASES):
        abort(403)
    own = doing.typed.at_most("answer")
    missing = _("اكتب الجواب بكلمات يفهمها صاحب الطلب.")
    doing.does(casework.answer, number, composed(doing.typed["saved"], own) or doing.typed.text("answer", missing))


@act("told", needs=READ_CASES, tab=MATCH)
def told(doing: Doing) -> None:
    """The person got the answer."""
    if not (reaches(doing.case, HANDLE_CASES) or reaches(doing.case, EXPLAIN)):
        abort(403)
    way = doing.typed.one_of("channel", casework.WAYS, str(CHOOSE_WAY))
    doing.does(casework.told, doing.typed.number("question_id"), way)


@act("plan_delivery", needs=HANDLE_CASES, tab=SERVICE)
def plan(doing: Doing) -> None:
    """One part of the service that is to be given."""
    what = doing.typed.text("what", _("اكتب ما سيُقدَّم."), most=200)
    doing.does(casework.plan_delivery, what, doing.typed.at_most("amount", 100))


@act("hand_over", needs=HANDLE_CASES, tab=SERVICE)
def hand_over(doing: Doing) -> None:
    """One part was given, with its proof."""
    typed = doing.typed
    receipt = typed.text("receipt", _("اكتب إثبات الاستلام: من استلم، وكيف أكّد ذلك."), most=300)
    way = typed.one_of("channel", casework.WAYS, str(CHOOSE_WAY))
    doing.does(casework.hand_over, typed.number("delivery_id"), receipt, way)


@act("survey", needs=HANDLE_CASES, tab=SERVICE)
def survey(doing: Doing) -> None:
    """The person was invited to rate the service, or there is no way."""
    settled = doing.typed.one_of("note", ("invited", "no_way"), _("اختر هل دُعي صاحب الطلب إلى الاستبانة."))
    doing.does(casework.settle_survey, settled)


@act("allow_early_reply", needs=REPLY_EARLY, tab=MATCH)
def early_reply(doing: Doing) -> None:
    """The manager lets the reply leave before the floor."""
    doing.does(casework.allow_early_reply, doing.staff_id, doing.typed.text("reason", str(WRITE_REASON), least=5))


@act("send_again", needs=HANDLE_CASES, tab=MESSAGES)
def send_again(doing: Doing) -> None:
    """A message that did not leave is tried anew."""
    doing.does(casework.send_again, doing.typed.number("message"))


@act("see", needs=HANDLE_CASES, tab=MATCH)
def see(doing: Doing) -> None:
    """What the person sent was read."""
    doing.does(from_applicant.mark_seen)
