"""`menus`: the pictures of the rich menus, and what stands at LINE."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands.common import FAULTS, premises, say, settings_or_stop, stop, stopping

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.menus.pictures import Drawn
    from bot.settings import Settings
    from models.rich_menu import RichMenu


def menus(
    *,
    show: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Write the pictures into this folder.")
    ] = None,
    offline: Annotated[bool, typer.Option("--offline", help="Do not ask LINE anything.")] = False,
) -> None:
    """Tell which rich menus were made, and what stands at LINE; the running bot makes them."""
    from bot.menus.pictures import all_drawn
    from bot.serving import loaded_words
    from models.rich_menu import MenuDues, RichMenus

    settings = settings_or_stop()
    with stopping():
        drawn = all_drawn(loaded_words(settings))
    if not drawn:
        stop("Pillow cannot lay out Thai and Lao here: there are no pictures (see `doctor`).")
    if show is not None:
        _write(drawn, show)

    with premises() as found, found.store.thinking() as session:
        made, waiting = RichMenus(session).all(), MenuDues(session).count()
    at_line = None if offline else _at_line(settings)
    states = {one.name: _state(one, made.get(one.name), at_line) for one in drawn}
    for name, state in states.items():
        menu_id = made[name].menu_id if name in made else ""
        typer.echo(f"{name}\t{state}\t{menu_id}")
    if at_line is None:
        say("LINE was not asked.")
    if waiting:
        say(f"{waiting} people are not shown their menu yet.")
    if any(state != "well" for state in states.values()):
        raise typer.Exit(FAULTS)


def _write(drawn: "Sequence[Drawn]", folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for one in drawn:
            (folder / f"{one.name}.png").write_bytes(one.picture)
    except OSError as broken:
        stop(f"{folder} cannot be written: {broken.strerror}.")
    say(f"{len(drawn)} pictures were written into {folder}.")


def _at_line(settings: "Settings") -> "Mapping[str, str] | None":
    """Ask LINE which menus it has; None where there is no account to ask for."""
    from bot.line.account import AccountError
    from bot.line.menu_account import MenuAccount

    if settings.is_pretend or not settings.line_channel_access_token:
        return None
    account = MenuAccount(
        base=settings.api_base,
        data_base=settings.data_api_base,
        token=settings.line_channel_access_token,
    )
    try:
        return account.all()
    except AccountError as silent:
        stop(f"{silent}.")


def _state(drawn: "Drawn", made: "RichMenu | None", at_line: "Mapping[str, str] | None") -> str:
    if made is None:
        return "not made yet"
    if made.digest != drawn.digest:
        return "to be made anew"
    if not made.is_ready:
        return "not finished"
    if at_line is not None and made.menu_id not in at_line:
        return "not at LINE any more"
    return "well"
