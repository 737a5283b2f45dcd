"""Answering: what was asked is answered, plainly, and nobody knows afterwards who asked."""

from collections.abc import AsyncIterator
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from bot.secrets import Keyring
from bot.simulator.phone import Phone
from bot.store import Store
from bot.topics import load, put, withdraw
from dialogue.understanding.understood import Guess, Understood
from models.contact import Contact
from models.outbox import Parked
from models.question import KeptQuestion
from models.topic import Topics, TopicTick, TopicTotal
from tests.asking import TOPICS, bring_topics, understand
from tests.handlers.conftest import XFORM
from tests.handlers.pressing import press
from tests.house import House, open_house
from tests.scanning import found

VACCINE = "ลูกเก้าเดือนยังไม่ได้ฉีดยา"
HIV = "กลัวติดโรคจากแฟน"


@pytest.fixture
async def house(lite: Store, keys: Keyring) -> AsyncIterator[House]:
    async with open_house(lite, keys, understand=understand) as house:
        await house.apart(house.publish, "small", "แบบเล็ก", XFORM)
        await house.apart(bring_topics, lite, house.watch())
        yield house


async def asking(house: House, language: str = "ไทย") -> Phone:
    phone = house.phone("malee")
    await phone.follow()
    await phone.tap(language)
    return phone


def labels(phone: Phone) -> list[str]:
    return [button.label for button in phone.buttons()]


def said(house: House, phone: Phone) -> str:
    return "\n".join(house.heard(phone)[-3:])


async def change(house: House, topic_id: str, *changes: tuple[str, str]) -> None:
    """Change the text of a topic as a coordinator would."""

    def work() -> None:
        source = (TOPICS / "topics" / f"{topic_id}.toml").read_text("utf-8")
        for old, new in changes:
            assert old in source
            source = source.replace(old, new)
        with house.store.writing() as session:
            put(session, source, topic_id, house.watch())

    await house.apart(work)


async def ticks(house: House) -> list[tuple[str, str, str]]:
    def work() -> list[tuple[str, str, str]]:
        with house.store.thinking() as session:
            rows = session.scalars(select(TopicTick)).all()
            return sorted((row.topic_id, row.language, row.kind) for row in rows)

    return await house.apart(work)


async def test_a_question_is_answered_with_two_other_topics_and_a_way_out(house: House) -> None:
    phone = await asking(house)

    await phone.type(VACCINE)

    assert labels(phone) == [
        "โทร 1330",
        "รายละเอียด",
        "ฉันไม่เข้าใจ",
        "เตือนนัด",
        "ฝากครรภ์",
        "ตรวจเอชไอวี",
        "ไม่ใช่ทั้งหมดนี้",
        "บอกฉันถ้าเปลี่ยน",
        "สิทธิของฉัน",
        "เมนู",
    ]


async def test_the_answer_is_in_the_language_of_the_person_not_of_the_question(
    house: House,
) -> None:
    phone = await asking(house, "ລາວ")

    await phone.type(VACCINE)

    assert "ສັກວັກຊີນພື້ນຖານຟຣີ" in said(house, phone)


async def test_who_writes_in_the_other_language_is_offered_it(house: House) -> None:
    phone = await asking(house)

    await phone.type("ເມຍຖືພາສາມເດືອນ ຍັງບໍ່ໄດ້ຝາກ")

    assert "ฝากครรภ์ได้ที่" in said(house, phone)
    assert "ລາວ" in labels(phone)
    await phone.tap("ລາວ")
    assert await house.apart(house.language_of, phone) == "lo"


async def test_a_first_question_is_answered_before_a_language_is_chosen(house: House) -> None:
    phone = house.phone("malee")
    await phone.follow()

    await phone.type("ລູກເກົ້າເດືອນຍັງບໍ່ທັນໄດ້ສັກຢາ")

    assert "ສັກວັກຊີນພື້ນຖານຟຣີ" in said(house, phone)
    assert "ไทย" in labels(phone)
    await phone.tap("ไทย")
    assert await house.apart(house.language_of, phone) == "th"


async def test_a_first_text_that_is_not_understood_is_asked_for_its_language(
    house: House,
) -> None:
    phone = house.phone("malee")

    await phone.type("ควายหาย")

    assert "ต้องการใช้ภาษาอะไร" in said(house, phone)


