"""Recovery: what waited at the start is gone through before anything newer of its lane."""

import asyncio
import threading

from bot.secrets import Keyring
from bot.store import Store
from dialogue.prompt import Say
from handlers.context import Context
from handlers.incoming import Wrote
from handlers.router import Desk, Router, Says
from tests.serving import open_street

_LONG_S = 10.0


async def test_what_comes_during_the_recovery_of_a_lane_is_answered_after_it(
    store: Store, keys: Keyring
) -> None:
    begun, gate = threading.Event(), threading.Event()
    router = Router()

    @router.on(Wrote)
    def be_slow(event: Wrote, _ctx: Context) -> Says:
        begun.set()
        assert gate.wait(_LONG_S)
        return (Say(lines=(f"heard {event.text}",)),)

    desk = Desk(watchers=(), features=(router,))
    async with open_street(store, keys, desk) as street:
        app, somsri = street.house.app, street.someone()
        drain, app.drain = app.drain, None  # the door notes and wakes nobody
        assert drain is not None
        await street.courier.send(street.text(somsri, "one"))

        app.drain = drain
        recovering = asyncio.create_task(drain.recover())
        assert await asyncio.to_thread(begun.wait, _LONG_S)
        await street.courier.send(street.text(somsri, "two"))
        gate.set()
        await recovering
        await street.house.settle()

        assert street.shown(somsri) == ["heard one", "heard two"]
        assert await street.outcomes() == ["sent", "sent"]
