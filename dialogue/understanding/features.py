"""Features: the pieces of two to four letters that a question is made of, weighed by rarity."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Self

import numpy as np

from dialogue.understanding.arrays import Floats, Ints

SIZES: Final = (2, 3, 4)

MOST: Final = 12_000
"""How many pieces are known at most: the commonest; more take memory and tell little."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sparse:
    """Rows with few entries: those of row `i` stand at `starts[i]:starts[i + 1]`."""

    starts: Ints
    columns: Ints
    values: Floats
    width: int

    def __len__(self) -> int:
        """Count the rows."""
        return len(self.starts) - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Grams:
    """The pieces that are known, each with its column and its rarity (smoothed idf)."""

    columns: Mapping[str, int]
    rarity: Floats

    @classmethod
    def of(cls, texts: Sequence[str]) -> Self:
        """Learn the pieces of texts; of many texts only those that stand in some of them."""
        seen = Counter(piece for text in texts for piece in set(pieces(text)))
        at_least = 1 + min(2, len(texts) // 1000)
        often = [piece for piece, times in seen.items() if times >= at_least]
        known = sorted(sorted(often, key=lambda piece: (-seen[piece], piece))[:MOST])
        times = np.array([seen[piece] for piece in known], dtype=np.float32)
        rarity = np.log((1 + len(texts)) / (1 + times)) + 1
        return cls(
            columns={piece: at for at, piece in enumerate(known)}, rarity=rarity.astype(np.float32)
        )

    def rows(self, texts: Iterable[str]) -> Sparse:
        """Weigh the pieces of texts: 1 + ln(times), by rarity, each row of length 1."""
        starts: list[int] = [0]
        columns: list[Ints] = [np.empty(0, dtype=np.int32)]
        values: list[Floats] = [np.empty(0, dtype=np.float32)]
        for text in texts:
            found = Counter(self.columns[p] for p in pieces(text) if p in self.columns)
            at = np.fromiter(found.keys(), dtype=np.int32, count=len(found))
            weight = np.fromiter(found.values(), dtype=np.float32, count=len(found))
            weight = (1 + np.log(weight)) * self.rarity[at]
            columns.append(at)
            values.append(weight / (np.linalg.norm(weight) or 1))
            starts.append(starts[-1] + len(at))
        return Sparse(
            starts=np.array(starts, dtype=np.int32),
            columns=np.concatenate(columns),
            values=np.concatenate(values).astype(np.float32),
            width=len(self.rarity),
        )


def pieces(text: str) -> list[str]:
    """Cut a text into its pieces; a blank stands before and after it."""
    text = f" {text} "
    return [text[at : at + size] for size in SIZES for at in range(len(text) - size + 1)]
