"""Choosing whom to visit: what is due, the home of the last visit, then who waits the longest."""

from typing import Final

from dialogue.people.naming import clipped
from dialogue.phrase import msgid, phrase
from dialogue.prompt import AnyButton, Button, Say
from dialogue.tap import Tap
from handlers.context import Context
from handlers.finding import found, of_household
from handlers.knowing import Known, called, opened
from handlers.roles import scope_of
from handlers.tasks import CARD, Titles, live
from models.person import ACTIVE
from models.scope import Scope

SOMEONE: Final = "visit"

_A_PAGE: Final = 7
_PAGES_AT_MOST: Final = 40
_FOUND: Final = 8
_MARK: Final = "● "


def whom(page: int, ctx: Context) -> Say:
    """Offer people: those due first, then the home visited last, then the longest unvisited."""
    page = min(page, _PAGES_AT_MOST)
    due, ids = _in_order(most=(page + 1) * _A_PAGE + 1, ctx=ctx)
    shown = ids[page * _A_PAGE : (page + 1) * _A_PAGE]
    people = {one.id: one for one in _opened(shown, ctx)}
    buttons = [_button(people[one], is_due=one in due) for one in shown if one in people]
    more = (_more(page + 1),) if len(ids) > (page + 1) * _A_PAGE else ()
    first = (
        phrase(msgid("Whom do you visit? Choose a person."))
        if buttons
        else phrase(msgid("Nobody is noted for you yet."))
    )
    legend = (phrase(msgid("● something is due now")),) if due.intersection(shown) else ()
    typed = (
        phrase(msgid("Or type a nickname, a code or the mark of the home."))
        if buttons
        else phrase(msgid("Press “Someone new”, or type a nickname or a code."))
    )
    return Say(lines=(first, *legend, typed), buttons=(*buttons, *more, _new()))


def matching(text: str, ctx: Context) -> list[Known]:
    """Find whom someone typed, as far as they may be visited."""
    return found(text, ctx, most=_FOUND)


def several(people: list[Known]) -> Say:
    """Let one of the people who were found be chosen."""
    buttons: tuple[AnyButton, ...] = tuple(_button(one, is_due=False) for one in people[:_FOUND])
    return Say(
        lines=(
            phrase(msgid("Which of them?")),
            phrase(msgid("If it is none of these, type more letters, or the code.")),
        ),
        buttons=(*buttons, _new()),
    )


def nobody() -> Say:
    """Say that nobody was found, and what to do."""
    return Say(
        lines=(
            phrase(msgid("Nobody was found. Type the nickname, the code or the home again.")),
            phrase(msgid("Is it someone new? Press “Someone new”.")),
        ),
        buttons=(_new(), Button(label=phrase(msgid("Show the list")), tap=Tap(act=SOMEONE))),
    )


def someone_else() -> Button:
    """Make the button that leads back to the choice."""
    return Button(label=phrase(msgid("Visit another")), tap=Tap(act=SOMEONE))


def _in_order(*, most: int, ctx: Context) -> tuple[frozenset[str], list[str]]:
    """Name so many people in order, and those of them to whom something is due."""
    me, scope = ctx.someone.id, scope_of(ctx)
    due = _due(scope, ctx)
    ids = dict.fromkeys((*due, *_at_last_home(ctx)))
    if len(ids) < most:
        own = ctx.rounds.longest_unvisited(me, scope, most=most + len(ids))
        ids |= dict.fromkeys(own)
    if len(ids) < most:
        ids |= dict.fromkeys(ctx.rounds.anybody(scope, most=most + len(ids)))
    return frozenset(due), list(ids)[:most]


def _due(scope: Scope, ctx: Context) -> list[str]:
    """Name people to whom something is due, by one's own tasks, else by those that are nobody's."""
    titles, today = Titles(ctx), ctx.moment.today
    for whose in (ctx.someone.id, None):
        tasks = ctx.follow_ups.tasks(scope, whose, today=today, until=today)
        if found := live(tasks, titles):
            in_order = sorted(found, key=lambda one: (one.due_on, one.id))
            return list(dict.fromkeys(one.person_id for one in in_order))
    return []


def _at_last_home(ctx: Context) -> list[str]:
    last = ctx.visits.last_by(ctx.someone.id)
    if last is None or last.household_id is None:
        return []
    there = [one for one in of_household(last.household_id, ctx) if one.status == ACTIVE]
    return [one.id for one in there if one.id != last.person_id]


def _opened(ids: list[str], ctx: Context) -> list[Known]:
    return opened(ctx.persons.some(ids, scope_of(ctx)), ctx) if ids else []


def _button(person: Known, *, is_due: bool) -> Button:
    label = f"{_MARK}{called(person, 18)}" if is_due else called(person)
    return Button(label=clipped(label), tap=Tap(act=CARD, value=person.id))


def _more(page: int) -> Button:
    return Button(label=phrase(msgid("More people")), tap=Tap(act=SOMEONE, value=str(page)))


def _new() -> Button:
    return Button(label=phrase(msgid("Someone new")), tap=Tap(act="person.new"))
