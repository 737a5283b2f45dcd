"""Notices on the phone: whatever is out of the ordinary."""

from collections.abc import Callable

from bot.simulator.page.controls import told_of
from bot.simulator.page.parts import Words, both, box, press_both
from bot.simulator.page.stage import Stage
from bot.simulator.phone import Phone


class Notices:
    """Says over the chat what fails, what the bot did not take, that it is blocked.

    `is_back` tells that the person met the bot before this process began.
    """

    def __init__(
        self, stage: Stage, holding: Callable[[], Phone], is_back: Callable[[], bool]
    ) -> None:
        self._stage, self._holding, self._is_back = stage, holding, is_back
        self._shown: object = None
        self._place = box("div", "notices", role="status")

    def refresh(self) -> None:
        """Say anew what is out of the ordinary, if that changed."""
        phone, armed = self._holding(), self._stage.world.faults.armed
        undelivered = len(phone.courier.undelivered)
        is_back = self._is_back()
        now = (phone.contact.user_id, tuple(armed), undelivered, phone.contact.blocked, is_back)
        if now == self._shown:
            return
        self._shown = now
        self._place.clear()
        with self._place:
            for fault, left in armed:
                Words("p", f"⚠ {told_of(fault, left)}", "fault")
            if undelivered:
                both("p", f"บอตไม่รับ {undelivered} เหตุการณ์", "not taken by the bot", "fault")
                press_both("ส่งอีกครั้ง", "Deliver again", self._deliver_again)
            if phone.contact.blocked:
                both("p", "คุณบล็อกเสี่ยวอยู่", "You have blocked Siao", "blocked")
            elif is_back:
                both("p", "เสี่ยวยังจำคุณได้", "Siao remembers you", "blocked")

    async def _deliver_again(self) -> None:
        await self._holding().courier.redeliver_all()
        self.refresh()
