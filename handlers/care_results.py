"""What a search for care came to: the cards, what is said above them and the buttons below."""

from collections.abc import Iterator
from typing import Final

from dialogue.care import Search
from dialogue.phrase import Phrase, Words, msgid, phrase
from dialogue.prompt import AnyButton, Button, Card, Say
from dialogue.tap import Tap
from handlers.appointment_words import offer
from handlers.buttons import call, to_menu
from handlers.care_cards import ADVICE, card_of
from handlers.care_finding import NEAR_KM, Found
from handlers.care_words import NEEDS, OPEN_NOW, SCHEMES, SERVICES, SPEAKS_LAO, in_both_languages
from handlers.context import Context
from handlers.places import named_whole

CARE: Final = "care"
"""The act of a search; its value is the search, and without a place the place is asked for."""

_PROVINCE: Final = 2
RIGHT, KEEP, SPOKEN = "care.right", "care.keep", "care.lang"
EMERGENCY: Final = call("1669")
MENU: Final = to_menu()


def results(search: Search, found: Found, ctx: Context) -> Say:
    """Show what was found, with buttons that ask for less or more of it."""
    cards = [card_of(near, search, ctx) for near in found.places]
    say = Say(
        lines=tuple(_heading(search, found, ctx)),
        cards=(*cards, _more(search, found, ctx)),
        buttons=tuple(_narrowing(search, ctx)),
    )
    return spoken(say, ctx)


def spoken(say: Say, ctx: Context) -> Say:
    """Say it in both languages while none is chosen."""
    return in_both_languages(say) if ctx.someone.language is None else say


def languages(search: Search) -> tuple[Button, Button]:
    """Offer to go on with the same search in one language."""
    return (
        Button(label="ไทย", tap=Tap(act=SPOKEN, value=f"th.{search.written()}")),
        Button(label="ລາວ", tap=Tap(act=SPOKEN, value=f"lo.{search.written()}")),
    )


def filters(search: Search) -> Iterator[Phrase]:
    """Name what is asked for beside a place."""
    asked = [NEEDS.get(search.service), SCHEMES.get(search.scheme)]
    asked += [OPEN_NOW if search.open_now else None, SPEAKS_LAO if search.in_lao else None]
    yield from (_ticked(one) for one in asked if one is not None)


def _heading(search: Search, found: Found, ctx: Context) -> Iterator[Words]:
    if found.fit == "nothing":
        yield phrase(msgid("No place of care is known there yet. Call 1330 to ask."))
        return
    if found.fit == "others" and search.is_narrow:
        yield phrase(msgid("No place that is known here offers all of this:"))
        yield from filters(search)
        yield phrase(msgid("These are the nearest, whatever they offer. Call before you go."))
    else:
        yield _where(search, found, ctx)
        yield from filters(search)
    if search.at is not None:
        text = msgid("Distances are straight lines. Islands, hills and the Mekong can mislead.")
        yield phrase(text)
        yield phrase(msgid("Your location is used once and not kept."))


def _where(search: Search, found: Found, ctx: Context) -> Phrase:
    if search.at is not None:
        if found.area and found.fit != "farther":
            return phrase(msgid("Places of care near the location you sent"))
        return phrase(msgid("None is known within {km} km. These are the nearest:"), km=NEAR_KM)
    place = named_whole(search.area, ctx)
    if found.fit == "farther":
        text = msgid("None is known near {place}. These are in the same province:")
        return phrase(text, place=place)
    return phrase(msgid("Places of care near {place}"), place=place)


def _narrowing(search: Search, ctx: Context) -> Iterator[AnyButton]:
    if ctx.someone.language is None:
        yield from languages(search)
        yield EMERGENCY
        return
    yield EMERGENCY
    yield _toggle(OPEN_NOW, search.toggled(open_now=True), is_on=search.open_now)
    yield _toggle(SPEAKS_LAO, search.toggled(in_lao=True), is_on=search.in_lao)
    yield Button(label=_right_held(search), tap=Tap(act=RIGHT, value=search.written()))
    for code, label in SERVICES.items():
        yield _toggle(label, search.for_service(code), is_on=search.service == code)


def _right_held(search: Search) -> Phrase:
    held = SCHEMES.get(search.scheme)
    return phrase(msgid("Right held")) if held is None else _ticked(held)


def _more(search: Search, found: Found, ctx: Context) -> Card:
    """Make the last card: whom to call, and where else to look."""
    again = Tap(act=CARE, value=search.nowhere().written())
    elsewhere = Button(label=phrase(msgid("Look elsewhere")), tap=again)
    buttons: list[AnyButton] = [EMERGENCY, ADVICE, elsewhere]
    if len(found.area) > _PROVINCE and found.area != ctx.someone.care_area:
        label = phrase(msgid("Remember this area"))
        buttons.append(Button(label=label, tap=Tap(act=KEEP, value=found.area)))
    buttons.append(offer())
    return Card(
        title=phrase(msgid("Anything else?")),
        lines=(
            phrase(msgid("If a life is in danger, call 1669 now.")),
            phrase(msgid("For questions about your health right, call 1330, day or night.")),
        ),
        buttons=tuple(buttons),
    )


def _toggle(label: Phrase, then: Search, *, is_on: bool) -> Button:
    return Button(label=_ticked(label) if is_on else label, tap=Tap(act=CARE, value=then.written()))


def _ticked(label: Phrase) -> Phrase:
    return phrase(msgid("✓ {label}"), label=label)
