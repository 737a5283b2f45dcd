"""Places: find an area by what was typed, name it, and ask which one is meant."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

from dialogue import places
from dialogue.phrase import msgid, phrase
from dialogue.places import Part, Reading
from dialogue.prompt import AnyButton, Choice, Say
from dialogue.reading.cleaning import digits
from dialogue.tap import Tap
from handlers.context import Context, Language
from models.area import (
    ALIAS,
    DISTRICT,
    KIND_OF_LENGTH,
    LAO,
    LATIN,
    MUNICIPALITY,
    PROVINCE,
    TAMBON,
    THAI,
    Area,
    Spelling,
    parents_of,
)

EVERYWHERE = ("",)
KINDS = (PROVINCE, DISTRICT, TAMBON)
MOST = 8
"""So many areas are offered at once."""

_IN_SCRIPT = {LATIN: (LATIN,), THAI: (THAI, ALIAS, MUNICIPALITY), LAO: (LAO, ALIAS)}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Where:
    within: tuple[str, ...]
    kinds: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """What was found, the likeliest first; `is_exact` is false where a slip was forgiven."""

    areas: tuple[Area, ...] = ()
    is_exact: bool = True

    @property
    def only(self) -> Area | None:
        """The area that is meant beyond doubt; None where it must be asked."""
        return self.areas[0] if self.is_exact and len(self.areas) == 1 else None


def found(
    text: str, ctx: Context, *, within: Sequence[str] = EVERYWHERE, kinds: Collection[str] = KINDS
) -> list[Area]:
    """Find areas by a code or a name, with or without its level, slips forgiven, at most 8.

    `within` are the prefixes of DOPA codes below which is looked, such as those of a scope; `kinds`
    are those of the areas that will do.
    """
    return list(sought(text, ctx, within=within, kinds=kinds).areas)


def sought(
    text: str, ctx: Context, *, within: Sequence[str] = EVERYWHERE, kinds: Collection[str] = KINDS
) -> Match:
    """Find areas, and tell whether they are spelled as typed."""
    where = _Where(within=tuple(within), kinds=frozenset(kinds))
    if (code := places.code_in(text)) is not None:
        is_here = code.startswith(where.within)
        return Match(areas=_areas([code] if is_here else [], ctx, where))
    readings = places.readings(text)
    for reading in readings:
        if areas := _areas(_exact(reading, ctx, where), ctx, where):
            return Match(areas=areas)
    for reading in readings[1:] if places.has_level(text) else readings:
        if areas := _areas(_near(reading, ctx, where), ctx, where):
            return Match(areas=areas, is_exact=False)
    return Match()


def named(code: str, ctx: Context) -> str:
    """Name an area in the contact's language; its code where it is not known."""
    return area_name(code, ctx, ctx.language)


def area_name(code: str, ctx: Context, language: Language) -> str:
    """Name an area in a language; its code where it is not known."""
    area = ctx.areas.get(code)
    return code if area is None else area.name_in(language)


def named_whole(code: str, ctx: Context, *, least: int = 2) -> str:
    """Name an area with all that it lies in: ต.ควนขนุน อ.เขาชัยสน จ.พัทลุง.

    With `least` 4 a tambon or district is named without its province, whose code has 2 digits.
    """
    codes = [one for one in (code, *parents_of(code)) if len(one) >= min(least, len(code))]
    every = ctx.areas.those(codes)
    known = [every[one] for one in codes if one in every]
    return " ".join(_with_level(area, ctx) for area in known) or code


def labels(areas: Sequence[Area], ctx: Context) -> list[str]:
    """Name areas for buttons, so that two of one name can be told apart.

    The level is named, and what an area lies in where another of them has its name.
    """
    around = ctx.areas.those(parent for area in areas for parent in area.parents)
    names = [area.name_in(ctx.language) for area in areas]
    short = [
        _apart(area, around, ctx) if names.count(name) > 1 else _with_level(area, ctx)
        for area, name in zip(areas, names, strict=True)
    ]
    return [
        named_whole(area.code, ctx) if short.count(label) > 1 else label
        for area, label in zip(areas, short, strict=True)
    ]


