"""Functions of places: distances, areas, fences (ODK XForms: geographic functions)."""

import math

import pytest

from tests.dialogue.xforms.building import ask, bind, computed, moment, repeat, started

QUARTER = 6_378_100 * math.pi / 2  # metres, from the pole to the equator
SQUARE = "0 0 0 0; 0 1 0 0; 1 1 0 0; 1 0 0 0; 0 0 0 0"
DEGREE = 6_378_100 * 2 * math.pi / 360


@pytest.mark.parametrize(
    ("expression", "metres"),
    [
        ("distance('0 0; 0 90')", QUARTER),
        ("distance('0 0 0 0; 90 0 0 0; 0 180 0 0')", 2 * QUARTER),
        ("distance('0 0', '0 90')", QUARTER),
        ("distance('0 7; 0 7')", 0),
        ("distance('0 0')", 0),
        ("area('0 0; 0 1')", 0),
        (f"area('{SQUARE}')", DEGREE * DEGREE * (1 + math.cos(math.radians(1))) / 2),
        (f"enclosed-area('{SQUARE}')", DEGREE * DEGREE * (1 + math.cos(math.radians(1))) / 2),
    ],
)
def test_places_are_measured_on_a_sphere(expression: str, metres: float) -> None:
    assert float(computed(expression)) == pytest.approx(metres, rel=1e-9, abs=1e-6)


@pytest.mark.parametrize(
    ("expression", "stored"),
    [
        (f"geofence('0.5 0.5', '{SQUARE}')", "1"),
        (f"geofence('0.5 1.5 0 0', '{SQUARE}')", "0"),
        (f"geofence('', '{SQUARE}')", "0"),
        ("geofence('0.5 0.5', '')", "0"),
        ("intersects('0 0; 1 1; 1 0; 0 1')", "1"),
        (f"intersects('{SQUARE}')", "0"),
        ("intersects('0 0; 1 1')", "0"),
        ("distance('here; there')", ""),
        ("distance('0 0', '')", ""),
        ("distance('; 0 90')", ""),
        ("distance('0 0; ; 0 90')", ""),
        ("distance('0 0; ')", "0"),
        ("area('')", "0"),
        ("distance('')", "0"),
    ],
)
def test_what_is_no_place_measures_nothing(expression: str, stored: str) -> None:
    assert computed(expression) == stored


def test_the_way_between_the_places_of_a_repeat_is_added_up() -> None:
    instance = started(
        "<p><at/></p><way/>",
        binds=bind("p/at", "geopoint") + bind("way", calculate="distance(/data/p/at)"),
        body=repeat("p", ask("p/at")),
    )
    instance.add("/data/p")

    instance.answer("/data/p[1]/at", "0 0", moment())
    instance.answer("/data/p[2]/at", "0 90", moment())

    assert float(instance.value("/data/way")) == pytest.approx(QUARTER)
