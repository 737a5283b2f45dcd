"""Functions that encode strings (ODK XForms: digest and base64)."""

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
    try:
        return base64.b64decode(_NO_BASE64.sub("", text), validate=True).decode(errors="replace")
    except binascii.Error:
        return ""


FUNCTIONS: dict[str, Function] = {
    "digest": Function(2, 3, _digest),
    "base64-encode": of_text("string", _encode),
    "base64-decode": of_text("string", _decode),
}
