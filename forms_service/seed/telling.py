"""Turns the stories of help requests into scheduled acts: the submission, then each line on its day."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from forms_service.clock import today_in_riyadh
from forms_service.help_requests.casework import Signed
from forms_service.help_requests.entry import Source, enter
from forms_service.help_requests.form import FORM, JOURNEY
from forms_service.help_requests.service import submit
from forms_service.seed.acts import OFFICER, VERBS, Desk
from forms_service.seed.answers import written
from forms_service.seed.applicants import typed_by
from forms_service.seed.requests import STORIES, Entered, Line, Story
from forms_service.seed.stage import Scheduled, Stage, form_key, moment

BETWEEN_STORIES, BETWEEN_ACTS, MOST = 3, 5, 100
"""Minutes; a day's acts are over before the committee meets."""


def help_requests(now: datetime) -> Iterator[Scheduled]:
    """Everything that happens to help requests besides the committee's sessions."""
    for at, story in enumerate(STORIES):
        starts = at * BETWEEN_STORIES % MOST
        yield Scheduled(moment(now, story.ago, starts), _Submitted(story))
        nth: Counter[int] = Counter({0: 1})
        for day, *line in story.lines:
            yield Scheduled(
                moment(now, story.ago - day, starts + nth[day] * BETWEEN_ACTS), _Told(story.key, tuple(line))
            )
            nth[day] += 1


@dataclass(frozen=True)
class _Submitted:
    story: Story

    def __call__(self, stage: Stage) -> None:
        key, doubt = self.story.key, self.story.doubt
        if self.story.entered:
            stage.references[key] = _enter(stage, key, self.story.entered)
            return
        record = written(JOURNEY, typed_by(key), stage.association, today_in_riyadh(stage.now))
        stage.references[key] = submit(stage.session, record, form_key=form_key(FORM, key), doubt=doubt, now=stage.now)


def _enter(stage: Stage, key: str, how: Entered) -> str:
    typed, day = typed_by(key), today_in_riyadh(stage.now)
    version = JOURNEY.texts["declaration"]
    record = written(JOURNEY, typed, stage.association, day, by_staff=True, agrees=bool(how.method))
    return enter(
        stage.session,
        record,
        Source(how.channel, how.origin, None, how.letter),
        Signed(how.method, typed["signed_name"], version, how.place, day) if how.method else None,
        form_key=form_key(FORM, key),
        by=stage.staff[OFFICER],
        staff_id=stage.staff_id(OFFICER),
        now=stage.now,
    )


@dataclass(frozen=True)
class _Told:
    story: str
    line: Line

    def __call__(self, stage: Stage) -> None:
        verb, *given = self.line
        VERBS[verb](Desk(stage, self.story, typed_by(self.story)), *given)
