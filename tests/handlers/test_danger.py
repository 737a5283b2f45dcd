"""Danger: the red card in front of every answer, who is told, and what is kept of it."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from sqlalchemy import select

from bot.secrets import Keyring
from bot.simulator.phone import Phone
from bot.store import Store
from dialogue.facilities.sheet import whole
from dialogue.prompt import Button, Link, Say
from dialogue.tap import Tap
from dialogue.understanding.understood import Understood
from handlers.danger import watch
from handlers.incoming import Wrote
from models.contact import Contact
from models.danger_flag import DangerFlag
from models.facility_book import FacilityBook
from models.organization import Membership
from models.outbox import Parked, ParkedWords
from models.submission import Submission
from models.visit import Visit
from tests.house import House
from tests.people import Dweller, dwell
from tests.scope.strangers import AT, context, seed
from tests.talking import value_at

FIT = "ยายชักเกร็ง ปลุกไม่ตื่น"


def cards(phone: Phone) -> list[Mapping[str, object]]:
    """List the flex messages that a phone was shown."""
    return [message for message in phone.shown() if message["type"] == "flex"]


async def visit(house: House, phone: Phone) -> str:
    """Let a volunteer be at someone's home; give the code of whom they visit."""
    lane = house.lane(phone)

    def begin() -> str:
        (person_id,) = dwell(house, [Dweller(name="ยายแดง", born=1950)], assignee_id=lane)
        with house.store.writing() as session:
            session.add(
                Visit(
                    id="visit-1",
                    person_id=person_id,
                    contact_id=lane,
                    area="340501",
                    started_at=house.watch(),
                )
            )
        return person_id

    return await house.apart(begin)


async def flags(house: House) -> list[tuple[str, str, str | None]]:
    def read() -> list[tuple[str, str, str | None]]:
        with house.store.thinking() as session:
            rows = session.scalars(select(DangerFlag).order_by(DangerFlag.at, DangerFlag.id))
            return [(one.kind, one.area, one.handled_by) for one in rows]

    return await house.apart(read)


async def warned(house: House, phone: Phone) -> bool:
    def read() -> bool:
        with house.store.thinking() as session:
            contact = session.get(Contact, house.lane(phone))
            return contact is not None and contact.warned_at is not None

    return await house.apart(read)


async def test_1669_is_one_tap_away_and_the_answer_follows(house: House) -> None:
    phone = await house.volunteer()

    await phone.type(FIT)
    *_, card, answer = phone.shown()
    await phone.tap_old(-2, "โทร 1669")

    assert card["type"] == "flex"
    assert phone.opened == ["tel:1669"]
    assert answer["type"] == "text"


async def test_a_person_who_types_on_is_told_in_full_once_and_then_in_short(house: House) -> None:
    phone = await house.volunteer()

    await phone.type(FIT)
    full = house.heard(phone)[-2]
    await phone.type("ยายยังชักอยู่ ตัวเขียว")
    short = house.heard(phone)[-2]
    house.watch.move(timedelta(minutes=11))
    await phone.type("ยายยังชักอยู่")
    again = house.heard(phone)[-2]

    assert "จับนอนตะแคง" in full
    assert "โทร 1669 ทันที" in short
    assert "ตะแคง" not in short
    assert "จับนอนตะแคง" in again


async def test_what_was_told_is_forgotten_after_some_minutes(house: House) -> None:
    phone = await house.volunteer()
    await phone.type(FIT)
    before = await warned(house, phone)
    house.watch.move(timedelta(minutes=11))

    await phone.type("เมนู")

    assert (before, await warned(house, phone)) == (True, False)


async def test_self_harm_is_answered_with_1323_as_well(house: House) -> None:
    phone = await house.volunteer(language="ລາວ")

    await phone.type("ຢາກຕາຍ ຈະຜູກຄໍ")
    await phone.tap_old(-2, "ໂທ 1323")

    said = house.heard(phone)[-2]
    assert "ໂທ 1669 ດຽວນີ້" in said
    assert "ມີດ ແລະ ເຊືອກ" in said
    assert phone.opened == ["tel:1323"]


async def test_with_too_much_medicine_1323_stands_beside_1669(house: House) -> None:
    phone = await house.volunteer()

    await phone.type("เขากินยาเกินขนาด")
    await phone.tap_old(-2, "โทร 1323")

    said = house.heard(phone)[-2]
    assert "โทร 1669 ทันที" in said
    assert "อย่าล้วงคอให้อาเจียน" in said
    assert phone.opened == ["tel:1323"]


