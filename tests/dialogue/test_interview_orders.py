"""Whatever way a person takes through a form, the same answers make the same submission."""

from hypothesis import given, settings
from hypothesis import strategies as st

from dialogue.tap import Tap
from tests.dialogue.forms import YES_NO, of
from tests.dialogue.talking import DRAFT, Talk, answers

FORM = of(
    "note | hello | สวัสดี | | ",
    "select_one yes_no | sick | ป่วยไหม | | ",
    "integer | days | กี่วัน | ${sick} = 'yes' | . < 400",
    "note | rest | พักผ่อน | ${sick} = 'yes' | ",
    "text | person | ชื่อเล่น | | ",
    "select_multiple yes_no | both | ข้อใด | | ",
    "date | seen | วันไหน | | . <= today()",
    "decimal | heat | ไข้ | | ",
    "acknowledge | read | อ่านแล้ว | | ",
    "text | more | อื่นๆ | | ",
    choices=YES_NO,
    columns=" relevant | constraint |",
)
MEANT = {
    "sick": ("ใช่", "yes"),
    "days": ("๓ วัน", "3"),
    "person": ("ตุ๊ก", "ตุ๊ก"),
    "both": ("1 2", "yes no"),
    "seen": ("20 พ.ย. 2569", "2026-11-20"),
    "heat": ("38.5", "38.5"),
    "read": ("ทราบ", "OK"),
    "more": ("ไม่มี", "ไม่มี"),
}
OTHERWISE = {
    "sick": "2",
    "days": "9",
    "person": "ต้อม",
    "both": "2",
    "seen": "1/11/2569",
    "heat": "36",
    "read": "ทราบ",
    "more": "มี",
}
STEPS = (
    "answer",
    "otherwise",
    "wrong",
    "back",
    "skip",
    "keep",
    "pause",
    "language",
    "review",
    "fix",
    "menu",
    "sticker",
    "old tap",
    "early",
    "cancel",
    "help",
)


def straight() -> dict[str, str]:
    return {name: kept for name, (_, kept) in MEANT.items()}


def take(talk: Talk, step: str, number: int) -> None:
    """Take one step of a way; those that do not fit where the talk stands change nothing."""
    words = {
        "wrong": "\u200b",
        "back": "ย้อน",
        "skip": "ข้าม",
        "keep": "ถัดไป",
        "review": "ทบทวน",
        "menu": "เมนู",
        "cancel": "ยกเลิก",
        "help": "ไม่เข้าใจ",
    }
    if step in words:
        talk.types(words[step])
    elif step in {"answer", "otherwise"} and talk.passage.mode == "ask" and talk.asks:
        talk.types(MEANT[talk.asks][0] if step == "answer" else OTHERWISE[talk.asks])
    elif step == "fix":
        talk.types("ทบทวน", str(number))
    elif step == "pause" and talk.passage.mode == "ask":
        talk.types("หยุด")
        talk.shown()
    elif step == "language":
        talk.shown(language="lo" if talk.language == "th" else "th")
    elif step == "sticker":
        talk.is_odd("sticker")
    elif step == "old tap" and number < talk.passage.since:
        before = talk.answers
        talk.taps(Tap(act="answer", draft=DRAFT, serial=number, value="1"))
        assert talk.answers == before
    elif step == "early":
        talk.early("9")
        talk.presses("Do not use")


def finish(talk: Talk) -> None:
    """Mend what was answered otherwise or skipped, then save."""
    for _ in range(80):
        if talk.turn.ended is not None:
            return
        if talk.passage.mode == "confirm":
            talk.types("ไม่")
        elif talk.passage.mode == "ask" and talk.asks:
            talk.types(MEANT[talk.asks][0])
        elif talk.asks:
            talk.types("ย้อน")
        elif wrong := [name for name, kept in straight().items() if talk.answers.get(name) != kept]:
            mend(talk, wrong[0])
        else:
            talk.types("บันทึก")


def mend(talk: Talk, name: str) -> None:
    names = [step for step in MEANT if step != "days" or talk.answers.get("sick") == "yes"]
    talk.types("ทบทวน", str(names.index(name) + 1))
    assert talk.asks == name


def test_the_straight_way() -> None:
    talk = Talk(FORM)

    finish(talk)

    assert talk.turn.submission is not None
    assert answers(talk.turn.submission) == straight()


@settings(max_examples=50, deadline=None)
@given(way=st.lists(st.tuples(st.sampled_from(STEPS), st.integers(1, 9)), max_size=25))
def test_any_way_through_a_form_ends_in_the_same_submission(way: list[tuple[str, int]]) -> None:
    talk = Talk(FORM)
    for step, number in way:
        if talk.passage.mode != "confirm" or step not in {"answer", "otherwise"}:
            take(talk, step, number)

    finish(talk)

    assert talk.turn.ended == "finished"
    assert talk.turn.submission is not None
    assert answers(talk.turn.submission) == straight()


@settings(max_examples=30, deadline=None)
@given(typed=st.lists(st.text(max_size=12), max_size=6))
def test_whatever_is_typed_something_is_said_and_nothing_breaks(typed: list[str]) -> None:
    talk = Talk(FORM)

    for text in typed:
        talk.types(text)
        assert talk.turn.says
        assert len(talk.turn.says) <= 4
