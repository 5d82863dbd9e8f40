"""طلب دعم مستفيد: its pages and questions, said once. Page, checks, record, review and mails follow from here."""

from collections.abc import Callable, Sequence
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from forms_service.association import SupportType
from forms_service.formkit.fields import (
    Choice,
    CountField,
    EmailField,
    IdNumberField,
    LineField,
    LongTextField,
    MobileField,
    NameField,
    OneOfField,
    PickField,
    ShortAddressField,
    SignatureField,
    TickField,
    daily,
)
from forms_service.formkit.journey import Journey
from forms_service.formkit.page import Condition, Page, Scene, in_words

FORM = "help_request"
OFFICERS = (Choice("male", _("موظف")), Choice("female", _("موظفة")), Choice("any", _("لا فرق")))


@daily
def open_support_types(scene: Scene) -> Sequence[Choice]:
    """The kinds of support that can be asked for on the scene's day; what the board has not approved says so."""
    waiting = _("بانتظار الاعتماد")
    return [
        Choice(kind.code, kind.name, kind.hint if kind.approved else f"{kind.hint} ({waiting})")
        for kind in scene.association.support_types
        if kind.is_open(scene.day)
    ]


@daily
def _languages(scene: Scene) -> Sequence[Choice]:
    return [Choice(entry.code, entry.name, own_name=entry.own_name) for entry in scene.association.languages]


def _of_kinds(fits: Callable[[SupportType], bool]) -> Condition:
    """Asked of who chose a kind of support that fits; on paper its name says so."""

    def words(scene: Scene) -> str:
        names = [kind.name for kind in scene.association.support_types if kind.is_open(scene.day) and fits(kind)]
        return gettext("إن كانت الخدمة: %(names)s", names=gettext(" أو ").join(names)) if names else ""

    @in_words(words)
    def condition(scene: Scene) -> bool:
        kind = scene.association.support_type(scene.answers.get("support_type") or "")
        return kind is not None and fits(kind)

    return condition


def _asks(question: str) -> Condition:
    return _of_kinds(lambda kind: question in kind.asks)


@in_words(lambda _scene: gettext("إن كان الطلب لشخص آخر"))
def _for_other(scene: Scene) -> bool:
    return scene.for_other


class Service(Page):
    """What is asked for, and for whom."""

    slug = "service"
    title = _("ما الذي تحتاج إليه؟")
    support_type = OneOfField(
        _("ما الخدمة التي تحتاج إليها؟"),
        hint=_("اختر الأقرب"),
        choices=open_support_types,
        missing=_("اختر الخدمة التي تحتاج إليها، أو «لا أعرف، ساعدوني»"),
    )
    for_whom = OneOfField(
        _("لمن الطلب؟"),
        choices=(Choice("self", _("لي")), Choice("other", _("لشخص آخر بعلمه وموافقته"))),
        missing=_("اختر لمن الطلب"),
    )


class Helper(Page):
    """Who fills the form for another person."""

    slug = "helper"
    title = _("من أنت، يا من تساعد؟")
    title_other = _("عرّفنا بنفسك")
    intro = _("تكتب هذا الطلب عن شخص آخر. نحتاج اسمك ورقمك لنسألك عند الحاجة.")
    shown = staticmethod(_for_other)
    helper_name = NameField(_("اسمك الكامل"), missing=_("اكتب اسمك الكامل"))
    helper_relation = LineField(
        _("صلتك بصاحب الطلب"), hint=_("مثال: ابن، جار، زميل"), missing=_("اكتب صلتك بصاحب الطلب"), most=60
    )
    helper_mobile = MobileField(_("رقم جوالك"), hint=_("تستطيع متابعة الطلب بهذا الرقم أيضًا"), staff_may_skip=True)


class Consent(Page):
    """Explicit consent where the service itself reveals belief, which is sensitive data."""

    slug = "consent"
    title = _("موافقتك قبل المتابعة")
    intro = _("قد تدل هذه الخدمة على معتقدك، وهو بيان حساس. لا نستخدمه إلا لهذه الخدمة.")
    shown = staticmethod(_of_kinds(lambda kind: kind.reveals_belief))
    belief_consent = TickField(
        _("أوافق على استخدام هذا البيان لهذه الخدمة وحدها"),
        missing=_("وافق لتتمكن من المتابعة، أو ارجع واختر خدمة أخرى"),
    )


