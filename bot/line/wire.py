"""JSON as it comes over the wire, read whatever it holds."""

import json
from collections.abc import Mapping
from typing import TypeAlias

import msgspec

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"
_REPLACEMENT = "\ufffd"


class NotJsonError(ValueError):
    """What came is no JSON."""


def read(raw: bytes | str) -> Json:
    """Read JSON; NUL and lone surrogates, which no database takes, are replaced.

    Raises:
        NotJsonError: when it is none.
    """
    try:
        value: Json = msgspec.json.decode(raw)
    except msgspec.DecodeError:
        value = _read_patiently(raw)
    return _cleaned(value) if _has_nul(raw) else value


def field(value: Json, *names: str) -> Json:
    """Follow `names` into nested objects; None where the path ends early."""
    for name in names:
        value = value.get(name) if isinstance(value, Mapping) else None
    return value


def text(value: Json, *names: str) -> str:
    """Give the text at a path; "" where there is none."""
    found = field(value, *names)
    return found if isinstance(found, str) else ""


def number(value: Json, *names: str) -> float | None:
    """Give the number at a path; None where there is none."""
    found = field(value, *names)
    return found if isinstance(found, int | float) and not isinstance(found, bool) else None


def _read_patiently(raw: bytes | str) -> Json:
    # The standard reader takes lone surrogates, which the fast one refuses.
    try:
        loose = raw.decode("utf-8", "surrogateescape") if isinstance(raw, bytes) else raw
        value: Json = json.loads(loose, strict=False)
    except (ValueError, RecursionError) as broken:
        raise NotJsonError("no JSON") from broken
    return _cleaned(value)


def _has_nul(raw: bytes | str) -> bool:
    return (b"\\u0000" if isinstance(raw, bytes) else "\\u0000") in raw  # type: ignore[operator]  # like stands beside like


def _cleaned(value: Json) -> Json:
    if isinstance(value, str):
        safe = value.encode("utf-8", "surrogatepass").decode("utf-8", "replace")
        return safe.replace("\x00", _REPLACEMENT)
    if isinstance(value, list):
        return [_cleaned(item) for item in value]
    if isinstance(value, dict):
        return {key: _cleaned(item) for key, item in value.items()}
    return value


def written(value: Json) -> bytes:
    """Write JSON."""
    return msgspec.json.encode(value)
