"""Every refusal has its sentence: why, then what to do."""

import re
from datetime import date
from pathlib import Path

import pytest

import forms_service.help_requests as room
from forms_service.help_requests.moves import MoveRefused
from forms_service.staff.refusals import SENTENCES, words_for

RAISED = re.compile(r'MoveRefused\("(\w+)"')
FACTS = {
    "source": "decided",
    "target": "accepted",
    "needs": ("reception", "secretary"),
    "item": "الاسم كما في الوثيقة",
    "items": ("الاسم كما في الوثيقة", "وسيلة التواصل ولغته"),
    "count": 2,
    "present": 2,
    "quorum": 3,
    "attempts": 1,
    "needed": 2,
    "not_before": date(2026, 11, 15),
}


def test_every_rule_that_can_refuse_has_a_sentence_and_no_other_does():
    sources = (path.read_text(encoding="utf-8") for path in Path(room.__file__).parent.glob("*.py"))
    assert {why for source in sources for why in RAISED.findall(source)} == set(SENTENCES)


@pytest.mark.parametrize("why", SENTENCES)
def test_a_sentence_is_whole(context, why):
    said = words_for(MoveRefused(why, **FACTS))
    assert "%(" not in said
    assert said.endswith(".")
    assert said.count(".") >= 2, "the reason, then what to do"


def test_facts_are_written_as_people_read_them(context):
    too_early = words_for(MoveRefused("too_early", not_before=date(2026, 11, 15)))
    assert "قبل الأحد، 15 نوفمبر 2026 (5 جمادى الآخرة 1448 هـ)، لأن" in too_early
    assert "الناقص: الاسم كما في الوثيقة، وسيلة التواصل ولغته." in words_for(MoveRefused("unregistered", **FACTS))
    assert "من «صدر القرار ولم يُرسل الرد» إلى «مقبول»" in words_for(MoveRefused("no_such_move", **FACTS))
    assert "موظف علاقات المستفيدين" in words_for(MoveRefused("not_yours", **FACTS))
