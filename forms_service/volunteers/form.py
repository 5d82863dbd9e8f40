"""نموذج التطوع: its pages and questions, said once."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _

from forms_service.formkit.fields import (
    Choice,
    EmailField,
    LineField,
    LongTextField,
    MobileField,
    NameField,
    OneOfField,
    SomeOfField,
    TickField,
    daily,
)
from forms_service.formkit.journey import Journey
from forms_service.formkit.page import Page, Scene

FORM = "volunteer"


@daily
def _languages(scene: Scene) -> Sequence[Choice]:
    return [Choice(entry.code, entry.name, own_name=entry.own_name) for entry in scene.association.languages]


@daily
def _fields(scene: Scene) -> Sequence[Choice]:
    return [Choice(entry.code, entry.name) for entry in scene.association.volunteer_fields]


def _is_minor(scene: Scene) -> bool:
    return scene.answers.get("is_adult") == "no"


class You(Page):
    """Who wants to volunteer, and how to reach them."""

    slug = "you"
    title = _("من أنت؟")
    intro = _("نطلب بياناتك لنتواصل معك بشأن التطوع فقط.")
    full_name = NameField(_("الاسم الكامل"), hint=_("بأي حروف"), missing=_("اكتب اسمك الكامل"), autocomplete="name")
    mobile = MobileField(_("رقم الجوال"), hint=_("مثال: 05XXXXXXXX"), autocomplete="tel")
    email = EmailField(_("البريد الإلكتروني"), required=False, most=254, autocomplete="email")
    is_adult = OneOfField(
        _("هل عمرك 18 سنة أو أكثر؟"),
        choices=(Choice("yes", _("نعم")), Choice("no", _("لا"), _("تتطوع بموافقة ولي أمرك."))),
        missing=_("اختر «نعم» أو «لا»"),
    )
    locality = LineField(_("المركز أو المدينة"), missing=_("اكتب اسم المركز أو المدينة"))
    officer_preference = OneOfField(
        _("أفضّل أن يتواصل معي"),
        choices=(Choice("male", _("موظف")), Choice("female", _("موظفة")), Choice("any", _("لا فرق"))),
        missing=_("اختر من تفضّل أن يتواصل معك، أو «لا فرق»"),
    )


class Guardian(Page):
    """The guardian of a volunteer under 18."""

    slug = "guardian"
    title = _("موافقة ولي أمرك")
    intro = _("عمرك أقل من 18 سنة، فلا بد من موافقة ولي أمرك. اطلب منه أن يكمل هذه الصفحة معك.")
    shown = staticmethod(_is_minor)
    guardian_name = NameField(_("اسم ولي الأمر"), missing=_("اكتب اسم ولي الأمر كاملًا"))
    guardian_mobile = MobileField(_("رقم جوال ولي الأمر"), hint=_("مثال: 05XXXXXXXX"))
    guardian_consent = TickField(
        _("أوافق، بصفتي ولي الأمر، على هذا التطوع وفق ميثاق التطوع"),
        missing=_("لا يُرسل الطلب دون موافقة ولي الأمر"),
    )


class Offer(Page):
    """What the volunteer can give."""

    slug = "offer"
    title = _("كيف تحب أن تشارك؟")
    languages = SomeOfField(
        _("اللغات التي تتقنها"),
        hint=_("اختر كل ما ينطبق"),
        choices=_languages,
        missing=_("اختر لغة واحدة على الأقل"),
    )
    fields = SomeOfField(
        _("مجالات التطوع"), hint=_("اختر كل ما ينطبق"), choices=_fields, missing=_("اختر مجالًا واحدًا على الأقل")
    )
    availability = SomeOfField(
        _("الأيام والفترات"),
        hint=_("اختر كل ما يناسبك"),
        choices=(
            Choice("weekday_morning", _("أيام الأسبوع صباحًا")),
            Choice("weekday_evening", _("أيام الأسبوع مساءً")),
            Choice("weekend_morning", _("الجمعة والسبت صباحًا")),
            Choice("weekend_evening", _("الجمعة والسبت مساءً")),
        ),
        missing=_("اختر وقتًا واحدًا على الأقل"),
    )
    skills = LongTextField(_("خبرة أو مهارة"), required=False, least=0, most=500, rows=4)
    national_platform = OneOfField(
        _("هل لديك حساب في المنصة الوطنية للعمل التطوعي؟"),
        hint=_("تُوثَّق فيها ساعات التطوع"),
        choices=(Choice("yes", _("نعم")), Choice("no", _("لا")), Choice("unknown", _("لا أعرف"))),
        missing=_("اختر إجابة، أو «لا أعرف»"),
    )


class Charter(Page):
    """The charter every volunteer agrees to."""

    slug = "charter"
    title = _("ميثاق التطوع والإرسال")
    charter = TickField(_("ألتزم بميثاق التطوع وبسرية المعلومات"), missing=_("وافق على ميثاق التطوع لتتمكن من الإرسال"))


JOURNEY = Journey(form=FORM, pages=(You, Guardian, Offer), final=Charter, texts={"charter": "1"})
