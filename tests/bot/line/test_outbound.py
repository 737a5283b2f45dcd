"""What is said becomes messages that LINE takes whole."""

import pytest

from bot.line.limits import utf16
from bot.line.outbound import render
from bot.words import Words
from dialogue.phrase import in_both, phrase
from dialogue.prompt import Button, Link, Opener, Picker, Say
from tests.bot.line.saying import actions, buttons, choices, labels, numbered, tap, texts

CUT = "… ส่วนที่เหลือยาวเกินไป แสดงที่นี่ไม่ได้"


def test_a_bubble_is_one_text_message_in_the_language_asked_for(words: Words) -> None:
    say = Say(
        lines=(phrase("Question {n}/{total}", n=3, total=12), "ມື້ນີ້ຢ້ຽມໃຜ"),
        footer=(phrase("Skip"),),
    )

    assert render([say], language="lo", words=words) == [
        {"type": "text", "text": "ຄຳຖາມທີ 3/12\nມື້ນີ້ຢ້ຽມໃຜ\nຂ້າມ"}
    ]


def test_a_greeting_stands_in_both_languages(words: Words) -> None:
    messages = render(
        [Say(lines=in_both("Which language do you want to use?"))], language="th", words=words
    )

    assert texts(messages) == ["ต้องการใช้ภาษาอะไร\nເຈົ້າຢາກໃຊ້ພາສາໃດ"]


def test_a_button_is_a_postback_that_says_its_label(words: Words) -> None:
    say = Say(lines=("?",), buttons=(Button(label=phrase("Skip"), tap=tap("skip")),))

    messages = render([say], language="th", words=words)

    assert messages[0]["quickReply"] == {
        "items": [
            {
                "type": "action",
                "action": {
                    "type": "postback",
                    "label": "ข้าม",
                    "data": "a=skip&d=01KBABCDEFGHJKMNPQRSTVWXYZ&n=3",
                    "displayText": "ข้าม",
                },
            }
        ]
    }


def test_every_kind_of_button_opens_what_it_names(words: Words) -> None:
    say = Say(
        lines=("?",),
        buttons=(
            Picker(label="วันที่", tap=tap("pick"), mode="date", initial="2026-11-25"),
            Opener(label="ที่ตั้ง", opens="place"),
            Opener(label="กล้อง", opens="camera"),
            Opener(label="อัลบั้ม", opens="album"),
            Link(label=phrase("Call 1669"), uri="tel:1669"),
        ),
    )

    assert actions(render([say], language="th", words=words)) == [
        {
            "type": "datetimepicker",
            "label": "วันที่",
            "data": "a=pick&d=01KBABCDEFGHJKMNPQRSTVWXYZ&n=3",
            "mode": "date",
            "initial": "2026-11-25",
        },
        {"type": "location", "label": "ที่ตั้ง"},
        {"type": "camera", "label": "กล้อง"},
        {"type": "cameraRoll", "label": "อัลบั้ม"},
        {"type": "uri", "label": "โทร 1669", "uri": "tel:1669"},
    ]


def test_labels_are_never_empty(words: Words) -> None:
    say = Say(lines=("?",), buttons=(Button(label=" \u200b", tap=tap()),))

    assert actions(render([say], language="th", words=words)) == [
        {"type": "postback", "label": "…", "data": "a=answer&d=01KBABCDEFGHJKMNPQRSTVWXYZ&n=3"}
    ]


def test_a_label_of_twenty_letters_stays_and_one_of_twenty_one_is_cut(words: Words) -> None:
    whole, long = "น้ำ" * 20, "นี้" * 21
    say = Say(lines=("?",), buttons=(Button(label=whole, tap=tap()), Button(label=long, tap=tap())))

    assert labels(render([say], language="th", words=words)) == [whole, "นี้" * 19 + "…"]


