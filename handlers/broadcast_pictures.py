"""The picture of a broadcast: sent by whoever writes it, fetched, and put with the texts."""

from dataclasses import replace
from typing import Final

from dialogue.phrase import Words, msgid, phrase
from dialogue.prompt import Say
from handlers.broadcast_standing import subject_of
from handlers.broadcast_steps import (
    ALBUM,
    EDIT,
    PICTURE,
    Desk,
    can_show,
    desk_of,
    drop_picture,
    tapped,
)
from handlers.broadcast_view import go_on
from handlers.context import Context
from handlers.incoming import Fetched, FetchFailed, Sent, Tapped, Unsent, Wrote
from handlers.router import Router, Says
from handlers.typed_labels import LabelRouter, is_label
from models.attachment import FOR_MANY, Attachment
from models.broadcast import Broadcast
from models.broadcast_picture import BroadcastPicture

_STEPS: Final = {"picture", "more", "look"}

router = LabelRouter()
sent = LabelRouter()
inner = Router()
watcher = Router()


@sent.on(Sent)
def take(event: Sent, ctx: Context) -> Says | None:
    """Let a picture be fetched for what is being written; a later one takes its place."""
    desk = desk_of(ctx) if event.media == "image" and event.message_id else None
    if desk is None or desk.sketch.step not in _STEPS or event.external:
        return None
    if not can_show(ctx):
        return (_nowhere(desk),)
    drop_picture(desk, ctx)
    attachment = Attachment(
        id=ctx.moment.new_id(),
        contact_id=ctx.someone.id,
        draft_id=desk.row.id,
        path=FOR_MANY,
        name=desk.row.id,
        media="image",
        sent_at=ctx.moment.now,
        again_at=ctx.moment.now,
    )
    ctx.attachments.add(attachment, message_id=event.message_id)
    sketch = replace(desk.sketch.past("picture"), fetching=attachment.id)
    text = phrase(msgid("The picture is being fetched. It takes a few seconds."))
    return (Say(lines=(text,)), *go_on(desk.keep(sketch, ctx), ctx))


@router.on(Wrote)
def show_how(event: Wrote, ctx: Context) -> Says | None:
    """Say what to do, to somebody who typed what only a finger can do."""
    desk = desk_of(ctx) if is_label(event.text, phrase(ALBUM), ctx) else None
    if desk is None or desk.sketch.step != "picture" or not can_show(ctx):
        return None
    text = msgid("Press “Choose a picture” below, and your phone shows its pictures.")
    return (Say(lines=(phrase(text),)), *go_on(desk, ctx))


@router.on(Tapped)
def go_without(event: Tapped, ctx: Context) -> Says | None:
    """Go on without a picture, or with the one that is there."""
    found = tapped(event, ctx, PICTURE)
    if found is None:
        return None
    tap, desk = found
    if tap.value == "none":
        drop_picture(desk, ctx)
    return go_on(desk.keep(desk.sketch.past("picture"), ctx), ctx)


@router.on(Tapped)
def change(event: Tapped, ctx: Context) -> Says | None:
    """Ask for a picture again, where one can be sent."""
    found = tapped(event, ctx, EDIT)
    if found is None or found[0].value != "picture":
        return None
    _, desk = found
    if not can_show(ctx):
        return (_nowhere(desk),)
    return go_on(desk.keep(desk.sketch.before("picture"), ctx), ctx)


@inner.on(Fetched)
def keep(event: Fetched, ctx: Context) -> Says | None:
    """Give a picture that came an address of its own; nobody is told, for the preview shows it."""
    attachment = _wanted(event.attachment_id, ctx)
    if attachment is None:
        return None
    content, desk = ctx.attachments.content(attachment), desk_of(ctx)
    ctx.attachments.drop(attachment)
    if desk is None or desk.sketch.fetching != attachment.id or not content:
        return ()
    picture = BroadcastPicture(
        id=ctx.moment.new_id(), message_hash=attachment.message_hash, kept_at=ctx.moment.now
    )
    token = ctx.hashed(f"token:{ctx.moment.new_id()}")
    ctx.broadcast_pictures.add(picture, token=token, content=content)
    address = f"{ctx.public_url}/get/{token}"
    desk.keep(replace(desk.sketch, fetching="", picture_id=picture.id, picture=address), ctx)
    return ()


@inner.on(FetchFailed)
def lose(event: FetchFailed, ctx: Context) -> Says | None:
    """Ask again for a picture that could not be had."""
    attachment = _wanted(event.attachment_id, ctx)
    if attachment is None:
        return None
    desk = desk_of(ctx)
    ctx.attachments.drop(attachment)
    if desk is None or desk.sketch.fetching != attachment.id:
        return ()
    desk.keep(replace(desk.sketch.before("picture"), fetching=""), ctx)
    text = msgid(
        "The picture for your broadcast did not reach us. Type “broadcast”, then send it again or"
        " go on without."
    )
    return (Say(lines=(phrase(text),), subject=subject_of(desk.row.id)),)


@watcher.on(Unsent)
def take_back(event: Unsent, ctx: Context) -> Says | None:
    """Erase a picture that was taken back, and stop what goes out with it; LINE asks for it."""
    desk, stopped = desk_of(ctx), list[Broadcast]()
    coming = [one.id for one in ctx.attachments.of_message(event.lane, event.message_id)]
    if desk is not None and desk.sketch.fetching in coming:
        desk.keep(replace(desk.sketch, fetching=""), ctx)
    for picture in ctx.broadcast_pictures.of_message(event.message_id):
        if desk is not None and desk.sketch.picture_id == picture.id:
            desk.keep(replace(desk.sketch, picture="", picture_id=""), ctx)
        named = ctx.broadcasts.with_picture(picture.id)
        stopped += [one for one in named if ctx.broadcasts.cancel(one.id, ctx.moment.now)]
        ctx.broadcast_pictures.drop(picture)
    text = phrase(msgid("You took the picture back, so your broadcast was stopped."))
    return tuple(Say(lines=(text,), subject=subject_of(one.id)) for one in stopped) or None


def _wanted(attachment_id: str, ctx: Context) -> Attachment | None:
    found = ctx.attachments.get(attachment_id)
    return found if found is not None and found.path == FOR_MANY else None


def _nowhere(desk: Desk) -> Say:
    lines: tuple[Words, ...] = (
        phrase(msgid("Pictures cannot be sent from here: this bot has no public address yet.")),
        phrase(msgid("Whoever runs it can set PUBLIC_URL. Your texts are kept.")),
    )
    return Say(
        lines=lines, buttons=(desk.button(msgid("Go on without a picture"), PICTURE, "none"),)
    )
