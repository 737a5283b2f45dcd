"""Answering one question by what stands on the screen."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from itertools import islice
from random import Random

from bot.line.cleaning import in_one_line
from bot.simulator.buttons import Button
from bot.simulator.phone import Phone
from dialogue.moment import Moment
from dialogue.xforms.controls import Bounds, Step
from tests.walk.held import Held
from tests.walk.screen import Screen
from tests.walk.values import days, in_thai, stored, typed

MOST_ADDED = 2  # instances of a repeat
_GUESSES = 100  # values that are tried on a copy


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """What was done; where a number was typed, the values that stood beside it on the screen."""

    did: str
    meant: frozenset[str] = frozenset()


class Answering:
    """One person's way of answering; `tries` says how often this question was answered already."""

    def __init__(self, phone: Phone, dice: Random, moment: Callable[[], Moment]) -> None:
        self._phone, self._dice, self._moment = phone, dice, moment

    async def answer(self, held: Held, step: Step, screen: Screen, tries: int) -> Answered | None:
        """Answer the waiting question; None where nothing is known that would answer it."""
        blank, kept = screen.with_act("skip"), screen.with_act("keep")
        if blank and (tries > 2 or self._dice.random() < 0.12):
            return await self._press(blank[0])
        if kept and tries == 0 and self._dice.random() < 0.5:
            return await self._press(kept[0])
        done = await self._by_type(held, step, screen, tries)
        return await self._press(blank[0]) if done is None and blank else done

    async def _by_type(self, held: Held, step: Step, screen: Screen, tries: int) -> Answered | None:
        ways: dict[str, Callable[[Held, Step, Screen], Awaitable[Answered | None]]] = {
            "repeat": self._repeat,
            "select_one": self._one,
            "select_multiple": self._several,
            "rank": self._rank,
        }
        kind = step.control.type
        if kind in ways:
            return await ways[kind](held, step, screen)
        if (opener := self._opener(kind, screen)) is not None:
            return await opener()
        return await self._written(held, step, screen, tries)

    async def _press(self, button: Button, value: str | None = None) -> Answered:
        await self._phone.press(button, value)
        return Answered(did=f"tapped {button.label!r}")

    async def _type(self, text: str, meant: frozenset[str] = frozenset()) -> Answered:
        await self._phone.type(text)
        return Answered(did=f"typed {text!r}", meant=meant)

    async def _repeat(self, held: Held, step: Step, screen: Screen) -> Answered:
        there = len(held.instance.repeats(step.path))
        add = screen.with_act("add")
        if add and there < MOST_ADDED and self._dice.random() < 0.6:
            return await self._press(add[0])
        return await self._press(screen.with_act("enough")[0])

    async def _one(self, held: Held, step: Step, screen: Screen) -> Answered | None:
        listed, buttons = screen.listed(), screen.with_act("answer")
        if listed and (not buttons or self._dice.random() < 0.4):
            number = self._dice.choice(list(listed))
            return await self._type(number, values_of(held, step, listed[number]))
        pages = screen.with_act("page")
        if pages and self._dice.random() < 0.3:
            return await self._press(self._dice.choice(pages))
        if buttons:
            return await self._press(self._dice.choice(buttons))
        return await self._searched(held, step)

    async def _searched(self, held: Held, step: Step) -> Answered | None:
        """Type a part of a name, where a list is too long to be shown."""
        choices = held.instance.choices(step.path, None)
        if not choices:
            return None
        label = in_one_line(self._dice.choice(choices).label)
        return await self._type(label[: self._dice.choice([2, 4, 40])].strip() or label)

    async def _several(self, held: Held, step: Step, screen: Screen) -> Answered | None:
        done, listed = screen.with_act("done"), screen.listed()
        if held.passage.ticks and self._dice.random() < 0.6:
            return await self._press(done[0])
        if listed and self._dice.random() < 0.3:
            some = self._dice.sample(list(listed), min(len(listed), self._dice.randint(1, 3)))
            return await self._type(" ".join(some))
        ticks = screen.with_act("tick", "untick")
        if ticks:
            return await self._press(self._dice.choice(ticks))
        if not held.instance.choices(step.path, None):
            return await self._press(done[0])
        return await self._searched(held, step)

    async def _rank(self, held: Held, _step: Step, screen: Screen) -> Answered:
        ticks = screen.with_act("tick")
        if not held.passage.ticks and screen.listed() and self._dice.random() < 0.5:
            numbers = list(screen.listed())
            return await self._type(" ".join(self._dice.sample(numbers, len(numbers))))
        if ticks:
            return await self._press(self._dice.choice(ticks))
        return await self._press(screen.with_act("done")[0])

    def _opener(self, kind: str, screen: Screen) -> Callable[[], Awaitable[Answered]] | None:
        """Find what sends a picture, a place or the like, where one is asked for."""
        phone = self._phone

        async def sent(what: Awaitable[object]) -> Answered:
            await what
            return Answered(did=f"sent {kind}")

        if kind == "image":
            return lambda: self._press(self._dice.choice(screen.with_type("camera", "cameraRoll")))
        if kind == "geopoint":
            return lambda: self._press(screen.with_type("location")[0])
        if kind == "audio":
            return lambda: sent(phone.send_voice())
        if kind == "video":
            film = phone.media.recording
            return lambda: sent(phone.courier.send(film(phone.source, "video")))
        if kind == "file":
            return lambda: sent(phone.send_file("paper.pdf", b"%PDF-1.4"))
        return None

    async def _written(self, held: Held, step: Step, screen: Screen, tries: int) -> Answered | None:
        """Pick, tap or type a value; after a first refusal only one that a copy takes."""
        moment = self._moment()
        numbers = screen.with_act("answer")
        values = screen.with_act("value")
        if tries == 0 and values and self._dice.random() < 0.4:
            return await self._press(self._dice.choice(values))
        if tries == 0 and numbers and self._dice.random() < 0.6:
            return await self._press(self._dice.choice(numbers))
        if step.control.type == "acknowledge":
            return await self._press(values[0])
        if tries < 2 and (pickers := screen.with_type("datetimepicker")):
            return await self._press(pickers[0], self._picked(pickers[0], held, step))
        for text in islice(typed(held, step, self._dice, moment.today), _GUESSES):
            if tries == 0 or held.fits(step.path, stored(step, text), moment):
                return await self._type(in_thai(text, self._dice))
        return None

    def _picked(self, picker: Button, held: Held, step: Step) -> str:
        """Choose a value that the picker offers."""
        action, moment = picker.action, self._moment()
        least, most = str(action.get("min", "0")), str(action.get("max", "9999"))
        mode = action["mode"]
        if mode == "time":
            drawn = [f"{self._dice.randint(0, 23):02}:30", str(action.get("initial", "08:00"))]
        else:
            bounds = held.instance.bounds(step.path) or Bounds()
            tail = "" if mode == "date" else "t08:30"
            drawn = [f"{day.isoformat()}{tail}" for day in days(bounds, self._dice, moment.today)]
        fitting = [one for one in drawn if least <= one <= most]
        return fitting[0] if fitting else least


def values_of(held: Held, step: Step, label: str) -> frozenset[str]:
    """Find the values whose label stands on the screen like this."""
    choices = [
        choice for name in (None, *held.instance.form.languages)
        for choice in held.instance.choices(step.path, name)
    ]  # fmt: skip
    return frozenset(
        choice.value for choice in choices if in_one_line(choice.label or choice.value) == label
    )
