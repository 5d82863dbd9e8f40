"""Where a volunteer can stand, in the volunteer's words and in the staff's. Knows no Flask and no database."""

from collections.abc import Mapping

from forms_service.states import N_, State

APPLIED = "applied"

STATES: Mapping[str, State] = {
    state.code: state
    for state in (
        State(
            APPLIED,
            N_("مستلَم"),
            N_("متقدّم جديد"),
            "",
            N_("وصلتنا رغبتك في التطوع."),
            N_("الجمعية"),
            N_("لا شيء الآن. نراسلك عند توافر فرصة تناسبك. لا تبدأ أي مهمة قبل أن نؤكدها لك."),
        ),
    )
}
