"""What every template may name besides its own values."""

from typing import Any

from flask import Flask

from forms_service.association import TWO_WEEKS, Association


def init_context(app: Flask, association: Association) -> None:
    """Give templates the facts of the association and the policy's sentence on the reply."""

    @app.context_processor
    def _facts() -> dict[str, Any]:
        return {"association": association, "policy_two_weeks": TWO_WEEKS}
