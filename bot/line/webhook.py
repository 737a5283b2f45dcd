"""The webhook: verified, stored, and only then answered."""

from collections.abc import Callable
from hashlib import sha256
from typing import Final

import msgspec
import structlog
from fastapi import FastAPI, Request, Response
from linebot.v3.webhook import SignatureValidator

from bot.clock import Clock
from bot.inbox import Inbox, Noted, NotNotedError
from bot.line import wire
from bot.line.inbound import INNER, lane_of, source_of
from bot.line.wire import Json

PATH: Final = "/webhook"

_LARGEST = 2 * 1024 * 1024  # bytes; LINE's own are a few kilobytes
_ID_LONGEST = 100  # characters; LINE's are ULIDs of 26
_PLAIN = {"content-type": "text/plain"}

log = structlog.get_logger()


class Webhook:
    """The door for LINE's events of one channel.

    `destination` is the bot's own user id, or None while it is not known. `counts` tells how many
    bodies were taken, refused and sent to somebody else.
    """

    def __init__(
        self,
        *,
        secret: str,
        inbox: Inbox,
        clock: Clock,
        hashed: Callable[[str], str],
        wake: Callable[[str], None],
        destination: str | None = None,
    ) -> None:
        self._signatures = SignatureValidator(secret)
        self._inbox, self._clock, self._hashed, self._wake = inbox, clock, hashed, wake
        self.destination = destination
        self.counts = {"taken": 0, "refused": 0, "elsewhere": 0}

    def register(self, web: FastAPI) -> None:
        """Open the door, so that other methods than POST are answered by 405."""
        web.router.add_route(PATH, self.receive, methods=["POST"], include_in_schema=False)

    async def receive(self, request: Request) -> Response:
        """Take a body: 200 after its events are stored, 4xx for a bad one, 503 if none can be."""
        raw = await _body(request)
        if raw is None:
            return self._refuse(413, "too large")
        if not self._is_signed(raw, request.headers.get("x-line-signature")):
            return self._refuse(401, "no valid signature")
        try:
            body = wire.read(raw)
        except wire.NotJsonError:
            return self._refuse(400, "not JSON")
        events = wire.field(body, "events")
        if not isinstance(events, list):
            return self._refuse(400, "no events")

        if self.destination and wire.text(body, "destination") not in {self.destination, ""}:
            self.counts["elsewhere"] += 1
            log.info("webhook for somebody else")
            return Response(status_code=200)
        return await self._store([event for event in events if isinstance(event, dict)])

    async def _store(self, events: list[dict[str, Json]]) -> Response:
        noted = [self._noted(event) for event in events if not _is_inner(event)]
        try:
            if noted:
                await self._inbox.note(noted)
        except NotNotedError as failed:
            ids = [event.event_id for event in noted]
            log.exception("events not stored", event_ids=ids, cause=str(failed))
            return Response("not stored", status_code=503, headers=_PLAIN)
        self.counts["taken"] += 1
        for lane in {event.lane for event in noted}:
            self._wake(lane)
        return Response(status_code=200)

    def _noted(self, event: dict[str, Json]) -> Noted:
        body = msgspec.json.encode(event)
        event_id = wire.text(event, "webhookEventId")
        if not event_id or len(event_id) > _ID_LONGEST or not event_id.isascii():
            event_id = _named_by_content(event)
        at_ms = wire.number(event, "timestamp")
        now_ms = int(self._clock().timestamp() * 1000)
        return Noted(
            event_id=event_id,
            lane=lane_of(source_of(event), self._hashed),
            at_ms=int(at_ms) if at_ms is not None and 0 < at_ms < 4e12 else now_ms,
            body=body,
            redelivered=wire.field(event, "deliveryContext", "isRedelivery") is True,
        )

    def _is_signed(self, raw: bytes, signature: str | None) -> bool:
        if not signature or not signature.isascii():
            return False
        try:
            return bool(self._signatures.validate(raw.decode("utf-8"), signature))
        except UnicodeDecodeError:
            return False

    def _refuse(self, status: int, why: str) -> Response:
        self.counts["refused"] += 1
        log.info("webhook refused", status=status, why=why)
        return Response(why, status_code=status, headers=_PLAIN)


def _named_by_content(event: dict[str, Json]) -> str:
    """Name an event that LINE gave no id: the same name when it is delivered again."""
    same = {key: value for key, value in event.items() if key != "deliveryContext"}
    return f"sha256:{sha256(msgspec.json.encode(same)).hexdigest()[:32]}"


def _is_inner(event: dict[str, Json]) -> bool:
    return wire.text(event, "type").startswith(INNER)


async def _body(request: Request) -> bytes | None:
    """Read the body; None when it is larger than any of LINE's."""
    length = request.headers.get("content-length", "0")
    if not length.isdigit() or int(length) > _LARGEST:
        return None
    chunks, size = [], 0
    async for chunk in request.stream():
        size += len(chunk)
        if size > _LARGEST:
            return None
        chunks.append(chunk)
    return b"".join(chunks)
