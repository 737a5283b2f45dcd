"""A search for care as buttons carry it, its distances, and villages taken aside."""

import pytest

from dialogue.care import Search, Spotted, about, read, without_village


def test_a_position_is_carried_as_whole_hundredths_of_a_degree() -> None:
    search = Search(service="vaccines").near(16.04371, 105.23917)

    assert search.written() == "p1604_10524.vaccines"
    assert read("p1604_10524.vaccines").at == Spotted(
        latitude=16.04, longitude=105.24, is_rough=True
    )


def test_south_and_west_are_carried_too() -> None:
    assert Search().near(-0.004, -179.996).written() == "p0_-18000"
    assert read("p-1250_-7").at == Spotted(latitude=-12.5, longitude=-0.07, is_rough=True)


def test_an_area_and_all_that_is_asked_are_carried() -> None:
    search = Search(service="dental", scheme="uc").inside("340508").toggled(open_now=True)

    assert search.written() == "340508.dental.uc.o"
    assert read("340508.dental.uc.o") == search
    assert search.toggled(in_lao=True).written() == "340508.dental.uc.ol"
    assert search.toggled(open_now=True).written() == "340508.dental.uc"


def test_a_service_that_is_asked_for_already_is_let_go() -> None:
    search = Search(area="3405").for_service("mental")

    assert search.service == "mental"
    assert search.is_narrow
    assert search.for_service("dental").service == "dental"
    assert search.for_service("mental") == Search(area="3405")
    assert not search.for_service("mental").is_narrow


@pytest.mark.parametrize(
    "value",
    ["", "p", "p1", "px_y", "p9001_0", "p0_18001", "p-9001_0", f"p{'9' * 250}_1", "34050", "٣٤"],
)
def test_what_is_no_place_is_none(value: str) -> None:
    assert read(value) == Search()
    assert not read(value).has_place


def test_neither_a_right_nor_a_private_need_is_noted() -> None:
    assert Search(service="hiv_tb", scheme="none").without_secrets() == Search()
    assert Search(service="mental", in_lao=True).without_secrets() == Search(in_lao=True)
    assert Search(service="dental", area="3405").without_secrets().written() == "3405.dental"


def test_a_search_goes_from_place_to_place() -> None:
    search = Search(service="dental").near(16.0, 105.0)

    assert search.inside("3405") == Search(area="3405", service="dental")
    assert search.inside("3405").near(16.0, 105.0) == search
    assert search.nowhere() == Search(service="dental")


@pytest.mark.parametrize(
    ("km", "exact", "rough"),
    [
        (0.01, "0.1", "1"),
        (0.34, "0.3", "1"),
        (1.0, "1", "1"),
        (1.5, "1.5", "2"),
        (3.35, "3.4", "3"),
        (9.97, "10", "10"),
        (27.6, "28", "28"),
        (153.2, "153", "153"),
    ],
)
def test_a_distance_is_told_as_well_as_it_is_known(km: float, exact: str, rough: str) -> None:
    assert about(km, is_rough=False) == exact
    assert about(km, is_rough=True) == rough


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("บ้านโนนสำราญ ม.3 ต.นาแวง", ["ต.นาแวง", "บ้านโนนสำราญ ต.นาแวง", "โนนสำราญ ต.นาแวง"]),
        ("บ้านโนนสำราญต.นาแวง", ["ต.นาแวง", "โนนสำราญต.นาแวง"]),
        ("ບ້ານໂນນສຳລານ ຕ.ນາແວງ", ["ຕ.ນາແວງ", "ໂນນສຳລານ ຕ.ນາແວງ"]),
        ("บ้านนาแวง", ["นาแวง"]),
        ("หมู่ที่ ๓ ต.นาแวง", ["ต.นาแวง"]),
        ("เขมราฐ", []),
        ("โรงพยาบาล เขมราฐ", ["เขมราฐ"]),
        ("รพ.สต.บ้านนาแวง", ["บ้านนาแวง", "นาแวง"]),
        ("ໂຮງໝໍເຂມະຣາດ", ["ເຂມະຣາດ"]),
    ],
)
def test_a_village_is_taken_aside(typed: str, expected: list[str]) -> None:
    assert list(without_village(typed)) == expected
