"""`invite`: make a code that gives a role in an area."""

import re
from datetime import timedelta
from enum import StrEnum
from io import StringIO
from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands.common import premises, say, stop

if TYPE_CHECKING:
    from bot.settings import Settings


class Role(StrEnum):
    """The roles that an invitation can give."""

    VOLUNTEER = "volunteer"
    COORDINATOR = "coordinator"
    MENTOR = "mentor"
    READER = "reader"
    RECEIVER = "receiver"


class Kind(StrEnum):
    """The kinds of volunteers."""

    BUDDY = "buddy"
    OCC_HEALTH = "occ_health"
    CAREGIVER = "caregiver"


def invite(
    role: Annotated[Role, typer.Argument(help="What the person will be.")],
    area: Annotated[
        str,
        typer.Option(
            metavar="CODE",
            help="Where: the code of a province (2 digits), district (4) or tambon (6).",
        ),
    ],
    kind: Annotated[
        Kind | None,
        typer.Option(
            help="What a volunteer will be: a health buddy where left out, or a volunteer of"
            " occupational health, or a home caregiver."
        ),
    ] = None,
    organization: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="For whom they work; the first organisation of this database when left out.",
        ),
    ] = None,
    days: Annotated[
        int | None,
        typer.Option(
            min=1,
            max=90,
            help="How long the code can be used: 7 days, or 1 for a coordinator, when left out.",
        ),
    ] = None,
    *,
    qr: Annotated[
        bool, typer.Option("--qr", help="Print the link as a QR code as well, to be scanned here.")
    ] = False,
) -> None:
    """Make an invite code and print it; it can be used once, and only its hash is kept."""
    from bot.clock import now
    from bot.inviting import Invitation, issue

    if not re.fullmatch(r"(\d\d){1,3}", area, re.ASCII):
        stop("--area takes 2, 4 or 6 digits, for instance 90 for all of Songkhla.")
    if kind is not None and role is not Role.VOLUNTEER:
        stop("--kind is for volunteers.")
    if role is Role.VOLUNTEER:
        kind = kind or Kind.BUDDY
    with premises() as found:
        code = issue(
            found,
            Invitation(
                role=role.value,
                area=area,
                kind=None if kind is None else kind.value,
                organization=organization,
                lasts=None if days is None else timedelta(days=days),
            ),
            now(),
        )
        typer.echo(code)
        how = _how_to_use(code, found.settings)
    typer.echo(how)
    if qr:
        _print_qr(how)


def _print_qr(link: str) -> None:
    import segno

    if not link.startswith("https:"):
        say("There is no link, and so no QR code.")
        return
    drawn = StringIO()
    segno.make_qr(link).terminal(drawn, compact=True)
    typer.echo(drawn.getvalue())


def _how_to_use(code: str, settings: "Settings") -> str:
    """Give the link that opens the chat with the code typed, or say what to do with the code."""
    from bot.line.account import Account, AccountError
    from handlers.codes import link_of

    if settings.is_pretend or not settings.line_channel_access_token:
        return "Send this code to the bot as a message."
    try:
        account = Account(base=settings.api_base, token=settings.line_channel_access_token)
        basic_id = account.identity().basic_id
    except AccountError as silent:
        say(f"There is no link: {silent}.")
        return "Add the bot as a friend in LINE, then send it this code as a message."
    return link_of(basic_id, code)
