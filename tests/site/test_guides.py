"""The two guides and the entry of the bylaws: each heading is there, and nobody mistakes a draft's words for the policy's."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

import pytest

from docs.hooks.facts import environment_for
from forms_service.association import Association, SupportType, load_association
from forms_service.help_requests.form import Need
from forms_service.help_requests.statuses import STATES
from tests.architecture.tree import ROOT
from tests.site.reading import BuiltPage, words
from tests.site.test_policy import POLICY_TEXT, joined

RESEARCH, SUPPORT, BYLAWS = (
    f"/documents/{name}/" for name in ("social-research-guide", "support-policy-guide", "bylaws")
)
HEADINGS = {
    RESEARCH: {
        "purpose": "1. غرض الدليل ونطاقه",
        "terms": "2. المصطلحات",
        "people": "3. من يقوم بالعمل",
        "services": "4. خدمات البحث الاجتماعي",
        "applying": "5. كيف تقدّم طلبك",
        "matching": "6. مطابقة البيانات والمستندات",
        "interview": "7. المقابلة ودراسة الحالة",
        "committee": "8. العرض على لجنة البحث",
        "decision": "9. إبلاغ القرار وما بعده",
        "privacy": "10. السرية وحقوقك في بياناتك",
        "rights": "11. حقوقك وواجباتك",
        "feedback": "12. الشكوى وقياس الرضا",
        "annexes": "13. الملاحق والاعتماد",
    },
    SUPPORT: {
        "purpose": "1. الغرض والمبادئ",
        "groups": "2. الفئات المستفيدة",
        "types": "3. أنواع الدعم",
        "exclusions": "4. ما لا يشمله الدعم",
        "conditions": "5. شروط التقديم",
        "data": "6. البيانات والمستندات لكل نوع",
        "priority": "7. معايير الأولوية",
        "steps": "8. خطوات الحصول على الدعم",
        "duration": "9. مدة الدراسة والرد",
        "delivery": "10. تقديم الدعم وإثبات الاستلام",
        "accuracy": "11. صحة المعلومات",
        "objection": "12. الاعتراض وإعادة التقديم",
        "funding": "13. التمويل",
        "review": "14. القياس والمراجعة والاعتماد",
    },
    BYLAWS: {
        "status": "حالة الوثيقة",
        "what": "ما اللائحة الأساسية؟",
        "typical": "ما تتضمنه عادةً",
        "beneficiary": "صلتها بالمستفيد",
        "copy": "اطلب نسخة",
        "amendments": "سجل التعديلات",
    },
}
# What the board has yet to decide, and what is only the sector's practice: a box of that voice stands in each of these.
PENDING = [
    *(
        (RESEARCH, name)
        for name in ("people", "service-committee", "service-referral", "service-follow-up", "matching")
    ),
    *((RESEARCH, name) for name in ("interview", "committee", "decision", "privacy", "annexes")),
    *((SUPPORT, name) for name in ("groups", "types", "exclusions", "conditions", "priority", "duration")),
    *((SUPPORT, name) for name in ("accuracy", "objection", "review")),
]
PRACTICE = [
    *((RESEARCH, name) for name in ("people", "services", "matching", "interview", "committee", "privacy")),
    *((SUPPORT, name) for name in ("purpose", "groups", "types", "exclusions", "conditions", "data", "priority")),
    *((SUPPORT, name) for name in ("delivery", "funding")),
    (BYLAWS, "typical"),
]
TITLES = {
    "policy": {"نص السياسة"},
    "editorial": {"ملاحظة تحريرية"},
    "pending": {"بانتظار قرار مجلس الإدارة"},
    "practice": {"ممارسة القطاع، وليست من نص السياسة", "وصف للوائح في القطاع، وليس نص هذه اللائحة"},
}
LABELS = {"مضموم إلى طلب آخر"}
"""Words of this site in four words or more."""
QUOTED = re.compile(r"«([^»]+)»")
WAITING, APPROVED, ABSENT = "بانتظار اعتماد الجمعية", "معتمد", "غير معتمد"


def sections(opened: BuiltPage) -> Iterator[tuple[str, list[Element]]]:
    """Each heading's id with what stands under it, to the next heading of its level or above."""
    parents = {child: parent for parent in opened.all() for child in parent}
    for heading in opened.all():
        if heading.tag in ("h2", "h3"):
            siblings = list(parents[heading])
            under: list[Element] = []
            for element in siblings[siblings.index(heading) + 1 :]:
                if re.fullmatch(r"h[1-6]", element.tag) and element.tag <= heading.tag:
                    break
                under.append(element)
            yield heading.get("id", ""), under


def boxes(elements: list[Element], voice: str) -> list[Element]:
    return [element for element in elements if voice in element.get("class", "").split()]


def rows(table: Element) -> list[list[str]]:
    return [[words(cell) for cell in row.findall("td")] for row in table.iter("tr") if row.findall("td")]


def tables(opened: BuiltPage, section: str) -> list[list[list[str]]]:
    under = dict(sections(opened))[section]
    return [
        rows(found) for element in under for found in ([element] if element.tag == "table" else element.iter("table"))
    ]


@pytest.mark.parametrize("address", HEADINGS)
def test_every_heading_stands_in_its_order(page, address):
    found = [(heading.get("id"), words(heading)) for heading in page(address).all("h2")]
    assert found[: len(HEADINGS[address])] == list(HEADINGS[address].items())