def which(
    match: Match,
    ctx: Context,
    tap: Callable[[str], Tap],
    *,
    buttons: tuple[AnyButton, ...] = (),
) -> Say:
    """Ask which area is meant, or that it is typed again; `tap` makes the tap of a code."""
    if not match.areas:
        text = msgid("This place was not found. Type the name of the tambon or district again.")
        return Say(lines=(phrase(text),), buttons=buttons)
    text = msgid("Which place do you mean?") if match.is_exact else msgid("Do you mean this place?")
    choices = tuple(
        Choice(number=str(number), label=label, tap=tap(area.code))
        for number, (area, label) in enumerate(
            zip(match.areas, labels(match.areas, ctx), strict=True), start=1
        )
    )
    return Say(lines=(phrase(text),), choices=choices, buttons=buttons)


def by_number(text: str, codes: Sequence[str]) -> str | None:
    """Find the area that stands beside the typed number in the list that `which` showed."""
    number = digits(text.strip())
    is_there = number.isascii() and number.isdigit() and 0 < int(number) <= len(codes)
    return codes[int(number) - 1] if is_there else None


def _exact(reading: Reading, ctx: Context, where: _Where) -> list[str]:
    spellings = ctx.areas.spelled([reading.what.key], where.within)
    return _around(_meant(spellings, reading.what), reading.around, ctx)


def _near(reading: Reading, ctx: Context, where: _Where) -> list[str]:
    typed = reading.what.key
    thai = places.in_thai(typed)
    for key, kinds in ((typed, _kinds(typed)), (thai, _IN_SCRIPT[THAI])):
        room = places.slips(key)
        keys = ctx.areas.keys(
            where.within, kinds=kinds, least=len(key) - room, most=len(key) + room
        )
        near = places.nearest(key, keys, most=MOST)
        spellings = ctx.areas.spelled(near, where.within) if near else []
        ordered = sorted(spellings, key=lambda one: near.index(one.key))
        if codes := _around(_meant(ordered, reading.what), reading.around, ctx):
            return codes
        if thai == typed:
            break
    return []


def _kinds(typed: str) -> tuple[str, ...]:
    if typed.isascii():
        return _IN_SCRIPT[LATIN]
    return _IN_SCRIPT[THAI if places.in_thai(typed) == typed else LAO]


def _meant(spellings: Iterable[Spelling], part: Part) -> list[str]:
    """Keep what is of the level that was typed; a municipality before a tambon of its name."""
    every = list(spellings)
    signed = [one for one in every if part.sign and one.name.startswith(part.sign)]
    towns = [one for one in every if one.kind == MUNICIPALITY]
    areas = [
        one
        for one in every
        if one.kind != MUNICIPALITY and places.may_be(KIND_OF_LENGTH[len(one.code)], part)
    ]
    fitting = signed or (towns if part.level == "municipality" else []) or areas
    if not fitting and part.level is None:
        fitting = towns
    return list(dict.fromkeys(one.code for one in fitting))


def _around(codes: Sequence[str], around: Sequence[Part], ctx: Context) -> list[str]:
    """Keep the areas that lie in all places that were typed beside them."""
    kept = list(codes)
    for part in around:
        if not kept:
            break
        outer = set(_meant(ctx.areas.spelled([part.key]), part))
        kept = [code for code in kept if outer & set(parents_of(code))]
    return kept


def _areas(codes: Sequence[str], ctx: Context, where: _Where) -> tuple[Area, ...]:
    fitting = [code for code in codes if KIND_OF_LENGTH[len(code)] in where.kinds]
    every = ctx.areas.those(fitting) if fitting else {}
    return tuple(every[code] for code in fitting if code in every)[:MOST]


def _with_level(area: Area, ctx: Context) -> str:
    is_lao = ctx.language == "lo" and area.name_lo is not None
    return f"{places.SHORT['lo' if is_lao else 'th'][area.kind]}{area.name_in(ctx.language)}"


def _apart(area: Area, around: dict[str, Area], ctx: Context) -> str:
    outer = around.get(area.parents[0]) if area.parents else None
    return _with_level(area, ctx) + ("" if outer is None else f" {_with_level(outer, ctx)}")
