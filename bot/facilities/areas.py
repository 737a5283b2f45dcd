"""The one area that a cell means: by its code, or by names that leave no doubt."""

from collections.abc import Callable, Sequence
from functools import lru_cache

from sqlalchemy.orm import Session

from dialogue.facilities.sheet import area_code
from dialogue.places import Part, Reading, may_be, readings
from models.area import KIND_OF_LENGTH, Areas, parents_of


def area_finder(session: Session, within: Sequence[str]) -> Callable[[str], str | None]:
    """Make what finds areas within prefixes: the code, or None where none or several are meant.

    Where no areas are loaded, every code that may be one is taken.
    """
    shelf = Areas(session)
    is_bare = not shelf.inside("")

    @lru_cache(maxsize=5_000)
    def found(text: str) -> str | None:
        code = area_code(text)
        if code is not None:
            return code if is_bare or shelf.get(code) is not None else None
        every = (_meant(reading, shelf, within) for reading in readings(text))
        codes = next((one for one in every if one), set[str]())
        return codes.pop() if len(codes) == 1 else None

    return found


def _meant(reading: Reading, shelf: Areas, within: Sequence[str]) -> set[str]:
    codes = _named(reading.what, shelf, within)
    for part in reading.around:
        outer = _named(part, shelf, ("",))
        codes = {code for code in codes if outer & set(parents_of(code))}
    return codes


def _named(part: Part, shelf: Areas, within: Sequence[str]) -> set[str]:
    spelled = shelf.spelled([part.key], within)
    return {one.code for one in spelled if may_be(KIND_OF_LENGTH[len(one.code)], part)}
