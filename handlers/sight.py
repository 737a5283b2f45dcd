"""What a form may show a contact: the entities of their areas, and what they submitted last."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Final

from dialogue.xforms.form import Form
from handlers.context import Context
from handlers.roles import areas_of, scope_of
from handlers.tasks import Titles
from models.entity import Entity, Listed
from models.follow_up import FOLLOW_UPS, Task
from models.person import PERSONS, Person

_AHEAD: Final = timedelta(days=30)
_MOST: Final = 100
"""So much of what rules say is owed is shown to a form, the longest due first."""

MADE_UP = "00000000-0000-4000-8000-000000000000"
"""The id of the person with whom forms are practised: nobody, and in no table."""


def within_sight(form: Form, ctx: Context, *, person_id: str | None = None) -> Form:
    """Put beside a form what it reads: entity lists, as far as they may be seen, and the last.

    Where it is about a person, `person_id`, the list of people is that person alone. In practice
    it is the made-up one, and all other lists are empty.
    """
    if person_id == MADE_UP:
        return form.beside(_made_up)
    return form.beside(
        lambda name: _rows(name, ctx, person_id), saved=lambda: _last_saved(form.id, ctx)
    )


def is_in_sight(entity: Entity, ctx: Context) -> bool:
    """Tell whether the contact may see, and so change, an entity.

    People are seen by whoever visits them, and what is owed to a person with that person; an entity
    of another list by everybody of its area.
    """
    scope = scope_of(ctx)
    person = _person_of(entity, ctx)
    if person is not None:
        return scope.opens(person.area, person.assignee_id, is_demo=person.is_demo)
    is_alike = entity.is_demo == ctx.someone.is_demo
    return is_alike and any(entity.area.startswith(area) for area in areas_of(ctx))


def _person_of(entity: Entity, ctx: Context) -> Person | None:
    """Find whom an entity tells of; None for one that tells of nobody in the register."""
    if entity.list == PERSONS:
        return ctx.persons.get(entity.id)
    owed = ctx.follow_ups.get(entity.id) if entity.list == FOLLOW_UPS else None
    return None if owed is None else ctx.persons.get(owed.person_id)


def _rows(name: str, ctx: Context, person_id: str | None) -> Iterator[Mapping[str, str]]:
    if name == PERSONS and person_id is not None:
        entity = ctx.entities.get(name, person_id)
        if entity is not None and is_in_sight(entity, ctx):
            yield _row(entity)
        return
    if name == FOLLOW_UPS:
        yield from _owed(ctx, person_id)
        return
    yield from map(_row, ctx.entity_lists.listed(name, scope_of(ctx)))


def _owed(ctx: Context, person_id: str | None) -> Iterator[Mapping[str, str]]:
    """List what forms wrote of follow-ups, as it stands, and what rules say is owed by oneself."""
    mine = [*ctx.entity_lists.listed(FOLLOW_UPS, scope_of(ctx))]
    stands = ctx.follow_ups.standing([one.id for one in mine])
    for one in mine:
        whose, status = stands.get(one.id, (None, one.told.properties.get("status", "")))
        if whose is None or person_id in {None, whose}:
            yield {**_row(one), "status": status}
    today, titles = ctx.moment.today, Titles(ctx)
    until = today + _AHEAD
    tasks = ctx.follow_ups.tasks(scope_of(ctx), ctx.someone.id, today=today, until=until)
    own = [one for one in tasks if one.rule and person_id in {None, one.person_id}]
    for task in sorted(own, key=lambda one: (one.due_on, one.id))[:_MOST]:
        if titles.is_on(task):
            yield _task_row(task, str(titles.of(task)), ctx)


def _task_row(task: Task, title: str, ctx: Context) -> Mapping[str, str]:
    entity = ctx.entities.get(PERSONS, task.person_id)
    name = "" if entity is None or entity.content is None else entity.told.label
    return {
        "name": task.id,
        "label": f"{name} – {title}" if name else title,
        "due_date": task.due_on.isoformat(),
        "task": task.task,
        "form_id": task.form_id or "",
        "person": task.person_id,
        "assignee": ctx.someone.id,
        "status": "open",
        "__version": "1",
    }


def _row(entity: Entity | Listed) -> Mapping[str, str]:
    return {
        **entity.told.properties,
        "name": entity.id,
        "label": entity.told.label,
        "__version": str(entity.version),
    }


def _made_up(name: str) -> Iterator[Mapping[str, str]]:
    if name == PERSONS:
        yield {"name": MADE_UP, "label": "?", "__version": "1"}


def _last_saved(form_id: str, ctx: Context) -> str | None:
    last = ctx.submissions.last_of(ctx.someone.id, form_id)
    return None if last is None else last.xml