class You(Page):
    """Who the applicant is."""

    slug = "you"
    title = _("من أنت؟")
    title_other = _("من صاحب الطلب؟")
    to_prepare = _("اسمك ورقم وثيقتك، إن كانت لديك وثيقة سارية. لا نطلب صورتها.")
    full_name = NameField(
        _("الاسم الكامل"),
        hint=_("كما في وثيقتك؛ بأي حروف"),
        hint_other=_("كما في وثيقة صاحب الطلب؛ بأي حروف"),
        missing=_("اكتب اسمك الكامل كما في وثيقتك"),
        autocomplete="name",
    )
    id_type = OneOfField(
        _("نوع الوثيقة"),
        hint=_("نطابقها مع الأصل ولا نصورها"),
        choices=(
            Choice("national_id", _("هوية وطنية")),
            Choice("iqama", _("إقامة")),
            Choice("passport", _("جواز سفر")),
            Choice("border_number", _("رقم حدود")),
            Choice("none", _("ليس لدي وثيقة سارية"), _("لا يمنع ذلك التقديم. نكمل معك في مقابلة.")),
        ),
        missing=_("اختر نوع الوثيقة، أو «ليس لدي وثيقة سارية»"),
    )
    id_number = IdNumberField(
        _("رقم الوثيقة"),
        hint=_("اكتبه بأي أرقام (٠١٢ أو 012). اتركه فارغًا إن لم تكن لديك وثيقة سارية."),
        type_name="id_type",
        missing=_("اكتب رقم الوثيقة التي اخترتها"),
    )


class Contact(Page):
    """How to reach the applicant."""

    slug = "contact"
    title = _("كيف نتواصل معك؟")
    title_other = _("كيف نتواصل مع صاحب الطلب؟")
    to_prepare = _("رقم جوال نتواصل معك عليه.")
    intro = _("نستعمل هذه البيانات للرد على طلبك فقط.")
    mobile = MobileField(
        _("رقم الجوال"),
        label_other=_("رقم جوال صاحب الطلب"),
        hint=_("مثال: 05XXXXXXXX"),
        autocomplete="tel",
        staff_may_skip=True,
    )
    email = EmailField(_("البريد الإلكتروني"), required=False, most=254, autocomplete="email")
    contact_method = OneOfField(
        _("طريقة التواصل المفضلة"),
        choices=(
            Choice("phone", _("مكالمة هاتفية")),
            Choice("sms", _("رسالة نصية")),
            Choice("email", _("بريد إلكتروني")),
            Choice("interview", _("مقابلة"), _("تحضر إلى مقر الجمعية، ومعك من يساعدك إن أردت.")),
        ),
        missing=_("اختر طريقة التواصل المفضلة"),
    )
    contact_language = PickField(_("لغة التواصل"), choices=_languages, missing=_("اختر لغة التواصل"))
    officer_preference = OneOfField(
        _("أفضّل أن يتواصل معي"),
        label_other=_("من يفضّل صاحب الطلب أن يتواصل معه؟"),
        choices=OFFICERS,
        missing=_("اختر من تفضّل أن يتواصل معك، أو «لا فرق»"),
    )

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        """Whoever prefers e-mail needs an address."""
        valid = super().validate(*args, **kwargs)
        if self.contact_method.data == "email" and not self.email.data and not self.email.errors:
            self.email.errors = [str(_("اكتب بريدك الإلكتروني، أو اختر طريقة تواصل أخرى"))]
            return False
        return valid


class Locality(Page):
    """Where the applicant lives."""

    slug = "place"
    title = _("أين تسكن؟")
    title_other = _("أين يسكن صاحب الطلب؟")
    locality = LineField(
        _("المركز أو القرية أو الحي"), hint=_("يكفي اسم المكان"), missing=_("اكتب اسم المركز أو القرية أو الحي")
    )
    short_address = ShortAddressField(
        _("العنوان الوطني المختصر"), hint=_("4 أحرف إنجليزية ثم 4 أرقام"), required=False, short=True
    )


