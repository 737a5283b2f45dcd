"""The endpoint that tries the bot's webhook."""

from http import HTTPStatus

from bot.simulator.answers import Answer, Call
from bot.simulator.signing import webhook
from bot.simulator.world import World


async def try_webhook(world: World, call: Call) -> Answer:
    """Send a webhook without events, and tell how the bot answered it."""
    body, headers = webhook([], destination=world.channel.bot_user_id, secret=world.channel.secret)
    status = await _status_of(world, body, headers)
    stamp = call.at.isoformat(timespec="milliseconds")
    return Answer(
        fields={
            "success": HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES,
            "timestamp": stamp,
            "statusCode": status,
            "reason": _reason(status),
            "detail": str(status),
        }
    )


async def _status_of(world: World, body: bytes, headers: dict[str, str]) -> int:
    if world.deliver is None:
        return 0
    try:
        return await world.deliver(body, headers)
    except (OSError, TimeoutError):
        return 0


def _reason(status: int) -> str:
    if status == 0:
        return "COULD_NOT_CONNECT"
    return "OK" if status < HTTPStatus.MULTIPLE_CHOICES else "ERROR_STATUS_CODE"
