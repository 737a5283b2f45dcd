"""Training: a model out of examples."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, Self

import numpy as np

from dialogue.understanding.arrays import Floats, Ints
from dialogue.understanding.bridging import Bridge
from dialogue.understanding.example import OUT_OF_SCOPE, Example, Lessons
from dialogue.understanding.features import Grams
from dialogue.understanding.model import (
    SCALE,
    Letters,
    Linear,
    Meaning,
    Mix,
    Model,
    Scorers,
    unit,
)
from dialogue.understanding.prior import Prior
from dialogue.understanding.regression import fit
from dialogue.understanding.rows import DenseRows, Rows, SparseRows
from dialogue.understanding.thresholds import USUAL, found

ALONE: Final = Mix(letters=1.0, keywords=0.1)
TOGETHER: Final = Mix(letters=0.4, meaning=0.6, nearness=3.0, keywords=0.1)
"""Chosen by what is understood of `content/understanding/frozen.tsv` (docs/understanding.md)."""

FOLDS: Final = 4
_OF_LETTERS: Final = 0.1
_OF_MEANING: Final = 3.0
_STEPS: Final = 30
_AT_ONCE: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """Examples made ready, row by row: bridged texts, classes, danger (1 or 0), and vectors.

    `names` are the names of the classes. Vectors are half floats, to take little memory.
    """

    names: tuple[str, ...]
    texts: Sequence[str]
    classes: Ints
    danger: Ints
    vectors: Floats | None

    def only(self, rows: Ints) -> Self:
        """Take some rows."""
        return replace(
            self,
            texts=[self.texts[at] for at in rows.tolist()],
            classes=self.classes[rows],
            danger=self.danger[rows],
            vectors=None if self.vectors is None else self.vectors[rows],
        )


def in_order(examples: Sequence[Example]) -> list[Example]:
    """Put examples into the order in which they are learned, whatever order they came in."""
    return sorted(set(examples), key=lambda e: (e.intent, e.text, e.lang, e.is_danger))


def train(lessons: Lessons, bridge: Bridge, vectors: Floats | None = None) -> Model:
    """Train a model; `vectors` are of the bridged texts of `in_order(examples)`, row by row.

    The same examples make the same model, whatever order they come in.
    """
    lesson, prior = _prepared(lessons, bridge, vectors)
    shares, danger = _seen_by_others(lesson, prior)
    return Model(
        scorers=learned(lesson, prior),
        thresholds=found(shares, danger, lesson.classes, lesson.danger),
    )


def train_at_once(lessons: Lessons, bridge: Bridge) -> Model:
    """Train a rough model in about a second: by letters alone, with thresholds of experience."""
    lesson, prior = _prepared(lessons, bridge, None)
    return Model(scorers=learned(lesson, prior), thresholds=USUAL)


def _prepared(lessons: Lessons, bridge: Bridge, vectors: Floats | None) -> tuple[Lesson, Prior]:
    examples = in_order(lessons.examples)
    topics = sorted({example.intent for example in examples} - {OUT_OF_SCOPE})
    names = (*topics, OUT_OF_SCOPE)
    number = {name: at for at, name in enumerate(names)}
    lesson = Lesson(
        names=names,
        texts=[bridge.thai(example.text) for example in examples],
        classes=np.array([number[example.intent] for example in examples], dtype=np.int32),
        danger=np.array([example.is_danger for example in examples], dtype=np.int32),
        vectors=None if vectors is None else vectors.astype(np.float16),
    )
    return lesson, Prior.of(_bridged(lessons, bridge), names)


def learned(lesson: Lesson, prior: Prior) -> Scorers:
    """Learn from a lesson, without thresholds."""
    grams = Grams.of(lesson.texts)
    rows = SparseRows(grams.rows(lesson.texts))
    return Scorers(
        classes=lesson.names,
        letters=Letters(
            grams=grams,
            classes=_linear(rows, lesson.classes, len(lesson.names), _OF_LETTERS),
            danger=_linear(rows, lesson.danger, 2, _OF_LETTERS),
        ),
        meaning=None if lesson.vectors is None else _meaning(lesson, lesson.vectors),
        prior=prior,
        mix=ALONE if lesson.vectors is None else TOGETHER,
    )


def _seen_by_others(lesson: Lesson, prior: Prior) -> tuple[Floats, Floats]:
    """Weigh every example by a model that has not seen it."""
    count = len(lesson.texts)
    shares = np.zeros((count, len(lesson.names)), dtype=np.float32)
    danger = np.zeros(count, dtype=np.float32)
    fold = np.arange(count) % FOLDS
    for held in range(FOLDS):
        scorers = learned(lesson.only(np.flatnonzero(fold != held)), prior)
        rows = np.flatnonzero(fold == held)
        for part in np.array_split(rows, 1 + len(rows) // _AT_ONCE):
            asked = lesson.only(part)
            shares[part], danger[part] = scorers.weighed(asked.texts, asked.vectors)
    return shares, danger


def _meaning(lesson: Lesson, vectors: Floats) -> Meaning:
    off = vectors.astype(np.float32)
    centre: Floats = off.mean(axis=0)
    off -= centre
    off *= SCALE
    rows = DenseRows(off)
    return Meaning(
        centre=centre,
        classes=_linear(rows, lesson.classes, len(lesson.names), _OF_MEANING),
        danger=_linear(rows, lesson.danger, 2, _OF_MEANING),
        examples=unit(off)[np.argsort(lesson.classes, kind="stable")],
        starts=[0, *np.cumsum(np.bincount(lesson.classes, minlength=len(lesson.names))).tolist()],
    )


def _linear(rows: Rows, classes: Ints, count: int, decay: float) -> Linear:
    """Fit a regression in which a rare class counts more than its share (by the square root)."""
    often = np.bincount(classes, minlength=count)
    weights = (1 / np.sqrt(np.maximum(often, 1)))[classes].astype(np.float32)
    weights /= weights.mean()
    table, biases = fit(
        rows, classes, count, decay=decay / len(classes), weights=weights, steps=_STEPS
    )
    return Linear(weights=table, biases=biases)


def _bridged(lessons: Lessons, bridge: Bridge) -> dict[str, list[str]]:
    return {
        topic: sorted({bridge.thai(word) for word in words} - {""})
        for topic, words in lessons.keywords.items()
    }
