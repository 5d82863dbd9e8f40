"""What choices and results of the committee are called."""

from collections.abc import Mapping

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from forms_service.help_requests.committee import ACCEPT, MORE_INFORMATION, REFUSE
from forms_service.help_requests.guides import Clause

VOTES: Mapping[str, tuple[object, object]] = {
    ACCEPT: (_("قبول الطلب"), ""),
    REFUSE: (_("رفض الطلب"), _("يلزمه سبب يُرسل إلى مقدّم الطلب، يكتبه أمين السر كما اتفقت اللجنة")),
    MORE_INFORMATION: (_("نحتاج معلومات إضافية"), _("يعود الطلب إلى المطابقة")),
}
"""Name and hint of each choice."""

RESULTS: Mapping[str, tuple[object, str]] = {
    ACCEPT: (_("قُبل"), "ok"),
    REFUSE: (_("لم يُقبل"), "no"),
    MORE_INFORMATION: (_("معلومات إضافية"), "turn"),
}
"""Name and badge of each result."""


def named_clause(clause: Clause | None) -> str:
    """A clause with its guide's status; or that none was named."""
    if clause is None:
        return str(gettext("لم يُذكر"))
    return f"{clause.name} ({gettext('معتمد') if clause.is_approved else gettext('مسودة')})"
