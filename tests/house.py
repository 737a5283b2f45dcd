"""A whole bot beside a pretend LINE, for tests that talk with it."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import ParamSpec, TypeVar
from zoneinfo import ZoneInfo

import httpx
from typing_extensions import override

from bot.app import App
from bot.forwarding.form_server import FormServer
from bot.holds import Holds
from bot.line.channel import Channel
from bot.publishing.check import check
from bot.secrets import Keyring
from bot.simulator.courier import Courier
from bot.simulator.phone import Phone
from bot.simulator.server import serving
from bot.simulator.world import World
from bot.store import Store
from bot.timetable import Timetable
from bot.words import Words
from dialogue.reminding.budget import KEPT
from dialogue.staff import USUAL, Staff
from dialogue.understanding.understood import Understand, understands_nothing
from handlers.router import Desk
from models.contact import Contacts
from models.form import Forms, FormVersion
from models.invite import Invite
from models.organization import Organization
from tests.line_schema import assert_fits, is_at_hand

P = ParamSpec("P")
T = TypeVar("T")

BANGKOK = ZoneInfo("Asia/Bangkok")
LOCALES = Path(__file__).parent.parent / "locales"
NOON = datetime(2026, 11, 25, 5, 0, tzinfo=UTC)  # 12:00 in Bangkok, a Wednesday
THINKING = timedelta(seconds=5)  # between what a person reads and what they send


checked = cache(check)
"""What `check` finds in a form that many tests publish: the same each time, so asked once."""


@cache
def shipped_words() -> Words:
    """Load the catalogues, once for all houses: that takes longer than most tests."""
    return Words(LOCALES)


class Watch:
    """A clock that moves when it is told to."""

    def __init__(self, at: datetime = NOON) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at

    def move(self, by: timedelta) -> None:
        self.at += by


@dataclass(kw_only=True)
class House:
    """The bot, its LINE, and a watch that both look at."""

    app: App
    store: Store
    keys: Keyring
    world: World
    watch: Watch
    client: httpx.AsyncClient

    async def deliver(self, body: bytes, headers: Mapping[str, str]) -> int:
        """Bring a webhook and wait until nothing is left to do; then time goes on."""
        status = await self.bring(body, headers)
        await self.settle()
        self.watch.move(THINKING)
        return status

    async def bring(self, body: bytes, headers: Mapping[str, str]) -> int:
        """Bring a webhook and wait for its answer only."""
        answer = await self.client.post("/webhook", content=body, headers=dict(headers))
        return answer.status_code

    async def apart(self, work: Callable[P, T], *args: P.args, **named: P.kwargs) -> T:
        """Do what needs the store in a thread of its own, as the loop may not."""
        return await asyncio.to_thread(work, *args, **named)

    async def settle(self) -> None:
        """Wait until every woken lane is drained."""
        assert self.app.drain is not None
        await self.app.drain.rest()

    async def fetch(self) -> None:
        """Let the fetcher make its round, and see to what it brought."""
        assert self.app.fetcher is not None
        await self.app.fetcher.pass_once()
        await self.settle()

    async def examine(self) -> None:
        """Let what was sent be fetched and checked, and see to what was found."""
        await self.fetch()
        await self.app.examiner.pass_once()
        await self.settle()

    async def enrol(self) -> None:
        """Let the rosters that were confirmed be stored, and see to what came of it."""
        await self.app.registrar.pass_once()
        await self.settle()

    async def push(self) -> None:
        """Let the clock gather what people wrote to each other, send it, and see to what came."""
        await self.app.outgoing.push()
        await self.app.outgoing.broadcast()
        await self.settle()

    async def remind(self) -> None:
        """Let the clock plan what is owed, and tell of what is due, until nothing is."""
        await self.apart(self.app.following.climb)
        for _ in range(3):
            await self.app.reminding.pass_once()
            await self.settle()

    def phone(self, name: str) -> Phone:
        """Hand a phone to someone who is on LINE."""
        contact = self.world.add_contact(name)
        return Phone(self.world, contact, Courier(self.world, self.deliver))

    def heard(self, phone: Phone) -> list[str]:
        """Read what a phone was shown."""
        return self.world.texts(phone.contact.user_id)

    def lane(self, phone: Phone) -> str:
        """Name the lane of a phone."""
        return self.keys.hashed(f"lane:user:{phone.contact.user_id}")

    def invite(self, code: str = "ABCDE12345", role: str = "volunteer", area: str = "3405") -> str:
        """Make an invitation and hand out its code."""
        with self.store.writing() as session:
            session.add(Organization(id=f"org-{code}", name="เสี่ยวสุขภาพ"))
            session.add(
                Invite(
                    id=f"invite-{code}",
                    code_hash=self.keys.hashed(f"invite:{code}"),
                    role=role,
                    area=area,
                    organization_id=f"org-{code}",
                    made_at=self.watch(),
                    expires_at=self.watch() + timedelta(days=7),
                )
            )
        return code

    def publish(self, form_id: str, title: str, xform: str, version: str = "1") -> None:
        """Publish a form from its XForm."""
        with self.store.writing() as session:
            Forms(session).publish(
                FormVersion(
                    id=f"{form_id}-{version}",
                    form_id=form_id,
                    version=version,
                    title=title,
                    xform=xform,
                    workbook=b"",
                    workbook_name=f"{form_id}.md",
                    published_at=self.watch(),
                )
            )

    def language_of(self, phone: Phone) -> str | None:
        """Tell which language someone has chosen."""
        with self.store.thinking() as session:
            contact = Contacts(session).get(self.lane(phone))
            return None if contact is None else contact.language

    async def volunteer(
        self, name: str = "สมศรี", *, language: str = "ไทย", role: str = "volunteer"
    ) -> Phone:
        """Let someone follow, choose a language and join, as a volunteer unless said otherwise."""
        phone = self.phone(name)
        await phone.follow()
        await phone.tap(language)
        code = f"VNTEE{len(self.world.contacts):05d}"
        await phone.type(await self.apart(self.invite, code, role))
        return phone


@asynccontextmanager
async def open_house(
    store: Store,
    keys: Keyring,
    *,
    desk: Desk | None = None,
    words: Words | None = None,
    judged: bool = True,
    form_server: FormServer | None = None,
    by_hand: Holds | None = None,
    public_url: str = "",
    understand: Understand = understands_nothing,
    staff: Staff = USUAL,
    alone: int = 50,
    reserve: int = KEPT,
) -> AsyncIterator[House]:
    """Run a bot on `store` beside a pretend LINE, which in the end must have taken every reply.

    Nothing is done every few seconds, which a slow machine would bring in the way of a test.
    `judged` is false for tests in which LINE is made to refuse. With `by_hand` not even what was
    left is seen to: the drain, which holds lanes so, waits for the test.
    """
    watch = Watch()
    world = World(now=watch)
    async with serving(world) as base:
        app = App(
            store=store,
            vault=keys,
            channel=Channel(
                secret=world.channel.secret,
                token=world.channel.access_token,
                api_base=base,
                data_api_base=base,
                destination=world.channel.bot_user_id,
            ),
            words=words or shipped_words(),
            zone=BANGKOK,
            clock=watch,
            desk=desk,
            check=check,  # without Java, which takes a second
            form_server=form_server,
            public_url=public_url,
            understand=understand,
            staff=staff,
            alone=alone,
            reserve=reserve,
        )
        transport = httpx.ASGITransport(app.web)
        async with (
            _alive(app, by_hand),
            httpx.AsyncClient(transport=transport, base_url="http://bot") as client,
        ):
            yield House(app=app, store=store, keys=keys, world=world, watch=watch, client=client)
        if judged:
            assert_line_would_take(world)


class Unwound(Timetable):
    """A timetable that never begins: a test does what is due when it wants it done."""

    @override
    def start(self) -> None:
        pass

    @override
    def stop(self) -> None:
        pass


def _alive(app: App, by_hand: Holds | None) -> AbstractAsyncContextManager[object]:
    return app.running(Unwound()) if by_hand is None else app.hands(by_hand)


def assert_line_would_take(world: World) -> None:
    """Hold all that a test sent against the pretend LINE's own counting and LINE's schemas."""
    for endpoint, schema in (("reply", "ReplyMessageRequest"), ("push", "PushMessageRequest")):
        for request in world.asked(endpoint):
            assert request.fault or request.status == 200, (request.answer, request.body)
            if is_at_hand():
                assert_fits(request.body, schema)