class Need(Page):
    """What the applicant needs, with the questions of the chosen kind of support."""

    slug = "need"
    title = _("ما حاجتك؟")
    title_other = _("ما حاجة صاحب الطلب؟")
    to_prepare = _("شرح قصير لما تحتاج إليه.")
    need = LongTextField(
        _("اشرح حاجتك باختصار"),
        label_other=_("اشرح الحاجة باختصار"),
        hint=_("ما الذي تحتاج إليه؟ لا تكتب تفاصيل صحية ولا أسماء أشخاص آخرين."),
        missing=_("اشرح حاجتك في 10 أحرف على الأقل"),
        least=10,
        most=1000,
    )
    dependents = CountField(
        _("عدد من تعولهم ويسكنون معك"),
        label_other=_("عدد من يعولهم صاحب الطلب ويسكنون معه"),
        hint=_("اكتب 0 إن لم يكن أحد"),
        missing=_("اكتب العدد، أو 0 إن لم يكن أحد"),
        most=30,
        asked=_asks("dependents"),
    )
    income_band = OneOfField(
        _("مصدر الدخل ونطاقه"),
        hint=_("اختر النطاق الأقرب"),
        choices=daily(lambda scene: [Choice(band.code, band.name) for band in scene.association.income_bands]),
        asked=_asks("income_band"),
    )
    housing = OneOfField(
        _("نوع السكن"),
        choices=daily(lambda scene: [Choice(kind.code, kind.name) for kind in scene.association.housing]),
        asked=_asks("housing"),
    )
    other_support = OneOfField(
        _("هل تتلقى الدعم نفسه من جهة أخرى؟"),
        label_other=_("هل يتلقى صاحب الطلب الدعم نفسه من جهة أخرى؟"),
        hint=_("الإجابة بـ«نعم» لا تمنعك من التقديم"),
        choices=(Choice("yes", _("نعم")), Choice("no", _("لا")), Choice("unsaid", _("أفضّل عدم الإجابة"))),
        missing=_("اختر إجابة، أو «أفضّل عدم الإجابة»"),
        asked=_asks("other_support"),
    )


class Declaration(Page):
    """What the applicant signs: the committee's study, correctness, direct responsibility (policy, procedure 4 and 5)."""

    slug = "declaration"
    title = _("الإقرار والإرسال")
    informed_committee = TickField(
        _("علمت أن طلبي سيُرفع للجنة البحث لدراسته والرد عليّ بشأن قبوله أو رفضه خلال مدة لا تقل عن أسبوعين"),
        label_other=_(
            "علمت أن الطلب سيُرفع للجنة البحث لدراسته والرد على صاحب الطلب بشأن قبوله أو رفضه خلال مدة لا تقل عن أسبوعين"
        ),
        missing=_("أكّد أنك علمت برفع طلبك للجنة البحث لتتمكن من الإرسال"),
    )
    declaration = TickField(
        _("أُقرّ بأن البيانات التي قدّمتها صحيحة، وأتحمّل المسؤولية المباشرة عن صحتها"),
        label_other=_(
            "كتبت هذا الطلب بعلم صاحب الطلب وموافقته، وقرأت عليه البيانات. ويؤكد صاحب الطلب صحتها قبل رفع الطلب للجنة البحث"
        ),
        missing=_("وافق على الإقرار بصحة البيانات لتتمكن من الإرسال"),
    )
    signed_name = SignatureField(
        _("اكتب اسمك الكامل لتأكيد الإقرار"),
        missing=_("اكتب اسمك الكامل لتأكيد الإقرار"),
        signs="full_name",
        signs_other="helper_name",
        autocomplete="name",
    )


JOURNEY = Journey(
    form=FORM,
    pages=(Service, Helper, Consent, You, Contact, Locality, Need),
    final=Declaration,
    texts={"declaration": "1"},
)
