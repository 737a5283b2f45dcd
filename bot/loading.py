"""Loading what ships when a bot starts, and telling whoever started it."""

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from typing import Final

from bot.areas import load as load_areas
from bot.clock import Clock
from bot.enrolling import enrol_all
from bot.facility_content import load as load_facilities
from bot.ladders import load as load_ladders
from bot.rules import load as load_rules
from bot.shipped import DIFFERS, load
from bot.starting import Premises
from bot.topics import load as load_topics

_FEW: Final = 3  # files of a folder that are told by name


def tell_of_content(premises: Premises, clock: Clock, say: Callable[[str], None]) -> None:
    """Load what ships, and tell of what was loaded, kept or refused; enrol whoever is not yet."""
    areas = load_areas(premises.store)
    if areas.is_new:
        say("The areas of Thailand were loaded.")
    for fault in areas.faults:
        say(f"A name was left out. {fault}")
    items = [*load(premises.store, clock()), *load_rules(premises.store)]
    items += load_ladders(premises.store)
    items += load_facilities(premises.store)
    items += load_topics(premises.store, clock())
    loaded: list[str] = []
    for item in items:
        if item.state == "faulty":
            say(f"content/{item.name} was not loaded. {item.why}")
        elif item.state in DIFFERS:
            say(f"content/{item.name} differs from what is used here: {item.why}.")
        elif item.was != "loaded":
            loaded.append(f"content/{item.name}")
    for told in _in_few_lines(loaded):
        say(told)
    enrolled = enrol_all(premises.store, premises.keys, premises.settings.zone, clock())
    if enrolled:
        say(f"People who were put into the register: {enrolled}.")


def _in_few_lines(loaded: Sequence[str]) -> Iterator[str]:
    """Tell what was loaded: by name, or folder by folder where that would fill the screen."""
    for folder, within in groupby(sorted(loaded, key=_folder), _folder):
        names = list(within)
        if len(names) > _FEW:
            yield f"{len(names)} files of {folder} were loaded."
        else:
            yield from (f"{name} was loaded." for name in names)


def _folder(name: str) -> str:
    return name.rpartition("/")[0]
