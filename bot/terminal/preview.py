"""A form played in the terminal, with everything that was said before one's eyes."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, TypeAlias

from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.calendar_words import Language
from bot.terminal.hands import LETTERS, is_picker
from bot.terminal.passing import CannotTapError, Passing, reply_of, typed
from bot.terminal.repro import Repro, answers
from dialogue.reply import Media, Placed, Reply

HELP: Final = """\
Type to answer. A letter in brackets taps that button; [a 2026-12-01] chooses in a date picker.
/picture (or file)   /place [LAT LON]   /lang th|lo   /say TEXT (as it is)   /help   /quit"""

ReadLine: TypeAlias = Callable[[], str | None]
"""Waits for the next line; None when there is no more."""

_LANGUAGES: Final[dict[str, Language]] = {"th": "th", "lo": "lo"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """A form, whoever plays it, and the screen."""

    passing: Passing
    repro: Repro
    console: Console
    read_line: ReadLine
    echoes: bool = False

    def play(self) -> None:
        """Play until the form ends, /quit, or the end of the input."""
        self._tell("Nothing that you answer is kept.")
        self._tell(HELP)
        self._hear(self.passing.begin())
        while self.passing.ended is None:
            line = self.read_line()
            if line is None or line.strip() == "/quit":
                return
            if line.strip():
                self._do(line)
        self._show_result()

    def _do(self, line: str) -> None:
        if self.echoes:
            self._lines("> ", line, "cyan")
        try:
            reply = self._read(line)
        except CannotTapError as cannot:
            self._tell(str(cannot))
            return
        if reply is not None:
            self._hear(self.passing.reply(reply))

    def _read(self, line: str) -> Reply | None:
        """Read a line as a reply; None where it was for the preview itself.

        Raises:
            CannotTapError: when a button or a command cannot be used so.
        """
        word, _, rest = line.strip().partition(" ")
        rest = rest.strip()
        if word.startswith("/"):
            return self._command(word, rest)
        buttons = self.passing.buttons()
        if len(word) == 1 and word in LETTERS[: len(buttons)]:
            button = buttons[LETTERS.index(word)]
            if not rest or is_picker(button):
                reply = reply_of(button, rest, self.passing)
                self._note_tap(reply, button.label, rest)
                return reply
        self.repro.did("me", line.strip())
        return typed(line)

    def _command(self, word: str, rest: str) -> Reply | None:
        match word:
            case "/picture" | "/file":
                self.repro.did("picture")
                return self.passing.sent()
            case "/place":
                self.repro.did("place")
                return _place(rest)
            case "/say":
                self.repro.did("me", rest)
                return typed(rest)
            case "/lang" if rest in _LANGUAGES:
                self.passing.language = _LANGUAGES[rest]
                self._hear(self.passing.again(), noted=False)
            case _:
                self._tell(HELP)
        return None

    def _note_tap(self, reply: Reply, label: str, value: str) -> None:
        if isinstance(reply, Placed):
            self.repro.did("place")
        elif isinstance(reply, Media):
            self.repro.did("picture")
        else:
            self.repro.did("tap", f"{label} = {value}" if value else label)

    def _hear(self, messages: list[str], *, noted: bool = True) -> None:
        if noted:
            self.repro.heard(messages)
        for message in messages:
            self._lines("│ ", message, "green")
        row = Text()
        for letter, button in zip(LETTERS, self.passing.buttons(), strict=False):
            row.append(f"[{letter}]", style="bold yellow")
            row.append(f" {button.label}   ")
        if row and self.passing.ended is None:
            self.console.print(row, soft_wrap=True)

    def _show_result(self) -> None:
        if self.passing.submission is None:
            self._tell("The form has ended. Nothing would be kept.")
            return
        self._tell("The form has ended. This would be kept:")
        table = Table(show_header=False, box=None, pad_edge=False)
        for path, value in answers(self.passing.submission):
            table.add_row(Text(path, style="dim"), Text(value))
        self.console.print(table)

    def _lines(self, mark: str, words: str, style: str) -> None:
        self.console.print()
        for line in words.splitlines():
            self.console.print(Text(mark, style=style), Text(line), sep="", soft_wrap=True)

    def _tell(self, text: str) -> None:
        self.console.print(Text(text, style="dim"), soft_wrap=True)


def _place(rest: str) -> Reply:
    try:
        latitude, longitude = map(float, (rest or "7.0086 100.4747").replace(",", " ").split())
    except ValueError:
        raise CannotTapError("A place is two numbers: /place 7.0086 100.4747") from None
    return Placed(latitude=latitude, longitude=longitude)
