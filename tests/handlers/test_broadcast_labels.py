"""Labels of the broadcast talk that are typed: when they count as the tap, and when not."""

from dialogue.broadcasting.sketch import Sketch
from handlers.asking import LABEL, question_of
from models.broadcast_sketch import Sketches
from tests.handlers.members import member
from tests.house import House


def sketch_of(house: House, lane: str) -> Sketch:
    """Read what someone is writing."""
    with house.store.thinking() as session:
        row = Sketches(session).of(lane, house.watch())
        assert row is not None
        return Sketch.from_json(row.content or "")


async def test_a_label_counts_only_while_its_button_is_the_last_that_was_shown(
    house: House,
) -> None:
    boss = await member(house, "บอส", ("coordinator", "3405"))
    await boss.type("ประกาศ")
    await boss.type("เมนู")

    await boss.type("อาสาในพื้นที่")

    assert (await house.apart(sketch_of, house, house.lane(boss))).who == ""


async def test_a_label_below_a_text_that_is_asked_for_is_never_that_text(house: House) -> None:
    boss = await member(house, "บอส", ("coordinator", "3405"))
    await boss.type("ประกาศ")
    await boss.type("อาสาในพื้นที่ค่ะ")
    await boss.type("ไม่มี ข้อความไทย")

    sketch = await house.apart(sketch_of, house, house.lane(boss))

    assert (sketch.who, sketch.th, sketch.passed) == ("volunteers", "", ("th",))


async def test_words_that_are_no_label_stay_the_text_that_was_asked_for(house: House) -> None:
    boss = await member(house, "บอส", ("coordinator", "3405"))
    await boss.type("ประกาศ")
    await boss.type("อาสาในพื้นที่")
    await boss.type("ไม่มีข้อความไทยในใบปลิว")

    sketch = await house.apart(sketch_of, house, house.lane(boss))

    assert sketch.th == "ไม่มีข้อความไทยในใบปลิว"


async def test_a_number_of_the_list_opens_what_stands_beside_it(house: House) -> None:
    boss = await member(house, "บอส", ("coordinator", "3405"))
    await member(house, "ใกล้", ("volunteer", "340501"))
    for word in ("ประกาศ", "อาสาในพื้นที่", "สวัสดีทุกคน", "ไม่มีข้อความลาว", "ไม่ส่งให้เขา"):
        await boss.type(word)
    for word in ("ดูตัวอย่าง", "ส่ง", "ประกาศทั้งหมด"):
        await boss.type(word)

    await boss.type("1")

    assert "รอเวลาส่ง" in house.heard(boss)[-1]
    assert "หยุดไว้ก่อน" in [button.label for button in boss.buttons()]


def test_what_was_asked_and_its_labels_are_read_apart() -> None:
    plain = question_of("bc.text", "th")
    both = question_of(LABEL, 'th\x1e{"ทิ้ง": "a=bc.drop"}')

    assert (plain.about, plain.labels) == ("th", {})
    assert (both.about, both.labels) == ("th", {"ทิ้ง": "a=bc.drop"})


async def test_who_may_not_write_broadcasts_taps_nothing_by_typing(house: House) -> None:
    one = await member(house, "อาสา", ("volunteer", "340501"))

    await one.type("อาสาในพื้นที่")

    assert "จะส่งถึงใคร" not in "\n".join(house.heard(one))
