"""Choices as people type them: by the number on the screen, by label, by name."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import product

from dialogue.reading.cleaning import digits, folded, visible
from dialogue.reading.particles import stems
from dialogue.reading.reading import Unread

_INTEGER = re.compile(r"-?[0-9]{1,18}")
_SEPARATORS = (re.compile(r"[\n,;/、+]+"), re.compile(r"[\s,;/、+]+|และ|กับ|ແລະ|ກັບ"))
_NEGATIONS = tuple(map(folded, ("ไม่", "ບໍ່")))
_SHORTEST_PART = 2  # letters of a label that may stand for it


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One choice of a list, with all that may be typed for it.

    `number` is what stands beside it on the screen: the only number that is read.
    """

    name: str
    number: str
    label: str
    short: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Several:
    """More than one choice fits what was typed; they are to be offered."""

    names: tuple[str, ...]


def numbers(names: Sequence[str]) -> tuple[str, ...]:
    """Give the number that stands beside each choice: its name, if all are distinct integers."""
    values = [int(name) for name in names if _INTEGER.fullmatch(name)]
    if len(values) == len(names) == len(set(values)):
        return tuple(names)
    return tuple(str(position) for position in range(1, len(names) + 1))


def read_choice(text: str, options: Sequence[Option]) -> str | Several | Unread:
    """Read one choice and give its name.

    First the number on the screen, then an exact label, then a part of a label that fits only one.
    A part before which the label says "not" is offered, never taken: it means the opposite.
    """
    plain = digits(visible(text)).strip()
    if not plain:
        return Unread(why="blank")
    if (name := exact_choice(plain, options)) is not None:
        return name
    if _is_numeric(folded(plain)):
        return Unread(why="not_a_choice")
    fitting = tuple(option.name for option in options if _fits(folded(plain), option))
    plainly = [option.name for option in options if _says(folded(plain), option)]
    if len(fitting) == len(plainly) == 1:
        return plainly[0]
    return Several(names=fitting) if fitting else Unread(why="not_a_choice")


def read_choices(text: str, options: Sequence[Option]) -> tuple[str, ...] | Several | Unread:
    """Read several choices (1 3 5, or labels) and give their names in the order of the list."""
    whole = read_choice(text, options)
    if isinstance(whole, str):
        return (whole,)
    for separators, read in product(_SEPARATORS, (exact_choice, _any_choice)):
        parts = [part for part in separators.split(digits(text)) if folded(part)]
        names = [read(part, options) for part in parts]
        if parts and all(names):
            return tuple(option.name for option in options if option.name in names)
    return whole


def read_ranking(text: str, options: Sequence[Option]) -> tuple[str, ...] | Unread:
    """Read all choices in the order that was typed (2 1 3, or labels), each of them once."""
    for separators in _SEPARATORS:
        parts = [part for part in separators.split(digits(text)) if folded(part)]
        names = [exact_choice(part, options) or "" for part in parts]
        if sorted(names) == sorted(option.name for option in options):
            return tuple(names)
    return Unread(why="not_a_choice")


def exact_choice(text: str, options: Sequence[Option]) -> str | None:
    """Give the name of the choice that was typed in full: its number, its label or its name."""
    plain = digits(visible(text)).replace("−", "-").strip(" .)")
    if _INTEGER.fullmatch(plain):
        return _only(options, lambda option: int(option.number) == int(plain))
    words = [word for word in stems(text) if not _is_numeric(word)]
    by_label = _only(options, lambda option: not _labels(option).isdisjoint(words))
    return by_label or _only(options, lambda option: folded(option.name) in words)


def search(text: str, options: Sequence[Option]) -> tuple[str, ...]:
    """Give the names of all choices whose label holds what was typed, beginnings first."""
    word = folded(text)
    fitting = [option for option in options if word and _fits(word, option, shortest=1)]
    fitting.sort(key=lambda option: not folded(option.label).startswith(word))
    return tuple(option.name for option in fitting)


def _any_choice(text: str, options: Sequence[Option]) -> str | None:
    read = read_choice(text, options)
    return read if isinstance(read, str) else None


def _is_numeric(word: str) -> bool:
    return word.lstrip("-").isdigit()


def _fits(word: str, option: Option, *, shortest: int = _SHORTEST_PART) -> bool:
    return len(word) >= shortest and any(word in label for label in _labels(option))


def _says(word: str, option: Option) -> bool:
    """Tell whether a label holds these words without saying "not" before them."""
    if not _fits(word, option):
        return False
    heads = [label.partition(word)[0] for label in _labels(option) if word in label]
    return not any(no in head for head in heads for no in _NEGATIONS)


def _labels(option: Option) -> frozenset[str]:
    return frozenset(folded(label) for label in (option.label, option.short) if label)


def _only(options: Sequence[Option], fits: Callable[[Option], bool]) -> str | None:
    found = [option.name for option in options if fits(option)]
    return found[0] if len(found) == 1 else None
