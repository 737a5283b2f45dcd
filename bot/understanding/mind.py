"""The mind: understands questions with the newest model, and learns in the background."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Event, Lock
from typing import Final

from bot.understanding.embedder import Embed
from bot.understanding.school import Learned, Lesson, Task
from dialogue.phrase import Phrase
from dialogue.understanding.bridging import Bridge
from dialogue.understanding.example import Example, Lessons
from dialogue.understanding.gate import held_up
from dialogue.understanding.understood import NOTHING, Understood

LONGEST: Final = 600
"""How many letters of a text are looked at."""

_PATIENCE_S: Final = 8.0

_log = logging.getLogger(__name__)


class NothingLearnedError(RuntimeError):
    """The process that learns ended without a model."""


class Mind:
    """What understands, for every thread; it has no model until `learn` has made one.

    `lessons` gives what is to be learned, and `stamp` something that changes when that does.
    `embedder` loads the embedder, once. `vectors` is the file that keeps vectors of phrases.
    What was learned from changed content is taken only if it does as well as before on the
    questions `measured`; else `reasons` tells why not, and what stood before understands on.
    """

    def __init__(
        self,
        *,
        lessons: Callable[[], Lessons],
        bridge: Bridge,
        embedder: Callable[[], Embed | None],
        vectors: Path | None = None,
        measured: Sequence[Example] = (),
        stamp: Callable[[], str] = str,
    ) -> None:
        self._lessons, self._bridge, self._stamp = lessons, bridge, stamp
        self._embedder, self._vectors, self._measured = embedder, vectors, measured
        self._embed: Embed | None = None
        self._is_loaded = False
        self._learning, self._ready = Lock(), Event()
        self._stamped: str | None = None
        self._lesson: Lesson | None = None
        self._is_resting = False
        self.learned: Learned | None = None
        self.reasons: tuple[Phrase, ...] = ()

    def understand(self, text: str) -> Understood:
        """Understand a question; a bot that has just started waits a little for its first model."""
        if self.learned is None:
            self._ready.wait(_PATIENCE_S)
        learned = self.learned
        thai = self._bridge.thai(text[:LONGEST])
        if learned is None or not thai:
            return NOTHING
        vector = None
        if learned.model.takes_vectors and self._embed is not None:
            vector = self._embed([thai])[0]
        return learned.model.understood(thai, vector)

    async def pass_once(self) -> None:
        """Learn anew if what is to be learned has changed."""
        if await asyncio.to_thread(self._stamp) != self._stamped:
            await asyncio.to_thread(self.learn)

    def learn(self) -> None:
        """Learn what is to be learned now; better and better models are taken as they come.

        Raises:
            NothingLearnedError: when no model came of it; the one before is kept.
        """
        with self._learning:
            self._stamped = self._stamp()  # a lesson that fails is not tried again and again
            lessons = self._lessons()
            if not lessons.examples or self._is_resting:
                self._ready.set()
                return
            known = self.learned
            for learned in self._taught(lessons, is_first=known is None):
                self._take(learned, known)
            self._ready.set()  # nobody waits for what will not come
            if self.learned is None and not self._is_resting:
                raise NothingLearnedError("The process that learns ended without a model.")
            _log.info("learned from %d examples", len(lessons.examples))

    def trial(self, lessons: Lessons) -> tuple[Phrase, ...]:
        """Say why these lessons would be held up at the gate, without taking them; () if not."""
        with self._learning:
            known = self.learned
            tried = list(self._taught(lessons, is_first=False))
        return _compared(known, tried[-1]) if tried else ()

    def rest(self) -> None:
        """Learn no more, and end what is being learned."""
        self._is_resting = True
        if self._lesson is not None:
            self._lesson.stop()
        self._ready.set()

    def _taught(self, lessons: Lessons, *, is_first: bool) -> Lesson:
        if not self._is_loaded:
            self._embed, self._is_loaded = self._embedder(), True
        self._lesson = Lesson(
            Task(
                lessons=lessons,
                bridge=self._bridge,
                has_embedder=self._embed is not None,
                vectors=self._vectors,
                is_first=is_first,
                measured=self._measured,
            )
        )
        if self._is_resting:
            self._lesson.stop()
        return self._lesson

    def _take(self, learned: Learned, known: Learned | None) -> None:
        self.reasons = _compared(known, learned)
        if self.reasons:
            _log.warning("what was learned is left aside: it does worse on the frozen questions")
            return
        self.learned = learned
        self._ready.set()


def _compared(known: Learned | None, learned: Learned) -> tuple[Phrase, ...]:
    if known is None or known.figures is None or learned.figures is None:
        return ()
    return held_up(known.figures, learned.figures)
