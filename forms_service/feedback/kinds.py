"""What people write to us about, as codes and words. Knows no Flask and no database."""

from collections.abc import Mapping
from dataclasses import dataclass

from forms_service.states import N_

COMPLAINT, SUGGESTION, THANKS, OBJECTION, INQUIRY = "complaint", "suggestion", "thanks", "objection", "inquiry"


@dataclass(frozen=True)
class Kind:
    """One kind of message: its name, and a line for who chooses it."""

    name: str
    hint: str = ""


KINDS: Mapping[str, Kind] = {
    COMPLAINT: Kind(N_("شكوى")),
    SUGGESTION: Kind(N_("مقترح")),
    THANKS: Kind(N_("شكر")),
    OBJECTION: Kind(N_("اعتراض"), N_("على قرار في طلب لم يُقبل. اكتب رقم الطلب، واجعل الرد على الجوال المسجّل فيه.")),
}
"""What the form «شكوى أو مقترح» takes; an objection only where the association enables it."""

NAMES: Mapping[str, str] = {**{code: kind.name for code, kind in KINDS.items()}, INQUIRY: N_("استفسار")}
"""Every kind of message, an inquiry included."""

TOPICS: Mapping[str, str] = {
    "reception": N_("استقبال"),
    "procedures": N_("إجراءات"),
    "delay": N_("تأخر"),
    "decision": N_("قرار"),
    "website": N_("موقع"),
    "privacy": N_("خصوصية"),
    "other": N_("أخرى"),
}
INQUIRY_TOPICS: Mapping[str, str] = {
    "support_request": N_("طلب الدعم"),
    "tracking": N_("متابعة طلب"),
    "volunteer": N_("التطوع"),
    "documents": N_("اللوائح والسياسات"),
    "privacy": N_("خصوصية"),
    "other": N_("أخرى"),
}

BOUND_TO_INDEPENDENCE = frozenset({COMPLAINT, OBJECTION})
"""Kinds that nobody handles who handled or voted on the request they name (policy, preamble: settling disputes)."""
