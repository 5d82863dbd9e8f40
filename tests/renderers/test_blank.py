"""The form on paper asks what the web form asks, and says of each question when it is answered."""

from datetime import date
from itertools import product

import pytest

from forms_service.association import Association, Option, SupportType, load_association
from forms_service.formkit import fields
from forms_service.formkit.fields import Choice, Question
from forms_service.formkit.journey import Journey
from forms_service.formkit.page import Page, Scene
from forms_service.help_requests.form import JOURNEY
from forms_service.renderers.blank import _WAYS, blank, names
from forms_service.renderers.pieces import plain
from forms_service.settings import ROOT

OURS = load_association(ROOT / "association.yml")
DAY = date(2026, 11, 30)
ALL = ("dependents", "income_band", "housing", "other_support")


@pytest.fixture
def facts() -> Association:
    """Every question is asked of somebody: some of one kind of support, belief of another."""
    kinds = (
        SupportType(code="goods", name="مواد", approved=True, asks=ALL),
        SupportType(code="creed", name="دروس", approved=True, reveals_belief=True),
        SupportType(code="gone", name="موسم مضى", approved=True, asks=ALL, closes=date(2026, 1, 1)),
    )
    bands = (Option(code="low", name="منخفض"),)
    return OURS.model_copy(update={"support_types": kinds, "income_bands": bands, "housing": bands})


def web_questions(facts: Association) -> list[str]:
    """What the web form asks of anybody at all, in its order."""
    asked = set()
    for kind, whom in product([kind.code for kind in facts.support_types], ("self", "other")):
        scene = Scene(facts, DAY, {"support_type": kind, "for_whom": whom})
        for page in (*JOURNEY.shown(scene), JOURNEY.final):
            asked |= {*page.names(scene)}
    order = [name for page in (*JOURNEY.pages, JOURNEY.final) for name in vars(page)]
    return sorted(asked, key=order.index)


def test_paper_and_web_form_ask_the_same_questions(facts):
    assert len(web_questions(facts)) == 24
    assert names(blank(JOURNEY, Scene(facts, DAY))) == web_questions(facts)


def test_so_they_do_with_the_facts_of_this_association():
    assert names(blank(JOURNEY, Scene(OURS, DAY))) == web_questions(OURS)


def test_each_question_has_the_label_hint_and_choices_of_the_web_form(facts):
    blocks = {block["name"]: block for block in blank(JOURNEY, Scene(facts, DAY)) if block["block"] == "question"}
    scene = Scene(facts, DAY, {"support_type": "goods", "for_whom": "self"})
    for page in (*JOURNEY.shown(scene), JOURNEY.final):
        for question in page(scene).questions:
            block = blocks[question.short_name]
            assert plain(block["label"]) == str(question.text)
            assert plain(block["hint"]) == str(question.hint)
            chosen = [plain(choice["name"]) for choice in block.get("choices", [])]
            assert chosen == [str(choice.name) for choice in getattr(question, "choices", ())]


def test_conditions_are_told_in_words(facts):
    blocks = blank(JOURNEY, Scene(facts, DAY))
    when = {block.get("name") or plain(block["text"]): plain(block["when"]) for block in blocks}
    assert when["dependents"] == "إن كانت الخدمة: مواد"
    assert when["موافقتك قبل المتابعة"] == "إن كانت الخدمة: دروس"
    assert when["من أنت، يا من تساعد؟"] == "إن كان الطلب لشخص آخر"
    assert when["full_name"] == ""


def test_texts_for_another_person_stand_beside(facts):
    blocks = {block.get("name"): block for block in blank(JOURNEY, Scene(facts, DAY))}
    assert plain(blocks["mobile"]["other"]) == "لشخص آخر: رقم جوال صاحب الطلب"
    assert "قبل رفع الطلب للجنة البحث" in plain(blocks["declaration"]["other"])


def test_a_condition_without_words_is_refused(facts):
    class Odd(Page):
        slug = "odd"
        title = "سؤال"
        question = fields.LineField("سؤال", asked=lambda scene: scene.for_other)

    with pytest.raises(LookupError, match="no words"):
        blank(Journey("odd", (), Odd, {}), Scene(facts, DAY))


def test_every_kind_of_question_can_be_answered_by_hand():
    kinds = {
        kind.kind
        for name in fields.__all__
        if isinstance(kind := getattr(fields, name), type) and issubclass(kind, Question)
    }
    assert kinds == set(_WAYS)


def test_a_script_that_the_fonts_lack_leaves_the_arabic_name(facts):
    class Languages(Page):
        slug = "languages"
        title = "اللغة"
        language = fields.PickField(
            "اللغة",
            choices=(
                Choice("zh", "الصينية", own_name="漢語"),
                Choice("id", "الإندونيسية", own_name="Bahasa Indonesia"),
            ),
        )

    (_, question) = blank(Journey("languages", (), Languages, {}), Scene(facts, DAY))
    chinese, indonesian = question["choices"]
    assert (plain(chinese["name"]), chinese["own"]) == ("الصينية", [])
    assert indonesian["own"] == [{"t": "Bahasa Indonesia", "d": "ltr"}]