async def test_what_is_denied_is_asked_about_and_never_argued_with(house: House) -> None:
    phone = await house.volunteer()
    await phone.type("small")

    await phone.type("ไม่เจ็บหน้าอก")
    asked = house.heard(phone)
    await phone.tap_old(-2, "โทร 1669")
    house_says = len(house.heard(phone))
    await phone.tap_old(-2, "ไม่ใช่")
    answered = house.heard(phone)[house_says:]

    assert any("ตอนนี้มีอาการนี้" in text for text in asked[-3:])
    assert phone.opened == ["tel:1669"]
    assert "ถ้าเป็นอีกหรือแย่ลง โทร 1669 เลย" in answered[0]
    assert "ไม่ฉุกเฉิน" not in "".join(answered)
    assert "ส่งรูปบ้าน" in answered[-1]  # the form goes on: the words were an answer to its question


async def test_a_yes_to_that_question_leads_to_the_card(house: House) -> None:
    phone = await house.volunteer()
    await phone.type("เมื่อวานลูกชัก")

    await phone.tap_old(-2, "ใช่ ตอนนี้")

    assert "โทร 1669 ทันที" in house.heard(phone)[-1]
    assert "จับนอนตะแคง" in house.heard(phone)[-1]


async def test_whoever_opens_the_card_by_hand_is_told_in_full_and_nobody_else(
    house: House,
) -> None:
    phone = await house.volunteer()
    await visit(house, phone)
    source = phone.source

    await phone.courier.send(phone.events.postback(source, Tap(act="danger").data()))

    assert "โทร 1669 ทันที" in house.heard(phone)[-1]
    assert "อย่าให้กินหรือดื่มอะไร" in house.heard(phone)[-1]
    assert await flags(house) == []


async def test_a_cry_for_help_is_no_answer_unless_it_is_said_to_be(house: House) -> None:
    phone = await house.volunteer()
    await phone.type("small")

    await phone.type(FIT)
    waiting = house.heard(phone)[-1]
    await phone.tap("ใช้เป็นคำตอบ")
    await phone.tap("ข้าม")
    await phone.tap("แดง")

    assert "ชื่อเล่นอะไร" in waiting

    def kept() -> str:
        with house.store.thinking() as session:
            return session.scalars(select(Submission)).one().xml or ""

    assert value_at(await house.apart(kept), "/data/name") == FIT


async def test_a_cry_for_help_names_nobody_who_is_noted(house: House) -> None:
    phone = await house.volunteer()
    await phone.type("เพิ่มคน")
    name = house.heard(phone)[-1]

    await phone.type(FIT)
    answer = house.heard(phone)[-1]
    await phone.type("ยายดี")

    assert "ชื่อ" in name
    assert "ไม่ได้ใช้เป็นคำตอบ" in answer
    assert FIT not in "".join(house.heard(phone))


async def test_nothing_stands_in_front_of_a_red_card(house: House) -> None:
    phone = await house.volunteer()

    def park() -> None:
        with house.store.writing() as session:
            notice = Parked(
                id="notice",
                contact_id=house.lane(phone),
                subject="x",
                parked_at=house.watch(),
                expires_at=house.watch() + timedelta(days=1),
            )
            body = json.dumps({"th": [{"type": "text", "text": "ประกาศ"}], "lo": []})
            ParkedWords(session).replace(notice, body)

    await house.apart(park)
    before = len(phone.shown())
    await phone.type(FIT)
    first = phone.shown()[before]
    await phone.type("เมนู")

    assert first["type"] == "flex"
    assert "ประกาศ" in house.heard(phone)


async def test_another_answer_takes_its_place(house: House) -> None:
    phone = await house.volunteer()
    await phone.type("small")

    await phone.type(FIT)
    await phone.type("ยายแดง")

    assert "ส่งรูปบ้าน" in house.heard(phone)[-1]


async def test_who_cannot_call_is_shown_the_hospitals_of_the_area(house: House) -> None:
    def build() -> None:
        with house.store.writing() as session:
            for code, area, phones in (
                ("10944", "340501", "045-491-035"),
                ("10945", "340502", ""),
                ("10946", "341101", "045 366 085"),
                ("10947", "410101", "042245555"),
            ):
                known = {"code": code, "name_th": f"รพ. {code}", "kind": "รพช.", "area": area}
                FacilityBook(session).put(whole({**known, "phones": phones, "emergency": "yes"}))

    await house.apart(build)
    phone = await house.volunteer()
    await phone.type(FIT)

    await phone.tap_old(-2, "โทรไม่ได้")
    for label in ("รพ. 10944", "รพ. 10946"):
        await phone.tap(label)

    assert "ผู้ใหญ่บ้าน" in house.heard(phone)[-1]
    assert phone.opened == ["tel:045491035", "tel:045366085"]
    labels = [button.label for button in phone.buttons()]
    assert not {"รพ. 10945", "รพ. 10947"} & set(labels)


