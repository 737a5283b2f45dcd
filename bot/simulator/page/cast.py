"""The three people whose phones the page shows."""

import asyncio
import hashlib
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias, get_args

from bot import demo
from bot.inviting import Invitation, issue
from bot.simulator.courier import Courier
from bot.simulator.page.stage import Stage
from bot.simulator.people import Contact
from bot.simulator.phone import Phone
from models.contact import Contacts, contact_id_of
from models.organization import Memberships

Who: TypeAlias = Literal["volunteer", "visitor", "coordinator"]
"""One of the three, by what they are to the bot."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A made-up person; `area` is a DOPA code, None for who has no role."""

    who: Who
    name: str
    label: str
    english: str
    area: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Standing:
    follows: bool
    has_role: bool
    language: str | None


PEOPLE: Final = (
    Person(who="volunteer", name="สมศรี", label="อาสาสมัคร", english="Volunteer", area="3405"),
    Person(who="visitor", name="ຄຳແພງ", label="ผู้มาเยือน", english="Visitor", area=None),
    Person(who="coordinator", name="มาลี", label="ผู้ประสานงาน", english="Coordinator", area="34"),
)

_TAMBON: Final = "340503"  # where the volunteer's people live


def known(who: str) -> Who:
    """Read the name of one of the three; the volunteer where it is none."""
    return next((one for one in get_args(Who) if one == who), "volunteer")


class Cast:
    """The three and their phones; each meets the bot when they are first looked at."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._phones = {person.who: self._phone(person) for person in PEOPLE}
        self._arriving = {person.who: asyncio.Lock() for person in PEOPLE}
        self._before: dict[Who, _Standing | None] = {}  # how they stood when they arrived

    def phone(self, who: Who) -> Phone:
        """Give somebody's phone."""
        return self._phones[who]

    def lane(self, who: Who) -> str:
        """Name somebody's lane, which is also the id of their contact."""
        user_id = self._phones[who].contact.user_id
        return contact_id_of(user_id, self._stage.premises.keys.hashed)

    def has_arrived(self, who: Who) -> bool:
        """Tell whether somebody has met the bot, in this process or before."""
        return who in self._before

    def is_remembered(self, who: Who) -> bool:
        """Tell whether somebody had met the bot before this process began."""
        return self._before.get(who) is not None

    def language(self, who: Who) -> str | None:
        """Tell which language somebody had chosen before this process began."""
        before = self._before.get(who)
        return before.language if before is not None else None

    async def arrive(self, who: Who) -> None:
        """Let somebody follow the bot and join with a code, as far as they have not yet."""
        async with self._arriving[who]:
            if who not in self._before:
                standing = await asyncio.to_thread(self._standing, who)
                await self._meet(who, standing)
                self._before[who] = standing

    async def _meet(self, who: Who, standing: _Standing | None) -> None:
        phone = self._phones[who]
        if standing is None:
            await phone.follow()
            await self._stage.settle()
        elif not standing.follows:
            phone.contact.blocked = True  # since before this process began
            return
        if who == "volunteer":
            await self._meet_people()
        person = next(one for one in PEOPLE if one.who == who)
        if person.area is not None and (standing is None or not standing.has_role):
            invitation = Invitation(role=who, area=person.area)
            await phone.type(await asyncio.to_thread(self._invite, invitation))
            await self._stage.settle()

    async def _meet_people(self) -> None:
        """Give the volunteer people to visit, once; what is owed to them is worked out then."""
        stage = self._stage
        volunteer_id = self.lane("volunteer")
        new = await asyncio.to_thread(
            demo.people, stage.premises, stage.clock(), area=_TAMBON, volunteer_id=volunteer_id
        )
        if new:
            await stage.settle()

    def _invite(self, invitation: Invitation) -> str:
        return issue(self._stage.premises, invitation, self._stage.clock())

    def _standing(self, who: Who) -> _Standing | None:
        """Tell how somebody stands with the bot; None when it does not know them."""
        with self._stage.premises.store.thinking() as session:
            contact = Contacts(session).get(self.lane(who))
            if contact is None:
                return None
            roles = Memberships(session).of(self.lane(who))
            has_role = any(one.role == who for one in roles)
            return _Standing(follows=contact.follows, has_role=has_role, language=contact.language)

    def _phone(self, person: Person) -> Phone:
        # The same id after every start: the bot's database may know them from before.
        user_id = "U" + hashlib.sha256(f"simulator {person.who}".encode()).hexdigest()[:32]
        contact = Contact(user_id=user_id, name=person.name, language=None)
        self._stage.world.contacts[user_id] = contact
        return Phone(self._stage.world, contact, Courier(self._stage.world, self._stage.deliver))
