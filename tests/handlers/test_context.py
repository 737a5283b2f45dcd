"""What a turn without a contact may ask for."""

import pytest

from bot.secrets import Keyring
from bot.store import Store
from handlers.context import Context
from handlers.incoming import Overheard
from handlers.router import Desk, Router, Says
from tests.events import drained, note, turns, wrote


def test_an_event_of_nobody_has_no_contact_and_no_role(lite: Store, keys: Keyring) -> None:
    seen: list[Context] = []
    router = Router()

    @router.on(Overheard)
    def look(_event: Overheard, ctx: Context) -> Says:
        seen.append(ctx)
        return ()

    note(lite, keys, [wrote("hello", by="")])
    drained(turns(lite, keys, Desk(watchers=(), features=(router,))))

    (ctx,) = seen
    assert not ctx.has_role("volunteer")
    assert ctx.language == "th"
    with pytest.raises(LookupError):
        _ = ctx.someone
