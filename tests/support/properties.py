"""How property tests run: no stop-watch, since the machine may be busy, and the same examples each time, so that a failure stays."""

from hypothesis import settings

settings.register_profile("project", deadline=None, derandomize=True, database=None, max_examples=100)
settings.load_profile("project")
