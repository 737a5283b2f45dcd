"""A button's data says what it was made for, and nothing else is taken for a button."""

import pytest

from dialogue.tap import Tap, read

DRAFT = "01KBABCDEFGHJKMNPQRSTVWXYZ"


@pytest.mark.parametrize(
    ("tap", "data"),
    [
        (Tap(act="menu"), "a=menu"),
        (Tap(act="lang", value="th"), "a=lang&v=th"),
        (
            Tap(act="answer", draft=DRAFT, serial=3, value="gold_card"),
            f"a=answer&d={DRAFT}&n=3&v=gold_card",
        ),
        (Tap(act="answer", value="a b&c=d%"), "a=answer&v=a+b%26c%3Dd%25"),
        (Tap(act="answer", value="ไข้"), "a=answer&v=%E0%B9%84%E0%B8%82%E0%B9%89"),
        (Tap(act="answer", value="-1.5"), "a=answer&v=-1.5"),
        (Tap(act="answer", value="_"), "a=answer&v=_"),
    ],
)
def test_a_tap_is_written_as_data_and_read_back(tap: Tap, data: str) -> None:
    assert tap.data() == data
    assert read(data) == tap


def test_a_tap_longer_than_line_carries_is_refused() -> None:
    assert len(Tap(act="a", value="x" * 294).data()) == 300
    with pytest.raises(ValueError, match="301"):
        Tap(act="a", value="x" * 295).data()


@pytest.mark.parametrize("data", ["", "hello", "v=th", "a=", "a=x&n=one", "a=x&n=-1", "a=x&n=๓"])
def test_data_of_another_making_is_no_tap(data: str) -> None:
    assert read(data) is None
