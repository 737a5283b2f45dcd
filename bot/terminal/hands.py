"""What a line typed in the terminal makes the phone do."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from string import ascii_lowercase
from typing import Final

from bot.simulator.buttons import Button
from bot.simulator.events import Event
from bot.simulator.phone import Phone

HELP: Final = """\
Type to write. A letter in brackets taps that button; [a 2026-12-01] chooses in a date picker.
/picture [FILE]   /place [LAT LON]   /date 2026-12-01   /sticker   /voice
/say TEXT (as it is)   /unsend (your last message)   /help   /quit"""

LETTERS: Final = ascii_lowercase


class CannotError(Exception):
    """The phone cannot do that; the text says why."""


class Hands:
    """Someone's hands on a phone."""

    def __init__(self, phone: Phone) -> None:
        self._phone = phone
        self._sent: list[str] = []
        self._words: dict[str, Callable[[str], Awaitable[Event | None]]] = {
            "picture": self._picture,
            "place": self._place,
            "date": self._date,
            "say": phone.type,
            "unsend": self._unsend,
            "sticker": lambda _rest: phone.send_sticker(),
            "voice": lambda _rest: phone.send_voice(),
        }

    async def do(self, line: str) -> str | None:
        """Do what a line says; tell what the phone opened outside of the chat, if it did.

        Raises:
            CannotError: when there is no such command or button, or it cannot be used so.
        """
        word, _, rest = line.strip().partition(" ")
        if word.startswith("/"):
            known = self._words.get(word[1:])
            if known is None:
                raise CannotError(f"There is no {word}.\n{HELP}")
            event = await known(rest.strip())
        elif (button := self._lettered(word, rest)) is not None:
            event = await self._tap(button, rest.strip() or None)
        else:
            event = await self._phone.type(line)
        self._remember(event)
        opened = self._phone.opened if event is None else []
        return f"The phone opens {opened[-1]}." if opened else None

    def _lettered(self, word: str, rest: str) -> Button | None:
        """Find the button of a letter; a letter followed by words is a text, unless it picks."""
        buttons = self._phone.buttons()
        if len(word) != 1 or word not in LETTERS[: len(buttons)]:
            return None
        button = buttons[LETTERS.index(word)]
        return button if not rest.strip() or is_picker(button) else None

    async def _tap(self, button: Button, value: str | None) -> Event | None:
        try:
            return await self._phone.tap(button.label, value=value)
        except ValueError as refused:
            raise CannotError(str(refused)) from refused

    async def _date(self, value: str) -> Event | None:
        button = next((one for one in self._phone.buttons() if is_picker(one)), None)
        if button is None:
            raise CannotError("No date or time is asked for here.")
        return await self._tap(button, value or None)

    async def _picture(self, name: str) -> Event:
        if not name:
            return await self._phone.send_picture()
        return await self._phone.send_picture(_read(name))

    async def _place(self, rest: str) -> Event:
        if not rest:
            return await self._phone.send_place()
        try:
            latitude, longitude = map(float, rest.replace(",", " ").split())
        except ValueError:
            raise CannotError("A place is two numbers: /place 7.0086 100.4747") from None
        return await self._phone.send_place(latitude, longitude)

    async def _unsend(self, _rest: str) -> Event:
        if not self._sent:
            raise CannotError("You have sent nothing yet.")
        return await self._phone.unsend(self._sent.pop())

    def _remember(self, event: Event | None) -> None:
        message = None if event is None else event.get("message")
        if isinstance(message, dict):
            self._sent.append(str(message["id"]))


def is_picker(button: Button) -> bool:
    """Tell whether a button opens a picker of dates or times."""
    return button.action.get("type") == "datetimepicker"


def _read(name: str) -> bytes:
    try:
        return Path(name).read_bytes()
    except OSError as broken:
        raise CannotError(f"{name} cannot be read: {broken.strerror}.") from broken
