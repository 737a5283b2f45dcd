"""One person who walks through one form to its end, by what stands on the screen."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from random import Random

from bot.simulator.buttons import Button
from bot.simulator.phone import Phone
from dialogue.moment import Moment
from dialogue.xforms.form import Form
from tests.house import BANGKOK, House
from tests.walk.answering import Answering
from tests.walk.detours import Detours, unshown
from tests.walk.ending import difference
from tests.walk.held import Held, held, is_complete, submitted
from tests.walk.rules import Rules
from tests.walk.screen import Screen, look

MOST_STEPS = 1500
_MOST_TRIES = 9  # answers to one question that lead nowhere
_MOST_BACKS = 4
_FETCHES = 20  # rounds until every file must have come
_DETOUR, _ASIDE, _UNSHOWN = 0.05, 0.3, 0.1
_SCREENS: Mapping[str, tuple[str, ...]] = {
    "resume": ("resume",),
    "lang": ("lang",),
    "use": ("use",),
    "redo": ("ask", "redo", "remove"),
    "removed": ("ask", "removed"),
    "erase": ("ask",),
    "save": ("save", "fix"),
    "ask": ("ask", "fix"),
}
"""By an act that tells the screen: the act that leaves it plainly, then what else it offers."""


@dataclass(slots=True, kw_only=True)
class Walk:
    """How a walk went; `reason` tells why it did not end."""

    ended: bool = False
    reason: str = ""
    steps: int = 0
    messages: int = 0
    violations: list[str] = field(default_factory=list)
    trace: list[str] = field(default_factory=list)


class Walker:
    """Walks a form with a phone that has chosen a language and may fill forms in."""

    def __init__(self, house: House, phone: Phone, form: Form, rules: Rules, dice: Random) -> None:
        self._house, self._phone, self._form, self._rules = house, phone, form, rules
        self._dice = dice
        self._answering = Answering(phone, dice, self._moment)
        self._detours = Detours(house, phone, dice, most=6)
        self._seen = len(house.world.requests)
        self._shown = len(phone.shown())
        self._tries = self._backs = 0
        self._last: tuple[Held, Moment] | None = None
        self.walk = Walk()

    async def to_its_end(self, name: str) -> Walk:
        """Begin the form and walk until it is saved, or nothing more can be done."""
        await self._phone.type(name)
        self._judge(f"typed {name!r}")
        while self.walk.steps < MOST_STEPS:
            now = await self._held()
            if now is None:
                await self._finish()
                return self.walk
            self._note_progress(now)
            self._last = (now, self._moment())
            did = await self._step(now)
            if not did:
                return self.walk
            self._judge(did)
        self.walk.reason = f"no end after {MOST_STEPS} steps"
        return self.walk

    async def _step(self, now: Held) -> str:
        """Do one thing, and say what; "" where there is nothing to be done."""
        self.walk.steps += 1
        screen = look(self._phone, self._shown)
        if beside := await self._beside(screen):
            return beside
        if now.step is None:
            self.walk.reason = f"no question waits: {screen.texts[-1:]}"
            return ""
        if detour := await self._detours.take(_DETOUR):
            return detour
        number = unshown(now, screen, self._dice)
        if number and self._dice.random() < _UNSHOWN:
            return await self._type_unshown(now, number)
        return await self._answer(now, screen)

    async def _beside(self, screen: Screen) -> str:
        """Leave a screen that asks nothing of the form; now and then by doing what it offers."""
        button = self._offered(screen)
        if button is None:
            return ""
        await self._phone.press(button)
        return f"pressed {button.label!r}"

    def _offered(self, screen: Screen) -> Button | None:
        acts = screen.acts()
        known = next((ways for act, ways in _SCREENS.items() if act in acts), ("", "instance"))
        plain, aside = screen.with_act(known[0]), screen.with_act(*known[1:])
        if aside and self._detours.turns_aside(_ASIDE):
            return self._dice.choice(aside)
        return self._dice.choice(plain) if plain and known[0] else None

    async def _answer(self, now: Held, screen: Screen) -> str:
        assert now.step is not None
        path = now.step.path
        done = None
        if self._tries < _MOST_TRIES:
            done = await self._answering.answer(now, now.step, screen, self._tries)
        if done is None:
            return await self._go_back(now, screen)
        if done.meant:
            after = await self._held()
            if after is not None and after.instance.value(path) not in done.meant:
                self._break(f"{done.did} at {path} became {after.instance.value(path)!r}")
        return f"{path}: {done.did}"

    async def _go_back(self, now: Held, screen: Screen) -> str:
        """Give other answers before, where nothing answers this question."""
        assert now.step is not None
        back = screen.with_act("back")
        if not back or self._backs == _MOST_BACKS:
            self.walk.reason = f"nothing answers {now.step.path} ({now.step.control.type})"
            return ""
        self._backs += 1
        await self._phone.press(back[0])
        return "went back"

    async def _type_unshown(self, now: Held, number: str) -> str:
        """Type a number that stands nowhere: it may not be read."""
        await self._phone.type(number)
        after = await self._held()
        if after is None or after.xml != now.xml or after.passage.waiting != now.passage.waiting:
            self._break(f"the number {number} stands nowhere and was read at {now.passage.waiting}")
        return f"typed {number!r}, which stands nowhere"

    def _note_progress(self, now: Held) -> None:
        """Count how often the same question was answered without any effect."""
        before = None if self._last is None else self._last[0]
        self._tries = self._tries + 1 if before is not None and _same(before, now) else 0

    async def _has_come(self, lane: str) -> bool:
        """Let files be fetched; the bot's own rounds may be at some of them meanwhile."""
        for _ in range(_FETCHES):
            await self._house.fetch()
            if await self._house.apart(is_complete, self._house.store, lane):
                return True
        return False

    async def _held(self) -> Held | None:
        lane, house = self._house.lane(self._phone), self._house
        return await house.apart(held, house.store, self._form, lane, self._moment())

    def _moment(self) -> Moment:
        return Moment(now=self._house.watch().astimezone(BANGKOK), seed="walk")

    def _judge(self, did: str) -> None:
        """Look at what the bot said last."""
        self.walk.trace.append(did)
        requests = self._house.world.requests[self._seen :]
        answers = [one for one in requests if one.endpoint == "reply"]
        self._seen += len(requests)
        if not answers:
            self._break("no answer")
        for answer in answers:
            for fault in self._rules.faults_of(answer):
                self._break(fault)
        shown = self._phone.shown()
        self.walk.messages += len(shown) - self._shown if len(answers) == 1 else len(answers)
        self._shown = len(shown)

    def _break(self, fault: str) -> None:
        self.walk.violations.append(f"{fault} (after: {self.walk.trace[-1]})")

    async def _finish(self) -> None:
        """Hold what was stored against what the interview held."""
        house, lane = self._house, self._house.lane(self._phone)
        kept = await house.apart(submitted, house.store, lane)
        if not kept:
            self.walk.reason = "nothing was stored"
            return
        self.walk.ended = True
        if not await self._has_come(lane):
            self._break("the submission waits for ever for a file")
        if self._last is not None:
            found = difference(self._form, *self._last, kept[-1])
            if found:
                self._break(f"stored otherwise than held: {found}")


def _same(before: Held, now: Held) -> bool:
    one, other = before.passage, now.passage
    return (before.xml, one.waiting, one.mode, one.ticks, one.page, one.offered) == (
        now.xml, other.waiting, other.mode, other.ticks, other.page, other.offered
    )  # fmt: skip
