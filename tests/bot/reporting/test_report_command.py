"""`report`: the counts of a period, exactly, and nothing that tells of one person."""

import csv
import io
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlalchemy import select
from typer.testing import CliRunner, Result

from bot.__main__ import command_line
from bot.secrets import Keyring
from bot.settings import Settings
from bot.store import Store
from models.audit import Audit
from tests.areas import load
from tests.counted import Crowd, year_2563


@pytest.fixture
def counted(
    database_url: str, keys: Keyring, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Store:
    """Stand in an empty folder, beside a database with every area and nobody in it."""
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setenv("DATABASE_URL", database_url)
    monkeypatch.setenv("SECRET_KEY", "a secret of these tests, long enough for it")
    monkeypatch.setenv("LINE_CHANNEL_SECRET", "secret")
    monkeypatch.setenv("LINE_CHANNEL_ACCESS_TOKEN", "token")
    monkeypatch.chdir(tmp_path)
    told = bot("migrate")
    assert told.exit_code == 0, told.stderr
    store = Store(database_url, keys)
    load(store)
    return store


def bot(*arguments: str) -> Result:
    return CliRunner().invoke(command_line(), list(arguments))


def rows(*arguments: str) -> list[list[str]]:
    told = bot("report", *arguments)
    assert told.exit_code == 0, told.stderr
    return list(csv.reader(io.StringIO(told.stdout)))


def test_the_year_2563_comes_back_exactly(counted: Store) -> None:
    crowd = Crowd(store=counted)
    year_2563(crowd)
    crowd.write()

    for period in ("2563", "2020", "2563-01..2563-12"):
        head, *told = rows("visits", "--by", "province", "--period", period)
        assert head == ["รหัส", "ชื่อ", "ครั้งเยี่ยม", "คน", "คนใหม่", "อาสาที่เยี่ยม"]
        assert [(name, int(visits), int(people)) for _, name, visits, people, *_ in told] == [
            ("สงขลา", 5567, 2570),
            ("สตูล", 751, 271),
            ("ตรัง", 862, 825),
            ("พัทลุง", 144, 37),
            ("ปัตตานี", 1930, 849),
            ("ยะลา", 1880, 834),
            ("นราธิวาส", 682, 138),
            ("รวม ทุกพื้นที่", 11_816, 5_524),
        ]
    with counted.thinking() as session:
        marks = session.scalars(select(Audit).order_by(Audit.id)).all()
    assert [(one.actor, one.action, one.kind, one.subject) for one in marks] == [
        ("command", "exported", "report", "visits 2020")
    ] * 3
    counted.close()


def test_a_month_and_an_area_are_counted_alone(counted: Store) -> None:
    crowd = Crowd(store=counted)
    for area, number in (("900101", 12), ("900102", 7), ("901101", 20), ("340501", 9)):
        crowd.visits(crowd.people(number, area), area, number=number * 2)
    crowd.write()

    assert [
        row[:4]
        for row in rows("visits", "--by", "district", "--area", "90", "--period", "2563-06")[1:]
    ] == [
        ["9001", "เมืองสงขลา", "38", "19"],
        ["9011", "หาดใหญ่", "40", "20"],
        ["90", "รวม สงขลา", "78", "39"],
    ]
    assert [
        row[:4]
        for row in rows("visits", "--by", "tambon", "--area", "9001", "--period", "2563")[1:]
    ] == [
        ["900101", "บ่อยาง", "24", "12"],
        ["900102", "เขารูปช้าง", "14", "7"],
        ["9001", "รวม เมืองสงขลา", "38", "19"],
    ]
    assert [row[:4] for row in rows("visits", "--period", "2563-07")[1:]] == [
        ["", "รวม ทุกพื้นที่", "0", "0"]
    ]
    counted.close()


def test_small_numbers_are_hidden_at_every_level_alike(counted: Store) -> None:
    crowd = Crowd(store=counted)
    for area, number in (
        ("900101", 40),
        ("901101", 3),
        ("901102", 9),
        ("901201", 8),
        ("910101", 30),
    ):
        crowd.visits(crowd.people(number, area), area, number=number * 3)
    crowd.write()

    tambons = rows("visits", "--by", "tambon", "--period", "2563", "--area", "90")[1:]
    hat_yai = rows("visits", "--by", "tambon", "--period", "2563", "--area", "9011")[1:]
    districts = rows("visits", "--by", "district", "--period", "2563", "--area", "90")[1:]

    assert {row[0]: row[3] for row in tambons} == {
        "900101": "40",
        "901101": "*",
        "901102": "*",
        "901201": "8",
        "90": "60",
    }
    assert {row[0]: row[2] for row in tambons}["901101"] == "9"  # visits are not people
    assert [row[3] for row in hat_yai] == ["*", "*", "12"]
    assert [row[3] for row in districts] == ["40", "12", "8", "60"]
    counted.close()


def test_a_workbook_says_what_it_holds(counted: Store, tmp_path: Path) -> None:
    crowd = Crowd(store=counted)
    crowd.visits(crowd.people(12, "900101"), "900101")
    crowd.write()

    told = bot("report", "visits", "--period", "2563", "--language", "lo", "--out", "r.xlsx")

    assert told.exit_code == 0, told.stderr
    book = load_workbook(tmp_path / "r.xlsx")
    table, about = book.worksheets
    assert [cell.value for cell in table[2]] == ["90", "ສົງຂລາ", 12, 12, 12, 0]
    assert ["ແຕ່", "1 ມັງກອນ 2020"] in [[cell.value for cell in row] for row in about.iter_rows()]
    counted.close()


def test_what_cannot_be_is_refused_with_a_sentence(counted: Store) -> None:
    assert "is no period" in bot("report", "visits", "--period", "63").stderr
    assert "No area has the code 9999" in bot("report", "visits", "--area", "9999").stderr
    assert bot("report", "nothing").exit_code == 2
    counted.close()
