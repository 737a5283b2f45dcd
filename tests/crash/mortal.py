"""A bot in a process of its own that dies at a named moment."""

import asyncio
import logging
import os
import signal
import socket
import sys
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from multiprocessing.connection import Connection as Wire
from typing import Literal, Protocol, TypeAlias

import structlog
import uvicorn
from sqlalchemy import Connection, event
from sqlalchemy.orm import Session
from typing_extensions import override

import models.draft
import models.inbox
import models.outbox
from bot.app import App
from bot.line.channel import Channel
from bot.secrets import Keyring
from bot.store import Store
from bot.words import Words
from dialogue.prompt import Say
from handlers.context import Context
from handlers.incoming import Wrote
from handlers.router import Desk, Router, Says
from tests.crash.power import FlushMark, let_log_grow
from tests.house import BANGKOK, LOCALES, Watch
from tests.serving import QuietServer

LEDGER = "ledger"
"""The form version that drafts of the desk below begin with."""

READY, REST, RESTED, STOP = "ready", "rest", "rested", "stop"
"""What a bot and its keeper say to each other."""

KILLER = "killer"
"""The text that kills the process whenever it is applied."""

Side: TypeAlias = Literal["before", "after"]
Point: TypeAlias = Literal["noting", "care", "turn", "trying", "outcome"]
"""A commit, named by what it writes."""

_WRITTEN: tuple[tuple[str, Point], ...] = (
    ("INSERT INTO inbox", "noting"),
    ("UPDATE inbox SET tries", "care"),
    ("INSERT INTO outbox", "turn"),
    ("state = 'trying'", "trying"),
    ("SET state = ", "outcome"),
)

_FLUSHES = "PRAGMA synchronous=FULL"


class Door(Protocol):
    """A listening socket on its way into another process."""

    def detach(self) -> int: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Orders:
    """What a process is to do, and when it is to die: around its first commit of this name.

    Each of its commits takes `commit_s` longer, as on a slow disk. If its clock `jumps`, it is now
    an hour ahead and now an hour behind. If its power may be `cut`, it tells what was flushed; what
    it writes at the points `unflushed` never is by itself.
    """

    database_url: str
    line: str
    secret: str
    token: str
    destination: str
    die_at: Point | None = None
    die: Side = "before"
    commit_s: float = 0.0
    jumps: bool = False
    cut: bool = False
    unflushed: tuple[Point, ...] = ()


class JumpingWatch(Watch):
    """A clock that is right, an hour ahead or an hour behind, each for some looks at it."""

    _looks: int = 0

    @override
    def __call__(self) -> datetime:
        self._looks += 1
        return self.at + timedelta(hours=(0, 1, -1)[self._looks // 7 % 3])


def keys() -> Keyring:
    """Give the keys that all processes share."""
    return Keyring(["a secret of tests"], lookup=b"7" * 32)


class MortalStore(Store):
    """A store that kills its own process around one of its commits."""

    def __init__(self, orders: Orders) -> None:
        super().__init__(orders.database_url, keys())
        self._orders = orders
        event.listen(self.engine, "before_cursor_execute", _remember)
        if orders.cut and self.is_sqlite:
            let_log_grow(self.engine)
            self._mark = FlushMark(orders.database_url)
            event.listen(self._sessions, "after_commit", self._tell_what_is_flushed)

    @override
    @contextmanager
    def writing_in(self, session: Session) -> Iterator[None]:
        dies = False
        session.connection().info["written"] = []
        with super().writing_in(session):
            yield
            session.flush()
            written = session.info["written"] = session.connection().info["written"]
            time.sleep(self._orders.commit_s)
            if not self.is_sqlite and _point(written) in self._orders.unflushed:
                session.connection().exec_driver_sql("SET LOCAL synchronous_commit = off")
            dies = self._orders.die_at is not None and _point(written) == self._orders.die_at
            if dies and self._orders.die == "before":
                die()
        if dies:
            die()

    def _tell_what_is_flushed(self, session: Session) -> None:
        written = session.info["written"]
        if _FLUSHES in written and _point(written) not in self._orders.unflushed:
            self._mark.move()


def _remember(connection: Connection, _cursor: object, statement: str, *_: object) -> None:
    connection.info.setdefault("written", []).append(statement)


def _point(statements: list[str]) -> Point | None:
    for mark, point in _WRITTEN:
        if any(mark in statement for statement in statements):
            return point
    return None


def die() -> None:
    """Be killed, as by kill -9."""
    os.kill(os.getpid(), signal.SIGKILL)


def keeping() -> Desk:
    """Make a desk that keeps the texts of everyone in a draft, in the order it applied them."""
    router = Router()

    @router.on(Wrote)
    def keep(wrote: Wrote, ctx: Context) -> Says:
        if wrote.text == KILLER:
            die()
        draft = _draft(ctx)
        draft.xml = f"{draft.xml}{wrote.text}\n"
        return (Say(lines=(f"heard {wrote.text}",)),)

    return Desk(watchers=(), features=(router,))


def run(orders: Orders, listener: Door, wire: Wire) -> None:
    """Run a bot until it is told to stop; says when it is ready, and why it cannot go on.

    Answers REST when nothing is left to do.
    """
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    try:
        with socket.socket(fileno=listener.detach()) as door:
            asyncio.run(_run(orders, door, wire))
    except Exception:  # noqa: BLE001  # whatever it is, the keeper tells it
        wire.send(traceback.format_exc())
        sys.exit(1)


async def _run(orders: Orders, door: socket.socket, wire: Wire) -> None:
    app = _assembled(orders)
    config = uvicorn.Config(app.web, log_config=None, access_log=False, lifespan="off", ws="none")
    server = QuietServer(config)
    async with app.running():
        serving = asyncio.create_task(server.serve(sockets=[door]))
        wire.send(READY)
        while await asyncio.to_thread(wire.recv) == REST:
            await _settle(app)
            wire.send(RESTED)
        server.should_exit = server.force_exit = True
        await serving


def _assembled(orders: Orders) -> App:
    channel = Channel(
        secret=orders.secret,
        token=orders.token,
        api_base=orders.line,
        data_api_base=orders.line,
        destination=orders.destination,
    )
    return App(
        store=MortalStore(orders),
        vault=keys(),
        channel=channel,
        words=Words(LOCALES),
        zone=BANGKOK,
        clock=JumpingWatch() if orders.jumps else Watch(),
        desk=keeping(),
    )


async def _settle(app: App) -> None:
    assert app.drain is not None
    while await asyncio.to_thread(_is_busy, app.store):
        await app.drain.sweep()
        await app.drain.rest()


def _is_busy(store: Store) -> bool:
    with store.thinking() as session:
        waiting = models.inbox.Inbox(session).lanes_waiting()
        return bool(waiting or models.outbox.Outbox(session).lanes_unsent())


def _draft(ctx: Context) -> models.draft.Draft:
    kept = ctx.drafts.of(ctx.someone.id)
    if kept:
        return kept[0]
    draft = models.draft.Draft(
        id=ctx.someone.id,
        contact_id=ctx.someone.id,
        version_id=LEDGER,
        status=models.draft.PAUSED,
        started_at=ctx.moment.now,
        touched_at=ctx.moment.now,
    )
    return ctx.drafts.add(draft, xml="", passage="")
