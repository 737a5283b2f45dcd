"""Menus that are quickly drawn, and people who are shown them."""

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from PIL import Image
from sqlalchemy.orm import Session

from bot.line.menus import Area, Box, Menu
from bot.menus.keeper import MenuKeeper
from bot.menus.pictures import Drawn
from bot.secrets import Keyring
from bot.simulator.menus import RichMenu
from bot.simulator.people import Contact as Friend
from bot.simulator.world import World
from bot.store import Store
from models.contact import Contact
from models.organization import Membership, Organization
from models.rich_menu import MenuDues, RichMenus
from tests.house import NOON, Watch

NAMES = (
    "everyone",
    "visitor-th",
    "visitor-lo",
    "volunteer-th",
    "volunteer-lo",
    "coordinator-th",
    "coordinator-lo",
)


def sketch(name: str, mark: str = "") -> Drawn:
    """Draw a menu of one button; another mark makes another menu of it."""
    stream = io.BytesIO()
    Image.new("RGB", (800, 540)).save(stream, "PNG")
    box = Box(left=0, top=0, width=800, height=540)
    area = Area(box=box, label="เมนู", data="a=menu")
    menu = Menu(alias=name, bar="เมนู", width=800, height=540, areas=(area,))
    return Drawn(name=name, menu=menu, picture=stream.getvalue(), digest=f"{mark}{name}")


@dataclass(kw_only=True)
class Desk:
    """A keeper's desk: the database, LINE, the watch, and the menus that are to stand there."""

    store: Store
    keys: Keyring
    world: World
    watch: Watch
    keeper: MenuKeeper
    menus: list[Drawn] = field(default_factory=lambda: [sketch(name) for name in NAMES])

    def friend(
        self,
        name: str,
        language: str | None = "th",
        roles: Sequence[str] = (),
        *,
        follows: bool = True,
        is_demo: bool = False,
        is_due: bool = True,
    ) -> Friend:
        """Let somebody be on LINE and known to the bot."""
        friend = self.world.add_contact(name)
        with self.store.writing() as session:
            row = Contact(
                id=name,
                language=language,
                follows=follows,
                is_demo=is_demo,
                seen_on=date(2026, 11, 25),
            )
            session.add(row)
            row.line_id = friend.user_id
            session.flush()
            if is_due:
                MenuDues(session).add(name)
        for role in roles:
            self.give(name, role)
        return friend

    def give(self, name: str, role: str) -> None:
        """Give somebody a role."""
        with self.store.writing() as session:
            if session.get(Organization, "org") is None:
                session.add(Organization(id="org", name="เสี่ยวสุขภาพ"))
            session.add(
                Membership(
                    id=f"{name} {role}",
                    contact_id=name,
                    organization_id="org",
                    role=role,
                    area="3405",
                    joined_at=NOON,
                )
            )

    def change(self, name: str, language: str | None) -> None:
        """Let somebody choose another language."""
        with self.store.writing() as session:
            self.friend_row(session, name).language = language
            MenuDues(session).add(name)

    def friend_row(self, session: Session, name: str) -> Contact:
        """Find the row of somebody."""
        contact = session.get(Contact, name)
        assert contact is not None
        return contact

    def seen_by(self, friend: Friend) -> str | None:
        """Name the menu that somebody sees."""
        found = self.world.menus.seen_by(friend.user_id)
        return None if found is None else name_of(found)

    def own(self, friend: Friend) -> str | None:
        """Name the menu that somebody was given for themselves."""
        menu_id = self.world.menus.linked(friend.user_id)
        found = None if menu_id is None else self.world.menus.get(menu_id)
        return None if found is None else name_of(found)

    def at_line(self) -> list[str]:
        """Name the menus that stand at LINE, the oldest first."""
        return [str(menu.fields["name"]) for menu in self.world.menus.all]

    def asked(self, endpoint: str) -> int:
        """Count what LINE was asked at an endpoint."""
        return len(self.world.asked(endpoint))

    def waiting(self) -> int:
        """Count who waits."""
        with self.store.thinking() as session:
            return MenuDues(session).count()

    def made(self) -> dict[str, str]:
        """Tell which menus are noted as made and ready, with their ids."""
        with self.store.thinking() as session:
            rows = RichMenus(session).all().values()
            return {row.name: row.menu_id for row in rows if row.is_ready}


def name_of(menu: RichMenu) -> str:
    """Read the name of ours in that which LINE knows."""
    return str(menu.fields["name"]).split()[1]