async def test_the_coordinator_of_a_visit_is_told_by_code_and_once(house: House) -> None:
    coordinator = await house.volunteer("วิภา", role="coordinator")
    phone = await house.volunteer()

    def join_up() -> None:
        with house.store.writing() as session:
            roles = list(session.scalars(select(Membership)))
            for one in roles:
                one.organization_id = roles[0].organization_id

    await house.apart(join_up)
    await visit(house, phone)
    await phone.type(FIT)
    await phone.type("ยายยังชักอยู่ ไม่หายใจแล้ว")

    await house.push()
    told = next(text for text in house.heard(coordinator) if "ระหว่างการเยี่ยม" in text)
    at = next(
        place for place, text in enumerate(house.heard(coordinator)) if "ระหว่างการเยี่ยม" in text
    )
    await coordinator.tap_old(at - len(coordinator.shown()), "ฉันดูแลเรื่องนี้")

    assert sum("ระหว่างการเยี่ยม" in text for text in house.heard(coordinator)) == 1
    assert "ยายแดง" not in told
    assert "ชัก" not in told
    assert await flags(house) == [("medical", "340501", house.lane(coordinator))]


async def test_nobody_is_told_of_a_visitor(house: House) -> None:
    coordinator = await house.volunteer("วิภา", role="coordinator")
    phone = house.phone("มาลี")
    await phone.follow()
    await phone.tap("ไทย")

    await phone.type(FIT)

    def parked() -> int:
        with house.store.thinking() as session:
            return len(list(session.scalars(select(Parked))))

    assert await flags(house) == []
    assert await house.apart(parked) == 0
    await coordinator.type("เมนู")
    assert "ระหว่างการเยี่ยม" not in "".join(house.heard(coordinator))


async def test_of_violence_on_a_visit_nothing_is_kept(house: House) -> None:
    phone = await house.volunteer()
    await visit(house, phone)

    await phone.type("ผัวเขากำลังตีเขา ช่วยด้วย")

    (card,) = cards(phone)[-1:]
    assert card["altText"] == "มีข้อความถึงคุณ"
    assert await flags(house) == []
    assert not await warned(house, phone)


def test_what_only_looks_like_danger_is_answered_softly(lite: Store, keys: Keyring) -> None:
    seed(lite)
    judged = Understood(danger=0.4, is_danger=True)
    with lite.thinking() as session:
        ctx = replace(context(session, keys, "visitor"), understand=lambda _question: judged)

        says = watch(wrote("อาการแกดูไม่ค่อยดีเลยตั้งแต่เช้า"), ctx)
        short = watch(wrote("ยายแดง"), ctx)

    assert says is not None
    (say,) = says
    assert isinstance(say, Say)
    assert [button_of(one) for one in say.cards[0].buttons] == ["tel:1669", "cannot:medical:help"]
    assert short is None


def test_a_sign_is_not_judged_a_second_time(lite: Store, keys: Keyring) -> None:
    asked: list[str] = []

    def understand(question: str) -> Understood:
        asked.append(question)
        return Understood()

    seed(lite)
    with lite.thinking() as session:
        ctx = replace(context(session, keys, "visitor"), understand=understand)
        watch(wrote(FIT), ctx)

    assert asked == []


def test_two_cards_are_shown_to_whoever_has_chosen_no_language(lite: Store, keys: Keyring) -> None:
    seed(lite)
    with lite.thinking() as session:
        ctx = context(session, keys, "visitor")
        ctx.someone.language = None

        says = watch(wrote(FIT), ctx)

    assert says is not None
    titles = [one.title for say in says if isinstance(say, Say) for one in say.cards]
    assert [getattr(title, "spoken", "") for title in titles] == ["th", "lo"]


def wrote(text: str) -> Wrote:
    return Wrote(
        event_id="e", at=AT, lane="visitor", contact_id="visitor", can_reply=True, text=text
    )


def button_of(button: object) -> str:
    """Read what a button calls or asks for."""
    if isinstance(button, Link):
        return button.uri
    assert isinstance(button, Button)
    return button.tap.value
