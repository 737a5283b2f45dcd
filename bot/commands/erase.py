"""`erase`: all that is kept of a person, at once."""

from typing import Annotated

import typer

from bot.commands.common import premises, say, stop


def erase() -> None:
    """Erase what is kept of someone."""


def person(
    code: Annotated[str, typer.Argument(help="The code of the person, as the register has it.")],
    *,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask before it is done.")] = False,
) -> None:
    """Erase a person: record, answers, pictures, needs, plans; only bare visit counts stay.

    What a form server has already is listed on standard output, a server and an instanceID a line:
    it cannot be called back from here.
    """
    from bot.clock import now
    from handlers.forgetting import forget_person, held_of_person
    from handlers.marking import ERASED, PERSON
    from models.audit import Audit
    from models.traces import Traces

    with premises() as found:
        with found.store.thinking() as session:
            traces = Traces(session)
            known = traces.coded(code)
            if known is None:
                stop(f"Nobody has the code {code}.")
            held = held_of_person(known, traces)
        say(
            f"{code}: {held.submissions} forms, {held.pictures} pictures,"
            f" {held.drafts} unfinished forms."
        )
        if not yes and not typer.confirm("Erase all of it for good?", err=True):
            stop("Nothing was erased.")
        with found.store.writing() as session:
            traces = Traces(session)
            known = traces.coded(code)
            if known is None:
                stop(f"Nobody has the code {code} any more.")
            at = now()
            mark = Audit(
                at=at,
                actor="command",
                action=ERASED,
                kind=PERSON,
                subject=known.id,
                area=known.area,
                is_demo=known.is_demo,
            )
            session.add(mark)
            held = forget_person(known, traces, at)
    for server, key in held.sent:
        typer.echo(f"{server or '?'}\t{key}")
    say("Erased. Backups that were made before still hold it.")
    if held.sent:
        say("What is listed was sent to a form server before: ask for its erasure there too.")
