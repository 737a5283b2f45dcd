"""The days of the week, Monday first."""

from typing import Final

from dialogue.phrase import msgid

WEEKDAYS: Final = (
    msgid("Monday"),
    msgid("Tuesday"),
    msgid("Wednesday"),
    msgid("Thursday"),
    msgid("Friday"),
    msgid("Saturday"),
    msgid("Sunday"),
)
