"""Vectors that were made before, in a file: a phrase is embedded once."""

import os
from collections.abc import Iterable, Sequence
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import Final, TypeAlias
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from bot.understanding.embedder import NAME, WIDTH, Embed
from dialogue.understanding.arrays import Floats

FILE: Final = "vectors.npz"
_SAVED_EVERY: Final = 512
_KEY: Final = 16

_Half: TypeAlias = NDArray[np.float16]


class Vectors:
    """Vectors by the hash of their text; what is asked for no more is forgotten.

    They are kept, and given, with the 11 bits of a half float, so that what is learned is the same
    with the file and without.
    """

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._keys, self._rows = _read(path)

    def of(self, texts: Sequence[str], embed: Embed) -> Floats:
        """Give the vectors of texts, row by row; embed what is new, and keep it."""
        keys = [_key(text) for text in texts]
        wanted = dict(zip(keys, texts, strict=True))
        for part in self._missing(wanted):
            new = embed([wanted[key] for key in part]).astype(np.float16)
            self._keep([*self._keys, *part], np.concatenate([self._rows, new]))
        if len(self._keys) > len(wanted):
            at = [place for place, key in enumerate(self._keys) if key in wanted]
            self._keep([self._keys[place] for place in at], self._rows[at])
        places = {key: place for place, key in enumerate(self._keys)}
        return self._rows[[places[key] for key in keys]].astype(np.float32)

    def _missing(self, wanted: Iterable[bytes]) -> list[list[bytes]]:
        known = set(self._keys)
        missing = [key for key in wanted if key not in known]
        return [missing[at : at + _SAVED_EVERY] for at in range(0, len(missing), _SAVED_EVERY)]

    def _keep(self, keys: list[bytes], rows: _Half) -> None:
        self._keys, self._rows = keys, rows
        _write(self._path, keys, rows)


def _key(text: str) -> bytes:
    return blake2b(f"{NAME}\n{text}".encode(), digest_size=_KEY).digest()


def _read(path: Path | None) -> tuple[list[bytes], _Half]:
    nothing: tuple[list[bytes], _Half] = [], np.empty((0, WIDTH), dtype=np.float16)
    if path is None:
        return nothing
    try:
        with path.open("rb") as opened, np.load(opened) as file:
            keys, rows = file["keys"], file["vectors"]
    except (OSError, ValueError, KeyError, EOFError, BadZipFile):
        return nothing
    if rows.shape != (len(keys), WIDTH) or rows.dtype != np.float16:
        return nothing
    return [bytes(key) for key in keys], rows


def _write(path: Path | None, keys: list[bytes], rows: _Half) -> None:
    """Write all at once, or nothing: others may write and read the file too."""
    if path is None:
        return
    table = np.frombuffer(b"".join(keys), dtype=np.uint8).reshape(len(keys), _KEY)
    partial = path.with_name(f"{path.name}.{os.getpid()}")
    with suppress(OSError):  # without the file everything is embedded anew
        path.parent.mkdir(parents=True, exist_ok=True)
        with partial.open("wb") as file:
            np.savez(file, keys=table, vectors=rows)
        partial.replace(path)
