"""A talk with the interview alone: what is said to it, what it says, and where it stands."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from functools import cache
from xml.etree import ElementTree as ET

from pyxform import xls2xform

from dialogue import interview
from dialogue.interview import Passage, State, Turn
from dialogue.moment import Moment
from dialogue.phrase import Phrase, Words
from dialogue.prompt import AnyButton, Button, Choice, Picker, Say
from dialogue.reply import Chosen, Media, Odd, PickedValue, Placed, Reply, Typed
from dialogue.tap import Tap, read
from dialogue.xforms.form import Form

ICT = timezone(timedelta(hours=7))
NOON = datetime(2026, 11, 25, 12, 0, tzinfo=ICT)
DRAFT = "01DRAFT"


@cache
def form(markdown: str) -> Form:
    """Convert a form written as tables, as pyxform reads them."""
    xform = xls2xform.convert(xlsform=markdown, file_type=".md").xform
    return Form.parse(xform, is_live=lambda _name: True)


class Talk:
    """One draft. Its state is written and read back between any two turns."""

    def __init__(
        self,
        markdown: str,
        *,
        language: str = "th",
        now: datetime = NOON,
        rows: Sequence[Mapping[str, str]] = (),
    ) -> None:
        """Begin; `rows` are those of every list beside the form, as they are at each turn."""
        self.form = form(markdown).beside(lambda _name: rows)
        self.language = language
        self.now = now
        self.turns = 0
        self.turn = interview.begin(
            self.form,
            draft_id=DRAFT,
            language=language,
            moment=self.moment(),
            context={"deviceid": "line"},
        )

    def moment(self) -> Moment:
        self.turns += 1
        return Moment(now=self.now + timedelta(seconds=self.turns), seed=f"seed{self.turns}")

    @property
    def state(self) -> State:
        passage = Passage.from_json(self.turn.state.passage.to_json())
        assert passage == self.turn.state.passage
        return State(xml=self.turn.state.xml, passage=passage)

    @property
    def passage(self) -> Passage:
        return self.turn.state.passage

    def reply(self, reply: Reply) -> Turn:
        turn = interview.advance(
            self.form,
            self.state,
            reply,
            draft_id=DRAFT,
            language=self.language,
            moment=self.moment(),
        )
        self.turn = turn
        return turn

    def types(self, *texts: str) -> Turn:
        for text in texts:
            self.reply(Typed(text=text))
        return self.turn

    def taps(self, tap: Tap) -> Turn:
        again = read(tap.data())
        assert again == tap
        return self.reply(Chosen(tap=again))

    def chooses(self, number: str) -> Turn:
        return self.taps(self.choice(number).tap)

    def presses(self, label: str) -> Turn:
        return self.taps(self.button(label).tap)

    def picks(self, value: str) -> Turn:
        picker = next(b for b in self.last.buttons if isinstance(b, Picker))
        return self.reply(PickedValue(tap=picker.tap, value=value))

    def sends(self, kind: str, name: str = "a.jpg") -> Turn:
        assert kind in {"image", "audio", "video", "file"}
        return self.reply(Media(kind=kind, name=name))  # type: ignore[arg-type]  # held above

    def shares(self, latitude: float, longitude: float) -> Turn:
        return self.reply(Placed(latitude=latitude, longitude=longitude))

    def is_odd(self, kind: str) -> Turn:
        return self.reply(Odd(kind=kind))

    def shown(self, *, language: str | None = None) -> Turn:
        self.language = language or self.language
        self.turn = interview.show(
            self.form,
            self.state,
            draft_id=DRAFT,
            language=self.language,
            moment=self.moment(),
        )
        return self.turn

    def early(self, text: str) -> Turn:
        self.turn = interview.offer(
            self.form,
            self.state,
            text,
            draft_id=DRAFT,
            language=self.language,
            moment=self.moment(),
        )
        return self.turn

    def loses(self, name: str) -> None:
        state = interview.lost_media(self.form, self.state, name, moment=self.moment())
        self.turn = replace(self.turn, state=state)

    @property
    def last(self) -> Say:
        return self.turn.says[-1]

    def choice(self, number: str) -> Choice:
        return next(choice for choice in self.last.choices if choice.number == number)

    def button(self, label: str) -> Button:
        found = [button for button in self.last.buttons if text(button.label) == label]
        assert found, f"no button {label!r} among {buttons(self.last)}"
        assert isinstance(found[0], Button)
        return found[0]

    @property
    def heard(self) -> list[list[str]]:
        """All bubbles of the last turn, their lines as they stand, choices and footer last."""
        return [heard(say) for say in self.turn.says]

    @property
    def asks(self) -> str:
        """The name of the waiting question."""
        return self.passage.waiting.rpartition("/")[2]

    @property
    def answers(self) -> dict[str, str]:
        """What the draft holds, by name, without what is blank or meta."""
        return answers(self.turn.state.xml)


def text(words: Words) -> str:
    """Write words in the language of the msgid."""
    if not isinstance(words, Phrase):
        return words
    values = {
        key: text(value) if isinstance(value, Phrase) else value
        for key, value in words.values.items()
    }
    return words.msgid.format(**values)


def heard(say: Say) -> list[str]:
    ticks: Mapping[bool | None, str] = {True: "☑ ", False: "☐ ", None: ""}
    choices = [f"{ticks[choice.ticked]}{choice.number} {choice.label}" for choice in say.choices]
    return [*map(text, say.lines), *choices, *map(text, say.footer)]


def buttons(say: Say) -> list[str]:
    return [label(button) for button in say.buttons]


def label(button: AnyButton) -> str:
    return text(button.label)


def answers(xml: str) -> dict[str, str]:
    nodes = (node for node in ET.fromstring(xml).iter() if len(node) == 0)  # noqa: S314  # ours
    return {
        name: node.text
        for node in nodes
        if node.text and (name := node.tag.rpartition("}")[2]) not in {"instanceID", "start", "end"}
    }
