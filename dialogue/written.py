"""Phrases as plain values that JSON can hold, and back."""

from collections.abc import Mapping
from typing import Any

from dialogue.phrase import Phrase, Value


def plain(phrase: Phrase) -> dict[str, Any]:
    """Write a phrase as plain values; it may hold strings, numbers and phrases."""
    return {
        "msgid": phrase.msgid,
        "values": plain_values(phrase.values),
        "spoken": phrase.spoken,
    }


def plain_values(values: Mapping[str, Value]) -> dict[str, Any]:
    """Write the values of a phrase.

    Raises:
        TypeError: at a date or a time.
    """
    return {name: _plain(value) for name, value in values.items()}


def phrase_of(told: Mapping[str, Any]) -> Phrase:
    """Read what `plain` wrote."""
    return Phrase(msgid=told["msgid"], values=values_of(told["values"]), spoken=told["spoken"])


def values_of(told: Mapping[str, Any]) -> dict[str, Value]:
    """Read what `plain_values` wrote."""
    return {
        name: phrase_of(value) if isinstance(value, Mapping) else value
        for name, value in told.items()
    }


def _plain(value: Value) -> object:
    if isinstance(value, Phrase):
        return plain(value)
    if isinstance(value, str | int | float):
        return value
    raise TypeError(f"a {type(value).__name__} is not written down")
