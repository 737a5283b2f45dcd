"""What someone sees: the texts of the last answer, and what can be tapped below."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.simulator.buttons import Button
from bot.simulator.phone import Phone
from bot.simulator.world import text_of
from dialogue.tap import read

_CHOICE = re.compile(r"(?:[☑☐] )?(\S+?)\. (.+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """The last answer; buttons are known by the act that they ask for, as people know labels."""

    texts: Sequence[str]
    buttons: Sequence[Button]

    def acts(self) -> frozenset[str]:
        """Name what can be asked for here."""
        return frozenset(act_of(button) for button in self.buttons)

    def with_act(self, *acts: str) -> list[Button]:
        """List the buttons that ask for one of these."""
        return [button for button in self.buttons if act_of(button) in acts]

    def with_type(self, *types: str) -> list[Button]:
        """List the buttons that open something of the phone's: camera, location …"""
        return [button for button in self.buttons if button.action.get("type") in types]

    def listed(self) -> Mapping[str, str]:
        """Read the numbers that stand beside choices, each with its label."""
        return dict(self._listed())

    def _listed(self) -> Iterator[tuple[str, str]]:
        for line in (line for text in self.texts for line in text.splitlines()):
            if match := _CHOICE.fullmatch(line):
                yield match[1], match[2]


def look(phone: Phone, since: int) -> Screen:
    """Look at what was shown since the message of this number."""
    texts = [text_of(message) for message in phone.shown()[since:]]
    return Screen(texts=texts, buttons=phone.buttons())


def act_of(button: Button) -> str:
    """Name what a button asks for; "" where it is not one of ours."""
    tap = read(str(button.action.get("data", "")))
    return "" if tap is None else tap.act
