"""Cards and places as LINE's flex and location messages."""

from pathlib import Path

from bot.line.outbound import render
from bot.simulator.world import text_of
from bot.words import Words
from dialogue.prompt import Button, Card, Link, Opener, Say, Spot
from dialogue.tap import Tap
from tests.line_schema import assert_fits, is_at_hand

WORDS = Words(Path(__file__).parents[3] / "locales")
CALL = Link(label="โทร 1669", uri="tel:1669")
MORE = Button(label="เพิ่มเติม", tap=Tap(act="more"))


def shown(*says: Say) -> list[dict[str, object]]:
    messages = render(says, language="th", words=WORDS)
    if is_at_hand():
        assert_fits({"replyToken": "x", "messages": messages}, "ReplyMessageRequest")
    return messages


def test_a_card_follows_its_lines_and_keeps_its_buttons() -> None:
    card = Card(title="อันตราย", lines=("โทรทันที",), buttons=(CALL, MORE), tone="danger")

    text, flex = shown(Say(lines=("ฟังก่อน",), cards=(card,)))

    assert text == {"type": "text", "text": "ฟังก่อน"}
    assert flex["type"] == "flex"
    assert flex["altText"] == "อันตราย"
    assert text_of(flex).split("\n") == ["อันตราย", "โทรทันที"]
    assert "tel:1669" in str(flex)


def test_what_is_private_is_announced_neutrally() -> None:
    (flex,) = shown(Say(lines=(), cards=(Card(title="ความรุนแรง"),), private=True))

    assert flex["altText"] == "มีข้อความถึงคุณ"


def test_map_and_camera_cannot_stand_on_a_card() -> None:
    (flex,) = shown(
        Say(lines=(), cards=(Card(title="x", buttons=(Opener(label="แผนที่", opens="place"),)),))
    )

    assert "footer" not in flex["contents"]  # type: ignore[operator]  # an object of ours


def test_thirteen_cards_are_twelve_side_by_side() -> None:
    (flex,) = shown(Say(lines=(), cards=tuple(Card(title=str(n)) for n in range(13))))

    assert text_of(flex).split("\n") == [str(n) for n in range(12)]


def test_a_place_is_a_location_message() -> None:
    spot = Spot(title="รพ.เขมราฐ", address="อ.เขมราฐ", latitude=16.04, longitude=105.2)

    (place,) = shown(Say(lines=(), spot=spot))

    assert place["type"] == "location"
    assert (place["latitude"], place["longitude"]) == (16.04, 105.2)


def test_cards_go_before_texts_where_not_all_have_room() -> None:
    card = Card(title="อันตราย", tone="danger")

    messages = shown(*(Say(lines=(str(n),)) for n in range(6)), Say(lines=(), cards=(card,)))

    assert len(messages) == 5
    assert messages[0]["type"] == "flex"
    assert "\n".join(text_of(one) for one in messages[1:]).replace("\n\n", "\n").split() == list(
        "012345"
    )


def test_who_speaks_is_told() -> None:
    (said,) = shown(Say(lines=("สวัสดี",), speaker="เจ้าหน้าที่ประจำจังหวัดอุบลราชธานี"))

    assert said["sender"] == {"name": "เจ้าหน้าที่ประจำจังห"}
