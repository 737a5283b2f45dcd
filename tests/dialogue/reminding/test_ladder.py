"""Ladders: a table is read, or refused with what is wrong in each line."""

from datetime import time

import pytest

from dialogue.reminding.ladder import LadderError, Step, steps_of

HEADING = "step,days,at,channel,waits,to,holiday\n"


def test_steps_are_read_in_the_order_of_their_days() -> None:
    table = HEADING + "late,2,09:30,push,4,buddy,after\nsoon,-1,08:00,reply,0,assignee,before\n"

    assert steps_of(table) == (
        Step(
            code="soon",
            days=-1,
            at=time(8),
            channel="reply",
            waits=0,
            to="assignee",
            holiday="before",
        ),
        Step(
            code="late",
            days=2,
            at=time(9, 30),
            channel="push",
            waits=4,
            to="buddy",
            holiday="after",
        ),
    )


@pytest.mark.parametrize(
    ("table", "why"),
    [
        ("step,days\n", "These columns are missing: at, channel, holiday, to, waits."),
        (HEADING, "A ladder has 1 to 12 steps."),
        (HEADING + "a,0,24:00,push,0,assignee,any\n", "Line 2: at is “24:00”"),
        (HEADING + "a,0,08:00,sms,0,assignee,any\n", "Line 2: channel is “sms”"),
        (HEADING + "snooze,0,08:00,push,0,assignee,any\n", "Line 2: snooze is what people ask"),
        (HEADING + "a,0,08:00,push,0,assignee,any\n" * 2, "Line 3: a is there twice."),
    ],
)
def test_what_is_no_ladder_is_refused(table: str, why: str) -> None:
    with pytest.raises(LadderError) as refused:
        steps_of(table)

    assert why in str(refused.value)
