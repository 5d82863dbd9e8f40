"""Faults are also those of mail: what the outbox's own tests are given is given here."""

from tests.outbox.conftest import app_with

__all__ = ["app_with"]
