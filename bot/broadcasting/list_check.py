"""A list of codes that a coordinator sent to choose who gets a broadcast."""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.clock import Clock
from bot.people.limits import Limits
from bot.people.roster_check import Tried, areas_of
from bot.people.volunteers import volunteers
from bot.store import Store
from dialogue.broadcasting.sketch import Sketch
from models.broadcast_sketch import Sketches
from models.columns import Vault
from models.contact import Contacts
from models.person import Person
from models.scope import Grant, Scope

_HOUSE: Final = Path(__file__).parents[2]
_ZIP: Final = b"PK\x03\x04"
_MB: Final = 1024 * 1024
_LIMITS: Final = Limits(file=5 * _MB, unpacked=50 * _MB, rows=5_000, seconds=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListCheck:
    """Reads lists, from those alone who are asked for one."""

    store: Store
    vault: Vault
    clock: Clock

    def tried(self, source: bytes, name: str, contact_id: str) -> Tried | None:
        """Read the codes of a list; None for any other file. Called in a worker thread."""
        with self.store.thinking() as session:
            row = Sketches(session).of(contact_id, self.clock())
            waits = row is not None and Sketch.from_json(row.content or "{}").waits == "reading"
        if not waits:
            return None
        codes = codes_of(source, name)
        with self.store.thinking() as session:
            found, lost = self._contacts(session, codes, contact_id)
        return Tried(outcome={"codes": found, "lost": lost}, answers=b"")

    def _contacts(
        self, session: Session, codes: list[str], contact_id: str
    ) -> tuple[list[str], int]:
        """Find whom the codes mean: volunteers, and those who visit people of one's own areas."""
        me = Contacts(session).get(contact_id)
        is_demo = me is not None and me.is_demo
        scope = Scope(
            grants=tuple(Grant(area=one) for one in areas_of(session, contact_id)),
            is_demo=is_demo,
        )
        known: dict[str, str | None] = {**volunteers(session, self.vault, is_demo=is_demo)}
        wanted = [one.upper() for one in codes]
        query = select(Person.code, Person.assignee_id).where(
            Person.code.in_(wanted), scope.of_people(Person)
        )
        known |= {row[0]: row[1] for row in session.execute(query)}
        meant = [known.get(one, known.get(one.upper())) for one in codes]
        if meant and meant[0] is None and not any(sign.isdecimal() for sign in codes[0]):
            del meant[0]  # what stands above the codes, and is none
        found = list(dict.fromkeys(one for one in meant if one is not None))
        return found, sum(one is None for one in meant)


def codes_of(source: bytes, name: str) -> list[str]:
    """Give the first column of a file, each text once; none where it cannot be read."""
    if len(source) > _LIMITS.file:
        return []
    is_csv = not source.startswith(_ZIP)
    kind = PurePath(name.lower()).suffix if is_csv else ".xlsx"
    if is_csv and kind not in {".csv", ".tsv", ".txt"}:
        return []
    bounds = (_LIMITS.rows, _LIMITS.unpacked, _LIMITS.seconds, _LIMITS.memory)
    try:
        child = subprocess.run(  # noqa: S603  # numbers of ours
            [
                *(sys.executable, "-B", "-X", "utf8", "-m", "bot.broadcasting.list_child"),
                *(kind, *map(str, bounds)),
            ],
            input=source,
            capture_output=True,
            cwd=_HOUSE,
            env={},  # without our environment and so without our secrets
            timeout=_LIMITS.seconds * 2,
            check=True,
        )
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError):
        return []
    return list(dict.fromkeys(json.loads(child.stdout)))
