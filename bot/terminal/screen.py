"""The chat as the terminal shows it."""

from collections.abc import Mapping
from typing import Final

from rich.console import Console
from rich.text import Text

from bot.simulator.people import Bubble
from bot.simulator.phone import Phone
from bot.simulator.world import text_of
from bot.terminal.hands import LETTERS, is_picker

_BOT: Final = "green"
_ME: Final = "cyan"
_KINDS: Final = {
    "image": "(picture)",
    "video": "(video)",
    "audio": "(voice)",
    "sticker": "(sticker)",
}


class Screen:
    """Shows what is new in one chat; its buttons bear letters, because digits are answers."""

    def __init__(self, phone: Phone, console: Console, *, echoes: bool) -> None:
        """Show on `console`; with `echoes` also what was typed, which a terminal shows itself."""
        self._phone, self._console, self._echoes = phone, console, echoes
        self._seen = 0

    def refresh(self) -> bool:
        """Show what is new; tell whether the bot said anything."""
        bubbles = self._phone.world.bubbles(self._phone.source.chat_id)
        new, self._seen = bubbles[self._seen :], len(bubbles)
        for bubble in new:
            self._show(bubble)
        said = any(bubble.by == "bot" for bubble in new)
        if said:
            self._show_buttons()
        return said

    def tell(self, text: str) -> None:
        """Say something that is not of the chat."""
        self._console.print(Text(text, style="dim"), soft_wrap=True)

    def _show(self, bubble: Bubble) -> None:
        if bubble.by == "bot":
            self._lines("│ ", _words_of(bubble.message), _BOT)
        elif self._echoes or not _was_typed(bubble.message):
            self._lines("> ", _words_of(bubble.message), _ME)

    def _lines(self, mark: str, words: str, style: str) -> None:
        self._console.print()
        for line in words.splitlines():
            self._console.print(Text(mark, style=style), Text(line), sep="", soft_wrap=True)

    def _show_buttons(self) -> None:
        row = Text()
        for letter, button in zip(LETTERS, self._phone.buttons(), strict=False):
            row.append(f"[{letter}]", style="bold yellow")
            row.append(f" {button.label or button.action.get('type')}")
            row.append(f" ({letter} {_example(button.action)})" if is_picker(button) else "")
            row.append("   ")
        if row:
            self._console.print(row, soft_wrap=True)


def _words_of(message: Mapping[str, object]) -> str:
    kind = str(message.get("type", "text"))
    if kind == "location":
        return f"(place) {message.get('latitude')}, {message.get('longitude')}"
    if kind in _KINDS:
        return _KINDS[kind]
    template = message.get("template")
    if isinstance(template, Mapping) and "text" in template:
        return str(template["text"])
    return text_of(message) or f"({kind})"


def _was_typed(message: Mapping[str, object]) -> bool:
    return "quoteToken" in message


def _example(action: Mapping[str, object]) -> str:
    return str(action.get("initial") or action.get("max") or action.get("min") or "2026-12-01")
