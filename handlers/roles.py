"""Roles and permissions: who may fill which form, where, and whom they see."""

from dialogue.xforms.form import Form
from handlers.context import Context
from models.form import FormVersion
from models.scope import Grant, Scope

FILLS_FORMS = ("volunteer", "coordinator")
PUBLISHES_FORMS = ("coordinator",)
SEES_TOTALS = ("mentor", "reader", "coordinator")
ALL_ROLES = ("volunteer", "mentor", "reader", "receiver", "coordinator")


def may_fill(version: FormVersion, ctx: Context) -> bool:
    """Tell whether the contact may begin this form.

    A form that is open to all (bind::line:open) asks for no role, and keeps nothing. A form that
    asks for a permission (bind::line:permission) is for volunteers who have been given
    it, and for coordinators, who give it.
    """
    if is_open_to_all(version, ctx):
        return True
    if ctx.has_role("coordinator"):
        return True
    if not ctx.has_role(*FILLS_FORMS):
        return False
    asked = asked_permissions(version, ctx)
    return not asked or asked <= {one.name for one in ctx.permissions.of(ctx.someone.id)}


def is_open_to_all(version: FormVersion, ctx: Context) -> bool:
    """Tell whether anyone may begin a form, also who has no role."""
    return is_open(ctx.compiled(version))


def is_open(form: Form) -> bool:
    """Tell whether a form says that anyone may begin it (bind::line:open)."""
    marks = (one.attributes.get("open", "").strip() for one in form.primary.definitions)
    return "yes" in marks


def asked_permissions(version: FormVersion, ctx: Context) -> frozenset[str]:
    """Name the permissions that a form asks for; of most forms there are none."""
    definitions = ctx.compiled(version).primary.definitions
    named = (one.attributes.get("permission", "").strip() for one in definitions)
    return frozenset(name for name in named if name)


def areas_of(ctx: Context) -> list[str]:
    """Name the areas in which the contact fills in forms, the longest held first.

    Roles that visit nobody count for nothing here: a mentor or reader has the totals of an area.
    """
    held = ctx.memberships.of(ctx.someone.id)
    return [one.area for one in held if one.role in FILLS_FORMS]


def totals_of(ctx: Context) -> Scope:
    """Tell of which areas the contact may see totals: never of single people."""
    held = ctx.memberships.of(ctx.someone.id)
    areas = dict.fromkeys(one.area for one in held if one.role in SEES_TOTALS)
    return Scope(grants=tuple(Grant(area=area) for area in areas), is_demo=ctx.someone.is_demo)


def scope_of(ctx: Context) -> Scope:
    """Tell whom the contact may see: volunteers their own people, coordinators a whole area's.

    A volunteer's own are those whom they visit, those whom their buddy visits, and those of their
    areas whom nobody visits yet. Mentors, readers and receivers see nobody.
    """
    me = ctx.someone
    own = frozenset({me.id})
    held = [one for one in ctx.memberships.of(me.id) if one.role in FILLS_FORMS]
    grants = [Grant(area=one.area, only=None if one.role == "coordinator" else own) for one in held]
    if any(one.role == "volunteer" for one in held):
        grants += _buddy_grants(ctx)
    return Scope(grants=tuple(grants), is_demo=me.is_demo)


def _buddy_grants(ctx: Context) -> list[Grant]:
    """Open the people of the contact's buddy, where the buddy visits; none without a buddy."""
    pair = ctx.pairs.of(ctx.someone.id)
    if pair is None:
        return []
    buddy = pair.besides(ctx.someone.id)
    areas = {one.area for one in ctx.memberships.of(buddy) if one.role == "volunteer"}
    only = frozenset({buddy})
    return [Grant(area=area, only=only, unassigned=False) for area in sorted(areas)]
