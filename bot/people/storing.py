"""What a batch of rows makes of the register, written in a few statements.

The rules are those of `handlers.register`: the same names, hashes, codes, versions and homes.
"""

import json
from dataclasses import dataclass, field
from datetime import datetime, time
from secrets import SystemRandom
from typing import Any, Final, cast
from uuid import uuid4

from sqlalchemy import Table, bindparam, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from bot.inbox import Noted, note_in
from bot.line.inbound import CHANNEL
from bot.people.matching import Found, Match
from bot.people.rules import Rules
from dialogue.people.naming import CODE, home_id_key, home_key, mark_key, name_key
from dialogue.roster.merging import ACTIVE, After
from handlers.codes import ALPHABET
from models.columns import place
from models.consent import Consent
from models.entity import Entity, EntityVersion, Told, key_of
from models.household import Household
from models.person import PERSONS, Person

CARD_SHEET: Final = "sheet"
"""The card of consents that a sheet tells of, one by one."""

CARD_PAPER: Final = "paper"
"""The card of consents that lie on paper, as whoever imported said."""

_ENTITIES: Final = cast("Table", Entity.__table__)
_HOMES: Final = cast("Table", Household.__table__)
_CHANGE: Final = (
    update(_ENTITIES)
    .where(_ENTITIES.c.list == PERSONS, _ENTITIES.c.id == bindparam("of"))
    .values({name: bindparam(name) for name in ("version", "area", "updated_at", "content_sealed")})
)
choices = SystemRandom().choices
_TOLD_AT_ONCE: Final = 100  # people of one event


