"""What a contact may see of the entities: those of the areas in which they fill in forms."""

from collections.abc import Iterator, Mapping

from dialogue.xforms.form import Form
from handlers.context import Context
from handlers.roles import areas_of
from models.entity import Entity


def within_sight(form: Form, ctx: Context) -> Form:
    """Put the entity lists beside a form that it reads, as far as the contact may see them."""
    return form.beside(lambda name: _rows(name, ctx))


def is_in_sight(entity: Entity, ctx: Context) -> bool:
    """Tell whether the contact may see, and so change, an entity."""
    is_alike = entity.is_demo == ctx.someone.is_demo
    return is_alike and any(entity.area.startswith(area) for area in areas_of(ctx))


def _rows(name: str, ctx: Context) -> Iterator[Mapping[str, str]]:
    for one in ctx.entities.listed(name, areas_of(ctx), is_demo=ctx.someone.is_demo):
        yield {
            **one.told.properties,
            "name": one.id,
            "label": one.told.label,
            "__version": str(one.version),
        }
