"""Each gate of a page's text sees what it is there for, with its line, and lets good text pass."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from docs.hooks.front_matter import Source, read
from docs.hooks.text_gates import (
    ALLOWED,
    Allowed,
    check_allowed,
    check_menu,
    check_source,
    check_wording,
    read_allowed,
)
from tests.architecture.tree import ROOT

FRONT = "---\ndescription: وصف للصفحة طوله يزيد على أربعين حرفًا كما هو مطلوب\n---\n"


def page(body: str, *, unlisted: bool = False) -> Source:
    front = FRONT.replace("\n---\n", "\nunlisted: true\n---\n") if unlisted else FRONT
    return read(f"{front}# عنوان {{ #top }}\n\n{body}\n", "docs/a.md")


def said(body: str, *allowed: Allowed) -> list[str]:
    return [str(problem) for problem in check_source(page(body), allowed)]


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("## بلا معرّف", "has no id"),
        ("## بمعرّف عربي { #معرّف }", "has no id"),
        ("### عنوان {#glued}", "Jinja reads {#name} as a comment"),
        ("يصلك الرد خلال أسبوعين.", "«أسبوعين» stands without"),
        ("مدة تقل عن\nالأسبوعين", "«الأسبوعين» stands without"),
        ("لا تقل عن المدة. وبعد **أسبوعين** نرد.", "«أسبوعين» stands without"),
        ("يصلك الرد خلال أُسبوعَين.", "stands without"),
        ("يصلك الرد خلال اسبوعين.", "stands without"),
        ("تدرسه لجنة البحث الاجتماعي.", "the committee's name"),
        ("تدرسه لَجْنة البحث الإجتماعي.", "the committee's name"),
        ("تدرسه لجنة **البحث**\nالاجتماعي.", "the committee's name"),
        ("راسلنا: someone@example.org", "an e-mail address («someone@example.org»)"),
        ("اتصل على 0500000001", "a long number («0500000001»)"),
        ("اتصل على ٠٥٠ ٠٠٠ ٠٠٠١", "a long number"),
        ("اتصل على 050.000.0001", "a long number"),
        ("اتصل على (050) 000-0001", "a long number"),
        ('{{ unannounced("هاتف 0500000001") }}', "a long number"),
        ("رقمنا +966 50 000 0001.", "a long number"),
        ("اتصل بنا على الرقم 19911", "a phone number"),
        ("الرقم الموحد: 9200", "a phone number"),
        ("SA00 0000 0000 0000 0000 0000", "an account number"),
        ("الجمعية مرخصة برقم 55.", "a licence number"),
        ("رقم الترخيص: ١٢٣٤", "a licence number"),
        ("ندفع 500 ريال شهريًّا", "an amount («500 ريال»)"),
        ("Licence number 1234", "a licence number"),
        ("ندفع ر.س 500", "an amount"),
        ("ندفع ألف ريال", "an amount"),
        ("ندفع ٣٬٠٠٠ ر.س", "an amount"),
        ("المبلغ SAR 20", "an amount"),
        ("[موقعنا](https://example.org/x)", "a link to another host («https://example.org/x»)"),
        ("[موقعنا](//example.org/x)", "a link to another host («//example.org/x»)"),
        ("[اتصل](tel:0500000001)", "a link to another host («tel:0500000001»)"),
        ("<!-- 0500000001 -->", "a long number"),
    ],
)
def test_what_may_not_stand_in_a_page_is_told_with_its_line(body: str, words: str):
    (problem,) = said(f"سطر سليم.\n\n{body}")
    assert words in problem
    assert int(problem.split(":")[1]) in (8, 9)
    assert said("سطر سليم.") == []


@pytest.mark.parametrize(
    "body",
    [
        "## عنوان { #a-name }\n\n### عنوان { .small #other }",
        "    # داخل صندوق رمز",
        "```\n# تعليق\n```",
        "خلال مدة لا تقل عن أسبوعين، خلال مدة **لا تقل** عن\n  أسبوعين، لا تقلّ عن أسبوعَين، «لا تقل عن» <b>أسبوعين</b>",
        "لجنة البحث، ثم مسؤول البحث الاجتماعي",
        '{{ fact("contact.phones", "أرقام الهاتف") }} {{ value("licence.number") }}',
        "نُشر في 2026-11-22، وعمرك أقل من 18 سنة، ومثال الجوال 05XXXXXXXX",
        "بعد 14 يومًا، ثلاث مرات، 1447 و2026، و4 أحرف ثم 4 أرقام",
        "[صفحة](../other/index.md#a-name) و[نموذج](/forms/track/)",
        "السعر لا يُذكر هنا، ولا ريال واحد. ترخيص الجمعية غير معلن.",
    ],
)
def test_good_text_passes(body: str):
    assert said(body) == []


def test_all_problems_of_a_page_are_told_by_line():
    lines = [int(problem.split(":")[1]) for problem in said("## أول\n\nخلال أسبوعين\n\n0500000001\n\n## آخر")]
    assert lines == [6, 8, 10, 12]


def test_the_front_matter_is_looked_at_too_and_its_own_numbers_pass():
    front = (
        'document:\n  code: a\n  status: approved\n  version: "1.0"\n  session: "1234567"\n  approved_on: 2026-01-01\n'
    )
    changes = '  changes:\n    - {date: 2026-01-01, version: "1.0", what: نُشرت}\n'
    good = FRONT.replace("---\n", f"---\n{front}{changes}", 1)
    assert check_source(read(f"{good}# عنوان {{ #top }}\n", "docs/a.md"), []) == []
    wrong = good.replace("نُشرت", "اتصل على 0500000001")
    assert [problem.line for problem in check_source(read(wrong, "docs/a.md"), [])] == [9]


def test_a_text_may_pass_for_a_reason_on_its_own_page_only():
    here = Allowed(page="a.md", text="4829-3057-1166", reason="مثال لرقم طلب")
    there = Allowed(page="b.md", text="4829-3057-1166", reason="مثال لرقم طلب")
    assert said("مثال: 4829-3057-1166", here) == []
    assert len(said("مثال: 4829-3057-1166", there)) == 1
    assert len(said("مثال: 4829-3057-1166 ثم 0500000001", here)) == 1


def test_a_line_that_nothing_needs_is_told():
    sources = {"a.md": page("مثال: 4829-3057-1166")}
    needed = Allowed(page="a.md", text="4829-3057-1166", reason="مثال لرقم طلب")
    left = [Allowed(page=name, text="0500000001", reason="كان مثالًا هنا") for name in ("a.md", "gone.md")]
    assert check_allowed(sources, [needed]) == []
    assert [str(problem) for problem in check_allowed(sources, [needed, *left])] == [
        f"{ALLOWED}: «0500000001» is not in {name} any more: remove it" for name in ("a.md", "gone.md")
    ]


def test_a_line_without_its_reason_is_refused(tmp_path: Path):
    (tmp_path / "allowed.yml").write_text("- {page: a.md, text: 0500000001}", encoding="utf-8")
    with pytest.raises(ValidationError):
        read_allowed(tmp_path / "allowed.yml")


def test_the_list_of_the_site_is_read():
    read_allowed(ROOT / ALLOWED)


def test_a_page_is_in_the_menu_or_left_out_on_purpose():
    sources = {"in.md": page(""), "out.md": page("", unlisted=True)}
    assert check_menu(sources, ["in.md"]) == []
    assert [problem.what[:21] for problem in check_menu(sources, [])] == ["is not in the menu: a"]
    assert [problem.what[:19] for problem in check_menu(sources, ["in.md", "out.md"])] == ["says unlisted: true"]


def test_facts_may_not_say_half_of_the_sentence_either():
    assert [str(each) for each in check_wording("a: 1\nhint: خلال أسبوعين\n", "association.yml")] == [
        "association.yml:2: «أسبوعين» stands without «لا تقل عن» before it"
    ]
