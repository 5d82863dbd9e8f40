"""Why an act on a request is refused, in words: the reason, then what to do. The only place that words a MoveRefused."""

from collections.abc import Callable, Mapping
from datetime import date

from flask_babel import gettext as _
from flask_babel import lazy_gettext

from forms_service.accounts.roles import ROLES
from forms_service.clock import written_day
from forms_service.help_requests.moves import MoveRefused
from forms_service.help_requests.statuses import STATES

SENTENCES: Mapping[str, object] = {
    "no_such_move": lazy_gettext(
        "لا ينتقل الطلب من «%(source)s» إلى «%(target)s». أعد فتح الطلب، واختر مما تعرضه صفحته."
    ),
    "not_yours": lazy_gettext("هذا الإجراء ليس من صلاحياتك. اطلبه من: %(needs)s."),
    "unassigned": lazy_gettext("لا تبدأ المطابقة لأن الطلب غير مسند إلى أحد. أسنده إليك أو إلى موظف آخر."),
    "no_message": lazy_gettext("لا بد من رسالة هنا. اكتبها بكلمات يفهمها مقدّم الطلب: ما المطلوب منه، وما سببه."),
    "no_reason": lazy_gettext("لا بد من سبب هنا. اختره أو اكتبه."),
    "open_questions": lazy_gettext(
        "بقي سؤال لمقدّم الطلب بلا جواب. أجب عنه، أو أحِله إلى مسؤول البحث الاجتماعي. العدد: %(count)s."
    ),
    "unmatched": lazy_gettext("البند «%(item)s» لم يُطابَق، أو لم يكن ساريًا وقت التقديم. طابقه أو اطلب بديلًا عنه."),
    "unread": lazy_gettext("أرسل مقدّم الطلب جوابًا أو تصحيحًا لم يُقرأ بعد. اقرأه في صفحة الطلب أولًا. العدد: %(count)s."),
    "undeclared": lazy_gettext("لا إقرار محفوظ، أو تغيّرت البيانات بعده. اطلب من مقدّم الطلب إقرارًا جديدًا."),
    "uninformed": lazy_gettext(
        "لم يُسجَّل إبلاغ مقدّم الطلب بأن طلبه سيُرفع للجنة البحث. أبلغه بنص السياسة، وسجّل القناة والوقت."
    ),
    "not_raised": lazy_gettext("هذا الطلب ليس لدى لجنة البحث. يُدرج في الجلسة ما رُفع إليها فقط."),
    "no_quorum": lazy_gettext("لم يكتمل النصاب. الحاضرون: %(present)s، والمطلوب: %(quorum)s. أجّل الطلب إلى جلسة أخرى."),
    "no_majority": lazy_gettext("لم تتحقق الأغلبية، فلا قرار في هذه الجلسة. أدرج الطلب في جلسة أخرى."),
    "has_voted": lazy_gettext("سُجّل صوتك في هذا الطلب، ولا يتغير بعد تسجيله. إن كان فيه خطأ فأبلغ أمين سر اللجنة."),
    "voted_here": lazy_gettext("صوّت هذا العضو في هذه الجلسة، فحضوره ثابت. حدّث الصفحة، ثم راجع الأصوات."),
    "stepped_aside": lazy_gettext("سُجّل تنحّيك عن هذا الطلب، فلا يُسجَّل لك صوت فيه. تابع الطلب التالي."),
    "not_impartial": lazy_gettext("سُجّل تنحّيك عن هذا الطلب، فلا تسجّل نتيجته. اطلب ذلك من أمين سر آخر."),
    "seen_in_session": lazy_gettext("نظرت اللجنة في هذا الطلب في هذه الجلسة. أدرجه في جلسة أخرى."),
    "votes_changed": lazy_gettext("سُجّل صوت بعد أن فتحت الصفحة، فتغيّرت النتيجة. راجعها، ثم سجّلها."),
    "was_party": lazy_gettext(
        "سبق العمل على الطلب الأول أو التصويت عليه، فلا يعمل صاحب ذلك على الاعتراض عنه ولا يصوّت. أسنده إلى غيره."
    ),
    "first_session": lazy_gettext("نظرت اللجنة في الطلب الأول في هذه الجلسة. أدرج الاعتراض في جلسة أخرى."),
    "no_objections": lazy_gettext("لا تستقبل الجمعية اعتراضًا الآن. لصاحب الطلب أن يطلب شرح السبب، أو أن يشكو."),
    "not_refused": lazy_gettext("لا يُعترض إلا على طلب أُرسل الرد عليه بعدم القبول. راجع رقم الطلب مع صاحبه."),
    "objected_before": lazy_gettext("هذا الطلب نفسه اعتراض، والاعتراض مرة واحدة. لصاحبه أن يطلب شرح السبب."),
    "not_present": lazy_gettext("لست من الحاضرين في هذه الجلسة. اطلب من أمين سر اللجنة أن يسجّل حضورك."),
    "voting_is_over": lazy_gettext("سُجّلت نتيجة هذا الطلب، فلا تصويت عليه في هذه الجلسة. تابع الطلب التالي."),
    "no_public_reason": lazy_gettext("لا يُسجَّل الرفض دون سبب معلن وبند من الدليل. اكتب السبب واختر البند."),
    "other_result": lazy_gettext("ليس هذا قرار لجنة البحث في هذا الطلب. أرسل الرد كما قررته اللجنة."),
    "too_early": lazy_gettext(
        "لا يُرسل الرد قبل %(not_before)s، لأن السياسة تنص على «خلال مدة لا تقل عن أسبوعين». "
        "انتظر، أو اطلب من المدير الإذن بسبب مسجّل."
    ),
    "unregistered": lazy_gettext("لا تُقدَّم الخدمة قبل استكمال التسجيل. الناقص: %(items)s. استكمله أولًا."),
    "undelivered": lazy_gettext("بقي من الخدمة ما لم يُقدَّم، أو لم يُسجَّل إثبات الاستلام. سجّله ثم أعد المحاولة."),
    "no_survey": lazy_gettext("لا يُغلق الطلب قبل الدعوة إلى الاستبانة. أرسلها، أو سجّل أنه لا وسيلة للوصول."),
    "too_few_attempts": lazy_gettext(
        "لا يُغلق الطلب لعدم الرد قبل محاولتين مسجّلتين لم يُوصَل فيهما إليه. عددها: %(attempts)s. سجّل محاولة أخرى."
    ),
    "too_late_to_correct": lazy_gettext(
        "لا تُعدَّل هذه الإجابات بعد رفع الطلب للجنة البحث. اكتب ملاحظة داخلية، أو اطلب إعادة الطلب إلى المطابقة."
    ),
    "too_late_to_mark": lazy_gettext("لا تتغيّر هذه القائمة بعد انتهاء خطوتها. اكتب ما استجدّ في «الملاحظات»."),
    "not_delivering": lazy_gettext(
        "لا يُسلَّم شيء إلا والطلب «قيد تقديم الخدمة». استكمل التسجيل، ثم اضغط «بدء تقديم الخدمة»."
    ),
    "nothing_changed": lazy_gettext("لم تتغيّر أي إجابة. عدّل ما يلزم، ثم أعد الحفظ."),
    "no_other_reference": lazy_gettext("لا يُضم الطلب إلا إلى طلب آخر لم ينتهِ. اكتب رقم الطلب الآخر."),
}
"""The reason and what to do, by what a MoveRefused names."""


def words_for(refused: MoveRefused) -> str:
    """The sentence for this refusal, with its facts."""
    facts = {name: _SHOWN.get(name, str)(value) for name, value in refused.facts.items()}
    return str(SENTENCES[refused.why]) % facts


def _state(code: object) -> str:
    return str(_(STATES[str(code)].staff_label))


def _roles(names: object) -> str:
    known = [_(ROLES[name].label) for name in names if name in ROLES] if isinstance(names, tuple) else []
    return str(_("، ")).join(known) or str(_("صاحب الطلب"))


def _items(names: object) -> str:
    return str(_("، ")).join(_(str(name)) for name in names) if isinstance(names, tuple) else ""


def _day(day: object) -> str:
    return written_day(day) if isinstance(day, date) else str(_("رفعه للجنة البحث"))


_SHOWN: Mapping[str, Callable[[object], str]] = {
    "source": _state,
    "target": _state,
    "needs": _roles,
    "item": lambda name: str(_(str(name))),
    "items": _items,
    "not_before": _day,
}
"""How each fact is written; numbers as they are."""
