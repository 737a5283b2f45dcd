"""Functions that encode strings, and take signed ones apart (ODK XForms; JavaRosa's own)."""

import base64
import binascii
import hashlib
import re

from dialogue.xforms.env import Env
from dialogue.xforms.errors import FormError
from dialogue.xforms.nodes import Node
from dialogue.xforms.xpath.compiled import Compiled
from dialogue.xforms.xpath.functions.base import Call, Function, of_text

_ALGORITHMS = {
    "MD5": "md5",
    "SHA1": "sha1",
    "SHA256": "sha256",
    "SHA384": "sha384",
    "SHA512": "sha512",
}
_NO_BASE64 = re.compile("[^A-Za-z0-9+/=]")
_ENCODINGS = frozenset({"HEX", "BASE64"})
_SIGNATURE = 64  # bytes, before the message (RFC 8032, 5.1.6)


def _digest(call: Call) -> Compiled:
    """Digest a string (XForms 1.1, 7.8.1); the encoding is base64 unless it is said otherwise."""
    text, algorithm = call.args[0].text(), call.args[1].text()
    encoding = call.args[2].text() if len(call.args) == 3 else None
    _check(call)

    def work(e: Env, n: Node) -> str:
        name = _ALGORITHMS.get(_folded(algorithm(e, n)))
        if name is None:
            return ""
        digested = hashlib.new(name, text(e, n).encode(), usedforsecurity=False).digest()
        if encoding is not None and _folded(encoding(e, n)) == "HEX":
            return digested.hex()
        return base64.b64encode(digested).decode()

    return Compiled(work, "string")


def _check(call: Call) -> None:
    algorithm, encoding = call.literal(1), call.literal(2)
    if algorithm is not None and _folded(algorithm) not in _ALGORITHMS:
        raise FormError(f"digest() does not know the algorithm {algorithm!r}")
    if encoding is not None and _folded(encoding) not in _ENCODINGS:
        raise FormError(f"digest() does not know the encoding {encoding!r}")


def _folded(name: str) -> str:
    return name.upper().replace("-", "")


def _encode(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


def _decode(text: str) -> str:
    """Decode base64 as JavaRosa does: what is no letter of it is left out, a part is blank."""
    return _bytes(text).decode(errors="replace")


def _bytes(text: str) -> bytes:
    try:
        return base64.b64decode(_NO_BASE64.sub("", text), validate=True)
    except binascii.Error:
        return b""


def _extract_signed(call: Call) -> Compiled:
    """Take the message out of signed contents; both arguments are base64, as JavaRosa has it."""
    contents, public_key = call.args[0].text(), call.args[1].text()
    return Compiled(
        lambda e, n: _signed(_bytes(contents(e, n)), _bytes(public_key(e, n))), "string"
    )


def _signed(contents: bytes, public_key: bytes) -> str:
    """Tell the message after an Ed25519 signature; blank unless the key signed it."""
    from cryptography.exceptions import InvalidSignature  # noqa: PLC0415  # heavy, seldom needed
    from cryptography.hazmat.primitives.asymmetric.ed25519 import (  # noqa: PLC0415  # the same
        Ed25519PublicKey,
    )

    signature, message = contents[:_SIGNATURE], contents[_SIGNATURE:]
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, message)
    except (InvalidSignature, ValueError):
        return ""
    return message.decode(errors="replace")


FUNCTIONS: dict[str, Function] = {
    "digest": Function(2, 3, _digest),
    "base64-encode": of_text("string", _encode),
    "base64-decode": of_text("string", _decode),
    "extract-signed": Function(2, 2, _extract_signed),
}
