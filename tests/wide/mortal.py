"""A worker of the whole bot that one text kills, started as `python -m tests.wide.mortal`."""

import asyncio
import signal

from bot.app import App
from bot.commands.common import say
from bot.logs import configure
from bot.serving import channel_of, loaded_words, new_loop
from bot.settings import Settings
from bot.starting import Premises, joined
from bot.wake import Jobs
from bot.wide import POOLS, at_work
from bot.words import Words
from handlers.context import Context
from handlers.desk import whole_desk
from handlers.incoming import Wrote
from handlers.router import Desk, Router, Says
from tests.crash.mortal import KILLER, die


def main() -> None:
    """Work until told to stop, or until the text comes."""
    configure(process="worker")
    settings = Settings.read()
    words = loaded_words(settings)
    with joined(settings, say, pool=POOLS["worker"].sessions) as premises:
        jobs = Jobs(premises.store.url, pool=POOLS["worker"].jobs)
        with asyncio.Runner(loop_factory=new_loop) as runner:
            runner.run(_work(premises, words, jobs))


async def _work(premises: Premises, words: Words, jobs: Jobs) -> None:
    app = App(
        store=premises.store,
        vault=premises.keys,
        channel=channel_of(premises.settings),
        words=words,
        zone=premises.settings.zone,
        desk=deadly(whole_desk()),
    )
    async with at_work(app, jobs) as working:
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, working.cancel)
        say("A worker is at work.")
        await asyncio.wait([working])


def deadly(desk: Desk) -> Desk:
    """Put in front of a desk what dies of a text before anything is made of it."""
    router = Router()

    @router.on(Wrote)
    def look(wrote: Wrote, _ctx: Context) -> Says | None:
        if wrote.text == KILLER:
            die()
        return None

    return Desk(watchers=(router, *desk.watchers), features=desk.features, listeners=desk.listeners)


if __name__ == "__main__":
    main()
