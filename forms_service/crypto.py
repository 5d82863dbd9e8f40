"""The only cipher. Seals what people typed (AES-256-GCM), fingerprints what must be found again (HMAC-SHA256) and chains what
must not change (keyed BLAKE2b).

Sealed bytes: version (1) · length of key id (1) · key id · nonce (12) · cipher text with its tag. The context
(for instance "help_request:482930571166") is authenticated, so a value moved to another row does not open.
Keys live in files, one folder, mode 0600: `session` (signs cookies), `data` (a ring, newest first), `hash`.
"""

import base64
import binascii
import hmac
import os
import secrets
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import blake2b, sha256
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from forms_service.errors import ConfigurationError

_VERSION = 1
_NONCE = 12
_KEY = 32
_NAMES = ("session", "data", "hash")


class SealBroken(Exception):
    """Sealed bytes do not open: wrong key, wrong context, or changed bytes."""


@dataclass(frozen=True)
class Keys:
    """The secrets of one installation. `data` is ordered, newest first; each key has 32 bytes."""

    session: bytes
    data: Mapping[str, bytes]
    hash: bytes


class Vault:
    """Seals and opens with the key ring, fingerprints with the hash key, and chains with a key made from it."""

    def __init__(self, keys: Keys) -> None:
        self._current = next(iter(keys.data))
        self._ciphers = {name: AESGCM(key) for name, key in keys.data.items()}
        self._hash_key = keys.hash
        self._chain_key = hmac.digest(keys.hash, b"chain", sha256)  # no fingerprint is ever a link, whatever it is of

    def seal(self, plain: bytes, context: str) -> bytes:
        """Encrypt `plain` under the newest key, bound to `context`."""
        nonce = os.urandom(_NONCE)
        name = self._current.encode()
        sealed = self._ciphers[self._current].encrypt(nonce, plain, context.encode())
        return bytes([_VERSION, len(name)]) + name + nonce + sealed

    def open(self, sealed: bytes, context: str) -> bytes:
        """Decrypt what `seal` made with the same context. Raises SealBroken."""
        try:
            version, length = sealed[0], sealed[1]
            name = sealed[2 : 2 + length].decode()
            nonce = sealed[2 + length : 2 + length + _NONCE]
            if version != _VERSION:
                raise SealBroken(f"unknown version {version}")
            return self._ciphers[name].decrypt(nonce, sealed[2 + length + _NONCE :], context.encode())
        except (IndexError, KeyError, ValueError, InvalidTag) as error:
            raise SealBroken(context.partition(":")[0]) from error

    def fingerprint(self, kind: str, value: str) -> bytes:
        """32 bytes that find an exact value again without holding it. Equal values of different kinds differ."""
        return hmac.digest(self._hash_key, f"{kind}\x00{value}".encode(), sha256)

    def link(self, previous: bytes, said: bytes) -> bytes:
        """32 bytes that bind what is `said` to the link before it. Without the key nobody makes the next one."""
        return blake2b(previous + said, digest_size=32, key=self._chain_key).digest()


def load_keys(folder: Path, *, create: bool) -> Keys:
    """Read the key files of `folder`; where `create` and none is there yet, make them once, readable by the owner only.

    Raises ConfigurationError with one line on a missing, unreadable or weak key. A lost key is never replaced.
    """
    if create and not any((folder / name).exists() for name in _NAMES):
        _make_keys(folder)
    ring = dict(_split(line, folder / "data") for line in _read(folder / "data").splitlines() if line.strip())
    if not ring:
        raise ConfigurationError(f"{folder / 'data'} holds no key. Restore it from the backup.")
    return Keys(
        session=_decode(_read(folder / "session").strip(), folder / "session"),
        data=ring,
        hash=_decode(_read(folder / "hash").strip(), folder / "hash"),
    )


def _make_keys(folder: Path) -> None:
    """All keys or none, on the disk before the first is used; of processes that start together, one makes them."""
    folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix=".keys-", dir=folder.parent))
    for name in _NAMES:
        _write_once(fresh / name, ("d1:" if name == "data" else "") + _new_key())
    _to_disk(fresh)
    try:
        fresh.rename(folder)
    except OSError:
        shutil.rmtree(fresh)
    _to_disk(folder.parent)


def _to_disk(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _new_key() -> str:
    return base64.b64encode(secrets.token_bytes(_KEY)).decode() + "\n"


def _write_once(path: Path, text: str) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="ascii")
    except FileNotFoundError:
        raise ConfigurationError(
            f"The key file {path} is missing. Restore it from the backup (a new installation: make keys)."
        ) from None
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"The key file {path} cannot be read: {type(error).__name__}.") from None


def _split(line: str, path: Path) -> tuple[str, bytes]:
    name, colon, text = line.strip().partition(":")
    if not colon or not 1 <= len(name) <= 20:
        raise ConfigurationError(f"The key file {path} needs lines of the form name:base64.")
    return name, _decode(text, path)


def _decode(text: str, path: Path) -> bytes:
    try:
        key = base64.b64decode(text, validate=True)
    except binascii.Error:
        raise ConfigurationError(f"The key file {path} is not base64.") from None
    if len(key) != _KEY or len(set(key)) < 8:
        raise ConfigurationError(f"The key in {path} is weak: {_KEY} random bytes are needed.")
    return key
