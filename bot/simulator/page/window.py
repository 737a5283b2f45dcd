"""One browser tab: whose phone it shows, and what stands beside it."""

import json

from nicegui import ui
from nicegui.element import Element

from bot.simulator.page import fingers
from bot.simulator.page.cast import PEOPLE, Cast, Person, Who
from bot.simulator.page.chat import Chat
from bot.simulator.page.composer import draw_composer
from bot.simulator.page.controls import FaultPanel, TimePanel
from bot.simulator.page.hint import Hint
from bot.simulator.page.menu import MenuBar
from bot.simulator.page.notices import Notices
from bot.simulator.page.parts import Do, Words, both, box, in_browser, press_both
from bot.simulator.page.sight import Sight
from bot.simulator.page.stage import Stage
from bot.simulator.people import Json
from bot.simulator.phone import Phone

_TICK_S = 0.2
_LOOK_S = 1.0
_GONE_AT_ONCE = ("postback", "message")  # quick replies that take the others with them


class Window:
    """Draws the page for one tab and keeps it up to date while it is open."""

    def __init__(self, stage: Stage, cast: Cast, who: Who) -> None:
        self._stage, self._cast, self._who = stage, cast, who
        self._buttons: dict[Who, Element] = {}
        with box("main", "desk"):
            with box("div", "hand"):
                self._draw_people()
                with box("section", "phone", aria_label="โทรศัพท์ · Phone"):
                    self._draw_phone()
            with box("div", "side"):
                self._time = TimePanel(stage)
                self._faults = FaultPanel(stage)
                self._sight = Sight(stage, lambda: cast.lane(self._who))
            self._sheets = box("div", "sheets")
        self._turn()
        ui.timer(_TICK_S, self._tick)
        ui.timer(_LOOK_S, self._look)
        ui.timer(_TICK_S, self._arrive, once=True)

    @property
    def phone(self) -> Phone:
        """The phone in the hand."""
        return self._cast.phone(self._who)

    def _is_back(self) -> bool:
        return self._cast.is_remembered(self._who) and self._is_empty()

    def _is_empty(self) -> bool:
        """Tell whether somebody has arrived, and yet nothing stands in the chat."""
        bubbles = self._stage.world.bubbles(self.phone.source.chat_id)
        return self._cast.has_arrived(self._who) and not bubbles

    def _needs_hint(self) -> bool:
        return self._is_empty() and not self.phone.contact.blocked

    def _draw_people(self) -> None:
        both("h1", "เสี่ยวสุขภาพ", "Siao, tried out on this machine; nobody is written to")
        with box("div", "people", role="group", aria_label="โทรศัพท์ของใคร · Whose phone"):
            for person in PEOPLE:
                self._buttons[person.who] = _person_button(person, self._switcher(person.who))

    def _draw_phone(self) -> None:
        with box("header", "top"):
            self._clock = Words("span", "", "clock")
            with box("h2", "title"):
                Words("span", "เสี่ยว")
                Words("span", "Siao")
            self._block = press_both("บล็อก", "Block", self._do_block, "block-button")
            self._unblock = press_both("เลิกบล็อก", "Unblock", self._do_unblock, "block-button")
        self._notices = Notices(self._stage, lambda: self.phone, self._is_back)
        self._chat = Chat(self._stage, self.phone, self._finger)
        with self._chat.scroller:
            self._hint = Hint(
                lambda: self.phone,
                language=lambda: self._cast.language(self._who),
                is_needed=self._needs_hint,
                done=self._done,
            )
        self._menu = MenuBar(lambda: self.phone, self._finger)
        self._composer = box("div", "foot")
        with self._composer:
            draw_composer(lambda: self.phone, done=self._done, sheets=lambda: self._sheets)

    def _switcher(self, who: Who) -> Do:
        async def switch() -> None:
            self._who = who
            self._turn()
            await self._arrive()

        return switch

    def _turn(self) -> None:
        """Turn to the phone of who was chosen."""
        for who, button in self._buttons.items():
            button.props["aria-pressed"] = "true" if who == self._who else "false"
        self._chat.turn_to(self.phone)
        self._tick()

    async def _arrive(self) -> None:
        await self._cast.arrive(self._who)
        self._tick()
        await self._look()

    def _tick(self) -> None:
        self._chat.refresh()
        self._hint.refresh()
        self._notices.refresh()
        self._menu.refresh()
        self._faults.refresh()
        self._clock.text = f"{self._stage.local(self._stage.clock()):%H:%M}"
        blocked = self.phone.contact.blocked
        self._composer.set_visibility(not blocked)
        self._block.set_visibility(not blocked)
        self._unblock.set_visibility(blocked)

    async def _look(self) -> None:
        self._time.refresh()
        await self._sight.refresh()

    async def _finger(self, action: Json) -> None:
        if action.get("type") in _GONE_AT_ONCE:
            self._chat.tapped()
        with self._sheets:
            await fingers.tap(self.phone, action, done=self._done)
        if action.get("fillInText"):
            in_browser(self._sheets, f"siao.fill({json.dumps(self.phone.draft)})")

    async def _done(self) -> None:
        self._tick()
        in_browser(self._sheets, "siao.focus()")

    async def _do_block(self) -> None:
        await self.phone.block()
        self._tick()

    async def _do_unblock(self) -> None:
        await self.phone.unblock()
        self._tick()


def _person_button(person: Person, do: Do) -> Element:
    return press_both(person.label, f"{person.english} · {person.name}", do, "person")
