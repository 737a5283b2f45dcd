"""Someone with a role who does things in turns of their own, without a word being said."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from bot.secrets import Keyring
from bot.store import Store
from handlers.context import Context
from handlers.incoming import Wrote
from handlers.router import Desk, Router, Says
from models.contact import Contact
from models.organization import Membership, Organization
from tests.events import AT, drained, note, turns, wrote

T = TypeVar("T")

TAMBON = "340501"


@dataclass(kw_only=True)
class Actor:
    """A contact with a role in an area; `does` lets them do one thing in one turn."""

    store: Store
    keys: Keyring
    name: str = "actor"
    role: str = "volunteer"
    area: str = TAMBON
    is_demo: bool = False
    _number: int = field(default=0, init=False)

    def __post_init__(self) -> None:
        with self.store.writing() as session:
            session.merge(Organization(id="org", name="เสี่ยวสุขภาพ"))
            session.add(
                Contact(id=self.name, language="th", is_demo=self.is_demo, seen_on=AT.date())
            )
            session.add(
                Membership(
                    id=f"of-{self.name}",
                    contact_id=self.name,
                    organization_id="org",
                    role=self.role,
                    area=self.area,
                    joined_at=AT,
                )
            )

    def does(self, work: Callable[[Context], T]) -> T:
        """Do this in a turn, and give back what came of it."""
        done: list[T] = []
        router = Router()

        @router.on(Wrote)
        def act(_event: Wrote, ctx: Context) -> Says:
            done.append(work(ctx))
            return ()

        self._number += 1
        note(self.store, self.keys, [wrote("x", number=self._number, lane=self.name)])
        drained(turns(self.store, self.keys, Desk(watchers=(), features=(router,))), self.name)
        assert done, "the turn came to nothing"
        return done[-1]
