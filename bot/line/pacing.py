"""Pacing: how many requests a second go to LINE, never more in any second."""

import asyncio
import time
from collections import deque
from collections.abc import Callable
from typing import Final

_WINDOW_S: Final = 1.005  # a little more than LINE's second, for what the network moves together
_TICK_S: Final = 0.001  # so that some pass at one waking
PUSHES: Final = 2_000  # a second; reference, "Rate limits"
MULTICASTS: Final = 200


class Pace:
    """Lets at most so many through in any second; what is urgent first.

    It begins as if the whole second before had been used evenly: whoever led before may have used
    it. After a stall it gives what that second has left, and no more.
    """

    def __init__(self, most: int, *, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        now = monotonic()
        step = _WINDOW_S / most
        self._passed = deque((now - _WINDOW_S + step * n for n in range(1, most + 1)), maxlen=most)
        self._urgent = 0
        self._heads = asyncio.Lock(), asyncio.Lock()

    async def wait(self, *, is_urgent: bool = False) -> None:
        """Wait until one more may go."""
        self._urgent += is_urgent
        try:
            async with self._heads[is_urgent]:  # one waits for the time, the others for that one
                while (s := self._too_soon(is_urgent=is_urgent)) > 0:  # noqa: ASYNC110  # time alone tells
                    await asyncio.sleep(max(s, _TICK_S))
                self._passed.append(self._monotonic())  # the oldest goes
        finally:
            self._urgent -= is_urgent

    def _too_soon(self, *, is_urgent: bool) -> float:
        if self._urgent and not is_urgent:
            return 0.002
        return self._passed[0] + _WINDOW_S - self._monotonic()


class Paces:
    """The paces of one term of one leader."""

    def __init__(self) -> None:
        self.push, self.multicast = Pace(PUSHES), Pace(MULTICASTS)
