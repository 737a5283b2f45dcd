"""Rosters: a coordinator confirms a list of people, and is told what became of it."""

from dialogue.phrase import msgid, phrase
from dialogue.prompt import Say
from dialogue.reading.steering import says_roster
from handlers import rostered
from handlers.asking import tap_of
from handlers.buttons import to_menu
from handlers.checked import subject_of
from handlers.context import Context
from handlers.happened import PersonKept, PersonLeft
from handlers.incoming import PeopleKept, Tapped, Wrote
from handlers.roles import PUBLISHES_FORMS
from handlers.router import Router, Says
from models.workbook import CHECKED, Workbook

inner = Router()
router = Router()


@inner.on(PeopleKept)
def pass_on(event: PeopleKept, _ctx: Context) -> Says:
    """Tell the house whom an import kept, and who left."""
    kept = (PersonKept(person_id=of, is_new=is_new) for of, is_new in event.kept)
    left = (PersonLeft(person_id=of, status=status) for of, status in event.left)
    return (*kept, *left)


@router.on(Tapped)
def confirm(event: Tapped, ctx: Context) -> Says | None:
    """Let the people of a roster go into the register."""
    tap = tap_of(event, rostered.ACT)
    if tap is None or not ctx.has_role(*PUBLISHES_FORMS):
        return None
    workbook = ctx.workbooks.get(tap.value)
    if workbook is None or workbook.contact_id != ctx.someone.id:
        return (_say(msgid("This list is not here any more. Send it again.")),)
    if workbook.state == CHECKED and rostered.is_roster(workbook):
        ctx.parked.drop(workbook.contact_id, subject_of(workbook))
        workbook.keep()
        return (rostered.keeping(workbook),)
    return (rostered.panel(workbook, ctx),) if rostered.is_roster(workbook) else ()


@router.on(Wrote)
def ask(event: Wrote, ctx: Context) -> Says | None:
    """Show the list that was sent last, or say how to send one."""
    if not says_roster(event.text) or not ctx.has_role(*PUBLISHES_FORMS):
        return None
    workbook = ctx.workbooks.of(ctx.someone.id)
    if workbook is not None and rostered.is_roster(workbook):
        return _shown(workbook, ctx)
    text = msgid(
        "Send the list of people here as a file, .xlsx or .csv. It is checked first, and nothing is"
        " stored before you confirm."
    )
    menu = to_menu()
    return (Say(lines=(phrase(text),), buttons=(menu,)),)


def _shown(workbook: Workbook, ctx: Context) -> Says:
    ctx.parked.drop(workbook.contact_id, subject_of(workbook))
    return (rostered.panel(workbook, ctx),)


def _say(text: str) -> Say:
    return Say(lines=(phrase(text),))
