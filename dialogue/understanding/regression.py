"""Regression: multinomial logistic regression over few columns or many, by L-BFGS."""

from collections import deque
from collections.abc import Callable
from typing import Final

import numpy as np

from dialogue.understanding.arrays import Floats, Ints
from dialogue.understanding.rows import Rows

_MEMORY: Final = 3


def softmax(scores: Floats) -> Floats:
    """Turn scores (rows by classes) into probabilities."""
    powers: Floats = np.exp(scores - scores.max(axis=1, keepdims=True))
    powers /= powers.sum(axis=1, keepdims=True)
    return powers


def fit(
    rows: Rows, classes: Ints, count: int, *, decay: float, weights: Floats, steps: int = 60
) -> tuple[Floats, Floats]:
    """Learn weights (columns by classes) and biases from rows and their classes.

    `decay` is the L2 penalty a row, `weights` say how much each row counts (mean 1).
    """
    width = rows.shape[1]
    total = weights.sum()
    wanted = np.zeros((len(classes), count), dtype=np.float32)
    wanted[np.arange(len(classes)), classes] = 1

    def slope(point: Floats) -> tuple[float, Floats]:
        table = point.reshape(width + 1, count)
        shares = softmax(rows.times(table[:-1]) + table[-1])
        picked = shares[np.arange(len(classes)), classes]
        loss = -float((weights * np.log(np.maximum(picked, 1e-12))).sum() / total)
        loss += decay / 2 * float(np.vdot(table[:-1], table[:-1]))
        errors = (shares - wanted) * (weights / total)[:, None]
        turned = decay * table
        turned[:-1] += rows.back(errors)
        turned[-1] = errors.sum(axis=0)
        return loss, turned.ravel()

    best = lowest(slope, np.zeros((width + 1) * count, dtype=np.float32), steps)
    table = best.reshape(width + 1, count)
    return table[:-1], table[-1]


def lowest(slope: Callable[[Floats], tuple[float, Floats]], point: Floats, steps: int) -> Floats:
    """Go down a convex function by L-BFGS (Nocedal & Wright, algorithm 7.5), in little memory."""
    value, gradient = slope(point)
    past: deque[tuple[Floats, Floats, float]] = deque(maxlen=_MEMORY)
    for _ in range(steps):
        move = _turned(gradient, past)
        np.negative(move, out=move)
        downhill = float(move @ gradient)
        if not past:
            move *= np.float32(min(1.0, 1 / (float(np.abs(gradient).sum()) or 1.0)))
        share = 1.0
        for _ in range(20):
            new_value, new_gradient = slope(point + move)
            if new_value <= value + 1e-4 * share * downhill:
                break
            share /= 2
            move *= np.float32(0.5)
        else:
            break
        point += move
        changed = np.subtract(new_gradient, gradient, out=gradient)
        curve = float(move @ changed)
        if curve > 1e-12:
            past.append((move, changed, 1 / curve))
        gained, value, gradient = value - new_value, new_value, new_gradient
        if gained < 1e-6 * max(1.0, abs(value)):
            break
    return point


def _turned(gradient: Floats, past: deque[tuple[Floats, Floats, float]]) -> Floats:
    direction = gradient.copy()
    shares = []
    for moved, changed, inverse in reversed(past):
        share = inverse * float(moved @ direction)
        shares.append(share)
        direction -= np.float32(share) * changed
    if past:
        _, changed, inverse = past[-1]
        direction *= np.float32(1 / (inverse * float(changed @ changed)))
    for (moved, changed, inverse), share in zip(past, reversed(shares), strict=True):
        direction += np.float32(share - inverse * float(changed @ direction)) * moved
    return direction
