"""The service behind the forms: who lives where, and who may call whom.

A room looks down, never up or sideways; `make check` enforces it (docs/decisions/0001). From the top:

app             puts the house together; the only file that knows every room
cli             flask serve, outbox, staff, cases, seed, audit, doctor: what an administrator types
seed            made-up people and what happened to them, for demo, screenshots and tests
staff           the back-office pages, behind one lock
tracking        one page that finds a reference of any kind and shows where it is
watch           whether staff are told of everything that was submitted
feedback        شكوى أو مقترح، and استفسار: forms, what is kept, who may handle it, the reply
help_requests   طلب دعم مستفيد: form, states, what is kept, service, views
volunteers      التطوع: the same files
search          the search of the public site: its index, its page, and what was searched for in vain
submissions     what is alike in everything people submit: stored once, with its event and mails
web             what all public pages share: errors, security headers, limits
accounts        staff who sign in: roles and rights, their sessions
outbox          promised messages and the sender that keeps the promises
audit           append-only events, each holding on to the one before: who did what to which record
renderers       what papers are made of: blocks, their typst layouts, and the only door to typst
formkit         how a form is said: pages of questions, kinds of question, the journey, the record of answers
schema          the database's shape: migrations, and whether they are done
db              the only door to the database
statements      what every form asks the database, handed to its driver
settings        how this installation runs, from the environment
association     the facts of the association, from association.yml
crypto          the only cipher
clock           the only clock
references      reference numbers that people can type, dictate and hear
addresses       mail addresses that every server takes
arabic          one spelling for the many ways a word is typed; stems, for searching
states          what a state of a case is
groups          how few people may stand behind a figure
errors          broken rules, as exceptions that carry facts
"""

import re
from functools import cache
from pathlib import Path

_CHANGELOG = Path(__file__).resolve().parent.parent / "CHANGELOG.md"
_RELEASE = re.compile(r"^## (\d+\.\d+\.\d+)", re.MULTILINE)


@cache
def version() -> str:
    """The version of the service: the newest release that CHANGELOG.md describes, for instance `0.1.0`.

    Raises LookupError where the file names no release.
    """
    found = _RELEASE.search(_CHANGELOG.read_text(encoding="utf-8"))
    if found is None:
        raise LookupError("CHANGELOG.md names no release")
    return found[1]
