"""The body of a webhook as LINE writes it, with its signature."""

import base64
import hashlib
import hmac
import json
from collections.abc import Sequence

from bot.simulator.people import Json


def sign(body: bytes, secret: str) -> str:
    """Sign a body: HMAC-SHA256 with the channel secret over the raw bytes, in base64."""
    return base64.b64encode(hmac.new(secret.encode(), body, hashlib.sha256).digest()).decode()


def webhook(
    events: Sequence[Json], *, destination: str, secret: str
) -> tuple[bytes, dict[str, str]]:
    """Write the body of a webhook that carries `events`, with its headers."""
    fields = {"destination": destination, "events": list(events)}
    body = _written(fields)
    return body, {
        "content-type": "application/json; charset=utf-8",
        "user-agent": "LineBotWebhook/2.0",
        "x-line-signature": sign(body, secret),
    }


def _written(fields: Json) -> bytes:
    """Write JSON in UTF-8, and a lone surrogate, which UTF-8 cannot carry, as an escape."""
    try:
        return json.dumps(fields, ensure_ascii=False, separators=(",", ":")).encode()
    except UnicodeEncodeError:
        return json.dumps(fields, separators=(",", ":")).encode()
