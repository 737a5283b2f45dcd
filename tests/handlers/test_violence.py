"""Violence: a way out of every bubble, nothing told to the phone, and nothing kept of it."""

import base64
import json
from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import func, select

from bot.secrets import Keyring
from bot.shipped import CONTENT
from bot.store import Store
from dialogue.prompt import Button, Card, Link, Say
from dialogue.tap import Tap
from dialogue.topics.reading import read_file
from dialogue.topics.topic import Topic
from handlers import topic_cards
from handlers.context import Context
from handlers.happened import LeftQuietly
from handlers.incoming import Tapped
from handlers.violence import ACT, go
from models.draft import Draft
from tests.content.shipped import checked
from tests.handlers.conftest import XFORM
from tests.handlers.marks import marks
from tests.house import House
from tests.scanning import found
from tests.scope.strangers import AT, context, seed

PAGES = ("", "safe", "unsafe", "what", "clear", "care", "shelter", "work", "team", "child")
OUT = Tap(act=ACT, value="out")


def page(store: Store, keys: Keyring, value: str) -> tuple[object, ...]:
    seed(store)
    with store.thinking() as session:
        ctx = context(session, keys, "visitor")
        event = Tapped(
            event_id="e",
            at=AT,
            lane="visitor",
            contact_id="visitor",
            can_reply=True,
            data=Tap(act=ACT, value=value).data(),
        )
        says = go(event, ctx)
        assert says is not None
        assert not session.dirty
        assert not session.new
        return says


@pytest.mark.parametrize("value", PAGES)
def test_every_bubble_has_a_way_out_and_tells_the_phone_nothing(
    value: str, lite: Store, keys: Keyring
) -> None:
    (say,) = page(lite, keys, value)

    assert isinstance(say, Say)
    (card,) = say.cards
    assert say.private
    assert say.lines == ()  # a plain line would stand on the locked phone
    assert isinstance(card.buttons[-1], Button)
    assert card.buttons[-1].tap == OUT
    assert len(card.buttons) <= 6
    assert "delete" in str(card.note[0])


def test_every_page_can_be_reached_and_leads_on(lite: Store, keys: Keyring) -> None:
    reached, left = set[str](), {""}
    seed(lite)
    with lite.thinking() as session:
        ctx = context(session, keys, "visitor")
        while left:
            value = left.pop()
            reached.add(value)
            event = Tapped(
                event_id="e",
                at=AT,
                lane="visitor",
                contact_id="visitor",
                can_reply=True,
                data=Tap(act=ACT, value=value).data(),
            )
            says = go(event, ctx) or ()
            left |= set(_values(says)) - reached - {"out"}

    assert reached == set(PAGES)


def _values(says: tuple[object, ...]) -> Iterator[str]:
    for say in says:
        for card in say.cards if isinstance(say, Say) else ():
            yield from (one.tap.value for one in card.buttons if isinstance(one, Button))


def test_the_way_out_is_neutral_and_brings_the_menu_back(lite: Store, keys: Keyring) -> None:
    tip, left = page(lite, keys, "out")

    assert isinstance(tip, Say)
    assert str(tip.lines[0]).count("Tip: ") == 1
    assert not tip.cards
    assert isinstance(left, LeftQuietly)


@pytest.mark.parametrize("typed", ["ออก", "ออกทันที", "ອອກ", "ອອກທັນທີ", "Quick exit"])
async def test_the_way_out_can_be_typed(house: House, typed: str) -> None:
    phone = house.phone("มาลี")
    await phone.follow()
    await phone.tap("ไทย")
    await phone.type("ผัวกำลังตีหนู ช่วยด้วย")

    await phone.type(typed)

    tip, menu = house.heard(phone)[-2:]
    assert "เคล็ดลับ" in tip
    assert "บริการตอบอัตโนมัติ" in menu


async def test_a_path_that_was_begun_is_gone_after_the_way_out(house: House) -> None:
    xform = checked("rights_path").xform or ""
    await house.apart(house.publish, "rights_path", "สิทธิของฉัน", xform)
    phone = house.phone("มาลี")
    await phone.follow()
    await phone.tap("ไทย")
    await phone.type("rights_path")

    await phone.type("ออกทันที")

    assert "ทำต่อ" not in [button.label for button in phone.buttons()]
    assert await house.apart(drafts, house) == 0


def drafts(house: House) -> int:
    with house.store.thinking() as session:
        return session.scalar(select(func.count()).select_from(Draft)) or 0


