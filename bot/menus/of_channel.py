"""The keeper of the menus of one channel."""

from functools import partial

from bot.clock import Clock
from bot.line.channel import Channel
from bot.line.menu_account import MenuAccount
from bot.menus.keeper import MenuKeeper
from bot.menus.pictures import all_drawn
from bot.store import Store
from bot.words import Words


def menu_keeper(store: Store, channel: Channel, words: Words, clock: Clock) -> MenuKeeper:
    """Make what shows everybody the menu of their role and language."""
    account = MenuAccount(
        base=channel.api_base, data_base=channel.data_api_base, token=channel.token
    )
    return MenuKeeper(
        store=store,
        account=account,
        menus=partial(all_drawn, words),
        clock=clock,
        is_demo=channel.is_pretend,
    )
