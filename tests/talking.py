"""Whole talks as data: what is said and heard, line by line.

A talk is a text file. Each line is a word, a colon and the rest:

    me: text            a person types
    tap: label          taps a button of the last bubble
    tap: label …        taps the first one that begins so
    tap: label = value  and chooses a value in the picker that opens
    answer: label       answers a question of a form by its button, or types it where none is so
    begun:              from here on what is pressed and typed is counted, but answers are not
    beyond: n           so many times at most
    visited: n          so many visits are over, and nothing else was begun
    again: n label      taps a button of the n-th bubble of the chat from its end (1 is the last)
    picture: / sticker: / voice: / place:    sends one
    file: name          sends a file of tests/talks/files
    checked:            what was sent is fetched and checked
    enrolled:           the people of a list that was confirmed are stored
    reminded:           the clock plans and tells what is due by now
    pushed:             what people wrote to each other is pushed, where it is time
    follow: / block: / unblock:
    wait: 3 days        time goes by (minutes, hours, days)
    bot: text           the next line of the answer must contain this
    silence:            nothing was answered
    as: name            from here on this person holds the phone; the first one needs no name
    people: n           so many people of the register are given to whoever holds the phone
    visits: n           so many people are visited by whoever holds the phone, and owed something
    answered: f q = v   whoever holds the phone has answered question q of form f with v
    tagged: word        whoever holds the phone is tagged with this word
    stored: path = value   the last submission holds this value; nothing after "=" is blank
    kept: n             so many submissions are kept, and drafts: n so many drafts

In what is typed, {code} is the last invite code that anybody was shown. Lines that begin with # are
for the reader.
"""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from xml.etree import ElementTree as ET

from sqlalchemy import func, select

from bot.simulator.phone import Phone
from handlers.codes import code_in
from models.draft import Draft
from models.submission import Submission
from models.visit import Visit
from tests.assigned import give_people, owed_by, people_of
from tests.chosen import answer, tag
from tests.house import House
from tests.plans import own_look

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
    """A talk with the bot, as it is played."""

    def __init__(self, house: House, phone: Phone) -> None:
        self._house, self._phone = house, phone
        self._phones = {"": phone}
        self._code = ""
        self._read: dict[str, int] = {}
        self._answer: list[str] = []
        self._pressed = 0

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
        elif line.word == "as":
            self._pass_phone_to(line.rest)
        elif line.word in {"people", "answered", "tagged"}:
            await self._house.apart(self._put, line)
        elif line.word == "begun":
            self._pressed = 0
        elif line.word == "beyond":
            assert self._pressed <= int(line.rest), f"{self._pressed} times"
        elif line.word in {"stored", "kept", "drafts", "visits", "visited"}:
            await self._house.apart(self._look, line)
        else:
            whose = self._phone.contact.user_id
            seen = len(self._house.heard(self._phone))
            if line.word == "pushed":  # which the clock may have done already
                seen = self._read.get(whose, 0)
            self._pressed += line.word != "answer"
            await self._do(line)
            new = self._house.heard(self._phone)[seen:]
            self._read[whose] = seen + len(new)
            self._code = next(filter(None, map(code_in, reversed(new))), self._code)
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
            "enrolled": self._house.enrol,
            "reminded": self._house.remind,
            "pushed": self._house.push,
        }
        match line.word:
            case "me":
                await phone.type(rest.replace("{code}", self._code))
            case "file":
                await phone.send_file(rest, (FILES / rest).read_bytes())
            case "tap":
                label, _, value = self._whole(rest).partition(" = ")
                await phone.tap(label, value=value or None)
            case "answer":
                await self._give(rest)
            case "again":
                back, _, label = rest.partition(" ")
                await phone.tap_old(-int(back), label)
            case "wait":
                count, unit = rest.split()
                self._house.watch.move(timedelta(**{unit: float(count)}))
            case word:
                await plain[word]()

    def _whole(self, label: str) -> str:
        if not label.endswith(" …"):
            return label
        start = label.removesuffix(" …")
        found = (one.label for one in self._phone.buttons() if one.label.startswith(start))
        return next(found, label)

    async def _give(self, answer: str) -> None:
        label, _, value = answer.partition(" = ")
        if any(label == button.label for button in self._phone.buttons()):
            await self._phone.tap(label, value=value or None)
        else:
            await self._phone.type(answer)

    def _pass_phone_to(self, name: str) -> None:
        if name not in self._phones:
            self._phones[name] = self._house.phone(name)
        self._phone, self._answer = self._phones[name], []

    def _put(self, line: Line) -> None:
        """Put something into the store about whoever holds the phone."""
        lane = self._house.lane(self._phone)
        if line.word == "people":
            give_people(self._house, lane, int(line.rest))
        elif line.word == "tagged":
            tag(self._house, lane, line.rest)
        else:
            form_id, question, _, value = line.rest.split(maxsplit=3)
            answer(self._house, lane, form_id, question, value)

    def _hear(self, text: str) -> None:
        while self._answer:
            if text in self._answer.pop(0):
                return
        raise AssertionError("this was not said, or not in this order")

    def _look(self, line: Line) -> None:
        with own_look():
            self._look_there(line)

    def _look_there(self, line: Line) -> None:
        if line.word == "visits":
            lane = self._house.lane(self._phone)
            counts = people_of(self._house, lane), owed_by(self._house, lane)
            assert counts == (int(line.rest), int(line.rest)), counts
            return
        with self._house.store.thinking() as session:
            if line.word == "visited":
                states = session.scalars(select(Visit.status)).all()
                assert states == ["done"] * int(line.rest), states
                return
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
