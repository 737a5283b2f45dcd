"""What stands in the menus, and whose they are."""

import pytest

from bot.line.limits import clusters
from bot.menus.plans import EVERYONE, HEIGHT, WIDTH, Plan, all_plans, menu_of
from bot.words import Words
from dialogue.tap import Tap, read

SEVEN = [
    "everyone",
    "visitor-th",
    "visitor-lo",
    "volunteer-th",
    "volunteer-lo",
    "coordinator-th",
    "coordinator-lo",
]


@pytest.fixture
def plans(words: Words) -> dict[str, Plan]:
    return {plan.name: plan for plan in all_plans(words)}


def acts(plan: Plan) -> list[str]:
    """Tell what each button does."""
    data = (read(area.data) for area in plan.menu.areas)
    return [
        tap.act if tap is not None else area.uri
        for tap, area in zip(data, plan.menu.areas, strict=True)
    ]


def test_there_is_a_menu_for_each_role_and_language_and_one_for_everyone(
    plans: dict[str, Plan],
) -> None:
    assert list(plans) == SEVEN
    assert [plan.menu.alias for plan in plans.values()] == SEVEN


@pytest.mark.parametrize("language", ["th", "lo"])
def test_what_can_be_done_with_each_menu(plans: dict[str, Plan], language: str) -> None:
    visitor = ["care", "topics", "human", "language", "menu", "tel:1669", "danger"]
    assert acts(plans[EVERYONE]) == visitor
    assert acts(plans[f"visitor-{language}"]) == visitor
    assert acts(plans[f"volunteer-{language}"]) == [
        "visit",
        "today",
        "people",
        "care",
        "menu",
        "tel:1669",
        "danger",
    ]
    assert acts(plans[f"coordinator-{language}"]) == [
        "today",
        "team",
        "people",
        "report",
        "human.waiting",
        "menu",
        "tel:1669",
        "danger",
    ]


def test_the_emergency_number_stands_in_the_same_place_in_all(plans: dict[str, Plan]) -> None:
    places = {area.box for plan in plans.values() for area in plan.menu.areas if area.uri}

    assert len(places) == 1


def test_no_part_of_a_picture_does_nothing(plans: dict[str, Plan]) -> None:
    for plan in plans.values():
        covered = sum(area.box.width * area.box.height for area in plan.menu.areas)

        assert covered == WIDTH * HEIGHT  # areas do not overlap: a menu cannot be made so


def test_everyones_menu_is_in_both_languages(plans: dict[str, Plan]) -> None:
    assert plans[EVERYONE].menu.bar == "เมนู · ເມນູ"
    assert plans[EVERYONE].tiles[0].lines == ("หาที่รักษา", "ຫາບ່ອນປິ່ນປົວ")
    assert plans["visitor-lo"].tiles[0].lines == ("ຫາບ່ອນປິ່ນປົວ",)


@pytest.mark.parametrize("name", ["visitor-th", "visitor-lo"])
def test_the_way_to_the_other_language_can_be_read_in_either(
    plans: dict[str, Plan], name: str
) -> None:
    lines = [tile.lines for tile in plans[name].tiles if tile.item.act == "language"]

    assert lines == [("ภาษา", "ພາສາ")]


def test_whoever_cannot_see_the_picture_hears_the_number(plans: dict[str, Plan]) -> None:
    labels = {name: plan.menu.areas[-2].label for name, plan in plans.items()}

    assert labels["visitor-th"] == "โทร 1669"
    assert labels["coordinator-lo"] == "ໂທ 1669"
    assert labels[EVERYONE] == "โทร 1669 · ໂທ 1669"


def test_a_label_in_both_languages_that_is_too_long_is_in_thai(words: Words) -> None:
    for plan in all_plans(words):
        for tile, area in zip(plan.tiles, plan.menu.areas, strict=True):
            both = " · ".join(tile.lines)
            expected = both if clusters(both) <= 20 else tile.lines[0]
            assert area.label in (expected, "โทร 1669 · ໂທ 1669", "โทร 1669", "ໂທ 1669")


def test_what_a_button_tells_is_read_as_a_tap(plans: dict[str, Plan]) -> None:
    assert read(plans["volunteer-th"].menu.areas[0].data) == Tap(act="visit")


@pytest.mark.parametrize(
    ("roles", "language", "name"),
    [
        ((), None, "everyone"),
        (("volunteer",), None, "everyone"),
        ((), "th", "visitor-th"),
        (("volunteer",), "lo", "volunteer-lo"),
        (("coordinator",), "th", "coordinator-th"),
        (("volunteer", "coordinator"), "th", "coordinator-th"),
        (("mentor",), "th", "visitor-th"),
        (("reader",), "lo", "visitor-lo"),
        (("receiver",), "th", "visitor-th"),
        (("mentor", "volunteer"), "th", "volunteer-th"),
    ],
)
def test_whose_menu_it_is(roles: tuple[str, ...], language: str | None, name: str) -> None:
    assert menu_of(roles, language) == name
