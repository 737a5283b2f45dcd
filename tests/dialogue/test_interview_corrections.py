"""Corrections: a passage that begins at the review of what was sent."""

from collections.abc import Collection
from xml.etree import ElementTree as ET

import pytest

from dialogue import interview
from tests.dialogue.forms import MEMBERS, VISIT, YES_NO, of
from tests.dialogue.talking import DRAFT, Talk, answers, buttons

OLD = "uuid:old"
NAMES = of("text | a | ก", "text | b | ข")
REQUIRED = of("text | a | ก | yes", "text | b | ข |", columns=" required |")


def corrected(
    talk: Talk, *, gone: Collection[str] = (), files: Collection[str] = (), blank: str = ""
) -> Talk:
    """Open what a talk ended with again; `blank` is an answer that was blanked meanwhile."""
    submission = talk.turn.submission
    assert submission is not None
    if blank:
        assert f">{blank}<" in submission
        submission = submission.replace(f">{blank}<", "><")
    talk.turn = interview.reopen(
        talk.form,
        submission,
        corrects=OLD,
        gone=gone,
        files=files,
        draft_id=DRAFT,
        language=talk.language,
        moment=talk.moment(),
    )
    return talk


def said(markdown: str, *texts: str) -> Talk:
    talk = Talk(markdown)
    talk.types(*texts)
    assert talk.turn.ended == "finished"
    return talk


def deprecated(talk: Talk) -> list[str | None]:
    root = ET.fromstring(talk.turn.submission or "")  # noqa: S314  # our own
    return [node.text for node in root.iter() if node.tag.endswith("deprecatedID")]


def test_it_begins_at_the_review_and_can_be_saved_there() -> None:
    talk = corrected(said(NAMES, "x", "y"))

    assert talk.heard == [
        [
            "This is what you sent, as it is corrected now.",
            "1 ก: x",
            "2 ข: y",
            "To change an answer, press its button or type its number.",
            "When all is right, press “Save”. Until then nothing is changed.",
        ]
    ]
    assert buttons(talk.last) == ["Save", "⋯"]

    talk.presses("Save")
    assert talk.turn.ended == "finished"
    assert deprecated(talk) == [OLD]
    assert talk.heard == [["The correction is saved. Thank you."]]


def test_even_a_short_form_comes_back_to_the_review() -> None:
    talk = corrected(said(NAMES, "x", "y"))

    talk.types("1")
    assert talk.heard[0][-1] == "Your answer now: x"
    talk.types("z")

    assert talk.heard[0][:3] == [
        "This is what you sent, as it is corrected now.",
        "1 ก: z",
        "2 ข: y",
    ]
    talk.types("บันทึก")
    assert answers(talk.turn.submission or "") == {"a": "z", "b": "y", "deprecatedID": OLD}


def test_what_a_correction_makes_relevant_is_asked_before_the_review() -> None:
    form = of(
        "select_one yes_no | sick | ป่วยไหม | ",
        "text | what | เป็นอะไร | ${sick} = 'yes'",
        choices=YES_NO,
        columns=" relevant |",
    )
    talk = corrected(said(form, "ไม่ใช่"))

    talk.types("1", "ใช่")
    assert talk.asks == "what"
    talk.types("ไข้")

    assert talk.heard[0][1:3] == ["1 ป่วยไหม: ใช่", "2 เป็นอะไร: ไข้"]
    assert talk.turn.ended is None


def test_a_long_form_is_reviewed_at_once_too() -> None:
    talk = Talk(VISIT)
    talk.types("1", "ตุ๊ก", "72", "1")
    assert talk.turn.ended == "finished"

    corrected(talk)

    assert talk.heard[0][0] == "This is what you sent, as it is corrected now."


def test_cancelling_says_that_nothing_changes() -> None:
    talk = corrected(said(NAMES, "x", "y"))

    talk.types("ยกเลิก")
    assert talk.heard == [["Cancel this correction? What you sent stays as it was."]]
    assert buttons(talk.last) == ["Yes, cancel it", "Back to the question"]
    talk.presses("Back to the question")
    assert talk.heard[0][0] == "This is what you sent, as it is corrected now."
    talk.types("ยกเลิก", "ใช่")

    assert talk.turn.ended == "cancelled"
    assert talk.heard == [["The correction is cancelled. What you sent stays as it was."]]


def test_an_answer_that_is_gone_is_neither_shown_nor_asked_even_if_it_is_required() -> None:
    talk = corrected(said(REQUIRED, "secret", "y"), gone=("/data/a",), blank="secret")

    assert talk.heard[0][1:-2] == ["1 ข: y"]
    talk.types("1", "z", "บันทึก")

    assert talk.turn.ended == "finished"
    assert answers(talk.turn.submission or "") == {"b": "z", "deprecatedID": OLD}


def test_an_answer_that_was_left_blank_can_be_given_after_all() -> None:
    talk = corrected(said(NAMES, "ข้าม", "y"))
    assert talk.heard[0][1] == "1 ก: –"

    talk.types("1", "x", "บันทึก")

    assert answers(talk.turn.submission or "")["a"] == "x"


@pytest.mark.parametrize(("here", "asked"), [(["a.jpg"], ""), ([], "p")])
def test_a_picture_is_asked_for_again_only_if_it_is_not_here(here: list[str], asked: str) -> None:
    talk = Talk(of("image | p | รูป", "text | b | ข"))
    talk.sends("image", "a.jpg")
    talk.types("y")

    corrected(talk, files=here)

    assert talk.asks == asked


def test_a_picture_that_is_sent_again_leads_to_the_review() -> None:
    talk = Talk(of("image | p | รูป", "text | b | ข"))
    talk.sends("image", "a.jpg")
    talk.types("y")
    corrected(talk)

    talk.sends("image", "b.jpg")

    assert talk.heard[0][1:3] == ["1 รูป: 📷", "2 ข: y"]
    talk.types("บันทึก")
    assert talk.turn.files == ("b.jpg",)


def test_instances_of_a_repeat_can_be_corrected() -> None:
    talk = Talk(MEMBERS)
    talk.types("โนน", "ก", "20", "ทำนา", "เพิ่ม", "ข", "5", "พอ", "ข้าม", "จบ")
    if talk.turn.ended is None:
        talk.presses("Save")
    corrected(talk)
    listed = [choice.label for choice in talk.last.choices]
    assert listed[1:6] == [
        "1 ก · ชื่อเล่น: ก",
        "1 ก · อายุ: 20",
        "1 ก · งาน: ทำนา",
        "2 ข · ชื่อเล่น: ข",
        "2 ข · อายุ: 5",
    ]

    talk.types("6", "6", "บันทึก")

    root = ET.fromstring(talk.turn.submission or "")  # noqa: S314  # our own
    assert [node.text for node in root.iter("age")] == ["20", "6"]
