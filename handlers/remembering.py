"""Reminders kept in step with what is owed: planned, moved, and stopped by evidence at once."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from functools import lru_cache, partial
from typing import Final

from dialogue.reminding.holidays import is_holiday
from dialogue.reminding.ladder import LadderError, Step, steps_of
from dialogue.reminding.planning import OVERTAKEN, Owed, planned
from handlers.books import Books
from models.follow_up import FollowUp
from models.ladder import Standing
from models.push import REMINDERS
from models.reminder import ABOUT, PARKED, PUSHED, SKIPPED, SNOOZE, STOPPED, Reminder

RULES_CHANGED: Final = "rules changed"
MOVED: Final = "moved"

_REVIVED: Final = frozenset({None, STOPPED})  # what was stopped is owed again, where it opens again


def keep_in_step(rows: Iterable[FollowUp], books: Books) -> None:
    """Plan what is next for each of these follow-ups; for what is closed, tell nobody any more."""
    owed = {row.id: row for row in rows if row.id}
    by_row: dict[str, list[Reminder]] = {row_id: [] for row_id in owed}
    for reminder in books.reminders.of_follow_ups(owed.keys()):
        by_row[reminder.follow_up_id or ""].append(reminder)
    untold = set[str]()
    for row_id, row in owed.items():
        mine = by_row[row_id]
        if row.is_open:
            untold |= _keep(row, mine, books)
            plan(row, mine, books)
        else:
            untold |= stop(mine, row.closed_how or row.status, books.moment.now)
    for contact_id in untold:
        tell_anew(contact_id, books)


def plan(row: FollowUp, mine: Collection[Reminder], books: Books) -> Reminder | None:
    """Plan the next step for something owed, unless one is planned or in hand already."""
    ladder = books.ladders.of(row.area)
    if ladder is None or any(_is_ahead(one) for one in mine if one.step != SNOOZE):
        return None
    now = books.moment.now
    known = {one.step: one for one in mine if one.for_on == row.due_on}
    done = {one.step for one in known.values() if one.told_in or one.outcome not in _REVIVED}
    steps = read(ladder)
    found = planned(steps, owed_of(row), done=done, now=now, is_holiday=free_for(row, books))
    for step in found.passed:
        _row_for(row, step, known, ladder, now, books).end(SKIPPED, now, OVERTAKEN)
    if found.step is None or found.at is None:
        return None
    return _row_for(row, found.step, known, ladder, found.at, books)


def stop(mine: Iterable[Reminder], reason: str, now: datetime) -> set[str]:
    """Stop what is still to come; name those for whom words about it wait."""
    untold = set[str]()
    for one in mine:
        if one.lives:
            if (one.waits_to_ride or one.outcome == PUSHED) and one.contact_id:
                untold.add(one.contact_id)
            one.end(STOPPED, now, reason[:20])
    return untold


def tell_anew(contact_id: str, books: Books, subject: str = REMINDERS) -> None:
    """Take back the notice that waits for someone, and let what is left of it be told at once.

    So is a push that nobody tried to send yet.
    """
    books.parked.drop(contact_id, subject)
    back = books.pushes.call_back(contact_id, subject, books.moment.now)
    for one in books.reminders.living_of(contact_id, ABOUT[subject]):
        if one.waits_to_ride or (one.outcome == PUSHED and one.retry_key in back):
            one.told_in = one.retry_key = None
            one.put_back(books.moment.now)


def read(ladder: Standing) -> tuple[Step, ...]:
    """Give the steps of a ladder; none where it cannot be read."""
    return _read(ladder.steps)


def owed_of(row: FollowUp) -> Owed:
    """Give of a follow-up what its reminders hang on."""
    return Owed(due_on=row.due_on, opens_on=row.opens_on, made_at=row.made_at)


def free_for(row: FollowUp, books: Books) -> "partial[bool]":
    """Tell the holidays of whoever sees to it."""
    who = row.assignee_id and books.contacts.get(row.assignee_id)
    return partial(is_holiday, language=(who and who.language) or "th")


@lru_cache(maxsize=64)
def _read(source: str) -> tuple[Step, ...]:
    try:
        return steps_of(source)
    except LadderError:
        return ()


def _keep(row: FollowUp, mine: Sequence[Reminder], books: Books) -> set[str]:
    """Let go of what was planned for another day, or for who does not see to it any more."""
    now, untold = books.moment.now, set[str]()
    ladder = books.ladders.of(row.area)
    to = {step.code: step.to for step in (() if ladder is None else read(ladder))}
    for one in mine:
        if not one.lives or one.step == SNOOZE:
            continue
        if one.for_on != row.due_on:
            untold |= stop([one], MOVED, now)
        elif to.get(one.step) == "assignee" and one.contact_id != row.assignee_id:
            if one.waits_to_ride and one.contact_id:
                untold.add(one.contact_id)
            _hand_over(one, row)
    return untold


def _hand_over(one: Reminder, row: FollowUp) -> None:
    """Let a reminder go to whoever sees to it now, who was not told."""
    one.contact_id = row.assignee_id
    if one.told_in is not None:
        one.told_in = one.rides_on = one.push_at = None
    if one.outcome == PARKED or one.claimed_at is not None:
        one.put_back(one.due_at)


def _is_ahead(one: Reminder) -> bool:
    return one.lives and one.outcome is None and one.told_in is None


def _row_for(
    row: FollowUp,
    step: Step,
    known: dict[str, Reminder],
    ladder: Standing,
    at: datetime,
    books: Books,
) -> Reminder:
    one = known.get(step.code)
    if one is None:
        one = books.reminders.add(
            Reminder(
                id=books.moment.new_id(),
                follow_up_id=row.id,
                about="follow_up",
                step=step.code,
                for_on=row.due_on,
                version=1,
                claims=0,
                reason="",
            )
        )
    pushes = step.channel != "reply"
    one.channel, one.rules = step.channel, ladder.rules
    one.contact_id = row.assignee_id if step.to == "assignee" else None
    one.told_in = one.rides_on = one.sent_at = None
    one.put_back(at)
    one.push_at = at + timedelta(hours=step.waits) if pushes else None
    return one


def replan(row: FollowUp, mine: Collection[Reminder], books: Books) -> Reminder | None:
    """Plan anew what was planned by a ladder that is not the one that counts now."""
    ladder = books.ladders.of(row.area)
    key = "" if ladder is None else ladder.rules
    stop(
        [one for one in mine if _is_ahead(one) and one.step != SNOOZE and one.rules != key],
        RULES_CHANGED,
        books.moment.now,
    )
    return plan(row, mine, books)


def replan_all(rows: Sequence[FollowUp], books: Books) -> None:
    """Plan anew all of these."""
    mine: dict[str, list[Reminder]] = {row.id: [] for row in rows}
    for one in books.reminders.of_follow_ups(mine.keys()):
        mine[one.follow_up_id or ""].append(one)
    for row in rows:
        replan(row, mine[row.id], books)
