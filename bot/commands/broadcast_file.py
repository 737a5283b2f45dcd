"""`broadcast --file`: a message to many that was written in a file, shown first, then held."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands.common import note_act, premises, say, stop

if TYPE_CHECKING:
    from bot.broadcasting.written import Written
    from bot.starting import Premises
    from models.audience import Counted


def send(
    ctx: typer.Context,
    file: Annotated[
        Path | None, typer.Option("--file", help="A broadcast as docs/broadcasts.md shows (TOML).")
    ] = None,
    *,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show it, count its people, and send nothing.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Send it without being asked.")] = False,
) -> None:
    """Write to many, from a file; list broadcasts, and stop them.

    Shows what will be sent, to how many people, who is left out and what is left of the month; then
    asks, and holds it for five minutes, in which `broadcast stop ID` takes it back.
    """
    if ctx.invoked_subcommand is not None:
        return
    if file is None:
        typer.echo(ctx.get_help())
        raise typer.Exit
    _send(file, dry_run=dry_run, yes=yes)


def _send(file: Path, *, dry_run: bool, yes: bool) -> None:
    from bot.broadcasting.written import WrittenError, written
    from bot.clock import now
    from models.audience import Audiences
    from models.push import Pushes

    with premises() as found:
        try:
            told = written(file.read_text("utf-8"), now(), found.settings.zone)
        except (OSError, UnicodeDecodeError):
            stop(f"{file} cannot be read.")
        except WrittenError as wrong:
            stop(str(wrong))
        with found.store.thinking() as session:
            counted = Audiences(session).count(
                told.audience, texts=tuple(told.texts), fallback=told.fallback
            )
            left = Pushes(session).month().left
        reserve = found.settings.push_reserve
        picture = _picture(found, file.parent / told.picture) if told.picture else b""
        _show(told, counted, left, reserve, picture)
        if dry_run:
            return
        if not counted.people:
            stop("Nobody would get it.")
        if not yes and not typer.confirm("Send it?", err=True):
            stop("Nothing was sent.")
        broadcast_id = _hold(found, told, counted.people, picture)
        note_act(found, "sent", "broadcast", broadcast_id)
    typer.echo(broadcast_id)
    say(f"It is held for five minutes at least: broadcast stop {broadcast_id} takes it back.")


def _picture(found: "Premises", file: Path) -> bytes:
    from bot.pictures import SHOWN, NotAPictureError, TooManyPixelsError, repainted

    if not (found.settings.public_url or "").startswith("https://"):
        stop(
            "PUBLIC_URL is no https address, and from there alone LINE shows pictures: set it,"
            " or take picture out of the file to go on without."
        )
    try:
        return repainted(file.read_bytes(), most=SHOWN)
    except OSError:
        stop(f"{file} cannot be read.")
    except (NotAPictureError, TooManyPixelsError):
        stop(f"{file} is no picture (JPEG, PNG, GIF or WebP), or has too many pixels.")


def _show(
    told: "Written", counted: "Counted", left: int | None, reserve: int, picture: bytes
) -> None:
    for language, text in told.texts.items():
        say(f"{language}:\n{text}\n")
    if picture:
        say(f"picture: {told.picture}, sent as {len(picture) // 1000} kB without its metadata")
    say(f"people: {counted.people} ({_listed(counted.by_language)})")
    say(f"messages that LINE counts: {counted.people}")
    say(f"left of the month: {'not known, or without limit' if left is None else left}")
    say(f"left out: {_listed(counted.left_out) or 'nobody'}")
    say(f"when: {'at once' if told.at is None else told.at.isoformat(timespec='minutes')}")
    if told.repeats:
        say(f"repeats: {told.repeats}")
    if left is not None and left - reserve < counted.people:
        short = counted.people - max(0, left - reserve)
        say(f"{reserve} stay for what is urgent (PUSH_RESERVE): {short} people would get nothing.")


def _hold(found: "Premises", told: "Written", people: int, picture: bytes) -> str:
    from bot.clock import now
    from bot.publication import new_id
    from dialogue.broadcasting.title import title_of
    from models.broadcast import Broadcast, Broadcasts
    from models.broadcast_picture import BroadcastPicture, BroadcastPictures

    token = found.keys.hashed(f"token:{new_id()}") if picture else ""
    address = f"{(found.settings.public_url or '').rstrip('/')}/get/{token}" if picture else ""
    broadcast = Broadcast(
        id=new_id(),
        title=title_of(told.th or told.lo),
        audience=told.audience.to_json(),
        fallback=told.fallback,
        is_personal=told.is_personal,
        counted=people,
        made_at=now(),
        starts_at=told.at,
        repeats=told.repeats,
    )
    with found.store.writing() as session:
        shelf = Broadcasts(session)
        if picture:
            kept = BroadcastPicture(id=new_id(), kept_at=now())
            BroadcastPictures(session).add(kept, token=token, content=picture)
            broadcast.picture_id = kept.id
        shelf.add(broadcast, told.messages(address))
        session.flush()
        shelf.hold(broadcast.id, now())
        return broadcast.id


def _listed(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{name} {count}" for name, count in sorted(counts.items()))
