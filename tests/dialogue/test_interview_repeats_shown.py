"""Repeats in a talk: what is shown of them, and how they lie within each other."""

from dataclasses import replace

from dialogue.interviewing.passage import moved
from tests.dialogue.forms import MEMBERS, YES_NO, of
from tests.dialogue.talking import Talk, buttons, heard


def household() -> Talk:
    """Two people: สม of 70 with a job, บุญ of 9."""
    talk = Talk(MEMBERS)
    talk.types("นา", "สม", "70", "ทอผ้า", "เพิ่ม", "บุญ", "9")
    return talk


def people(talk: Talk) -> list[str]:
    listed = [line.partition(". ") for line in heard(talk.last) if line[:1].isdigit()]
    return [name for _, dot, name in listed if dot]


def test_the_review_tells_whose_answers_they_are() -> None:
    talk = household()

    talk.types("ทบทวน")

    assert heard(talk.last)[1:7] == [
        "1 บ้าน: นา",
        "2 1 สม · ชื่อเล่น: สม",
        "3 1 สม · อายุ: 70",
        "4 1 สม · งาน: ทอผ้า",
        "5 2 บุญ · ชื่อเล่น: บุญ",
        "6 2 บุญ · อายุ: 9",
    ]
    talk.types("6", "20")
    assert talk.passage.waiting == "/data/member[2]/job"


def test_a_button_of_a_removed_instance_changes_nothing() -> None:
    talk = household()
    old = talk.button("Add").tap
    talk.presses("Add")
    name = talk.button("Skip").tap
    talk.types("คำ", "3", "3")
    talk.presses("Remove")
    talk.presses("Yes, remove it")
    before = talk.turn.state.xml

    for tap in (old, name):
        talk.taps(tap)
        assert talk.heard[0] == ["This button is from an old question. Nothing was changed."]

    assert talk.turn.state.xml == before


def test_a_repeat_with_200_instances_offers_no_more() -> None:
    talk = Talk(of("begin_repeat | m | M", "text | a | A", "end_repeat | | "))
    talk.types("x")
    one = "<m><a>x</a></m>"
    state = replace(talk.turn.state, xml=talk.turn.state.xml.replace(one, one * 199))
    talk.turn = replace(talk.turn, state=state)

    talk.presses("Add")
    assert talk.passage.waiting == "/data/m[200]/a"
    talk.types("x")

    assert talk.turn.state.xml.count(one) == 200
    assert talk.passage.waiting == "/data/m[2]/a"
    assert "Add" not in buttons(talk.last)


def test_to_what_is_counted_nothing_can_be_added() -> None:
    talk = household()
    talk.types("พอ", "2", "ดำ", "แดง", "ย้อน", "ย้อน", "ย้อน", "1")

    talk.types("เพิ่ม")

    assert talk.heard[0] == ["No more can be added here."]


def test_repeats_within_repeats_have_offers_of_their_own() -> None:
    talk = Talk(
        of(
            "begin_repeat | home | หลัง",
            "text | owner | เจ้าของ",
            "begin_repeat | room | ห้อง",
            "text | use | ใช้ทำอะไร",
            "end_repeat | | ",
            "end_repeat | | ",
        )
    )
    talk.types("สม", "นอน")
    assert talk.heard == [["หลัง, number 1: สม", "1. นอน", "ห้อง: add another one?"]]
    talk.types("เพิ่ม", "ครัว", "พอ")
    assert heard(talk.last)[-1] == "หลัง: add another one?"
    talk.types("เพิ่ม", "บุญ")
    assert heard(talk.last) == ["หลัง, number 2: บุญ", "ห้อง: is there one to add?"]

    talk.types("เพิ่ม", "นา", "พอ", "พอ")

    assert talk.turn.submission is not None
    assert (
        "<home><owner>สม</owner><room><use>นอน</use></room><room><use>ครัว</use></room></home>"
        "<home><owner>บุญ</owner><room><use>นา</use></room></home>"
    ) in talk.turn.submission


