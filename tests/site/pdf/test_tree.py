"""A page's HTML becomes the tree that the layout draws: nothing is lost without notice, and spaces stand as a browser has them."""

import pytest

from docs.hooks.pdf.tree import CannotBePrinted, nodes, read, take_title, words


def kids(html: str):
    return read(html)["kids"]


def test_spaces_stand_as_a_browser_shows_them():
    assert kids("<p>\n  نص <b> قوي</b>\n ثم </p>\n<p>آخر</p>\n") == [
        {"tag": "p", "kids": ["نص ", {"tag": "b", "kids": [" قوي"]}, " ثم"]},
        {"tag": "p", "kids": ["آخر"]},
    ]


def test_a_list_inside_an_item_follows_its_text():
    ((item,),) = [found["kids"] for found in kids("<ul>\n<li>بند\n<ul>\n<li>فرع</li>\n</ul>\n</li>\n</ul>")]
    assert item["kids"] == ["بند", {"tag": "ul", "kids": [{"tag": "li", "kids": ["فرع"]}]}]


def test_a_line_break_ends_without_spaces():
    ((first, brk, second),) = [found["kids"] for found in kids("<p>سطر <br />\n آخر</p>")]
    assert (first, brk["tag"], second) == ("سطر", "br", "آخر")


@pytest.mark.parametrize(
    "html",
    [
        '<p class="back"><a href="..">عودة</a></p>',
        '<p class="actions"><a href="x.pdf">تنزيل<br>الملف</a></p>',
        '<span aria-hidden="true">→<b>→</b></span>',
        '<details class="toc-phone"><summary>في هذه الصفحة</summary><ul><li>أ</li></ul></details>',
    ],
)
def test_what_serves_the_screen_is_left_out(html):
    assert words(read(f"<p>قبل</p>{html}<p>بعد</p>")) == "قبلبعد"


@pytest.mark.parametrize("tag", ["img", "video", "svg", "form", "input"])
def test_what_cannot_be_drawn_is_refused_by_name_and_line(tag):
    with pytest.raises(CannotBePrinted, match=f"<{tag}>, line 2"):
        read(f"<p>نص</p>\n<{tag}>")


@pytest.mark.parametrize(
    ("markup", "direction"),
    [
        ("<bdi>A-1 أ</bdi>", "ltr"),
        ("<bdi>(أ) B</bdi>", "rtl"),
        ("<bdi>12</bdi>", "ltr"),
        ('<bdi dir="rtl">A</bdi>', "rtl"),
    ],
)
def test_an_isolated_run_reads_as_its_first_letter(markup, direction):
    assert kids(f"<p>{markup}</p>")[0]["kids"][0]["dir"] == direction


def test_the_title_is_taken_out_of_the_tree():
    root = read('<div><p>قبل</p><h1 id="top">عنوان <b>الوثيقة</b></h1><p>نص</p></div>')
    assert words(take_title(root)) == "عنوان الوثيقة"
    assert [node["tag"] for node in nodes(root)] == ["div", "div", "p", "p"]


def test_a_page_without_a_title_is_told():
    with pytest.raises(LookupError):
        take_title(read("<h2>عنوان</h2>"))
