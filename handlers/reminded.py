"""What can be done with a reminder at once: told that it is done, put off, or looked at."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Final

from dialogue.phrase import Words, msgid, phrase
from dialogue.prompt import AnyButton, Button, Say
from dialogue.reminding.planning import morning
from dialogue.tap import Tap
from handlers.asking import tap_of
from handlers.context import Context
from handlers.incoming import Tapped
from handlers.knowing import Known, called, known
from handlers.paper import close_on_paper, is_for_paper
from handlers.remembering import read
from handlers.reminder_words import DID, LIST, TOMORROW, WEEK, role_of
from handlers.roles import FILLS_FORMS
from handlers.router import Router, Says
from handlers.tasks import CARD, OF, Titles, standing, to_today
from models.follow_up import FollowUp
from models.push import REMINDERS
from models.reminder import SKIPPED, SNOOZE, Reminder

_LOOK_BACK: Final = timedelta(days=30)
_SHOWN: Final = 6

router = Router()


@router.on(Tapped)
def put_off(event: Tapped, ctx: Context) -> Says | None:
    """Remind of it another day, for which somebody asked."""
    tap = tap_of(event, TOMORROW, WEEK)
    if tap is None:
        return None
    rows = _rows("assignee", ctx)
    if not rows:
        return (_nothing(),)
    day = ctx.moment.today + timedelta(days=1 if tap.act == TOMORROW else 7)
    ctx.parked.drop(ctx.someone.id, REMINDERS)
    for row in rows:
        _snooze(row, day, ctx)
    text = msgid("You are reminded again on {day}.")
    return (Say(lines=(phrase(text, day=day),), buttons=(to_today(),)),)


@router.on(Tapped)
def done(event: Tapped, ctx: Context) -> Says | None:
    """Take the word of somebody for it that it is done, today; ask which where it is several."""
    tap = tap_of(event, DID)
    if tap is None:
        return None
    rows = _rows("assignee", ctx)
    if tap.value:
        row = next((one for one in rows if one.id == tap.value), None)
        return (_nothing(),) if row is None else (_close(row, ctx),)
    if not rows:
        return (_nothing(),)
    return (_list(rows, phrase(msgid("What is done?")), DID, ctx),)


@router.on(Tapped)
def show(event: Tapped, ctx: Context) -> Says | None:
    """List what others owe, of which somebody was told."""
    tap = tap_of(event, LIST)
    if tap is None:
        return None
    rows = _rows("coordinator" if tap.value == "coordinator" else "buddy", ctx)
    if not rows:
        return (_nothing(),)
    return (_list(rows, phrase(msgid("This is overdue:")), CARD, ctx),)


def _rows(to: str, ctx: Context) -> list[FollowUp]:
    """Find what is still owed of what somebody was told, the longest due first."""
    if not ctx.has_role(*FILLS_FORMS):
        return []
    found = dict[str, FollowUp]()
    for one in ctx.reminders.told_to(ctx.someone.id, ctx.moment.now - _LOOK_BACK):
        row = ctx.follow_ups.get(one.follow_up_id or "")
        if row is not None and row.is_open and role_of(one, row, ctx) == to:
            found[row.id] = row
    mine = (row for row in found.values() if to != "assignee" or _is_mine(row, ctx))
    return sorted(mine, key=lambda row: (row.due_on, row.id))


def _is_mine(row: FollowUp, ctx: Context) -> bool:
    return row.assignee_id == ctx.someone.id


def _snooze(row: FollowUp, day: date, ctx: Context) -> None:
    """Let steps that would come before that day come on it, and if none does, one of its own."""
    ladder = ctx.ladders.of(row.area)
    steps = () if ladder is None else read(ladder)
    today = next((step for step in steps if step.to == "assignee" and step.days >= 0), None)
    at = morning(day, today, ctx.moment.zone)
    mine = ctx.reminders.of_follow_ups([row.id])
    for one in mine:
        if one.lives and one.contact_id == ctx.someone.id:
            _move(one, row, at, ctx)
    asked = next((one for one in mine if one.step == SNOOZE and one.for_on == day), None)
    if asked is None:
        asked = ctx.reminders.add(
            Reminder(
                id=ctx.moment.new_id(),
                contact_id=ctx.someone.id,
                follow_up_id=row.id,
                step=SNOOZE,
                for_on=day,
                channel="reply" if today is None else today.channel,
                version=1,
                claims=0,
                due_at=at,
            )
        )
    asked.put_back(at)
    pushes = today is not None and today.channel != "reply"
    asked.push_at = at + timedelta(hours=today.waits) if today is not None and pushes else None


def _move(one: Reminder, row: FollowUp, at: datetime, ctx: Context) -> None:
    """Close what told of it already; what is to come before that day waits for it."""
    if one.told_in is not None:
        one.end(SKIPPED, ctx.moment.now, "snoozed")
    elif one.due_at < at and role_of(one, row, ctx) == "assignee":
        one.put_back(at)


def _close(row: FollowUp, ctx: Context) -> Say:
    person, today = known(row.person_id, ctx), ctx.moment.today
    if person is None:
        return _nothing()
    if today < row.opens_on or not is_for_paper(row, ctx):
        lead = Button(label=phrase(msgid("What is due")), tap=Tap(act=OF, value=person.id))
        text = msgid("This is closed by an answer about it. Press “What is due”.")
        return Say(lines=(phrase(text),), buttons=(lead, to_today()))
    close_on_paper(row, today, ctx)
    text = msgid("Noted as done on {day}.")
    return Say(lines=(phrase(text, day=today),), buttons=(_card(person), to_today()))


def _card(person: Known) -> Button:
    return Button(label=phrase(msgid("Back to the person")), tap=Tap(act=CARD, value=person.id))


def _list(rows: Sequence[FollowUp], lead: Words, act: str, ctx: Context) -> Say:
    """List what is owed, each with a button: to the person, or to say that it is done."""
    titles, today = Titles(ctx), ctx.moment.today
    shown = [(row, person) for row in rows if (person := known(row.person_id, ctx)) is not None]
    lines: list[Words] = [lead]
    for number, (row, person) in enumerate(shown[:_SHOWN], start=1):
        what = standing(row, titles.of(row), today)
        text = msgid("{number}. {name} – {what}")
        lines.append(phrase(text, number=number, name=called(person), what=what))
    if len(rows) > len(shown[:_SHOWN]):
        lines.append(phrase(msgid("And {count} more"), count=len(rows) - len(shown[:_SHOWN])))
    return Say(lines=tuple(lines), buttons=(*_choices(shown[:_SHOWN], act), to_today()))


def _choices(shown: Iterable[tuple[FollowUp, Known]], act: str) -> list[AnyButton]:
    return [
        Button(
            label=phrase(msgid("Number {number}"), number=number),
            tap=Tap(act=act, value=person.id if act == CARD else row.id),
        )
        for number, (row, person) in enumerate(shown, start=1)
    ]


def _nothing() -> Say:
    text = msgid("All of this is done, or not on your list any more.")
    return Say(lines=(phrase(text),), buttons=(to_today(),))
