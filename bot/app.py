"""The one assembly: every part of the bot is made and joined here."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import tzinfo
from functools import partial

from bot import paces
from bot.broadcasting.list_check import ListCheck
from bot.broadcasting.sending import forget
from bot.clock import Clock, now
from bot.compiled import Compiled
from bot.drain import Drain
from bot.examiner import Check, Examiner, first_of
from bot.exporting.plans import sheet
from bot.facilities.sheet_check import SheetCheck
from bot.fetcher import Fetcher
from bot.fewer_pushes import FewerPushes
from bot.following import Following
from bot.forwarding.form_server import FormServer
from bot.forwarding.forwarder import Forwarder
from bot.front import Front
from bot.gaps import shipped_gaps
from bot.handing_out import Door
from bot.health import register as register_health
from bot.holds import Holds, holding
from bot.icon import register as register_icon
from bot.inbox import Inbox
from bot.instead import Urgent
from bot.line.account import Account
from bot.line.channel import Channel
from bot.line.content import ContentClient
from bot.line.outbound import render
from bot.line.sender import Sender
from bot.line.webhook import Webhook
from bot.menus.keeper import MenuKeeper
from bot.menus.letters import can_shape
from bot.menus.of_channel import menu_keeper
from bot.outbox import Post
from bot.outgoing import Outgoing
from bot.people.registrar import Registrar
from bot.people.roster_check import RosterCheck
from bot.periods import Periods
from bot.postman import Postman
from bot.publishing.check import thorough
from bot.pushes import PushCount
from bot.reading import Reader
from bot.reminding import Reminding
from bot.reporting.picture import picture
from bot.retention import Retention
from bot.store import Store
from bot.threads import ThreadKeeper
from bot.timetable import Timetable
from bot.together import Writer
from bot.topic_news import TopicNews
from bot.turns import Turns
from bot.understanding.mind import Mind
from bot.visits_left import VisitsLeft
from bot.words import Words
from dialogue.reminding.budget import KEPT
from dialogue.staff import USUAL, Staff
from dialogue.understanding.understood import Understand, understands_nothing
from handlers.desk import whole_desk
from handlers.router import Desk
from models.columns import Vault


class App:
    """A running bot; `web` is its ASGI application, `running` brings it to life."""

    def __init__(  # noqa: PLR0913  # every part is joined here, by its name
        self,
        *,
        store: Store,
        vault: Vault,
        channel: Channel,
        words: Words,
        zone: tzinfo,
        clock: Clock = now,
        desk: Desk | None = None,
        check: Check = thorough,
        form_server: FormServer | None = None,
        periods: Periods | None = None,
        public_url: str = "",
        understand: Understand = understands_nothing,
        staff: Staff = USUAL,
        alone: int = 50,
        reserve: int = KEPT,
        mind: Mind | None = None,
    ) -> None:
        self.mind = mind
        self._form_server = form_server
        self._words = words
        self.store, self.channel, self.clock = store, channel, clock
        self._vault, self._writer = vault, Writer(store)
        # On PostgreSQL LINE need not wait for what became of replies; SQLite has one writer.
        noting = self._writer if store.is_sqlite else Writer(store)
        compiled = Compiled()
        postman = Postman(words=words)
        reader = Reader(
            vault=vault,
            zone=zone,
            compiled=compiled,
            is_demo=channel.is_pretend,
            gaps=shipped_gaps(),
            public_url=public_url.rstrip("/"),
            staff=staff,
            alone=alone,
            reserve=reserve,
            rendered=lambda say, language: render([say], language=language, words=words),
            worded=words.say,
            understand=understand if mind is None else mind.understand,
            sheet=partial(sheet, words=words, zone=zone),
            chart=partial(picture, words=words) if can_shape() else None,
        )
        self._turns = Turns(store=store, reader=reader, desk=desk or whole_desk(), postman=postman)
        self.topic_news = TopicNews(
            store=store, reader=reader, postman=postman, clock=clock, zone=zone
        )
        self.fewer_pushes = FewerPushes(reader=reader, postman=postman, zone=zone)
        self.webhook = Webhook(
            secret=channel.secret,
            inbox=Inbox(noting, vault, clock),
            clock=clock,
            hashed=vault.hashed,
            wake=self.wake,
            destination=channel.destination,
        )
        self.following = Following(store=store, clock=clock, zone=zone, compiled=compiled)
        self._retention = Retention(
            store=store, clock=clock, zone=zone, compiled=compiled, periods=periods or Periods()
        )
        self.drain: Drain | None = None
        self.fetcher: Fetcher | None = None
        self.elsewhere: Callable[[str], None] | None = None
        self.forwarder: Forwarder | None = None
        self.threads = ThreadKeeper(
            store=store,
            vault=vault,
            words=words,
            clock=clock,
            wake=self.wake,
            public_url=public_url.rstrip("/"),
        )
        urgent = Urgent(store=store, clock=clock)
        self.outgoing = Outgoing(
            store=store,
            vault=vault,
            channel=channel,
            clock=clock,
            zone=zone,
            wake=self.wake,
            before=(urgent.pass_once, self.threads.pass_once),
            ask=self._count_pushes,
            reserve=reserve,
        )
        self.visits_left = VisitsLeft(store=store, vault=vault, wake=self.wake, clock=clock)
        self.reminding = Reminding(store=store, vault=vault, wake=self.wake, clock=clock, zone=zone)
        rosters = RosterCheck(store=store, vault=vault, words=words, clock=clock, zone=zone)
        lists = ListCheck(store=store, vault=vault, clock=clock)
        places = SheetCheck(store=store, clock=clock, zone=zone)
        self.examiner = Examiner(
            store=store,
            vault=vault,
            wake=self.wake,
            clock=clock,
            check=check,
            rosters=first_of(lists.tried, places.tried, rosters.tried),
        )
        self.registrar = Registrar(
            store=store, vault=vault, wake=self.wake, clock=clock, rosters=rosters
        )
        self.web = Front(title="Siao", webhook=self.webhook)
        Door(store=store, words=words, clock=clock).register(self.web)
        register_icon(self.web)
        register_health(self.web, store)

    def wake(self, lane: str) -> None:
        """See to a lane soon, here or `elsewhere`; the sweep finds it if nobody can."""
        if self.elsewhere is not None:
            self.elsewhere(lane)
        elif self.drain is not None:
            self.drain.wake(lane)

    @asynccontextmanager
    async def running(self, timetable: Timetable | None = None) -> AsyncIterator["App"]:
        """Run all of it in this process: recover what was left, drain, sweep and fetch."""
        timetable = timetable or Timetable()
        async with (
            holding(self.store) as holds,
            self.hands(holds) as (drain, fetcher),
            self.forwarding(timetable),
            self.outgoing.opened(),
        ):
            timetable.every(paces.SWEEP_S, drain.sweep)
            timetable.every(paces.FETCH_S, fetcher.pass_once)
            timetable.every(paces.FETCH_S, self.examiner.pass_once)
            timetable.every(paces.FETCH_S, self.registrar.pass_once)
            timetable.every(paces.COUNT_S, self.push_count().pass_once)
            timetable.every(paces.PUSH_S, self.outgoing.push)
            timetable.every(paces.BROADCAST_S, self.outgoing.broadcast)
            timetable.every(paces.MENUS_S, self.menu_keeper().pass_once)
            timetable.every(paces.NIGHT_S, self.forget)
            timetable.every(paces.LEFT_S, self.visits_left.pass_once)
            timetable.every(paces.NIGHT_S, self.follow)
            timetable.every(paces.NIGHT_S, self.tell_of_topics)
            self.learning(timetable)
            timetable.every(paces.REMIND_S, self.reminding.pass_once)
            timetable.every(paces.LEFT_S, self.reminding.look_again)
            recovering = asyncio.create_task(drain.recover())
            timetable.start()
            try:
                yield self
            finally:
                timetable.stop()
                self.learn_no_more()
                recovering.cancel()

    @asynccontextmanager
    async def hands(self, holds: Holds) -> AsyncIterator[tuple[Drain, Fetcher]]:
        """Open the way to LINE, and make what drains and fetches; wait for it at the end."""
        async with (
            Sender(base=self.channel.api_base, token=self.channel.token) as sender,
            ContentClient(base=self.channel.data_api_base, token=self.channel.token) as content,
        ):
            post = Post(store=self.store, writer=self._writer, sender=sender, clock=self.clock)
            drain = Drain(store=self.store, turns=self._turns, post=post, holds=holds)
            fetcher = Fetcher(
                store=self.store,
                vault=self._vault,
                client=content,
                wake=self.wake,
                clock=self.clock,
            )
            self.drain, self.fetcher = drain, fetcher
            try:
                yield drain, fetcher
            finally:
                await drain.rest()
                self.drain = self.fetcher = None

    @asynccontextmanager
    async def forwarding(self, timetable: Timetable) -> AsyncIterator[None]:
        """Send finished submissions on while this lasts, if there is a server to take them."""
        if self._form_server is None:
            yield
            return
        async with self._form_server as server:
            self.forwarder = Forwarder(store=self.store, server=server, clock=self.clock)
            timetable.every(paces.FORWARD_S, self.forwarder.pass_once)
            yield
            self.forwarder = None

    def learning(self, timetable: Timetable) -> None:
        """Learn what questions mean while this lasts, whenever there is something new to learn."""
        if self.mind is not None:
            timetable.every(paces.LEARN_S, self.mind.pass_once)

    def learn_no_more(self) -> None:
        """End what is being learned, for nobody is to be kept waiting at the end."""
        if self.mind is not None:
            self.mind.rest()

    async def _count_pushes(self) -> None:
        """Ask LINE at once, whenever it was asked before."""
        await self.push_count().pass_once()

    def push_count(self) -> PushCount:
        """Make what asks LINE how many messages of this month are used."""
        account = Account(base=self.channel.api_base, token=self.channel.token)
        return PushCount(
            store=self.store, account=account, clock=self.clock, tell=self.fewer_pushes.tell
        )

    def menu_keeper(self) -> MenuKeeper:
        """Make what shows everybody the menu of their role and language."""
        return menu_keeper(self.store, self.channel, self._words, self.clock)

    async def forget(self) -> None:
        """Erase what has been kept for long enough, if that is not done for today."""
        await asyncio.to_thread(self._retention.night)
        if self.outgoing.pusher is not None:
            await asyncio.to_thread(self.outgoing.pusher.forget)
        await asyncio.to_thread(forget, self.store, self.clock)

    async def follow(self) -> None:
        """Work out what is owed where time went by or a rule was switched, for some people."""
        await asyncio.to_thread(self.following.round)

    async def tell_of_topics(self) -> None:
        """Let people know of topics that changed or expired, with their next reply."""
        await asyncio.to_thread(self.topic_news.round)
