"""The self-describing record of answers."""

from forms_service.formkit.answers import Answer, AnswersRecord, Section

RECORD = AnswersRecord(
    "help_request",
    (
        Section("you", "من أنت؟", (Answer("full_name", "الاسم الكامل", "سلمى", "سلمى", "text", ("cleaned",)),)),
        Section(
            "need", "ما حاجتك؟", (Answer("dependents", "العدد", 3, "3", "code"), Answer("email", "بريد", None, ""))
        ),
    ),
    {"declaration": "1"},
)


def test_a_record_reads_back_as_it_was_written():
    assert AnswersRecord.from_bytes(RECORD.to_bytes()) == RECORD


def test_answers_are_found_by_name():
    assert RECORD.get("dependents").shown == "3"
    assert RECORD.value("full_name") == "سلمى"
    assert RECORD.value("email") is None
    assert RECORD.get("religion") is None
    assert RECORD.value("religion") is None
