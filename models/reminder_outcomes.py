"""What becomes of reminders that replies carried, or pushes."""

from collections.abc import Sequence
from datetime import datetime

from models.outbox import REFUSED, SENT, UNKNOWN
from models.reminder import PARKED, Reminder


def settle(rows: Sequence[tuple[Reminder, str, datetime]]) -> None:
    """Close what was carried by a reply; what was refused is free to ride again."""
    for row, state, at in rows:
        row.rides_on = None
        if state == REFUSED:
            continue
        row.end(SENT if state == SENT else UNKNOWN, at)
        row.sent_at = at


def settle_pushed(rows: Sequence[tuple[Reminder, str, str, datetime]]) -> None:
    """Close what was pushed; what the month had no room for waits for the next reply instead."""
    for row, state, why, at in rows:
        if not row.lives:
            continue
        if state == REFUSED and why == "quota":
            row.outcome, row.reason = PARKED, why
            continue
        row.end({SENT: SENT, REFUSED: REFUSED}.get(state, UNKNOWN), at, why)
        row.sent_at = at if state == SENT else None
