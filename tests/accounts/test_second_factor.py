"""Codes of the app and recovery codes: what is taken, and that nothing is taken twice."""

import base64
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from sqlalchemy import select

from forms_service.accounts import second_factor, service
from forms_service.accounts.models import RecoveryCode, Staff
from forms_service.accounts.second_factor import WrongCode
from forms_service.db import db, transaction
from tests.support.office import add_person, code_of, events, give_second_factor
from tests.support.postgres import both_databases

NOW = datetime(2026, 11, 22, 8, 0, 10, tzinfo=UTC)
HUDA = "huda@example.org"


@pytest.fixture
def secret(app):
    add_person(app, HUDA, "reception")
    return give_second_factor(app, HUDA)


def takes(app, typed, now=NOW, email=HUDA):
    with app.app_context():
        try:
            with transaction() as session:
                second_factor.check(session, service.known(session, email), typed, now)
        except WrongCode:
            return False
        return True


@pytest.mark.parametrize(
    ("moment", "code"),
    [(59, "287082"), (1111111109, "081804"), (1111111111, "050471"), (1234567890, "005924"), (20000000000, "353130")],
)
def test_codes_are_those_of_the_standard(moment, code):
    """RFC 6238, appendix B: the last six of its eight digits."""
    secret = base64.b32encode(b"12345678901234567890").decode()
    when = datetime.fromtimestamp(moment, UTC)
    assert code_of(secret, when) == code
    assert second_factor._counter_of(secret, code, when) == moment // 30


@pytest.mark.parametrize(("seconds", "taken"), [(-60, False), (-30, True), (0, True), (30, True), (60, False)])
def test_the_clock_of_a_phone_may_go_half_a_minute_wrong(app, secret, seconds, taken):
    assert takes(app, code_of(secret, NOW + timedelta(seconds=seconds))) is taken


def test_digits_of_every_keyboard_are_read(app, secret):
    code = code_of(secret, NOW)
    assert takes(app, " ".join(code.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))))


@both_databases
def test_a_code_is_taken_once_however_many_bring_it_at_the_same_moment(app):
    add_person(app, HUDA, "reception")
    secret = give_second_factor(app, HUDA)
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda _: takes(app, code_of(secret, NOW)), range(4)))
    assert sorted(found) == [False, False, False, True]
    assert not takes(app, code_of(secret, NOW - timedelta(seconds=30))), "an earlier one either"
    assert takes(app, code_of(secret, NOW + timedelta(seconds=30)), NOW + timedelta(seconds=30))


@pytest.mark.parametrize("typed", ["", "12345", "abcdef", "1234567", "12345678901", "é" * 6, "0" * 5000])
def test_what_is_no_code_is_refused(app, secret, typed):
    assert not takes(app, typed)


@both_databases
def test_a_recovery_code_stands_in_once(app):
    add_person(app, HUDA, "reception")
    with app.app_context(), transaction() as session:
        person = service.known(session, HUDA)
        codes = second_factor.new_recovery_codes(session, person, NOW)
    assert len(set(codes)) == 10
    assert all(re.fullmatch("[0-9]{5}-[0-9]{5}", code) for code in codes)
    assert takes(app, codes[3])
    assert not takes(app, codes[3])
    assert takes(app, codes[4].replace("-", " "))
    assert events(app, "use_recovery_code") == [("staff:1", "use_recovery_code", "staff", "1")] * 2
    with app.app_context():
        assert second_factor.codes_left(db.session, 1) == 8


def test_a_code_of_somebody_else_is_worth_nothing(app, secret):
    add_person(app, "other@example.org", "reception")
    other = give_second_factor(app, "other@example.org")
    with app.app_context(), transaction() as session:
        codes = second_factor.new_recovery_codes(session, service.known(session, "other@example.org"), NOW)
    assert not takes(app, code_of(other, NOW))
    assert not takes(app, codes[0])


def test_new_recovery_codes_end_the_old(app, secret):
    with app.app_context():
        with transaction() as session:
            old = second_factor.new_recovery_codes(session, service.known(session, HUDA), NOW)
        with transaction() as session:
            second_factor.new_recovery_codes(session, service.known(session, HUDA), NOW)
    assert not takes(app, old[0])


def test_the_database_knows_neither_the_secret_nor_the_codes(app, secret):
    with app.app_context():
        with transaction() as session:
            codes = second_factor.new_recovery_codes(session, service.known(session, HUDA), NOW)
        kept = db.session.scalar(select(Staff.sealed_totp))
        hashes = db.session.scalars(select(RecoveryCode.code_hash)).all()
    assert secret.encode() not in kept
    assert base64.b32decode(secret) not in kept
    assert not {code.replace("-", "").encode() for code in codes} & set(hashes)


def test_a_wrong_code_sets_nothing_up(app):
    number = add_person(app, HUDA, "reception")
    with app.app_context():
        with pytest.raises(WrongCode), transaction() as session:
            second_factor.set_up(session, service.by_number(session, number), "A" * 32, "000000", NOW)
        assert not db.session.get(Staff, number).has_second_factor


def test_what_is_offered_belongs_to_the_person_and_the_session(app):
    add_person(app, HUDA, "reception")
    add_person(app, "other@example.org", "reception")
    with app.app_context():
        huda, other = service.everyone(db.session)
        offered = second_factor.new_secret(huda, "one")
        assert offered == second_factor.new_secret(huda, "one")
        assert len({offered, second_factor.new_secret(huda, "two"), second_factor.new_secret(other, "one")}) == 3
        assert len(base64.b32decode(offered)) == 20


def test_an_app_reads_who_and_where(app):
    add_person(app, HUDA, "reception")
    with app.app_context():
        address = second_factor.address_of("A" * 32, service.known(db.session, HUDA), "relations.example.org")
    parts = urlsplit(address)
    assert (parts.scheme, parts.netloc) == ("otpauth", "totp")
    assert parts.path == "/relations.example.org:huda%40example.org"
    asked = {name: value for name, (value,) in parse_qs(parts.query).items()}
    assert asked["secret"] == "A" * 32
    assert (asked["digits"], asked["period"], asked["algorithm"]) == ("6", "30", "SHA1")


def test_the_picture_is_dark_on_light_and_holds_no_script():
    drawing = second_factor.drawing_of("otpauth://totp/x?secret=AAAA").decode()
    assert 'fill="#fff"' in drawing
    assert 'stroke="#000"' in drawing
    assert not re.search("<script|<style|style=|href", drawing)


def test_forgetting_takes_everything(app, secret):
    with app.app_context():
        with transaction() as session:
            second_factor.forget(session, 1)
        assert second_factor.codes_left(db.session, 1) == 0
    assert not takes(app, code_of(secret, NOW))
