"""Keys: derived from the secret key, sealing fields and hashing what is looked up."""

import hmac
import os
import secrets
from base64 import urlsafe_b64encode
from collections.abc import Sequence
from hashlib import sha256

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from typing_extensions import override

from models.columns import Vault

_NONCE = 12  # bytes, as AES-GCM has it (NIST SP 800-38D)
_NAME = 4  # bytes in front of a sealed value that name its key
_LOOKUP = 32
_PLACE = "notes|data|key check"


class WrongKeyError(Exception):
    """The secret key does not fit this database: give the key that it was made with."""


def new_secret() -> str:
    """Make a secret key that nobody can guess (256 bits)."""
    return secrets.token_urlsafe(32)


def derived(secret: str, label: str) -> bytes:
    """Derive 32 bytes for one purpose (HKDF, RFC 5869)."""
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=f"siao {label}".encode()).derive(
        secret.encode()
    )


class Keyring(Vault):
    """The keys of a running bot.

    Writes with the first of `secret_keys` and reads with any. What is looked up is hashed under a
    key that lies in the database, sealed with the secret key: so that it stays the same when the
    secret key is changed. That sealed key is also the proof that a secret key fits a database.
    """

    def __init__(self, secret_keys: Sequence[str], *, lookup: bytes) -> None:
        self._fields = _fields(secret_keys)
        self._writer = next(iter(self._fields))
        self._lookup = lookup
        self._cookies = derived(secret_keys[0], "cookies")

    @override
    def seal(self, plain: bytes, place: str) -> bytes:
        return _seal(self._writer, self._fields[self._writer], plain, place)

    @override
    def unseal(self, sealed: bytes, place: str) -> bytes:
        return _unseal(self._fields, sealed, place)

    @override
    def hashed(self, text: str) -> str:
        # hmac.digest would let go of the interpreter for every few bytes, and wait to get it back.
        digest = hmac.new(self._lookup, text.encode("utf-8", "surrogatepass"), "sha256").digest()
        return urlsafe_b64encode(digest[:16]).decode().rstrip("=")

    def key_check(self) -> bytes:
        """Seal the look-up key under the key that writes, to be laid into the database."""
        return self.seal(self._lookup, _PLACE)

    @property
    def writer(self) -> bytes:
        """The name of the key that writes, as it stands in front of sealed values."""
        return self._writer


def new_keyring(secret_keys: Sequence[str]) -> Keyring:
    """Make the keys of an empty database."""
    return Keyring(secret_keys, lookup=os.urandom(_LOOKUP))


def opened_keyring(secret_keys: Sequence[str], key_check: bytes) -> Keyring:
    """Open the keys of a database.

    Raises:
        WrongKeyError: when no given key fits.
    """
    return Keyring(secret_keys, lookup=_unseal(_fields(secret_keys), key_check, _PLACE))


def _fields(secret_keys: Sequence[str]) -> dict[bytes, AESGCM]:
    keys = [derived(secret, "fields") for secret in secret_keys]
    return {sha256(key).digest()[:_NAME]: AESGCM(key) for key in keys}


def _seal(name: bytes, cipher: AESGCM, plain: bytes, place: str) -> bytes:
    nonce = os.urandom(_NONCE)
    return name + nonce + cipher.encrypt(nonce, plain, place.encode())


def _unseal(ciphers: dict[bytes, AESGCM], sealed: bytes, place: str) -> bytes:
    name, nonce, rest = sealed[:_NAME], sealed[_NAME : _NAME + _NONCE], sealed[_NAME + _NONCE :]
    table = place.split("|", maxsplit=1)[0]
    if name not in ciphers:
        raise WrongKeyError(f"what is kept in {table} was sealed with another key")
    try:
        return ciphers[name].decrypt(nonce, rest, place.encode())
    except InvalidTag as broken:
        raise WrongKeyError(f"what is kept in {table} does not open here") from broken