def test_the_text_that_a_tap_shows_is_cut_at_three_hundred_letters(words: Words) -> None:
    whole, long = "น้ำ" * 300, "นี้" * 301
    say = Say(lines=("?",), buttons=(Button(label=whole, tap=tap()), Button(label=long, tap=tap())))

    shown = [action["displayText"] for action in actions(render([say], language="th", words=words))]

    assert shown == [whole, "นี้" * 299 + "…"]


def test_nothing_said_is_no_message(words: Words) -> None:
    assert render([], language="th", words=words) == []
    assert render([Say(lines=("", " \n", "\u200b\x00"))], language="th", words=words) == []


def test_a_question_without_text_still_asks(words: Words) -> None:
    messages = render([Say(lines=(), choices=choices("มี", "ไม่มี"))], language="th", words=words)

    assert texts(messages) == ["โปรดเลือก"]
    assert labels(messages) == ["มี", "ไม่มี"]


def test_buttons_stand_on_the_last_message_whichever_bubble_they_come_from(words: Words) -> None:
    says = [Say(lines=("ถาม",), choices=choices("มี", "ไม่มี")), Say(lines=("ประกาศ",))]

    messages = render(says, language="th", words=words)

    assert texts(messages) == ["ถาม", "ประกาศ"]
    assert "quickReply" not in messages[0]
    assert labels(messages) == ["มี", "ไม่มี"]


def test_buttons_of_an_earlier_bubble_stand_before_those_of_the_question(words: Words) -> None:
    call = Link(label="โทร 1669", uri="tel:1669")
    says = [
        Say(lines=("อันตราย",), buttons=(call, *buttons("โทรแล้ว"))),
        Say(lines=("ถาม",), choices=choices("มี", "ไม่มี"), buttons=(call, *buttons("ข้าม"))),
    ]

    messages = render(says, language="th", words=words)

    assert labels(messages) == ["โทรแล้ว", "มี", "ไม่มี", "โทร 1669", "ข้าม"]


def test_choices_that_lose_their_buttons_to_an_earlier_bubble_are_listed(words: Words) -> None:
    says = [
        Say(lines=("อันตราย",), buttons=buttons("a", "b", "c", "d", "e", "f")),
        Say(lines=("ถาม",), choices=numbered(4), buttons=buttons("g", "h", "i", "j", "k")),
    ]

    messages = render(says, language="th", words=words)

    assert texts(messages)[1] == "ถาม\n1. ข้อ 1\n2. ข้อ 2\n3. ข้อ 3\n4. ข้อ 4"
    assert labels(messages) == ["a", "b", "c", "d", "e", "1 ข้อ 1", "2 ข้อ 2", "3 ข้อ 3", *"ghijk"]


def test_choices_of_a_bubble_that_does_not_ask_are_listed(words: Words) -> None:
    says = [
        Say(lines=("แรก",), choices=choices("มี", "ไม่มี")),
        Say(lines=("สอง",), choices=choices("ใช่", "ไม่ใช่")),
    ]

    messages = render(says, language="th", words=words)

    assert texts(messages) == ["แรก\n1. มี\n2. ไม่มี", "สอง"]
    assert labels(messages) == ["ใช่", "ไม่ใช่"]


def test_five_bubbles_are_five_messages(words: Words) -> None:
    says = [Say(lines=(text,)) for text in "abcde"]

    assert texts(render(says, language="th", words=words)) == ["a", "b", "c", "d", "e"]


def test_more_bubbles_than_five_are_joined_and_the_question_stays_alone(words: Words) -> None:
    says = [Say(lines=(text,)) for text in ("aaaa", "b", "c", "dddd", "eeee", "ffff", "?")]

    messages = render(says, language="th", words=words)

    assert texts(messages) == ["aaaa\n\nb\n\nc", "dddd", "eeee", "ffff", "?"]


def test_a_text_of_five_thousand_units_is_one_message(words: Words) -> None:
    text = "ก" * 4998 + "🍎"

    assert texts(render([Say(lines=(text,))], language="th", words=words)) == [text]


