"""The day of an area, for those who coordinate it: numbers, and what can be done about them."""

from datetime import datetime, timedelta
from typing import Final

from dialogue.phrase import Words, msgid, phrase
from dialogue.prompt import Button, Say
from dialogue.reading.steering import says_day
from dialogue.tap import Tap
from handlers.buttons import to_menu
from handlers.colleagues import ground_of
from handlers.context import Context
from handlers.incoming import Wrote
from handlers.router import Router, Says

_DAY: Final = timedelta(days=1)

router = Router()


@router.on(Wrote)
def show(event: Wrote, ctx: Context) -> Says | None:
    """Tell how the area stands today; others are not heard."""
    if not says_day(event.text) or not ctx.has_role("coordinator"):
        return None
    unvisited = Button(label=phrase(msgid("Who is not visited")), tap=Tap(act="unvisited"))
    return (Say(lines=_lines(ctx), buttons=(unvisited, to_menu())),)


def _lines(ctx: Context) -> tuple[Words, ...]:
    scope, now = ground_of(ctx), ctx.moment.now
    morning = datetime.combine(ctx.moment.today, datetime.min.time(), tzinfo=ctx.moment.zone)
    monday = morning - ctx.moment.today.weekday() * _DAY
    visited = ctx.coverage.visits_since
    late = sum(one.overdue for one in ctx.coverage.by_area(scope, now, ctx.moment.today))
    needs = ctx.coverage.needs_since(scope, monday)
    return (
        phrase(
            msgid("Visits today: {today}, this week: {week}"),
            today=visited(scope, morning),
            week=visited(scope, monday),
        ),
        phrase(msgid("Overdue work: {overdue}."), overdue=late),
        phrase(
            msgid("New needs this week: {urgent} very urgent, {soon} urgent, {other} others"),
            urgent=needs.get(9, 0),
            soon=needs.get(5, 0),
            other=needs.get(1, 0),
        ),
        *_month(ctx),
    )


def _month(ctx: Context) -> tuple[Words, ...]:
    month = ctx.pushes.month()
    if month.left is None or month.allowed is None:
        return ()
    text = msgid("Pushes left this month: {left} of {allowed}")
    return (phrase(text, left=month.left, allowed=month.allowed),)
