"""Plans as a workbook: one person's or an area's, in words, and noted in the audit log."""

from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner

from bot.__main__ import command_line
from bot.exporting.plans import UnknownPersonError, plans
from bot.store import Store
from bot.words import Words
from models.plan import PLANNED, PlanItem
from tests.handlers.marks import marks
from tests.handlers.needing import KHAM, need, put
from tests.house import BANGKOK, LOCALES, NOON

OTHER = "7d9f0c1e-0000-4000-8000-00000000000b"


def planned(store: Store, item_id: str, person_id: str, area: str = "3405", **told: str) -> None:
    with store.writing() as session:
        item = PlanItem(
            id=item_id,
            person_id=person_id,
            need_id="n1" if person_id == KHAM else None,
            area=area,
            status=PLANNED,
            by_on=date(2026, 12, 2),
            made_at=NOON,
        )
        session.add(item)
        item.problem = told.get("problem", "need:food")
        item.what = told.get("what", "ขอข้าวสาร")
        item.who = told.get("who", "family")


def sheet(
    store: Store, code: str | None = None, area: str = "", language: str = "th"
) -> list[list[object]]:
    out = BytesIO()
    count = plans(
        store,
        code=code,
        area=area,
        out=out,
        words=Words(LOCALES),
        language="lo" if language == "lo" else "th",
        zone=BANGKOK,
        at=NOON,
    )
    found: list[list[object]] = [
        [cell.value for cell in row] for row in load_workbook(out)["siao"].iter_rows()
    ]
    assert len(found) == count + 1
    return found


@pytest.fixture
def filled(store: Store) -> Store:
    put(store)
    put(store, OTHER, name="ตามี", area="900102")
    put(store, "demo", name="ฝึก", is_demo=True)
    need(store, urgency=9)
    planned(store, "i1", KHAM)
    planned(store, "i2", OTHER, area="900102", problem="หลังคารั่ว", who="ช่างในหมู่บ้าน")
    return store


def test_a_line_tells_whose_what_who_and_by_when(filled: Store) -> None:
    head, line = sheet(filled, code="00000a")

    assert head[:6] == ["รหัส", "ชื่อเล่น", "พื้นที่", "ปัญหา", "ความต้องการ", "ความเร่งด่วน"]
    assert line[:9] == [
        "00000A",
        "ยายคำ",
        "3405",
        "อาหาร",
        "อาหาร",
        "เร่งด่วนมาก",
        "ขอข้าวสาร",
        "ครอบครัว",
        NOON.replace(day=2, month=12, hour=0, tzinfo=None),
    ]
    assert line[9] == "วางแผนไว้"


def test_an_area_has_everybodys_lines_and_no_others(filled: Store) -> None:
    assert [line[1] for line in sheet(filled, area="90")[1:]] == ["ตามี"]
    assert [line[7] for line in sheet(filled, area="90")[1:]] == ["ช่างในหมู่บ้าน"]


def test_headings_and_codes_are_in_lao_where_asked(filled: Store) -> None:
    head, line = sheet(filled, code="00000A", language="lo")

    assert head[0] == "ລະຫັດ"
    assert line[7] == "ຄອບຄົວ"


def test_that_it_was_exported_is_noted(filled: Store) -> None:
    sheet(filled, code="00000A")
    sheet(filled, area="90")

    assert marks(filled, "plan") == [("exported", "plan", KHAM), ("exported", "plan", "")]


def test_an_unknown_code_is_refused(filled: Store) -> None:
    with pytest.raises(UnknownPersonError):
        sheet(filled, code="ZZZZZZ")

    assert marks(filled, "plan") == []


@pytest.mark.parametrize(
    "asked", [[], ["--person", "A", "--area", "34"], ["--area", "345"], ["--area", "ab"]]
)
def test_the_command_asks_whose(tmp_path: Path, asked: list[str]) -> None:
    out = str(tmp_path / "plan.xlsx")

    told = CliRunner().invoke(command_line(), ["plan", "export", "--out", out, *asked])

    assert told.exit_code == 2
    assert not (tmp_path / "plan.xlsx").exists()
