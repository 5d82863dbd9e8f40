"""The colours of docs/assets/tokens.css for what is not drawn by a browser: PDFs and the social image."""

import re
from pathlib import Path

ASSETS = Path(__file__).parents[2] / "docs" / "assets"
SHEET = ASSETS / "tokens.css"
COLOUR = re.compile(r"--(?:color-|status-)?([a-z0-9-]+): (#[0-9a-f]{3,6});")


def light_colours(sheet: str) -> dict[str, str]:
    """The colours of the light theme by token, without color- and status-: {"ink": "#1d2b2a", "ok-tint": …, "chart-1": …}."""
    light, _, _ = sheet.partition("@media")
    return dict(COLOUR.findall(light))


def colours() -> dict[str, str]:
    """Those of this site."""
    return light_colours(SHEET.read_text(encoding="utf-8"))
