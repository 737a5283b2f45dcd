"""The card of a person: what to know before knocking, and what can be done from there."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from dialogue.people.groups import NONE, group
from dialogue.people.naming import clipped, joined
from dialogue.phrase import Phrase, Words, msgid, phrase
from dialogue.prompt import Button
from dialogue.tap import Tap
from handlers.context import Context
from handlers.knowing import Known
from handlers.tasks import Titles
from models.follow_up import FollowUp
from models.form import Form
from models.need import Need
from models.person import DIED, MOVED, REFUSED
from models.visit import Visit

FORM: Final = "visit.form"

DUE_SHOWN: Final = 3
_LOOKED_AT: Final = 20
_RIGHTS: Final = frozenset({"right", "paper"})
_NO_RIGHT: Final = frozenset({"none", "unknown"})

_LEFT: Final = {
    MOVED: msgid("This person has moved away. Nothing is owed any more."),
    DIED: msgid("This person has died. Nothing is owed any more."),
    REFUSED: msgid("This person does not want to be visited. Do not visit."),
}
_SPEAKS: Final = {
    "lo": msgid("Speaks Lao."),
    "both": msgid("Speaks Thai and Lao."),
    "other": msgid("Speaks another language: take someone along who speaks it."),
}
_URGENCIES: Final = {
    1: msgid("can wait"),
    5: msgid("urgent"),
    9: msgid("very urgent"),
}
_KINDS: Final = {
    "food": msgid("food"),
    "clothing": msgid("clothing"),
    "housing": msgid("housing"),
    "medicine": msgid("medicine and treatment"),
    "income": msgid("income"),
    "right": msgid("health right"),
    "paper": msgid("papers"),
    "referral": msgid("referral"),
    "equipment": msgid("equipment"),
    "other": msgid("something else"),
}


def card(known: Known, going_on: Visit | None, ctx: Context) -> tuple[Words, ...]:
    """Write what to know of a person before knocking."""
    return (
        _who(known),
        *_about(known, ctx),
        *_warnings(known),
        *_last(known, ctx),
        *_going_on(known, going_on, ctx),
        *_due(known, ctx),
        *_needs(known, ctx),
    )


def start_button(form: Form, known: Known, ctx: Context) -> Button:
    """Make the button that begins this form about the person."""
    title = clipped(form.title_in(ctx.language), 18)
    return Button(label=f"▶ {title}", tap=Tap(act=FORM, value=f"{known.id}:{form.id}"))


def due_now(known: Known, ctx: Context) -> list[tuple[FollowUp, Words]]:
    """List what is owed to a person by now with its words, but what a rule asks for no more."""
    titles = Titles(ctx)
    owed = ctx.rounds.owed_to(known.id, ctx.moment.today, most=_LOOKED_AT)
    return [(one, titles.of(one)) for one in owed if titles.is_on(one)]


def ahead(known: Known, ctx: Context) -> list[tuple[FollowUp, Words]]:
    """List what is owed to a person now and later with its words, what is due first."""
    titles = Titles(ctx)
    owed = ctx.rounds.ahead_of(known.id, most=_LOOKED_AT)
    return [(one, titles.of(one)) for one in owed if titles.is_on(one)]


def _who(known: Known) -> str:
    return joined((f"{known.name} ({known.code})", known.mark, known.village))


def _about(known: Known, ctx: Context) -> Iterator[Words]:
    if known.birth_year is not None:
        yield phrase(msgid("Age {age}"), age=ctx.moment.today.year - known.birth_year)
    groups = [group(code) for code in known.groups if code != NONE]
    if groups:
        yield phrase(msgid("Group: {groups}"), groups=_listed(groups))
    if known.carer:
        yield phrase(msgid("Carer: {carer}"), carer=known.carer)


def _listed(words: list[Phrase | str]) -> Phrase | str:
    """Put several names behind one another."""
    first, *rest = words
    if not rest:
        return first
    return phrase(msgid("{first}, {rest}"), first=first, rest=_listed(rest))


def _warnings(known: Known) -> Iterator[Words]:
    if known.status in _LEFT:
        yield phrase(_LEFT[known.status])
    if known.speaks in _SPEAKS:
        yield phrase(_SPEAKS[known.speaks])


def _last(known: Known, ctx: Context) -> Iterator[Words]:
    last = ctx.visits.last_at(known.id)
    if last is None or last.ended_at is None:
        yield phrase(msgid("Not visited yet."))
        return
    day = last.ended_at.astimezone(ctx.moment.zone).date()
    mine = last.contact_id == ctx.someone.id
    text = msgid("Last visit: {day}, by you.") if mine else msgid("Last visit: {day}, by others.")
    yield phrase(text, day=day)


def _going_on(known: Known, visit: Visit | None, ctx: Context) -> Iterator[Words]:
    if visit is None or visit.person_id != known.id:
        return
    begun = visit.started_at.astimezone(ctx.moment.zone)
    if begun.date() != ctx.moment.today:
        yield phrase(msgid("You are noting the visit of {day}."), day=begun.date())
    else:
        yield phrase(msgid("You are on this visit since {time}."), time=begun.time())


def _due(known: Known, ctx: Context) -> Iterator[Words]:
    owed = due_now(known, ctx)
    for one, what in owed[:DUE_SHOWN]:
        yield _due_line(one, what, ctx.moment.today)
    if len(owed) > DUE_SHOWN:
        yield phrase(msgid("… and more that is due."))


def _due_line(owed: FollowUp, what: Words, today: date) -> Words:
    late = (today - owed.due_on).days
    if late > 0:
        return phrase(msgid("❗ Due: {what}, overdue by {days} days"), what=what, days=late)
    return phrase(msgid("● Due: {what}, by {day}"), what=what, day=owed.due_on)


def _needs(known: Known, ctx: Context) -> Iterator[Words]:
    needs = ctx.needs.open_of(known.id)
    if needs:
        first = needs[0]
        yield phrase(
            msgid("Open needs: {count}. First: {kind}, {urgency}"),
            count=len(needs),
            kind=phrase(_KINDS.get(first.kind, _KINDS["other"])),
            urgency=phrase(_URGENCIES.get(first.urgency, _URGENCIES[1])),
        )
    if _has_rights_gap(known, needs, ctx):
        yield phrase(msgid("Health right: something is missing. Ask about it."))


def _has_rights_gap(known: Known, needs: list[Need], ctx: Context) -> bool:
    if any(one.kind in _RIGHTS for one in needs):
        return True
    return any(one.value in _NO_RIGHT for one in ctx.answers.last(known.id, "right"))
