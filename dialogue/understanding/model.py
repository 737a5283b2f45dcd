"""The model: what was learned from examples, and how a question is understood with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np

from dialogue.understanding.arrays import Floats
from dialogue.understanding.features import Grams
from dialogue.understanding.prior import Prior
from dialogue.understanding.regression import softmax
from dialogue.understanding.rows import Sums
from dialogue.understanding.understood import Band, Guess, Understood

GUESSES: Final = 5
_NEIGHBOURS: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Linear:
    """Weights (columns by classes) and biases of one regression."""

    weights: Floats
    biases: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Letters:
    """What the pieces of a question say: which class it is of, and whether it tells of danger."""

    grams: Grams
    classes: Linear
    danger: Linear

    def scores(self, texts: Sequence[str]) -> tuple[Floats, Floats]:
        """Score bridged texts (rows) by classes, and by calm and danger."""
        rows = self.grams.rows(texts)
        sums = Sums(rows.starts, rows.columns, rows.values)
        return (
            sums.of(self.classes.weights) + self.classes.biases,
            sums.of(self.danger.weights) + self.danger.biases,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """What the vector of a question says: by regressions, and by the examples nearest to it.

    `centre` is taken off every vector. `examples` (rows of length 1) stand class by class, those of
    class `i` at `starts[i]:starts[i + 1]`.
    """

    centre: Floats
    classes: Linear
    danger: Linear
    examples: Floats
    starts: Sequence[int]

    def scores(self, vectors: Floats) -> tuple[Floats, Floats, Floats]:
        """Score vectors (rows) by classes, by calm and danger, and by nearness to each class."""
        off = SCALE * (vectors - self.centre)
        return (
            off @ self.classes.weights + self.classes.biases,
            off @ self.danger.weights + self.danger.biases,
            self._nearness(unit(off)),
        )

    def _nearness(self, off: Floats) -> Floats:
        """Take the mean cosine of the nearest few examples of each class."""
        if len(off) == 1:
            near = np.einsum("ij,kj->ik", off, self.examples)  # BLAS would wake other threads
        else:
            near = off @ self.examples.T
        nearness = np.zeros((len(off), len(self.starts) - 1), dtype=np.float32)
        for number, (start, end) in enumerate(pairwise(self.starts)):
            count = min(_NEIGHBOURS, end - start)
            if count:
                nearest = np.partition(near[:, start:end], -count, axis=1)[:, -count:]
                nearness[:, number] = nearest.mean(axis=1)
        return nearness


SCALE: Final = 10
"""Vectors of texts lie close together; drawn apart they are learned in fewer steps."""


def unit(vectors: Floats) -> Floats:
    """Give vectors (rows) the length 1."""
    lengths: Floats = np.linalg.norm(vectors, axis=1, keepdims=True)
    return vectors / np.maximum(lengths, 1e-9)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mix:
    """How much each scorer counts; logarithms of probabilities are added by these weights."""

    letters: float
    meaning: float = 0.0
    nearness: float = 0.0
    keywords: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """From which probability a topic is answered at once or offered, and danger is told."""

    answer: float
    offer: float
    danger: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Scorers:
    """All that was learned; `classes` names the topics, and last what is none of them.

    `meaning` is None where there were no vectors to learn from.
    """

    classes: tuple[str, ...]
    letters: Letters
    meaning: Meaning | None
    prior: Prior
    mix: Mix

    def weighed(self, texts: Sequence[str], vectors: Floats | None) -> tuple[Floats, Floats]:
        """Give the probabilities of the classes (rows by classes), and those of danger (rows)."""
        classes, danger = self.letters.scores(texts)
        scores = self.mix.letters * _logarithms(classes)
        scores += self.mix.keywords * np.stack([self.prior.scores(text) for text in texts])
        if self.meaning is not None and vectors is not None:
            by_meaning, dangerous, nearness = self.meaning.scores(vectors)
            scores += self.mix.meaning * _logarithms(by_meaning) + self.mix.nearness * nearness
            danger = (danger + dangerous) / 2
        return softmax(scores), softmax(danger)[:, 1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """Scorers, and the thresholds that were found for them."""

    scorers: Scorers
    thresholds: Thresholds

    @property
    def topics(self) -> tuple[str, ...]:
        """Name the topics that may be understood."""
        return self.scorers.classes[:-1]

    @property
    def takes_vectors(self) -> bool:
        """Tell whether the vector of a question says something to this model."""
        return self.scorers.meaning is not None

    def understood(self, text: str, vector: Floats | None = None) -> Understood:
        """Understand one bridged question; `vector` is that of the bridged text."""
        vectors = None if vector is None else vector[None]
        shares, danger = self.scorers.weighed([text], vectors)
        order = np.argsort(-shares[0, :-1], kind="stable")[:GUESSES].tolist()
        guesses = [Guess(topic_id=self.topics[at], score=float(shares[0, at])) for at in order]
        return Understood(
            band=self._band(guesses),
            guesses=tuple(guesses),
            danger=float(danger[0]),
            is_danger=bool(danger[0] >= self.thresholds.danger),
        )

    def _band(self, guesses: Sequence[Guess]) -> Band:
        if not guesses or guesses[0].score < self.thresholds.offer:
            return "none"
        return "answer" if guesses[0].score >= self.thresholds.answer else "offer"


def _logarithms(scores: Floats) -> Floats:
    shares: Floats = np.log(np.maximum(softmax(scores), 1e-9))
    return shares
