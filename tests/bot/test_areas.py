"""Areas: all of Thailand, loaded once, with the names that coordinators wrote."""

from pathlib import Path

import pytest

from bot.areas import FOLDER, Loaded, faults, load
from bot.store import Store
from models.area import DISTRICT, PROVINCE, TAMBON, Areas

HEAD = "code,thai,name,note\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(tmp_path, "aliases.csv", "950101,สะเตง,สะเต็ง,programme")
    return tmp_path


def write(folder: Path, file: str, *rows: str) -> None:
    (folder / file).write_text(HEAD + "\n".join(rows) + "\n", "utf-8")


def named(store: Store, key: str) -> list[str]:
    with store.thinking() as session:
        return [one.code for one in Areas(session).spelled([key])]


def test_everything_ships_without_fault() -> None:
    assert faults() == []


def test_all_areas_are_loaded_with_their_kinds(store: Store) -> None:
    assert load(store) == Loaded(is_new=True)

    with store.thinking() as session:
        areas = Areas(session)
        assert len(areas.inside("")) == 77
        found = areas.those(("34", "3405", "340508", "999999"))
        assert {code: (one.kind, one.name_th, one.name_lo) for code, one in found.items()} == {
            "34": (PROVINCE, "อุบลราชธานี", "ອຸບົນລາດຊະທານີ"),
            "3405": (DISTRICT, "เขมราฐ", "ເຂມະຣາດ"),
            "340508": (TAMBON, "นาแวง", "ນາແວງ"),
        }
        assert found["340508"].parents == ("3405", "34")
        assert [area.code for area in areas.inside("3410")] == [
            f"3410{number:02}" for number in range(1, 9)
        ]


def test_what_is_loaded_is_not_loaded_again(store: Store, folder: Path) -> None:
    assert load(store, folder).is_new

    assert not load(store, folder).is_new


def test_a_name_that_was_added_is_found_and_one_taken_out_no_longer(
    lite: Store, folder: Path
) -> None:
    load(lite, folder)
    assert named(lite, "สะเต็ง") == ["950101"]

    write(folder, "aliases.csv", "34,อุบลราชธานี,อุบล,short")

    assert load(lite, folder).is_new
    assert named(lite, "สะเต็ง") == []
    assert named(lite, "อุบล") == ["34"]
    assert named(lite, "สะเตง") == ["950101"]


def test_rows_that_name_no_area_are_left_out_and_told(lite: Store, folder: Path) -> None:
    write(
        folder,
        "lao.csv",
        "340599,เขมราฐ,ເຂມະຣາດ,",
        "3405,อุบลราชธานี,ເຂມະຣາດ,",
        "3410,บุณฑริก,,",
        "3425,สิรินธร,ສິລິນທອນ,[?]",
    )

    assert load(lite, folder).faults == (
        "content/areas/lao.csv, line 2: no area has the code '340599'.",
        "content/areas/lao.csv, line 3: 3405 is เขมราฐ, not อุบลราชธานี.",
        "content/areas/lao.csv, line 4: the name is missing.",
    )
    with lite.thinking() as session:
        sirindhorn = Areas(session).get("3425")
        assert sirindhorn is not None
        assert sirindhorn.name_in("lo") == "ສິລິນທອນ"
        assert sirindhorn.name_in("th") == "สิรินธร"


def test_an_area_without_a_lao_name_keeps_its_thai_one(lite: Store, folder: Path) -> None:
    load(lite, folder)

    with lite.thinking() as session:
        rattaphum = Areas(session).get("9009")
        assert rattaphum is not None
        assert rattaphum.name_in("lo") == "รัตภูมิ"


def test_every_province_has_a_lao_name(lite: Store) -> None:
    load(lite, FOLDER)

    with lite.thinking() as session:
        assert [area.code for area in Areas(session).inside("") if area.name_lo is None] == []
