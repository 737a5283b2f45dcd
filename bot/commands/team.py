"""`team`: who works for the programme, taking people out of it, and handing theirs over."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer

from bot.commands.common import premises, say, stop

_Code = Annotated[
    str, typer.Argument(metavar="CODE", help="The code of a role, as `team list` prints it.")
]


def show(
    area: Annotated[
        str,
        typer.Option(metavar="CODE", help="Only within this province, district or tambon."),
    ] = "",
    *,
    names: Annotated[
        bool, typer.Option("--names", help="With the names that colleagues call them.")
    ] = False,
) -> None:
    """List who has which role where, with the count of their people and of what is overdue.

    The columns are code, role, kind, area, people, overdue, last active, and name if asked for.
    """
    from bot.clock import now
    from bot.team import standing

    if not re.fullmatch(r"((\d\d){1,3})?", area, re.ASCII):
        stop("--area takes 2, 4 or 6 digits, for instance 90 for all of Songkhla.")
    with premises() as found:
        held = standing(found, area, now())
    if not held:
        say("Nobody has a role there.")
    for one in held:
        seen = "" if one.seen_on is None else one.seen_on.isoformat()
        cells = [one.code, one.role, one.kind, one.area, str(one.people), str(one.overdue), seen]
        typer.echo("\t".join([*cells, *([one.name] if names else [])]))


def remove(
    code: _Code,
    *,
    yes: Annotated[bool, typer.Option("--yes", help="Do it without asking.")] = False,
) -> None:
    """Take somebody out of the team at once: all their roles, drafts, codes and permissions."""
    from bot.clock import now
    from bot.serving import LOCALES
    from bot.team import remove as take_out
    from bot.words import Words

    if not yes and not typer.confirm(f"End all roles of {code}?", err=True):
        stop("Nothing was done.")
    with premises() as found, _known():
        count = take_out(found, Words(LOCALES), code, now())
    say(f"{code} is no longer in the team. People who have nobody now: {count}.")


def hand_over(
    code: _Code,
    to: Annotated[
        str, typer.Option(metavar="CODE", help="The code of the role of whoever takes them.")
    ],
) -> None:
    """Give all people of one to another, with what is owed to them."""
    from bot.clock import now
    from bot.team import hand_over as give_all

    with premises() as found, _known():
        given, left = give_all(found, code, to, now())
    say(f"Handed over: {given}. Outside the other's areas, and so left: {left}.")


@contextmanager
def _known() -> Iterator[None]:
    from bot.team import UnknownRoleError

    try:
        yield
    except UnknownRoleError as unknown:
        stop(f"{unknown} names no role, or more than one: see `team list`.")
