"""Facilities that ship: loaded once, replaced while nobody changed them, kept where someone did."""

from pathlib import Path

import pytest

from bot.facility_content import FILE, FacilitiesError, load, read, standing
from bot.store import Store
from models.facility import Facilities, Facility
from models.facility_book import FacilityBook

HEAD = "code,name_th,name_lo,kind,area,latitude,longitude,general,emergency,phones,source\n"
ONE = "10947,โรงพยาบาลเขมราฐ,ໂຮງໝໍເຂມະຣາດ,รพช.,340501,16.038,105.21242,yes,24/7,1669,registry\n"
TWO = "A001,คลินิกหนึ่ง,,คลินิก,340501,,,yes,,,registry\n"


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    path = tmp_path / "facilities.csv"
    path.write_text(HEAD + ONE + TWO, "utf-8")
    return path


def facility(store: Store, code: str) -> Facility:
    with store.thinking() as session:
        return session.get_one(Facility, code)


def test_what_ships_is_loaded_once(store: Store, sheet: Path) -> None:
    assert [item.state for item in standing(store, sheet)] == ["new"]

    assert [(item.was, item.state) for item in load(store, sheet)] == [("new", "loaded")]

    assert [(item.was, item.state) for item in load(store, sheet)] == [("loaded", "loaded")]
    one = facility(store, "10947")
    assert (one.latitude, one.longitude, one.phones) == (16.038, 105.21242, ["1669"])
    with store.thinking() as session:
        offered = Facilities(session).services_of("10947")
    assert [(row.service, row.hours) for row in offered] == [
        ("emergency", "24/7"),
        ("general", None),
    ]


def test_what_nobody_changed_is_replaced_and_what_somebody_did_is_kept(
    store: Store, sheet: Path
) -> None:
    load(store, sheet)
    with store.writing() as session:
        session.get_one(Facility, "A001").phones = ["045491097"]
    sheet.write_text(HEAD + ONE.replace("1669", "1330") + TWO.replace("คลินิก,", "ร้านยา,"), "utf-8")

    (item,) = load(store, sheet)

    assert (item.state, item.why) == ("changed", "changed here: A001")
    assert facility(store, "10947").phones == ["1330"]
    assert (facility(store, "A001").kind, facility(store, "A001").phones) == ("คลินิก", ["045491097"])


def test_what_was_taken_out_stays_out(store: Store, sheet: Path) -> None:
    load(store, sheet)
    with store.writing() as session:
        FacilityBook(session).drop(session.get_one(Facility, "A001"))

    (item,) = load(store, sheet)

    assert (item.state, item.why) == ("withdrawn", "taken out here: A001")


def test_what_no_release_has_any_more_goes_with_its_services(store: Store, sheet: Path) -> None:
    load(store, sheet)
    sheet.write_text(HEAD + ONE, "utf-8")

    load(store, sheet)

    with store.thinking() as session:
        assert list(FacilityBook(session).cells()) == ["10947"]
        assert Facilities(session).services_of("A001") == []


def test_a_line_that_cannot_be_read_is_named_and_nothing_is_loaded(
    store: Store, sheet: Path
) -> None:
    sheet.write_text(HEAD + ONE.replace("24/7", "always") + TWO, "utf-8")

    (item,) = load(store, sheet)

    assert item.state == "faulty"
    assert item.why == "Line 2, emergency: “always” cannot be read as opening hours."
    with store.thinking() as session:
        assert FacilityBook(session).cells() == {}


def test_a_code_that_stands_twice_is_named() -> None:
    with pytest.raises(FacilitiesError, match=r"^Line 3: 10947 is there twice\.$"):
        read(HEAD + ONE + ONE)


def test_the_file_that_ships_has_what_is_known_and_nothing_is_verified() -> None:
    shipped = read(FILE.read_text("utf-8"))
    ministry = [one for one in shipped.values() if one["kind"] in {"รพศ.", "รพท.", "รพช."}]

    assert len(shipped) == 181
    assert len(ministry) == 104
    assert {one["emergency"] for one in ministry} == {"24/7"}
    assert all(one["general"] and one["name_lo"] and one["name_th"] for one in ministry)
    assert sum(bool(one["latitude"]) for one in shipped.values()) == 127
    assert {one["verified_on"] + one["phones"] + one["languages"] for one in shipped.values()} == {
        ""
    }


def test_what_ships_finds_the_hospital_of_khemarat(store: Store) -> None:
    load(store)

    with store.thinking() as session:
        nearest = Facilities(session).near(16.04, 105.21, most=1)

    assert [near.facility.name_in("lo") for near in nearest] == ["ໂຮງໝໍເຂມະຣາດ"]
