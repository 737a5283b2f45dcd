"""Where someone new lives, and what is kept of them at the end."""

from typing import Final

from dialogue.people import naming
from dialogue.people.noting import Noting
from dialogue.phrase import msgid, phrase
from dialogue.prompt import AnyButton
from handlers.buttons import button, to_menu
from handlers.context import Context
from handlers.happened import PersonKept
from handlers.marking import CHANGED, PERSON, mark
from handlers.person_parts import NEW, SEE, VISIT, say, to_people
from handlers.register import Known, New, add, known
from handlers.roles import areas_of
from handlers.router import Says
from models.household import Household

IN_HOME: Final = "home:"
"""Before the id of the home at which someone new is noted."""

_DETAILS: Final = ("birth_year", "sex", "speaks", "groups", "village", "household")


def at(noting: Noting, home: Household) -> Noting:
    """Take a home that is known, with its village and area."""
    told = {"household": home.mark or "", "village": home.village or "", "area": home.area}
    if noting.step == "home":
        return noting.answered(**told)
    return Noting(id=noting.id, step=noting.step, trail=noting.trail, told={**noting.told, **told})


def home_in_sight(home_id: str, ctx: Context) -> Household | None:
    """Find a home that lies in the contact's areas; None for any other."""
    home = ctx.households.get(home_id)
    if home is None or not home.area.startswith(tuple(areas_of(ctx))):
        return None
    return home if home.is_demo == ctx.someone.is_demo else None


def area_of(noting: Noting, ctx: Context) -> str:
    """Tell the area of someone new: what was told, else the first of the contact's own."""
    return noting.told.get("area") or areas_of(ctx)[0]


def home_of(noting: Noting, ctx: Context) -> str | None:
    """Find the home of someone new by what was told of it; None where it is not known yet."""
    village, mark_of = noting.told.get("village", ""), noting.told.get("household", "")
    if not mark_of:
        return None
    home = ctx.households.marked(
        area_of(noting, ctx),
        ctx.hashed(naming.home_key(village, mark_of)),
        is_demo=ctx.someone.is_demo,
    )
    return None if home is None else home.id


def kept_nothing(ctx: Context) -> Says:
    """Forget someone who does not agree, down to what they are called."""
    ctx.someone.noting = None
    text = msgid("That is all right. Nothing was kept. Care and help stay the same.")
    return (say(phrase(text), buttons=(to_people(), to_menu())),)


def keep(noting: Noting, ctx: Context) -> Says:
    """Keep a person who agreed, or for whom somebody else did.

    Who that was is kept as a consent by whoever hears of the new person.
    """
    ctx.someone.noting = None
    told = {name: noting.told[name] for name in _DETAILS if noting.told.get(name)}
    is_volunteer = ctx.has_role("volunteer")
    person = add(
        New(
            name=noting.told["name"],
            area=area_of(noting, ctx),
            properties={**told, "consent": noting.told["consent"]},
            assignee_id=ctx.someone.id if is_volunteer else None,
        ),
        ctx,
    )
    mark(CHANGED, PERSON, person.id, ctx, area=person.area)
    one = known(person.id, ctx)
    kept = PersonKept(person_id=person.id, is_new=True)
    if one is None:
        return (kept,)
    text = msgid("{name} is in the register now. The code is {code}.")
    lines = (phrase(text, name=one.name, code=one.code),)
    return (kept, say(*lines, buttons=what_next(one)))


def what_next(one: Known) -> tuple[AnyButton, ...]:
    """Make the buttons for what is done once somebody is in the register."""
    home = one.household_id
    next_one = (button(msgid("Next in this home"), NEW, f"{IN_HOME}{home}"),) if home else ()
    return (
        button(msgid("Visit now"), VISIT, one.id),
        *next_one,
        button(msgid("See the record"), SEE, one.id),
        to_people(),
        to_menu(),
    )
