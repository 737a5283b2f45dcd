"""Handing out personal files: a link that works once, or none where the bot has no address."""

from datetime import timedelta
from typing import Final

from dialogue.phrase import Words
from dialogue.prompt import Link, Picture
from handlers.context import Context
from models.hand_out import HandOut

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_KEPT: Final = timedelta(hours=1)
_SHOWN: Final = timedelta(days=7)


def hand_out(content: bytes, name: str, media: str, ctx: Context) -> HandOut:
    """Keep a file for the contact, to be fetched once within the hour; offer it by `link_to`."""
    made = HandOut(
        id=ctx.moment.new_id(),
        contact_id=ctx.someone.id,
        media=media,
        erase_at=ctx.moment.now + _KEPT,
        is_once=True,
    )
    return ctx.hand_outs.add(made, name=name, content=content)


def show(content: bytes, media: str, ctx: Context) -> Picture | None:
    """Keep a picture for a message in the chat; None where the bot has no https address."""
    if not ctx.public_url.startswith("https://"):
        return None
    made = HandOut(
        id=ctx.moment.new_id(),
        contact_id=ctx.someone.id,
        media=media,
        erase_at=ctx.moment.now + _SHOWN,
        is_once=False,
    )
    ctx.hand_outs.add(made, name="", content=content)
    token = ctx.hashed(f"token:{ctx.moment.new_id()}")
    ctx.hand_outs.offer(made, token, ctx.moment.now, _SHOWN)
    return Picture(uri=f"{ctx.public_url}/get/{token}")


def link_to(kept: HandOut, label: Words, ctx: Context) -> Link | None:
    """Make the button that opens the link to a file; None where the bot has no public address.

    A link made before for the same file stops working. Whoever reads the message has 15 minutes.
    """
    if not ctx.public_url:
        return None
    token = ctx.hashed(f"token:{ctx.moment.new_id()}")  # 128 bits that nobody has without the key
    ctx.hand_outs.offer(kept, token, ctx.moment.now)
    return Link(label=label, uri=f"{ctx.public_url}/get/{token}")
