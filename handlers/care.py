"""Where to get care: asked for by a button, a word or a shared place, and narrowed by buttons."""

from dataclasses import replace
from typing import Final

from dialogue import care as searches
from dialogue.care import Search
from dialogue.phrase import Phrase, msgid, phrase
from dialogue.prompt import AnyButton, Button, Opener, Say, Spot
from dialogue.reading.steering import says_care, says_what_to_do, steering
from dialogue.tap import Tap
from handlers import places
from handlers.asking import ask, asked, tap_of
from handlers.care_cards import SPOT, calls, name_of
from handlers.care_finding import look
from handlers.care_results import (
    CARE,
    EMERGENCY,
    KEEP,
    MENU,
    RIGHT,
    SPOKEN,
    filters,
    languages,
    results,
    spoken,
)
from handlers.care_words import SCHEMES
from handlers.context import Context
from handlers.drafting import is_silent, show_waiting, waits_for_place
from handlers.happened import Happened, TopicOpens
from handlers.incoming import Incoming, Shared, Tapped, Wrote
from handlers.person_parts import is_for_others
from handlers.plain_menu import plain_menu
from handlers.roles import FILLS_FORMS, areas_of
from handlers.router import Router, Says

FORGET: Final = "care.forget"
_LONGEST: Final = 60  # letters of a place with all that it lies in; more is no name of a place

router = Router()
asking = Router()
named = Router()


@router.on(Tapped, Wrote)
def begin(event: Incoming, ctx: Context) -> Says | None:
    """Search for what a button asks for, or ask where to look."""
    tap = tap_of(event, CARE)
    if tap is None and not _says_so(event, ctx):
        return None
    search = Search() if tap is None else searches.read(tap.value)
    return _found(search, ctx) if search.has_place else _where(search, ctx)


@router.on(Shared)
def near(event: Shared, ctx: Context) -> Says | None:
    """Show what is near a place that was shared; it is not kept.

    A form that waits for a place is given it, and whoever talks with a person is told by them that
    it is not passed on.
    """
    before, draft = asked(CARE, ctx), ctx.drafts.open_of(ctx.someone.id)
    if draft is not None and waits_for_place(draft, ctx):
        return None
    if before is None and draft is None and _talks_with_a_person(ctx):
        return None
    search = Search() if before is None else searches.read(before.about)
    return _found(search.near(event.latitude, event.longitude), ctx)


def after_topic(event: Happened, ctx: Context) -> Says:
    """Ask where to look whoever asked for care in other words."""
    return _where(Search(), ctx) if isinstance(event, TopicOpens) and event.act == CARE else ()


@router.on(Tapped)
def choose_right(event: Tapped, ctx: Context) -> Says | None:
    """Ask which right is held, for the search that the button carries."""
    tap = tap_of(event, RIGHT)
    if tap is None:
        return None
    search = searches.read(tap.value)
    lines = (
        phrase(msgid("Which right do you hold? It is asked for this search only and not kept.")),
        phrase(
            msgid("With no card, ask the social worker of the hospital. 1669 is free for everyone.")
        ),
    )
    rights = [_leading(label, search.with_scheme(code)) for code, label in SCHEMES.items()]
    anything = _leading(phrase(msgid("Any right")), search.with_scheme(""))
    return (spoken(Say(lines=lines, buttons=(*rights, anything, EMERGENCY)), ctx),)


@router.on(Tapped)
def send_spot(event: Tapped, ctx: Context) -> Says | None:
    """Send a facility as a place on the map, which the phone can lead to."""
    tap = tap_of(event, SPOT)
    if tap is None:
        return None
    place = ctx.facilities.get(tap.value)
    if place is None or place.latitude is None or place.longitude is None:
        text = msgid("This place is not on the map any more. Look again.")
        again = Button(label=phrase(msgid("Find care")), tap=Tap(act=CARE))
        return (spoken(Say(lines=(phrase(text),), buttons=(again, EMERGENCY)), ctx),)
    spot = Spot(
        title=name_of(place, ctx),
        address=places.named_whole(place.area, ctx),
        latitude=place.latitude,
        longitude=place.longitude,
    )
    return (Say(lines=(), spot=spot, buttons=(*calls(place), EMERGENCY, MENU)),)


@router.on(Tapped)
def speak(event: Tapped, ctx: Context) -> Says | None:
    """Take the language of a button, and go on with the same search in it."""
    tap = tap_of(event, SPOKEN)
    if tap is None:
        return None
    language, _, rest = tap.value.partition(".")
    if language in {"th", "lo"}:
        ctx.someone.language = language
        plain_menu(ctx.someone.id, ctx)
    search = searches.read(rest)
    return _found(search, ctx) if search.has_place else _where(search, ctx)


@router.on(Tapped)
def keep_area(event: Tapped, ctx: Context) -> Says | None:
    """Remember an area because the person asks for it, or forget it."""
    tap = tap_of(event, KEEP, FORGET)
    if tap is None:
        return None
    if tap.act == FORGET:
        ctx.someone.care_area = None
        return (
            spoken(Say(lines=(phrase(msgid("The area is forgotten.")),), buttons=(MENU,)), ctx),
        )
    area = ctx.areas.get(tap.value)
    if area is None:
        return _where(Search(), ctx)
    ctx.someone.care_area = area.code
    text = msgid("Remembered: {place}. It stands first when you look for care.")
    undo = Button(label=phrase(msgid("Forget the area")), tap=Tap(act=FORGET))
    where = places.named_whole(area.code, ctx)
    said = Say(lines=(phrase(text, place=where),), buttons=(EMERGENCY, undo, MENU))
    return (spoken(said, ctx),)


