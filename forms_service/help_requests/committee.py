"""The rules of لجنة البحث: who is counted, what a vote decides, when the reply may leave. Knows no Flask and no database.

The board may set quorum and floor in association.yml; the policy sets the floor: «خلال مدة لا تقل عن أسبوعين».
"""

from collections import Counter
from collections.abc import Collection
from datetime import date, timedelta

ACCEPT = "accept"
REFUSE = "refuse"
MORE_INFORMATION = "more_information"
CHOICES = (ACCEPT, REFUSE, MORE_INFORMATION)
"""What a member may vote for."""


def voters_of(present: Collection[int], recused: Collection[int]) -> frozenset[int]:
    """Who may vote on one request: members who are present and have not stepped aside. Numbers of staff."""
    return frozenset(present) - frozenset(recused)


def has_quorum(present: Collection[int], recused: Collection[int], quorum: int) -> bool:
    """Whether enough members may vote on this request."""
    return len(voters_of(present, recused)) >= quorum


def result_of(votes: Collection[str]) -> str | None:
    """What more than half of the votes cast chose; None where nothing did, as in a tie."""
    if not votes:
        return None
    choice, count = Counter(votes).most_common(1)[0]
    return choice if 2 * count > len(votes) else None


def reply_not_before(raised_on: date, floor_days: int) -> date:
    """The first calendar day, in Riyadh, on which the reply may leave after a request was raised on this day."""
    return raised_on + timedelta(days=floor_days)
