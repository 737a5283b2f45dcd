"""Repeats in a talk: one more, enough, changing one, taking one away."""

from tests.dialogue.forms import MEMBERS
from tests.dialogue.talking import Talk, buttons, heard


def household() -> Talk:
    """Two people: สม of 70 with a job, บุญ of 9."""
    talk = Talk(MEMBERS)
    talk.types("นา", "สม", "70", "ทอผ้า", "เพิ่ม", "บุญ", "9")
    return talk


def people(talk: Talk) -> list[str]:
    listed = [line.partition(". ") for line in heard(talk.last) if line[:1].isdigit()]
    return [name for _, dot, name in listed if dot]


def test_after_an_instance_one_more_is_offered() -> None:
    talk = Talk(MEMBERS)

    talk.types("นา", "สม", "9")

    assert talk.heard == [
        ["1. สม", "คน: add another one?"],
    ]
    assert buttons(talk.last) == ["Add", "Enough", "Edit number 1", "◀", "⋯"]
    assert talk.turn.wants == "text"


def test_a_question_says_in_which_instance_it_stands_and_its_name_once_it_has_one() -> None:
    talk = Talk(MEMBERS)
    talk.types("นา", "สม", "9")

    talk.presses("Add")
    assert talk.heard == [["Question 4/7", "คน, number 2", "ชื่อเล่น"]]
    talk.types("บุญ")

    assert talk.heard == [["Question 5/7", "คน, number 2: บุญ", "อายุ"]]


def test_enough_leads_on() -> None:
    talk = household()
    assert talk.asks == "member"

    talk.presses("Enough")

    assert talk.asks == "pigs"
    assert talk.passage.skipped == ("/data/member",)


def test_words_add_and_have_enough_too() -> None:
    for more, no_more in (("มีอีก", "ไม่มีแล้ว"), ("ເພີ່ມອີກຄົນ", "ພໍແລ້ວ"), ("ใช่", "ไม่"), ("more", "ข้าม")):
        talk = household()
        talk.types(more)
        assert talk.asks == "who"
        assert talk.passage.waiting == "/data/member[3]/who"
        talk.types("คำ", "5", no_more)
        assert talk.asks == "pigs"


def test_what_answers_nothing_shows_the_offer_again() -> None:
    talk = household()

    talk.types("สวัสดี")
    assert talk.heard[-1][-1] == "คน: add another one?"
    talk.is_odd("sticker")

    assert talk.heard[-1][-1] == "คน: add another one?"
    assert talk.asks == "member"


def test_one_can_be_changed_by_its_number() -> None:
    talk = household()

    talk.types("1")
    assert talk.heard == [["คน, number 1: สม", "ชื่อเล่น: สม", "อายุ: 70", "งาน: ทอผ้า"]]
    assert buttons(talk.last) == ["Change the answers", "Remove", "Back to the question"]
    talk.presses("Change the answers")
    assert heard(talk.last)[-1] == "Your answer now: สม"
    talk.presses("Leave as it is")
    talk.types("71")
    talk.presses("Leave as it is")

    assert talk.asks == "member"
    assert "<member><who>สม</who><age>71</age><job>ทอผ้า</job></member>" in talk.turn.state.xml


def test_one_is_only_taken_away_when_that_is_confirmed() -> None:
    talk = household()

    talk.presses("Edit number 1")
    talk.presses("Remove")
    assert talk.heard == [["คน, number 1: สม", "Remove this one? Its answers will be erased."]]
    talk.presses("Back to the question")
    assert people(talk) == ["สม", "บุญ"]

    talk.types("1")
    talk.presses("Remove")
    talk.presses("Yes, remove it")

    assert talk.heard[0] == ["It was removed."]
    assert people(talk) == ["บุญ"]
    assert "สม" not in talk.turn.state.xml


def test_a_word_confirms_a_removal_and_any_other_does_not() -> None:
    talk = household()
    talk.types("2")
    talk.presses("Remove")

    talk.types("ไม่แน่ใจ")
    assert talk.heard[-1][-1] == "Remove this one? Its answers will be erased."
    talk.types("ยืนยัน")

    assert people(talk) == ["สม"]


def test_after_a_removal_what_was_passed_is_not_asked_again() -> None:
    talk = household()
    talk.types("1")
    talk.presses("Remove")
    talk.presses("Yes, remove it")
    assert set(talk.passage.answered) == {
        "/data/village",
        "/data/member[1]/who",
        "/data/member[1]/age",
    }

    talk.presses("Enough")

    assert talk.asks == "pigs"


def test_all_may_be_taken_away_and_then_one_is_asked_for() -> None:
    talk = Talk(MEMBERS)
    talk.types("นา", "สม", "9", "1")
    talk.presses("Remove")

    talk.presses("Yes, remove it")

    assert heard(talk.last) == ["คน: is there one to add?"]
    assert buttons(talk.last)[:2] == ["Add", "Enough"]


def test_back_from_the_offer_is_the_last_question_and_back_to_it_from_behind() -> None:
    talk = household()
    talk.types("ย้อน")
    assert talk.passage.waiting == "/data/member[2]/age"
    talk.types("ถัดไป", "พอ")

    talk.types("ย้อน")

    assert talk.asks == "member"


def test_a_counted_repeat_asks_for_as_many_without_an_offer() -> None:
    talk = household()

    talk.types("พอ", "2")
    assert talk.heard[-1][-2:] == ["หมู, number 1", "ชื่อหมู"]
    talk.types("ดำ")
    assert talk.heard[-1][-2:] == ["หมู, number 2", "ชื่อหมู"]
    talk.types("แดง")

    assert talk.asks == "last"


def test_instances_beyond_a_lower_count_stay_unless_they_are_taken_away() -> None:
    talk = household()
    talk.types("พอ", "2", "ดำ", "แดง")

    talk.types("ย้อน", "ย้อน", "ย้อน", "1")
    assert talk.heard[-1][-1] == "หมู: 2 were answered, 1 are asked for. Remove any?"
    assert buttons(talk.last)[0] == "Keep them all"
    talk.types("1")
    talk.presses("Remove")
    talk.presses("Yes, remove it")

    assert talk.asks == "last"
    assert "<pig><name>แดง</name></pig><last/>" in talk.turn.state.xml


def test_instances_beyond_a_lower_count_may_all_be_kept() -> None:
    talk = household()
    talk.types("พอ", "2", "ดำ", "แดง", "ย้อน", "ย้อน", "ย้อน", "1")

    talk.presses("Keep them all")

    assert talk.asks == "last"
    assert talk.turn.state.xml.count("<pig>") == 2
