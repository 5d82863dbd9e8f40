"""A figure about a few people is not shown."""

import pytest

from forms_service.groups import SMALLEST, is_shown


@pytest.mark.parametrize(("count", "shown"), [(0, False), (4, False), (5, True), (500, True)])
def test_a_group_of_fewer_than_five_is_hidden(count, shown):
    assert SMALLEST == 5
    assert is_shown(count) is shown
