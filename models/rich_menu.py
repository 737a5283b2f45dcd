"""Rich menus: those that stand at LINE, and the contacts who are to be shown another one."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import String, delete, func, insert, literal, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Row
from models.columns import Serial, Utc, reference
from models.contact import Contact
from models.note import Note
from models.organization import Membership

_KEEPER: Final = "keeper of menus"


class RichMenu(Row):
    """A menu that was made at LINE: `name` is ours, `menu_id` is LINE's.

    `digest` is of all that it shows and does. It `is_ready` once it can be shown to people.
    """

    __tablename__ = "rich_menus"

    name: Mapped[str] = mapped_column(String(32), primary_key=True)
    menu_id: Mapped[str] = mapped_column(String(64))
    digest: Mapped[str] = mapped_column(String(64))
    made_at: Mapped[datetime] = mapped_column(Utc)
    is_ready: Mapped[bool] = mapped_column(default=False)


class MenuDue(Row):
    """A contact who is to be shown the menu that is theirs now; gone as soon as LINE shows it."""

    __tablename__ = "menu_dues"

    id: Mapped[int] = mapped_column(Serial, primary_key=True, autoincrement=True)
    contact_id: Mapped[str] = mapped_column(
        String(32), reference("contacts.id", ondelete="CASCADE")
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """Somebody whose menu is due, as they are now.

    `dues` are the rows that ask for it. `line_id` is None for whoever cannot be shown anything.
    """

    dues: tuple[int, ...]
    contact_id: str
    line_id: str | None
    language: str | None
    roles: frozenset[str]


class RichMenus:
    """The shelf of the menus that stand at LINE."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def all(self) -> dict[str, RichMenu]:
        """Give all menus by their names."""
        return {one.name: one for one in self._session.scalars(select(RichMenu))}

    def put(self, menu: RichMenu) -> None:
        """Keep a menu in place of the one of the same name."""
        self._session.merge(menu)

    def finish(self, names: Collection[str]) -> None:
        """Note that these menus can be shown, and forget all others."""
        known = RichMenu.name.in_(names)
        self._session.execute(update(RichMenu).where(known).values(is_ready=True))
        self._session.execute(delete(RichMenu).where(~known))

    def claim(self, holder: bytes, now: datetime, until: datetime) -> bool:
        """Be the one who sees to the menus for some time; false while another one is."""
        if self._session.get(Note, _KEEPER) is None:
            self._session.execute(insert(Note).values(name=_KEEPER, text="", data=None))
        claimed = self._session.execute(
            update(Note)
            .where(Note.name == _KEEPER, (Note.text < _moment(now)) | (Note.data == holder))
            .values(text=_moment(until), data=holder)
            .returning(Note.name)
            .execution_options(synchronize_session=False)
        ).first()
        return claimed is not None


class MenuDues:
    """The shelf of contacts whose menu is due."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, contact_id: str) -> None:
        """Let a contact be shown the menu that is theirs after this turn."""
        self._session.add(MenuDue(contact_id=contact_id))

    def add_everybody(self, *, is_demo: bool) -> None:
        """Let everybody who follows and has chosen a language be shown their menu again."""
        everybody = select(Contact.id).where(
            Contact.follows.is_(True),
            Contact.language.is_not(None),
            Contact.line_id_sealed.is_not(None),
            Contact.is_demo.is_(is_demo),
        )
        self._session.execute(insert(MenuDue).from_select(["contact_id"], everybody))

    def count(self) -> int:
        """Count those who wait."""
        return self._session.scalar(select(func.count(MenuDue.contact_id.distinct()))) or 0

    def is_empty(self) -> bool:
        """Tell whether nobody waits."""
        return self._session.scalar(select(literal(1)).select_from(MenuDue).limit(1)) is None

    def waiting(self, most: int, *, is_demo: bool) -> list[Waiting]:
        """List those who have waited longest, as they are now: each once, for `most` rows."""
        dues = list(self._session.scalars(select(MenuDue).order_by(MenuDue.id).limit(most)))
        each = dict.fromkeys(due.contact_id for due in dues)
        query = select(Contact).where(Contact.id.in_(list(each)), Contact.is_demo.is_(is_demo))
        known = {one.id: one for one in self._session.scalars(query)}
        roles = self._roles(list(known))
        return [
            _waiting(
                [due for due in dues if due.contact_id == contact_id],
                known.get(contact_id),
                roles.get(contact_id, frozenset()),
            )
            for contact_id in each
        ]

    def drop(self, dues: Collection[int]) -> None:
        """Forget what was done."""
        self._session.execute(delete(MenuDue).where(MenuDue.id.in_(dues)))

    def _roles(self, contact_ids: Collection[str]) -> Mapping[str, frozenset[str]]:
        query = select(Membership.contact_id, Membership.role).where(
            Membership.contact_id.in_(contact_ids), Membership.left_at.is_(None)
        )
        held: dict[str, set[str]] = {}
        for contact_id, role in self._session.execute(query):
            held.setdefault(contact_id, set()).add(role)
        return {contact_id: frozenset(some) for contact_id, some in held.items()}


def _waiting(dues: list[MenuDue], contact: Contact | None, roles: frozenset[str]) -> Waiting:
    return Waiting(
        dues=tuple(due.id for due in dues),
        contact_id=dues[0].contact_id,
        line_id=contact.line_id if contact is not None and contact.follows else None,
        language=None if contact is None else contact.language,
        roles=roles,
    )


def _moment(at: datetime) -> str:
    """Write an aware time so that texts are in the order of times."""
    return f"{at.timestamp():020.6f}"
