import pytest

from tests.bot.simulator.bare_bot import Message, postback
from tests.bot.simulator.messages import (
    buttons,
    wrong,
)


@pytest.mark.parametrize(
    ("more", "places"),
    [
        ({"text": "ที่" * 160}, []),
        ({"text": "ที่" * 161}, ["text"]),
        ({"text": "x" * 60, "title": "t"}, []),
        ({"text": "x" * 61, "title": "t"}, ["text"]),
        ({"text": "x" * 61, "thumbnailImageUrl": "https://a.b/c"}, ["text"]),
        ({"title": "ที่" * 41}, ["title"]),
        ({"actions": [postback("x")] * 4}, []),
        ({"actions": [postback("x")] * 5}, ["actions"]),
        ({"actions": []}, ["actions"]),
        ({"actions": [postback("x" * 21)]}, ["actions[0].label"]),
        ({"defaultAction": {"type": "uri", "uri": "ftp://a.b"}}, ["defaultAction.uri"]),
    ],
)
def test_a_buttons_template(more: dict[str, object], places: list[str]) -> None:
    assert wrong(buttons(**more)) == [f"messages[0].template.{place}" for place in places]


@pytest.mark.parametrize(("length", "count"), [(1500, 0), (1501, 1), (0, 1)])
def test_the_alternative_text_has_1500_units_at_most(length: int, count: int) -> None:
    assert len(wrong({**buttons(), "altText": "x" * length})) == count


@pytest.mark.parametrize(
    ("more", "places"),
    [
        ({}, []),
        ({"text": "x" * 241}, ["text"]),
        ({"actions": [postback("x")]}, ["actions"]),
        ({"actions": [postback("x")] * 3}, ["actions"]),
    ],
)
def test_a_confirm_template(more: dict[str, object], places: list[str]) -> None:
    template = {"type": "confirm", "text": "?", "actions": [postback("x")] * 2, **more}
    message: Message = {"type": "template", "altText": "?", "template": template}

    assert wrong(message) == [f"messages[0].template.{place}" for place in places]


COLUMN: Message = {"text": "?", "actions": [postback("x")]}


@pytest.mark.parametrize(
    ("columns", "places"),
    [
        ([COLUMN] * 10, []),
        ([COLUMN] * 11, ["columns"]),
        ([], ["columns"]),
        ([{**COLUMN, "actions": [postback("x")] * 4}], ["columns[0].actions"]),
        ([COLUMN, {**COLUMN, "actions": [postback("x")] * 2}], ["columns"]),
        ([COLUMN, {**COLUMN, "title": "t"}], ["columns"]),
        ([{**COLUMN, "text": "ที่" * 120}], []),
        ([{**COLUMN, "text": "ที่" * 121}], ["columns[0].text"]),
        ([{**COLUMN, "text": "x" * 61, "title": "t"}], ["columns[0].text"]),
    ],
)
def test_a_carousel(columns: list[Message], places: list[str]) -> None:
    template = {"type": "carousel", "columns": columns}
    message: Message = {"type": "template", "altText": "?", "template": template}

    assert wrong(message) == [f"messages[0].template.{place}" for place in places]


@pytest.mark.parametrize(("label", "count"), [("x" * 12, 0), ("x" * 13, 1), (None, 0)])
def test_an_image_carousel_has_labels_of_twelve(label: str | None, count: int) -> None:
    action = {"type": "postback", "data": "a=1"} | ({"label": label} if label else {})
    column = {"imageUrl": "https://a.b/c", "action": action}
    template = {"type": "image_carousel", "columns": [column]}

    assert len(wrong({"type": "template", "altText": "?", "template": template})) == count