def test_more_than_three_are_a_list() -> None:
    talk = household()
    talk.types("เพิ่ม", "คำ", "5", "เพิ่ม", "นา", "6")

    assert heard(talk.last) == [
        "คน: add another one?",
        "1 สม",
        "2 บุญ",
        "3 คำ",
        "4 นา",
        "To change one of these, press its button or type its number.",
    ]
    assert buttons(talk.last) == ["Add", "Enough", "◀", "⋯"]
    talk.chooses("4")
    assert talk.heard == [["คน, number 4: นา", "ชื่อเล่น: นา", "อายุ: 6"]]


def test_a_picture_follows_its_instance_when_it_is_lost() -> None:
    talk = Talk(of("begin_repeat | m | M", "text | a | A", "image | i | I", "end_repeat | | "))
    for name in ("one", "two"):
        talk.types(name)
        talk.sends("image", f"{name}.jpg")
        if name == "one":
            talk.types("เพิ่ม")
    talk.types("1")
    talk.presses("Remove")
    talk.presses("Yes, remove it")

    talk.loses("two.jpg")
    talk.shown()

    assert talk.passage.lost == ("/data/m[1]/i",)
    assert "two.jpg" not in talk.turn.state.xml
    before = talk.turn.state
    talk.loses("one.jpg")
    assert talk.turn.state == before


def test_the_authors_own_numbering_is_not_said_twice() -> None:
    talk = Talk(
        of(
            "begin_repeat | m | คนที่ ${n}",
            "calculate | n | | position(..)",
            "text | a | ชื่อ | ",
            "end_repeat | | | ",
            columns=" calculation |",
        )
    )

    assert heard(talk.last)[0] == "คนที่ 1"


def test_notes_in_a_repeat_are_read_in_each_instance() -> None:
    talk = Talk(
        of(
            "begin_repeat | m | M",
            "text | a | A",
            "note | n | อ่านนี้ ${a}",
            "end_repeat | | ",
            "text | z | Z",
        )
    )

    talk.types("x")
    assert talk.heard[0] == ["M, number 1: x", "อ่านนี้ x"]
    talk.types("เพิ่ม", "y")

    assert talk.heard[0] == ["M, number 2: y", "อ่านนี้ y"]


def test_a_group_is_opened_anew_in_each_instance() -> None:
    talk = Talk(
        of(
            "begin_repeat | m | M",
            "begin_group | g | กลุ่ม",
            "text | a | A",
            "end_group | | ",
            "end_repeat | | ",
        )
    )
    assert heard(talk.last) == ["กลุ่ม", "M, number 1", "A"]

    talk.types("x", "เพิ่ม")

    assert heard(talk.last) == ["Question 2/2", "กลุ่ม", "M, number 2", "A"]


def test_the_language_may_change_within_a_repeat() -> None:
    talk = household()

    talk.shown(language="lo")

    assert talk.asks == "member"
    assert people(talk) == ["สม", "บุญ"]


def test_a_select_that_names_an_instance_is_told_by_its_label() -> None:
    talk = Talk(
        of(
            "begin_repeat | m | M",
            "select_one yes_no | a | A",
            "integer | b | B",
            "end_repeat | | ",
            choices=YES_NO,
        )
    )

    talk.types("1")

    assert heard(talk.last)[1] == "M, number 1: ใช่"


def test_paths_follow_a_removal() -> None:
    assert moved("/data/m[3]/a", "/data/m[2]") == "/data/m[2]/a"
    assert moved("/data/m[1]/a", "/data/m[2]") == "/data/m[1]/a"
    assert moved("/data/m[2]/a", "/data/m[2]") is None
    assert moved("/data/m[2]", "/data/m[2]") is None
    assert moved("/data/m", "/data/m[2]") == "/data/m"
    assert moved("/data/m[3]/n[2]/a", "/data/m[3]/n[1]") == "/data/m[3]/n[1]/a"
    assert moved("/data/m[2]/n[2]/a", "/data/m[3]/n[1]") == "/data/m[2]/n[2]/a"
    assert moved("/data/m[12]/n[2]/a", "/data/m[3]") == "/data/m[11]/n[2]/a"
    assert moved("/data/mm[3]/a", "/data/m[2]") == "/data/mm[3]/a"
