"""What the committee's clauses are called."""

from forms_service.help_requests.guides import Clause
from forms_service.staff.committee_words import named_clause


def test_a_clause_says_whether_its_guide_is_approved() -> None:
    for is_approved, words in ((True, "من يُدعم (معتمد)"), (False, "من يُدعم (مسودة)")):
        assert named_clause(Clause("guide#who", "من يُدعم", "/documents/guide/#who", is_approved)) == words
    assert named_clause(None) == "لم يُذكر"
