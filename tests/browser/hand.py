"""A hand on the page of the simulator: what it taps, types and sees."""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from playwright.sync_api import Error, Locator, Page, expect

from tests.talking import Line

_LONG_MS = 30_000
_HEARD = """([seen, text]) =>
  [...document.querySelectorAll(".said.theirs > .bubble")]
    .slice(seen).some((bubble) => bubble.innerText.includes(text))"""


class Open(Protocol):
    """Opens a page in a window of its own."""

    def __call__(self, address: str, *, width: int = 1280, height: int = 900) -> "Hand": ...


class Hand:
    """Someone's hand on one page; it only does what a person can do there."""

    def __init__(self, page: Page, folder: Path) -> None:
        self.page = page
        self._folder = folder
        self._seen = 0
        self._words: dict[str, Callable[[str], None]] = {
            "me": self.say,
            "tap": self._tap_with_value,
            "bot": self.hear,
            "picture": lambda _: self.send("Picture"),
            "place": self.place,
            "wait": self.wait,
        }

    @property
    def log(self) -> Locator:
        """The chat."""
        return self.page.get_by_role("log")

    @property
    def box(self) -> Locator:
        """The text box."""
        return self.page.get_by_role("textbox", name="ข้อความ · Message")

    @property
    def quick(self) -> Locator:
        """The quick replies."""
        return self.page.get_by_role("group", name="ปุ่มตอบด่วน · Quick replies")

    @property
    def hint(self) -> Locator:
        """What an empty chat tells to say first."""
        return self.page.get_by_role("group", name="เริ่มอย่างไร · How to begin")

    @property
    def notices(self) -> Locator:
        """What is out of the ordinary, over the chat."""
        return self.page.locator(".notices")

    def play(self, line: Line) -> None:
        """Do or hear one line of a talk; an AssertionError names the line that went otherwise."""
        try:
            self._words[line.word](line.rest)
        except (AssertionError, Error) as wrong:
            shot = self.shoot(f"line-{line.number}")
            where = f"line {line.number}: {line.word}: {line.rest} ({shot})"
            raise AssertionError(f"{where}\n{wrong}\n{self.log.inner_text()[-600:]}") from wrong

    def say(self, text: str) -> None:
        """Type a text and send it."""
        self.look()
        self.box.fill(text)
        self.box.press("Enter")
        expect(self.bubbles("mine").last).to_contain_text(text)

    def tap(self, label: str) -> None:
        """Tap a quick reply."""
        self.look()
        self.quick.get_by_role("button", name=label, exact=True).click()

    def hear(self, text: str) -> None:
        """Wait until the bot has said this since the hand last did something."""
        self.page.wait_for_function(_HEARD, arg=[self._seen, text], timeout=_LONG_MS)

    def bubbles(self, side: str) -> Locator:
        """All bubbles of one side: "mine" or "theirs"."""
        return self.log.locator(f".said.{side} > .bubble")

    def send(self, what: str) -> None:
        """Send something that is no text, by its English name."""
        self.look()
        self.page.get_by_label("ส่งอย่างอื่น · Send something else").click()
        self.page.locator(".tools").get_by_role("button", name=what).click()

    def place(self, name: str) -> None:
        """Pick one of the made-up places, by its English name, in the sheet that is open."""
        self.page.get_by_role("dialog").get_by_role("button", name=name).click()

    def wait(self, step: str) -> None:
        """Move the time forward by one of the steps, by its English name."""
        self.page.get_by_role("region", name="Time").get_by_role("button", name=step).click()

    def turn_to(self, who: str) -> None:
        """Take another phone, by the English name of its owner."""
        self.page.get_by_role("button", name=who).click()

    def known(self, part: str) -> Locator:
        """A part of what the bot knows: "drafts", "requests" …"""
        return self.page.locator(f".known > .{part}")

    def fail(self, kind: str, endpoint: str, *, times: int | None) -> None:
        """Switch a fault of LINE on; `times` None: until it is cleared."""
        panel = self.page.get_by_role("region", name="LINE's faults")
        panel.get_by_label("What", exact=False).select_option(kind)
        panel.get_by_label("Which requests").select_option(endpoint)
        panel.get_by_label("Times").fill("" if times is None else str(times))
        panel.get_by_role("button", name="Switch on").click()

    def shoot(self, name: str) -> Path:
        """Take a picture of the page into a folder of the test's own."""
        path = self._folder / f"{name}.png"
        self.page.screenshot(path=path)
        return path

    def look(self) -> None:
        """Take note of what was said so far; what is heard must come after it."""
        self._seen = self.bubbles("theirs").count()

    def _tap_with_value(self, rest: str) -> None:
        label, _, value = rest.partition(" = ")
        self.tap(label)
        if value:
            sheet = self.page.get_by_role("dialog")
            sheet.get_by_label("เลือกวันที่ · Pick a date").fill(value)
            sheet.get_by_role("button", name="OK").click()
