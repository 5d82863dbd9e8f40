"""Where a help request can stand, in the applicant's words and in the staff's. Knows no Flask and no database.

Which moves lead from one to the other stands in `moves.py`.
"""

from collections.abc import Mapping

from forms_service.states import N_, State

RECEIVED = "received"
CHECKING = "checking"
WAITING = "waiting"
SIGNED = "signed"
COMMITTEE = "committee"
DECIDED = "decided"
ACCEPTED = "accepted"
REFUSED = "refused"
REGISTRATION = "registration"
DELIVERING = "delivering"
DELIVERED = "delivered"
CLOSED = "closed"
WITHDRAWN = "withdrawn"
MERGED = "merged"

_OFFICER = N_("موظف علاقات المستفيدين")
_NOTHING = N_("لا شيء الآن. إن احتجنا إلى شيء كتبناه في «متابعة طلب».")

_AT_COMMITTEE = (
    N_("لدى لجنة البحث"),
    N_("طلبك لدى لجنة البحث لدراسته والرد عليك بشأن قبوله أو رفضه خلال مدة لا تقل عن أسبوعين."),
    N_("لجنة البحث"),
    N_("لا شيء الآن. يصلك الرد ويظهر في «متابعة طلب»."),
)
"""Label, happening, acting, to do: the same words until the reply is sent, whether decided or not."""

STATES: Mapping[str, State] = {
    state.code: state
    for state in (
        State(
            RECEIVED,
            N_("مستلَم"),
            N_("مستلَم"),
            "",
            N_("وصلنا طلبك، وهو ينتظر موظفًا يبدأ مطابقة بياناته."),
            _OFFICER,
            N_("لا شيء الآن. احفظ رقم طلبك."),
        ),
        State(
            CHECKING,
            N_("قيد المطابقة"),
            N_("قيد المطابقة"),
            "doing",
            N_("يطابق الموظف بياناتك ويتأكد من صلاحيتها."),
            _OFFICER,
            _NOTHING,
        ),
        State(
            WAITING,
            N_("بانتظار استكمالك"),
            N_("بانتظار مقدّم الطلب"),
            "turn",
            N_("ينقص طلبك شيء قبل رفعه للجنة البحث."),
            N_("أنت"),
            N_("ما ينقص وسببه. أجب في «متابعة طلب»، أو تواصل معنا إن تعذّر عليك ذلك."),
        ),
        State(
            SIGNED,
            N_("اكتملت المطابقة"),
            N_("اكتملت المطابقة"),
            "doing",
            N_("اكتملت بياناتك وحُفظ إقرارك. الخطوة التالية رفع الطلب للجنة البحث."),
            _OFFICER,
            N_("لا شيء الآن. إن وجدت خطأً فصحّحه قبل الرفع."),
        ),
        State(COMMITTEE, _AT_COMMITTEE[0], _AT_COMMITTEE[0], "doing", *_AT_COMMITTEE[1:]),
        State(DECIDED, _AT_COMMITTEE[0], N_("صدر القرار ولم يُرسل الرد"), "doing", *_AT_COMMITTEE[1:]),
        State(
            ACCEPTED,
            N_("مقبول"),
            N_("مقبول"),
            "ok",
            N_("قبلت لجنة البحث طلبك. بقي استكمال إجراءات التسجيل."),
            _OFFICER,
            N_("انتظر تواصلنا."),
        ),
        State(
            REFUSED,
            N_("لم يُقبل"),
            N_("لم يُقبل"),
            "no",
            N_("لم تقبل لجنة البحث طلبك، والسبب في الرد."),
            N_("أنت، إن أردت"),
            N_("اقرأ السبب. اطلب شرحه إن لم يتضح لك."),
        ),
        State(
            REGISTRATION,
            N_("قيد التسجيل"),
            N_("قيد التسجيل"),
            "doing",
            N_("نستكمل معك إجراءات التسجيل."),
            _OFFICER,
            N_("ما نطلبه منك لاستكمال التسجيل."),
        ),
        State(
            DELIVERING,
            N_("قيد تقديم الخدمة"),
            N_("قيد تقديم الخدمة"),
            "doing",
            N_("نقدّم لك الخدمة. قد تصلك على أجزاء."),
            _OFFICER,
            N_("أكّد لنا ما استلمته."),
        ),
        State(
            DELIVERED,
            N_("قُدّمت الخدمة"),
            N_("قُدّمت الخدمة"),
            "ok",
            N_("قُدّمت لك الخدمة كاملة."),
            N_("أنت، إن أردت"),
            N_("إن نقص شيء فأخبرنا."),
        ),
        State(
            CLOSED,
            N_("مغلق"),
            N_("مغلق"),
            "",
            N_("انتهى العمل على هذا الطلب."),
            N_("لا أحد"),
            N_("لا شيء. إن احتجت إلى دعم آخر فقدّم طلبًا جديدًا."),
        ),
        State(
            WITHDRAWN,
            N_("ملغى بطلبك"),
            N_("ملغى بطلب صاحبه"),
            "",
            N_("أُلغي هذا الطلب لأنك طلبت إلغاءه."),
            N_("لا أحد"),
            N_("لا شيء. يمكنك تقديم طلب جديد متى شئت."),
        ),
        State(
            MERGED,
            N_("مضموم إلى طلب آخر"),
            N_("مضموم إلى طلب آخر"),
            "",
            N_("ضممنا هذا الطلب إلى طلب آخر لك، ولم يُفقد منه شيء."),
            N_("كما في الطلب الآخر"),
            N_("تابع الطلب الآخر."),
        ),
    )
}

BEFORE_COMMITTEE = frozenset({RECEIVED, CHECKING, WAITING, SIGNED})
"""Where a request is made ready: what was answered and matched may still change."""

ENDED = frozenset({CLOSED, WITHDRAWN, MERGED})
"""Where nobody works on a request any more."""

ANSWERED = frozenset({REFUSED, DELIVERED, *ENDED})
"""Where an outcome stands: a request that is in none of these is open."""

OPEN = frozenset(STATES) - ANSWERED
