"""Rows that are learned from: vectors, or few entries among many columns."""

from collections.abc import Iterator
from typing import Final, Protocol

import numpy as np

from dialogue.understanding.arrays import Floats, Ints
from dialogue.understanding.features import Sparse

_CELLS: Final = 1 << 13


class Rows(Protocol):
    """What can be learned from; `shape` counts rows and columns."""

    shape: tuple[int, int]

    def times(self, weights: Floats) -> Floats:
        """Multiply the rows with weights (columns by classes)."""
        ...

    def back(self, errors: Floats) -> Floats:
        """Multiply the turned rows with errors (rows by classes)."""
        ...


class DenseRows:
    """Rows of vectors."""

    def __init__(self, vectors: Floats) -> None:
        self._vectors = vectors
        self.shape = (vectors.shape[0], vectors.shape[1])

    def times(self, weights: Floats) -> Floats:
        """Multiply the rows with weights (columns by classes)."""
        return self._vectors @ weights

    def back(self, errors: Floats) -> Floats:
        """Multiply the turned rows with errors (rows by classes)."""
        return self._vectors.T @ errors


class SparseRows:
    """Rows of few entries, kept by rows and by columns."""

    def __init__(self, rows: Sparse) -> None:
        self.shape = (len(rows), rows.width)
        self._forth = Sums(rows.starts, rows.columns, rows.values)
        order = np.argsort(rows.columns, kind="stable")
        row_of = np.repeat(np.arange(len(rows), dtype=np.int32), np.diff(rows.starts))
        starts = np.searchsorted(rows.columns[order], np.arange(rows.width + 1))
        self._back = Sums(starts, row_of[order], rows.values[order])

    def times(self, weights: Floats) -> Floats:
        """Multiply the rows with weights (columns by classes)."""
        return self._forth.of(weights)

    def back(self, errors: Floats) -> Floats:
        """Multiply the turned rows with errors (rows by classes)."""
        return self._back.of(errors)


class Sums:
    """Weighted sums of rows of a table; sum `i` takes the entries `starts[i]:starts[i + 1]`.

    Sums of about the same length are made together, some thousand entries at once: that is several
    times faster than one after the other, and takes little memory.
    """

    def __init__(self, starts: Ints, picked: Ints, values: Floats) -> None:
        self._count = len(starts) - 1
        self._groups = list(_groups(starts, picked, values))

    def of(self, table: Floats) -> Floats:
        """Make the sums of the rows of this table."""
        sums = np.zeros((self._count, table.shape[1]), dtype=np.float32)
        for places, picked, values in self._groups:
            sums[places] = np.matmul(values[:, None], table[picked])[:, 0]
        return sums


def _groups(starts: Ints, picked: Ints, values: Floats) -> Iterator[tuple[Ints, Ints, Floats]]:
    lengths = np.diff(starts)
    order = np.argsort(lengths, kind="stable")
    order = order[lengths[order] > 0]
    at = 0
    while at < len(order):
        shortest = int(lengths[order[at]])
        longest = max(shortest * 6 // 5, shortest + 1)
        alike = int(np.searchsorted(lengths[order[at:]], longest, side="right"))
        places = order[at : at + min(alike, max(1, _CELLS // longest))]
        at += len(places)
        yield places, *_padded(starts[places], lengths[places], picked, values)


def _padded(starts: Ints, lengths: Ints, picked: Ints, values: Floats) -> tuple[Ints, Floats]:
    """Lay entries out as a table; what is too short is filled up with nothing."""
    columns = np.arange(int(lengths.max()))
    is_there = columns < lengths[:, None]
    taken = (starts[:, None] + columns)[is_there]
    rows = np.zeros(is_there.shape, dtype=np.int32)
    weights = np.zeros(is_there.shape, dtype=np.float32)
    rows[is_there], weights[is_there] = picked[taken], values[taken]
    return rows, weights
