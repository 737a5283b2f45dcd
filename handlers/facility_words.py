"""What is known of a facility, in words: for whoever corrects and confirms it."""

from collections.abc import Iterator, Mapping
from typing import Final

from dialogue.facilities import hours_shown, phones
from dialogue.facilities.commands import says_any
from dialogue.phrase import Phrase, Words, msgid, phrase
from dialogue.reading.steering import says_what_to_do, steering
from handlers.context import Context, Language
from handlers.places import named_whole
from models.facility import OFFERED, SERVICES, Facility
from models.facility_proposal import CLOSED, OTHER, PHONES, PLACE

FIX: Final = "fac_fix"
"""The act of a button that says that something is wrong with a facility; its value is the code."""

SERVICE_NAMES: Final[Mapping[str, str]] = {
    "general": msgid("General care"),
    "delivery": msgid("Giving birth"),
    "vaccines": msgid("Vaccines"),
    "hiv_tb": msgid("HIV and TB"),
    "mental": msgid("Mental health"),
    "dental": msgid("Teeth"),
    "emergency": msgid("Emergency room"),
}
LANGUAGE_NAMES: Final[Mapping[str, str]] = {
    "lo": msgid("Lao"),
    "my": msgid("Burmese"),
    "km": msgid("Khmer"),
    "ms": msgid("Malay"),
    "en": msgid("English"),
    "vi": msgid("Vietnamese"),
    "zh": msgid("Chinese"),
    "shn": msgid("Shan"),
}
SCHEME_NAMES: Final[Mapping[str, str]] = {
    "uc": msgid("gold card"),
    "sss": msgid("social security"),
    "migrant": msgid("health card of migrants"),
    "stateless": msgid("fund for people without status (T.99)"),
    "none": msgid("people without a card"),
}
ASPECT_NAMES: Final[Mapping[str, str]] = {
    PHONES: msgid("Telephone"),
    CLOSED: msgid("Closed for good"),
    PLACE: msgid("Where it is"),
    OTHER: msgid("Something else"),
    **SERVICE_NAMES,
}


def aspect_name(aspect: str) -> Phrase:
    """Say what is wrong, or which service's hours are."""
    named = phrase(ASPECT_NAMES[aspect])
    return phrase(msgid("Hours: {service}"), service=named) if aspect in SERVICES else named


def value_told(aspect: str, value: str, language: Language) -> Words:
    """Say a value of a cell the way people read it; a dash where there is none."""
    if not value:
        return "–"
    if aspect == PHONES:
        return _listed([one.strip() for one in value.split(";")])
    if aspect == CLOSED:
        return phrase(msgid("Yes"))
    if aspect in SERVICES and value == OFFERED:
        return phrase(msgid("there, hours not known"))
    return hours_shown.shown(value, language) if aspect in SERVICES else value


def facts(facility: Facility, cells: Mapping[str, str], ctx: Context) -> tuple[Words, ...]:
    """Tell all that is known of a facility, a line each."""
    return tuple(_facts(facility, cells, ctx))


def begins_something(text: str) -> bool:
    """Tell whether words ask for other work, and so do not answer what was asked."""
    return steering(text) is not None or says_what_to_do(text) or says_any(text)


def _facts(facility: Facility, cells: Mapping[str, str], ctx: Context) -> Iterator[Words]:
    yield facility.name_in(ctx.language)
    yield phrase(
        msgid("{kind}, {area}, code {code}"),
        kind=facility.kind,
        area=named_whole(facility.area, ctx),
        code=facility.code,
    )
    if facility.is_closed:
        yield phrase(msgid("Closed for good"))
    told = phrase(msgid("{what}: {value}"), what=phrase(ASPECT_NAMES[PHONES]), value="–")
    if cells[PHONES]:
        told = _line(PHONES, cells[PHONES], ctx.language)
    yield told
    for service in SERVICES:
        if cells[service]:
            yield _line(service, cells[service], ctx.language)
    yield from _served(facility)
    for day in ctx.facilities.closed_days(facility.code):
        if day >= ctx.moment.today:
            yield phrase(msgid("Closed on {day}"), day=day)
    place = msgid("Its position on the map is known.")
    if facility.latitude is None:
        place = msgid("Its position on the map is not known.")
    yield phrase(place)
    if facility.verified_on is None or facility.verified_by is None:
        yield phrase(msgid("Nobody has confirmed this yet."))
    else:
        yield phrase(
            msgid("Confirmed on {day} by {office}."),
            day=facility.verified_on,
            office=facility.verified_by,
        )


def _served(facility: Facility) -> Iterator[Words]:
    """Say whom it serves: languages, rights, complaints."""
    for one in facility.languages:
        named = phrase(LANGUAGE_NAMES.get(one, one))
        yield phrase(msgid("Language spoken: {language}"), language=named)
    for one in facility.schemes:
        yield phrase(msgid("Right honoured: {right}"), right=phrase(SCHEME_NAMES.get(one, one)))
    if facility.complaints:
        yield phrase(msgid("It takes complaints under section 50(5)."))


def _line(aspect: str, value: str, language: Language) -> Phrase:
    what = phrase(ASPECT_NAMES[aspect])
    return phrase(msgid("{what}: {value}"), what=what, value=value_told(aspect, value, language))


def _listed(kept: list[str]) -> Words:
    """Put numbers behind one another; with an extension they stand as they are kept."""
    shown = [phones.shown(one) for one in kept]
    return ", ".join(one if isinstance(one, str) else _plain(one) for one in shown)


def _plain(one: Phrase) -> str:
    return f"{one.values['phone']} #{one.values['extension']}"
