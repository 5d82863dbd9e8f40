"""What a paper is made of."""

from forms_service.formkit.answers import Answer
from forms_service.renderers.blocks import answers, entry, facts, listed, notice, quote, say, shown, signatures, to_fill
from forms_service.renderers.pieces import plain, said


def test_answers_stand_beside_their_questions_and_missing_ones_say_so():
    asked = (
        Answer("mobile", "رقم الجوال", "+966500000001", "050 000 0001", "code"),
        Answer("need", "اشرح حاجتك", "أ\nb", "أ\nb"),
        Answer("email", "البريد", None, ""),
    )
    pairs = answers(asked, "بلا إجابة")["pairs"]
    assert [plain(pair["label"]) for pair in pairs] == ["رقم الجوال", "اشرح حاجتك", "البريد"]
    assert [plain(pair["value"]) for pair in pairs] == ["050 000 0001", "أ\nb", "بلا إجابة"]
    assert pairs[0]["value"] == [{"t": "050 000 0001", "d": "ltr"}]
    assert shown(asked[2]) == []


def test_words_that_were_not_written_leave_no_line():
    block = entry("سُجّل سؤال", "سلمى، اليوم", ("لصاحب الطلب:", ""), ("للموظفين:", "متى؟"))
    assert [(plain(each["label"]), plain(each["value"])) for each in block["words"]] == [("للموظفين:", "متى؟")]


def test_every_block_names_what_draws_it():
    blocks = [say("أ"), quote("أ"), listed(["أ"]), notice("simple", "أ", "ب"), facts([("أ", said("ب"))])]
    blocks += [signatures("الاسم", ["سلمى"]), to_fill("للموظف", "الرقم")]
    kinds = ["paragraph", "paragraph", "list", "notice", "facts", "signatures", "to_fill"]
    assert [block["block"] for block in blocks] == kinds
