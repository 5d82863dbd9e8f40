"""Paper and pictures take their colours from where the pages take them."""

from forms_service.renderers.tokens import colours, light_colours

SHEET = ":root { --color-ink: #1d2b2a; --status-ok: #1a6638;      --status-ok-tint: #e5f3e9; --chart-1: #0d5f58; --s1: 1px }\n"
DARK = "@media screen { :root { --color-ink: #f0ede6; } }"


def test_the_light_colours_are_found_by_their_token():
    assert light_colours(SHEET + DARK) == {
        "ink": "#1d2b2a",
        "ok": "#1a6638",
        "ok-tint": "#e5f3e9",
        "chart-1": "#0d5f58",
    }


def test_the_site_has_those_that_the_layouts_name():
    named = {"ink", "soft", "line", "field", "sand", "sand-deep", "action", "action-tint", "chart-2"}
    assert named <= set(colours())
    assert {f"{tone}{end}" for tone in ("ok", "warn", "info", "danger") for end in ("", "-tint")} <= set(colours())
