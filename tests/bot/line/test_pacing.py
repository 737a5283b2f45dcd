"""Pacing: never more in any second, and what is urgent first."""

import asyncio

import pytest

from bot.line.pacing import Pace


class Time:
    """Time that goes by when somebody sleeps."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.now += seconds


@pytest.fixture
def time(monkeypatch: pytest.MonkeyPatch) -> Time:
    time = Time()
    monkeypatch.setattr("bot.line.pacing.asyncio.sleep", time.sleep)
    return time


async def test_no_second_has_more_than_its_share_also_after_a_stall(time: Time) -> None:
    pace, went = Pace(200, monotonic=time), list[float]()

    for number in range(1_200):
        if number == 500:
            time.now += 0.7
        await pace.wait()
        went.append(time.now)

    most = max(sum(at <= one < at + 1 for one in went) for at in went)
    took = went[-1] - 100
    assert most <= 200
    assert 1_200 / (took - 0.7) >= 198


async def test_a_new_leader_begins_with_nothing_left(time: Time) -> None:
    pace = Pace(200, monotonic=time)

    for _ in range(100):
        await pace.wait()

    assert time.now - 100 == pytest.approx(0.5, abs=0.01)


async def test_what_is_urgent_does_not_wait_behind_a_blast() -> None:
    pace, order = Pace(50), list[str]()

    async def go(name: str, *, is_urgent: bool) -> None:
        await pace.wait(is_urgent=is_urgent)
        order.append(name)

    blasts = [go(f"blast {number}", is_urgent=False) for number in range(10)]
    await asyncio.gather(*blasts, go("danger", is_urgent=True))

    assert order[0] == "danger"
