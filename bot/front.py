"""The web application: LINE's events are taken in front, all else goes through FastAPI."""

from fastapi import FastAPI, Request
from starlette.types import Receive, Scope, Send
from typing_extensions import override

from bot.line.webhook import PATH, Webhook


class Front(FastAPI):
    """FastAPI behind the door for LINE's events.

    Nothing of an event is for FastAPI to read, and the rooms that it leads every request through
    cost as much as half of its storing.
    """

    def __init__(self, *, webhook: Webhook, title: str) -> None:
        super().__init__(title=title, docs_url=None, redoc_url=None, openapi_url=None)
        self._webhook = webhook
        webhook.register(self)

    @override
    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] == "http" and scope["path"] == PATH and scope["method"] == "POST":
            response = await self._webhook.receive(Request(scope, receive))
            await response(scope, receive, send)
            return
        await super().__call__(scope, receive, send)
