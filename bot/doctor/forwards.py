"""What the doctor sees of submissions that are sent on: how many stand, why, and since when."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy.orm import Session

from bot.doctor.finding import Finding
from bot.forwarding.remedies import remedy
from models.forward import REFUSED, WAITING, Forwards, Tally

_WHAT: Final = "form server"
_SOON: Final = timedelta(hours=12)  # twice the longest pause between two tries
_RETRY: Final = "`python -m bot forwards list` names them, `forwards retry` tries them again."


def of_forwards(session: Session, now: datetime, *, is_set: bool) -> Finding:
    """Look at what a form server has not taken; `is_set` where there is such a server."""
    tally = Forwards(session).tally()
    if not tally:
        return Finding(what=_WHAT, health="well", told="no submission waits to be sent on")
    refused = [one for one in tally if one.state == REFUSED]
    waiting = [one for one in tally if one.state == WAITING]
    told = [_told(some, words) for some, words in ((refused, "refused"), (waiting, "waiting"))]
    late = any(now - one.since > _SOON for one in waiting)
    return Finding(
        what=_WHAT,
        health="ill" if refused or (late and is_set) else "note",
        told="; ".join(filter(None, told)),
        remedy="\n".join(_remedies(tally, is_set=is_set)),
    )


def _told(some: Sequence[Tally], state: str) -> str:
    """Count submissions in one state, by reason: "3 submissions refused (409: 2, 413: 1) …"."""
    if not some:
        return ""
    count, since = sum(one.count for one in some), min(one.since for one in some)
    reasons = ", ".join(f"{one.why or 'not tried yet'}: {one.count}" for one in some)
    things = "submission" if count == 1 else "submissions"
    return f"{count} {things} {state} ({reasons}), the first since {since:%Y-%m-%d %H:%M} UTC"


def _remedies(tally: Sequence[Tally], *, is_set: bool) -> list[str]:
    if not is_set:
        return ["OPENROSA_URL is not set: nothing is sent on any more."]
    by_reason = {one.why: remedy(one.why) for one in tally}
    return [*(f"{why}: {told}" for why, told in by_reason.items() if told), _RETRY]
