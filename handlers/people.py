"""People: find somebody of the register by typing, and see what is known of them."""

from collections.abc import Iterator

from dialogue.people.groups import NONE, group
from dialogue.people.naming import joined
from dialogue.people.noting import SEXES, SPEAKS
from dialogue.phrase import Phrase, Words, msgid, phrase
from dialogue.prompt import AnyButton
from dialogue.reading.steering import says_people, says_what_to_do, steering
from handlers import places
from handlers.asking import ask, asked, tap_of
from handlers.buttons import button, to_menu
from handlers.context import Context
from handlers.incoming import Incoming, Tapped, Wrote
from handlers.marking import PERSON, SAW, mark
from handlers.person_parts import (
    CONSENT,
    EDIT,
    HOME,
    LEAVE,
    NEW,
    PEOPLE,
    SEE,
    VISIT,
    back_to,
    by_name,
    is_for_others,
    not_here,
    say,
    shown,
    to_people,
    works,
)
from handlers.register import Known, Search, of_household, search
from handlers.router import Router, Says
from models.person import ACTIVE, DIED, MOVED, REFUSED

_SHOWN = 7

_STATUSES = {
    MOVED: msgid("Moved away on {day}. Nothing is owed any more."),
    DIED: msgid("Died on {day}. Nothing is owed any more."),
    REFUSED: msgid("Does not want visits since {day}. Nothing is owed any more."),
}

router = Router()
asking = Router()


@router.on(Tapped, Wrote)
def begin(event: Incoming, ctx: Context) -> Says | None:
    """Ask whom to look for."""
    says_so = isinstance(event, Wrote) and says_people(event.text)
    if not (says_so or tap_of(event, PEOPLE)) or not works(ctx):
        return None
    ask(PEOPLE, ctx)
    text = msgid("Whom are you looking for? Type the nickname, the mark of the home or the code.")
    return (say(phrase(text), buttons=(_new(), to_menu())),)


@asking.on(Wrote)
def find(event: Wrote, ctx: Context) -> Says | None:
    """Look for whom was typed; whatever is typed next is looked for again."""
    if asked(PEOPLE, ctx) is None or not works(ctx) or is_for_others(event.text):
        return None
    if steering(event.text) in {"cancel", "back"}:
        text = msgid("The search is over.")
        return (say(phrase(text), buttons=(to_people(), to_menu())),)
    if says_people(event.text):
        return begin(event, ctx)
    found = search(event.text, ctx, most=_SHOWN + 1)
    if not found.people and says_what_to_do(event.text):
        return None
    ask(PEOPLE, ctx)
    return _found(found) if found.people else _nobody(found)


@router.on(Tapped)
def see(event: Tapped, ctx: Context) -> Says | None:
    """Show what is known of a person."""
    tap = tap_of(event, SEE)
    if tap is None:
        return None
    one = shown(tap.value, ctx)
    if one is None:
        return not_here()
    mark(SAW, PERSON, one.id, ctx, area=one.area)
    return (say(*_lines(one, ctx), buttons=_acts(one)),)


@router.on(Tapped)
def see_home(event: Tapped, ctx: Context) -> Says | None:
    """Show who else lives where a person lives."""
    tap = tap_of(event, HOME)
    if tap is None:
        return None
    one = shown(tap.value, ctx)
    if one is None:
        return not_here()
    people = of_household(one.household_id, ctx) if one.household_id else [one]
    text = msgid("{count} people of this home are in the register. Choose one.")
    more = button(msgid("Next in this home"), NEW, f"home:{one.household_id}")
    buttons = (*by_name(people[:_SHOWN], SEE), *((more,) if one.household_id else ()))
    return (say(phrase(text, count=len(people)), buttons=(*buttons, back_to(one.id))),)


def _found(found: Search) -> Says:
    lines = [phrase(msgid("Who is it? Choose below, or type another name."))]
    if len(found.people) > _SHOWN:
        lines.append(phrase(msgid("There are more: type more of the name, or the code.")))
    buttons = (*by_name(found.people[:_SHOWN], SEE), _new(), to_menu())
    return (say(*lines, buttons=buttons),)


def _nobody(found: Search) -> Says:
    text = msgid("Nobody was found. Type it in another way, or add a new person.")
    lines = [phrase(text)]
    if found.is_partial:
        lines.append(
            phrase(
                msgid(
                    "There are many people here: type the exact nickname, the mark of the home or"
                    " the code."
                )
            )
        )
    return (say(*lines, buttons=(_new(), to_menu())),)


def _lines(one: Known, ctx: Context) -> Iterator[Words]:
    yield phrase(msgid("{name} · code {code}"), name=one.name, code=one.code)
    if one.status in _STATUSES:
        person = ctx.persons.get(one.id)
        day = ctx.moment.today if person is None else person.status_on or ctx.moment.today
        yield phrase(_STATUSES[one.status], day=day)
    where = joined((one.mark, one.village, places.named(one.area, ctx)))
    yield phrase(msgid("Home: {home}"), home=where)
    if one.birth_year is not None:
        age = ctx.moment.today.year - one.birth_year
        yield phrase(msgid("Age: about {age}"), age=age)
    if one.sex in SEXES and one.sex != "not_said":
        yield phrase(SEXES[one.sex])
    if one.speaks in SPEAKS:
        yield phrase(msgid("Speaks: {language}"), language=phrase(SPEAKS[one.speaks]))
    for code in one.groups:
        if code != NONE:
            yield phrase(msgid("Group: {group}"), group=group(code))
    if one.carer:
        yield phrase(msgid("Cared for by: {carer}"), carer=one.carer)
    yield _last_visit(one)


def _last_visit(one: Known) -> Phrase:
    if one.visited_at is None:
        return phrase(msgid("Not visited yet."))
    return phrase(msgid("Last visit: {day}"), day=one.visited_at.date())


def _acts(one: Known) -> tuple[AnyButton, ...]:
    is_here = one.status == ACTIVE
    first = (button(msgid("Visit now"), VISIT, one.id),) if is_here else ()
    left = (
        button(msgid("Moved, died, refused"), LEAVE, one.id)
        if is_here
        else button(msgid("Is here again"), LEAVE, f"{one.id}.{ACTIVE}")
    )
    home = (button(msgid("People of this home"), HOME, one.id),) if one.household_id else ()
    change = button(msgid("Change something"), EDIT, one.id)
    agreed = button(msgid("Consent"), CONSENT, one.id)
    return (*first, change, *home, left, agreed, to_people(), to_menu())


def _new() -> AnyButton:
    return button(msgid("Add a new person"), NEW)
