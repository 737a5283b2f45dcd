"""Recurring broadcasts: the next one, on its day, at its time."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from dialogue.broadcasting.audience import Audience
from dialogue.broadcasting.recurring import is_repeats, monthly, next_at, weekly

BANGKOK = ZoneInfo("Asia/Bangkok")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BANGKOK)


@pytest.mark.parametrize(
    ("repeats", "last", "now", "due"),
    [
        (weekly(0), "2026-11-30T09:00", "2026-11-30T09:00", "2026-12-07T09:00"),
        (weekly(6), "2026-11-30T09:00", "2026-11-30T09:00", "2026-12-06T09:00"),
        (weekly(0), "2026-11-30T09:00", "2026-12-20T10:00", "2026-12-21T09:00"),
        (monthly(31), "2026-01-31T08:30", "2026-01-31T08:31", "2026-02-28T08:30"),
        (monthly(31), "2026-02-28T08:30", "2026-02-28T08:31", "2026-03-31T08:30"),
        (monthly(5), "2026-12-05T08:30", "2026-12-05T08:30", "2027-01-05T08:30"),
        (monthly(5), "2026-11-05T08:30", "2026-12-05T08:00", "2026-12-05T08:30"),
    ],
)
def test_the_next_one_is_on_its_day_and_not_in_the_past(
    repeats: str, last: str, now: str, due: str
) -> None:
    assert next_at(repeats, at(last), at(now)) == at(due)


@pytest.mark.parametrize("text", ["", "weekly:7", "monthly:0", "monthly:32", "daily:1", "weekly:x"])
def test_what_says_no_recurrence_has_no_next(text: str) -> None:
    assert not is_repeats(text)
    assert next_at(text, at("2026-11-30T09:00"), at("2026-11-30T09:00")) is None


def test_an_audience_is_read_as_it_was_written() -> None:
    audience = Audience(
        areas=("90", "3405"),
        roles=("volunteer", "visitor"),
        languages=("lo",),
        target_groups=("elderly",),
        tags=("vaccines",),
        seen_since=at("2026-11-01T00:00").date(),
        answered=("stress", "level", "high"),
        listed=("a", "b"),
        is_demo=True,
    )

    assert Audience.from_json(audience.to_json()) == audience
    assert Audience.from_json(Audience(areas=("",)).to_json()) == Audience(areas=("",))
    with pytest.raises(ValueError, match="area"):
        Audience(areas=())