async def test_the_question_of_an_open_form_goes_before(house: House) -> None:
    phone = await house.volunteer()
    await phone.type("small")

    await phone.type(VACCINE)

    assert "ส่งรูปบ้าน" in said(house, phone)


async def test_a_volunteer_is_answered_as_anybody(house: House) -> None:
    phone = await house.volunteer()
    await phone.type("เมนู")

    await phone.type(VACCINE)

    assert "ฉีดวัคซีนพื้นฐานได้ฟรี" in said(house, phone)


async def test_what_may_be_meant_is_offered_and_answered_by_a_tap(house: House) -> None:
    phone = await asking(house)

    await phone.type("ลูกกับวัคซีน")
    offered = labels(phone)
    await phone.tap("วัคซีนเด็กฟรี")

    assert offered[:5] == [
        "วัคซีนเด็กฟรี",
        "ฝากครรภ์",
        "ตรวจเอชไอวี",
        "ไม่ใช่ทั้งหมดนี้",
        "โทร 1669",
    ]
    assert "ฉีดวัคซีนพื้นฐานได้ฟรี" in said(house, phone)


async def test_what_is_not_understood_is_met_with_help(house: House) -> None:
    phone = await asking(house)

    await phone.type("ควายหายไปไหนไม่รู้")

    assert "ยังไม่เข้าใจ" in said(house, phone)
    assert {"โทร 1669", "คุยกับเจ้าหน้าที่", "เก็บคำถามได้", "ไม่ให้เก็บ"} <= set(labels(phone))


@pytest.mark.parametrize("asked", ["แดง", "ผัวถูกทำร้ายเมื่อคืนนี้"])
async def test_a_bare_word_and_violence_are_never_asked_to_be_kept(
    house: House, asked: str
) -> None:
    phone = await asking(house)

    await phone.type(asked)

    assert "เก็บคำถามได้" not in labels(phone)


async def test_nothing_of_a_question_is_kept(house: House) -> None:
    phone = await asking(house)
    canaries = ("นกยูงสีรุ้งเจ็ดตัว", "ນົກຍູງສີຮຸ້ງເຈັດໂຕ")
    for canary in canaries:
        await phone.type(f"{canary} หายไปจากบ้าน")
        await phone.type(f"{canary} วัคซีน ວັກຊີນ")
        await phone.tap("ไม่ใช่ทั้งหมดนี้")

    assert await house.apart(found, house.store, house.keys, *canaries) == []


async def test_a_question_is_kept_when_that_is_agreed_to_without_numbers_and_names(
    house: House,
) -> None:
    phone = await asking(house)

    await phone.type("คุณสมศรี ทำควายหาย 12 ตัว โทร 081-234-5678")
    await phone.tap("เก็บคำถามได้")

    def kept() -> list[str | None]:
        with house.store.thinking() as session:
            return [row.text for row in session.scalars(select(KeptQuestion))]

    assert await house.apart(kept) == ["คุณ… ทำควายหาย # ตัว โทร #"]
    assert "ขอบคุณ" in said(house, phone)


async def test_a_question_is_not_kept_when_that_is_refused(house: House) -> None:
    phone = await asking(house)

    await phone.type("ควายหายไปไหนไม่รู้")
    await phone.tap("ไม่ให้เก็บ")

    def kept() -> int:
        with house.store.thinking() as session:
            return len(session.scalars(select(KeptQuestion)).all())

    assert await house.apart(kept) == 0
    assert "ไม่ได้เก็บคำถามของคุณไว้" in said(house, phone)


async def test_a_question_near_a_private_topic_is_not_offered_to_be_kept(house: House) -> None:
    phone = await asking(house)

    await phone.type(HIV)
    await phone.tap("ไม่ใช่ทั้งหมดนี้")

    assert "ขอโทษที่ยังไม่ตรงกับที่ถาม" in said(house, phone)
    assert "เก็บคำถามได้" not in labels(phone)


async def test_a_private_topic_is_announced_in_neutral_words_and_not_watched(
    house: House,
) -> None:
    phone = await asking(house)

    await phone.type(HIV)
    card = phone.shown()[-1]

    assert card["altText"] == "มีข้อความถึงคุณ"
    assert "บอกฉันถ้าเปลี่ยน" not in labels(phone)
    await press(phone, "topic.watch", "sti_hiv")
    assert "แจ้งข่าวให้ไม่ได้" in said(house, phone)


