"""What staff are asked about a request that they write down, besides the questions of the form itself, which are said there."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms.validators import ValidationError

from forms_service.clock import written_day
from forms_service.formkit.answers import Value
from forms_service.formkit.fields import Choice, LineField, OneOfField, PickField, TickField
from forms_service.formkit.fields.question import Text
from forms_service.formkit.journey import Journey
from forms_service.formkit.page import Page, Scene
from forms_service.help_requests.entry import BRANCH, CHANNELS, LETTER
from forms_service.help_requests.form import JOURNEY
from forms_service.staff.records import CHANNELS as CHANNEL_NAMES
from forms_service.staff.records import ORIGINS
from forms_service.staff.request_side import METHODS
from forms_service.staff.typed import read_day

BRANCHES, SIGNED_BY = "branches", "signed_by"
"""What a scene here knows besides the facts: {code: name} of the offices for which this person may write; who signs."""
PAPER, LATER = "paper", "later"


def _channels(scene: Scene) -> Sequence[Choice]:
    return [Choice(code, str(CHANNEL_NAMES[code])) for code in CHANNELS if code != BRANCH or scene.association.branches]


def _branches(scene: Scene) -> Sequence[Choice]:
    return [Choice(code, name) for code, name in scene.answers.get(BRANCHES, {}).items()]


class NeededLine(LineField):
    """A line that is answered only beside one answer of another question: `needed_by` is (its name, the answer)."""

    def __init__(self, label: Text, *, needed_by: tuple[str, str], **kwargs: Any) -> None:
        super().__init__(label, required=False, **kwargs)
        self._needed_by = needed_by

    def is_required(self, form: Any) -> bool:
        name, answer = self._needed_by
        return bool(form[name].typed == answer)


class NeededDay(NeededLine):
    """The same for a day that is not to come, typed as day/month/year in either calendar; kept as YYYY-MM-DD."""

    def read(self, text: str, form: Any) -> Value:
        day = read_day(text)
        if day is None:
            raise ValidationError(
                gettext("لم نفهم التاريخ. اكتبه يومًا ثم شهرًا ثم سنة، مثل 30/12/2026، أو بالهجري 15/08/1448.")
            )
        if day > form.scene.day:
            raise ValidationError(
                gettext("هذا التاريخ بعد اليوم. راجعه، واليوم %(day)s", day=written_day(form.scene.day))
            )
        return day.isoformat()

    def write(self, value: Any) -> Any:
        return f"{date.fromisoformat(value):%d/%m/%Y}" if value else ""


class Source(Page):
    """How the request came to us."""

    slug = "source"
    title = _("كيف وصل الطلب؟")
    origin = OneOfField(
        _("كيف بدأ؟"),
        choices=[Choice(code, name) for code, name in ORIGINS.items()],
        missing=_("اختر كيف بدأ الطلب"),
    )
    channel = PickField(_("وصل عبر"), hint=_("القناة كما سمّتها السياسة"), choices=_channels, missing=_("اختر القناة"))
    letter = NeededLine(
        _("رقم الخطاب"),
        hint=_("للخطابات وحدها: رقمه في سجل الوارد"),
        missing=_("اكتب رقم الخطاب في سجل الوارد"),
        needed_by=("channel", LETTER),
        least=1,
        most=40,
        short=True,
    )
    branch = PickField(
        _("المكتب الفرعي"),
        hint=_("لطلبات المكاتب الفرعية وحدها"),
        choices=_branches,
        asked=lambda scene: bool(scene.answers.get(BRANCHES)),
        missing=_("اختر من القائمة"),
        required=False,
    )


class Same(Page):
    """Asked where the person has open requests: this is another one."""

    slug = "same"
    title = _("طلبات مفتوحة للشخص نفسه")
    is_another = TickField(
        _("اطلعت على هذه الطلبات، وهذا طلب آخر"),
        missing=_("راجع طلباته المفتوحة، ثم أكّد أن هذا طلب آخر، أو أكمل العمل في طلبه المفتوح"),
    )


class Taking(Page):
    """How the declaration was taken, if it was."""

    slug = "taking"
    title = _("الإقرار")
    method = OneOfField(
        _("كيف أُخذ الإقرار؟"),
        choices=[
            Choice("phone", METHODS["phone"], _("قرأته عليه، وأكّده بصوته")),
            Choice("interview", METHODS["interview"], _("قرأته عليه، وأكّده أمامي")),
            Choice(PAPER, METHODS[PAPER], _("وقّعه بيده، والورقة محفوظة لدينا")),
            Choice(LATER, _("لم يُؤخذ بعد"), _("يُسجَّل الطلب الآن، ولا يُرفع للجنة البحث قبل الإقرار")),
        ],
        missing=_("اختر كيف أُخذ الإقرار، أو «لم يُؤخذ بعد»"),
    )
    place = NeededLine(
        _("مكان حفظ الورقة"),
        hint=_("للإقرار الورقي: رقم الملف وتسلسل الورقة فيه"),
        missing=_("اكتب رقم الملف وتسلسل الورقة فيه"),
        needed_by=("method", PAPER),
        most=100,
    )
    signed_on = NeededDay(
        _("تاريخ التوقيع"),
        hint=_("للإقرار الورقي: يوم/شهر/سنة، بالميلادي أو الهجري"),
        missing=_("اكتب تاريخ التوقيع كما على الورقة"),
        needed_by=("method", PAPER),
        most=20,
        short=True,
    )


ENTRY = Journey(JOURNEY.form, (Source, *JOURNEY.pages), JOURNEY.final, JOURNEY.texts)
"""The form as staff fill it: first how it came, then the very pages of the public form."""
