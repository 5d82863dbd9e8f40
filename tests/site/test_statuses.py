"""The page on how a request is studied says of each state what the service itself says."""

from forms_service.help_requests.statuses import STATES
from tests.site.addresses import STEPS
from tests.site.reading import words

LABELS = [
    "مستلَم",
    "قيد المطابقة",
    "بانتظار استكمالك",
    "مُحال للتوضيح",
    "اكتملت المطابقة",
    "لدى لجنة البحث",
    "مقبول",
    "لم يُقبل",
    "قيد التسجيل",
    "قيد تقديم الخدمة",
    "قُدّمت الخدمة",
    "مغلق",
    "ملغى بطلبك",
    "مضموم إلى طلب آخر",
]


def test_every_state_is_explained_in_its_order(page):
    (table,) = page(STEPS).all("table")
    assert [words(row[0]) for row in list(table.iter("tr"))[1:]] == LABELS


def test_a_state_reads_on_the_page_as_in_tracking(page):
    (table,) = page(STEPS).all("table")
    shown = {words(row[0]): [words(cell) for cell in row][1:] for row in list(table.iter("tr"))[1:]}
    assert STATES
    for state in STATES.values():
        assert shown[state.label] == [state.happening, state.acting, state.to_do]