async def test_plainer_words_come_first_and_then_a_person(house: House) -> None:
    phone = await asking(house)
    await phone.type(VACCINE)

    await phone.tap("ฉันไม่เข้าใจ")
    plain = said(house, phone)
    await phone.tap("ยังไม่เข้าใจ")

    assert "พาลูกไป รพ.สต. ฉีดฟรี" in plain
    assert "เขียนถึงเจ้าหน้าที่ที่นี่" in said(house, phone)
    assert await ticks(house) == [
        ("child_vaccination", "th", "answered"),
        ("child_vaccination", "th", "asked"),
        ("child_vaccination", "th", "human"),
        ("child_vaccination", "th", "plainer"),
    ]


async def test_whom_a_topic_names_is_called_before_a_person_is_written_to(house: House) -> None:
    phone = await asking(house)
    await phone.type(HIV)
    await phone.tap("ฉันไม่เข้าใจ")

    await phone.tap("ยังไม่เข้าใจ")

    assert "โทรถามได้ตามเบอร์ด้านล่าง" in said(house, phone)
    assert {"โทร 1663", "เขียนถึงเจ้าหน้าที่"} <= set(labels(phone))


async def test_private_topics_are_counted_together(house: House) -> None:
    phone = await asking(house)

    await phone.type(HIV)

    assert await ticks(house) == [("private", "th", "answered"), ("private", "th", "asked")]


async def test_a_draft_is_withheld_and_whom_to_call_is_said(house: House) -> None:
    phone = await asking(house)

    await phone.type("บัตรทำงานจะหมดสิ้นเดือน")

    assert "ต่ออายุถึงเดือนหน้า" not in said(house, phone)
    assert "ยังไม่มีคำตอบเรื่องนี้ที่ตรวจสอบแล้ว" in said(house, phone)
    assert {"โทร 1694", "โทร 1669"} <= set(labels(phone))


async def test_what_expired_is_withheld(house: House) -> None:
    phone = await asking(house)
    house.watch.move(timedelta(days=200))

    await phone.type(VACCINE)

    assert "ฉีดวัคซีนพื้นฐานได้ฟรี" not in said(house, phone)
    assert "กำลังตรวจสอบใหม่" in said(house, phone)


async def test_what_expired_and_stays_is_said_with_a_warning(house: House) -> None:
    phone = await asking(house)
    await change(
        house, "child_vaccination", ('status = "published"', 'status = "published"\nstays = true')
    )
    house.watch.move(timedelta(days=200))

    await phone.type(VACCINE)

    assert "ฉีดวัคซีนพื้นฐานได้ฟรี" in said(house, phone)
    assert "ตรวจสอบไว้นานแล้ว" in said(house, phone)


async def test_a_topic_that_opens_something_does_it_at_once(house: House) -> None:
    phone = await asking(house)

    await phone.type("ไม่อยากให้เก็บอะไรของฉันไว้")

    assert "ดูและลบข้อมูลได้เอง" in house.heard(phone)[-2]
    assert "นี่คือสิ่งที่เก็บเกี่ยวกับคุณที่นี่" in house.heard(phone)[-1]


async def test_a_button_of_a_topic_that_is_gone_changes_nothing(house: House) -> None:
    phone = await asking(house)

    for act in ("topic", "topic.more", "topic.plain", "topic.watch"):
        await press(phone, act, "no_such_topic")

        assert "คำตอบนี้ไม่มีแล้ว" in said(house, phone)


async def test_who_watches_is_told_of_a_change_once_with_the_next_reply(house: House) -> None:
    phone = await asking(house)
    await phone.type(VACCINE)
    await phone.tap("บอกฉันถ้าเปลี่ยน")
    await change(house, "child_vaccination", ("ทุกสัญชาติ", "ทุกคนที่อยู่ในไทย"))
    await house.apart(house.app.topic_news.round)

    await phone.type("เมนู")
    told = house.heard(phone)[-3:]
    await house.apart(house.app.topic_news.round)
    await phone.type("เมนู")

    assert "มีการเปลี่ยนแปลงแล้ว" in told[0]
    assert "ทุกคนที่อยู่ในไทย" in told[1]
    assert "มีการเปลี่ยนแปลงแล้ว" not in said(house, phone).partition("ทุกคนที่อยู่ในไทย")[2]


