"""Expressions that wait for one another in a circle."""

from collections.abc import Iterator, Mapping

from bot.publishing.finding import Finding
from bot.publishing.linting.expressions import CALCULATES, SHOWS, Cell, cells_of, names_in
from bot.publishing.linting.survey import Survey
from bot.publishing.linting.telling import at_cell, listed
from dialogue.phrase import msgid


def find(survey: Survey) -> Iterator[Finding]:
    """Find circles, each once, at the first of its rows."""
    deciding = [
        cell
        for cell in cells_of(survey)
        if cell.tree is not None and cell.column in (*CALCULATES, *SHOWS)
    ]
    needs = _needs(survey, deciding)
    knotted, seen = _knotted(needs), set[str]()
    for cell in deciding:
        name = cell.question.name
        circle = [] if name in seen or name not in knotted else _circle(name, needs)
        if not circle or seen & set(circle):
            continue  # of several that hang together one is told
        seen |= set(circle)
        yield at_cell(
            cell,
            msgid("These depend on each other in a circle: {names}."),
            msgid("Let one of them do without the others."),
            severity="error",
            names=listed(circle, most=6),
        )


def _needs(survey: Survey, deciding: list[Cell]) -> Mapping[str, frozenset[str]]:
    """Tell what each question reads: by its own expressions, and by the groups around it."""
    own = dict[str, frozenset[str]]()
    inside = survey.inside()
    for cell in deciding:
        if cell.tree is None:
            continue
        name, read = cell.question.name, names_in(cell.tree, cell)
        below = inside.get(cell.question.row.number, frozenset())
        # once() and the like read what the question itself held before
        read -= {name} if cell.column in CALCULATES and _keeps(cell) else below
        own[name] = own.get(name, frozenset()) | read
    found = dict(own)
    for question in survey.questions:
        around = [own.get(group.name, frozenset()) for group in question.groups]
        found[question.name] = frozenset().union(own.get(question.name, frozenset()), *around)
    return found


def _keeps(cell: Cell) -> bool:
    return "once(" in cell.text.replace(" ", "")


def _knotted(needs: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """Leave out whatever can be worked out, bit by bit: what is left waits for a circle."""
    waits = {name: len([one for one in read if one in needs]) for name, read in needs.items()}
    readers = dict[str, list[str]]()
    for name, read in needs.items():
        for one in read:
            readers.setdefault(one, []).append(name)
    ready = [name for name, count in waits.items() if count == 0]
    while ready:
        for name in readers.get(ready.pop(), ()):
            waits[name] -= 1
            if waits[name] == 0:
                ready.append(name)
    return frozenset(name for name, count in waits.items() if count > 0)


def _circle(start: str, needs: Mapping[str, frozenset[str]]) -> list[str]:
    """Follow what is needed until it comes back to `start`; nothing where it never does."""
    came_from = dict[str, str]()
    waiting = [start]
    while waiting:
        here = waiting.pop()
        for name in sorted(needs.get(here, ())):
            if name == start:
                return _trail(here, came_from, start)
            if name not in came_from:
                came_from[name] = here
                waiting.append(name)
    return []


def _trail(last: str, came_from: Mapping[str, str], start: str) -> list[str]:
    trail = [last]
    while trail[-1] != start:
        trail.append(came_from[trail[-1]])
    return trail[::-1]
