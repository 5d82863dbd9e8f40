"""The made-up volunteers of a seeded installation."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from forms_service.clock import today_in_riyadh
from forms_service.seed.answers import mobile, written
from forms_service.seed.stage import Scheduled, Stage, form_key, moment
from forms_service.volunteers.form import FORM, JOURNEY
from forms_service.volunteers.service import submit

TAKEN_FOR_GRANTED: dict[str, Any] = {
    "is_adult": "yes",
    "locality": "تبوك",
    "officer_preference": "any",
    "languages": ["ar"],
    "fields": ["translation"],
    "availability": ["weekend_morning"],
    "national_platform": "unknown",
    "charter": "yes",
}
"""What a volunteer answers where nothing else is said."""


@dataclass(frozen=True)
class Offer:
    """One offer, some days ago."""

    key: str
    ago: int
    typed: dict[str, Any]
    doubt: str | None = None


OFFERS = (
    Offer("sara", 0, {"full_name": "سارة علي", "email": "sara@example.org", "languages": ["ar", "ur"]}),
    Offer(
        "minor",
        2,
        {
            "full_name": "يحيى علي حسن",
            "is_adult": "no",
            "guardian_name": "علي حسن",
            "guardian_mobile": mobile(4),
            "guardian_consent": "yes",
            "fields": ["organising", "distribution"],
            "availability": ["weekend_morning", "weekend_evening"],
        },
    ),
    Offer(
        "bekele",
        5,
        {
            "full_name": "Tesfaye Bekele ተስፋዬ",
            "languages": ["am", "en", "ar"],
            "fields": ["translation", "reception", "teaching"],
            "availability": ["weekday_morning", "weekday_evening", "weekend_morning", "weekend_evening"],
            "skills": "درّست اللغة الأمهرية خمس سنوات، وأستطيع أن أترجم المواعيد والنماذج.\nI also drive (رخصة عامة).",
        },
    ),
    Offer(
        "longest",
        9,
        {
            "full_name": "فاطمة بنت عبد الرحمن بن عبد العزيز بن محمد بن سليمان آل عبد اللطيف الأنصاري",
            "locality": "الحي الغربي الجديد خلف محطة الوقود القديمة",
            "email": "somebody.with.a.very.long.address.that.does.not.end.soon@mail.example.org",
        },
    ),
    Offer(
        "markup",
        11,
        {"full_name": "<b>زينب</b> & 'مريم'", "skills": "=1+1 <script>alert(1)</script> " + "كلمةطويلة" * 20},
        "honeypot",
    ),
    Offer("imran", 15, {"full_name": "عمران خان", "languages": ["ur", "en", "ps"], "fields": ["driving"]}),
    Offer("anika", 21, {"full_name": "অনিকা রহমান", "languages": ["bn", "hi", "en"], "fields": ["design", "other"]}),
)


def volunteers(now: datetime) -> Iterator[Scheduled]:
    """Every offer, at its moment before `now`."""
    return (Scheduled(moment(now, each.ago, 30), _Offered(each)) for each in OFFERS)


@dataclass(frozen=True)
class _Offered:
    offer: Offer

    def __call__(self, stage: Stage) -> None:
        key = self.offer.key
        typed = {**TAKEN_FOR_GRANTED, "mobile": mobile(70 + OFFERS.index(self.offer)), **self.offer.typed}
        record = written(JOURNEY, typed, stage.association, today_in_riyadh(stage.now))
        submit(stage.session, record, form_key=form_key(FORM, key), doubt=self.offer.doubt, now=stage.now)
