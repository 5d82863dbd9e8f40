"""What the committee's secretary and members are asked: who is present, which vote, what to say of the result."""

from flask_babel import lazy_gettext as _

from forms_service.formkit.fields import Choice, LongTextField, OneOfField, PickField, SomeOfField
from forms_service.formkit.page import Page, Scene
from forms_service.help_requests import committee
from forms_service.help_requests.guides import guides, must_be_cited
from forms_service.staff.committee_words import VOTES

MOST = 1000
"""Signs of a reason."""


def _members(scene: Scene) -> list[Choice]:
    return [Choice(code, name) for code, name in scene.answers["members"]]


class NewSession(Page):
    """A session that begins today. The scene knows `members`: number and name of each."""

    slug = "new"
    title = _("فتح جلسة")
    present = SomeOfField(
        _("من حضر من أعضاء اللجنة؟"),
        hint=_("من يصل بعد ذلك تضيفه من صفحة الجلسة"),
        choices=_members,
        missing=_("اختر من حضر"),
    )


class Arrival(Page):
    """Members who came later. The scene knows `members`: those who are not present yet."""

    slug = "arrival"
    title = _("إضافة حاضرين")
    present = SomeOfField(_("من وصل من أعضاء اللجنة؟"), choices=_members, missing=_("اختر من وصل"))


class Mistaken(Page):
    """A member who was written down and is not there. The scene knows `members`: those present who have not voted."""

    slug = "mistaken"
    title = _("حضور سُجّل خطأً")
    gone = OneOfField(
        _("من سُجّل حضوره وليس حاضرًا؟"),
        hint=_("من صوّت في هذه الجلسة لا يُزال حضوره"),
        choices=_members,
        missing=_("اختر من ليس حاضرًا"),
    )


class Ballot(Page):
    """One member's vote."""

    slug = "vote"
    title = _("صوتك")
    choice = OneOfField(
        _("ما رأيك؟"),
        choices=[Choice(code, *VOTES[code]) for code in committee.CHOICES],
        missing=_("اختر رأيك في الطلب"),
    )


def _is(result: str) -> "staticmethod[[Scene], bool]":
    return staticmethod(lambda scene: scene.answers.get("result") == result)


def _clauses(_scene: Scene) -> list[Choice]:
    marked = {False: _("مسودة"), True: ""}
    return [
        Choice(
            clause.code, f"{guide.title}، {clause.name}" + (f" ({mark})" if (mark := marked[guide.is_approved]) else "")
        )
        for guide in guides()
        for clause in guide.clauses
    ]


class ClauseField(PickField):
    """A clause of a guide: to be named once a guide is approved."""

    def prepare(self, scene: Scene) -> None:
        super().prepare(scene)
        self.required = must_be_cited()


class Result(Page):
    """What is written down with a result. The scene knows `result`."""

    slug = "record"
    title = _("تسجيل النتيجة")
    public = LongTextField(
        _("السبب كما سيُرسل إلى مقدّم الطلب"),
        hint=_("جملة واضحة بلا لوم، ثم ما يستطيع أن يفعله بعد ذلك"),
        missing=_("اكتب سبب الرفض"),
        rows=4,
        most=MOST,
        asked=_is(committee.REFUSE),
    )
    clause = ClauseField(
        _("بند الدليل"),
        hint=_("يلزم البند متى اعتُمد الدليل"),
        choices=_clauses,
        missing=_("اختر البند الذي استند إليه القرار"),
        asked=lambda scene: scene.answers.get("result") == committee.REFUSE and bool(guides()),
    )
    wanted = LongTextField(
        _("ما المعلومات المطلوبة؟"),
        hint=_("يقرؤها موظف علاقات المستفيدين، ثم يكتب إلى مقدّم الطلب"),
        missing=_("اكتب ما تطلبه اللجنة"),
        rows=4,
        most=MOST,
        asked=_is(committee.MORE_INFORMATION),
    )
    reason = LongTextField(
        _("ملاحظة داخلية"),
        hint=_("للموظفين وحدهم، ولا تُرسل"),
        required=False,
        rows=2,
        most=MOST,
        asked=lambda scene: scene.answers.get("result") != committee.MORE_INFORMATION,
    )
