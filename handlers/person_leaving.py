"""Leaving: a person moved, died or refused, which stops all that is owed, and can be undone."""

from typing import Final

from dialogue.phrase import msgid, phrase
from dialogue.prompt import Say
from handlers.asking import tap_of
from handlers.buttons import button, to_menu
from handlers.context import Context
from handlers.happened import PersonKept
from handlers.incoming import Tapped
from handlers.marking import CHANGED, LEFT, PERSON, mark
from handlers.person_parts import LEAVE, SEE, back_to, not_here, say, shown, to_people
from handlers.register import Known, called, change, leave
from handlers.router import Router, Says
from models.person import ACTIVE, DIED, MOVED, REFUSED

_SURE: Final = "person.gone"

_ASKS: Final = {
    MOVED: msgid("Has {name} moved away for good? Reminders and follow-ups stop at once."),
    DIED: msgid("Has {name} died? Reminders and follow-ups stop at once."),
    REFUSED: msgid("Does {name} want no more visits? Reminders and follow-ups stop at once."),
}
_DONE: Final = {
    MOVED: msgid("Noted: {name} moved away. Nobody is asked to visit any more."),
    DIED: msgid("Noted: {name} died. Nobody is asked to visit any more. We are sorry."),
    REFUSED: msgid("Noted: {name} wants no visits. Nobody is asked to visit any more."),
}

router = Router()


@router.on(Tapped)
def ask_what(event: Tapped, ctx: Context) -> Says | None:
    """Ask what happened; or, where that was tapped, whether it is sure."""
    tap = tap_of(event, LEAVE)
    if tap is None:
        return None
    person_id, _, status = tap.value.partition(".")
    one = shown(person_id, ctx)
    if one is None:
        return not_here()
    if status == ACTIVE:
        return _back(one, ctx)
    if status in _ASKS:
        yes = button(msgid("Yes, note it"), _SURE, f"{one.id}.{status}")
        text = phrase(_ASKS[status], name=called(one))
        return (say(text, buttons=(yes, back_to(one.id))),)
    return (_which(one),)


@router.on(Tapped)
def note(event: Tapped, ctx: Context) -> Says | None:
    """Note it, once, and tell of it; it can be undone on the same day."""
    tap = tap_of(event, _SURE)
    if tap is None:
        return None
    person_id, _, status = tap.value.partition(".")
    one, person = shown(person_id, ctx), ctx.persons.get(person_id)
    if one is None or person is None or status not in _DONE:
        return not_here()
    done = say(
        phrase(_DONE[status], name=called(one)),
        buttons=(
            button(msgid("Undo"), LEAVE, f"{one.id}.{ACTIVE}"),
            button(msgid("See the record"), SEE, one.id),
            to_people(),
            to_menu(),
        ),
    )
    if one.status == status:
        return (done,)
    left = leave(person, status, ctx)
    mark(LEFT, PERSON, one.id, ctx, area=one.area)
    return (PersonKept(person_id=one.id, is_new=False), left, done)


def _which(one: Known) -> Say:
    text = msgid("What happened with {name}?")
    return say(
        phrase(text, name=called(one)),
        buttons=(
            button(msgid("Moved away"), LEAVE, f"{one.id}.{MOVED}"),
            button(msgid("Died"), LEAVE, f"{one.id}.{DIED}"),
            button(msgid("Wants no visits"), LEAVE, f"{one.id}.{REFUSED}"),
            back_to(one.id),
        ),
    )


def _back(one: Known, ctx: Context) -> Says:
    """Take it back: by whoever visits them on the same day, by a coordinator at any time."""
    person = ctx.persons.get(one.id)
    if person is None:
        return not_here()
    if person.status_on not in {None, ctx.moment.today} and not ctx.has_role("coordinator"):
        text = msgid("This can be undone on the same day. Ask your coordinator.")
        return (say(phrase(text), buttons=(back_to(one.id), to_menu())),)
    see = button(msgid("See the record"), SEE, one.id)
    text = msgid("{name} is in your list as before. Look at what is still to be done.")
    done = say(phrase(text, name=called(one)), buttons=(see, to_people(), to_menu()))
    if not change(person, {"status": ACTIVE}, ctx):
        return (done,)
    mark(CHANGED, PERSON, one.id, ctx, area=one.area)
    return (PersonKept(person_id=one.id, is_new=False), done)
