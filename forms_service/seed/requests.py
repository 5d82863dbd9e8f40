"""The help requests of a seeded installation, told as stories: who asked for what, and what was done on which day after.

Every state stands at the end of at least one. A line is the day after the submission, a verb of `acts.py`, and its words.
"""

from dataclasses import dataclass
from typing import Any

from forms_service.help_requests.entry import OUTREACH, REQUESTED

Line = tuple[Any, ...]

ARRIVES: tuple[Line, ...] = ()
MATCHED: tuple[Line, ...] = ((0, "takes"), (1, "matches"))
SIGNED: tuple[Line, ...] = (*MATCHED, (1, "goes", "signed"))
RAISED: tuple[Line, ...] = (*SIGNED, (2, "goes", "committee"))
ACCEPTED: tuple[Line, ...] = (*RAISED, (17, "replies", "accepted", "بقي أن نتفق معك على موعد التسليم ومكانه."))
REGISTERED: tuple[Line, ...] = (*ACCEPTED, (18, "goes", "registration"), (19, "registers"))
DELIVERING: tuple[Line, ...] = (*REGISTERED, (19, "goes", "delivering"))


@dataclass(frozen=True)
class Entered:
    """How a colleague came to write a request down: the way it came, and how the declaration was taken; empty: not yet."""

    channel: str
    origin: str = REQUESTED
    letter: str = ""
    method: str = ""
    place: str = ""


@dataclass(frozen=True)
class Story:
    """One request: `key` is what other stories call it by, and `applicants.py`; `ago` the days since it was submitted.

    `entered`: an officer wrote it down.
    """

    key: str
    ago: int
    lines: tuple[Line, ...] = ARRIVES
    doubt: str | None = None
    entered: Entered | None = None


_BEFORE_COMMITTEE = (
    Story("salma", 0),
    Story("dawud", 2),
    Story("shahid", 4),
    Story("markup", 1, doubt="honeypot"),
    Story("formula", 3, doubt="fast"),
    Story("emoji", 5, doubt="many"),
    Story("override", 1),
    Story(
        "rahima",
        6,
        (
            (0, "takes"),
            (1, "matches", "name", "contact"),
            (1, "misses", "need", "لم يتضح عدد الكتب المطلوبة."),
            (2, "asks", "هل أحتاج إلى كفيل لأقدّم الطلب؟"),
        ),
    ),
    Story(
        "tesfaye",
        7,
        (
            (0, "takes", "nada"),
            (1, "matches", "name", "document"),
            (2, "refers", "لم أفهم لماذا تدرس لجنة البحث طلبي وأنا أطلب كتابًا واحدًا."),
            (3, "notes", "يفهم العربية سماعًا، ويفضّل الأمهرية عند الشرح.", "nada"),
        ),
    ),
    Story(
        "joseph",
        9,
        (
            *MATCHED,
            (2, "refers", "ما الفرق بين التسجيل والطلب؟"),
            (3, "explains", "الطلب هو ما قدّمته الآن. والتسجيل يأتي بعد القبول، قبل تقديم الخدمة."),
            (4, "tells", "phone"),
        ),
    ),
    Story(
        "long",
        8,
        (
            *MATCHED,
            (2, "corrects_answer", "contact", "mobile", "0500000099", "أخبرنا بالهاتف أن رقمه تغيّر."),
            (2, "ended", "document", "انتهت الإقامة قبل التقديم بعشرين يومًا، ويعمل على تجديدها."),
        ),
    ),
    Story(
        "amina",
        8,
        (
            (0, "takes"),
            (1, "matches", "name", "document"),
            (1, "needs", "نحتاج إلى معرفة عدد من تعولهم ويسكنون معك، لأن كمية المواد تتبع العدد."),
            (5, "tries", "phone", "لم يُجب أحد. نعاود الاتصال مساءً."),
        ),
    ),
    Story(
        "farida",
        10,
        (
            (0, "takes"),
            (1, "needs", "اكتب لنا بأي لغة تريد الكتب، لأن لدينا نسخًا بلغات كثيرة."),
            (
                9,
                "sends",
                "answer",
                "أريدها بالأردية والإنجليزية.\nاردو میں بھی ٹھیک ہے، اور اگر نہ ہو تو English is fine.",
            ),
        ),
    ),
    Story(
        "zahra",
        5,
        (
            *MATCHED,
            (1, "asks", "هل أحتاج إلى الحضور بنفسي؟"),
            (1, "answers", "لا، نكمل معك بالهاتف، ونسلّمك الترجمة في مكان تختارينه."),
            (1, "goes", "signed"),
        ),
    ),
    Story(
        "ibrahim",
        4,
        (*SIGNED, (3, "sends", "correction", "كتبت اسم الحي خطأً، والصحيح حي الزهور، بجوار المسجد.")),
    ),
    Story(
        "sumaya",
        6,
        (
            (0, "takes"),
            (1, "reaches", "phone", "أكّدت صحة ما كُتب عنها، وأُبلغت بالرفع للجنة البحث."),
            (1, "informs", "phone"),
            (1, "declares", "phone", "سمية عبد الكريم"),
            (2, "matches"),
            (2, "goes", "signed"),
        ),
    ),
)

