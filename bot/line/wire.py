"""JSON as it comes over the wire, read whatever it holds."""

import json
from collections.abc import Iterable
from typing import TypeAlias

import msgspec

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"
_REPLACEMENT = "\ufffd"
_DEEPEST = 100  # nesting; LINE's own goes to about 8, and Python's stack holds a few hundred


class NotJsonError(ValueError):
    """What came is no JSON."""


def read(raw: bytes | str) -> Json:
    """Read JSON; NUL and lone surrogates, which no database takes, are replaced.

    Raises:
        NotJsonError: when it is none, or nested deeper than anything that means something.
    """
    try:
        value: Json = msgspec.json.decode(raw)
    except RecursionError as bomb:
        raise NotJsonError("nested too deep") from bomb
    except (msgspec.DecodeError, UnicodeDecodeError):
        value = _read_patiently(raw)
    if _opened(raw) > _DEEPEST and _is_too_deep(value):
        raise NotJsonError("nested too deep")
    return _cleaned(value) if _has_nul(raw) else value


def field(value: Json, *names: str) -> Json:
    """Follow `names` into nested objects; None where the path ends early."""
    for name in names:
        value = value.get(name) if isinstance(value, dict) else None
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
    if _is_too_deep(value):
        raise NotJsonError("nested too deep")
    return _cleaned(value)


def _opened(raw: bytes | str) -> int:
    if isinstance(raw, str):
        return raw.count("[") + raw.count("{")
    return raw.count(b"[") + raw.count(b"{")


def _is_too_deep(value: Json) -> bool:
    level = [value]
    for _ in range(_DEEPEST):
        level = [child for parent in level for child in _children(parent)]
        if not level:
            return False
    return True


def _children(value: Json) -> Iterable[Json]:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()


def _has_nul(raw: bytes | str) -> bool:
    return (b"\\u0000" if isinstance(raw, bytes) else "\\u0000") in raw  # type: ignore[operator]  # like stands beside like


def _cleaned(value: Json) -> Json:
    if isinstance(value, str):
        return _safe(value)
    if isinstance(value, list):
        return [_cleaned(item) for item in value]
    if isinstance(value, dict):
        return {_safe(key): _cleaned(item) for key, item in value.items()}
    return value


def _safe(words: str) -> str:
    safe = words.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return safe.replace("\x00", _REPLACEMENT)


def written(value: Json) -> bytes:
    """Write JSON."""
    return msgspec.json.encode(value)
