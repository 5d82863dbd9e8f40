"""The server is killed (SIGKILL) while people submit: what they were shown is stored once, what they typed is still there."""

import random
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from email import message_from_bytes
from pathlib import Path

import pytest

from forms_service.app import create_app
from forms_service.clock import now
from forms_service.outbox.sender import send_due
from tests.conftest import make_settings
from tests.faults.crowd import REFERENCE, Crowd, Story
from tests.faults.records import every_submission_is_whole, everything_shown_is_stored_once, rows, submissions
from tests.support.server import Service

ROUNDS = 20
PEOPLE = 6
"""Who fill forms at the same time."""


@pytest.mark.timeout(300)
def test_what_people_were_shown_survives_twenty_kills(tmp_path):
    seed = random.SystemRandom().randrange(10**6)
    print(f"seed {seed}")  # noqa: T201 - the moments of a failed run can be had again, as far as the machine allows
    moments = random.Random(seed)  # noqa: S311 - no secret
    with Service(tmp_path) as service:
        everyone: list[Story] = []
        for _ in range(ROUNDS):
            crowd = Crowd(service, PEOPLE, begin_at=len(everyone) + 1)
            crowd.begins()
            crowd.waits_for_references(moments.randint(1, 3))
            threading.Event().wait(moments.uniform(0, 0.2))  # anywhere within somebody's request
            service.kill()
            crowd.has_left()
            interrupted = [story for story in crowd.stories if not story.reference]
            assert interrupted, "nobody was interrupted"
            service.start()
            everyone += crowd.stories
            everything_shown_is_stored_once(service, [story for story in everyone if story.reference])
            with ThreadPoolExecutor(PEOPLE) as pool:
                list(pool.map(nothing_typed_is_lost, crowd.stories))
                every_submission_is_whole(service)
                list(pool.map(goes_to_the_end, interrupted))
            assert len(submissions(service)) == len(everyone), "somebody is stored twice, or not at all"
        assert service.stop() == 0
        every_mail_leaves(service, tmp_path)


def nothing_typed_is_lost(story: Story) -> None:
    """The same browser sees its reference again, or every page that the server took."""
    done = story.person.opens("done")
    if story.reference:
        assert REFERENCE.search(done.text)[0].replace("-", "") == story.reference
        return
    if done.status_code == 200:
        assert story.tried_to_send  # the reply was lost, the submission was not
        return
    for page in story.acknowledged:
        shown = story.person.opens(page)
        assert shown.status_code == 200, f"{page} was taken, and is asked for anew"
        assert story.telltale(page) in shown.text, page


def goes_to_the_end(story: Story) -> None:
    """Whoever was interrupted goes on, from the first page if they like, and gets a reference."""
    if story.person.opens("done").status_code != 200:
        story.goes_on()
        assert story.reference


def every_mail_leaves(service: Service, folder: Path) -> None:
    """Also those that a killed sender held: once its lease has ended, none is forgotten, and none under another name."""
    with create_app(make_settings(folder)).app_context():
        send_due(now=now() + timedelta(hours=1), limit=10_000)
    promised = rows(service, "SELECT message_id, state FROM outbox_messages ORDER BY message_id")
    assert {state for _, state in promised} == {"sent"}
    left = [message_from_bytes(file.read_bytes())["Message-ID"] for file in (service.data / "mail").glob("*.eml")]
    assert sorted(left) == [message_id for message_id, _ in promised]
