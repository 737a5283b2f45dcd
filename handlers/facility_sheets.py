"""Facilities by Excel in the chat: a coordinator takes the list, sends it back and confirms it."""

from dialogue.facilities.columns import COLUMNS
from dialogue.facilities.commands import says_list
from dialogue.phrase import CellValue, msgid, phrase
from dialogue.prompt import AnyButton, Button, Say
from dialogue.tap import Tap
from handlers import facility_listed
from handlers.asking import tap_of
from handlers.buttons import to_menu, with_menu
from handlers.checked import forget, subject_of
from handlers.context import Context
from handlers.facility_changing import FACILITY, areas_of
from handlers.hand_outs import XLSX, hand_out, link_to
from handlers.incoming import Tapped, Wrote
from handlers.marking import CHANGED, mark
from handlers.router import Router, Says
from models.workbook import CHECKED, Workbook

_FILE = "fac_file"

words = Router()
router = Router()


@words.on(Wrote)
def ask(event: Wrote, ctx: Context) -> Says | None:
    """Show the sheet that was sent last, or say how to get and send one."""
    if not says_list(event.text) or not areas_of(ctx) or _is_busy(ctx):
        return None
    workbook = ctx.workbooks.of(ctx.someone.id)
    if workbook is not None and facility_listed.is_sheet(workbook):
        ctx.parked.drop(workbook.contact_id, subject_of(workbook))
        return (facility_listed.panel(workbook),)
    waiting = ctx.facility_proposals.waiting(areas_of(ctx), is_demo=ctx.someone.is_demo)
    lines = (
        phrase(
            msgid(
                "Send the list of places to get care here as a file, .xlsx or .csv. It is checked"
                " first, and nothing is stored before you confirm."
            )
        ),
        phrase(msgid("To confirm one place, type “confirm facility” and its name.")),
        phrase(msgid("Corrections that wait: {count}"), count=len(waiting)),
    )
    check = Button(label=phrase(msgid("Check corrections")), tap=Tap(act="fac_check"))
    take = Button(label=phrase(msgid("Get the list")), tap=Tap(act=_FILE))
    can_take = ctx.public_url and ctx.sheet is not None
    return (Say(lines=lines, buttons=(*((take,) if can_take else ()), check, to_menu())),)


@router.on(Tapped)
def confirm(event: Tapped, ctx: Context) -> Says | None:
    """Store a sheet that was confirmed, as far as its places still lie within the own areas."""
    tap = tap_of(event, facility_listed.ACT)
    areas = areas_of(ctx) if tap is not None else ()
    if tap is None or not areas:
        return None
    workbook = ctx.workbooks.get(tap.value)
    if not _is_mine(workbook, ctx) or workbook is None:
        return (with_menu(msgid("This workbook is not here any more. Send it again.")),)
    count = sum(_store(row, areas, ctx) for row in facility_listed.rows_of(workbook))
    forget(workbook, ctx)
    text = phrase(msgid("Stored: {count}. People see them so from now on."), count=count)
    return (Say(lines=(text,), buttons=(to_menu(),)),)


@router.on(Tapped)
def give(event: Tapped, ctx: Context) -> Says | None:
    """Hand out the list of the own areas as a workbook."""
    if tap_of(event, _FILE) is None or not areas_of(ctx) or ctx.sheet is None:
        return None
    known = ctx.facility_book.cells(areas_of(ctx)).values()
    headings: list[CellValue] = [column.heading(ctx.language) for column in COLUMNS]
    rows: list[list[CellValue]] = [[cells[one.key] for one in COLUMNS] for cells in known]
    content = ctx.sheet([headings, *rows], ctx.language)
    kept = hand_out(content, "facilities.xlsx", XLSX, ctx)
    link = link_to(kept, phrase(msgid("Open the list")), ctx)
    if link is None:
        return (with_menu(msgid("Files cannot be sent from here: this bot has no web address.")),)
    buttons: tuple[AnyButton, ...] = (link, to_menu())
    text = phrase(msgid("Places to get care in your area: {count}"), count=len(rows))
    return (Say(lines=(text,), buttons=buttons),)


def _is_busy(ctx: Context) -> bool:
    """Tell whether what is typed is for a form, or for somebody who is answered."""
    me = ctx.someone.id
    return ctx.drafts.open_of(me) is not None or ctx.threads.held_by(me) is not None


def _is_mine(workbook: Workbook | None, ctx: Context) -> bool:
    return (
        workbook is not None
        and workbook.contact_id == ctx.someone.id
        and workbook.state == CHECKED
        and facility_listed.is_sheet(workbook)
    )


def _store(row: dict[str, str], areas: tuple[str, ...], ctx: Context) -> bool:
    """Write the cells of a row over what is known now; false where that is somebody else's."""
    facility = ctx.facilities.get(row["code"])
    known = {} if facility is None else ctx.facility_book.cells_of(facility)
    whole = {**{column.key: "" for column in COLUMNS}, **known, **row}
    where = [whole["area"], *([] if facility is None else [facility.area])]
    if not all(area.startswith(areas) for area in where):
        return False
    ctx.facility_book.put(whole)
    mark(CHANGED, FACILITY, row["code"], ctx, area=whole["area"])
    return True