@pytest.mark.parametrize(("address", "section"), PENDING)
def test_what_the_board_has_to_decide_is_named(page, address, section):
    (asked, *_) = boxes(dict(sections(page(address)))[section], "pending")
    assert list(asked.iter("li"))


@pytest.mark.parametrize(("address", "section"), PRACTICE)
def test_the_sectors_practice_is_called_so(page, address, section):
    assert boxes(dict(sections(page(address)))[section], "practice")


@pytest.mark.parametrize("address", HEADINGS)
def test_each_box_says_whose_voice_it_is(page, address):
    for voice, titles in TITLES.items():
        assert {words(box[0]) for box in page(address).all("div", class_=voice)} <= titles


@pytest.mark.parametrize("address", HEADINGS)
def test_the_policys_boxes_are_word_for_word(page, address):
    for box in page(address).voices("policy"):
        for line in [*box.iter("li"), *box.findall("p")]:
            assert joined(words(line)) in POLICY_TEXT


@pytest.mark.parametrize("address", [RESEARCH, SUPPORT])
def test_long_quotations_are_the_policys_words_or_a_link(page, address):
    linked = {words(link) for link in page(address).all("a")}
    quoted = {quote for quote in QUOTED.findall(words(page(address).html)) if len(quote.split()) > 3}
    assert {quote for quote in quoted - linked - LABELS if joined(quote) not in POLICY_TEXT} == set()


@pytest.mark.parametrize("address", [RESEARCH, SUPPORT])
def test_the_time_of_the_reply_is_a_floor(page, address):
    said = words(page(address).html)
    assert "خلال مدة لا تقل عن أسبوعين" in said
    assert said.count("أسبوعين") == said.count("لا تقل عن أسبوعين")
    assert re.findall(r"\d+ (?:يوم|أيام|ريال|شهر)", said) == []


def test_every_state_of_a_request_has_its_word_in_the_steps(page):
    said = " ".join(words(element) for element in dict(sections(page(SUPPORT)))["steps"])
    assert {str(state.label) for state in STATES.values()} <= set(QUOTED.findall(said))


def test_the_catalogue_says_of_each_type_what_the_facts_say(page):
    association = load_association(ROOT / "association.yml")
    (catalogue,) = tables(page(SUPPORT), "types")
    assert len(catalogue) >= 9
    by_name = {kind.name: kind for kind in association.support_types}
    for _, in_form, state in catalogue:
        kind = by_name.get(in_form.strip("«»"))
        assert state == (ABSENT if kind is None else APPROVED if kind.approved else WAITING)
    listed = {in_form.strip("«»") for _, in_form, _ in catalogue}
    assert {kind.name for kind in association.support_types if kind.code not in ("other", "unsure")} <= listed


def test_the_matrix_names_what_the_form_asks_for_each_type(page):
    association = load_association(ROOT / "association.yml")
    *_, matrix = tables(page(SUPPORT), "data")
    asked = {name: questions for name, questions, *_ in matrix}
    assert set(asked) == {kind.name for kind in association.support_types if kind.code not in ("other", "unsure")}
    for kind in association.support_types:
        for code in kind.asks:
            assert str(getattr(Need, code).args[0]) in asked[kind.name]
        if kind.name in asked and not kind.asks:
            assert asked[kind.name] == "لا شيء"


def written(association: Association) -> str:
    text = (ROOT / "docs" / "documents" / "support-policy-guide.md").read_text(encoding="utf-8")
    return environment_for(association, ROOT / "docs" / "templates").from_string(text).render()


def test_the_guide_follows_what_the_board_approves():
    association = load_association(ROOT / "association.yml")
    kinds = (
        SupportType(code="in_kind", name="عينية", approved=True, asks=("income_band", "other_support")),
        SupportType(code="new_muslims", name="رعاية", reveals_belief=True),
        SupportType(code="visits", name="زيارات"),
    )
    said = written(association.model_copy(update={"support_types": kinds}))
    assert f"| كسوة ومساعدات عينية | «عينية» | {APPROVED} |" in said
    assert f"| رعاية المسلمين الجدد | «رعاية» | {WAITING} |" in said
    assert f"| زيارات | «زيارات» | {WAITING} |" in said
    assert f"| كتب ومواد مترجمة | ليس في النموذج | {ABSENT} |" in said
    assert "| عينية | مصدر الدخل ونطاقه، وهل تتلقى الدعم نفسه من جهة أخرى؟ |" in said
    assert "| لنعرف قدر الحاجة، ولئلا يتكرر الدعم |" in said
    assert "| رعاية | موافقتك الصريحة، لأن الخدمة قد تدل على معتقدك |" in said


def test_the_guide_says_when_objections_are_open():
    association = load_association(ROOT / "association.yml")
    opened = association.committee.model_copy(update={"objections": True})
    assert "لا يستقبل هذا الموقع اعتراضًا الآن" in written(association)
    told = written(association.model_copy(update={"committee": opened}))
    assert "فتحت الجمعية باب الاعتراض. بعد أن يصلك الرد اختر «الاعتراض على القرار»" in told
    assert "لا يستقبل هذا الموقع اعتراضًا الآن" not in told


def test_the_entry_of_the_bylaws_invents_no_article(page):
    opened = page(BYLAWS)
    assert re.findall(r"\b(?:ال)?ماد[ةه] ", words(opened.html).replace("ولا مادة منها", "")) == []
    gaps = opened.all("div", class_="fact")
    assert len(gaps) == 3
    assert all(words(gap).endswith("لم تُعلن الجمعية هذا البيان بعد.") for gap in gaps)