_AT_COMMITTEE = (
    Story("karim", 3, RAISED),
    Story("layla", 9, (*RAISED, (3, "notes", "زارت المقر ومعها ابنتها للترجمة."))),
    Story("zayd", 15, RAISED),
    Story("anwar", 26, (*RAISED, (20, "sends", "question", "متى يصلني الرد؟ مضى وقت طويل."))),
    Story("maryam", 33, RAISED),
    Story("fatima", 15, RAISED),
    Story("rashid", 18, RAISED),
    Story("bilal", 19, RAISED),
)

_AFTER_THE_REPLY = (
    Story(
        "noor",
        9,
        (
            *RAISED,
            (5, "allows_early", "تسافر في اليوم التالي، والمواد محفوظة باسمها."),
            (5, "replies", "accepted", "نسلّمك المواد اليوم في مقر الجمعية."),
        ),
    ),
    Story("hamza", 32, ACCEPTED),
    Story(
        "sakina",
        32,
        (
            *RAISED,
            (17, "replies", "refused"),
            (20, "sends", "question", "لم أفهم سبب عدم القبول. هل أستطيع التقديم على المستوى الثالث لاحقًا؟"),
        ),
    ),
    Story(
        "idris",
        32,
        (
            *ACCEPTED,
            (18, "goes", "registration"),
            (19, "registers", "contact"),
            (32, "appoints", "0", "interview", "مقر الجمعية، مكتب علاقات المستفيدين"),
            (32, "appoints", "1", "phone", ""),
        ),
    ),
    Story(
        "ruqayya",
        32,
        (
            *DELIVERING,
            (20, "plans", "ملابس شتوية للأطفال", "3 أطقم"),
            (20, "plans", "بطانيات", "4"),
            (22, "confirms_receipt"),
            (23, "sees"),
        ),
    ),
    Story(
        "umar",
        32,
        (
            *DELIVERING,
            (20, "plans", "ترجمة معاملة إلى الإنجليزية", "12 صفحة"),
            (25, "hands_over", "سُلّمت باليد، ووقّع على الاستلام."),
            (25, "goes", "delivered"),
        ),
    ),
    Story(
        "halima",
        46,
        (
            *DELIVERING,
            (20, "plans", "كتب مترجمة", "7 كتب"),
            (22, "confirms_receipt"),
            (22, "goes", "delivered"),
            (23, "settles", "invited"),
            (40, "closes"),
        ),
    ),
    Story(
        "yunus",
        46,
        (
            *RAISED,
            (17, "replies", "refused"),
            (20, "tries", "phone", "الرقم لا يعمل."),
            (25, "settles", "no_way"),
            (40, "closes"),
        ),
    ),
)

_ENDED_EARLY = (
    Story("spam", 12, ((0, "closes", "spam"),), doubt="honeypot"),
    Story(
        "tariq",
        24,
        (
            (0, "takes"),
            (1, "needs", "نحتاج إلى رقم وثيقتك كما في الأصل، فالرقم المكتوب لا يكتمل."),
            (4, "tries", "phone", "لا يُجيب."),
            (9, "tries", "sms", "أُرسلت رسالة ولم يُجب."),
            (16, "closes", "no_answer", "لم نتمكن من الوصول إليك. قدّم طلبًا جديدًا متى شئت."),
        ),
    ),
    Story("adam", 14, ((0, "takes"), (1, "closes", "out_of_scope", "لا تقدّم الجمعية قروضًا. راجع صفحة «الخدمات»."))),
    Story(
        "asma",
        21,
        (
            (0, "takes"),
            (1, "closes", "unreachable", "لم نتمكن من الوصول إليك بالرقم الذي كتبته."),
            (8, "reopens", "جاءت إلى المقر وصحّحت رقمها."),
        ),
    ),
    Story("jamila", 11, ((0, "takes"), (3, "withdraws"))),
    Story("salma_again", 0, ((0, "merges", "salma", "قدّمت الطلب نفسه مرتين في اليوم نفسه."),)),
)

_WRITTEN_DOWN = (
    Story("gebre", 1, entered=Entered("letter", letter="و/1448/0114")),
    Story(
        "khadija",
        7,
        ((0, "goes", "checking"), (1, "matches"), (1, "goes", "signed")),
        entered=Entered("help_request", OUTREACH, method="paper", place="ملف الحي الشرقي، الورقة 12"),
    ),
    Story(
        "ayub",
        46,
        (
            *DELIVERING,
            (20, "plans", "بطانيات", "2"),
            (21, "hands_over", "سُلّمت له في مسكنه، ووقّع على الاستلام."),
            (21, "goes", "delivered"),
            (22, "settles", "no_way"),
            (40, "closes"),
        ),
        entered=Entered("interview", OUTREACH, method="interview"),
    ),
)

# Many who are alike, so that lists have a second page and figures something to count.
_MANY: tuple[tuple[str, int, tuple[Line, ...]], ...] = (
    ("many01", 1, ARRIVES), ("many02", 1, ARRIVES), ("many03", 2, ARRIVES), ("many04", 3, ARRIVES),
    ("many05", 2, MATCHED), ("many06", 3, MATCHED), ("many07", 5, MATCHED), ("many08", 6, MATCHED),
    ("many09", 6, SIGNED), ("many10", 8, SIGNED), ("many11", 6, RAISED), ("many12", 8, RAISED),
)  # fmt: skip

STORIES = (
    *_BEFORE_COMMITTEE,
    *_AT_COMMITTEE,
    *_AFTER_THE_REPLY,
    *_ENDED_EARLY,
    *_WRITTEN_DOWN,
    *(Story(key, ago, lines) for key, ago, lines in _MANY),
)
"""In the order in which they are told; what happened first is found by the days."""
