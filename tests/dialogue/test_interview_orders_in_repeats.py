"""Whatever way a person takes through repeats, the same answers make the same submission."""

import re

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dialogue.tap import Tap
from tests.dialogue.forms import MEMBERS
from tests.dialogue.talking import DRAFT, Talk

FIRST = "\n".join(f"| | text | n{number} | ข้อ {number} | | |" for number in range(1, 5))
FORM = MEMBERS.replace("| | text | village |", f"{FIRST}\n| | text | village |")
"""So long that it asks before it saves."""

MEANT = {
    **{f"/data/n{number}": "x" for number in range(1, 5)},
    "/data/village": "นา",
    "/data/member[1]/who": "สม",
    "/data/member[1]/age": "70",
    "/data/member[1]/job": "ทอผ้า",
    "/data/member[2]/who": "บุญ",
    "/data/member[2]/age": "9",
    "/data/pigs": "2",
    "/data/pig[1]/name": "ดำ",
    "/data/pig[2]/name": "แดง",
    "/data/last": "จบ",
}
WANTED = {"/data/member": 2, "/data/pig": 2}
WORDS = {
    "back": "ย้อน",
    "skip": "ข้าม",
    "keep": "ถัดไป",
    "review": "ทบทวน",
    "menu": "เมนู",
    "cancel": "ยกเลิก",
    "help": "ไม่เข้าใจ",
    "add": "เพิ่ม",
    "enough": "พอ",
    "yes": "ยืนยัน",
}


def submitted(talk: Talk) -> str:
    assert talk.turn.submission is not None
    return re.sub("<instanceID>.*</instanceID>", "", talk.turn.submission)


def instances(talk: Talk, path: str) -> int:
    return talk.turn.state.xml.count(f"<{path.rpartition('/')[2]}>")


def take(talk: Talk, step: str, number: int) -> None:
    """Take one step of a way; those that do not fit where the talk stands change nothing."""
    waiting, mode = talk.passage.waiting, talk.passage.mode
    if mode == "confirm":
        talk.types("ไม่")
    elif step in WORDS:
        if step != "yes" or mode != "check":  # it would save what is not mended yet
            talk.types(WORDS[step])
    elif step in OTHERS:
        OTHERS[step](talk, number)
    elif mode == "ask" and waiting in WANTED:
        if step == "remove":
            remove(talk, number)
    elif mode == "ask" and waiting and step in {"answer", "otherwise"}:
        talk.types(MEANT.get(waiting, "1") if step == "answer" else str(number))


def fix(talk: Talk, number: int) -> None:
    talk.types("ทบทวน", str(number))


def pause(talk: Talk, _number: int) -> None:
    talk.types("หยุด")
    talk.shown()


def change_language(talk: Talk, _number: int) -> None:
    talk.shown(language="lo" if talk.language == "th" else "th")


def send_sticker(talk: Talk, _number: int) -> None:
    talk.is_odd("sticker")


def tap_old_button(talk: Talk, number: int) -> None:
    if number < talk.passage.since:
        before = talk.turn.state.xml
        talk.taps(Tap(act="add", draft=DRAFT, serial=number))
        assert talk.turn.state.xml == before


OTHERS = {
    "fix": fix,
    "pause": pause,
    "language": change_language,
    "sticker": send_sticker,
    "old tap": tap_old_button,
}
STEPS = (*WORDS, *OTHERS, "answer", "otherwise", "remove")


def remove(talk: Talk, number: int) -> None:
    talk.types(str(number))
    if talk.passage.mode == "instance":
        talk.presses("Remove")
        talk.presses("Yes, remove it")


def finish(talk: Talk) -> None:
    """Mend what was answered otherwise, skipped, added or removed, then save."""
    for _ in range(300):
        if talk.turn.ended == "finished":
            return
        mend(talk)
    raise AssertionError(f"stuck at {talk.passage}")


def mend(talk: Talk) -> None:
    waiting, mode = talk.passage.waiting, talk.passage.mode
    if mode == "confirm":
        talk.types("ไม่")
    elif mode != "ask" and (waiting or mode in {"instance", "removal"}):
        talk.types("ย้อน")
    elif waiting in WANTED:
        mend_count(talk, waiting)
    elif mode == "ask" and waiting:
        talk.types(MEANT.get(waiting, "1"))
    elif any(instances(talk, path) != count for path, count in WANTED.items()):
        go_back_to_counts(talk)
    elif wrong := wrong_place(talk):
        talk.types("ทบทวน", str(wrong))
    else:
        talk.types("บันทึก")


def mend_count(talk: Talk, path: str) -> None:
    count, wanted = instances(talk, path), WANTED[path]
    if count > wanted:
        remove(talk, count)
    else:
        talk.types("เพิ่ม" if count < wanted and path == "/data/member" else "พอ")


def go_back_to_counts(talk: Talk) -> None:
    """Go back to where too many or too few instances can be mended."""
    wrong = next(path for path, count in WANTED.items() if instances(talk, path) != count)
    target = "/data/pigs" if wrong == "/data/pig" else wrong
    for _ in range(60):
        talk.types("ย้อน")
        if talk.passage.mode == "ask" and talk.passage.waiting == target:
            return
    raise AssertionError(f"no way back to {target}")


def wrong_place(talk: Talk) -> int | None:
    """Find the number in the review of the first answer that is not the one that is meant."""
    answers = re.findall(r"<(\w+)(?:/>|>([^<]*)</\1>)", talk.turn.state.xml)
    meant = [value for path, value in MEANT.items()]
    given_answers = [value for name, value in answers if name != "instanceID"]
    given_answers = [value for place, value in enumerate(given_answers) if place != 10]
    pairs = zip(given_answers, meant, strict=True)
    return next((place for place, (one, other) in enumerate(pairs, 1) if one != other), None)


def straight() -> Talk:
    talk = Talk(FORM)
    finish(talk)
    return talk


EXPECTED = submitted(straight())


def test_the_straight_way() -> None:
    assert EXPECTED == (
        '<data id="data"><n1>x</n1><n2>x</n2><n3>x</n3><n4>x</n4><village>นา</village>'
        "<member><who>สม</who><age>70</age><job>ทอผ้า</job></member>"
        "<member><who>บุญ</who><age>9</age></member>"
        "<pigs>2</pigs><pig><name>ดำ</name></pig><pig><name>แดง</name></pig>"
        "<last>จบ</last><meta></meta></data>"
    )


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(way=st.lists(st.tuples(st.sampled_from(STEPS), st.integers(1, 9)), max_size=30))
def test_any_way_through_repeats_ends_in_the_same_submission(way: list[tuple[str, int]]) -> None:
    talk = Talk(FORM)
    for step, number in way:
        if talk.turn.ended != "finished":
            take(talk, step, number)

    finish(talk)

    assert submitted(talk) == EXPECTED
