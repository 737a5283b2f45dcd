"""The command line: `python -m bot`."""

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import typer


def main() -> None:
    """Do what the command line says."""
    if not (3, 11) <= sys.version_info[:2] < (3, 14):
        number = ".".join(map(str, sys.version_info[:2]))
        sys.exit(f"error: This is Python {number}; Siao needs 3.11, 3.12 or 3.13.")
    command_line()()


def command_line() -> "typer.Typer":
    """Lay out the commands."""
    from bot.commands import (
        audit,
        broadcast,
        broadcast_file,
        chat,
        content,
        diff,
        doctor,
        erase,
        export,
        facilities,
        form,
        forwards,
        invite,
        menus,
        migrate,
        move,
        people,
        plan,
        preview,
        quota,
        reminders,
        report,
        rules,
        run,
        team,
        topic,
        understanding,
        version,
        wide,
    )

    top = _group("Siao, a LINE bot in Thai and Lao for health volunteers.")
    _add(top, run.run, wide.web, wide.worker, wide.clock)
    _add(top, migrate.migrate, move.move, chat.chat, invite.invite)

    _inner(
        top,
        "form",
        "Check, try, publish, compare and give back forms.",
        check=form.check,
        publish=form.publish,
        export=form.export,
        preview=preview.preview,
        diff=diff.diff,
    )
    _inner(
        top,
        "content",
        "Load what ships with the program, or tell where it stands.",
        load=content.load,
        check=content.check,
    )
    _inner(
        top,
        "topic",
        "Topics: the answers about rights and services.",
        list=topic.show,
        import_=topic.import_,
        asked=topic.asked,
        export=topic.export,
        withdraw=topic.withdraw,
    )
    broadcasts = _inner(
        top,
        "broadcast",
        "Write to many, from a file; list broadcasts, and stop them.",
        list=broadcast.show,
        stop=broadcast.halt,
    )
    broadcasts.callback(invoke_without_command=True)(broadcast_file.send)
    _inner(
        top,
        "people",
        "The register of people, as a workbook.",
        template=people.template,
        import_=people.read_in,
        export=people.write_out,
    )
    _inner(
        top,
        "export",
        "Export what was collected.",
        submissions=export.submissions,
        entities=export.entities,
        codebook=export.codebook,
    )
    _inner(top, "plan", "Export individual plans.", export=plan.export)
    _inner(
        top,
        "reminders",
        "See, export and import the steps by which people are reminded.",
        outcomes=reminders.outcomes,
        import_=reminders.import_,
        export=reminders.export,
    )
    _inner(
        top,
        "rules",
        "See, switch, export and import the rules of follow-ups.",
        list=rules.show,
        import_=rules.import_,
        on=rules.on,
        off=rules.off,
        export=rules.export,
    )
    _inner(
        top,
        "facilities",
        "The places to get care: listed, imported and exported.",
        list=facilities.show,
        import_=facilities.read_in,
        export=facilities.write_out,
        template=facilities.template,
    )
    _inner(
        top,
        "forwards",
        "Tell what a form server has not taken, and try it again.",
        list=forwards.show,
        retry=forwards.retry,
    )
    _inner(
        top,
        "team",
        "Tell who works for the programme, and take people out of it.",
        list=team.show,
        remove=team.remove,
        hand_over=team.hand_over,
    )
    _inner(
        top,
        "understanding",
        "Measure how well questions are understood.",
        evaluate=understanding.evaluate,
    )

    erasing = _group("Erase what is kept of someone.")
    erasing.command("person")(erase.person)
    erasing.callback()(erase.erase)
    top.add_typer(erasing, name="erase")

    _add(top, quota.quota)
    _add(top, report.report, audit.audit, menus.menus, doctor.doctor, version.version)
    return top


def _group(about: str) -> "typer.Typer":
    import typer

    return typer.Typer(
        help=about,
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_show_locals=False,  # they may be what somebody said
    )


def _inner(
    top: "typer.Typer", name: str, about: str, **commands: Callable[..., None]
) -> "typer.Typer":
    """Add a group of commands by their names: `import_` is import, `hand_over` hand-over."""
    group = _group(about)
    for word, command in commands.items():
        group.command(word.strip("_").replace("_", "-"))(command)
    top.add_typer(group, name=name)
    return group


def _add(group: "typer.Typer", *commands: Callable[..., None]) -> None:
    for command in commands:
        group.command()(command)


if __name__ == "__main__":
    main()
