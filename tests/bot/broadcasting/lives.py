"""Lives of a broadcaster: each in a thread and loop of its own, ended before a statement."""

import ast
import asyncio
import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Final, TypeAlias

from typing_extensions import override

from bot import retrying
from bot import store as stores
from bot.broadcasting import freezing, sending, settling
from bot.line import paced, sender
from bot.line.paced import PacedSender
from bot.line.sender import Sender
from bot.store import Store
from models import broadcast_queue
from tests.bot.broadcasting.broadcasts import Rig

if TYPE_CHECKING:
    from _typeshed import TraceFunction

_MODULES: Final = (freezing, sending, settling, retrying, paced, sender, broadcast_queue)
_OF_THE_STORE: Final = frozenset({"thinking", "writing", "writing_in"})  # its locks die otherwise
_BEFORE_AND_AFTER: Final = frozenset({"__init__", "__aenter__", "__aexit__", "<module>"})
_TIMEOUT_S: Final = 2.0

Statement: TypeAlias = tuple[str, str, int]
"""A statement: its file, its function, its line."""


class EndedError(BaseException):
    """The end of a life, as the code that was about to go on sees it."""


@dataclass(kw_only=True)
class Lives:
    """Lives that end one after the other, each before a statement at which none has ended yet."""

    rig: Rig
    ended_at: set[Statement] = field(default_factory=set)
    _begin: dict[str, frozenset[int]] = field(default_factory=dict)
    _guard: threading.Lock = field(default_factory=threading.Lock)

    def __post_init__(self) -> None:
        self._begin = _beginnings()

    async def live(self, many: int = 1) -> int:
        """Let so many live beside each other; tell how many of them ended before their time."""
        with self._watched():
            ended = await asyncio.gather(*(asyncio.to_thread(self._live) for _ in range(many)))
        return sum(ended)

    def _live(self) -> bool:
        thread = _Life(self)
        thread.start()
        thread.join()
        gc.collect()  # what the dead one held: sessions that are rolled back then
        if thread.failed is not None and not isinstance(thread.failed, EndedError):
            raise thread.failed
        return thread.failed is not None

    @contextmanager
    def _watched(self) -> Iterator[None]:
        """Watch all threads that begin meanwhile."""
        before = threading.gettrace()
        threading.settrace(self._enter)
        try:
            yield
        finally:
            threading.settrace(before)

    def _enter(self, frame: FrameType, _event: str, _told: object) -> "TraceFunction | None":
        code = frame.f_code
        if code.co_name in _BEFORE_AND_AFTER:
            return None
        if code.co_filename == stores.__file__ and code.co_name not in _OF_THE_STORE:
            return None
        return self._step if code.co_filename in self._begin else None

    def _step(self, frame: FrameType, event: str, _told: object) -> "TraceFunction | None":
        life, code = _LIFE.get(None), frame.f_code
        if event != "line" or life is None or frame.f_lineno not in self._begin[code.co_filename]:
            return self._step
        here = (Path(code.co_filename).name, code.co_qualname, frame.f_lineno)
        with self._guard:
            if here not in self.ended_at and not life.is_over:
                self.ended_at.add(here)
                life.is_over = True
        if life.is_over:
            raise EndedError(here)
        return self._step


class _Life(threading.Thread):
    """One pass of a broadcaster with connections of its own; `failed` is what ended it."""

    def __init__(self, lives: Lives) -> None:
        super().__init__()
        self._lives = lives
        self.is_over = False
        self.failed: BaseException | None = None

    @override
    def run(self) -> None:
        """Make the pass."""
        _LIFE.set(self)
        try:
            asyncio.run(self._pass())
        except BaseException as failed:  # noqa: BLE001  # told to whoever waits
            self.failed = failed.with_traceback(None)

    async def _pass(self) -> None:
        rig = self._lives.rig
        token, url = rig.world.channel.access_token, rig.store.url
        store = Store(url.render_as_string(hide_password=False), rig.keys)
        try:
            async with Sender(base=rig.base, token=token, timeout_s=_TIMEOUT_S) as bare:
                one = rig.broadcaster()
                await replace(one, store=store, line=PacedSender(bare)).pass_once()
        finally:
            store.close()
            await asyncio.sleep(0.01)  # until the connections are closed


_LIFE: ContextVar[_Life] = ContextVar("life")


def _beginnings() -> dict[str, frozenset[int]]:
    """Find the lines of each file on which a statement begins."""
    found = dict[str, frozenset[int]]()
    for module in (*_MODULES, stores):
        assert module.__file__ is not None
        tree = ast.parse(Path(module.__file__).read_bytes())
        lines = (node.lineno for node in ast.walk(tree) if isinstance(node, ast.stmt))
        found[module.__file__] = frozenset(lines)
    return found
