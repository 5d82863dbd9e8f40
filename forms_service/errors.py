"""Broken rules and refusals, as exceptions that carry facts. Knows no wording for the public: `web/errors.py` has it."""


class RuleBroken(Exception):
    """A rule of the product forbids what was asked."""


class ConfigurationError(Exception):
    """The service cannot start as it is set up. Its text is one clear line for the person at the terminal."""


class StorageUnavailable(Exception):
    """The database could not take a write within the deadline (busy, full or read-only disk). Nothing was stored."""
