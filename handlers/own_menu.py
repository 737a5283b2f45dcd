"""One's own menu: whoever takes on a role, loses one or changes the language is shown another."""

from handlers.context import Context
from handlers.happened import Happened, Joined, LanguageChosen, RoleEnded
from handlers.incoming import (
    Followed,
    Incoming,
    Picked,
    Sent,
    Shared,
    Tapped,
    Unreadable,
    Wrote,
)
from handlers.plain_menu import plain_menu
from handlers.router import Router, Says

watcher = Router()


@watcher.on(Followed, Wrote, Tapped, Picked, Shared, Sent, Unreadable)
def meet(event: Incoming, ctx: Context) -> Says | None:
    """Show their menu to whoever is new or comes back: LINE may show them another.

    Of somebody who was erased nothing was kept by which it could have been taken away before.
    """
    if ctx.contact is None:
        return None
    if ctx.contacts.is_new(ctx.contact) or (isinstance(event, Followed) and event.again):
        plain_menu(ctx.contact.id, ctx)
    return None


def after_change(event: Happened, ctx: Context) -> Says:
    """Let the menu follow the role and the language; it is there within seconds."""
    if isinstance(event, LanguageChosen | Joined | RoleEnded):
        plain_menu(event.contact_id, ctx)
    return ()
