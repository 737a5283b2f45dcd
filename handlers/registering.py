"""Registering: whoever forms note, change or take back is so in the register too."""

from handlers.context import Context
from handlers.happened import EntityDropped, EntityKept, Happened, PersonKept, PersonLeft
from handlers.register import LEFT, drop, enrol, follow
from handlers.router import Says
from models.entity import Entity
from models.person import PERSONS, Person


def after_entity_kept(event: Happened, ctx: Context) -> Says:
    """Keep the row of a person in step with their entity; tell of whoever left by it."""
    if not isinstance(event, EntityKept) or event.list != PERSONS:
        return ()
    entity = ctx.entities.get(PERSONS, event.entity_id)
    if entity is None or entity.content is None:
        return ()
    before = ctx.persons.get(entity.id)
    status = None if before is None else before.status
    if before is None:
        person = enrol(entity, ctx, assignee_id=_visitor(entity, ctx))
    else:
        person = before
        follow(person, entity.told, ctx)
    kept = PersonKept(person_id=person.id, is_new=before is None)
    has_left = person.status in LEFT and person.status != status
    return (kept, PersonLeft(person_id=person.id, status=person.status)) if has_left else (kept,)


def after_entity_dropped(event: Happened, ctx: Context) -> Says:
    """Take a person out of the register whose entity is erased, with what was answered of them."""
    if isinstance(event, EntityDropped) and event.list == PERSONS:
        person = ctx.persons.get(event.entity_id)
        if person is not None:
            _forget_answers(person, ctx)
            drop(person, ctx)
    return ()


def _forget_answers(person: Person, ctx: Context) -> None:
    """Erase the submissions and drafts about someone; those that noted them are seen to already.

    What this turn has given to somebody else is not theirs any more.
    """
    naming = {one.id for one in ctx.traces.naming(person.id)}
    about = [
        one
        for one in ctx.traces.about(person.id)
        if one.person_id == person.id and one.id not in naming
    ]
    drafts = [
        one for one in ctx.traces.drafts_about(person.id, about) if one.person_id == person.id
    ]
    files = ctx.traces.files_of(about)
    ctx.traces.drop(*files, *drafts, *ctx.traces.parked_about(person.id), *about)


def _visitor(entity: Entity, ctx: Context) -> str | None:
    """Tell who visits a new person: the volunteer who noted them, nobody yet where none did."""
    is_mine = entity.contact_id == ctx.someone.id and ctx.has_role("volunteer")
    return ctx.someone.id if is_mine else None
