"""Texts that nobody types in good faith, and whether a page shows them as text."""

import unicodedata
from html.parser import HTMLParser
from urllib.parse import quote

from hypothesis import strategies as st

# What would run, load or break out, if it ever stood in a page unescaped.
INJECTIONS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onfocus='alert(1)' autofocus='",
    '" onfocus="alert(1)" x="',
    "</textarea><svg/onload=alert(1)>",
    "</title><iframe srcdoc=x>",
    "</option></select><b id=hostile>",
    "&lt;script&gt; &amp;amp; &#60;b&#62;",
    "{{ 7 * 7 }}{% raw %}${7*7}#{7}",
    "%(name)s %s {0} {name}",
    "<!-- --> <![CDATA[ <?php ?>",
    "javascript:alert(1)//",
    "'; DROP TABLE drafts; --",
    "=cmd|'/c calc'!A1",
)
DIRECTIONS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
CONTROLS = "".join(map(chr, (*range(1, 32), 127, *range(128, 160))))
ODD = "\u00ad\u200b\u200c\u200d\u2028\u2029\u2060\ufdfa\ufeff\ufffd\uffff\ue000\uf8ff\U000e0041\U000f0000\U0010fffd🏠👩🏽‍🚀𐎠\u0301\u0e4a"
NUL, SURROGATE, BROKEN = "%00", "%ED%A0%80", "%FF%C3%28"
"""Percent-encoded: what no body may carry."""

_signs = st.one_of(st.sampled_from(DIRECTIONS + CONTROLS + ODD + "<>&\"'%{}"), st.characters(exclude_categories=["Cs"]))


def hostile_texts(honest: str) -> st.SearchStrategy[str]:
    """Injections, any signs, very long values, and `honest` with odd signs in it, which may well be accepted. No NUL."""
    woven = st.lists(st.sampled_from(DIRECTIONS + CONTROLS + ODD), min_size=1, max_size=6).flatmap(
        lambda odd: st.permutations([*honest, *odd]).map("".join) | st.just(odd[0].join(honest) + "".join(odd))
    )
    around = st.sampled_from(INJECTIONS).map(lambda vector: f"{honest} {vector}")
    long = st.sampled_from(["ن", "a ", "<", "\u202e", "🏠", "\ufdfa", "0", "\n"]).map(lambda sign: sign * 3000)
    texts = st.one_of(st.sampled_from(INJECTIONS), st.text(_signs, max_size=40), woven, around, long)
    return texts.map(lambda text: text.replace("\x00", ""))


def encoded(text: str) -> str:
    """Percent-encoded for a body or a query; lone surrogates as the bytes that some programs write for them."""
    return quote(text.encode("utf-8", "surrogatepass"), safe="")


def is_clean(text: str, *, lines: bool = False) -> bool:
    """Whether a stored text is in one Unicode form, without control and direction signs; `lines`: it may have line breaks."""
    kept = text.replace("\n", " ") if lines else text
    hidden = any(unicodedata.category(sign) in ("Cc", "Cs", "Zl", "Zp") or sign in DIRECTIONS for sign in kept)
    return not hidden and unicodedata.is_normalized("NFC", text) and text == text.strip()


class Shown(HTMLParser):
    """A page as a browser takes it apart: its tags and attributes, what stands in its inputs, and its text."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.inputs: dict[str, str] = {}
        self.text = ""
        self._area = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        found = dict(attributes)
        self.tags.add(tag)
        self.attributes |= {*found}
        name = found.get("name") or ""
        if tag == "input" and found.get("type") not in ("radio", "checkbox"):
            self.inputs[name] = found.get("value") or ""
        self._area = name if tag == "textarea" else self._area
        if self._area:
            self.inputs[name] = ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self.inputs[self._area] = self.inputs[self._area].removeprefix("\n")  # as browsers do
            self._area = ""

    def handle_data(self, data: str) -> None:
        self.text += data
        if self._area:
            self.inputs[self._area] += data
