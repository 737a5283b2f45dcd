"""Appointments kept in step with their reminders: planned, moved, stopped and erased."""

from datetime import date

from dialogue.reminding.appointments import tellings
from handlers.appointment_words import TELLS
from handlers.context import Context
from handlers.phone_hours import hours_of
from handlers.remembering import MOVED, stop, tell_anew
from models.appointment import Appointment
from models.push import APPOINTMENTS
from models.reminder import APPOINTMENT, Reminder


def keep(kind: str, due_on: date, due_time: str, when: str, ctx: Context) -> Appointment:
    """Keep a new appointment, and plan when it is told of."""
    row = ctx.appointments.add(
        Appointment(
            id=ctx.moment.new_id(),
            contact_id=ctx.someone.id,
            kind=kind,
            due_on=due_on,
            due_time=due_time,
            tells=" ".join(TELLS[when]),
            made_at=ctx.moment.now,
        )
    )
    _plan(row, ctx)
    return row


def move(row: Appointment, due_on: date, due_time: str, ctx: Context) -> None:
    """Move an appointment to another day, and plan anew when it is told of."""
    stop(ctx.reminders.of_appointment(row.id), MOVED, ctx.moment.now)
    row.due_on, row.due_time = due_on, due_time
    tell_anew(row.contact_id, ctx, APPOINTMENTS)
    _plan(row, ctx)


def erase(rows: list[Appointment], ctx: Context) -> None:
    """Erase appointments with all that waits to be told of them."""
    for row in rows:
        stop(ctx.reminders.of_appointment(row.id), "gone", ctx.moment.now)
    for contact_id in {row.contact_id for row in rows}:
        tell_anew(contact_id, ctx, APPOINTMENTS)
    ctx.appointments.drop(*rows)


def say_anew(row: Appointment, ctx: Context) -> None:
    """Let what waits to be told of it be told in other words."""
    tell_anew(row.contact_id, ctx, APPOINTMENTS)


def _plan(row: Appointment, ctx: Context) -> None:
    hours = hours_of(ctx.wishes.of(row.contact_id))
    known = {one.step: one for one in ctx.reminders.of_appointment(row.id)}
    steps = row.tells.split()
    for telling in tellings(row.due_on, row.due_time, steps, hours, ctx.moment.now):
        one = known.get(telling.step) or ctx.reminders.add(
            Reminder(
                id=ctx.moment.new_id(),
                contact_id=row.contact_id,
                appointment_id=row.id,
                about=APPOINTMENT,
                step=telling.step,
                channel="push",
                version=1,
                claims=0,
            )
        )
        one.for_on, one.push_at, one.sent_at = row.due_on, telling.push_at, None
        one.told_in = one.rides_on = one.retry_key = None
        one.put_back(telling.due_at)
