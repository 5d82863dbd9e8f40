"""What every page that any journey opens must satisfy, looked at by itself after each navigation."""

import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import axe_playwright_python
from playwright.sync_api import ConsoleMessage, Page, Request, Response

from tests.support.chromium import View

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
ERROR = "خطأ: "
STATUS_IN_CONSOLE = "Failed to load resource"

# Runs without promises and timers: they stand still where JavaScript is off.
LOOK = r"""() => {
  const words = (element) => element.textContent.replace(/\s+/g, " ").trim();
  const all = (selector) => [...document.querySelectorAll(selector)];
  const inputs = all("input, select, textarea").filter((input) => input.type !== "hidden");
  const isNamed = (input) => [...input.labels].some((label) => words(label));
  const many = (input) => all(`input[type="${input.type}"]`).filter((other) => other.name === input.name).length > 1;
  const isChoice = (input) => input.type === "radio" || (input.type === "checkbox" && many(input));
  const legend = (input) => input.closest("fieldset")?.querySelector("legend");
  const ids = all("[id]").map((element) => element.id);
  const root = document.documentElement;
  return {
    headings: all("h1").map(words),
    title: document.title,
    language: root.lang,
    direction: getComputedStyle(root).direction + "/" + root.dir,
    unlabelled: inputs.filter((input) => !isNamed(input)).map((input) => input.name),
    ungrouped: inputs.filter((input) => isChoice(input) && !(legend(input) && words(legend(input))))
      .map((input) => input.name),
    doubled: ids.filter((id, at) => ids.indexOf(id) !== at),
    dangling: all("[aria-describedby]").flatMap((element) => element.getAttribute("aria-describedby").split(" "))
      .filter((id) => !ids.includes(id)),
    wrong: all("[aria-invalid=true], .error, .errors").length > 0,
    summary: all(".errors a").map((link) => link.getAttribute("href")),
    sideways: root.scrollWidth - root.clientWidth,
    stylesheets: document.styleSheets.length,
  };
}"""
RUN_AXE = "async () => (await axe.run(document, {resultTypes: ['violations']})).violations"

_looked_at: set[tuple[object, ...]] = set()
"""What axe has judged in this run: page, state, theme and width."""


class Watch:
    """Watches one tab. `look()` judges the page that is open; `unseen` are pages that were opened and not judged."""

    def __init__(self, page: Page, url: str, view: View) -> None:
        self.page = page
        self.view = view
        self._host = urlsplit(url).netloc
        self._status = 200
        self._complaints: list[str] = []
        self.unseen: list[str] = []
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self._complaints.append(f"script: {error}"))
        page.on("request", self._asked)
        page.on("response", self._answered)
        page.on("requestfailed", self._failed)
        page.on("domcontentloaded", lambda tab: self.unseen.append(tab.url))

    def look(self) -> None:
        """Judge the open page; everything that is wrong with it is said at once."""
        facts = self.page.evaluate(LOOK)
        wrong = [*_judged(facts), *self._complaints]
        if self._status >= 500:
            wrong.append(f"status {self._status}")
        if self.view.script:
            wrong += self._axe(facts)
        self._complaints.clear()
        self.unseen.clear()
        assert not wrong, f"{self.page.url} ({self.view}), «{facts['title']}»: {wrong}"

    def _axe(self, facts: dict[str, Any]) -> list[str]:
        address = urlsplit(self.page.url)
        path = re.sub(r"[0-9]{12}", "…", f"{address.path}?{address.query}")  # the tabs of one page differ in the query
        title = re.sub(r"[0-9]{4}(-[0-9]{4}){2}", "…", facts["title"])
        state = (path, title, tuple(facts["summary"]), self.view)
        if state in _looked_at:
            return []
        _looked_at.add(state)
        self.page.evaluate(AXE)
        violations = self.page.evaluate(RUN_AXE)
        return [f"axe {found['id']}: {[node['html'][:160] for node in found['nodes']]}" for found in violations]

    def _heard(self, message: ConsoleMessage) -> None:
        # A page that says «404» or «خطأ» has that status on purpose; the browser notes it as an error of the console.
        on_purpose = message.text.startswith(STATUS_IN_CONSOLE) and message.location["url"] == self.page.url
        if message.type == "error" and not on_purpose:
            self._complaints.append(f"console: {message.text}")

    def _asked(self, request: Request) -> None:
        if urlsplit(request.url).netloc != self._host:
            self._complaints.append(f"asked another host: {request.url}")

    def _answered(self, response: Response) -> None:
        if response.request.is_navigation_request():
            self._status = response.status
        elif response.status >= 400:
            self._complaints.append(f"{response.status} for {response.url}")

    def _failed(self, request: Request) -> None:
        # A click takes the place of the page, or of the click before it, and ends what was still being loaded: no fault.
        if not request.is_navigation_request() and request.failure != "net::ERR_ABORTED":
            self._complaints.append(f"not loaded: {request.url} ({request.failure})")


def _judged(facts: dict[str, Any]) -> list[str]:
    wrong = [f"{what}: {facts[what]}" for what in ("unlabelled", "ungrouped", "doubled", "dangling") if facts[what]]
    expected = {"language": "ar", "direction": "rtl/rtl"}
    wrong += [f"{what} is {facts[what]}" for what, right in expected.items() if facts[what] != right]
    if facts["sideways"] > 0:
        wrong.append(f"scrolls sideways by {facts['sideways']} px")
    if not facts["stylesheets"]:
        wrong.append("no style sheet arrived")
    headings, title = facts["headings"], facts["title"]
    if len(headings) != 1:
        wrong.append(f"{len(headings)} first headings: {headings}")
    elif not title.startswith((ERROR if facts["wrong"] else "") + headings[0]):
        wrong.append(f"the title «{title}» does not begin with the heading «{headings[0]}»")
    return wrong
