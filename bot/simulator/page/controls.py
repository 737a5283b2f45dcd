"""What moves the time and makes LINE fail."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from typing import Final, get_args

from nicegui.element import Element
from nicegui.events import GenericEventArguments

from bot.calendar_words import moment_words
from bot.simulator.faults import Fault, FaultKind
from bot.simulator.movable import leave_at
from bot.simulator.page.parts import Do, Words, both, box, press_both
from bot.simulator.page.stage import Stage

STEPS: Final = (
    ("+30 นาที", "30 min", timedelta(minutes=30)),
    ("+1 วัน", "1 day", timedelta(days=1)),
    ("+3 วัน", "3 days", timedelta(days=3)),
    ("+30 วัน", "30 days", timedelta(days=30)),
)
_ENDPOINTS: Final = (
    ("", "ทุกคำขอ · all requests"),
    ("reply", "ตอบกลับ · reply"),
    ("push", "ส่งเอง · push"),
    ("multicast", "ส่งหลายคน · multicast"),
    ("content", "ดึงรูปและไฟล์ · content"),
    ("profile", "โปรไฟล์ · profile"),
)
_KINDS: Final[dict[FaultKind, str]] = {
    "429_rate": "429: ส่งถี่เกินไป · too many requests",
    "429_quota": "429: โควตาเดือนนี้หมด · the month's messages are used up",
    "429_user": "429: ส่งให้คนเดียวมากเกินไป · too many to one person",
    "500": "500: ขัดข้องภายใน · internal error",
    "503": "503: ไม่พร้อมให้บริการ · unavailable",
    "drop": "สายหลุด · connection cut, nothing done",
    "hang": "เงียบไป · no answer, nothing done",
    "slow": "ช้า 3 วินาที · done, answered after 3 s",
    "half": "ตอบมาครึ่งเดียว · done, half an answer",
    "wrong_json": "ตอบไม่เป็น JSON · done, the answer is no JSON",
    "accepted_then_500": "ทำแล้วแต่ตอบ 500 · done, yet answered with 500",
    "accepted_then_drop": "ทำแล้วแต่สายหลุด · done, connection cut",
    "accepted_then_hang": "ทำแล้วแต่เงียบ · done, no answer",
}
_SLOW_S: Final = 3.0
_READ: Final = (
    "(e) => { e.preventDefault(); const f = e.target.elements;"
    " emit([f.kind.value, f.endpoint.value, f.times.value]); }"
)


class TimePanel:
    """Tells the time of the bot and LINE, and moves it forward."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        with box("section", "panel", aria_label="เวลา · Time"):
            both("h2", "เวลา", "Time")
            self._now = Words("p", "", "now")
            with box("div", "buttons"):
                for thai, english, by in STEPS:
                    press_both(thai, english, self._mover(by))
        self.refresh()

    def refresh(self) -> None:
        """Tell the time anew."""
        told = moment_words(self._stage.local(self._stage.clock()), "th")
        ahead = self._stage.clock.ahead
        if ahead:
            told += f" (เลื่อนไปข้างหน้า · moved ahead {_length(ahead)})"
        self._now.text = told

    def _mover(self, by: timedelta) -> Do:
        async def move() -> None:
            self._stage.clock.move(by)
            self.refresh()
            store, ahead = self._stage.premises.store, self._stage.clock.ahead
            await asyncio.to_thread(leave_at, store, ahead)

        return move


class FaultPanel:
    """Switches LINE's faults on and off, and tells which are on."""

    def __init__(self, stage: Stage) -> None:
        self._faults = stage.world.faults
        self._shown: list[tuple[Fault, int | None]] | None = None
        with box("section", "panel", aria_label="ความขัดข้องของ LINE · LINE's faults"):
            both("h2", "ความขัดข้องของ LINE", "LINE's faults")
            with box("form", "faults") as form:
                form.on("submit", self._switch_on, js_handler=_READ)
                _select("อะไร", "What", "kind", [(kind, _KINDS[kind]) for kind in _kinds()])
                _select("คำขอใด", "Which requests", "endpoint", _ENDPOINTS)
                _times()
                both("button", "เปิด", "Switch on", "primary")
            self._list = box("div", "armed", role="status")
        self.refresh()

    def refresh(self) -> None:
        """Tell anew which faults are on."""
        armed = self._faults.armed
        if armed == self._shown:
            return
        self._shown = armed
        self._list.clear()
        with self._list:
            if not armed:
                both("p", "ไม่มีอะไรขัดข้อง", "Nothing fails", "none")
                return
            with box("ul"):
                for fault, left in armed:
                    Words("li", told_of(fault, left))
            press_both("ล้างทั้งหมด", "Clear all", self._clear)

    async def _switch_on(self, event: GenericEventArguments) -> None:
        kind, endpoint, times = (str(value) for value in event.args)
        self._faults.add(
            Fault(
                kind=next(one for one in _kinds() if one == kind),
                endpoint=endpoint or None,
                times=int(times) if times else None,
                seconds=_SLOW_S,
            )
        )
        self.refresh()

    async def _clear(self) -> None:
        self._faults.clear()
        self.refresh()


def told_of(fault: Fault, left: int | None) -> str:
    """Say in one line what fails, where and how often still."""
    where = dict(_ENDPOINTS)[fault.endpoint or ""]
    often = "∞" if left is None else f"×{left}"
    return f"{_KINDS[fault.kind]} – {where} {often}"


def _kinds() -> tuple[FaultKind, ...]:
    kinds: tuple[FaultKind, ...] = get_args(FaultKind)
    return kinds


def _select(thai: str, english: str, name: str, options: Sequence[tuple[str, str]]) -> None:
    with box("label"):
        both("span", thai, english)
        with box("select", "field", name=name):
            for value, text in options:
                Words("option", text).props["value"] = value


def _times() -> Element:
    with box("label") as label:
        both("span", "กี่ครั้ง", "Times; blank: always")
        field = box("input", "field", type="number", name="times", min="1", max="999")
        field.props["^value"] = "1"
    return label


def _length(ahead: timedelta) -> str:
    hours, minutes = divmod(ahead.seconds // 60, 60)
    parts = ((ahead.days, "d"), (hours, "h"), (minutes, "min"))
    return " ".join(f"{count} {unit}" for count, unit in parts if count)
