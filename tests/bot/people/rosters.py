"""Builders of rosters, and one way to import them."""

import csv
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from io import BytesIO, StringIO
from zoneinfo import ZoneInfo

from openpyxl import Workbook

from bot.people.importing import Answer, Import
from bot.people.limits import COMMAND, Limits
from bot.people.places import Gazetteer
from bot.people.rules import Rules
from bot.people.source import opened
from bot.store import Store
from dialogue.roster.merging import Merging

NOW = datetime(2026, 11, 25, 12, 0, tzinfo=ZoneInfo("Asia/Bangkok"))
HEADINGS = (
    "รหัส",
    "ชื่อเล่น",
    "ปีเกิด",
    "เพศ",
    "ภาษา",
    "รหัสพื้นที่",
    "หมู่บ้าน",
    "บ้าน",
    "กลุ่ม",
    "ผู้ดูแล",
    "ผู้ให้ความยินยอม",
    "วันที่ยินยอม",
    "สถานะ",
)

Row = Mapping[str, str]


def someone(name: str = "น้อย", **cells: str) -> dict[str, str]:
    """Write the row of somebody who can be taken; `cells` change or add to it."""
    return {
        "ชื่อเล่น": name,
        "ปีเกิด": "2500",
        "เพศ": "หญิง",
        "รหัสพื้นที่": "900102",
        "หมู่บ้าน": "หมู่ 4",
        "บ้าน": "ต้นมะขาม",
        "ผู้ให้ความยินยอม": "เจ้าตัว",
        "วันที่ยินยอม": "1/11/2569",
        **cells,
    }


def table(rows: Sequence[Row], headings: Sequence[str] = HEADINGS) -> list[list[str]]:
    """Lay rows out under the headings, with those that only they have behind."""
    extra = dict.fromkeys(name for row in rows for name in row if name not in headings)
    names = [*headings, *extra]
    return [names, *([row.get(name, "") for name in names] for row in rows)]


def as_csv(
    cells: Sequence[Sequence[str]], encoding: str = "utf-8-sig", separator: str = ","
) -> bytes:
    out = StringIO()
    csv.writer(out, delimiter=separator).writerows(cells)
    return out.getvalue().encode(encoding)


def as_excel(cells: Sequence[Sequence[object]], sheet: str = "ทะเบียน") -> bytes:
    book = Workbook(write_only=True)
    page = book.create_sheet(sheet)
    for row in cells:
        page.append([cell if cell != "" else None for cell in row])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def rules(store: Store, *, areas: tuple[str, ...] = ("",), merging: Merging | None = None) -> Rules:
    assert store.vault is not None
    return Rules(
        now=NOW,
        vault=store.vault,
        areas=areas,
        merging=merging or Merging(),
    )


def bring(
    store: Store,
    rows: Sequence[Row] | bytes,
    *,
    areas: tuple[str, ...] = ("",),
    stores: bool = True,
    merging: Merging | None = None,
    name: str = "people.csv",
    limits: Limits = COMMAND,
    terms: Rules | None = None,
) -> list[Answer]:
    """Import rows, or a file; give the answer for each."""
    source = rows if isinstance(rows, bytes) else as_csv(table(rows))
    terms = terms or rules(store, areas=areas, merging=merging)
    work = Import(store=store, rules=terms, places=Gazetteer(store, areas), stores=stores)
    with opened(source, name, limits) as roster:
        return list(work.run(roster))


def totals(answers: Sequence[Answer]) -> dict[str, int]:
    return dict(Counter(answer.done for answer in answers))


def why(answer: Answer) -> list[tuple[str, str]]:
    """Give the columns and the reasons of a refusal, as they are written in the code."""
    return [(problem.key, problem.reason.msgid) for problem in answer.problems]


def made_up(count: int) -> list[dict[str, str]]:
    """Make up people of many homes, no two of whom are one."""
    names = ("แดง", "น้อย", "ดำ", "เล็ก", "ขาว", "นก", "ปู", "แมว", "อ้อย", "ส้ม")
    return [
        someone(
            names[at % 10],
            ปีเกิด=str(2470 + at % 90),
            รหัสพื้นที่=f"9001{at % 5 + 1:02}",
            หมู่บ้าน=f"หมู่ {at % 12 + 1}",
            บ้าน=f"หลัง {at // 4}",
            กลุ่ม="ผู้สูงอายุ, คนพิการ" if at % 3 else "",
        )
        for at in range(count)
    ]
