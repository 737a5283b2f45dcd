"""The choices of a question: one page of them, by number in the bubble and as quick replies."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from bot.line import limits
from bot.line.actions import Json, postback
from bot.line.breaking import fits
from bot.line.cleaning import in_one_line, is_visible
from dialogue.prompt import Choice, Say
from dialogue.tap import Tap

PAGE: Final = 10  # choices at once: more are not looked over in a row of buttons
UNLISTED: Final = 4  # so many short choices speak for themselves
TURNERS: Final = 2

_TICKS: Final = {True: "☑ ", False: "☐ ", None: ""}


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The choices that are shown: page `number` of `count`, counted from 0, `size` on each."""

    choices: Sequence[Choice]
    size: int
    number: int = 0
    count: int = 1


def page_of(say: Say, *, buttons: int) -> Page:
    """Find the page that is shown beside so many buttons; a page that is not there is the last.

    All pages have one size, with room for both page buttons, so that turning there and back shows
    the same. Without a turner there is one page, and a choice that finds no button is listed.
    """
    room = limits.QUICK_REPLIES - buttons
    total = len(say.choices)
    if say.turner is None or total <= min(PAGE, room):
        return Page(choices=say.choices, size=total)
    size = min(PAGE, room - TURNERS)
    count = -(-total // size)
    number = min(max(say.page, 0), count - 1)
    choices = say.choices[number * size :][:size]
    return Page(choices=choices, size=size, number=number, count=count)


def turners_of(say: Say, page: Page) -> tuple[Json | None, Json | None]:
    """Return the buttons that turn back and on, each naming the choices that it leads to."""
    if say.turner is None or page.count == 1:
        return None, None
    return (
        _turner(say.choices, say.turner, "◀", page, page.number - 1),
        _turner(say.choices, say.turner, "▶", page, page.number + 1),
    )


def is_listed(page: Page, *, room: int) -> bool:
    """Tell whether the choices must stand in the bubble, for buttons alone would not tell all."""
    if page.count > 1 or len(page.choices) > min(UNLISTED, room):
        return True
    return not all(_is_plain(choice) for choice in page.choices)


def listed(choices: Sequence[Choice]) -> Iterator[str]:
    """Write choices by number, a line each; a choice that is its number needs no line."""
    for choice in choices:
        if choice.label == choice.number and choice.ticked is None:
            continue
        yield f"{_TICKS[choice.ticked]}{choice.number}. {in_one_line(choice.label)}"


def buttons_of(choices: Sequence[Choice], *, by_number: bool) -> Iterator[Json | None]:
    """Return quick replies of choices; None where LINE could not carry the tap."""
    for choice in choices:
        label = _label(choice, by_number=by_number)
        yield postback(choice.tap, label=label, shown=choice.label)


def _label(choice: Choice, *, by_number: bool) -> str:
    tick = _TICKS[choice.ticked]
    if not by_number or choice.label == choice.number:
        return f"{tick}{choice.label}"
    if choice.short and is_visible(choice.short):
        return f"{tick}{choice.short}"
    return f"{tick}{choice.number} {choice.label}"


def _is_plain(choice: Choice) -> bool:
    label = f"{_TICKS[choice.ticked]}{in_one_line(choice.label)}"
    return fits(label, limits.LABEL) and is_visible(choice.label)


def _turner(
    choices: Sequence[Choice], turner: Tap, arrow: str, page: Page, number: int
) -> Json | None:
    if not 0 <= number < page.count:
        return None
    there = choices[number * page.size :][: page.size]
    ends = dict.fromkeys((there[0].number, there[-1].number))  # one where the page has one
    label = f"{arrow} {'–'.join(ends)}"
    return postback(replace(turner, value=str(number)), label=label, shown="")
