"""Editing: one thing that is told of a person is changed at a time."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from dialogue.people.groups import GROUPS
from dialogue.people.naming import clipped, joined, mark_key
from dialogue.people.noting import LONGEST, SPEAKS
from dialogue.phrase import msgid, phrase
from dialogue.prompt import AnyButton, Button, Say
from dialogue.reading.steering import steering
from dialogue.tap import Tap
from handlers import places
from handlers.asking import ask, asked, tap_of
from handlers.buttons import button, to_menu
from handlers.context import Context
from handlers.few_words import taken
from handlers.happened import PersonKept
from handlers.incoming import Tapped, Wrote
from handlers.marking import CHANGED, PERSON, mark
from handlers.person_parts import (
    EDIT,
    LEAVE,
    MERGE,
    back_to,
    is_for_others,
    not_here,
    say,
    shown,
    to_people,
)
from handlers.register import Known, called, change
from handlers.roles import areas_of, scope_of
from handlers.router import Router, Says
from models.household import Household

_FIELD: Final = "person.change"
_SET: Final = "person.set"

_TYPED: Final[Mapping[str, str]] = MappingProxyType(
    {
        "name": msgid("How is {name} called now? Type the nickname."),
        "household": msgid("Where does {name} live now? Type the mark of the home."),
        "village": msgid("In which village does {name} live? Type the name only."),
        "carer": msgid("Who cares for {name}? Type who it is, no card or phone number."),
    }
)
_LABELS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "name": msgid("Nickname"),
        "household": msgid("Home"),
        "village": msgid("Village"),
        "groups": msgid("Groups"),
        "speaks": msgid("Language"),
        "carer": msgid("Who cares for them"),
    }
)
_GROUPS_A_PAGE: Final = 6
_HOMES: Final = 6

router = Router()
asking = Router()


@router.on(Tapped)
def offer(event: Tapped, ctx: Context) -> Says | None:
    """Ask what is to be changed."""
    tap = tap_of(event, EDIT)
    if tap is None:
        return None
    one = shown(tap.value, ctx)
    return not_here() if one is None else (_offer(one, ctx),)


@router.on(Tapped)
def choose(event: Tapped, ctx: Context) -> Says | None:
    """Ask for the new value of what was chosen."""
    tap = tap_of(event, _FIELD)
    if tap is None:
        return None
    person_id, _, field = tap.value.partition(".")
    one = shown(person_id, ctx)
    if one is None:
        return not_here()
    if field in _TYPED:
        return _ask(one, field, ctx)
    asks: dict[str, Callable[[], Say]] = {
        "speaks": lambda: _languages(one),
        "groups": lambda: _groups(one, _mask(one.groups), 0),
        "assignee": lambda: _assignees(one),
    }
    return (asks.get(field, lambda: _offer(one, ctx))(),)


@asking.on(Wrote)
def typed(event: Wrote, ctx: Context) -> Says | None:
    """Take the new value that was typed."""
    question = asked(_FIELD, ctx)
    if question is None or is_for_others(event.text):
        return None
    person_id, _, field = question.about.partition(".")
    one = shown(person_id, ctx)
    if one is None:
        return not_here()
    if steering(event.text) in {"cancel", "back"}:
        return (_offer(one, ctx),)
    text = taken(event.text, most=LONGEST)
    if not isinstance(text, str):
        return (say(*text), *_ask(one, field, ctx))
    if field == "household":
        return _home(one, text, ctx)
    return _changed(
        one, ctx, {} if field == "name" else {field: text}, name=text if field == "name" else None
    )


@router.on(Tapped)
def settle(event: Tapped, ctx: Context) -> Says | None:
    """Take the new value of a button."""
    tap = tap_of(event, _SET)
    if tap is None:
        return None
    person_id, field, value = (*tap.value.split(".", 2), "", "")[:3]
    one = shown(person_id, ctx)
    if one is None:
        return not_here()
    settles: dict[str, Callable[[], Says]] = {
        "speaks": lambda: _changed(one, ctx, {"speaks": value} if value in SPEAKS else {}),
        "groups": lambda: _grouped(one, value, ctx),
        "household": lambda: _moved(one, value, ctx),
        "assignee": lambda: _assigned(one, value, ctx),
    }
    return settles.get(field, lambda: (_offer(one, ctx),))()


def _offer(one: Known, ctx: Context) -> Say:
    fields = [button(label, _FIELD, f"{one.id}.{field}") for field, label in _LABELS.items()]
    if ctx.has_role("coordinator"):
        fields += [
            button(msgid("Who visits"), _FIELD, f"{one.id}.assignee"),
            button(msgid("Same as another one"), MERGE, one.id),
        ]
    else:
        fields.append(button(msgid("Moved, died, refused"), LEAVE, one.id))
    text = msgid("What do you want to change of {name}?")
    return say(phrase(text, name=called(one)), buttons=(*fields, back_to(one.id)))


def _ask(one: Known, field: str, ctx: Context) -> Says:
    ask(_FIELD, ctx, about=f"{one.id}.{field}")
    return (say(phrase(_TYPED[field], name=called(one)), buttons=(_back(one),)),)


def _languages(one: Known) -> Say:
    options = (_option(one, "speaks", code, text) for code, text in SPEAKS.items())
    text = msgid("Which language does this person speak easily?")
    return say(phrase(text), buttons=(*options, _back(one)))


def _assignees(one: Known) -> Say:
    text = msgid("Who visits {name}? To give people to another volunteer, type “team”.")
    me = _option(one, "assignee", "me", msgid("I do"))
    nobody = _option(one, "assignee", "none", msgid("Nobody yet"))
    return say(phrase(text, name=called(one)), buttons=(me, nobody, _back(one)))


def _groups(one: Known, mask: int, page: int) -> Say:
    codes = list(GROUPS)
    pages = -(-len(codes) // _GROUPS_A_PAGE)
    first = page % pages * _GROUPS_A_PAGE
    toggles = [
        _option(one, "groups", f"{mask ^ (1 << place):x}.{page}", GROUPS[codes[place]])
        for place in range(first, min(first + _GROUPS_A_PAGE, len(codes)))
    ]
    ticked = [phrase(text) for place, text in enumerate(GROUPS.values()) if mask >> place & 1]
    lines = [phrase(msgid("✓ {label}"), label=label) for label in ticked]
    text = msgid("Tap a group to put this person in or out, then “Save”.")
    more = _option(one, "groups", f"{mask:x}.{page + 1}", msgid("More groups"))
    save = _option(one, "groups", f"{mask:x}.save", msgid("Save"))
    return say(phrase(text), *lines, buttons=(*toggles, more, save, _back(one)))


def _grouped(one: Known, value: str, ctx: Context) -> Says:
    mask, _, page = value.partition(".")
    try:
        ticked = int(mask, 16) & (1 << len(GROUPS)) - 1
    except ValueError:
        return (_offer(one, ctx),)
    if page != "save":
        return (_groups(one, ticked, int(page) % 100 if page.isdecimal() else 0),)
    codes = [code for place, code in enumerate(GROUPS) if ticked >> place & 1]
    return _changed(one, ctx, {"groups": " ".join((*_unlisted(one), *codes))})


def _home(one: Known, text: str, ctx: Context) -> Says:
    """Move a person to the home of this mark; where there are such, ask which one it is."""
    found = ctx.households.called(ctx.hashed(mark_key(text)), scope_of(ctx), most=_HOMES)
    if not found:
        return _changed(one, ctx, {"household": text})
    homes = (
        Button(
            label=clipped(joined((home.mark or "", home.village or places.named(home.area, ctx)))),
            tap=Tap(act=_SET, value=f"{one.id}.household.{home.id}"),
        )
        for home in found
    )
    ask(_FIELD, ctx, about=f"{one.id}.household")
    question = msgid("Which home is it? Choose below, or type another mark.")
    return (say(phrase(question), buttons=(*homes, _back(one))),)


def _moved(one: Known, home_id: str, ctx: Context) -> Says:
    home: Household | None = ctx.households.get(home_id)
    is_seen = home is not None and home.is_demo == ctx.someone.is_demo
    if home is None or not is_seen or not home.area.startswith(tuple(areas_of(ctx))):
        return (_offer(one, ctx),)
    told = {"household": home.mark or "", "village": home.village or ""}
    return _changed(one, ctx, told, area=home.area)


def _assigned(one: Known, value: str, ctx: Context) -> Says:
    person = ctx.persons.get(one.id)
    may = ctx.has_role("coordinator")
    if person is None or not may or value not in {"me", "none"}:
        return (_offer(one, ctx),)
    person.assignee_id = ctx.someone.id if value == "me" else None
    person.updated_at = ctx.moment.now
    mark(CHANGED, PERSON, one.id, ctx, area=one.area)
    return (PersonKept(person_id=one.id, is_new=False), _done(one))


def _changed(
    one: Known,
    ctx: Context,
    told: Mapping[str, str],
    *,
    name: str | None = None,
    area: str | None = None,
) -> Says:
    person = ctx.persons.get(one.id)
    if person is None or not change(person, told, ctx, name=name, area=area):
        text = msgid("It is so already. Nothing was changed.")
        return (say(phrase(text), buttons=(back_to(one.id), to_menu())),)
    mark(CHANGED, PERSON, one.id, ctx, area=person.area)
    return (PersonKept(person_id=one.id, is_new=False), _done(one))


def _done(one: Known) -> Say:
    text = msgid("It is changed.")
    again = button(msgid("Change something"), EDIT, one.id)
    return say(phrase(text), buttons=(back_to(one.id), again, to_people(), to_menu()))


def _mask(groups: tuple[str, ...]) -> int:
    return sum(1 << place for place, code in enumerate(GROUPS) if code in groups)


def _unlisted(one: Known) -> tuple[str, ...]:
    """Keep the codes that a form of the district wrote and that are not listed here."""
    return tuple(code for code in one.groups if code not in GROUPS and code != "none")


def _option(one: Known, field: str, value: str, text: str) -> AnyButton:
    return button(text, _SET, f"{one.id}.{field}.{value}")


def _back(one: Known) -> AnyButton:
    return button(msgid("Back"), EDIT, one.id)
