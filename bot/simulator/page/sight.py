"""The side of the page where what the bot knows can be seen."""

import asyncio
from collections.abc import Callable, Sequence
from typing import Final, TypeAlias

from nicegui.element import Element

from bot.simulator.page.knowing import Known, Paper, read
from bot.simulator.page.parts import Words, both, box
from bot.simulator.page.stage import Stage
from bot.simulator.people import Request

Rows: TypeAlias = Sequence[Sequence[str]]

_REQUESTS: Final = 8
_COLUMNS: Final = (
    (
        ("person", "คนนี้", "This person"),
        ("drafts", "แบบที่ยังไม่เสร็จ", "Drafts"),
        ("submissions", "ที่บันทึกแล้ว", "Submissions"),
    ),
    (
        ("requests", "คำขอล่าสุดถึง LINE", "Last requests to LINE"),
        ("outbox", "ข้อความขาออก", "Outbox"),
        ("inbox", "เหตุการณ์ขาเข้า", "Inbox"),
        ("parked", "ข้อความที่รอส่ง", "Parked words"),
        ("quota", "โควตาเดือนนี้", "This month's quota"),
    ),
)


class Sight:
    """Shows what is known of the person of a lane; what did not change is left as it is."""

    def __init__(self, stage: Stage, lane: Callable[[], str]) -> None:
        self._stage, self._lane = stage, lane
        self._shown: dict[str, object] = {}
        self._parts: dict[str, Element] = {}
        with box("div", "knowledge"):
            for column in _COLUMNS:
                with box("div"):
                    for name, thai, english in column:
                        self._draw_part(name, thai, english)

    def _draw_part(self, name: str, thai: str, english: str) -> None:
        with box("section", "known"):
            both("h3", thai, english)
            self._parts[name] = box("div", name)

    async def refresh(self) -> None:
        """Read anew and draw what changed."""
        known = await asyncio.to_thread(read, self._stage, self._lane())
        self._show(known)

    def _show(self, known: Known) -> None:
        world = self._stage.world
        requests = tuple(world.requests[-_REQUESTS:])[::-1]
        used, limit = world.quota.used(self._stage.clock()), world.quota.limit
        self._draw("person", known.person, lambda: _facts(known.person))
        self._draw("drafts", known.drafts, lambda: _papers(known.drafts))
        self._draw("submissions", known.submissions, lambda: _papers(known.submissions))
        head = ("no", "noted", "state", "tries", "trouble")
        self._draw("inbox", known.inbox, lambda: _table(head, known.inbox))
        ends = ("no", "ended", "outcome", "request")
        self._draw("outbox", known.outbox, lambda: _table(ends, known.outbox))
        waits = ("subject", "until", "state")
        self._draw("parked", known.parked, lambda: _table(waits, known.parked))
        self._draw("requests", requests, lambda: self._requests(requests))
        told = f"{used} / {'∞' if limit is None else limit}"
        self._draw("quota", told, lambda: Words("p", told))

    def _draw(self, name: str, value: object, draw: Callable[[], object]) -> None:
        if name in self._shown and self._shown[name] == value:
            return
        self._shown[name] = value
        self._parts[name].clear()
        with self._parts[name]:
            draw()

    def _requests(self, requests: Sequence[Request]) -> None:
        rows = [
            (
                f"{self._stage.local(one.at):%H:%M:%S}",
                f"{one.method} {one.endpoint}",
                str(one.status or "–"),
                one.fault or "",
            )
            for one in requests
        ]
        _table(("at", "request", "status", "fault"), rows)


def _papers(papers: Sequence[Paper]) -> None:
    if not papers:
        _nothing()
    for paper in papers:
        with box("div", "paper"):
            Words("h4", paper.title)
            _facts(paper.facts)
            with box("details", open=""):
                both("summary", "คำตอบ", f"Answers ({len(paper.answers)})")
                _facts(paper.answers)


def _facts(facts: Sequence[tuple[str, str]]) -> None:
    with box("dl"):
        for name, value in facts:
            with box("div"):
                Words("dt", name)
                Words("dd", value)


def _table(head: Sequence[str], rows: Rows) -> None:
    if not rows:
        _nothing()
        return
    with box("table"):
        with box("thead"), box("tr"):
            for name in head:
                Words("th", name).props["scope"] = "col"
        with box("tbody"):
            for row in rows:
                with box("tr"):
                    for cell in row:
                        Words("td", cell)


def _nothing() -> None:
    both("p", "ยังไม่มี", "Nothing yet", "none")
