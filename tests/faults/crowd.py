"""A crowd that fills forms over HTTP, each person until the server goes away, and what each of them was told by then."""

import itertools
import re
import threading
from dataclasses import dataclass, field
from html import escape
from urllib.parse import urlsplit

from tests.support.browser import Browser, Lost
from tests.support.forms import HELP, VOLUNTEER, Person, errors
from tests.support.server import Service

FINAL = {HELP: "declaration", VOLUNTEER: "charter"}
FIRST = {HELP: "service", VOLUNTEER: "you"}
TELLTALES = {
    HELP: {"you": "full_name", "contact": "email", "place": "locality", "need": "need"},
    VOLUNTEER: {"you": "full_name", "offer": "skills"},
}
"""An answer of each page that no other person gives."""
REFERENCE = re.compile(r"\d{4}-\d{4}-\d{4}")


@dataclass
class Story:
    """One person's journey, and what the server has acknowledged of it: pages by a redirect, the rest by a reference."""

    person: Person
    has_email: bool
    acknowledged: list[str] = field(default_factory=list)
    tried_to_send: bool = False
    reference: str = ""

    @property
    def journey(self) -> str:
        return self.person.journey

    def telltale(self, page: str) -> str:
        """What this person alone typed on the page, as it stands in HTML; empty where a page only has choices."""
        name = TELLTALES[self.journey].get(page)
        return escape(str(self.person.answers[page][name] or "")) if name else ""

    def goes_on(self) -> None:
        """Walk to the confirmation. Raises one of `Lost` where the server goes away."""
        here = FIRST[self.journey]
        while here != "done":
            final = here == FINAL[self.journey]
            page = self.person.opens(here)
            self.tried_to_send = self.tried_to_send or final
            answer = self.person.answers_page(here)
            assert (page.status_code, answer.status_code) == (200, 303), (here, errors(answer.text))
            self.acknowledged += [] if final else [here]
            here = urlsplit(answer.location).path.rpartition("/")[2]
            here = FINAL[self.journey] if here == "review" else here
        shown = self.person.opens("done")
        assert shown.status_code == 200
        self.reference = REFERENCE.search(shown.text)[0].replace("-", "")


class Crowd:
    """Threads that walk one journey after another, help and volunteering in turn, half of them without an e-mail."""

    def __init__(self, service: Service, threads: int = 8, begin_at: int = 1) -> None:
        self.stories: list[Story] = []
        self.failures: list[BaseException] = []
        self._service = service
        self._numbers = itertools.count(begin_at)
        self._changed = threading.Condition()
        self._threads = [threading.Thread(target=self._walk, daemon=True) for _ in range(threads)]

    @property
    def confirmed(self) -> list[Story]:
        """Those who have seen their reference."""
        return [story for story in self.stories if story.reference]

    def begins(self) -> None:
        for thread in self._threads:
            thread.start()

    def waits_for_references(self, count: int, seconds: float = 60) -> None:
        """Wait until so many people have seen their reference."""
        with self._changed:
            enough = self._changed.wait_for(lambda: len(self.confirmed) >= count or self.failures, seconds)
        assert not self.failures, self.failures
        assert enough, f"only {len(self.confirmed)} were served in {seconds} s"

    def has_left(self, seconds: float = 60) -> None:
        """Wait until everyone has noticed that the server is gone."""
        for thread in self._threads:
            thread.join(seconds)
        assert not any(thread.is_alive() for thread in self._threads)
        assert not self.failures, self.failures

    def _walk(self) -> None:
        try:
            while True:
                story = self._someone()
                story.goes_on()
                with self._changed:
                    self._changed.notify_all()
        except Lost:
            return  # what this test is about: the server was killed
        except BaseException as error:
            self.failures.append(error)
            with self._changed:
                self._changed.notify_all()

    def _someone(self) -> Story:
        with self._changed:
            number = next(self._numbers)
            journey = HELP if number % 2 else VOLUNTEER
            story = Story(Person(Browser(self._service.url), journey), has_email=number % 4 < 2)
            self.stories.append(story)
        word = "".join(chr(0x0628 + int(digit)) for digit in str(number))  # names are not numbers: Arabic letters
        email = f"p{number}@example.org" if story.has_email else None
        pages = story.person.answers
        if journey == HELP:
            pages["you"] = {**pages["you"], "full_name": f"سلمى {word}"}
            pages["contact"] = {**pages["contact"], "email": email}
            pages["place"] = {**pages["place"], "locality": f"حي {word} {number}."}
            pages["need"] = {**pages["need"], "need": f"أحتاج إلى ملابس شتوية {number}."}
            pages["declaration"] = {**pages["declaration"], "signed_name": f"سلمى {word}"}
        else:
            pages["you"] = {**pages["you"], "full_name": f"سارة {word}", "email": email}
            pages["offer"] = {**pages["offer"], "skills": f"خبرة {number}."}
        return story