@asking.on(Wrote)
def typed(event: Wrote, ctx: Context) -> Says | None:
    """Take the name of a place that was asked for; what is no such name is left to others."""
    question = asked(CARE, ctx)
    if question is None or is_for_others(event.text) or steering(event.text) is not None:
        return None
    search, *codes = question.about.split(" ")
    by_number = places.by_number(event.text, codes)
    if by_number is not None:
        return _found(searches.read(search).inside(by_number), ctx)
    match = _sought(event.text, ctx)
    if match.only is not None:
        return _found(searches.read(search).inside(match.only.code), ctx)
    if not match.areas and (len(event.text) > _LONGEST or _is_a_question(event.text, ctx)):
        return None
    return _which(searches.read(search), match, ctx)


@named.on(Wrote)
def look_around(event: Wrote, ctx: Context) -> Says | None:
    """Look around a place that is typed unasked: alone, or behind the words for finding care."""
    first, _, rest = event.text.strip().partition(" ")
    is_led = bool(rest) and says_care(first)
    name = rest if is_led else event.text
    is_of_care = searches.without_kind(name) not in {"", name}
    is_meant = is_led or is_of_care
    if len(name) > _LONGEST or (not is_meant and ctx.understand(name).band == "answer"):
        return None
    match = _sought(name, ctx) if is_meant else places.sought(name, ctx)
    if not match.areas or not (is_led or match.is_exact):
        return None
    if match.only is not None:
        return _found(Search().inside(match.only.code), ctx)
    return _which(Search(), match, ctx)


def _is_a_question(text: str, ctx: Context) -> bool:
    """Tell whether somebody goes on to ask or do something else instead of naming a place."""
    return says_what_to_do(text) or ctx.understand(text).band == "answer"


def _sought(text: str, ctx: Context) -> places.Match:
    """Look a place up; a village is not known, but what is typed beside it may be."""
    matches = [places.sought(text, ctx)]
    for less in searches.without_village(text):
        if matches[-1].areas and matches[-1].is_exact:
            break
        matches.append(places.sought(less, ctx))
    exact = (match for match in matches if match.areas and match.is_exact)
    found = (match for match in matches if match.areas)
    return next(exact, None) or next(found, matches[0])


def _which(search: Search, match: places.Match, ctx: Context) -> Says:
    codes = [area.code for area in match.areas]
    ask(CARE, ctx, about=" ".join((search.without_secrets().written(), *codes)))
    say = places.which(
        match,
        ctx,
        lambda code: Tap(act=CARE, value=search.inside(code).written()),
        buttons=(_share(), EMERGENCY, MENU),
    )
    return (spoken(say, ctx),)


def _where(search: Search, ctx: Context) -> Says:
    noted = search.without_secrets()
    ask(CARE, ctx, about=noted.written())
    lines = (
        phrase(msgid("Where do you need care? Send your location.")),
        phrase(msgid("Or type the name of the village, tambon or district.")),
        phrase(msgid("Your location is used once and not kept.")),
        *filters(noted),
    )
    known = [ctx.someone.care_area, *areas_of(ctx)[:3]]
    areas = [code for code in dict.fromkeys(known) if code is not None and len(code) > 2]
    rows = [area for code in areas if (area := ctx.areas.get(code)) is not None]
    labels = places.labels(rows, ctx)
    own: list[AnyButton] = [
        Button(label=label, tap=Tap(act=CARE, value=search.inside(row.code).written()))
        for row, label in zip(rows, labels, strict=True)
    ]
    chosen = () if ctx.someone.language is not None else languages(search)
    buttons = (_share(), *own, *chosen, EMERGENCY, MENU)
    return (spoken(Say(lines=lines, buttons=buttons), ctx),)


def _found(search: Search, ctx: Context) -> Says:
    """Show what is found; then the question of an open form again, if its person is still there."""
    say = results(search, look(search, ctx), ctx)
    draft = ctx.drafts.open_of(ctx.someone.id)
    if draft is None:
        return (say,)
    if not is_silent(draft, ctx):
        return (say, *show_waiting(ctx))
    on = Button(label=phrase(msgid("Continue")), tap=Tap(act="resume", draft=draft.id))
    return (replace(say, buttons=(*say.buttons[:-1], on)),)


def _share() -> Opener:
    return Opener(label=phrase(msgid("Send my location")), opens="place")


def _leading(label: Phrase, search: Search) -> Button:
    return Button(label=label, tap=Tap(act=CARE, value=search.written()))


def _says_so(event: Incoming, ctx: Context) -> bool:
    if not (isinstance(event, Wrote) and says_care(event.text)):
        return False
    is_asked = ctx.has_role(*FILLS_FORMS) and ctx.drafts.open_of(ctx.someone.id) is not None
    return not is_asked and not _talks_with_a_person(ctx)


def _talks_with_a_person(ctx: Context) -> bool:
    return ctx.threads.asked_by(ctx.someone.id) is not None
