"""What every page must satisfy as far as its HTML alone tells; page.py asks the same of it, and more, in a browser."""

from collections import Counter
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from tests.site.reading import parsed, words

ERROR = "خطأ: "
INPUTS = ("input", "select", "textarea")


def faults(source: str) -> list[str]:
    """What is wrong with this page; nothing, where all is well."""
    html = parsed(source, "the page")
    parents = {child: parent for parent in html.iter() for child in parent}
    ids = Counter(element.get("id", "") for element in html.iter() if "id" in element.attrib)
    return [
        *_heading_and_title(html),
        *(f"id {name} stands {count} times" for name, count in ids.items() if count > 1),
        *(f"{about} is described by nothing" for about in _described(html) if about not in ids),
        *(f"{_name(each)} has no label" for each in _inputs(html) if not _is_labelled(each, html, parents)),
        *(f"{_name(each)} is in no group" for each in _choices(html) if not _is_grouped(each, parents)),
        *([] if (html.get("lang"), html.get("dir")) == ("ar", "rtl") else ["not Arabic from the right"]),
    ]


def _heading_and_title(html: Element) -> Iterator[str]:
    headings = [words(each) for each in html.iter("h1")]
    title = words(next(html.iter("title")))
    if len(headings) != 1:
        yield f"{len(headings)} first headings: {headings}"
    elif not title.removeprefix(ERROR).startswith(headings[0]):
        yield f"the title «{title}» does not begin with the heading «{headings[0]}»"


def _described(html: Element) -> Iterator[str]:
    for element in html.iter():
        yield from element.get("aria-describedby", "").split()
        yield from element.get("aria-labelledby", "").split()


def _inputs(html: Element) -> Iterator[Element]:
    return (each for each in html.iter() if each.tag in INPUTS and each.get("type") != "hidden")


def _choices(html: Element) -> Iterator[Element]:
    """Radio buttons, and checkboxes of which several have one name."""
    many = Counter(_name(each) for each in _inputs(html) if each.get("type") == "checkbox")
    for each in _inputs(html):
        if each.get("type") == "radio" or (each.get("type") == "checkbox" and many[_name(each)] > 1):
            yield each


def _is_labelled(each: Element, html: Element, parents: dict[Element, Element]) -> bool:
    own = [label for label in html.iter("label") if label.get("for") and label.get("for") == each.get("id")]
    own += [above for above in _above(each, parents) if above.tag == "label"]
    return any(words(label) for label in own)


def _is_grouped(each: Element, parents: dict[Element, Element]) -> bool:
    group = next((above for above in _above(each, parents) if above.tag == "fieldset"), None)
    legend = None if group is None else next(group.iter("legend"), None)
    return legend is not None and bool(words(legend))


def _above(each: Element, parents: dict[Element, Element]) -> Iterator[Element]:
    while each in parents:
        each = parents[each]
        yield each


def _name(each: Element) -> str:
    return each.get("name", each.tag)
