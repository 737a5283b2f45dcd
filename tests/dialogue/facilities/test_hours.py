"""Hours: read from the syntax or plain words, and whether it is open, on holidays too.

In 2026, 25 November is a Wednesday; 5 December, a Saturday, and 10 December, a Thursday, are
holidays; 7 December is one instead of the 5th.
"""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from dialogue.facilities.fault import Fault
from dialogue.facilities.hours import Closed, Open, Standing, Unknown, read, state
from dialogue.facilities.hours_shown import shown
from dialogue.facilities.hours_told import told

BANGKOK = ZoneInfo("Asia/Bangkok")
WEEKDAYS = "Mo-Fr 08:00-16:00; PH off"


def at(day: int, hour: int, minute: int = 0, *, month: int = 11, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=BANGKOK)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("Mo-Fr 08:00-16:00; PH off", WEEKDAYS),
        ("จ.-ศ. 08.00-16.00 น. หยุดวันหยุดนักขัตฤกษ์", WEEKDAYS),
        ("จันทร์ - ศุกร์ 8.00 - 16.00 น. ปิดวันหยุดราชการ", WEEKDAYS),
        ("ຈັນ-ສຸກ 08:00-16:00; ວັນພັກ ປິດ", WEEKDAYS),
        ("๐๘.๐๐-๑๖.๐๐", "08:00-16:00"),
        ("ทุกวัน 08:00-20:00", "Mo-Su 08:00-20:00"),
        ("ทุกวัน 8 โมง", None),
        ("จ. พ. ศ. 08:00-12:00", "Mo,We,Fr 08:00-12:00"),
        ("อ., พฤ. 13:00-16:00", "Tu,Th 13:00-16:00"),
        ("อา. 08:00-12:00", "Su 08:00-12:00"),
        ("จ.-ศ. 08:00-16:00 ส. 08:00-12:00", "Mo-Fr 08:00-16:00, Sa 08:00-12:00"),
        ("ตลอด 24 ชั่วโมง", "24/7"),
        ("ຕະຫຼອດ 24 ຊົ່ວໂມງ", "24/7"),
        ("24/7", "24/7"),
        ("Mo-Fr,PH 08:00-12:00", "Mo-Fr,PH 08:00-12:00"),
        ("Mo[1] 08:00-12:00", "Mo[1] 08:00-12:00"),
        ("sunrise-sunset", None),
        ("Mo-Fr 08:00+", None),
        ("Mo-Fr 08:00-16:00; SH off", None),
        ("Dec PH off", None),
        ("โทรถามก่อน", None),
        ("9am-5pm", None),
    ],
)
def test_hours_are_read_from_the_syntax_and_from_plain_words(
    written: str, kept: str | None
) -> None:
    found = read(written)

    assert isinstance(found, Fault) if kept is None else found == kept


@pytest.mark.parametrize(
    ("hours", "when", "standing"),
    [
        (None, at(25, 9), Unknown()),
        ("24/7", at(5, 3, month=12), Open()),
        (WEEKDAYS, at(25, 9), Open(until=at(25, 16))),
        (WEEKDAYS, at(25, 7, 59), Closed(opens_at=at(25, 8))),
        (WEEKDAYS, at(25, 16), Closed(opens_at=at(26, 8))),
        (WEEKDAYS, at(27, 17), Closed(opens_at=at(30, 8))),
        (WEEKDAYS, at(10, 9, month=12), Closed(opens_at=at(11, 8, month=12))),
        (WEEKDAYS, at(4, 17, month=12), Closed(opens_at=at(8, 8, month=12))),
        (WEEKDAYS, at(31, 9, month=12), Closed(opens_at=at(4, 8, month=1, year=2027))),
        ("Mo-Fr 08:00-16:00", at(10, 9, month=12), Unknown()),
        ("Mo-Fr 08:00-16:00", at(9, 17, month=12), Closed(opens_at=at(11, 8, month=12))),
        (
            "Mo-Fr 08:00-16:00; PH 09:00-12:00",
            at(10, 8, month=12),
            Closed(opens_at=at(10, 9, month=12)),
        ),
        ("Mo-Fr,PH 08:00-12:00", at(5, 9, month=12), Open(until=at(5, 12, month=12))),
        ("Mo-Su 22:00-06:00; PH off", at(25, 23), Open(until=at(26, 6))),
        ("off", at(25, 9), Closed()),
    ],
)
def test_it_is_open_or_closed_as_the_hours_and_the_holidays_of_thailand_say(
    hours: str | None, when: datetime, standing: Standing
) -> None:
    assert state(hours, when) == standing


def test_days_that_a_coordinator_closed_are_closed_but_never_an_emergency_room() -> None:
    closed = [date(2026, 11, 25), date(2026, 11, 26)]

    assert state(WEEKDAYS, at(25, 9), closed) == Closed(opens_at=at(27, 8))
    assert state("24/7", at(25, 9), closed) == Open()


@pytest.mark.parametrize(
    ("standing", "msgid"),
    [
        (Unknown(), "Opening hours are not known"),
        (Open(), "Open day and night"),
        (Open(until=at(25, 16)), "Open now, until {time} today"),
        (Open(until=at(26, 6)), "Open now, until {time} tomorrow"),
        (Open(until=at(26, 0)), "Open now, until midnight"),
        (Open(until=at(27, 6)), "Open now"),
        (Closed(), "Closed now"),
        (Closed(opens_at=at(25, 20)), "Closed now, opens today at {time}"),
        (Closed(opens_at=at(26, 8)), "Closed now, opens tomorrow at {time}"),
        (Closed(opens_at=at(30, 8)), "Closed now, opens on {day} at {time}"),
    ],
)
def test_it_is_told_in_words_and_with_the_day(standing: Standing, msgid: str) -> None:
    assert told(standing, at(25, 9)).msgid == msgid


@pytest.mark.parametrize(
    ("hours", "thai", "lao"),
    [
        (WEEKDAYS, "จ.-ศ. 08:00-16:00; วันหยุดราชการ ปิด", "ຈັນ-ສຸກ 08:00-16:00; ວັນພັກ ປິດ"),
        ("24/7", "ตลอด 24 ชั่วโมง", "ຕະຫຼອດ 24 ຊົ່ວໂມງ"),
        ("Mo-Su 08:00-20:00", "ทุกวัน 08:00-20:00", "ທຸກມື້ 08:00-20:00"),
        ("Tu,Th 13:00-16:00", "อ.,พฤ. 13:00-16:00", "ອັງຄານ,ພະຫັດ 13:00-16:00"),
    ],
)
def test_hours_are_shown_in_words_that_are_read_again(hours: str, thai: str, lao: str) -> None:
    assert (shown(hours, "th"), shown(hours, "lo")) == (thai, lao)
    assert (read(thai), read(lao)) == (hours, hours)
