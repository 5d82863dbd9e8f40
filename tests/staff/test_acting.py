"""Which requests somebody may see and act on."""

from flask import Flask

from tests.support.desk import at_desk


def test_a_delegate_sees_the_own_branch_only(app: Flask) -> None:
    desk = at_desk(app, "delegate")
    assert desk.browser.opens(desk.path).status_code == 403
