"""Who is not visited: a volunteer's own people, and numbers for those who look after an area."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

from dialogue.phrase import Words, msgid, phrase
from dialogue.prompt import AnyButton, Button, Say
from dialogue.reading.steering import says_unvisited
from dialogue.reporting.hiding import Sum, hidden
from dialogue.tap import Tap
from handlers.asking import number_in, tap_of
from handlers.buttons import to_menu
from handlers.colleagues import called as named_as
from handlers.colleagues import ground_of
from handlers.context import Context
from handlers.incoming import Incoming, Tapped, Wrote
from handlers.knowing import Known, called, opened
from handlers.places import named
from handlers.roles import FILLS_FORMS, SEES_TOTALS, scope_of, totals_of
from handlers.router import Router, Says
from handlers.tasks import CARD, to_today
from models.coverage import Counted

_ACT: Final = "unvisited"
_DAYS: Final = (30, 90)
_HIDDEN: Final = "*"
_PEOPLE_A_PAGE: Final = 5
_ROWS_A_PAGE: Final = 10
_OWN, _VOLUNTEERS, _AREAS, _TOTAL = "own", "volunteers", "areas", "total"

router = Router()


@router.on(Wrote, Tapped)
def show(event: Incoming, ctx: Context) -> Says | None:
    """Show whom nobody visited for 30 or 90 days: people, or numbers, by role."""
    tap = tap_of(event, _ACT)
    if tap is None and not (isinstance(event, Wrote) and says_unvisited(event.text)):
        return None
    view, days, first = _asked(None if tap is None else tap.value, ctx)
    if view is None:
        text = msgid("Only volunteers have a list of work. Type your invite code first.")
        menu = to_menu()
        return (Say(lines=(phrase(text),), buttons=(menu,)),)
    before = ctx.moment.now - timedelta(days=days)
    if view == _OWN:
        return (_own(days, before, first, ctx),)
    if view == _TOTAL:
        return (_total(days, ctx),)
    return (_numbers(view, days, before, first, ctx),)


def _asked(value: str | None, ctx: Context) -> tuple[str | None, int, int]:
    """Read which view is asked for, since how many days, and from which line on."""
    parts = [*(value or "").split(":"), "", "", ""][:3]
    may = [
        *((_VOLUNTEERS, _AREAS) if ctx.has_role("coordinator") else ()),
        *((_OWN,) if ctx.has_role("volunteer") else ()),
        *((_TOTAL,) if ctx.has_role(*SEES_TOTALS) else ()),
    ]
    view = parts[0] if parts[0] in may else next(iter(may), None)
    days = number_in(parts[1])
    return view, days if days in _DAYS else _DAYS[0], number_in(parts[2])


def _own(days: int, before: datetime, first: int, ctx: Context) -> Say:
    scope, me = scope_of(ctx), ctx.someone.id
    everybody, unvisited = ctx.coverage.of_volunteer(me, scope, before)
    most = _PEOPLE_A_PAGE + 1
    rows = ctx.coverage.unvisited(me, scope, before, first=first, most=most)
    people = opened(rows[:_PEOPLE_A_PAGE], ctx)
    if not everybody:
        text = msgid("Nobody is noted as yours yet. Type “visit” to find someone.")
        return Say(lines=(phrase(text),), buttons=_ways(_OWN, days))
    if not people:
        text = msgid("All of your {people} people were visited in the last {days} days.")
        lead = phrase(text, people=everybody, days=days)
        return Say(lines=(lead,), buttons=_ways(_OWN, days))
    text = msgid("Not visited in the last {days} days: {unvisited} of your {people} people.")
    lead = phrase(text, days=days, unvisited=unvisited, people=everybody)
    return Say(
        lines=(lead, *(_line(one, ctx) for one in people)),
        buttons=(
            *(Button(label=called(one), tap=Tap(act=CARD, value=one.id)) for one in people),
            *_more(_OWN, days, first + _PEOPLE_A_PAGE, is_more=len(rows) == most),
            *_ways(_OWN, days),
        ),
    )


def _line(one: Known, ctx: Context) -> Words:
    if one.visited_at is None:
        return phrase(msgid("{name} – not visited yet"), name=called(one))
    ago = (ctx.moment.now - one.visited_at).days
    return phrase(msgid("{name} – {days} days ago"), name=called(one), days=ago)


def _total(days: int, ctx: Context) -> Say:
    """Give the numbers of all areas together: of whoever sees totals, and no single people.

    Small ones are hidden as in reports, with as many others as it takes that none can be computed,
    also from what the other period shows.
    """
    people, since, overdue = 0, dict[int, int](), 0
    for each in _DAYS:
        before = ctx.moment.now - timedelta(days=each)
        counted = ctx.coverage.by_area(totals_of(ctx), before, ctx.moment.today)
        people, since[each], overdue = _sums(counted)
    shown = _without_small(people, since, overdue)
    lead = _lead(days, shown["people"], shown[f"{days}"], shown["overdue"])
    note = phrase(msgid("* is hidden, so that nobody can be recognised."))
    hides = (note,) if _HIDDEN in {shown["people"], shown[f"{days}"], shown["overdue"]} else ()
    lines = (*lead, *hides, phrase(msgid("These are totals of your areas.")))
    return Say(lines=lines, buttons=_ways(_TOTAL, days))


def _without_small(people: int, since: Mapping[int, int], overdue: int) -> dict[str, str]:
    """Write the counts, a star for each that is hidden; `since` are those not visited for days."""
    short, long = _DAYS
    values = {
        "people": people,
        "overdue": overdue,
        f"{short}": since[short],
        f"{long}": since[long],
        "visited": people - since[short],
        "between": since[short] - since[long],
    }
    sums = (
        Sum(total="people", parts=(f"{short}", "visited")),
        Sum(total=f"{short}", parts=(f"{long}", "between")),
    )
    small = hidden(values, sums)
    return {name: _HIDDEN if name in small else f"{count}" for name, count in values.items()}


def _numbers(view: str, days: int, before: datetime, first: int, ctx: Context) -> Say:
    """Give the numbers of each volunteer or area to a coordinator, who may see single people."""
    by_area = view == _AREAS
    scope = ground_of(ctx)
    count = ctx.coverage.by_area if by_area else ctx.coverage.by_volunteer
    counted = count(scope, before, ctx.moment.today)
    rows = counted[first : first + _ROWS_A_PAGE]
    return Say(
        lines=(
            *_lead(days, *_sums(counted)),
            *(_row(_whose(one, ctx, by_area=by_area), one) for one in rows),
        ),
        buttons=(
            *_more(view, days, first + _ROWS_A_PAGE, is_more=first + _ROWS_A_PAGE < len(counted)),
            Button(
                label=phrase(msgid("By volunteer") if by_area else msgid("By area")),
                tap=_tap(_VOLUNTEERS if by_area else _AREAS, days),
            ),
            *_ways(view, days),
        ),
    )


def _sums(counted: list[Counted]) -> tuple[int, int, int]:
    """Add up people, those who are not visited, and what is overdue."""
    return (
        sum(one.people for one in counted),
        sum(one.unvisited for one in counted),
        sum(one.overdue for one in counted),
    )


def _lead(
    days: int, people: int | str, unvisited: int | str, overdue: int | str
) -> tuple[Words, ...]:
    text = msgid("Not visited in the last {days} days: {unvisited} of {people} people.")
    late = msgid("Overdue work: {overdue}.")
    return (
        phrase(text, days=days, unvisited=unvisited, people=people),
        phrase(late, overdue=overdue),
    )


def _whose(one: Counted, ctx: Context, *, by_area: bool) -> Words:
    if by_area:
        return named(one.key or "", ctx)
    if one.key is None:
        return phrase(msgid("Nobody's people"))
    held = [role for role in ctx.memberships.of(one.key) if role.role in FILLS_FORMS]
    return named_as(held[0]) if held else phrase(msgid("Someone who left"))


def _row(whose: Words, one: Counted) -> Words:
    text = msgid("{whose}: {unvisited} of {people} not visited, {overdue} overdue")
    return phrase(
        text, whose=whose, unvisited=one.unvisited, people=one.people, overdue=one.overdue
    )


def _more(view: str, days: int, first: int, *, is_more: bool) -> tuple[AnyButton, ...]:
    more = Button(label=phrase(msgid("More")), tap=_tap(view, days, first))
    return (more,) if is_more else ()


def _ways(view: str, days: int) -> tuple[AnyButton, ...]:
    other = _DAYS[1] if days == _DAYS[0] else _DAYS[0]
    since = Button(label=phrase(msgid("Since {days} days"), days=other), tap=_tap(view, other))
    menu = to_menu()
    return (since, *((to_today(),) if view == _OWN else ()), menu)


def _tap(view: str, days: int, first: int = 0) -> Tap:
    return Tap(act=_ACT, value=f"{view}:{days}:{first}")
