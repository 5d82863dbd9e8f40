"""A person's browser window: what they press, follow, write and read. Each page it comes to is looked at (page.py)."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from playwright.sync_api import Locator, Page

from tests.support.chromium import View
from tests.support.page import Watch

READ = """() => ({
  heading: document.querySelector("h1").innerText,
  text: document.querySelector("main").innerText,
  answers: Object.fromEntries([...document.querySelectorAll("main dl :is(dt)")].reverse().map((term) =>
    [term.textContent.trim(), term.nextElementSibling.innerText.trim()])),
})"""
MOST_TABS = 60
QUESTIONS = """() => [...new Set([...document.querySelectorAll("main form .question")]
  .flatMap((question) => [...question.querySelectorAll("input, select, textarea")])
  .filter((input) => input.type !== "hidden").map((input) => input.name))]"""


@dataclass(frozen=True)
class Reading:
    """A page as somebody read it: its one heading, and what it says without menus, each on one line.

    `answers`: the lists of label and answer, as on the review page and in a record; of two equal labels the first.
    """

    heading: str
    text: str
    answers: dict[str, str]

    def says(self, words: str) -> bool:
        """Whether these words stand there."""
        return words in self.text

    def reads(self, label: str) -> str:
        """The answer beside this label."""
        return self.answers[label]


class Window:
    """One tab at one address of the service, seen in one way."""

    def __init__(self, page: Page, url: str, view: View) -> None:
        self.page = page
        self.watch = Watch(page, url, view)

    # Moving

    def opens(self, path: str) -> None:
        """Type an address."""
        self._comes_to_a_page(lambda: self.page.goto(path))

    def presses(self, button: str, *, twice: bool = False) -> None:
        """Press the button of this name, once or twice in a row."""
        found = self.page.get_by_role("button", name=button, exact=True)
        self._comes_to_a_page(found.dblclick if twice else found.click)

    def follows(self, link: str, *, within: str = "main") -> None:
        """Follow the link of this name."""
        found = self.page.locator(within).get_by_role("link", name=link, exact=True)
        self._comes_to_a_page(found.first.click)

    def comes_by(self, link: Locator) -> None:
        """Follow a link that its words alone do not tell from others."""
        self._comes_to_a_page(link.click)

    def goes_back(self) -> None:
        """The browser's own Back."""
        self._comes_to_a_page(self.page.go_back)

    def refreshes(self) -> None:
        """The browser's own Reload."""
        self._comes_to_a_page(self.page.reload)

    def types_key(self, key: str) -> None:
        """Press a key that leads to another page."""
        self._comes_to_a_page(lambda: self.page.keyboard.press(key))

    def jumps(self, link: str) -> None:
        """Follow a link of the error summary to its question, on the same page."""
        self.page.locator("main .errors").get_by_role("link", name=link, exact=True).click()

    def keys(self, key: str) -> None:
        """Press a key that stays on the page."""
        self.page.keyboard.press(key)

    def tabs_to(self, wanted: str) -> None:
        """Press Tab until the focus is on this input, link or button."""
        for _ in range(MOST_TABS):
            self.keys("Tab")
            if self.focus == wanted:
                return
        raise AssertionError(f"Tab never came to «{wanted}»; now on «{self.focus}»")

    # Writing

    def empties(self) -> None:
        """Clear every input of text on this page."""
        for name in self.questions:
            inputs = self.page.locator(f'main [name="{name}"]')
            if inputs.first.evaluate("(input) => ['text', 'tel', 'textarea'].includes(input.type)"):
                inputs.fill("")

    @property
    def questions(self) -> list[str]:
        """The names of what is asked on this page."""
        return list(self.page.evaluate(QUESTIONS))

    def writes(self, name: str, value: object) -> None:
        """Answer a question: text, a choice, several choices, or a tick ("yes")."""
        inputs = self.page.locator(f'main [name="{name}"]:not([type="hidden"])')
        kind = inputs.first.evaluate("(input) => input.type")
        if kind in ("radio", "checkbox"):
            chosen = value if isinstance(value, list | tuple) else [value]
            for each in inputs.all():
                self._ticks(each, each.get_attribute("value") in chosen)
        elif kind == "select-one":
            inputs.select_option(str(value))
        else:
            inputs.fill(str(value or ""))

    def _ticks(self, choice: Locator, wanted: bool) -> None:
        if wanted:
            choice.check()
        elif choice.get_attribute("type") == "checkbox":
            choice.uncheck()

    # Reading

    def read(self) -> Reading:
        """The page that is open."""
        found = self.page.evaluate(READ)
        heading, text = (" ".join(found[name].split()) for name in ("heading", "text"))
        return Reading(heading, text, found["answers"])

    @property
    def heading(self) -> str:
        """The page's one heading."""
        return " ".join(self.page.locator("h1").inner_text().split())

    @property
    def errors(self) -> list[str]:
        """The lines of the summary of errors."""
        return self.page.locator("main .errors a").all_inner_texts()

    def links(self, *, within: str) -> list[tuple[str, str | None]]:
        """Words and address of every link in a part of the page."""
        found = self.page.locator(within).get_by_role("link").all()
        return [(" ".join(link.inner_text().split()), link.get_attribute("href")) for link in found]

    @property
    def focus(self) -> str:
        """The name of the input that has the focus, or the words of the link or button."""
        return str(self.page.evaluate("() => document.activeElement.name || document.activeElement.innerText || ''"))

    def standing(self, name: str) -> str:
        """What stands in the input of this name; of choices the chosen one."""
        inputs = self.page.locator(f'main [name="{name}"]:not([type="hidden"])')
        if inputs.first.get_attribute("type") in ("radio", "checkbox"):
            return ",".join(str(each.get_attribute("value")) for each in inputs.all() if each.is_checked())
        return inputs.input_value()

    def _comes_to_a_page(self, act: Callable[[], object]) -> None:
        with self._loads():
            act()
        self.watch.look()

    @contextmanager
    def _loads(self) -> Iterator[None]:
        with self.page.expect_event("load"):
            yield
