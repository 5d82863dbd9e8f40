"""A page's front matter is read whole, or told wrong with its line."""

from datetime import date

import pytest

from docs.hooks.front_matter import Source, read
from tests.architecture.tree import ROOT, files, name
from tests.site.addresses import UNPUBLISHED

DESCRIPTION = "description: وصف للصفحة طوله يزيد على أربعين حرفًا كما هو مطلوب"
DRAFT = f"""{DESCRIPTION}
document:
  code: a
  status: draft
  version: "0.2"
  next_review: 2027-01-01
  changes:
    - {{date: 2026-11-23, version: "0.2", what: "أُضيف بند: التعريفات."}}
    - {{date: 2026-11-22, version: "0.1", what: نُشرت}}"""


def page(front: str, body: str = "# عنوان { #top }\n") -> Source:
    return read(f"---\n{front}\n---\n{body}", "docs/a.md")


def said(front: str) -> list[str]:
    source = page(front)
    assert (source.matter is None) or source.problems
    return [str(problem) for problem in source.problems]


def test_everything_that_a_page_says_is_typed():
    matter = page(f"{DESCRIPTION}\ncontents: true\nkeywords: [رخصة, licence]\nunlisted: true").matter
    assert (matter.contents, matter.keywords, matter.unlisted, matter.layout) == (True, ("رخصة", "licence"), True, None)


def test_a_document_says_its_days_and_its_changes():
    document = page(DRAFT).matter.document
    assert (document.next_review, document.approved_on, document.session) == (date(2027, 1, 1), None, "")
    assert [change.date for change in document.changes] == [date(2026, 11, 23), date(2026, 11, 22)]


def test_a_title_is_the_front_matters_or_the_h1():
    assert page(DESCRIPTION).title == "عنوان"
    assert page(f"{DESCRIPTION}\ntitle: آخر").title == "آخر"
    assert page(DESCRIPTION, "بلا عنوان").title == ""


def test_the_text_begins_after_the_front_matter():
    source = page(DESCRIPTION)
    assert (source.body, source.body_line) == ("# عنوان { #top }\n", 4)
    assert read("text", "docs/a.md").body == "text"


@pytest.mark.parametrize(
    ("front", "line", "words"),
    [
        (
            "description: تنبيه: هذا الوصف فيه نقطتان وليس بين علامتي اقتباس",
            2,
            "a value that holds a colon stands in quotes",
        ),
        (f"{DESCRIPTION}\nkeywords: [رخصة", 3, "not readable as YAML"),
        (f"{DESCRIPTION}\n\tcontents: true", 3, "not readable as YAML"),
        (f"{DESCRIPTION}\ncontents: 2026-99-99", 1, "not readable as YAML"),
        ("نص بلا مفاتيح", 1, "lines of the form name: value"),
        ("contents: true", 2, "description is missing"),
        ("description: قصير", 2, "description — String should have at least 40"),
        (f"{DESCRIPTION}\nbadge: ok", 3, "badge is no key"),
        (f"{DESCRIPTION}\nkeywords: رخصة", 3, "keywords is a list"),
        (f"{DESCRIPTION}\ntitle: 1447", 3, "title is text: write it in quotes"),
        (f"{DESCRIPTION}\nlayout: wide", 3, "layout — Input should be 'home'"),
        (f"{DESCRIPTION}\ncontents: true\ncontents: false", 4, "contents stands twice"),
        (DRAFT.replace('version: "0.2"\n', "version: 0.2\n"), 6, "document › version is text: write it in quotes"),
        (DRAFT.replace("status: draft", "status: final"), 5, "document › status — Input should be 'approved'"),
        (DRAFT.replace("code: a", "code: A Guide"), 4, "document › code — String should match"),
        (DRAFT.replace("code: a", "code: b"), 4, "document › code is not the name of its file"),
        (DRAFT.replace("2026-11-23", "2026-11-21"), 3, "document — the newest change stands first"),
        (DRAFT.replace('"0.2"\n', '"0.3"\n', 1), 3, "has the document's version"),
        (DRAFT.replace("2026-11-22", "أمس"), 10, "document › changes › 2 › date — "),
        (DRAFT.replace("  next_review", '  session: "7"\n  next_review'), 3, "only an approved document has a session"),
        (DRAFT.partition("  changes")[0], 3, "a published document has a version and its changes"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(front: str, line: int, words: str):
    (problem,) = said(front)
    assert problem.startswith(f"docs/a.md:{line}: ")
    assert words in problem
    assert "\n" not in problem


def test_every_wrong_thing_is_told_at_once():
    assert len(said("badge: ok\ncolour: red")) == 3


def test_a_page_without_front_matter_is_told():
    (problem,) = read("# عنوان\n", "docs/a.md").problems
    assert (problem.line, "has no front matter" in problem.what) == (1, True)


def test_every_page_of_the_site_is_read():
    pages = [
        path
        for path in files(".md", under=ROOT / "docs")
        if path.relative_to(ROOT / "docs").parts[0] not in UNPUBLISHED
    ]
    assert pages
    wrong = [problem for path in pages for problem in read(path.read_text(encoding="utf-8"), name(path)).problems]
    assert wrong == []
