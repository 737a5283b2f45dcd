"""The chat on the phone: its bubbles, and the quick replies under the last one."""

from datetime import date

from nicegui.element import Element

from bot.simulator.buttons import buttons_of
from bot.simulator.page.boxes import Fingers, act
from bot.simulator.page.bubbles import can_be_unsent, draw_bubble, draw_day
from bot.simulator.page.parts import Do, both, box
from bot.simulator.page.stage import Stage
from bot.simulator.people import Bubble
from bot.simulator.phone import Phone


class Chat:
    """Shows one phone's chat and keeps up with it; `refresh` draws what is new.

    `fingers` does what buttons say. `scroller` holds the bubbles; what is put into it stands over
    them.
    """

    def __init__(self, stage: Stage, phone: Phone, fingers: Fingers) -> None:
        self._stage, self._fingers = stage, fingers
        self._phone = phone
        self._rows: dict[str, Element] = {}
        self._day: date | None = None
        self._offering = ""
        self._tapped = ""
        label = "ข้อความ · Messages"
        with box("div", "scroller", tabindex="0", aria_label=label, role="region") as self.scroller:
            self._log = box("div", "log", role="log", aria_live="polite")
        self._dots = both("div", "กำลังพิมพ์…", "typing", "dots")
        self._quick = box("div", "quick", role="group", aria_label="ปุ่มตอบด่วน · Quick replies")

    def turn_to(self, phone: Phone) -> None:
        """Show the chat of another phone."""
        self._phone = phone
        self._log.clear()
        self._rows.clear()
        self._day, self._offering = None, "-"
        self.refresh()

    def refresh(self) -> None:
        """Draw what is new, take away what was taken back."""
        bubbles = self._phone.world.bubbles(self._phone.source.chat_id)
        present = {bubble.message_id for bubble in bubbles}
        for message_id in [one for one in self._rows if one not in present]:
            self._take_back(self._rows.pop(message_id))
        for bubble in bubbles:
            if bubble.message_id not in self._rows:
                self._add(bubble)
        self._offer(bubbles[-1] if bubbles else None)
        until = self._phone.world.loading.get(self._phone.source.chat_id)
        self._dots.set_visibility(until is not None and until > self._stage.clock())

    def tapped(self) -> None:
        """Take the quick replies away: one was tapped."""
        self._tapped = self._offering
        self._quick.clear()

    def _add(self, bubble: Bubble) -> None:
        at = self._stage.local(bubble.at)
        with self._log, box("div", "entry") as row:
            if at.date() != self._day:
                draw_day(at)
            draw_bubble(bubble, at, self._fingers, self._taker_back(bubble))
        self._day = at.date()
        self._rows[bubble.message_id] = row

    def _taker_back(self, bubble: Bubble) -> Do | None:
        if not can_be_unsent(bubble):
            return None
        phone = self._phone

        async def unsend() -> None:
            await phone.unsend(bubble.message_id)
            self.refresh()

        return unsend

    def _take_back(self, row: Element) -> None:
        row.clear()
        with row:
            both("div", "คุณยกเลิกข้อความแล้ว", "You unsent a message", "unsent")

    def _offer(self, last: Bubble | None) -> None:
        """Offer the quick replies of the last bubble; they go with the next one, or a tap."""
        offering = last.message_id if last is not None and last.by == "bot" else ""
        if offering == self._offering:
            return
        self._offering = offering
        self._quick.clear()
        if last is None or not offering or offering == self._tapped:
            return
        with self._quick:
            for button in buttons_of(last.message, last=True):
                if button.quick:
                    act(button.action, self._fingers, "reply")