async def test_what_a_form_asks_a_volunteer_is_no_way_out(house: House) -> None:
    await house.apart(house.publish, "small", "แบบเล็ก", XFORM)
    phone = await house.volunteer()
    await phone.type("ฝึก")
    await phone.tap("แบบเล็ก")

    await phone.type("ออก")

    assert "เคล็ดลับ" not in "".join(house.heard(phone)[-2:])


def test_whoever_complains_about_a_volunteer_is_not_sent_to_the_team(
    lite: Store, keys: Keyring
) -> None:
    (say,) = page(lite, keys, "team")

    assert isinstance(say, Say)
    calls = [one.uri for card in say.cards for one in card.buttons if isinstance(one, Link)]
    assert calls == ["tel:1300"]


def written(canary: str) -> tuple[str, ...]:
    """Give the ways in which a word may have been written down."""
    as_json = json.dumps(canary).strip('"')
    as_base64 = base64.b64encode(canary.encode()).decode().rstrip("=")[:-1]
    return (canary, as_json, as_base64)


async def test_nothing_of_it_stays_anywhere(
    house: House, keys: Keyring, capsys: pytest.CaptureFixture[str]
) -> None:
    canary = "คานารีสีม่วง"
    phone = house.phone("มาลี")
    await phone.follow()
    await phone.tap("ไทย")

    await phone.type(f"ผัว{canary}กำลังตีหนู ช่วยด้วย")
    await phone.tap("ออกทันที")
    logs = capsys.readouterr().out

    assert await house.apart(found, house.store, keys, *written(canary)) == []
    assert not [way for way in (*written(canary), "violence") if way in logs]
    assert await house.apart(marks, house.store, "contact") == []
    after = house.heard(phone)[-1]
    assert "บริการตอบอัตโนมัติ" in after  # the plain menu
    assert "ออกทันที" not in after


async def test_nothing_of_it_stays_in_a_form(house: House, keys: Keyring) -> None:
    canary = "คานารีสีม่วง"
    phone = await house.volunteer()
    await phone.type("small")

    await phone.type(f"ผัว{canary}กำลังตีหนู ช่วยด้วย")
    asked = house.heard(phone)[-1]
    kept = await house.apart(found, house.store, keys, *written(canary))
    await phone.type("ยายแดง")

    assert "ชื่อเล่นอะไร" in asked
    assert kept == []
    assert "ส่งรูปบ้าน" in house.heard(phone)[-1]


async def test_nothing_of_it_stays_in_lao_either(house: House, keys: Keyring) -> None:
    canary = "ນົກສີມ່ວງ"
    phone = house.phone("ມາລີ")
    await phone.follow()
    await phone.tap("ລາວ")

    await phone.type(f"ຜົວ{canary}ກຳລັງຕີຂ້ອຍ")
    (card,) = [message for message in phone.shown() if message["type"] == "flex"]
    await phone.tap("ອອກທັນທີ")

    assert card["altText"] == "ມີຂໍ້ຄວາມຮອດເຈົ້າ"
    assert await house.apart(found, house.store, keys, *written(canary)) == []
    assert "ບໍລິການຕອບອັດຕະໂນມັດ" in house.heard(phone)[-1]


def topic_of(name: str) -> Topic:
    """Read a topic as it ships."""
    return read_file((CONTENT / "topics" / f"{name}.toml").read_text("utf-8"), name)


@pytest.mark.parametrize("shown", [topic_cards.answer, topic_cards.details, topic_cards.plainer])
def test_the_topic_has_a_way_out_too_and_its_answer_leads_to_the_talk(
    shown: Callable[[Topic, Context], Card], lite: Store, keys: Keyring
) -> None:
    topic = topic_of("violence")
    seed(lite)
    with lite.thinking() as session:
        card = shown(topic, context(session, keys, "visitor"))

    taps = [one.tap for one in card.buttons if isinstance(one, Button)]
    assert OUT in taps
    assert (Tap(act=ACT) in taps) is (shown is topic_cards.answer)
    assert len(card.buttons) <= 6


def test_the_emergency_topic_opens_the_red_card(lite: Store, keys: Keyring) -> None:
    topic = topic_of("emergency")
    seed(lite)
    with lite.thinking() as session:
        card = topic_cards.answer(topic, context(session, keys, "visitor"))

    assert Tap(act="danger") in [one.tap for one in card.buttons if isinstance(one, Button)]
    assert card.tone == "danger"
