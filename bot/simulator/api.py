"""The Messaging API of the pretend LINE, as an ASGI app."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from functools import partial
from http import HTTPStatus
from typing import Final, TypeAlias

from starlette.applications import Starlette
from starlette.requests import Request as HttpRequest
from starlette.responses import Response
from starlette.routing import Route

from bot.simulator import asking, menu_calls, sending
from bot.simulator.answers import NOT_FOUND, RATE_LIMIT, Answer, Call, refuse
from bot.simulator.faults import ACTING, Fault
from bot.simulator.people import Request
from bot.simulator.striking import GARBLED, REFUSALS, Cut, Cutter, Pause, Silence, fall, hang
from bot.simulator.verifying import try_webhook
from bot.simulator.world import World

Handler: TypeAlias = Callable[[World, Call], Answer | Awaitable[Answer]]

_MOST_BYTES: Final = 2 * 1024 * 1024
_BAD_ACCESS: Final = (
    "Authentication failed. Confirm that the access token in the authorization header is valid."
)
_ENDPOINTS: Final[tuple[tuple[str, str, str, Handler], ...]] = (
    ("POST", "/v2/bot/message/reply", "reply", sending.reply),
    ("POST", "/v2/bot/message/push", "push", sending.push),
    ("POST", "/v2/bot/message/multicast", "multicast", sending.multicast),
    ("POST", "/v2/bot/message/broadcast", "broadcast", sending.broadcast),
    ("POST", "/v2/bot/message/validate/{kind}", "validate", sending.validate),
    ("GET", "/v2/bot/message/quota", "quota", asking.quota),
    ("GET", "/v2/bot/message/quota/consumption", "quota/consumption", asking.consumption),
    ("GET", "/v2/bot/message/{message_id}/content", "content", asking.content),
    ("GET", "/v2/bot/message/{message_id}/content/preview", "content/preview", asking.content),
    (
        "GET",
        "/v2/bot/message/{message_id}/content/transcoding",
        "content/transcoding",
        asking.transcoding,
    ),
    ("GET", "/v2/bot/profile/{user_id}", "profile", asking.profile),
    ("GET", "/v2/bot/info", "info", asking.info),
    ("GET", "/v2/bot/channel/webhook/endpoint", "webhook/endpoint", asking.webhook_endpoint),
    ("PUT", "/v2/bot/channel/webhook/endpoint", "webhook/endpoint", asking.set_webhook_endpoint),
    ("POST", "/v2/bot/channel/webhook/test", "webhook/test", try_webhook),
    ("POST", "/v2/bot/chat/loading/start", "loading/start", asking.start_loading),
    ("POST", "/v2/bot/chat/markAsRead", "markAsRead", asking.mark_as_read),
    *menu_calls.ENDPOINTS,
)


def api(world: World, *, cutter: Cutter = fall, pause: Pause = asyncio.sleep) -> Starlette:
    """Serve `world`.

    `cutter` closes the connection of a request, for faults that drop it; `pause` waits the
    seconds of a slow answer.
    """
    service = _Service(world, cutter, pause)
    routes = [
        Route(path, partial(service.serve, name, handler), methods=[method])
        for method, path, name, handler in _ENDPOINTS
    ]
    nowhere = partial(service.serve, "", _nowhere)
    return Starlette(
        routes=[*routes, Route("/{path:path}", nowhere, methods=["GET", "POST", "PUT", "DELETE"])]
    )


class _Service:
    """Answers requests, strikes them with faults, notes them."""

    def __init__(self, world: World, cutter: Cutter, pause: Pause) -> None:
        self._world = world
        self._cutter = cutter
        self._pause = pause

    async def serve(self, endpoint: str, handler: Handler, http: HttpRequest) -> Response:
        """Answer one request."""
        call = await _read(http, self._world)
        fault = self._world.faults.strike(endpoint)
        kind = fault.kind if fault is not None else None

        if kind == "hang" and not await hang(self._world.faults, http.receive):
            self._note(call, endpoint, fault, None, accepted=False)
            return Silence()
        if kind == "drop":
            self._note(call, endpoint, fault, None, accepted=False)
            return Cut(self._cutter)

        if kind in REFUSALS:
            answer = REFUSALS[kind]
        else:
            answer = await self._answer(call, endpoint, handler)
        accepted = answer.status < HTTPStatus.MULTIPLE_CHOICES
        if fault is not None and fault.kind in ACTING and accepted:
            return await self._strike(call, endpoint, fault, answer, http)
        self._note(call, endpoint, fault, answer, accepted=accepted)
        return _respond(call, answer)

    async def _strike(
        self, call: Call, endpoint: str, fault: Fault, answer: Answer, http: HttpRequest
    ) -> Response:
        note = partial(self._note, call, endpoint, fault, accepted=True)
        match fault.kind:
            case "accepted_then_500":
                note(REFUSALS["500"])
                return _respond(call, REFUSALS["500"])
            case "wrong_json":
                note(GARBLED)
                return _respond(call, GARBLED)
            case "half":
                note(None)
                return Cut(self._cutter, half=answer)
            case "accepted_then_drop":
                note(None)
                return Cut(self._cutter)
            case "accepted_then_hang":
                note(None)
                there = await hang(self._world.faults, http.receive)
                return _respond(call, answer) if there else Silence()
            case _:
                note(answer)
                await self._pause(fault.seconds)
                return _respond(call, answer)

    async def _answer(self, call: Call, endpoint: str, handler: Handler) -> Answer:
        wrong = self._refuse_at_the_door(call, endpoint)
        if wrong is not None:
            return wrong
        outcome = handler(self._world, call)
        return outcome if isinstance(outcome, Answer) else await outcome

    def _refuse_at_the_door(self, call: Call, endpoint: str) -> Answer | None:
        if call.headers.get("authorization") != f"Bearer {self._world.channel.access_token}":
            return refuse(HTTPStatus.UNAUTHORIZED, _BAD_ACCESS)
        if len(call.body) > _MOST_BYTES:
            return refuse(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "Request Entity Too Large")
        if call.method in ("POST", "PUT") and endpoint not in menu_calls.WITHOUT_JSON:
            wrong = _refuse_unreadable(call)
            if wrong is not None:
                return wrong
        rates, name = self._world.rates, endpoint
        if endpoint == "webhook/endpoint":
            name = f"{endpoint}:{call.method}"
        if rates is not None and not rates.allows(name, now=call.at):
            return refuse(HTTPStatus.TOO_MANY_REQUESTS, RATE_LIMIT)
        return None

    def _note(
        self,
        call: Call,
        endpoint: str,
        fault: Fault | None,
        answer: Answer | None,
        *,
        accepted: bool,
    ) -> None:
        self._world.requests.append(
            Request(
                request_id=call.request_id,
                at=call.at,
                endpoint=endpoint,
                method=call.method,
                path=call.path,
                body=call.fields or None,
                reply_token=call.text("replyToken") or None,
                retry_key=call.retry_key,
                accepted=accepted,
                status=answer.status if answer is not None else None,
                answer=answer.fields if answer is not None and answer.data is None else None,
                fault=fault.kind if fault is not None else None,
            )
        )


async def _read(http: HttpRequest, world: World) -> Call:
    body = await http.body()
    return Call(
        request_id=world.ids.request(),
        at=world.now(),
        method=http.method,
        path=http.url.path,
        headers=http.headers,
        body=body,
        fields=_fields(body) or {},
        names=http.path_params,
    )


def _fields(body: bytes) -> dict[str, object] | None:
    try:
        fields = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return fields if isinstance(fields, dict) else None


def _refuse_unreadable(call: Call) -> Answer | None:
    media_type = call.headers.get("content-type", "")
    if media_type.partition(";")[0].strip().lower() != "application/json":
        message = f"The content type, {media_type}, is not supported"
        return refuse(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, message)
    if _fields(call.body) is None:
        message = "The request body could not be parsed as JSON (line: 1, column: 1)"
        return refuse(HTTPStatus.BAD_REQUEST, message)
    return None


def _nowhere(_world: World, _call: Call) -> Answer:
    return refuse(HTTPStatus.NOT_FOUND, NOT_FOUND)


def _respond(call: Call, answer: Answer) -> Response:
    return Response(
        answer.content(),
        status_code=answer.status,
        media_type=answer.media_type,
        headers={"x-line-request-id": call.request_id, **answer.headers},
    )
