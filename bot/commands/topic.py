"""`topic`: the answers about rights and services: listed, exported, changed and withdrawn."""

import sys
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands.common import note_act, premises, say, stop

if TYPE_CHECKING:
    from bot.starting import Premises

_Topic = Annotated[str, typer.Argument(metavar="TOPIC", help="The id of a topic.")]


def show() -> None:
    """List the topics: status, until when they hold, whether they are as they ship, and title."""
    from models.topic import Topics

    with premises() as found, found.store.thinking() as session:
        for row in Topics(session).every():
            whose = "as it ships" if row.digest == row.shipped else "changed here"
            told = (row.id, row.status, row.expires_on.isoformat(), whose, row.title_th)
            typer.echo("\t".join(told))


def export(
    topic: _Topic,
    out: Annotated[Path | None, typer.Option(help="Where to, instead of the terminal.")] = None,
) -> None:
    """Write a topic as the file (TOML) that it is kept as, to be changed and imported again."""
    from models.topic import Topics

    with premises() as found, found.store.thinking() as session:
        row = Topics(session).get(topic)
        source = None if row is None else row.text
    if source is None:
        stop(f"There is no topic {topic}: `topic list` names them.")
    if out is None:
        sys.stdout.write(source)
    else:
        out.write_text(source, "utf-8")
        say(f"{out} was written.")


def import_(
    file: Annotated[Path, typer.Argument(metavar="TOPIC.toml", help="Its name is the id.")],
    *,
    anyway: Annotated[
        bool, typer.Option("--anyway", help="Take it even if questions are understood worse.")
    ] = False,
) -> None:
    """Take a topic from a file, new or changed; later releases leave it as it is then.

    Whoever asked to hear of changes is told with their next reply. It is not taken where fewer
    emergencies would be seen, or fewer questions understood.
    """
    from bot.clock import now
    from bot.topics import put
    from dialogue.topics.reading import TopicError

    try:
        source = file.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as broken:
        stop(f"{file} cannot be read: {broken}.")
    with premises() as found:
        if not anyway:
            _hold_up(found, file.stem, source)
        try:
            with found.store.writing() as session:
                put(session, source, file.stem, now())
        except TopicError as wrong:
            stop(f"{file} was not taken.\n{wrong}")
        note_act(found, "changed", "topic", file.stem)
    say(f"{file.stem} is what is answered now.")


def _hold_up(found: "Premises", topic: str, source: str) -> None:
    """Stop where the frozen questions are understood worse with this topic."""
    from bot.understanding.making import reasons_against
    from dialogue.topics.checking import faults
    from dialogue.topics.reading import TopicError, read_file

    try:
        if faults(read_file(source, topic)):
            return  # it is refused for that
    except TopicError:
        return
    settings = found.settings
    say("Looking whether questions are understood as well as before …")
    reasons = reasons_against(
        found.store, settings.directory, topic, source, has_embedder=settings.embedder
    )
    if reasons:
        told = "\n".join(reason.msgid.format(**reason.values) for reason in reasons)
        stop(f"{topic} was not taken (--anyway takes it).\n{told}")


def withdraw(topic: _Topic) -> None:
    """Take a topic out: it is neither answered nor listed, whatever later releases bring."""
    from bot.clock import now
    from bot.topics import withdraw as take_out
    from models.topic import Topics

    with premises() as found:
        with found.store.writing() as session:
            row = Topics(session).get(topic)
            if row is None:
                stop(f"There is no topic {topic}: `topic list` names them.")
            take_out(session, row, now())
        note_act(found, "withdrew", "topic", topic)
    say(f"{topic} is withdrawn. `topic import` brings it back.")


def asked(
    days: Annotated[int, typer.Option(help="How many days back.", min=1, max=3660)] = 30,
) -> None:
    """Tell how often topics were asked for: topic, language, what happened, how often.

    Totals alone are kept, and private topics are counted together.
    """
    from bot.clock import now
    from models.topic import Topics

    with premises() as found, found.store.thinking() as session:
        today = now().astimezone(found.settings.zone).date()
        for topic, language, kind, count in Topics(session).totals(today - timedelta(days=days)):
            typer.echo(f"{topic or '-'}\t{language}\t{kind}\t{count}")
