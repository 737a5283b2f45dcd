"""Lists for a broadcast: a file with the codes of those who are to get it."""

from dataclasses import replace
from typing import Final

from dialogue.phrase import msgid, phrase
from dialogue.prompt import Say
from handlers import brought
from handlers.broadcast_steps import CHOOSE, Desk, desk_of
from handlers.checked import forget
from handlers.context import Context
from handlers.incoming import Examined, Sent
from handlers.router import Says
from handlers.typed_labels import LabelRouter

_LISTS: Final = (".xlsx", ".csv")
_MOST_BYTES: Final = 5 * 1024 * 1024

router = LabelRouter()
inner = LabelRouter()


@router.on(Sent)
def take(event: Sent, ctx: Context) -> Says | None:
    """Take the list that was asked for just before; pass on anything else."""
    desk = desk_of(ctx) if event.message_id and not event.external else None
    if desk is None:
        return None
    if desk.sketch.waits in {"list", "reading"} and event.media == "file":
        return _list(event, desk, ctx)
    return None


@inner.on(Examined)
def read(event: Examined, ctx: Context) -> Says | None:
    """Take the codes of a list that was read."""
    workbook = ctx.workbooks.get(event.workbook_id)
    codes = None if workbook is None else workbook.told().get("codes")
    if workbook is None or codes is None:
        return None
    lost = workbook.told().get("lost", 0)
    forget(workbook, ctx)
    desk = desk_of(ctx)
    if desk is None:
        return ()
    desk.keep(replace(desk.sketch, codes=tuple(codes), lost=lost, waits=""), ctx)
    text = (
        msgid("The list was read: {count} people on LINE. Type “broadcast” to go on.")
        if codes
        else msgid("Nothing could be read of the list. Type “broadcast” to send another one.")
    )
    return (Say(lines=(phrase(text, count=len(codes)),), subject=f"list:{desk.row.id}"),)


def _list(event: Sent, desk: Desk, ctx: Context) -> Says:
    is_large = event.size is not None and event.size > _MOST_BYTES
    if is_large or not event.file_name.lower().endswith(_LISTS):
        text = msgid("Send the list as .xlsx or .csv, at most {most} MB.")
        return (Say(lines=(phrase(text, most=_MOST_BYTES // 1024**2),)),)
    workbook = brought.new_workbook(event, ctx)
    brought.await_file(event, workbook, ctx, path="")
    desk.keep(replace(desk.sketch, waits="reading"), ctx)
    see = desk.button(msgid("See the result"), CHOOSE, "panel")
    text = msgid("The list is being read. It takes a few seconds.")
    return (Say(lines=(phrase(text),), buttons=(see,)),)
