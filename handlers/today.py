"""The day's work: what is owed, home by home, what is overdue first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from dialogue.phrase import Words, msgid, phrase
from dialogue.prompt import AnyButton, Button, Say
from dialogue.reading.steering import says_today
from dialogue.tap import Tap
from handlers.asking import number_in, tap_of
from handlers.buttons import to_menu
from handlers.context import Context
from handlers.incoming import Incoming, Tapped, Wrote
from handlers.knowing import Known, called, opened
from handlers.roles import FILLS_FORMS, scope_of
from handlers.router import Router, Says
from handlers.tasks import CARD, OF, TODAY, Titles, live, standing
from models.follow_up import Task

_PICK: Final = "owed.pick"
_AHEAD: Final = timedelta(days=7)
_PEOPLE_A_PAGE: Final = 6
_TASKS_SHOWN: Final = 4  # of one person, on this list

router = Router()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Person:
    """Somebody with what is owed to them, and where they live."""

    id: str
    home: str
    tasks: tuple[Task, ...]

    @property
    def due_on(self) -> date:
        return self.tasks[0].due_on


@router.on(Wrote, Tapped)
def show(event: Incoming, ctx: Context) -> Says | None:
    """Show the day's work to whoever visits people."""
    tap = tap_of(event, TODAY, _PICK)
    if tap is None and not (isinstance(event, Wrote) and says_today(event.text)):
        return None
    if not ctx.has_role(*FILLS_FORMS):
        text = msgid("Only volunteers have a list of work. Type your invite code first.")
        menu = to_menu()
        return (Say(lines=(phrase(text),), buttons=(menu,)),)
    picks = tap is not None and tap.act == _PICK
    return (_page(0 if tap is None else number_in(tap.value), ctx, picks=picks),)


def _page(first: int, ctx: Context, *, picks: bool) -> Say:
    titles = Titles(ctx)
    tasks = _tasks(titles, ctx)
    people = _by_home(tasks)
    if not people:
        return _nothing(ctx)
    first = first if first < len(people) else 0
    page = people[first : first + _PEOPLE_A_PAGE]
    rows = ctx.persons.some([one.id for one in page], scope_of(ctx))
    known = {one.id: one for one in opened(rows, ctx)}
    shown = [(one, known[one.id]) for one in page if one.id in known]

    today = ctx.moment.today
    lead = phrase(msgid("Whose work is it?")) if picks else _summary(tasks, today)
    act = OF if picks else CARD
    return Say(
        lines=(lead, *_lines(shown, titles, today)),
        buttons=(
            *(Button(label=called(one), tap=Tap(act=act, value=one.id)) for _, one in shown),
            *_turning(first, len(people), picks=picks),
        ),
    )


def _tasks(titles: Titles, ctx: Context) -> list[Task]:
    """List one's own tasks, or those that are nobody's yet where there are none."""
    today, scope = ctx.moment.today, scope_of(ctx)
    until = today + _AHEAD
    for whose in (ctx.someone.id, None):
        found = ctx.follow_ups.tasks(scope, whose, today=today, until=until)
        if tasks := live(found, titles):
            return tasks
    return []


def _by_home(tasks: Sequence[Task]) -> list[_Person]:
    """Gather tasks by person and people by home; the home where most is overdue comes first."""
    by_person: dict[str, list[Task]] = {}
    for task in sorted(tasks, key=lambda one: (one.due_on, one.opens_on, one.id)):
        by_person.setdefault(task.person_id, []).append(task)
    people = [
        _Person(id=person_id, home=own[0].household_id or person_id, tasks=tuple(own))
        for person_id, own in by_person.items()
    ]
    first = dict[str, date]()
    for one in people:
        first.setdefault(one.home, one.due_on)
    return sorted(people, key=lambda one: (first[one.home], one.home, one.due_on, one.id))


def _summary(tasks: Sequence[Task], today: date) -> Words:
    text = msgid("Work for today. Overdue: {late}. Due today: {now}. In the next days: {soon}.")
    late = sum(one.due_on < today for one in tasks)
    now = sum(one.due_on == today for one in tasks)
    return phrase(text, late=late, now=now, soon=len(tasks) - late - now)


def _lines(shown: Sequence[tuple[_Person, Known]], titles: Titles, today: date) -> list[Words]:
    lines = list[Words]()
    home = ""
    for one, known in shown:
        if one.home != home and known.mark:
            lines.append(phrase(msgid("Home {mark}"), mark=known.mark))
        home = one.home
        for task in one.tasks[:_TASKS_SHOWN]:
            what = standing(task, titles.of(task), today)
            lines.append(phrase(msgid("{name} – {what}"), name=known.name, what=what))
        if (more := len(one.tasks) - _TASKS_SHOWN) > 0:
            lines.append(phrase(msgid("{name} – and {count} more"), name=known.name, count=more))
    return lines


def _turning(first: int, count: int, *, picks: bool) -> tuple[AnyButton, ...]:
    act = _PICK if picks else TODAY
    following = first + _PEOPLE_A_PAGE
    more = Button(label=phrase(msgid("More people")), tap=Tap(act=act, value=str(following)))
    other = (
        Button(label=phrase(msgid("Back to the list")), tap=Tap(act=TODAY, value=str(first)))
        if picks
        else Button(
            label=phrase(msgid("Done, later, not due")), tap=Tap(act=_PICK, value=str(first))
        )
    )
    menu = to_menu()
    return (*((more,) if following < count else ()), other, menu)


def _nothing(ctx: Context) -> Say:
    """Say plainly that nothing is owed, and when the next thing is."""
    following = ctx.follow_ups.next_opening(scope_of(ctx), ctx.someone.id, ctx.moment.today)
    lines: tuple[Words, ...] = (phrase(msgid("No work is waiting today, and none in 7 days.")),)
    if following is not None:
        lines = (*lines, phrase(msgid("The next work begins on {day}."), day=following))
    needs: tuple[AnyButton, ...] = ()
    if ctx.needs.to_do_of(ctx.someone.id, first=0, most=1):
        lines = (*lines, phrase(msgid("Needs that you see to are still open: press “Needs”.")))
        needs = (Button(label=phrase(msgid("Needs")), tap=Tap(act="need.mine")),)
    buttons = (
        *needs,
        Button(label=phrase(msgid("Who is not visited")), tap=Tap(act="unvisited")),
        to_menu(),
    )
    return Say(lines=lines, buttons=buttons)
