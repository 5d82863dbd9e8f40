"""The door to typst: our fonts only, values as data, and one line where something cannot be set."""

import pytest

from forms_service.renderers.typesetting import CannotBeSet, pdf, png

HEAD = '#let sheet = json(bytes(sys.inputs.sheet))\n#set document(title: "ع")\n#set text(font: "Amiri", lang: "ar", fallback: false)\n'


@pytest.fixture
def layout(tmp_path):
    def of(body: str):
        path = tmp_path / "layout.typ"
        path.write_text(HEAD + body, encoding="utf-8")
        return path

    return of


def test_a_value_is_never_read_as_markup(layout):
    hostile = '#panic("x") $ */ "'
    assert pdf(layout('#assert(sheet.text.starts-with("#panic"))\n#sheet.text'), {"text": hostile}, timestamp=0)


def test_the_same_values_give_the_same_bytes_and_another_day_others(layout):
    path = layout("#sheet.text")
    first, again, later = (pdf(path, {"text": "نص"}, timestamp=at) for at in (0, 0, 86400))
    assert first == again != later


@pytest.mark.parametrize(
    ("body", "why"),
    [("#panic()", "panicked"), ('#set text(font: "Arial")\nنص', "unknown font"), ("#link(<nowhere>)[نص]", "label")],
)
def test_what_cannot_be_set_is_told(layout, body, why):
    with pytest.raises(CannotBeSet, match=why):
        pdf(layout(body), {}, timestamp=0)


def test_a_picture_is_one_page(layout):
    assert png(layout("نص"), {}).startswith(b"\x89PNG")
    with pytest.raises(CannotBeSet, match="more than one page"):
        png(layout("نص\n#pagebreak()\nنص"), {})
