"""What is owed to one person: done on paper, put off to another day, or not needed and why."""

from datetime import date, timedelta
from typing import Final

from dialogue.phrase import Words, msgid, phrase
from dialogue.prompt import AnyButton, Button, Picker, Say
from dialogue.rules.anchors import day_in
from dialogue.tap import Tap, read
from handlers.asking import tap_of
from handlers.context import Context
from handlers.incoming import Incoming, Picked, Tapped
from handlers.knowing import Known, called, known
from handlers.marking import CHANGED, mark
from handlers.need_cards import OWED
from handlers.need_cards import SHOW as SHOW_NEED
from handlers.owing import work_out
from handlers.paper import close_on_paper, is_for_paper
from handlers.referral_cards import ASK as REFERRED
from handlers.remembering import keep_in_step
from handlers.roles import FILLS_FORMS, scope_of
from handlers.router import Router, Says
from handlers.tasks import CARD, OF, Titles, standing, to_today
from models.follow_up import DROPPED, FollowUp

_ONE: Final = "owed.one"
_PAPER: Final = "owed.paper"
_LATER: Final = "owed.later"
_SKIP: Final = "owed.skip"
_WHY: Final = "owed.why"
_MOST: Final = 6
_AHEAD: Final = timedelta(days=60)
_BACK: Final = timedelta(days=90)
_REASONS: Final = {
    "elsewhere": msgid("Done elsewhere"),
    "declined": msgid("They do not want it"),
    "mistaken": msgid("It does not apply"),
}
_OF_CARDS: Final = "paper"  # what the codes of rules about cards begin with

router = Router()


@router.on(Tapped)
def show(event: Tapped, ctx: Context) -> Says | None:
    """Show all that is owed to a person, or one of it."""
    tap = tap_of(event, OF, _ONE, _SKIP, _PAPER)
    if tap is None:
        return None
    if tap.act in {OF, _PAPER}:  # the card of a person leads here to note what is on paper
        return (_list(tap.value, ctx),)
    row = _row(tap.value, ctx)
    if row is None:
        return (_gone(),)
    return (_one(row, ctx) if tap.act == _ONE else _reasons(row, ctx),)


@router.on(Picked)
def pick(event: Picked, ctx: Context) -> Says | None:
    """Take the day on which it was done on paper, or to which it is put off."""
    tap = read(event.data)
    if tap is None or tap.act not in {_PAPER, _LATER}:
        return None
    row, day = _row(tap.value, ctx), day_in(event.value)
    if row is None or day is None:
        return (_gone(),)
    if tap.act == _PAPER:
        return _on_paper(row, day, ctx)
    return _later(row, day, ctx)


@router.on(Tapped)
def skip(event: Tapped, ctx: Context) -> Says | None:
    """Take the reason for which it is not needed."""
    tap = tap_of(event, _WHY)
    if tap is None:
        return None
    row_id, _, why = tap.value.partition(":")
    row = _row(row_id, ctx)
    if row is None or why not in _REASONS:
        return (_gone(),)
    row.status, row.closed_how, row.closed_at = DROPPED, why, ctx.moment.now
    mark(CHANGED, "follow_up", row.id, ctx, area=row.area)
    work_out(row.person_id, ctx)
    return _after(row, phrase(msgid("Noted. You are not asked for this again.")), ctx)


@router.on(Tapped, Picked)
def refuse(event: Incoming, ctx: Context) -> Says | None:
    """Answer buttons of this feature that lead nowhere (any more)."""
    tap = read(event.data) if isinstance(event, Tapped | Picked) else None
    mine = {_ONE, _PAPER, _LATER, _SKIP, _WHY, OF}
    return (_gone(),) if tap is not None and tap.act in mine and ctx.contact is not None else None


def _list(person_id: str, ctx: Context) -> Say:
    person = known(person_id, ctx) if ctx.has_role(*FILLS_FORMS) else None
    if person is None:
        return _gone()
    titles, today = Titles(ctx), ctx.moment.today
    rows = [row for row in ctx.follow_ups.owed_to(person_id, today) if titles.is_on(row)][:_MOST]
    if not rows:
        text = msgid("Nothing is owed to {name} now.")
        return Say(lines=(phrase(text, name=person.name),), buttons=_ways_out(person))
    lines: list[Words] = [phrase(msgid("What is owed to {name}:"), name=called(person))]
    lines += [
        phrase(msgid("{number}. {what}"), number=number, what=standing(row, titles.of(row), today))
        for number, row in enumerate(rows, start=1)
    ]
    lines.append(phrase(msgid("Which one do you want to change?")))
    buttons = (
        Button(
            label=phrase(msgid("Number {number}"), number=number), tap=Tap(act=_ONE, value=row.id)
        )
        for number, row in enumerate(rows, start=1)
    )
    return Say(lines=tuple(lines), buttons=(*buttons, *_ways_out(person)))


def _one(row: FollowUp, ctx: Context) -> Say:
    person = known(row.person_id, ctx)
    if person is None:
        return _gone()
    today = ctx.moment.today
    what = standing(row, Titles(ctx).of(row), today)
    lines: list[Words] = [phrase(msgid("{name} – {what}"), name=called(person), what=what)]
    if is_for_paper(row, ctx):
        lines.append(phrase(msgid("If it was done and only written on paper, choose the day.")))
    back = Button(label=phrase(msgid("Back")), tap=Tap(act=OF, value=row.person_id))
    return Say(lines=tuple(lines), buttons=(*_choices(row, ctx), back))


