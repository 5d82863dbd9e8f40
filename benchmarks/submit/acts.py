"""What people do with each form, request by request. Raises NotTaken where a server refuses what it should take."""

import re
from urllib.parse import urlsplit

from benchmarks.submit.client import Connection, Person, Reply
from benchmarks.submit.questions import help_pages, volunteer_answers, volunteer_pages

VOLUNTEER, HELP = "/forms/volunteer", "/forms/help-request"
_TOKEN = re.compile(rb'name="(?:csrf_token|csrfmiddlewaretoken)"[^>]* value="([^"]+)"')
_REFERENCE = re.compile(rb"\d{4}-\d{4}-\d{4}")
_MOST_REQUESTS = 30


class NotTaken(Exception):
    """A server did not answer as it should."""


def _must(reply: Reply, status: int, person: Person) -> Reply:
    if reply.status != status:
        text = reply.body.decode(errors="replace")
        raise NotTaken(f"person {person.number}: {reply.status} instead of {status}: {text[:3000]}")
    return reply


def _reads_token(person: Person, page: Reply) -> None:
    found = _TOKEN.search(page.body)
    if found:
        person.token = found[1].decode()


async def opens_volunteer_form(person: Person, connection: Connection) -> float:
    """GET of the first page, by somebody new."""
    page, seconds = await person.gets(connection, f"{VOLUNTEER}/you")
    _reads_token(person, _must(page, 200, person))
    return seconds


async def _posts_page(person: Person, connection: Connection, slug: str) -> float:
    answers = {"csrf_token": person.token, **volunteer_pages(person.number)[slug]}
    reply, seconds = await person.posts(connection, f"{VOLUNTEER}/{slug}", answers)
    _must(reply, 303, person)
    person.at = urlsplit(reply.location).path
    return seconds


async def keeps_first_page(person: Person, connection: Connection) -> float:
    """POST of six answers, kept durably as a draft."""
    return await _posts_page(person, connection, "you")


async def keeps_second_page(person: Person, connection: Connection) -> float:
    """POST of five more."""
    return await _posts_page(person, connection, "offer")


async def sends_offer(person: Person, connection: Connection) -> float:
    """POST that makes the submission: row, event, both promised mails, draft destroyed, in one durable commit."""
    seconds = await _posts_page(person, connection, "charter")
    if person.at != f"{VOLUNTEER}/done":
        raise NotTaken(f"person {person.number} was led to {person.at}")
    return seconds


async def sees_reference(person: Person, connection: Connection) -> float:
    """GET of the confirmation."""
    page, seconds = await person.gets(connection, f"{VOLUNTEER}/done")
    _reads_reference(person, _must(page, 200, person))
    return seconds


def _reads_reference(person: Person, page: Reply) -> None:
    found = _REFERENCE.search(page.body)
    if found is None:
        raise NotTaken(f"person {person.number} saw no reference")
    person.reference = found[0].decode().replace("-", "")


async def asks_for_help(person: Person, connection: Connection) -> float:
    """The whole journey as a browser makes it: start page, every page opened and sent, review, confirmation: 15 requests."""
    page, waited = await person.gets(connection, f"{HELP}/")
    _must(page, 200, person)
    answers, here = help_pages(person.number), f"{HELP}/service"
    for _ in range(_MOST_REQUESTS):
        page, seconds = await person.gets(connection, here)
        waited += seconds
        _reads_token(person, _must(page, 200, person))
        slug = here.rpartition("/")[2]
        if slug == "done":
            _reads_reference(person, page)
            return waited
        if slug == "review":
            here = f"{HELP}/declaration"
            continue
        reply, seconds = await person.posts(connection, here, {"csrf_token": person.token, **answers[slug]})
        waited += seconds
        here = urlsplit(_must(reply, 303, person).location).path
    raise NotTaken(f"person {person.number} never came to an end; now at {here}")


async def opens_one_page(person: Person, connection: Connection) -> float:
    """GET of a peer's form, by somebody new."""
    page, seconds = await person.gets(connection, "/")
    _reads_token(person, _must(page, 200, person))
    return seconds


async def sends_to_plain(person: Person, connection: Connection) -> float:
    """POST of all twelve answers; stored, mailed, redirected."""
    answers = {"csrf_token": person.token, **volunteer_answers(person.number)}
    reply, seconds = await person.posts(connection, "/", answers)
    person.reference = str(_must(reply, 303, person).status)
    return seconds


class SendsToWagtail:
    """POST of all twelve answers; stored, mailed, and the landing page drawn.

    Wagtail's choices are stored by the name shown; `names` has it by question and code.
    """

    def __init__(self, names: dict[str, dict[str, str]]) -> None:
        self._names = names

    async def __call__(self, person: Person, connection: Connection) -> float:
        answers: dict[str, object] = {"csrfmiddlewaretoken": person.token}
        for name, value in volunteer_answers(person.number).items():
            shown = self._names.get(name, {})
            answers[name] = [shown[code] for code in value] if isinstance(value, list) else shown.get(str(value), value)
        reply, seconds = await person.posts(connection, "/", answers)
        if "وصلنا عرضك".encode() not in _must(reply, 200, person).body:
            raise NotTaken(f"person {person.number}: Wagtail asked again: {reply.body.decode()[:3000]}")
        person.reference = "landing"
        return seconds


async def says_hello(person: Person, connection: Connection) -> float:
    """GET of the bare framework."""
    reply, seconds = await person.gets(connection, "/")
    _must(reply, 200, person)
    return seconds
