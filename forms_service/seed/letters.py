"""The made-up complaints, suggestions, thanks, objections and inquiries, and what was done with them."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from forms_service.clock import today_in_riyadh
from forms_service.feedback import handling
from forms_service.feedback.form import FEEDBACK_JOURNEY, INQUIRY_JOURNEY, InternalInquiry
from forms_service.feedback.kinds import COMPLAINT, INQUIRY, OBJECTION, SUGGESTION, THANKS
from forms_service.feedback.misconceptions import misconceptions
from forms_service.feedback.service import submit, submit_internal
from forms_service.formkit.answers import AnswersRecord, Section
from forms_service.formkit.page import Scene
from forms_service.seed.answers import filled, mobile, written
from forms_service.seed.stage import Scheduled, Stage, form_key, moment

MANAGER, NOBODY = "khaled", ""
INTERNAL = "internal"


@dataclass(frozen=True)
class Letter:
    """One message, some days ago: its kind, what was typed, the story it names, and who did what with it a day later."""

    key: str
    ago: int
    sort: str
    typed: dict[str, Any]
    about: str = ""
    deeds: tuple[tuple[str, ...], ...] = ()
    doubt: str | None = None


LETTERS = (
    Letter(
        "nameless",
        1,
        COMPLAINT,
        {"topic": "delay", "message": "انتظرت طويلًا ولم يتصل بي أحد.", "wish": "أتمنى أن يتصل بي أحد."},
        "tesfaye",
        (("assign", MANAGER),),
    ),
    Letter(
        "about_reception",
        4,
        COMPLAINT,
        {"topic": "reception", "message": "لم أجد من يتكلم لغتي حين حضرت إلى المقر.", "reply_to": mobile(15)},
    ),
    Letter(
        "answered_complaint",
        15,
        COMPLAINT,
        {"topic": "decision", "message": "لم أفهم سبب الرد، وكنت أظن أن القبول لمن يحضر أولًا.", "name": "سكينة بانو",
         "reply_to": "sakina@example.org"},
        "sakina",
        (("tag",), ("answer", MANAGER, "نعتذر عن عدم وضوح الرد. تدرس لجنة البحث كل طلب وحده، ولا يُقدَّم من حضر أولًا.")),
    ),
    Letter(
        "suggestion",
        2,
        SUGGESTION,
        {"topic": "website", "message": "أقترح أن يُكتب اسم كل لغة بحروفها أيضًا في صفحة القنوات.", "wish": "صفحة قصيرة بلغتي."},
    ),
    Letter("thanks", 3, THANKS, {"topic": "other", "message": "جزاكم الله خيرًا، وصلتني الكتب كلها قبل موعدها."}, "halima",
           (("close", MANAGER, "noted"),)),
    Letter(
        "markup",
        5,
        SUGGESTION,
        {"topic": "other", "message": "<img src=x onerror=alert(1)> =1+1 " + "بلامسافات" * 40 + " (قوس) [12-34]",
         "name": "\"><b>اسم طويل جدًّا</b> " + "من غير نهاية " * 4, "reply_to": "markup@example.org"},
        doubt="honeypot",
    ),
    Letter("repeated", 6, COMPLAINT, {"topic": "delay", "message": "أرسلت هذه الرسالة من قبل ولم أجد رقمها."}, "",
           (("close", MANAGER, "duplicate"),)),
    Letter("advert", 8, THANKS, {"topic": "other", "message": "عرض خاص لفترة محدودة، أرسل رقمك الآن."}, "",
           (("close", MANAGER, "spam"),), "fast"),
    Letter("unclear", 9, SUGGESTION, {"topic": "procedures", "message": "؟؟؟ ... كذا وكذا، وأنتم أعلم بالمقصود."}, "",
           (("close", MANAGER, "unclear"),)),
    Letter("objects", 6, OBJECTION, {"topic": "decision", "message": "أعترض على عدم القبول، فقد تغيّرت حالي منذ قدّمت.",
           "reply_to": "sakina@example.org", "name": "سكينة بانو"}, "sakina"),
    Letter("asks", 0, INQUIRY, {"topic": "support_request", "question": "هل أستطيع أن أقدّم الطلب لجارتي؟",
           "reply_to": mobile(61), "contact_language": "ur"}),
    Letter(
        "asks_in_urdu",
        3,
        INQUIRY,
        {"topic": "tracking", "question": "میں اپنی درخواست کا نمبر بھول گیا ہوں، اب کیا کروں؟", "name": "محمد شاہد خان",
         "reply_to": "shahid@example.org", "contact_language": "ur"},
        "",
        (("answer", "huda", "افتح «متابعة طلب»، ثم «نسيت رقم طلبي»، فيصلك الرقم على بريدك أو جوالك المسجّل."),),
    ),
    Letter("colleague", 2, INTERNAL, {"topic": "documents", "name": "قسم البرامج",
           "question": "أي نسخة من الدليل نعطيها للمتطوعين الجدد؟"}),
)  # fmt: skip


def letters(now: datetime, *, objections: bool) -> Iterator[Scheduled]:
    """Every message and what was done with it; an objection only where the association takes any."""
    for at, each in enumerate(LETTERS):
        if each.sort == OBJECTION and not objections:
            continue
        yield Scheduled(moment(now, each.ago, 110 + at * 5), _Sent(each))
        for nth, (verb, *given) in enumerate(each.deeds):
            yield Scheduled(moment(now, each.ago - 1, 110 + at * 5 + nth), _Done(each.key, verb, tuple(given)))


@dataclass(frozen=True)
class _Sent:
    letter: Letter

    def __call__(self, stage: Stage) -> None:
        each, session, now = self.letter, stage.session, stage.now
        key = form_key(each.sort, each.key)
        if each.sort == INTERNAL:
            sent = submit_internal(session, _internal(each, stage), form_key=key, by=stage.staff["huda"].name, now=now)
        else:
            sent = submit(session, _public(each, stage), form_key=key, doubt=each.doubt, now=now)
        stage.references[f"letter {each.key}"] = sent


def _public(letter: Letter, stage: Stage) -> AnswersRecord:
    day = today_in_riyadh(stage.now)
    if letter.sort == INQUIRY:
        return written(INQUIRY_JOURNEY, letter.typed, stage.association, day)
    wants_reply = "yes" if "reply_to" in letter.typed else "no"
    reference = stage.references[letter.about] if letter.about else ""
    typed = {"kind": letter.sort, "wants_reply": wants_reply, "reference": reference, **letter.typed}
    return written(FEEDBACK_JOURNEY, typed, stage.association, day)


def _internal(letter: Letter, stage: Stage) -> AnswersRecord:
    scene = Scene(stage.association, today_in_riyadh(stage.now))
    page = filled(InternalInquiry, letter.typed, scene)
    answers = tuple(question.answer(question.data, question.notes) for question in page.questions)
    return AnswersRecord(INTERNAL, (Section(page.slug, page.heading(scene), answers),))


def _assign(stage: Stage, reference: str, who: str) -> None:
    handling.assign(stage.session, reference, stage.staff_id(who), by=stage.staff[MANAGER].name, now=stage.now)


def _tag(stage: Stage, reference: str) -> None:
    anchor = next(iter(misconceptions()), None)  # none where no site is built
    handling.tag(stage.session, reference, anchor, by=stage.staff[MANAGER].name, now=stage.now)


def _answer(stage: Stage, reference: str, who: str, text: str) -> None:
    handling.answer(stage.session, reference, text, by=stage.staff[who].name, now=stage.now)


def _close(stage: Stage, reference: str, who: str, closing: str) -> None:
    handling.close(stage.session, reference, closing, by=stage.staff[who].name, now=stage.now)


_DEEDS: Mapping[str, Callable[..., None]] = {"assign": _assign, "tag": _tag, "answer": _answer, "close": _close}


@dataclass(frozen=True)
class _Done:
    letter: str
    verb: str
    given: tuple[str, ...]

    def __call__(self, stage: Stage) -> None:
        _DEEDS[self.verb](stage, stage.references[f"letter {self.letter}"], *self.given)
