"""The plain menu: what everybody of one's role and language sees below the chat."""

from handlers.context import Context


def plain_menu(contact_id: str, ctx: Context) -> None:
    """Show a contact the menu of their role and language, whatever they see now, within seconds.

    No menu of ours names a private topic, so that the plain one is also the one to hide behind.
    Once it is shown nothing tells that it was asked for.
    """
    ctx.menu_dues.add(contact_id)
