"""Bringing 50,000 people into the register from a workbook, and the same workbook again."""

import resource
import time
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from io import BytesIO
from typing import Final
from zoneinfo import ZoneInfo

from openpyxl import Workbook

from bench.databases import fresh_store, kinds
from bench.figures import Figure
from bot.people.importing import Import
from bot.people.limits import COMMAND
from bot.people.places import Gazetteer
from bot.people.rules import Rules
from bot.people.source import opened
from bot.store import Store

_ROWS: Final = 50_000
_MOST_S: Final = 300.0
_NOW: Final = datetime(2026, 11, 25, 12, 0, tzinfo=ZoneInfo("Asia/Bangkok"))
_NAMES: Final = ("แดง", "น้อย", "ดำ", "เล็ก", "ขาว", "นก", "ปู", "แมว", "อ้อย", "ส้ม")
_HEADINGS: Final = (
    "ชื่อเล่น",
    "ปีเกิด",
    "เพศ",
    "รหัสพื้นที่",
    "หมู่บ้าน",
    "บ้าน",
    "กลุ่ม",
    "ผู้ให้ความยินยอม",
    "วันที่ยินยอม",
)


def measure() -> list[Figure]:
    """Measure on every database that is here, in one thread."""
    source = _book()
    return [figure for kind in kinds() for figure in _figures(kind, source)]


def _figures(kind: str, source: bytes) -> Iterator[Figure]:
    with fresh_store(kind) as store:
        for what, stores, done in (
            ("tried", False, "created"),
            ("stored", True, "created"),
            ("stored again", True, "same"),
        ):
            yield Figure(
                name=f"{_ROWS:,} rows of a workbook {what}, {kind}",
                value=_seconds(store, source, stores=stores, done=done),
                unit="s",
                goal=_MOST_S,
                better="lower",
            )
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        yield Figure(name=f"memory at its most, {kind}", value=most, unit="MB")


def _seconds(store: Store, source: bytes, *, stores: bool, done: str) -> float:
    assert store.vault is not None  # a fresh store has its keys
    rules = Rules(now=_NOW, vault=store.vault, areas=("",))
    work = Import(store=store, rules=rules, places=Gazetteer(store), stores=stores)
    began = time.perf_counter()
    with opened(source, "people.xlsx", COMMAND) as roster:
        counts = Counter(answer.done for answer in work.run(roster))
    if dict(counts) != {done: _ROWS}:
        raise SystemExit(f"not all rows were {done}: {dict(counts)}")
    return time.perf_counter() - began


def _book() -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("ทะเบียน")
    sheet.append(_HEADINGS)
    for at in range(_ROWS):
        sheet.append(
            (
                _NAMES[at % 10],
                2470 + at % 90,
                "หญิง" if at % 2 else "ชาย",
                f"9001{at % 5 + 1:02}",
                f"หมู่ {at % 12 + 1}",
                f"หลัง {at // 4}",
                "ผู้สูงอายุ, คนพิการ",
                "เจ้าตัว",
                "1/11/2569",
            )
        )
    out = BytesIO()
    book.save(out)
    return out.getvalue()
