"""Where a message to us can stand, in its sender's words and in the staff's. Knows no Flask and no database."""

from collections.abc import Mapping

from forms_service.states import N_, State

RECEIVED, ANSWERED, CLOSED = "received", "answered", "closed"

STATES: Mapping[str, State] = {
    state.code: state
    for state in (
        State(
            RECEIVED,
            N_("مستلَم"),
            N_("بانتظار الرد"),
            "",
            N_("وصلتنا رسالتك، وسيراجعها موظف مختص."),
            N_("الجمعية"),
            N_("لا شيء الآن. احفظ رقم رسالتك."),
        ),
        State(
            ANSWERED,
            N_("رددنا عليك"),
            N_("أُجيب عنها"),
            "ok",
            N_("راجع موظف مختص رسالتك وكتب الرد."),
            N_("لا أحد"),
            N_("اقرأ الرد. إن بقي لديك سؤال فأرسل رسالة جديدة."),
        ),
        State(
            CLOSED,
            N_("مغلق"),
            N_("أُغلقت دون رد"),
            "",
            N_("انتهى العمل على هذه الرسالة."),
            N_("لا أحد"),
            N_("لا شيء. يمكنك إرسال رسالة جديدة متى شئت."),
        ),
    )
}

CLOSINGS: Mapping[str, str] = {
    "noted": N_("اطّلعنا عليها، ولا تحتاج إلى رد"),
    "duplicate": N_("تكرار لرسالة أخرى"),
    "spam": N_("رسالة آلية أو إعلان"),
    "unclear": N_("لا يمكن فهمها، ولا وسيلة لسؤال صاحبها"),
}
"""Why a message is closed without a reply; for staff only."""
