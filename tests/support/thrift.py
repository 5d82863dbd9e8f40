"""What every app of a test process would do anew: templates compiled and facts read are shared, and passwords cost little to check.

Nothing else about the service differs. What a password costs in earnest is tested in tests/accounts/test_passwords.py.
"""

from functools import partial
from pathlib import Path
from types import CodeType

from flask import Flask
from flask.templating import Environment
from jinja2.bccache import Bucket, BytecodeCache

from forms_service import app as house
from forms_service.accounts import sign_in
from forms_service.association import Association, load_association

CHEAP = {"argon2__time_cost": 1, "argon2__memory_cost": 64, "argon2__parallelism": 1}


class CompiledOnce(BytecodeCache):
    """Keeps each compiled template for as long as its source stays the same."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._kept.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        if bucket.code is not None:
            self._kept[bucket.key, bucket.checksum] = bucket.code


class ReadOnce:
    """Keeps what a file of facts says until the file is another. Facts cannot be changed, so apps can share them."""

    def __init__(self) -> None:
        self._kept: dict[bytes, Association] = {}

    def __call__(self, path: Path) -> Association:
        try:
            key = str(path).encode() + path.read_bytes()
        except OSError:
            return load_association(path)
        if key not in self._kept:
            self._kept[key] = load_association(path)
        return self._kept[key]


def be_thrifty() -> None:
    """From here on, for this process."""
    Flask.jinja_environment = partial(Environment, bytecode_cache=CompiledOnce())  # type: ignore[assignment]
    house.load_association = ReadOnce()
    sign_in._SETTINGS["PASSWORD_HASH_PASSLIB_OPTIONS"] = CHEAP
