"""A broadcaster beside a pretend LINE, for tests of broadcasts."""

import asyncio
from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from zoneinfo import ZoneInfo

from bot.broadcasting.sending import Broadcaster
from bot.line.paced import PacedSender
from bot.secrets import Keyring
from bot.simulator.world import World
from bot.store import Store
from dialogue.broadcasting.audience import Audience
from models.broadcast import Broadcast, Broadcasts
from models.contact import Contact, Contacts, contact_id_of
from tests.house import Watch

BANGKOK = ZoneInfo("Asia/Bangkok")
HELD = timedelta(minutes=5)
TEXTS = {language: [{"type": "text", "text": f"hello {language}"}] for language in ("th", "lo")}


@dataclass(kw_only=True)
class Rig:
    """People who follow, a broadcaster, and a watch that it looks at."""

    store: Store
    keys: Keyring
    world: World
    watch: Watch
    line: PacedSender
    base: str
    woken: list[str] = field(default_factory=list)
    ids: dict[str, str] = field(default_factory=dict)  # of LINE, by name
    audience: Audience = field(default_factory=lambda: Audience(areas=("",)))

    def broadcaster(self) -> Broadcaster:
        return Broadcaster(
            store=self.store,
            vault=self.keys,
            line=self.line,
            clock=self.watch,
            zone=BANGKOK,
            wake=self.woken.append,
        )

    def meet(self, *names: str, language: str = "th", **told: bool) -> None:
        """Let people follow; their contact ids are the keyed hashes of their LINE ids."""
        with self.store.writing() as session:
            for name in names:
                line_id = self.world.add_contact(name).user_id
                self.ids[name] = line_id
                one = Contact(
                    id=contact_id_of(line_id, self.keys.hashed),
                    language=language,
                    seen_on=self.watch().date(),
                    **told,
                )
                Contacts(session).add(one, line_id=line_id)

    def of(self, name: str) -> str:
        return contact_id_of(self.ids[name], self.keys.hashed)

    def make(self, broadcast_id: str = "b", *, by: str | None = None, **told: str | bool) -> None:
        """Make a broadcast to everybody that is held for five minutes."""
        with self.store.writing() as session:
            one = Broadcast(
                id=broadcast_id,
                made_by=by,
                audience=self.audience.to_json(),
                made_at=self.watch(),
            )
            for name, value in told.items():
                setattr(one, name, value)
            shelf = Broadcasts(session)
            shelf.add(one, TEXTS)
            session.flush()
            assert shelf.hold(broadcast_id, self.watch())

    async def send(self) -> None:
        await self.broadcaster().pass_once()

    def progress(self, broadcast_id: str = "b") -> dict[str, int]:
        with self.store.thinking() as session:
            return Broadcasts(session).progress(broadcast_id)

    def state(self, broadcast_id: str = "b") -> tuple[str, str]:
        with self.store.thinking() as session:
            one = session.get_one(Broadcast, broadcast_id)
            return one.state, one.why

    async def look(self, broadcast_id: str = "b") -> tuple[tuple[str, str], dict[str, int]]:
        state = await asyncio.to_thread(self.state, broadcast_id)
        return state, await asyncio.to_thread(self.progress, broadcast_id)

    def got(self) -> Counter[str]:
        """Count what each person was shown, by name."""
        return Counter({name: len(self.world.texts(one)) for name, one in self.ids.items()})
