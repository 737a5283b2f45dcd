"""Faults on demand: how the pretend LINE can be made to fail."""

import asyncio
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

FaultKind: TypeAlias = Literal[
    "429_rate",  # too many requests
    "429_quota",  # the month's messages are used up
    "429_user",  # too many messages to one person
    "500",
    "503",
    "drop",  # nothing is done, the connection is cut
    "hang",  # nothing is done, no answer until released
    "slow",  # done, answered after `seconds`
    "half",  # done, the connection is cut in the middle of the answer
    "wrong_json",  # done, the answer is no JSON
    "accepted_then_500",  # done, and yet answered with 500
    "accepted_then_drop",  # done, the connection is cut before the answer
    "accepted_then_hang",  # done, no answer until released
]

ACTING: frozenset[FaultKind] = frozenset(
    {"slow", "half", "wrong_json", "accepted_then_500", "accepted_then_drop", "accepted_then_hang"}
)
"""Faults that strike after the request was carried out: what a sender cannot know."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One way to fail.

    `endpoint` limits it ("reply", "push", "content" …); None strikes all. `times` is how many
    requests it strikes; None: all until it is cleared.
    """

    kind: FaultKind
    endpoint: str | None = None
    times: int | None = 1
    seconds: float = 0.0


@dataclass(slots=True)
class _Armed:
    fault: Fault
    left: int | None


@dataclass(slots=True, kw_only=True)
class Hanging:
    """Something that waits in a loop of its own: a request for its answer, a test for requests."""

    loop: asyncio.AbstractEventLoop
    released: asyncio.Event = field(default_factory=asyncio.Event)


class Faults:
    """The faults that wait to strike, oldest first."""

    def __init__(self) -> None:
        self._armed: list[_Armed] = []
        self._hanging: list[Hanging] = []
        self._watchers: list[Hanging] = []

    def add(self, fault: Fault) -> None:
        """Let `fault` strike from now on."""
        self._armed.append(_Armed(fault, fault.times))

    @property
    def armed(self) -> list[tuple[Fault, int | None]]:
        """List what waits to strike with how often it still will, oldest first; None: always."""
        return [(armed.fault, armed.left) for armed in self._armed]

    def clear(self) -> None:
        """Let nothing fail any more, and answer what hangs."""
        self._armed.clear()
        self.release()

    def release(self) -> None:
        """Answer the requests that hang now."""
        hanging, self._hanging = self._hanging, []
        _set(hanging)

    def strike(self, endpoint: str) -> Fault | None:
        """Take the fault that strikes a request to `endpoint`; None when none does."""
        for armed in self._armed:
            if armed.fault.endpoint not in (None, endpoint):
                continue
            if armed.left is not None:
                armed.left -= 1
                if armed.left <= 0:
                    self._armed.remove(armed)
            return armed.fault
        return None

    def hang(self) -> Hanging:
        """Note that a request begins to hang; called in the loop that serves it."""
        hanging = Hanging(loop=asyncio.get_running_loop())
        self._hanging.append(hanging)
        self._tell()
        return hanging

    def forget(self, hanging: Hanging) -> None:
        """Note that a hanging request is over."""
        if hanging in self._hanging:
            self._hanging.remove(hanging)
        self._tell()

    async def until_hanging(self, count: int) -> None:
        """Wait until `count` requests hang, in whatever loop they are served."""
        watcher = Hanging(loop=asyncio.get_running_loop())
        self._watchers.append(watcher)
        while self.hanging != count:
            await watcher.released.wait()
            watcher.released.clear()
        self._watchers.remove(watcher)

    @property
    def hanging(self) -> int:
        """How many requests hang now."""
        return len(self._hanging)

    def _tell(self) -> None:
        _set(self._watchers)


def _set(those: list[Hanging]) -> None:
    for one in those:
        if not one.loop.is_closed():
            one.loop.call_soon_threadsafe(one.released.set)
