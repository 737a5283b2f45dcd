"""A whole bot to be measured, pinned to core 0: `python -m bench.bots KIND FD LINE [DATABASE]`."""

import asyncio
import os
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from zoneinfo import ZoneInfo

import structlog
import uvicorn
from fastapi import FastAPI

from bench.databases import keys
from bench.echo import echoing
from bench.traffic import SECRET
from bench.turns import saying_back
from bot.app import App
from bot.garbage import keep_what_is_loaded
from bot.line.channel import Channel
from bot.serving import new_loop
from bot.store import Store
from bot.words import Words

TOKEN = "a token of the bench"
_LOCALES = Path(__file__).resolve().parent.parent / "locales"


def main() -> None:
    """Serve on the socket that was handed over, until killed."""
    kind, fd, line, *database = sys.argv[1:]
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {0})
    structlog.configure(
        logger_factory=structlog.ReturnLoggerFactory(),
        processors=[_quiet],
        cache_logger_on_first_use=True,
    )
    with asyncio.Runner(loop_factory=new_loop) as runner:
        runner.run(_serve(kind, int(fd), line, *database))


async def _serve(kind: str, fd: int, line: str, *database: str) -> None:
    async with _bot(kind, line, *database) as web:
        keep_what_is_loaded()
        config = uvicorn.Config(web, log_config=None, access_log=False, lifespan="off", ws="none")
        await uvicorn.Server(config).serve(sockets=[socket.socket(fileno=fd)])


@asynccontextmanager
async def _bot(kind: str, line: str, *database: str) -> AsyncIterator[FastAPI]:
    if kind == "echo":
        yield echoing(secret=SECRET, token=TOKEN, line=line)
        return
    app = App(
        store=Store(database[0], keys()),
        vault=keys(),
        channel=Channel(secret=SECRET, token=TOKEN, api_base=line, data_api_base=line),
        words=Words(_LOCALES),
        zone=ZoneInfo("Asia/Bangkok"),
        desk=saying_back(),
    )
    async with app.running():
        yield app.web


def _quiet(*_: object) -> str:
    raise structlog.DropEvent


if __name__ == "__main__":
    main()
