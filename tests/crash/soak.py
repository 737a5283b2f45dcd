"""Kills under load for as long as asked: `python -m tests.crash.soak --people 100`."""

import argparse
import asyncio
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields
from uuid import uuid4

from sqlalchemy import create_engine, make_url, text

from tests.crash.keeper import keeping_a_bot
from tests.crash.load import Figures, Plan, under_load
from tests.databases import POSTGRES


@dataclass(kw_only=True)
class _Pace:
    """Lets so many events a second go, at times drawn by chance."""

    rate: float
    people: int
    chance: random.Random

    async def __call__(self) -> None:
        await asyncio.sleep(self.chance.expovariate(self.rate / self.people))


def main() -> None:
    """Run a soak and print its figures; end with 1 when harm was done."""
    asked = _asked()
    with database(asked.database) as url:
        figures, seconds = asyncio.run(_soak(url, asked))
    rate = figures.acknowledged / seconds
    lines = [f"{field.name}: {getattr(figures, field.name)}" for field in fields(figures)]
    sys.stdout.write("\n".join([*lines, f"seconds: {seconds:.1f}", f"events/s: {rate:.0f}", ""]))
    sys.exit(1 if figures.harm or figures.unknown > figures.in_flight else 0)


async def _soak(url: str, asked: argparse.Namespace) -> tuple[Figures, float]:
    chance = random.Random(asked.seed)  # noqa: S311  # to draw moments, not secrets
    plan = Plan(
        people=asked.people,
        texts=asked.texts,
        kills=asked.kills,
        seed=asked.seed,
        pause=_Pace(rate=asked.rate, people=asked.people, chance=chance),
    )
    async with keeping_a_bot(url) as keeper:
        began = time.monotonic()
        figures = await under_load(keeper, plan)
        return figures, time.monotonic() - began


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database", choices=["sqlite", "postgres"], default="sqlite")
    parser.add_argument("--people", type=int, default=100)
    parser.add_argument("--texts", type=int, default=20, help="texts of each person")
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument("--rate", type=float, default=80.0, help="events a second in all")
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


@contextmanager
def database(kind: str) -> Iterator[str]:
    """Make an empty database, and drop it afterwards."""
    if kind == "sqlite":
        with tempfile.TemporaryDirectory() as folder:
            yield f"sqlite:///{folder}/siao.db"
        return
    admin = create_engine(POSTGRES, isolation_level="AUTOCOMMIT")
    name = f"siao_soak_{uuid4().hex}"
    with admin.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    try:
        yield make_url(POSTGRES).set(database=name).render_as_string(hide_password=False)
    finally:
        with admin.connect() as connection:
            connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
        admin.dispose()


if __name__ == "__main__":
    main()
