"""The pictures of the menus: what LINE takes, and what changes them."""

import io

import pytest
from PIL import Image

from bot.line.menus import PICTURE, MenuError
from bot.menus import letters
from bot.menus.pictures import all_drawn, drawn
from bot.menus.plans import Plan, Tile, all_plans
from bot.words import Words

pytestmark = pytest.mark.skipif(not letters.can_shape(), reason="Pillow has no raqm here")

RED = (196, 0, 26)


def opened(picture: bytes) -> Image.Image:
    return Image.open(io.BytesIO(picture)).convert("RGB")


def near(pixel: object, colour: tuple[int, int, int]) -> bool:
    assert isinstance(pixel, tuple)
    return all(abs(one - other) <= 12 for one, other in zip(pixel, colour, strict=True))


def with_label(plan: Plan, text: str) -> Plan:
    """Write another word on the first button."""
    first = plan.tiles[0]
    tiles = (Tile(item=first.item, box=first.box, lines=(text,)), *plan.tiles[1:])
    return Plan(name=plan.name, tiles=tiles, menu=plan.menu)


def test_pictures_are_as_line_takes_them(words: Words) -> None:
    for one in all_drawn(words):
        with Image.open(io.BytesIO(one.picture)) as image:
            assert image.format == "PNG"
            assert image.size == (one.menu.width, one.menu.height) == (1200, 810)
        assert len(one.picture) <= PICTURE
        assert len(one.picture) <= 100_000, "on a slow line it would take long"


def test_the_number_is_large_and_red(words: Words) -> None:
    for one in all_drawn(words):
        image = opened(one.picture).crop((150, 640, 510, 790))
        columns = image.convert("RGB")
        red = [
            (x, y)
            for x in range(columns.width)
            for y in range(columns.height)
            if near(columns.getpixel((x, y)), RED)
        ]
        height = max(y for _, y in red) - min(y for _, y in red)
        width = max(x for x, _ in red) - min(x for x, _ in red)

        assert height >= 100
        assert width >= 300


def test_no_word_touches_the_edge_of_its_tile(words: Words) -> None:
    for plan, one in zip(all_plans(words), all_drawn(words), strict=True):
        image = opened(one.picture)
        for tile in plan.tiles:
            if tile.item.icon in ("phone", "danger"):
                continue
            left, right = tile.box.left + 16, tile.box.right - 17
            rows = range(tile.box.top + 40, tile.box.bottom - 40)
            assert all(
                near(image.getpixel((x, y)), (255, 255, 255)) for x in (left, right) for y in rows
            )
            bottom = tile.box.bottom - 13
            along = range(tile.box.left + 50, tile.box.right - 50)
            assert all(near(image.getpixel((x, bottom)), (255, 255, 255)) for x in along)


def test_the_same_menu_has_the_same_digest(words: Words) -> None:
    plan = all_plans(words)[1]
    drawn.cache_clear()
    first = drawn(plan)
    drawn.cache_clear()

    assert drawn(plan) == first


def test_another_word_or_another_act_is_another_menu(words: Words) -> None:
    plans = all_plans(words)
    digests = [drawn(plan).digest for plan in plans]
    assert len(set(digests)) == len(plans)

    other_word = drawn(with_label(plans[1], "ที่รักษา"))
    assert other_word.digest not in digests
    other_act = drawn(Plan(name=plans[1].name, tiles=plans[1].tiles, menu=plans[2].menu))
    assert other_act.digest not in digests


def test_a_word_that_does_not_fit_is_told(words: Words) -> None:
    with pytest.raises(MenuError, match="does not fit"):
        drawn(with_label(all_plans(words)[1], "หาที่รักษา" * 6))


def test_without_raqm_there_are_no_pictures(words: Words, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(letters, "can_shape", lambda: False)

    assert all_drawn(words) == ()
