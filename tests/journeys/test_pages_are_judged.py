"""The judge of pages (tests/support/page.py) sees each fault that it is there for: a good page is spoiled, one way at a time."""

import pytest

from tests.support.chromium import AT_A_DESK_WITHOUT_SCRIPT, ON_A_PHONE, seen

SPOILS = {
    "no heading": ("document.querySelector('h1').outerHTML = '<p>متابعة طلب</p>'", "0 first headings"),
    "two headings": ("document.querySelector('h1').insertAdjacentHTML('afterend', '<h1>ثانٍ</h1>')", "2 first headings"),
    "another title": ("document.title = 'صفحة'", "does not begin with the heading"),
    "errors, and the title is silent": (
        "document.querySelector('main .input').setAttribute('aria-invalid', 'true')",
        "does not begin with the heading",
    ),
    "left to right": ("document.documentElement.dir = 'ltr'", "direction is ltr/ltr"),
    "another language": ("document.documentElement.lang = 'en'", "language is en"),
    "no label": ("document.querySelector('main label').remove()", "unlabelled: ['reference']"),
    "choices without a question": (
        "document.querySelector('main form').insertAdjacentHTML('beforeend',"
        " '<label><input type=radio name=choice> نعم</label>')",
        "ungrouped: ['choice']",
    ),
    "an id twice": ("document.querySelector('main').insertAdjacentHTML('beforeend', '<p id=mobile></p>')", "doubled"),
    "a hint that is not there": ("document.querySelector('#reference-hint').remove()", "dangling"),
    "too wide": (
        "document.querySelector('main').insertAdjacentHTML('beforeend', '<svg width=2000 height=1></svg>')",
        "scrolls sideways",
    ),
}
HEARD = {
    "a word in the console": ("console.error('oh')", "console: oh"),
    "an inline style": ("document.body.insertAdjacentHTML('beforeend', '<p style=\"top:0\"></p>')", "console: "),
    "a picture of another host": ("new Image().src = 'http://localhost/x.png'", "Content Security Policy"),
    "a file that is not there": ("new Image().src = '/nowhere.png'", "404 for"),
}


@seen(ON_A_PHONE, AT_A_DESK_WITHOUT_SCRIPT)
@pytest.mark.parametrize(("spoil", "said"), SPOILS.values(), ids=SPOILS)
def test_a_page_that_is_built_wrong_is_refused(visitor, spoil, said):
    visitor.opens("/forms/track/")
    visitor.window.page.evaluate(f"() => {{ {spoil} }}")
    with pytest.raises(AssertionError) as refused:
        visitor.window.watch.look()
    assert said in str(refused.value)


@seen(ON_A_PHONE)
@pytest.mark.parametrize(("spoil", "said"), HEARD.values(), ids=HEARD)
def test_a_page_that_the_browser_complains_about_is_refused(visitor, spoil, said):
    visitor.opens("/forms/track/")
    with visitor.window.page.expect_console_message():
        visitor.window.page.evaluate(f"() => {{ {spoil} }}")
    with pytest.raises(AssertionError) as refused:
        visitor.window.watch.look()
    assert said in str(refused.value)


@seen(ON_A_PHONE)
def test_a_page_that_axe_refuses_is_refused(visitor):
    visitor.opens("/forms/track/")
    visitor.window.page.evaluate(
        "() => { document.querySelector('main button').textContent = ''; document.title += '.' }"
    )
    with pytest.raises(AssertionError, match="axe button-name"):
        visitor.window.watch.look()


@seen(ON_A_PHONE)
def test_a_page_that_nobody_looked_at_is_noticed(visitor):
    visitor.opens("/forms/track/")
    assert visitor.window.watch.unseen == []
    visitor.window.page.goto("/contact/")
    assert [address.rpartition("/contact")[2] for address in visitor.window.watch.unseen] == ["/"]
    visitor.window.watch.look()
