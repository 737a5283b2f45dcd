"""Measuring: a model of what ships, asked the questions of a file."""

import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from bot.danger import shipped_net
from bot.understanding.embedder import embedder, no_embedder
from bot.understanding.examples import shipped_bridge, shipped_lessons
from bot.understanding.mind import Mind
from bot.understanding.vectors import FILE
from dialogue.understanding.evaluation import Figures, evaluated
from dialogue.understanding.example import Example
from dialogue.understanding.understood import Understood


def measured(
    rows: Sequence[Example], directory: Path, *, with_embedder: bool
) -> tuple[Figures, float]:
    """Learn what ships, ask every question; give the figures, and the 95th percentile in ms.

    Vectors of phrases are kept in `directory`. A banner is what `handlers.danger` shows: of the net
    of words, or of the model.

    Raises:
        NothingLearnedError: when nothing could be learned.
    """
    mind = Mind(
        lessons=shipped_lessons,
        bridge=shipped_bridge(),
        vectors=directory / FILE if with_embedder else None,
        embedder=embedder if with_embedder else no_embedder,
    )
    mind.learn()
    asked: list[tuple[Example, Understood]] = []
    took: list[float] = []
    for row in rows:
        began = time.perf_counter()
        understood = mind.understand(row.text)
        took.append(1000 * (time.perf_counter() - began))
        asked.append((row, understood))
    topics = frozenset() if mind.learned is None else frozenset(mind.learned.model.topics)
    net = shipped_net()
    figures = evaluated(asked, topics, lambda text, known: known.is_danger or bool(net.signs(text)))
    return figures, round(float(np.quantile(took, 0.95)), 1)