def test_a_text_of_five_thousand_and_one_units_is_two_messages(words: Words) -> None:
    messages = render([Say(lines=("ก" * 4999 + "🍎",))], language="th", words=words)

    assert texts(messages) == ["ก" * 4999, "🍎"]


def test_what_fits_into_five_full_messages_is_not_cut(words: Words) -> None:
    lines = tuple("ก" * 2600 for _ in range(9))

    messages = render([Say(lines=lines)], language="th", words=words)

    assert "".join(texts(messages)).count("ก") == 9 * 2600
    assert [utf16(text) for text in texts(messages)] == [5000, 5000, 5000, 5000, 3408]


def test_a_text_that_does_not_fit_ends_with_a_sentence_that_says_so(words: Words) -> None:
    messages = render([Say(lines=("ก" * 25_001,))], language="th", words=words)

    assert [utf16(text) for text in texts(messages)] == [5000] * 5
    assert texts(messages)[4].endswith(CUT)


def test_what_does_not_fit_is_cut_before_the_question(words: Words) -> None:
    says = [Say(lines=("ก" * 30_000,)), Say(lines=("ถาม",), choices=choices("มี"))]

    messages = render(says, language="th", words=words)

    assert len(messages) == 5
    assert texts(messages)[3].endswith(CUT)
    assert texts(messages)[4] == "ถาม"
    assert labels(messages) == ["มี"]


@pytest.mark.parametrize(
    ("uri", "sent"),
    [
        ("https://example.org/สิทธิ?q=ก ข#ค", True),
        ("tel:02 123 4567", True),
        ("https://example.org/" + "a" * 980, True),
        ("https://example.org/" + "a" * 981, False),
        ("javascript:alert(1)", False),
        ("1669", False),
        ("tel:", False),
        ("https:///nowhere", False),
        ("http://example.org:port/", False),
    ],
)
def test_an_address_that_line_does_not_open_is_written_out(
    words: Words,
    uri: str,
    sent: bool,  # noqa: FBT001  # a table
) -> None:
    say = Say(lines=("?",), buttons=(Link(label="เปิด", uri=uri),))

    messages = render([say], language="th", words=words)

    assert labels(messages) == (["เปิด"] if sent else [])
    assert texts(messages) == ["?" if sent else f"?\nเปิด {uri}"]


def test_the_letters_of_an_address_are_quoted(words: Words) -> None:
    say = Say(lines=("?",), buttons=(Link(label="เปิด", uri="https://example.org/ก%20ข%"),))

    sent = actions(render([say], language="th", words=words))

    assert sent[0]["uri"] == "https://example.org/%E0%B8%81%20%E0%B8%82%25"


def test_a_tap_of_three_hundred_letters_is_carried_and_a_longer_one_is_listed(
    words: Words,
) -> None:
    longest = 300 - len(tap(value="x").data()) + 1
    carried = Say(lines=("?",), buttons=(Button(label="ไป", tap=tap(value="x" * longest)),))
    (choice,) = choices("มี")
    lost = Say(
        lines=("?",),
        choices=(type(choice)(number="1", label="มี", tap=tap(value="x" * (longest + 1))),),
    )

    assert len(actions(render([carried], language="th", words=words))[0]["data"]) == 300
    assert render([lost], language="th", words=words) == [{"type": "text", "text": "?\n1. มี"}]


def test_neighbours_are_joined_only_where_their_blank_line_fits_too(words: Words) -> None:
    sizes = (2500, 2500, 4999, 4999, 4999)
    says = [Say(lines=("ก" * size,)) for size in sizes] + [Say(lines=("?",))]

    messages = render(says, language="th", words=words)

    assert [utf16(text) for text in texts(messages)] == [5000, 5000, 5000, 5000, 8]
    assert texts(messages)[4] == "ก" * 5 + "\n\n?"
