"""Telling people of their own appointments: once a step, in one notice, never when it is over."""

from collections.abc import Sequence

from dialogue.prompt import Say
from dialogue.reminding.appointments import over_at
from dialogue.reminding.planning import OVERTAKEN
from handlers.appointment_keeping import erase
from handlers.appointment_words import notice
from handlers.context import Context
from handlers.incoming import Due, Left
from handlers.receivers import why_not
from handlers.remembering import stop
from handlers.reminder_pushing import push_or_leave
from handlers.router import Router, Says
from models.appointment import Appointment
from models.push import APPOINTMENTS
from models.reminder import APPOINTMENT, PARKED, SKIPPED, Reminder

inner = Router()
watcher = Router()


@watcher.on(Left)
def part(_event: Left, ctx: Context) -> None:
    """Erase the appointments of someone who blocked the bot."""
    if ctx.contact is not None and (rows := ctx.appointments.of(ctx.contact.id)):
        erase(rows, ctx)


@inner.on(Due)
def tell(event: Due, ctx: Context) -> Says | None:
    """Tell of all appointments that are due to be told of to somebody, in one notice."""
    due = ctx.reminders.get(event.reminder_id)
    if due is None or due.about != APPOINTMENT:
        return None
    if not due.is_in_hand or ctx.contact is None:
        return ()  # the notice of another one told of it
    living = ctx.reminders.living_of(ctx.contact.id, APPOINTMENT)
    told = [one for one in living if one.is_in_hand and _is_to_be_told(one, living, ctx)]
    push_or_leave([one for one in told if one.told_in is not None], ctx, APPOINTMENTS)
    fresh = [one for one in told if one.told_in is None]
    return (_parked(fresh, living, ctx),) if fresh else ()


def _is_to_be_told(one: Reminder, living: Sequence[Reminder], ctx: Context) -> bool:
    """Look at a reminder as things stand; what is not told is closed with a reason."""
    row, now = _row(one, ctx), ctx.moment.now
    if row is None:
        stop([one], "gone", now)
        return False
    why = why_not(row.contact_id, ctx)
    if over_at(row.due_on, row.due_time, ctx.moment.zone) <= now:
        why = "lapsed"
    elif any(_overtakes(other, one, ctx) for other in living):
        why = OVERTAKEN
    if why:
        one.end(SKIPPED, now, why)
    return not why


def _overtakes(other: Reminder, one: Reminder, ctx: Context) -> bool:
    """Tell whether a later step of the same is due as well: after days without a bot, say."""
    is_same = other.appointment_id == one.appointment_id and other is not one
    was_due = one.push_at is not None and other.push_at is not None and one.push_at < other.push_at
    return is_same and was_due and other.lives and other.due_at <= ctx.moment.now


def _parked(fresh: Sequence[Reminder], living: Sequence[Reminder], ctx: Context) -> Say:
    """Park one notice of all that is to be told, what still waits there among it."""
    now, notice_id = ctx.moment.now, ctx.moment.new_id()
    waiting = [one for one in living if one.waits_to_ride and one not in fresh]
    rows = dict[str, Appointment]()
    for one in (*fresh, *waiting):
        row = _row(one, ctx)
        if (
            row is None
            or row.id in rows
            or over_at(row.due_on, row.due_time, ctx.moment.zone) <= now
        ):
            one.end(SKIPPED, now, OVERTAKEN)
            continue
        rows[row.id], one.told_in = row, notice_id
        if one in fresh and one.push_at is not None:
            one.put_back(max(one.push_at, now))
        elif one in fresh:
            one.claimed_at, one.outcome = None, PARKED
    return notice(sorted(rows.values(), key=lambda row: (row.due_on, row.due_time)), ctx)


def _row(one: Reminder, ctx: Context) -> Appointment | None:
    return ctx.appointments.get(one.appointment_id or "")
