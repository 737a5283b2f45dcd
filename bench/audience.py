"""An audience of a million people frozen into chunks: how long it takes, and in how much memory."""

import json
import resource
import subprocess
import sys
import time
from datetime import UTC, datetime

from sqlalchemy import func, insert, select, text

from bench.databases import fresh_store, keys, kinds
from bench.figures import Figure
from bot.broadcasting.freezing import Freezer
from bot.store import Store
from dialogue.broadcasting.audience import Audience
from models.audience import Audiences
from models.broadcast import SENDING, Broadcast, BroadcastChunk, Broadcasts
from models.columns import place
from models.contact import Contact, contact_id_of
from models.organization import Membership, Organization

_PEOPLE = 1_000_000
_CHUNK = 20_000
_NOON = datetime(2026, 11, 25, 5, 0, tzinfo=UTC)


def measure() -> list[Figure]:
    """Measure in a process of its own, whose memory is its peak, the bare bot among it."""
    figures = []
    for kind in kinds():
        with fresh_store(kind) as store:
            _fill(store)
            url = store.url.render_as_string(hide_password=False)
            done = subprocess.run(  # ourselves
                [sys.executable, "-m", "bench.audience", url],
                check=True,
                capture_output=True,
                text=True,
            )
        told = json.loads(done.stdout)
        if told["people"] != _PEOPLE:
            raise SystemExit(f"{told['people']} are in chunks, not {_PEOPLE}")
        name = f"{kind}: an audience of {_PEOPLE:,}"
        figures += [
            Figure(name=f"{name} counted", value=told["count_s"], unit="s"),
            Figure(name=f"{name} frozen", value=told["s"], unit="s", goal=20, better="lower"),
            Figure(name=f"{name}, peak", value=told["mb"], unit="MB", goal=300, better="lower"),
        ]
    return figures


def _fill(store: Store) -> None:
    vault = keys()
    with store.writing() as session:
        session.add(Organization(id="o", name="o"))
        audience = Audience(areas=("90",), roles=("volunteer",)).to_json()
        one = Broadcast(id="b", audience=audience, made_at=_NOON, state=SENDING, held_until=_NOON)
        said = [{"type": "text", "text": "hello"}]
        Broadcasts(session).add(one, {"th": said, "lo": said})
    cell = place(Contact.__tablename__, "line_id_sealed", "")
    for first in range(0, _PEOPLE, _CHUNK):
        numbers = range(first, first + _CHUNK)
        names = {number: contact_id_of(f"U{number:032x}", vault.hashed) for number in numbers}
        contacts = [
            {
                "id": names[number],
                "language": ("th", "lo")[number % 2],
                "seen_on": _NOON.date(),
                "line_id_sealed": vault.seal(f"U{number:032x}".encode(), cell + names[number]),
            }
            for number in numbers
        ]
        roles = [
            {
                "id": f"{number}",
                "contact_id": names[number],
                "organization_id": "o",
                "role": "volunteer",
                "area": "900101",
                "joined_at": _NOON,
            }
            for number in numbers
        ]
        with store.writing() as session:
            session.execute(insert(Contact), contacts)
            session.execute(insert(Membership), roles)
    if not store.is_sqlite:
        with store.engine.begin() as connection:
            connection.execute(text("ANALYZE"))


def main() -> None:
    """Count and freeze the broadcast of the database that is named, and tell how it went."""
    store = Store(sys.argv[1], keys())
    began = time.perf_counter()
    with store.thinking() as session:
        one = session.get_one(Broadcast, "b")
        Audiences(session).count(Audience.from_json(one.audience))
    counted = time.perf_counter()
    Freezer(store=store, clock=lambda: _NOON, zone=UTC).freeze("b")
    took = time.perf_counter() - counted
    with store.thinking() as session:
        people = session.scalar(select(func.sum(BroadcastChunk.count)))
    mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    told = {"people": int(people or 0), "s": took, "count_s": counted - began, "mb": mb}
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main()
