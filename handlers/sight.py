"""What a form may show a contact: the entities of their areas, and what they submitted last."""

from collections.abc import Iterator, Mapping

from dialogue.xforms.form import Form
from handlers.context import Context
from handlers.roles import areas_of
from models.entity import Entity


def within_sight(form: Form, ctx: Context) -> Form:
    """Put beside a form what it reads: entity lists, as far as they may be seen, and the last."""
    return form.beside(lambda name: _rows(name, ctx), saved=lambda: _last_saved(form.id, ctx))


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


def _last_saved(form_id: str, ctx: Context) -> str | None:
    last = ctx.submissions.last_of(ctx.someone.id, form_id)
    return None if last is None else last.xml
