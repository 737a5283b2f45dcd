"""When somebody wants to be reminded: the hours and the days that they choose."""

from datetime import time
from typing import Final

from dialogue.phrase import Words, msgid, phrase
from dialogue.prompt import AnyButton, Button, Say
from dialogue.reading.steering import says_reminder_hours
from dialogue.reminding.hours import EARLIEST, LATEST
from dialogue.tap import Tap
from handlers.asking import tap_of
from handlers.buttons import to_menu
from handlers.context import Context
from handlers.incoming import Incoming, Tapped, Wrote
from handlers.phone_hours import hours_of
from handlers.router import Router, Says
from handlers.weekdays import WEEKDAYS
from models.reminder_hours import ReminderHours

_SHOW, _HOURS, _DAY, _DAYS = "remind.when", "remind.hours", "remind.day", "remind.days"
_SPANS: Final = ((8, 20), (8, 12), (12, 16), (16, 20))

router = Router()


@router.on(Wrote, Tapped)
def show(event: Incoming, ctx: Context) -> Says | None:
    """Show when somebody is reminded, and let them choose."""
    if isinstance(event, Wrote):
        return (_shown(ctx),) if says_reminder_hours(event.text) else None
    tap = tap_of(event, _SHOW, _DAYS)
    if tap is None:
        return None
    return (_shown(ctx) if tap.act == _SHOW else _days(ctx),)


@router.on(Tapped)
def choose(event: Tapped, ctx: Context) -> Says | None:
    """Take the hours, or a day on which there are to be no reminders, or are again."""
    tap = tap_of(event, _HOURS, _DAY)
    if tap is None:
        return None
    if tap.act == _DAY:
        if tap.value in "1234567" and len(tap.value) == 1:
            _toggle(_wish(ctx), tap.value)
        return (_days(ctx),)
    span = next((one for one in _SPANS if _written(one) == tap.value), None)
    if span is not None:
        wish = _wish(ctx)
        wish.opens, wish.closes = span
    return (_shown(ctx),)


def _wish(ctx: Context) -> ReminderHours:
    """Find what somebody chose, or begin with the hours of all."""
    found = ctx.wishes.of(ctx.someone.id)
    if found is None:
        found = ctx.wishes.add(
            ReminderHours(
                contact_id=ctx.someone.id, opens=EARLIEST.hour, closes=LATEST.hour, days_off=""
            )
        )
    return found


def _toggle(wish: ReminderHours, day: str) -> None:
    off = set(wish.days_off) ^ {day}
    wish.days_off = "".join(sorted(off)) if len(off) < len(WEEKDAYS) else wish.days_off


def _shown(ctx: Context) -> Say:
    wish = ctx.wishes.of(ctx.someone.id)
    hours = hours_of(wish)
    text = msgid("Reminders come between {opens} and {closes}.")
    lines: list[Words] = [phrase(text, opens=hours.opens, closes=hours.closes)]
    off = [phrase(WEEKDAYS[day - 1]) for day in sorted(hours.days_off)]
    lines += [phrase(msgid("None on {day}."), day=day) for day in off]
    lines.append(phrase(msgid("Choose other hours, or days without reminders.")))
    buttons: list[AnyButton] = [
        Button(
            label=phrase(msgid("{opens} to {closes}"), opens=time(opens), closes=time(closes)),
            tap=Tap(act=_HOURS, value=_written((opens, closes))),
        )
        for opens, closes in _SPANS
    ]
    buttons += [
        Button(label=phrase(msgid("Days without")), tap=Tap(act=_DAYS)),
        Button(label=phrase(msgid("Stop reminders")), tap=Tap(act="notices", value="no")),
        to_menu(),
    ]
    return Say(lines=tuple(lines), buttons=tuple(buttons))


def _days(ctx: Context) -> Say:
    off = hours_of(ctx.wishes.of(ctx.someone.id)).days_off
    lines: list[Words] = [
        phrase(msgid("Press a day to have no reminders on it, or have them again."))
    ]
    lines += [
        phrase(msgid("{day}: none") if number in off else msgid("{day}: yes"), day=phrase(day))
        for number, day in enumerate(WEEKDAYS, start=1)
    ]
    buttons = [
        Button(label=phrase(day), tap=Tap(act=_DAY, value=str(number)))
        for number, day in enumerate(WEEKDAYS, start=1)
    ]
    back = Button(label=phrase(msgid("Back")), tap=Tap(act=_SHOW))
    return Say(lines=tuple(lines), buttons=(*buttons, back))


def _written(span: tuple[int, int]) -> str:
    return f"{span[0]}_{span[1]}"
