"""Pictures, sounds, files and places: asked for, taken, lost."""

import pytest

from dialogue.prompt import Opener
from tests.dialogue.forms import YES_NO, of
from tests.dialogue.talking import Talk, buttons


def test_a_picture_is_asked_with_camera_and_album_and_answers_by_its_name() -> None:
    talk = Talk(of("image | a | รูป", "text | b | ข"))

    assert talk.heard == [
        ["Question 1/2", "รูป", "This question needs a photo. Please send 1 photo."]
    ]
    openers = [button for button in talk.last.buttons if isinstance(button, Opener)]
    assert [opener.opens for opener in openers] == ["camera", "album"]
    assert talk.turn.wants == "image"

    talk.sends("image", "x1.jpg")
    assert talk.turn.new_media == ("/data/a", "x1.jpg")
    assert talk.asks == "b"

    talk.types("ก")
    assert talk.turn.files == ("x1.jpg",)
    assert talk.turn.new_media is None


@pytest.mark.parametrize("sent", ["audio", "video", "file"])
def test_sounds_films_and_files_are_taken_where_they_are_asked(sent: str) -> None:
    talk = Talk(of(f"{sent} | a | ก"))
    assert talk.turn.wants == sent

    talk.sends("image" if sent != "image" else "file")
    assert talk.heard[0][0].startswith("This question needs")

    talk.sends(sent, "y.bin")
    assert talk.turn.files == ("y.bin",)
    assert talk.turn.new_media == ("/data/a", "y.bin")


def test_a_place_is_asked_with_a_button_and_kept_as_odk_writes_it() -> None:
    talk = Talk(of("geopoint | a | ที่ไหน", "text | b | ข"))
    assert talk.turn.wants == "place"
    assert isinstance(talk.last.buttons[0], Opener)
    assert talk.last.buttons[0].opens == "place"

    talk.shares(7.0084, 100.4747)

    assert talk.answers == {"a": "7.0084 100.4747 0.0 0.0"}


def test_a_lost_picture_is_asked_again_before_the_end() -> None:
    talk = Talk(of("image | a | รูป", "text | b | ข", "text | c | ค"))
    talk.sends("image", "x.jpg")

    talk.loses("x.jpg")
    assert talk.answers == {}
    assert talk.asks == "b"

    talk.types("ข")
    assert talk.asks == "a"
    assert talk.heard[0][1] == "What you sent could not be received. Please send it again."

    talk.sends("image", "y.jpg")
    assert talk.asks == "c"
    talk.types("ย้อน", "ย้อน")
    assert talk.heard[0][1:3] == ["รูป", "Your answer now: 📷"]
    talk.types("ถัดไป", "ค")
    assert talk.turn.files == ("y.jpg",)


def test_a_picture_lost_before_saving_is_asked_instead_of_saved() -> None:
    talk = Talk(of("image | i | รูป", *(f"text | q{n} | {n}" for n in range(1, 8))))
    talk.sends("image", "x.jpg")
    talk.types(*"กขคงจฉช")
    save = talk.button("Save").tap
    talk.loses("x.jpg")

    talk.taps(save)
    assert talk.turn.ended is None
    assert talk.heard[0][1] == "What you sent could not be received. Please send it again."

    talk.types("ข้าม", "บันทึก")
    assert talk.turn.ended == "finished"


def test_a_picture_that_the_form_does_not_take_is_not_fetched() -> None:
    talk = Talk(of("image | a | รูป | . = 'never'", columns=" constraint |"))

    talk.sends("image", "x.jpg")

    assert talk.turn.new_media is None
    assert talk.answers == {}


def test_a_lost_picture_may_be_skipped() -> None:
    talk = Talk(of("image | a | รูป", "text | b | ข"))
    talk.sends("image", "x.jpg")
    talk.loses("x.jpg")

    talk.types("ข", "ข้าม")

    assert talk.turn.ended == "finished"
    assert talk.turn.files == ()


def test_a_question_that_went_with_a_lost_picture_is_not_answered() -> None:
    talk = Talk(
        of(
            "image | a | รูป | ",
            "text | b | ข | ${a} != ''",
            "text | c | ค | ",
            columns=" relevant |",
        )
    )
    talk.sends("image", "x.jpg")
    talk.loses("x.jpg")

    talk.types("ข")

    assert talk.asks == "a"
    assert talk.answers == {}


def test_a_lost_picture_that_is_hidden_cannot_be_left_as_it_is() -> None:
    talk = Talk(
        of(
            "select_one yes_no | has | มีไหม | ",
            "image | a | รูป | ${has} = 'yes'",
            "text | b | ข | ",
            choices=YES_NO,
            columns=" relevant |",
        )
    )
    talk.types("ใช่")
    talk.sends("image", "x.jpg")
    talk.types("ย้อน", "ย้อน", "ไม่ใช่")
    talk.loses("x.jpg")

    talk.types("ย้อน", "ใช่")
    assert talk.asks == "a"
    assert "Leave as it is" not in buttons(talk.last)

    talk.types("ถัดไป", "ข")
    assert talk.turn.files == ()