@dataclass(slots=True)
class Writing:
    """The rows of one batch that are still to be written, by table."""

    session: Session
    rules: Rules
    match: Match
    entities: list[dict[str, Any]] = field(default_factory=list)
    versions: list[dict[str, Any]] = field(default_factory=list)
    people: list[dict[str, Any]] = field(default_factory=list)
    homes: list[dict[str, Any]] = field(default_factory=list)
    consents: list[dict[str, Any]] = field(default_factory=list)
    changed: list[dict[str, Any]] = field(default_factory=list)
    kept: list[tuple[str, bool]] = field(default_factory=list)
    left: list[tuple[str, str]] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    _home_ids: dict[tuple[str, str], str] = field(default_factory=dict)

    def add(self, number: int, after: After) -> str:
        """Write somebody new, of this row; give their id. Their code is drawn at the end."""
        now, rules = self.rules.now, self.rules
        person_id = str(uuid4())
        self.entities.append(
            {
                "list": PERSONS,
                "id": person_id,
                "version": 1,
                "conflict": "",
                "area": after.area,
                "is_demo": rules.is_demo,
                "created_at": now,
                "updated_at": now,
                "contact_id": rules.contact_id,
                "submission_id": None,
                "content_sealed": self._sealed(Entity, key_of(PERSONS, person_id), after),
            }
        )
        self._version(person_id, 1, after)
        self.people.append(
            {
                "id": person_id,
                "area": after.area,
                "household_id": self._home(after),
                "status": after.status,
                "status_on": None if after.status == ACTIVE else now.date(),
                "name_hash": rules.vault.hashed(name_key(after.nickname)),
                "assignee_id": after.assignee_id,
                "visited_at": None,
                "is_demo": rules.is_demo,
                "created_at": now,
                "updated_at": now,
            }
        )
        self._consent(person_id, after)
        self.kept.append((person_id, True))
        self.numbers.append(number)
        return person_id

    def change(self, found: Found, after: After) -> None:
        """Write the next version of somebody who is known."""
        entity, person, now = found.entity, found.person, self.rules.now
        number = entity.version + 1
        self.changed.append(
            {
                "of": entity.id,
                "version": number,
                "area": after.area,
                "updated_at": now,
                "content_sealed": self._sealed(Entity, entity.key, after),
            }
        )
        self._version(entity.id, number, after)
        if person.status != after.status:
            person.status = after.status
            person.status_on = None if after.status == ACTIVE else now.date()
            if after.status != ACTIVE:
                self.left.append((person.id, after.status))
        person.area, person.assignee_id = after.area, after.assignee_id
        person.name_hash = self.rules.vault.hashed(name_key(after.nickname))
        person.household_id = self._home(after)
        person.updated_at = now
        self._consent(person.id, after)
        self.kept.append((person.id, False))

    def done(self) -> dict[int, str]:
        """Write all of it, and note what happened for others to hear of.

        Gives the codes of those who are new, by the numbers of their rows.
        """
        codes = self._codes(len(self.people))
        for one, code in zip(self.people, codes, strict=True):
            one["code"] = code
        self._write_homes()
        for table, rows in (
            (Entity, self.entities),
            (EntityVersion, self.versions),
            (Person, self.people),
            (Consent, self.consents),
        ):
            if rows:
                self.session.execute(insert(table), rows)
        if self.changed:
            self.session.connection().execute(_CHANGE, self.changed)
        self.session.flush()
        note_in(self.session, self._happened(), vault=self.rules.vault, now=self.rules.now)
        return dict(zip(self.numbers, codes, strict=True))

    def _version(self, person_id: str, number: int, after: After) -> None:
        cell = f"{key_of(PERSONS, person_id)}|{number}"
        self.versions.append(
            {
                "list": PERSONS,
                "entity_id": person_id,
                "version": number,
                "base_version": number - 1 or None,
                "at": self.rules.now,
                "submission_id": None,
                "content_sealed": self._sealed(EntityVersion, cell, after),
            }
        )

    def _sealed(self, table: type[Entity | EntityVersion], row: str, after: After) -> bytes:
        told = Told(label=after.nickname, properties=after.properties)
        cell = place(table.__tablename__, "content_sealed", row)
        return self.rules.vault.seal(told.written().encode(), cell)

    def _home(self, after: After) -> str | None:
        """Find the home that is told of, or make it; None where none is told."""
        village = after.properties.get("village", "").strip()
        mark = after.properties.get("household", "").strip()
        if not mark:
            return None
        mark_hash = self.rules.vault.hashed(home_key(village, mark))
        key = after.area, mark_hash
        if key not in self._home_ids:
            self._home_ids[key] = self._known_home(*key) or self._new_home(
                after.area, village, mark
            )
        return self._home_ids[key]

    def _known_home(self, area: str, mark_hash: str) -> str | None:
        for home in self.match.homes.values():
            if (home.area, home.mark_hash) == (area, mark_hash):
                return home.id
        if (area, mark_hash) in self.match.asked:
            return None
        query = select(Household.id).where(
            Household.area == area,
            Household.mark_hash == mark_hash,
            Household.is_demo.is_(self.rules.is_demo),
        )
        return self.session.scalars(query.order_by(Household.created_at, Household.id)).first()

    def _new_home(self, area: str, village: str, mark: str) -> str:
        """Make a home, with the id that the chat would give it: who comes second does nothing."""
        vault, is_demo = self.rules.vault, self.rules.is_demo
        mark_hash = vault.hashed(home_key(village, mark))
        home_id = vault.hashed(home_id_key(area, mark_hash, is_demo=is_demo))
        self.homes.append(
            {
                "id": home_id,
                "area": area,
                "mark_hash": mark_hash,
                "called_hash": vault.hashed(mark_key(mark)),
                "is_demo": is_demo,
                "created_at": self.rules.now,
                "village_sealed": vault.seal(
                    village.encode(), place(Household.__tablename__, "village_sealed", home_id)
                ),
                "mark_sealed": vault.seal(
                    mark.encode(), place(Household.__tablename__, "mark_sealed", home_id)
                ),
            }
        )
        return home_id

    def _write_homes(self) -> None:
        """Write the homes that are new, but those that somebody else made meanwhile."""
        if not self.homes:
            return
        is_sqlite = self.session.get_bind().dialect.name == "sqlite"
        add = (sqlite.insert if is_sqlite else postgresql.insert)(_HOMES)
        self.session.connection().execute(add.on_conflict_do_nothing(), self.homes)

    def _consent(self, person_id: str, after: After) -> None:
        for one in after.agreed:
            at = datetime.combine(one.on, time(12), tzinfo=self.rules.now.tzinfo)
            self.consents.append(
                {
                    "id": uuid4().hex,
                    "person_id": person_id,
                    "purpose": one.purpose,
                    "card": CARD_PAPER if after.on_paper else CARD_SHEET,
                    "given_by": one.by,
                    "given_at": at,
                    "heard_by": None,
                    "withdrawn_at": None,
                    "is_demo": self.rules.is_demo,
                }
            )

    def _codes(self, count: int) -> list[str]:
        """Draw so many codes that nobody has."""
        codes = dict[str, None]()
        while len(codes) < count:
            drawn = {"".join(choices(ALPHABET, k=CODE)) for _ in range(count - len(codes))}
            query = select(Person.code).where(Person.code.in_(sorted(drawn)))
            codes |= dict.fromkeys(drawn - set(self.session.scalars(query)))
        return list(codes)

    def _happened(self) -> list[Noted]:
        """Tell of people who were kept and who left, many in one event."""
        at_ms = int(self.rules.now.timestamp() * 1000)
        events = list[Noted]()
        for at in range(0, len(self.kept), _TOLD_AT_ONCE):
            kept = self.kept[at : at + _TOLD_AT_ONCE]
            ids = {person_id for person_id, _ in kept}
            body = {
                "type": "siao.peopleKept",
                "kept": kept,
                "left": [one for one in self.left if one[0] in ids],
            }
            name = f"people:{uuid4().hex}"
            events.append(
                Noted(event_id=name, lane=CHANNEL, at_ms=at_ms, body=json.dumps(body).encode())
            )
        return events