def _choices(row: FollowUp, ctx: Context) -> tuple[AnyButton, ...]:
    today = ctx.moment.today
    paper = Picker(
        label=phrase(msgid("Done, on paper")),
        tap=Tap(act=_PAPER, value=row.id),
        mode="date",
        initial=today.isoformat(),
        least=(today - _BACK).isoformat(),
        most=today.isoformat(),
    )
    tomorrow, last = today + timedelta(days=1), _last_day(row, today)
    later = Picker(
        label=phrase(msgid("Another day")),
        tap=Tap(act=_LATER, value=row.id),
        mode="date",
        initial=tomorrow.isoformat(),
        least=tomorrow.isoformat(),
        most=last.isoformat(),
    )
    return (
        *_answers(row),
        *((paper,) if is_for_paper(row, ctx) else ()),
        *((later,) if tomorrow <= last else ()),
        Button(label=phrase(msgid("Not needed")), tap=Tap(act=_SKIP, value=row.id)),
    )


def _answers(row: FollowUp) -> tuple[AnyButton, ...]:
    """Lead to what closes it by a word: what became of a referral, how far a card or need is."""
    if row.referral_id is not None:
        label = phrase(msgid("Did they get there?"))
        return (Button(label=label, tap=Tap(act=REFERRED, value=row.referral_id)),)
    if row.need_id is None:
        return ()
    if row.rule.startswith(_OF_CARDS):
        label = phrase(msgid("Is the card in hand?"))
        return (Button(label=label, tap=Tap(act=OWED, value=row.need_id)),)
    label = phrase(msgid("Show the need"))
    return (Button(label=label, tap=Tap(act=SHOW_NEED, value=row.need_id)),)


def _reasons(row: FollowUp, _ctx: Context) -> Say:
    return Say(
        lines=(phrase(msgid("Why is it not needed?")),),
        buttons=(
            *(
                Button(label=phrase(text), tap=Tap(act=_WHY, value=f"{row.id}:{why}"))
                for why, text in _REASONS.items()
            ),
            Button(label=phrase(msgid("Back")), tap=Tap(act=_ONE, value=row.id)),
        ),
    )


def _on_paper(row: FollowUp, day: date, ctx: Context) -> Says:
    """Close it by the day on which it was done; that this was typed late does not count."""
    today = ctx.moment.today
    if not today - _BACK <= day <= today or not is_for_paper(row, ctx):
        return (_say(msgid("This day cannot be taken. Choose a day up to today.")), _one(row, ctx))
    if day < row.opens_on or day > (row.lapses_on or date.max):
        text = msgid("This day is outside of the days from {opens} to {lapses}. Choose another.")
        line = phrase(text, opens=row.opens_on, lapses=row.lapses_on or today)
        return (Say(lines=(line,)), _one(row, ctx))
    close_on_paper(row, day, ctx)
    if day > row.due_on:
        text = msgid("Noted as done on {day}: {days} days late.")
        return _after(row, phrase(text, day=day, days=(day - row.due_on).days), ctx)
    return _after(row, phrase(msgid("Noted as done on {day}."), day=day), ctx)


def _later(row: FollowUp, day: date, ctx: Context) -> Says:
    today = ctx.moment.today
    if not today < day <= _last_day(row, today):
        text = msgid("This day cannot be taken. Choose a day within the days of this work.")
        return (_say(text), _one(row, ctx))
    row.opens_on = day
    keep_in_step([row], ctx)
    mark(CHANGED, "follow_up", row.id, ctx, area=row.area)
    return _after(row, phrase(msgid("Put off until {day}. It stays on your list."), day=day), ctx)


def _after(row: FollowUp, line: Words, ctx: Context) -> Says:
    """Say what was noted, and what is left to do for the same person."""
    person = known(row.person_id, ctx)
    if person is None:
        return (Say(lines=(line,), buttons=(to_today(),)),)
    left = [
        one for one in ctx.follow_ups.owed_to(row.person_id, ctx.moment.today) if one is not row
    ]
    more = Button(label=phrase(msgid("What else is owed")), tap=Tap(act=OF, value=person.id))
    return (Say(lines=(line,), buttons=(*((more,) if left else ()), *_ways_out(person))),)


def _ways_out(person: Known) -> tuple[AnyButton, ...]:
    card = Button(label=phrase(msgid("Back to the person")), tap=Tap(act=CARD, value=person.id))
    return card, to_today()


def _row(row_id: str, ctx: Context) -> FollowUp | None:
    """Find what is still owed and within the contact's scope."""
    row = ctx.follow_ups.get(row_id) if row_id and ctx.has_role(*FILLS_FORMS) else None
    if row is None or not row.is_open:
        return None
    sees = scope_of(ctx).opens(row.area, row.assignee_id, is_demo=row.is_demo)
    return row if sees else None


def _last_day(row: FollowUp, today: date) -> date:
    return row.lapses_on or today + _AHEAD


def _gone() -> Say:
    text = msgid("This is done, or not on your list any more.")
    return Say(lines=(phrase(text),), buttons=(to_today(),))


def _say(text: str) -> Say:
    return Say(lines=(phrase(text),))
