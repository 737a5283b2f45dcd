"""A server to be measured, pinned to core 0: `python -m bench.web KIND FD [DATABASE]`."""

import os
import socket
import sys
from pathlib import Path
from zoneinfo import ZoneInfo

import uvicorn
from fastapi import FastAPI, Response

from bench.databases import keys
from bench.traffic import SECRET
from bot.app import App
from bot.garbage import keep_what_is_loaded
from bot.line.channel import Channel
from bot.store import Store
from bot.words import Words

_LOCALES = Path(__file__).resolve().parent.parent / "locales"


def main() -> None:
    """Serve on the socket that was handed over, until killed."""
    kind, fd = sys.argv[1], int(sys.argv[2])
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {0})
    web = _bare() if kind == "bare" else _door(sys.argv[3])
    keep_what_is_loaded()
    config = uvicorn.Config(web, log_config=None, access_log=False, lifespan="off")
    uvicorn.Server(config).run(sockets=[socket.socket(fileno=fd)])


def _bare() -> FastAPI:
    """Make the ceiling: a route that answers 200 and does nothing."""
    web = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    web.add_api_route("/webhook", _nothing, methods=["POST"])
    return web


async def _nothing() -> Response:
    return Response()


def _door(database_url: str) -> FastAPI:
    """Make our door alone, as a process of kind `web` has it: it verifies, notes and answers."""
    channel = Channel(secret=SECRET, token="", api_base="", data_api_base="")
    app = App(
        store=Store(database_url, keys()),
        vault=keys(),
        channel=channel,
        words=Words(_LOCALES),
        zone=ZoneInfo("Asia/Bangkok"),
    )
    return app.web


if __name__ == "__main__":
    main()
