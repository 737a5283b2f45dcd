"""The nearest facilities: in the order of the globe, with what is wanted, on both databases.

One degree of latitude is 6371 km × π / 180 = 111.195 km.
"""

from datetime import date

import pytest

from bot.store import Store
from dialogue.facilities.sheet import whole
from models.facility import Facilities, Near, Wanted, distance
from models.facility_book import FacilityBook

HERE = (15.0, 105.0)


def put(
    store: Store, code: str, latitude: float | None, longitude: float = 105.0, **more: str
) -> None:
    place = {} if latitude is None else {"latitude": str(latitude), "longitude": str(longitude)}
    known = {"code": code, "name_th": f"ที่ {code}", "kind": "รพ.สต.", "area": "340501"}
    with store.writing() as session:
        FacilityBook(session).put(whole({**known, **place, **more}))


def near(store: Store, wanted: Wanted | None = None, *, most: int = 5) -> list[Near]:
    with store.thinking() as session:
        return Facilities(session).near(*HERE, wanted or Wanted(), most=most)


def codes(store: Store, wanted: Wanted | None = None, *, most: int = 5) -> list[str]:
    return [one.facility.code for one in near(store, wanted, most=most)]


def test_the_nearest_come_first_and_no_more_than_asked(store: Store) -> None:
    for code, north in (("A5", 15.05), ("A1", 15.01), ("A3", 14.97), ("A2", 15.02)):
        put(store, code, north)

    found = near(store, most=3)

    assert [one.facility.code for one in found] == ["A1", "A2", "A3"]
    assert [one.km for one in found] == pytest.approx([1.112, 2.224, 3.336], abs=0.001)


def test_a_place_in_a_corner_of_the_box_does_not_hide_a_nearer_one_outside(store: Store) -> None:
    put(store, "A1", 15.08, 105.08)  # 12.4 km off, inside the box of 10 km
    put(store, "A2", 15.095)  # 10.6 km off, outside of it

    assert codes(store, most=1) == ["A2"]


def test_what_is_far_away_is_found_too_across_the_border_and_the_country(store: Store) -> None:
    put(store, "A1", 6.5, 101.0)
    put(store, "A2", 20.2, 100.2)

    found = near(store)

    assert [one.facility.code for one in found] == ["A2", "A1"]
    assert found[1].km == pytest.approx(1040, abs=5)


def test_what_has_no_position_is_not_near_but_in_its_area(store: Store) -> None:
    put(store, "A1", None)

    assert codes(store) == []
    with store.thinking() as session:
        assert [one.code for one in Facilities(session).in_areas(["3405"])] == ["A1"]


def test_places_of_one_distance_stand_in_the_order_of_their_codes(store: Store) -> None:
    for code in ("A2", "A3", "A1"):
        put(store, code, 15.01)

    assert codes(store, most=2) == ["A1", "A2"]


def test_what_is_closed_for_good_is_not_found(store: Store) -> None:
    put(store, "A1", 15.01, closed="yes")
    put(store, "A2", 15.02)

    assert codes(store) == ["A2"]
    with store.thinking() as session:
        assert [one.code for one in Facilities(session).in_areas(["34"])] == ["A2"]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Wanted(), ["A1", "A2", "A3", "A4"]),
        (Wanted(service="dental"), ["A2", "A4"]),
        (Wanted(language="lo"), ["A3", "A4"]),
        (Wanted(scheme="none"), ["A4"]),
        (Wanted(service="dental", language="lo"), ["A4"]),
        (Wanted(service="dental", language="my"), ["A2"]),
        (Wanted(service="dental", scheme="none", language="my"), []),
        (Wanted(service="what nobody has"), []),
    ],
)
def test_only_what_is_wanted_is_found(store: Store, wanted: Wanted, found: list[str]) -> None:
    put(store, "A1", 15.01, general="yes")
    put(store, "A2", 15.02, dental="Mo-Fr 08:00-16:00; PH off", languages="my", schemes="uc")
    put(store, "A3", 15.03, general="yes", languages="lo my")
    put(store, "A4", 15.04, dental="yes", languages="lo", schemes="uc none")

    assert codes(store, wanted) == found
    with store.thinking() as session:
        in_areas = [one.code for one in Facilities(session).in_areas(["34"], wanted)]
    assert in_areas == found


def test_a_change_of_what_is_offered_changes_what_is_found(store: Store) -> None:
    put(store, "A1", 15.01, dental="yes")

    put(store, "A1", 15.01, mental="yes")

    assert codes(store, Wanted(service="dental")) == []
    assert codes(store, Wanted(service="mental")) == ["A1"]


def test_names_and_codes_are_found_within_the_areas(store: Store) -> None:
    put(store, "A1", 15.01, name_lo="ໂຮງໝໍໜຶ່ງ")
    put(store, "A2", 15.02, area="900101")
    with store.thinking() as session:
        shelf = Facilities(session)

        assert [one.code for one in shelf.called("ที่", ["34"])] == ["A1"]
        assert [one.code for one in shelf.called("ໜຶ່ງ", [""])] == ["A1"]
        assert [one.code for one in shelf.called("A2", [""])] == ["A2"]
        assert shelf.called("%", [""]) == []


def test_the_distance_is_that_of_the_globe() -> None:
    assert distance(15.0, 105.0, 16.0, 105.0) == pytest.approx(111.195, abs=0.001)
    assert distance(15.0, 105.0, 15.0, 106.0) == pytest.approx(107.406, abs=0.01)


def test_days_on_which_it_is_closed_are_kept_and_given_up(store: Store) -> None:
    put(store, "A1", 15.01, closed_days="2026-12-31, 2027-01-02")
    put(store, "A2", 15.01)

    with store.thinking() as session:
        assert Facilities(session).closed_days("A1") == [date(2026, 12, 31), date(2027, 1, 2)]
        assert Facilities(session).closed_days("A2") == []
        assert FacilityBook(session).cells()["A1"]["closed_days"] == "2026-12-31, 2027-01-02"

    put(store, "A1", 15.01, closed_days="2027-01-02")

    with store.thinking() as session:
        assert Facilities(session).closed_days("A1") == [date(2027, 1, 2)]
