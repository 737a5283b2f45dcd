"""Rich menus: what LINE would not take cannot be made."""

import pytest

from bot.line.menus import Area, Box, Menu, MenuError

WHOLE = Box(left=0, top=0, width=1200, height=810)


def area(**more: object) -> Area:
    given: dict[str, object] = {"box": WHOLE, "label": "หาที่รักษา", "data": "a=care", **more}
    return Area(**given)  # type: ignore[arg-type]  # named as they are


def menu(**more: object) -> Menu:
    given: dict[str, object] = {
        "alias": "visitor-th",
        "bar": "เมนู",
        "width": 1200,
        "height": 810,
        "areas": (area(),),
        **more,
    }
    return Menu(**given)  # type: ignore[arg-type]  # named as they are


def test_a_menu_is_written_as_line_reads_it() -> None:
    call = area(label="โทร 1669", data="", uri="tel:1669")

    assert menu(areas=(call,)).as_line("siao visitor-th") == {
        "size": {"width": 1200, "height": 810},
        "selected": True,
        "name": "siao visitor-th",
        "chatBarText": "เมนู",
        "areas": [
            {
                "bounds": {"x": 0, "y": 0, "width": 1200, "height": 810},
                "action": {"type": "uri", "label": "โทร 1669", "uri": "tel:1669"},
            }
        ],
    }


def test_what_is_tapped_stands_in_the_chat_as_if_it_were_said() -> None:
    assert area().as_line()["action"] == {
        "type": "postback",
        "label": "หาที่รักษา",
        "data": "a=care",
        "displayText": "หาที่รักษา",
    }


def test_labels_are_counted_in_clusters() -> None:
    assert area(label="น้ำ" * 20).label == "น้ำ" * 20  # 60 letters

    with pytest.raises(MenuError, match="21"):
        area(label="น้ำ" * 21)


def test_the_bar_holds_fourteen_clusters() -> None:
    assert menu(bar="กี่" * 14).bar == "กี่" * 14  # 42 letters

    with pytest.raises(MenuError, match="15"):
        menu(bar="กี่" * 15)


@pytest.mark.parametrize(
    "wrong",
    [
        {"label": ""},
        {"data": "a" * 301},
        {"data": "", "uri": ""},
        {"uri": "tel:1669"},
        {"data": "", "uri": "ftp://siao.example"},
        {"data": "", "uri": "tel:" + "1" * 997},
    ],
    ids=["no label", "long data", "nothing behind", "two behind", "odd address", "long address"],
)
def test_areas_that_line_refuses_cannot_be_made(wrong: dict[str, object]) -> None:
    with pytest.raises(MenuError):
        area(**wrong)


LEFT = Box(left=0, top=0, width=601, height=810)
RIGHT = Box(left=600, top=0, width=600, height=810)
OUTSIDE = Box(left=1, top=0, width=1200, height=810)


@pytest.mark.parametrize(
    "wrong",
    [
        {"alias": "Visitor"},
        {"alias": "a" * 33},
        {"bar": ""},
        {"areas": ()},
        {"areas": (area(),) * 21},
        {"areas": (area(box=LEFT), area(box=RIGHT))},
        {"areas": (area(box=OUTSIDE),)},
        {"width": 799, "height": 400, "areas": (area(box=Box(left=0, top=0, width=9, height=9)),)},
        {"width": 2501},
        {"width": 1200, "height": 828},
        {"height": 249, "areas": (area(box=Box(left=0, top=0, width=9, height=9)),)},
    ],
    ids=[
        "capital alias",
        "long alias",
        "no bar",
        "no areas",
        "21 areas",
        "areas that overlap",
        "an area outside",
        "too narrow",
        "too wide",
        "too high",
        "too low",
    ],
)
def test_menus_that_line_refuses_cannot_be_made(wrong: dict[str, object]) -> None:
    with pytest.raises(MenuError):
        menu(**wrong)


def test_a_box_is_somewhere() -> None:
    for sides in ((-1, 0, 9, 9), (0, -1, 9, 9), (0, 0, 0, 9), (0, 0, 9, 0)):
        left, top, width, height = sides
        with pytest.raises(MenuError):
            Box(left=left, top=top, width=width, height=height)


def test_the_name_of_a_menu_has_an_end() -> None:
    with pytest.raises(MenuError, match="301"):
        menu().as_line("a" * 301)
