"""Whole talks as data: what is said and heard, line by line.

A talk is a text file. Each line is a word, a colon and the rest:

    me: text            a person types
    tap: label          taps a button of the last bubble
    tap: label = value  and chooses a value in the picker that opens
    again: n label      taps a button of the n-th bubble of the chat from its end (1 is the last)
    picture: / sticker: / voice: / place:    sends one
    file: name          sends a file of tests/talks/files
    checked:            what was sent is fetched and checked
    follow: / block: / unblock:
    wait: 3 days        time goes by (minutes, hours, days)
    bot: text           the next line of the answer must contain this
    silence:            nothing was answered
    stored: path = value   the last submission holds this value; nothing after "=" is blank
    kept: n             so many submissions are kept, and drafts: n so many drafts

Lines that begin with # are for the reader.
"""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from xml.etree import ElementTree as ET

from sqlalchemy import func, select

from bot.simulator.phone import Phone
from models.draft import Draft
from models.submission import Submission
from tests.house import House

TALKS = Path(__file__).parent / "talks"
FILES = TALKS / "files"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of a talk, and where it stands."""

    number: int
    word: str
    rest: str


def lines_of(path: Path) -> list[Line]:
    """Read a talk."""
    lines = []
    for number, raw in enumerate(path.read_text("utf-8").splitlines(), start=1):
        if raw.strip() and not raw.startswith("#"):
            word, _, rest = raw.partition(":")
            lines.append(Line(number=number, word=word.strip(), rest=rest.strip()))
    return lines


class Talk:
    """One person's talk with the bot, as it is played."""

    def __init__(self, house: House, phone: Phone) -> None:
        self._house, self._phone = house, phone
        self._seen = 0
        self._answer: list[str] = []

    async def play(self, path: Path) -> None:
        """Play a talk to its end; an AssertionError names the line that went otherwise."""
        for line in lines_of(path):
            try:
                await self._play(line)
            except (AssertionError, LookupError, ValueError) as wrong:
                where = f"{path.name}:{line.number}: {line.word}: {line.rest}"
                heard = "\n".join(self._house.heard(self._phone)[-5:])
                raise AssertionError(f"{where}\n{wrong}\n--- heard last\n{heard}") from wrong

    async def _play(self, line: Line) -> None:
        if line.word == "bot":
            self._hear(line.rest)
        elif line.word == "silence":
            assert not self._answer, "there was an answer"
        elif line.word in {"stored", "kept", "drafts"}:
            await self._house.apart(self._look, line)
        else:
            self._seen = len(self._house.heard(self._phone))
            await self._do(line)
            new = self._house.heard(self._phone)[self._seen :]
            self._answer = [part for text in new for part in text.splitlines() if part.strip()]

    async def _do(self, line: Line) -> None:
        phone, rest = self._phone, line.rest
        plain = {
            "picture": phone.send_picture,
            "sticker": phone.send_sticker,
            "voice": phone.send_voice,
            "place": phone.send_place,
            "follow": phone.follow,
            "block": phone.block,
            "unblock": phone.unblock,
            "checked": self._house.examine,
        }
        match line.word:
            case "me":
                await phone.type(rest)
            case "file":
                await phone.send_file(rest, (FILES / rest).read_bytes())
            case "tap":
                label, _, value = rest.partition(" = ")
                await phone.tap(label, value=value or None)
            case "again":
                back, _, label = rest.partition(" ")
                await phone.tap_old(-int(back), label)
            case "wait":
                count, unit = rest.split()
                self._house.watch.move(timedelta(**{unit: float(count)}))
            case word:
                await plain[word]()

    def _hear(self, text: str) -> None:
        while self._answer:
            if text in self._answer.pop(0):
                return
        raise AssertionError("this was not said, or not in this order")

    def _look(self, line: Line) -> None:
        with self._house.store.thinking() as session:
            if line.word in {"kept", "drafts"}:
                table = Submission if line.word == "kept" else Draft
                assert session.scalar(select(func.count()).select_from(table)) == int(line.rest)
                return
            query = select(Submission).order_by(Submission.submitted_at.desc())
            submission = session.scalars(query).first()
            assert submission is not None, "nothing is kept"
            path, _, value = line.rest.partition("=")
            found = value_at(submission.xml or "", path.strip())
            assert found == value.strip(), f"{path.strip()} is {found!r}"


def value_at(xml: str, path: str) -> str:
    """Read a value of a submission by its path; "" where the node is absent or blank."""
    node: ET.Element | None = ET.fromstring(xml)  # noqa: S314  # our own
    for name in path.strip("/").split("/")[1:]:
        children = [] if node is None else list(node)
        node = next((child for child in children if child.tag.rpartition("}")[2] == name), None)
    return "" if node is None else node.text or ""
