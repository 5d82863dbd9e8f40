"""What a password of staff must be, and what is kept of it."""

import pytest
from argon2 import Type, extract_parameters
from flask import Flask
from flask_security.utils import verify_password

from forms_service.accounts import sign_in
from forms_service.accounts.passwords import PASSWORD_MAX, WeakPassword, hash_of
from forms_service.accounts.sign_in import PASSWORD_MIN
from forms_service.app import create_app
from forms_service.settings import Settings

LEAST_MEMORY, LEAST_ROUNDS = 19 * 1024, 2
"""KiB and rounds: the least that OWASP's password storage advice names for argon2id."""


@pytest.mark.parametrize("length", [PASSWORD_MIN, PASSWORD_MAX])
def test_a_long_enough_password_becomes_an_argon2id_hash(context: Flask, length: int) -> None:
    kept = hash_of("س" * length)
    assert kept.startswith("$argon2id$")
    assert verify_password("س" * length, kept)
    assert not verify_password("س" * (length - 1), kept)


@pytest.mark.parametrize("length", [0, PASSWORD_MIN - 1, PASSWORD_MAX + 1])
def test_a_password_of_another_length_is_refused(context: Flask, length: int) -> None:
    with pytest.raises(WeakPassword, match="12 to 128 signs"):
        hash_of("س" * length)


def test_equal_passwords_have_different_hashes(context: Flask) -> None:
    assert hash_of("بيت قديم فيه نافذة") != hash_of("بيت قديم فيه نافذة")


def test_one_spelling_of_a_letter_is_as_good_as_another(context: Flask) -> None:
    composed, decomposed = "\u0622" * PASSWORD_MIN, "\u0627\u0653" * PASSWORD_MIN
    assert composed != decomposed
    kept = hash_of(composed)
    security = context.extensions["security"]
    assert verify_password(security.password_util.normalize(decomposed), kept)


def test_in_earnest_a_guess_costs_what_it_should(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """The other tests hash cheaply: here the service is as people run it."""
    monkeypatch.delitem(sign_in._SETTINGS, "PASSWORD_HASH_PASSLIB_OPTIONS")
    with create_app(settings).app_context():
        kept = hash_of("بيت قديم فيه نافذة")
    found = extract_parameters(kept)
    assert found.type is Type.ID
    assert found.memory_cost >= LEAST_MEMORY
    assert found.time_cost >= LEAST_ROUNDS
