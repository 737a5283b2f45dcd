"""Cards of places to get care: what each is, how far, when, for whom, and how to reach it."""

from collections.abc import Iterator
from typing import Final

from dialogue.care import Search, about
from dialogue.facilities import phones
from dialogue.phrase import Phrase, Words, msgid, phrase
from dialogue.prompt import AnyButton, Button, Card, Link
from dialogue.tap import Tap
from handlers.buttons import call
from handlers.care_hours import Hours, hours_of, hours_told
from handlers.care_words import kind_of, languages_spoken, short_name, taken
from handlers.context import Context
from handlers.facility_words import FIX
from handlers.places import named_whole
from handlers.roles import ALL_ROLES
from models.facility import Facility, Near

SPOT: Final = "care.spot"
ADVICE: Final = call("1330")
_MAP: Final = "https://www.google.com/maps/search/?api=1&query={latitude},{longitude}"
_PHONES: Final = 2
_INNER: Final = "x"  # stands before an extension, which is too long for a button


def card_of(near: Near, search: Search, ctx: Context) -> Card:
    """Show one place to get care."""
    place = near.facility
    hours = hours_of(place, search.service, ctx)
    return Card(
        title=name_of(place, ctx),
        lines=(*_what_and_where(near, search, ctx), *hours_told(hours, ctx), *_for_whom(place)),
        buttons=tuple(_buttons(place, ctx)),
        note=tuple(_notes(place, hours)),
    )


def name_of(place: Facility, ctx: Context) -> str:
    """Name a place in the language of the reader."""
    return short_name(place.name_in(ctx.language))


def calls(place: Facility) -> Iterator[Link]:
    """Make the buttons that call a place."""
    for number in place.phones[:_PHONES]:
        bare = phones.shown(number.partition(_INNER)[0])
        yield Link(label=phrase(msgid("Call {number}"), number=bare), uri=phones.link(number))


def _what_and_where(near: Near, search: Search, ctx: Context) -> Iterator[Words]:
    place = near.facility
    if ctx.someone.language is None and place.name_lo is not None:
        yield place.name_lo  # its Thai name stands above
    yield kind_of(place.kind)
    if near.km is not None and search.at is not None:
        km = about(near.km, is_rough=search.at.is_rough)
        yield phrase(msgid("About {km} km in a straight line"), km=km)
    yield named_whole(place.area, ctx, least=4)


def _for_whom(place: Facility) -> Iterator[Phrase]:
    for number in place.phones[:_PHONES]:
        if _INNER in number:
            yield phrase(msgid("Phone: {number}"), number=phones.shown(number))
    known = (taken(place.schemes), languages_spoken(place.languages))
    yield from (one for one in known if one is not None)
    if place.complaints:
        yield phrase(msgid("Takes complaints about health rights (section 50(5))"))


def _notes(place: Facility, hours: Hours) -> Iterator[Phrase]:
    """Tell what is not known, and whom to ask before one goes."""
    rights = taken(place.schemes) is not None
    if not (hours.is_known or rights):
        yield phrase(msgid("Not known yet: opening hours, and which rights it takes"))
    elif not hours.is_known:
        yield phrase(msgid("Opening hours are not known"))
    elif not rights:
        yield phrase(msgid("Not known yet: which rights it takes"))
    if place.latitude is None:
        yield phrase(msgid("Its place on the map is not known yet."))
    elif place.verified_on is None:
        yield phrase(msgid("The place on the map is not yet verified."))
    else:
        day, by = place.verified_on, place.verified_by or ""
        yield phrase(msgid("Verified on {day}: {by}"), day=day, by=by)
    if not place.phones:
        yield phrase(msgid("No phone number is known. Ask 1330 before you go."))
    elif not (hours.is_known and rights) or place.verified_on is None:
        yield phrase(msgid("Call before you go."))


def _buttons(place: Facility, ctx: Context) -> Iterator[AnyButton]:
    yield from calls(place) if place.phones else (ADVICE,)
    if place.latitude is not None and place.longitude is not None:
        uri = _MAP.format(latitude=place.latitude, longitude=place.longitude)
        yield Link(label=phrase(msgid("Map")), uri=uri)
        yield Button(label=phrase(msgid("Send the place")), tap=Tap(act=SPOT, value=place.code))
    if ctx.has_role(*ALL_ROLES):
        yield Button(label=phrase(msgid("Something is wrong")), tap=Tap(act=FIX, value=place.code))
