"""How few people may stand behind a figure that is shown. Whoever shows figures asks here."""

SMALLEST = 5
"""A group of fewer is hidden, so that nobody is known by a figure."""


def is_shown(count: int) -> bool:
    """Whether a figure about this many may be shown."""
    return count >= SMALLEST
