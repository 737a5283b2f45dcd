"""Whether the bot lives, and whether it is ready, for whoever watches over it."""

from fastapi import FastAPI, Response
from sqlalchemy.exc import SQLAlchemyError

from bot.migrating import is_behind
from bot.store import Store


def register(web: FastAPI, store: Store) -> None:
    """Answer at `/healthz` and `/readyz`."""

    def ready() -> Response:
        try:
            behind = is_behind(store)
        except SQLAlchemyError:
            return Response("the database does not answer", status_code=503)
        if behind:
            return Response("the database is not up to date", status_code=503)
        return Response("ready")

    for path, answer in (("/healthz", _healthy), ("/readyz", ready)):
        web.add_api_route(path, answer, methods=["GET", "HEAD"])


async def _healthy() -> Response:
    return Response("alive")
