"""Needs as features open, grade and close them, and the words by which people know them."""

from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta
from itertools import count
from types import MappingProxyType
from typing import Final

from dialogue.phrase import Phrase, msgid, phrase
from handlers.context import Context
from handlers.happened import NeedClosed, NeedFound
from models.need import DROPPED, MET, OPEN, Need
from models.person import Person

DUE_DAYS: Final[Mapping[int, int]] = MappingProxyType({9: 1, 5: 7, 1: 30})
"""Within how many days a need of this urgency is to be seen to (visit-forms.md, section 12)."""

OF_NEED: Final = "need:"
"""What a problem or a reason begins with that is the kind of a need, and no words."""

KINDS: Final[Mapping[str, Phrase]] = MappingProxyType(
    {
        "food": phrase(msgid("Food")),
        "clothing": phrase(msgid("Clothing")),
        "housing": phrase(msgid("Housing")),
        "medicine": phrase(msgid("Medicine and care")),
        "income": phrase(msgid("Income")),
        "right": phrase(msgid("Health right")),
        "paper": phrase(msgid("Documents")),
        "equipment": phrase(msgid("Equipment")),
        "referral": phrase(msgid("Seeing a doctor")),
        "other": phrase(msgid("Something else")),
    }
)
SUBJECTS: Final[Mapping[str, Phrase]] = MappingProxyType(
    {
        "birth": phrase(msgid("Birth registration")),
        "school": phrase(msgid("School for a child")),
        "allowance": phrase(msgid("Allowance")),
        "carer": phrase(msgid("Rest for the carer")),
    }
)
URGENCIES: Final[Mapping[int, Phrase]] = MappingProxyType(
    {
        9: phrase(msgid("Very urgent")),
        5: phrase(msgid("Urgent")),
        1: phrase(msgid("Can wait")),
    }
)


def kind_words(need: Need) -> Phrase:
    """Say what a need is about, by its subject where that says more than its kind."""
    return SUBJECTS.get(need.subject) or KINDS.get(need.kind, KINDS["other"])


def told_words(text: str | None) -> Phrase | str:
    """Say a problem: the kind of a need, or the words that were typed."""
    if text is not None and text.startswith(OF_NEED):
        return KINDS.get(text.removeprefix(OF_NEED), KINDS["other"])
    return text or ""


def due_by(urgency: int, today: date) -> date:
    """Tell by when a need of this urgency is to be seen to."""
    return today + timedelta(days=DUE_DAYS[urgency])


def open_need(  # noqa: PLR0913  # what is known of a need when it is found
    person: Person,
    ctx: Context,
    *,
    kind: str,
    subject: str,
    urgency: int,
    whom: str,
    owner_id: str | None,
    words: str = "",
    submission_id: str | None = None,
    visit_id: str | None = None,
) -> NeedFound:
    """Keep a new need, due by its urgency; where the gap is open by now, that need is graded.

    Both are decided by one look: what somebody else kept since then clashes, and is thought again.
    """
    ever = ctx.needs.ever_of(person.id)
    gap = (subject, whom)
    standing = next((one for one in ever if one.is_open and (one.subject, one.whom) == gap), None)
    if standing is not None:
        grade(standing, urgency, ctx)
        return NeedFound(need_id=standing.id)
    need = Need(
        id=_next_id(person, gap, {one.id for one in ever}, ctx),
        person_id=person.id,
        area=person.area,
        kind=kind,
        subject=subject,
        urgency=urgency,
        whom=whom,
        status=OPEN,
        owner_id=owner_id,
        due_on=due_by(urgency, ctx.moment.today),
        found_at=ctx.moment.now,
        submission_id=submission_id,
        visit_id=visit_id,
        is_demo=person.is_demo,
    )
    ctx.needs.add(need, detail=words or None)
    return NeedFound(need_id=need.id)


def grade(need: Need, urgency: int, ctx: Context) -> tuple[NeedFound, ...]:
    """Raise or lower the urgency of a need, and with it the day it is due; () where it is that."""
    if need.urgency == urgency:
        return ()
    need.urgency = urgency
    need.due_on = due_by(urgency, ctx.moment.today)
    return (NeedFound(need_id=need.id),)


def meet(
    need: Need, ctx: Context, *, how: str | None = None, by: str | None = None
) -> tuple[NeedClosed, ...]:
    """Close a need as met: `how` is what helped, `by` the submission that told so."""
    return _close(need, MET, ctx, outcome=how, by=by)


def drop(need: Need, ctx: Context, *, why: str | None = None) -> tuple[NeedClosed, ...]:
    """Close a need that is none any more, or never was."""
    return _close(need, DROPPED, ctx, outcome=why, by=None)


def reopen(need: Need) -> NeedFound:
    """Open a need again that was closed by what is corrected now."""
    need.status, need.closed_at, need.closed_by = OPEN, None, None
    return NeedFound(need_id=need.id)


def take_back(submission_ids: Collection[str], since: datetime, ctx: Context) -> None:
    """Erase what these submissions told of needs and plans, as they are erased themselves.

    What there was before `since`, when the first of them was made, stays, without their words.
    """
    for need in ctx.needs.found_by(submission_ids):
        if need.found_at >= since:
            ctx.needs.drop(need)
        else:
            need.detail = need.submission_id = None
    for need in ctx.needs.closed_by(submission_ids):
        reopen(need)
    for item in ctx.plan_items.written_by(submission_ids):
        if item.made_at >= since:
            ctx.plan_items.drop(item)
        else:
            item.result = item.submission_id = None


def _next_id(person: Person, gap: tuple[str, str], taken: Collection[str], ctx: Context) -> str:
    """Give an id that is the same for two who find the same gap at once, so that they clash.

    Whoever comes second thinks again, and finds the need. A gap that comes back has the next id.
    """
    subject, whom = gap
    ids = (ctx.hashed(f"need id:{person.id}\n{subject}\n{whom}\n{n}") for n in count())
    return next(one for one in ids if one not in taken)


def _close(
    need: Need, status: str, ctx: Context, *, outcome: str | None, by: str | None
) -> tuple[NeedClosed, ...]:
    if not need.is_open:
        return ()
    need.status, need.closed_at, need.closed_by = status, ctx.moment.now, by
    if outcome:
        need.outcome = outcome
    return (NeedClosed(need_id=need.id),)
