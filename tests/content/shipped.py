"""The forms that ship, as tests read them, fill them in and are led through them."""

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

from bot.publishing.check import Checked, check
from dialogue import interview
from dialogue.interview import Turn
from dialogue.moment import Moment
from dialogue.prompt import Picker
from dialogue.reading.choices import numbers
from dialogue.reply import PickedValue, Reply, Typed
from dialogue.xforms.form import Form
from dialogue.xforms.instance import Instance
from handlers.roles import is_open

FORMS = Path(__file__).parents[2] / "content" / "forms"
TH, LO = "ไทย (th)", "ລາວ (lo)"
NOW = Moment(
    now=datetime(2026, 11, 25, 9, 0, tzinfo=ZoneInfo("Asia/Bangkok")), seed="a day in November"
)
LANGUAGES: Mapping[Literal["th", "lo"], str] = {"th": TH, "lo": LO}
MOST_ASKED = 80
ADD, ENOUGH = "เพิ่ม", "พอแล้ว"
SKIP = {"th": "ข้าม", "lo": "ຂ້າມ"}
AGREED = {"consent": "yes", "consent_by": "person", "person": "S-12"}

Row = dict[str, str]


def form_ids() -> list[str]:
    """Name all forms that ship."""
    return sorted(path.stem for path in FORMS.glob("*.csv"))


def asking_consent() -> list[str]:
    """Name the forms that keep something: all but those that anyone may begin."""
    return [one for one in form_ids() if not is_open(form(one))]


@cache
def rows(form_id: str, sheet: str) -> tuple[Row, ...]:
    """Read the rows of a sheet, by heading."""
    found: list[Row] = []
    headings: list[str] = []
    here = ""
    with (FORMS / f"{form_id}.csv").open(encoding="utf-8", newline="") as stream:
        for first, *cells in csv.reader(stream):
            if first:
                here, headings = first, []
            elif here == sheet and not headings:
                headings = cells
            elif here == sheet:
                found.append(dict(zip(headings, cells, strict=True)))
    return tuple(found)


@cache
def checked(form_id: str) -> Checked:
    """Check a form as it is checked before it is published."""
    path = FORMS / f"{form_id}.csv"
    return check(path.read_bytes(), path.name)


@cache
def form(form_id: str) -> Form:
    """Read a form as it is asked."""
    xform = checked(form_id).xform
    assert xform is not None, checked(form_id).findings
    return Form.parse(xform)


def name_of(path: str) -> str:
    """Give the name of a question by its path."""
    return path.rpartition("/")[2]


def path_of(form_id: str, name: str) -> str:
    """Find the path of the one row with this name."""
    (path,) = (path for path in form(form_id).indices if name_of(path) == name)
    return path


class Sheet:
    """One filling-in without a talk: answers go in as they are stored."""

    def __init__(self, form_id: str, answers: Mapping[str, str], *, now: Moment = NOW) -> None:
        self._id, self._now = form_id, now
        self.instance = Instance.new(form(form_id), now)
        for name, value in answers.items():
            self.answers(name, value)

    def answers(self, name: str, value: str) -> None:
        """Give an answer that the form has to take."""
        refusal = self.instance.answer(path_of(self._id, name), value, self._now)
        assert refusal is None, f"{name}: {refusal}"

    def refuses(self, name: str, value: str) -> bool:
        """Tell whether the form does not take this answer."""
        return self.instance.answer(path_of(self._id, name), value, self._now) is not None

    def value(self, name: str) -> str:
        """Tell what the row of this name holds."""
        return self.instance.value(path_of(self._id, name))

    @property
    def asked(self) -> list[str]:
        """Name the questions of now, in order."""
        return self._names("question")

    @property
    def notes(self) -> list[str]:
        """Name what is only read now, in order."""
        return self._names("note")

    def said(self, name: str, language: str) -> str:
        """Tell the words of a row, "th" or "lo"."""
        labels = {"th": TH, "lo": LO}
        return self.instance.label(path_of(self._id, name), labels[language])

    def _names(self, kind: str) -> list[str]:
        steps = self.instance.steps()
        return [name_of(step.path) for step in steps if step.control.kind == kind]


@dataclass(kw_only=True)
class Talk:
    """A talk that was led to its end: what was asked, and what was said after each answer."""

    turn: Turn
    turns: list[Turn] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    after: dict[str, str] = field(default_factory=dict)

    def value(self, form_id: str, name: str) -> str:
        """Tell what the draft holds at its end."""
        instance = Instance.load(form(form_id), self.turn.state.xml, NOW)
        return instance.value(path_of(form_id, name))


def talk(form_id: str, language: Literal["th", "lo"], answers: Mapping[str, str]) -> Talk:
    """Lead a talk: each question is answered by name, and skipped where there is no answer.

    In a repeat "people[2]/age" goes before "age"; "people": "2" makes two of them.
    """
    asking = form(form_id)
    led = Talk(
        turn=interview.begin(
            asking, draft_id="01DRAFT", language=language, moment=NOW, context={"deviceid": "line"}
        )
    )
    led.turns.append(led.turn)
    led.after[""] = _said(led.turn)
    while led.turn.ended is None:
        waiting = led.turn.state.passage.waiting
        name, place = name_of(waiting), "/".join(waiting.split("/")[-2:])
        reply = _reply(led.turn, asking, language, answers.get(place, answers.get(name, "")))
        led.asked.extend([name] if waiting else [])
        assert len(led.asked) < MOST_ASKED, f"{name} is asked again: {_said(led.turn)}"
        led.turn = interview.advance(
            asking, led.turn.state, reply, draft_id="01DRAFT", language=language, moment=NOW
        )
        led.turns.append(led.turn)
        led.after[name or "save"] = led.after[place] = _said(led.turn)
    return led


def _reply(turn: Turn, asking: Form, language: Literal["th", "lo"], value: str) -> Reply:
    """Answer as a person does: by the number on the screen, with the picker, in words."""
    path = turn.state.passage.waiting
    instance = Instance.load(asking, turn.state.xml, NOW)
    if not path:
        return Typed(text="บันทึก")
    if asking.parts[re.sub(r"\[\d+\]", "", path)].control.kind == "repeat":
        return Typed(text=ADD if len(instance.repeats(path)) < int(value or 0) else ENOUGH)
    if value == "":
        return Typed(text=SKIP[language])
    picker = next((b for b in turn.says[-1].buttons if isinstance(b, Picker)), None)
    if picker is not None:
        return PickedValue(tap=picker.tap, value=value)
    choices = instance.choices(path, LANGUAGES[language])
    if not choices:
        return Typed(text=value)
    names = [choice.value for choice in choices]
    shown = dict(zip(names, numbers(names), strict=True))
    return Typed(text=" ".join(shown[name] for name in value.split()))


def _said(turn: Turn) -> str:
    return "\n".join(_lines(turn))


def _lines(turn: Turn) -> Iterator[str]:
    for say in turn.says:
        for line in (*say.lines, *say.footer):
            yield line if isinstance(line, str) else line.msgid.format(**line.values)