async def test_who_watches_is_told_that_an_answer_is_not_given_any_more(house: House) -> None:
    phone = await asking(house)
    await phone.type(VACCINE)
    await phone.tap("บอกฉันถ้าเปลี่ยน")

    def take_out() -> None:
        with house.store.writing() as session:
            row = Topics(session).get("child_vaccination")
            assert row is not None
            withdraw(session, row, house.watch())

    await house.apart(take_out)
    await house.apart(house.app.topic_news.round)
    await phone.type("เมนู")

    assert "คำตอบเรื่อง “วัคซีนเด็กฟรี” ใช้ไม่ได้แล้ว" in said(house, phone)


async def test_who_watches_is_told_that_an_answer_became_a_draft(house: House) -> None:
    phone = await asking(house)
    await phone.type(VACCINE)
    await phone.tap("บอกฉันถ้าเปลี่ยน")
    await change(house, "child_vaccination", ('status = "published"', 'status = "draft"'))
    await house.apart(house.app.topic_news.round)

    await phone.type("เมนู")

    assert "ยังไม่มีคำตอบเรื่องนี้ที่ตรวจสอบแล้ว" in said(house, phone)


async def test_many_who_watch_are_told_in_several_rounds(house: House) -> None:
    until = date(2027, 1, 1)

    def crowd() -> None:
        with house.store.writing() as session:
            for number in range(250):
                session.add(Contact(id=f"c{number:03d}", seen_on=until))
                Topics(session).watch(f"c{number:03d}", "child_vaccination", until)

    def told() -> int:
        with house.store.thinking() as session:
            rows = session.scalars(select(Parked.contact_id)).all()
            assert len(rows) == len(set(rows))
            return len(rows)

    await house.apart(crowd)
    await change(house, "child_vaccination", ("ทุกสัญชาติ", "ทุกคนที่อยู่ในไทย"))
    counts = []
    for _ in range(3):
        await house.apart(house.app.topic_news.round)
        counts.append(await house.apart(told))

    assert counts == [200, 250, 250]


async def test_a_change_of_phrases_alone_is_no_news(house: House) -> None:
    phone = await asking(house)
    await phone.type(VACCINE)
    await phone.tap("บอกฉันถ้าเปลี่ยน")
    await change(house, "child_vaccination", (VACCINE, "วัคซีนลูกน้อย"))
    await house.apart(house.app.topic_news.round)

    await phone.type("เมนู")

    assert "มีการเปลี่ยนแปลงแล้ว" not in said(house, phone)


async def test_whoever_takes_a_watch_back_is_told_nothing(house: House) -> None:
    phone = await asking(house)
    await phone.type(VACCINE)
    await phone.tap("บอกฉันถ้าเปลี่ยน")
    await phone.tap("ไม่ต้องบอกแล้ว")
    await change(house, "child_vaccination", ("ทุกสัญชาติ", "ทุกคนที่อยู่ในไทย"))
    await house.apart(house.app.topic_news.round)

    await phone.type("เมนู")

    assert "มีการเปลี่ยนแปลงแล้ว" not in said(house, phone)


async def test_coordinators_are_told_once_of_what_expired(house: House) -> None:
    coordinator = await house.volunteer("แม่ทัพ", role="coordinator")
    house.watch.move(timedelta(days=200))
    await house.apart(house.app.topic_news.round)

    await coordinator.type("เมนู")
    told = "\n".join(house.heard(coordinator)[-5:])
    await house.apart(house.app.topic_news.round)
    await coordinator.type("เมนู")

    assert "คำตอบเรื่อง “ฝากครรภ์” หมดอายุเมื่อ 21 พฤษภาคม 2570" in told
    assert "ไม่แสดงแล้ว" in told
    assert "หมดอายุ" not in house.heard(coordinator)[-1]


async def test_what_was_counted_is_added_to_the_totals_of_the_day(house: House) -> None:
    phone = await asking(house)
    await phone.type(VACCINE)
    await house.apart(house.app.topic_news.round)
    await phone.type(VACCINE)
    await house.apart(house.app.topic_news.round)

    def totals() -> list[tuple[date, str, str, str, int]]:
        with house.store.thinking() as session:
            assert session.scalars(select(TopicTick)).all() == []
            rows = session.scalars(select(TopicTotal).order_by(TopicTotal.kind)).all()
            return [(r.day, r.topic_id, r.language, r.kind, r.count) for r in rows]

    day = date(2026, 11, 25)
    assert await house.apart(totals) == [
        (day, "child_vaccination", "th", "answered", 2),
        (day, "child_vaccination", "th", "asked", 2),
    ]


