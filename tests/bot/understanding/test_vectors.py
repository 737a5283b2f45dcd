"""Vectors that were made before are not made again."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from bot.understanding.embedder import WIDTH
from bot.understanding.vectors import Vectors
from dialogue.understanding.arrays import Floats


class Embedder:
    """Gives every text the vector of its length, and remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def __call__(self, texts: Sequence[str]) -> Floats:
        self.asked += texts
        return np.array([np.full(WIDTH, len(text)) for text in texts], dtype=np.float32)


def test_a_text_is_embedded_once(tmp_path: Path) -> None:
    embed, path = Embedder(), tmp_path / "new" / "vectors.npz"

    first = Vectors(path).of(["a", "bb", "a"], embed)
    second = Vectors(path).of(["bb", "ccc"], embed)

    assert embed.asked == ["a", "bb", "ccc"]
    assert first[:, 0].tolist() == [1, 2, 1]
    assert second[:, 0].tolist() == [2, 3]


def test_what_is_asked_for_no_more_is_forgotten(tmp_path: Path) -> None:
    embed, path = Embedder(), tmp_path / "vectors.npz"
    Vectors(path).of(["a", "bb"], embed)
    Vectors(path).of(["bb"], embed)

    Vectors(path).of(["a"], embed)

    assert embed.asked == ["a", "bb", "a"]


def test_a_broken_file_is_made_anew(tmp_path: Path) -> None:
    embed, path = Embedder(), tmp_path / "vectors.npz"
    path.write_bytes(b"PK\x03\x04 no such thing")

    assert Vectors(path).of(["a"], embed)[0, 0] == 1
    assert Vectors(path).of(["a"], embed)[0, 0] == 1
    assert embed.asked == ["a"]


def test_vectors_are_the_same_with_the_file_and_without(tmp_path: Path) -> None:
    def third(texts: Sequence[str]) -> Floats:
        return np.full((len(texts), WIDTH), 1 / 3, dtype=np.float32)

    path = tmp_path / "vectors.npz"
    new = Vectors(path).of(["a"], third)
    read = Vectors(path).of(["a"], third)

    np.testing.assert_array_equal(new, read)
    np.testing.assert_array_equal(new, Vectors(None).of(["a"], third))
