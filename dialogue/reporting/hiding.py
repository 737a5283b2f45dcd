"""Hiding small counts, and as many more as it takes that no hidden count can be computed."""

from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Generic, TypeVar

K = TypeVar("K", bound=Hashable)

LEAST: Final = 5
"""The smallest count of people that is shown, besides nought."""

_DEEPEST: Final = 14  # counts that are changed together in one trial
_TRIALS: Final = 400  # for one count


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum(Generic[K]):
    """A count that is the sum of others: a total of a row, of a column, or of the areas below."""

    total: K
    parts: tuple[K, ...]


def hidden(
    values: Mapping[K, int],
    sums: Sequence[Sum[K]],
    *,
    already: Collection[K] = (),
    fixed: Collection[K] = (),
    least: int = LEAST,
) -> frozenset[K]:
    """Tell which counts are hidden.

    Those from 1 to `least` - 1 are, and for each hidden count so many more that it might as well
    be one more or one less: there are other counts, none of them nought, that fit all that is
    shown and all `sums`. Nought is shown, for it is nobody's. `already` are hidden elsewhere, and
    `fixed` shown elsewhere, so that they stay so; where nothing but fixed counts is left to hide,
    it ends there.
    """
    small = {key for key, value in values.items() if 0 < value < least and key not in fixed}
    search = _Search(
        values=values, sums=sums, hidden=small | {key for key in already if values.get(key)}
    )
    waiting = sorted(search.hidden, key=repr)
    while waiting:
        key = waiting[-1]
        if search.is_free(key) or (extra := search.next_to_hide(key, fixed)) is None:
            waiting.pop()
        else:
            search.hidden.add(extra)
            waiting.append(extra)
    return frozenset(search.hidden)


@dataclass(slots=True, kw_only=True)
class _Search(Generic[K]):
    """Looks for other counts that would look the same."""

    values: Mapping[K, int]
    sums: Sequence[Sum[K]]
    hidden: set[K]
    _of: dict[K, list[int]] = field(default_factory=dict)
    _trials: int = 0

    def __post_init__(self) -> None:
        for number, one in enumerate(self.sums):
            for key in (one.total, *one.parts):
                self._of.setdefault(key, []).append(number)

    def is_free(self, key: K) -> bool:
        """Tell whether a hidden count might be one more or one less, for all that is shown."""
        self._trials = 0
        return any(self._may(key, step, {}, {}) for step in (1, -1))

    def next_to_hide(self, key: K, fixed: Collection[K]) -> K | None:
        """Choose what is hidden next for a count: the smallest near it, a part before a total."""
        near, reached = [key], {key}
        for one in near:
            found = [
                other
                for number in self._of.get(one, ())
                for other in self._all(number)
                if other not in self.hidden and self.values[other] and other not in fixed
            ]
            if found:
                return min(found, key=lambda other: (*self._rank(other), repr(other)))
            for number in self._of.get(one, ()):
                fresh = [other for other in self._all(number) if other in self.hidden - reached]
                near += fresh
                reached.update(fresh)
        return None

    def _rank(self, key: K) -> tuple[bool, int]:
        is_total = any(self.sums[number].total == key for number in self._of[key])
        return is_total, self.values[key]

    def _all(self, number: int) -> Iterator[K]:
        yield self.sums[number].total
        yield from self.sums[number].parts

    def _may(self, key: K, step: int, moved: Mapping[K, int], off: Mapping[int, int]) -> bool:
        """Try to change a count by `step` and to put right, by others, what is `off` then."""
        self._trials += 1
        is_over = self._trials > _TRIALS or len(moved) >= _DEEPEST
        if is_over or self.values[key] + step < 1:
            return False
        moved, off = {**moved, key: step}, dict(off)
        for number in self._of.get(key, ()):
            off[number] = off.get(number, 0) + self._sign(number, key) * step
        return self._settle(moved, {number: by for number, by in off.items() if by})

    def _settle(self, moved: Mapping[K, int], off: Mapping[int, int]) -> bool:
        if not off:
            return True
        number, by = next(iter(off.items()))
        step = -1 if by > 0 else 1
        return any(
            self._may(key, step * self._sign(number, key), moved, off)
            for key in self._all(number)
            if key in self.hidden and key not in moved
        )

    def _sign(self, number: int, key: K) -> int:
        return -1 if self.sums[number].total == key else 1
