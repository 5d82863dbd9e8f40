"""What a page says is read out of its HTML."""

from docs.hooks.page_text import Heading, Link, read_page

HTML = """<h1 id="top">عنوان <em>الصفحة</em></h1>
<p>سطر
   أول<br>وثانٍ <svg aria-hidden="true"><text>رسم</text></svg><b>غليظ</b>.</p>
<div class="notice"><b>شرح مبسّط</b><p>نص</p></div>
<ul><li>واحد</li><li>اثنان &amp; ثلاثة</li></ul>
<table><thead><tr><th>م</th><th>الاسم</th></tr></thead>
<tbody><tr><td>1</td><td></td><td>عضو</td></tr></tbody></table>
<h2 id="next">التالي</h2>
<p><a href="../contact/#phone">تواصل  معنا</a> <a href="https://example.org/x">خارجي</a> <a href="#top">أعلى</a>
<a id="anchor"></a><img src="x.png" alt="">"""
TEXT = """عنوان الصفحة
سطر أول
وثانٍ غليظ.
شرح مبسّط
نص
واحد
اثنان & ثلاثة
م\tالاسم
1\t\tعضو
التالي
تواصل معنا خارجي أعلى
"""


def test_each_block_is_a_line_and_cells_are_parted_by_tabs():
    assert read_page(HTML, "/a/b/").text == TEXT


def test_headings_have_their_level_and_anchor():
    assert read_page(HTML, "/a/b/").headings == (Heading(1, "top", "عنوان الصفحة"), Heading(2, "next", "التالي"))


def test_links_start_at_the_root_or_are_whole():
    assert read_page(HTML, "/a/b/").links == (
        Link("/a/contact/#phone", "تواصل معنا"),
        Link("https://example.org/x", "خارجي"),
        Link("/a/b/#top", "أعلى"),
    )
