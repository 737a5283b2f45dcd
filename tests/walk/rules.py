"""What every answer of the bot must hold, counted by the pretend LINE and looked at here."""

import re
from collections.abc import Iterator

from bot.publishing.rows import Row
from bot.simulator.people import Request
from bot.simulator.world import text_of

_RAW = {
    "a reference": re.compile(r"\$\{"),
    "an expression": re.compile(r"\b(?:instance|concat|current|coalesce)\(|\bjr:"),
    "None": re.compile(r"\bNone\b"),
    "NaN": re.compile(r"\bNaN\b"),
}
_MOST = 5  # messages


class Rules:
    """The rules for one form: what its author wrote may be shown, whatever it looks like."""

    def __init__(self, rows: tuple[Row, ...], root: str) -> None:
        self._authors = "\n".join(text for row in rows for text in row.cells.values())
        self._raw = {**_RAW, "a path": re.compile(rf"{re.escape(root)}/\w+")}

    def faults_of(self, request: Request) -> Iterator[str]:
        """List what is wrong with one answer."""
        if request.status != 200:
            yield f"LINE refuses: {request.answer}"
        messages = (request.body or {}).get("messages")
        if not isinstance(messages, list) or not 1 <= len(messages) <= _MOST:
            yield "not 1 to 5 messages"
            return
        for message in messages:
            yield from self._faults_of_text(text_of(message))

    def _faults_of_text(self, text: str) -> Iterator[str]:
        if not text.strip():
            yield "an empty text"
        for what, pattern in self._raw.items():
            for found in pattern.finditer(text):
                if what == "a reference" or found[0] not in self._authors:
                    yield f"{what} is shown: {_around(text, found)}"


def _around(text: str, found: re.Match[str]) -> str:
    return " ".join(text[max(0, found.start() - 30) : found.end() + 30].split())
