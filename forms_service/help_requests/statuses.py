"""Where a help request can stand, in the applicant's words and in the staff's. Knows no Flask and no database.

Moves between states come with the back-office; until then a request is received and stays so.
"""

from collections.abc import Mapping

from forms_service.states import N_, State

RECEIVED = "received"

STATES: Mapping[str, State] = {
    state.code: state
    for state in (
        State(
            RECEIVED,
            N_("مستلَم"),
            N_("مستلَم"),
            "",
            N_("وصلنا طلبك، وهو ينتظر موظفًا يبدأ مطابقة بياناته."),
            N_("موظف علاقات المستفيدين"),
            N_("لا شيء الآن. احفظ رقم طلبك."),
        ),
    )
}
