"""Thresholds: how sure a model must be, found by how it does on examples it has not seen."""

from typing import Final

import numpy as np

from dialogue.understanding.arrays import Floats, Ints
from dialogue.understanding.model import Thresholds

FOREIGN_ANSWERED: Final = 0.05
"""The share of questions out of scope that may be answered at once."""

FOREIGN_OFFERED: Final = 0.5
"""The share of questions out of scope for which topics may be offered."""

DANGER_MISSED: Final = 0.02
"""The share of dangers that may be missed."""

FALSE_ALARMS: Final = 0.05
"""The share of calm questions that may be taken for danger; it goes before what may be missed."""

USUAL: Final = Thresholds(answer=0.45, offer=0.1, danger=0.09)
"""What is usually found by letters alone."""


def found(shares: Floats, danger: Floats, classes: Ints, dangers: Ints) -> Thresholds:
    """Find thresholds from probabilities of classes (rows by classes) and of danger (rows).

    `classes` and `dangers` tell what the rows truly are; the last class is out of scope.
    """
    best = shares[:, :-1].max(axis=1) if shares.shape[1] > 1 else np.zeros(len(shares))
    foreign = best[classes == shares.shape[1] - 1]
    answer = _upper(foreign, FOREIGN_ANSWERED)
    return Thresholds(
        answer=answer,
        offer=min(answer, _upper(foreign, FOREIGN_OFFERED)),
        danger=max(
            _lower(danger[dangers == 1], DANGER_MISSED),
            _upper(danger[dangers == 0], FALSE_ALARMS),
        ),
    )


def _upper(values: Floats, share: float) -> float:
    """Find what at most this share of the values reaches."""
    return float(np.quantile(values, 1 - share)) + 1e-6 if len(values) else 0.5


def _lower(values: Floats, share: float) -> float:
    """Find what at most this share of the values falls below."""
    return float(np.quantile(values, share)) if len(values) else 0.5
