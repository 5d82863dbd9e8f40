"""Each approved or draft document has its PDF: the page's own words, tagged, the same bytes on each build."""

from difflib import SequenceMatcher
from pathlib import Path

import pytest

from docs.hooks import front_matter
from docs.hooks.documents import size
from docs.hooks.pdf.pages import PRINTED
from tests.architecture.tree import ROOT
from tests.site.conftest import FACTS, association_file, built
from tests.support import paper
from tests.site.reading import BuiltPage

MATTERS = [
    front_matter.read(path.read_text(encoding="utf-8"), path.name).matter
    for path in (ROOT / "docs" / "documents").glob("*.md")
]
DOCUMENTS = [matter.document for matter in MATTERS if matter and matter.document]
CODES = sorted(document.code for document in DOCUMENTS if document.status in PRINTED)
POLICY = "beneficiary-relations-policy"
LEAST = 0.98
MEMBERS = ["حمود زيد السرحاني", "حاكم محمد السرحاني", "علي عتيق مسعد", "علي بشير سليمان", "عبدالله محمد حمد السرحاني"]
MEMBERS += ["فايز عوض دبي", "مدالله عائد السحيمي"]


def pdf(site: Path, code: str) -> bytes:
    return (site / "documents" / code / f"{code}.pdf").read_bytes()


def address(code: str) -> str:
    return f"/documents/{code}/"


def test_every_approved_or_draft_document_has_one_and_no_other(site):
    assert POLICY in CODES
    assert sorted(path.stem for path in (site / "documents").rglob("*.pdf")) == CODES


@pytest.mark.parametrize("code", CODES)
def test_its_page_offers_it_with_its_size(site, page, code):
    (link,) = page(address(code)).all("a", type="application/pdf")
    assert link.get("href") == f"/documents/{code}/{code}.pdf"
    assert size(len(pdf(site, code))) in "".join(link.itertext())


@pytest.mark.parametrize("code", CODES)
def test_its_words_are_the_pages_words(filled_site, filled_page, code):
    (article,) = filled_page(address(code)).all("article")
    wanted, found = paper.words(paper.said(article)), paper.words("\n".join(paper.bodies(pdf(filled_site, code))))
    same = sum(match.size for match in SequenceMatcher(None, wanted, found, autojunk=False).get_matching_blocks())
    assert len(wanted) > 500
    assert same / len(wanted) >= LEAST


@pytest.mark.parametrize("code", CODES)
def test_it_is_tagged_and_says_what_it_is(site, code):
    with paper.opened(pdf(site, code)) as document:
        root, metadata = document.Root, document.open_metadata()
        assert root.MarkInfo.Marked
        assert str(root.Lang) == "ar-SA"
        assert root.ViewerPreferences.DisplayDocTitle
        assert metadata["pdfuaid:part"] == "1"
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("2", "A")
        assert metadata["dc:title"] == "".join(BuiltPage(site, address(code)).all("h1")[0].itertext())
        fonts = {str(font.BaseFont) for each in document.pages for font in each.Resources.Font.values()}
        assert all("Amiri" in font for font in fonts)


def test_links_leave_it_only_where_the_public_address_is_known(site, filled_site):
    code = "social-research-guide"
    assert paper.links(pdf(site, code)) == []
    assert paper.links(pdf(filled_site, code))
    assert all(link.startswith("https://example.org/") for link in paper.links(pdf(filled_site, code)))


def test_a_draft_says_so_on_every_page(site):
    drafts = [document.code for document in DOCUMENTS if document.status == "draft"]
    assert drafts
    for code in drafts:
        for text in paper.pages(pdf(site, code)):
            assert {"مسودة", "بانتظار", "اعتماد", "مجلس", "الإدارة"} <= set(paper.words(text))


def test_the_approval_table_stands_on_one_page(site):
    (holding,) = [body for body in paper.bodies(pdf(site, POLICY)) if "التوقيع" in body and MEMBERS[0] in body]
    assert [name for name in MEMBERS if name not in holding] == []


def test_a_second_build_gives_the_same_bytes(filled_site, tmp_path):
    again = built(tmp_path / "site", association_file(tmp_path, FACTS), PUBLIC_URL="https://example.org")
    assert {code: pdf(again, code) == pdf(filled_site, code) for code in CODES} == dict.fromkeys(CODES, True)
