"""School: learns in a process of its own, so that answering loses neither time nor memory."""

import pickle
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from bot.understanding.embedder import embedder
from bot.understanding.vectors import Vectors
from dialogue.understanding.arrays import Floats
from dialogue.understanding.bridging import Bridge
from dialogue.understanding.evaluation import Figures, evaluated
from dialogue.understanding.example import Example, Lessons
from dialogue.understanding.model import Model
from dialogue.understanding.training import in_order, train, train_at_once

_HOUSE: Final = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What is to be learned, and the questions that it is `measured` by.

    `is_first` asks for a rough model at once. Without `has_embedder` vectors are left out;
    `vectors` is the file that keeps them, None for none.
    """

    lessons: Lessons
    bridge: Bridge
    has_embedder: bool
    vectors: Path | None = None
    is_first: bool = False
    measured: Sequence[Example] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Learned:
    """A model; `figures` tell how well it does, None for a rough one."""

    model: Model
    figures: Figures | None = None


class Lesson:
    """One task under way; iterate over it for what is learned, which takes as long as it takes."""

    def __init__(self, task: Task) -> None:
        self._task = task
        self._process = subprocess.Popen(
            [sys.executable, "-m", "bot.understanding.study"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=_HOUSE,
            start_new_session=True,  # Ctrl+C is for us, and we end it
            env={"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"},
        )

    def __iter__(self) -> Iterator[Learned]:
        """Give what is learned as it comes; nothing more after `stop`, or a crash."""
        with self._process as process:
            if process.stdin is None or process.stdout is None:
                return
            with suppress(BrokenPipeError), process.stdin:
                pickle.dump(self._task, process.stdin)
            while True:
                try:
                    learned = pickle.load(process.stdout)  # noqa: S301  # our own process wrote it
                except (EOFError, pickle.UnpicklingError):
                    return
                yield learned

    def stop(self) -> None:
        """End it."""
        self._process.kill()


def learn(task: Task) -> Iterator[Learned]:
    """Learn here and now: roughly first if that is asked for, then well."""
    if task.is_first:
        yield Learned(model=train_at_once(task.lessons, task.bridge))
    examples = [*in_order(task.lessons.examples), *task.measured]
    texts = [task.bridge.thai(example.text) for example in examples]
    embed = embedder() if task.has_embedder else None
    vectors = None if embed is None else Vectors(task.vectors).of(texts, embed)
    count = len(texts) - len(task.measured)
    model = train(task.lessons, task.bridge, None if vectors is None else vectors[:count])
    rest = None if vectors is None else vectors[count:]
    yield Learned(model=model, figures=_measured(model, task.measured, texts[count:], rest))


def _measured(
    model: Model, rows: Sequence[Example], texts: Sequence[str], vectors: Floats | None
) -> Figures:
    asked = [
        (row, model.understood(text, None if vectors is None else np.asarray(vectors[at])))
        for at, (row, text) in enumerate(zip(rows, texts, strict=True))
    ]
    return evaluated(asked, frozenset(model.topics))
