"""Entities: what a finished form asks of them is done, or noted as a problem."""

from collections.abc import Mapping
from datetime import timedelta

from dialogue.phrase import msgid, phrase
from dialogue.prompt import Say
from dialogue.xforms.entities import Entity as Asked
from dialogue.xforms.merging import Problem, Standing, applied, plain_id
from handlers.context import Context
from handlers.happened import EntityDropped, EntityKept, Happened, Submitted
from handlers.register import aged
from handlers.router import Says
from handlers.sight import is_in_sight
from models.entity import Entity, EntityProblem, EntityVersion, Told
from models.person import PERSONS

_STAYS = msgid(
    "In the lists of people and follow-ups this changes nothing. Tell your coordinator what is"
    " wrong there."
)


def after_submission(event: Happened, ctx: Context) -> Says:
    """Create and update what a submission asks for; what cannot be is noted, and nothing is lost.

    What a submission has done already, or one that it corrects, is not done again; whom a
    correction makes no longer, because they do not agree any more, is erased.
    """
    if not isinstance(event, Submitted):
        return ()
    chain = _chain(event, ctx)
    if ctx.entities.are_made_by(chain):
        stays = (Say(lines=(phrase(_STAYS),)),) if event.entities else ()
        return (*stays, *_take_back(event, chain, ctx))
    happened = list[EntityKept]()
    for number, asked in enumerate(event.entities):
        outcome = _apply(asked, event, ctx, number)
        if isinstance(outcome, EntityKept):
            happened.append(outcome)
        else:
            ctx.entities.add_problem(_problem(asked, outcome, event, ctx))
    return tuple(happened)


def _chain(event: Submitted, ctx: Context) -> list[str]:
    """List a submission and all that it corrects."""
    first = ctx.submissions.get(event.root_id)
    corrected = [] if first is None else ctx.submissions.chain(first)
    return [event.submission_id, *(one.id for one in corrected)]


def _take_back(event: Submitted, chain: list[str], ctx: Context) -> Says:
    """Erase the entities that were created by what is corrected, and are not asked for now."""
    asked = {(one.list, plain_id(one.id)) for one in event.entities}
    made = ctx.entities.created_by(chain)
    gone = [one for one in made if (one.list, one.id) not in asked]
    for entity in gone:
        ctx.entities.drop(entity)
    return tuple(EntityDropped(list=one.list, entity_id=one.id) for one in gone)


def _apply(asked: Asked, event: Submitted, ctx: Context, number: int) -> EntityKept | Problem:
    """Do what is asked of one entity, of so many before it in the form; or tell why not."""
    entity = ctx.entities.get(asked.list, plain_id(asked.id) or "")
    outside = entity is not None and not is_in_sight(entity, ctx)
    standing = None if entity is None or outside else _standing(entity)

    after = applied(asked, standing, lambda number: _earlier(entity, number, ctx))

    if not isinstance(after, Standing):
        return after
    if outside:
        return "exists"
    entity = entity or _new(asked, event, ctx, number)
    entity.version, entity.conflict = after.version, after.conflict
    entity.updated_at = ctx.moment.now
    made = EntityVersion(
        list=entity.list,
        entity_id=entity.id,
        version=after.version,
        base_version=asked.base_version if after.version > 1 else None,
        at=ctx.moment.now,
        submission_id=event.submission_id,
    )
    told = Told(label=after.label, properties=_properties(asked, standing, after, ctx))
    ctx.entities.keep(entity, told, made)
    return EntityKept(
        list=entity.list,
        entity_id=entity.id,
        is_new=after.version == 1,
        submission_id=event.submission_id,
    )


def _properties(
    asked: Asked, before: Standing | None, after: Standing, ctx: Context
) -> Mapping[str, str]:
    """Give what is kept; of a person whose age was told anew the year of birth, too."""
    if asked.list != PERSONS:
        return after.properties
    known = {} if before is None else before.properties
    return aged(known, asked.properties, after.properties, ctx.moment.today)


def _standing(entity: Entity) -> Standing:
    told = entity.told
    conflict = entity.conflict
    return Standing(
        version=entity.version,
        label=told.label,
        properties=told.properties,
        conflict="hard" if conflict == "hard" else "soft" if conflict else "",
    )


def _earlier(entity: Entity | None, number: int, ctx: Context) -> Standing | None:
    made = None if entity is None else ctx.entities.version(entity, number)
    if made is None:
        return None
    told = made.told
    return Standing(version=number, label=told.label, properties=told.properties)


def _new(asked: Asked, event: Submitted, ctx: Context, number: int) -> Entity:
    """Make an entity; those of one form are a microsecond apart, and so stay in its order."""
    return Entity(
        list=asked.list,
        id=plain_id(asked.id),
        area=event.area,
        is_demo=ctx.someone.is_demo,
        created_at=ctx.moment.now + timedelta(microseconds=number),
        contact_id=event.contact_id,
        submission_id=event.submission_id,
    )


def _problem(asked: Asked, kind: Problem, event: Submitted, ctx: Context) -> EntityProblem:
    return EntityProblem(
        id=ctx.moment.new_id(),
        submission_id=event.submission_id,
        list=asked.list[:100],
        entity_id=plain_id(asked.id) or "",
        kind=kind,
        at=ctx.moment.now,
        is_demo=ctx.someone.is_demo,
    )