async def test_my_data_shows_what_is_watched_and_erases_it(house: House) -> None:
    phone = await asking(house)
    await phone.type(VACCINE)
    await phone.tap("บอกฉันถ้าเปลี่ยน")

    await phone.type("ดูข้อมูลของฉัน")
    shown = said(house, phone)
    await phone.tap("ลบข้อมูลของฉัน")
    await press(phone, "mydata.yes")

    def left() -> list[str]:
        with house.store.thinking() as session:
            watchers = Topics(session).watchers(
                "child_vaccination", house.watch().date(), after="", most=9
            )
            return [*watchers, *session.scalars(select(Contact.id))]

    assert "เรื่องที่ขอให้บอกถ้าเปลี่ยน: 1" in shown
    assert await house.apart(left) == []


async def test_whoever_wants_a_person_is_led_to_one(house: House) -> None:
    phone = await asking(house)
    await phone.type("ควายหายไปไหนไม่รู้")

    await phone.tap("คุยกับเจ้าหน้าที่")

    assert "เขียนถึงเจ้าหน้าที่" in labels(phone)


async def test_whoever_may_be_in_danger_is_not_asked_about_keeping_words(
    lite: Store, keys: Keyring
) -> None:
    def alarmed(_text: str) -> Understood:
        return Understood(danger=0.9, is_danger=True)

    async with open_house(lite, keys, understand=alarmed) as house:
        phone = await asking(house)

        await phone.type("ไม่รู้จะทำอย่างไรแล้วตอนนี้")

        assert "ยังไม่เข้าใจ" in said(house, phone)
        assert "เก็บคำถามได้" not in labels(phone)


@pytest.mark.parametrize(("score", "is_shown"), [(0.1, False), (0.5, True)])
async def test_a_private_topic_stands_beside_an_answer_only_if_it_may_well_be_meant(
    lite: Store, keys: Keyring, score: float, *, is_shown: bool
) -> None:
    def unsure(_text: str) -> Understood:
        first = Guess(topic_id="privacy_delete", score=0.9)
        return Understood(band="answer", guesses=(first, Guess(topic_id="sti_hiv", score=score)))

    async with open_house(lite, keys, understand=unsure) as house:
        await house.apart(bring_topics, lite, house.watch())
        await change_to_details(house)
        phone = await asking(house)

        await phone.type("ไม่อยากให้ใครรู้เรื่องนี้")

        assert ("ตรวจเอชไอวี" in labels(phone)) == is_shown


async def change_to_details(house: House) -> None:
    """Give the topic about one's data details, so that it is answered with a card."""
    more = '\n[more]\nth = "เก็บน้อยที่สุด"\nlo = "ເກັບໜ້ອຍທີ່ສຸດ"\n\n[phrases]'
    await change(house, "privacy_delete", ("\n[phrases]", more))


async def test_of_violence_not_even_a_count_is_kept(house: House) -> None:
    await change(house, "sti_hiv", ("private = true", 'private = true\nopens = "violence"'))
    phone = await asking(house)

    await phone.type(HIV)

    assert "ออกทันที" in labels(phone)
    assert await ticks(house) == []


@pytest.mark.parametrize(("typed", "times"), [("ยายชักอยู่ตอนนี้", 1), ("เบอร์รถพยาบาล", 0)])
async def test_the_answer_about_emergencies_does_not_stand_below_a_red_card(
    lite: Store, keys: Keyring, typed: str, times: int
) -> None:
    def urgent(_text: str) -> Understood:
        return Understood(band="answer", guesses=(Guess(topic_id="emergency", score=0.9),))

    async with open_house(lite, keys, understand=urgent) as house:
        await house.apart(load, lite, house.watch())
        phone = await asking(house)
        seen = len(house.heard(phone))

        await phone.type(typed)

        (answer,) = house.heard(phone)[seen:]
        assert answer.count("บอกว่าอยู่ที่ไหน และเกิดอะไรขึ้น") == times
        assert "1669" in answer
