"""Roles and permissions: who may fill which form, and where."""

from handlers.context import Context
from models.form import FormVersion

FILLS_FORMS = ("volunteer", "coordinator")
PUBLISHES_FORMS = ("coordinator",)


def may_fill(version: FormVersion, ctx: Context) -> bool:
    """Tell whether the contact may begin this form.

    A form that asks for a permission (bind::line:permission) is for coordinators alone, until
    permissions are given to single volunteers.
    """
    if ctx.has_role("coordinator"):
        return True
    definitions = ctx.compiled(version).primary.definitions
    asks_permission = any("permission" in definition.attributes for definition in definitions)
    return ctx.has_role(*FILLS_FORMS) and not asks_permission


def areas_of(ctx: Context) -> list[str]:
    """Name the areas in which the contact fills in forms, the longest held first.

    Roles that visit nobody count for nothing here: a mentor or reader has the totals of an area.
    """
    held = ctx.memberships.of(ctx.someone.id)
    return [one.area for one in held if one.role in FILLS_FORMS]
