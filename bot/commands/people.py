"""`people`: the register of people out of a workbook and into one."""

import dataclasses
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from bot.commands.common import FAULTS, premises, say, settings_or_stop, stop
from bot.commands.export import SheetFormat, sheet_format, written

if TYPE_CHECKING:
    from bot.people.answers import Teller
    from bot.people.importing import Answer, Import
    from bot.people.rules import Rules
    from bot.people.source import Roster, RosterRefusedError
    from bot.starting import Premises
    from dialogue.roster.merging import Paper


_SHOWN: Final = 20  # refused rows that are printed where no file takes them


class SheetLanguage(StrEnum):
    """The languages of headings."""

    TH = "th"
    LO = "lo"
    EN = "en"


class Giver(StrEnum):
    """Who can have agreed on paper."""

    SELF = "self"
    PARENT = "parent"
    CARER = "carer"


Area = Annotated[
    str | None,
    typer.Option(metavar="CODE", help="The area: 2, 4 or 6 digits; everywhere when left out."),
]
Lang = Annotated[SheetLanguage, typer.Option("--lang", help="The language of the headings.")]
Demo = Annotated[
    bool, typer.Option("--demo", help="Made-up people, whom only the simulator's contacts see.")
]


def template(
    out: Annotated[Path, typer.Option(metavar="FILE", dir_okay=False, help="An .xlsx or .csv.")],
    lang: Lang = SheetLanguage.TH,
) -> None:
    """Write the template of the central format, with lists to choose from and an explanation."""
    from bot.people.template import csv_template, xlsx_template

    teller = _teller(lang.value)
    with written(out) as file:
        if sheet_format(None, out) is SheetFormat.XLSX:
            xlsx_template(file, teller)
        else:
            csv_template(file, teller)
    say(f"{out} was written.")


def read_in(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="An .xlsx or .csv of people.")],
    area: Area = None,
    answers: Annotated[
        Path | None,
        typer.Option(metavar="OUT", dir_okay=False, help="Where the answer for every row goes."),
    ] = None,
    paper: Annotated[
        str | None,
        typer.Option(
            "--consent-on-paper",
            metavar="DATE",
            help="All without a consent here gave it on paper, on this day (2026-11-25).",
        ),
    ] = None,
    giver: Annotated[
        Giver, typer.Option("--consent-given-by", help="Who gave the consent on paper.")
    ] = Giver.SELF,
    *,
    replace: Annotated[
        bool, typer.Option("--replace/--merge", help="Blank cells empty what is known, or keep it.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Store it; else it is only tried.")] = False,
    demo: Demo = False,
) -> None:
    """Try or store a workbook of people; every row is answered, and none is doubled."""
    from bot.people.importing import Import
    from bot.people.limits import COMMAND
    from bot.people.places import Gazetteer
    from bot.people.source import RosterRefusedError, opened
    from dialogue.roster.merging import Merging

    if replace and not area:
        stop("--replace needs --area CODE: people of it who are not in FILE are listed.")
    with premises() as found:
        rules = _rules(found, area, demo=demo)
        merging = Merging(replace=replace, paper=_paper(paper, giver, rules.now.date()))
        rules = dataclasses.replace(rules, merging=merging)
        job = Import(
            store=found.store, rules=rules, places=Gazetteer(found.store, rules.areas), stores=yes
        )
        try:
            with opened(_bytes(file), file.name, COMMAND) as roster:
                refused = _run(job, roster, answers)
        except RosterRefusedError as broken:
            stop(_spoken(broken))
    if not yes:
        say("Nothing was stored yet: add --yes to store it.")
    if refused:
        raise typer.Exit(FAULTS)


def write_out(
    area: Area = None,
    kind: Annotated[
        SheetFormat | None,
        typer.Option("--format", help="The kind of file; as FILE ends, or csv, when left out."),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(metavar="FILE", dir_okay=False, help="Where to write; standard output."),
    ] = None,
    lang: Lang = SheetLanguage.TH,
    *,
    demo: Demo = False,
) -> None:
    """Export people in the central format: reading it in again changes nothing."""
    from bot.people.exporting import export

    wanted = sheet_format(kind, out)
    with premises() as found, written(out) as file:
        rules = _rules(found, area, demo=demo)
        count = export(found.store, rules, file, format=wanted.value, language=lang.value)
    say(f"{count} people.")


def _run(job: "Import", roster: "Roster", out: Path | None) -> int:
    """Answer every row; print what came of it, and give how many were refused."""
    from bot.people.importing import Totals

    teller = _teller(roster.headings.language, roster)
    _tell_columns(roster)
    totals, codes, shown = Totals(), set[str](), 0
    with _noting(out, teller) as note, _progress(roster.about) as advance:
        for answer in job.run(roster):
            totals.note(answer)
            codes.add(answer.code)
            note(answer)
            advance()
            if answer.problems and shown < _SHOWN and out is None:
                shown += 1
                _tell(answer, teller)
        missing = _missing(job, codes) if job.rules.merging.replace else []
        for answer in missing:
            note(answer)
    if missing:
        say(f"In the register but not in the file: {len(missing)}. They stay as they are.")
        if out is None:
            say(", ".join(answer.code for answer in missing))
    counts = totals.counts
    typer.echo(
        f"{totals.rows} rows: {counts['created']} new, {counts['updated']} changed, "
        f"{counts['same']} the same, {counts['refused']} not taken."
    )
    return counts["refused"]


def _missing(job: "Import", codes: set[str]) -> "list[Answer]":
    """List the people of these areas of whom the file has no row."""
    from bot.people.exporting import people
    from bot.people.importing import Answer

    return [
        Answer(number=0, done="missing", code=found.person.code, nickname=found.told.label)
        for found in people(job.store, job.rules)
        if found.person.code not in codes
    ]


def _tell(answer: "Answer", teller: "Teller") -> None:
    row = teller.row(answer)
    say(f"Row {row[0]}, {row[4]}: {row[5]}")


def _tell_columns(roster: "Roster") -> None:
    """Name the columns that are not read, and why."""
    headings = roster.headings
    for what, names in (
        ("Never kept, and so not read", headings.never),
        ("Not known, and so not read", headings.unknown),
        ("There twice, the first is read", headings.twice),
    ):
        if names:
            say(f"{what}: {', '.join(names)}.")


@contextmanager
def _noting(out: Path | None, teller: "Teller") -> "Iterator[Callable[[Answer], None]]":
    from bot.people.answers import answering

    if out is None:
        yield lambda _answer: None
        return
    kind = sheet_format(None, out)
    with written(out) as file, answering(file, teller, format=kind.value) as note:
        yield note


@contextmanager
def _progress(total: int) -> Iterator[Callable[[], None]]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeElapsedColumn

    console = Console(stderr=True)
    columns = (BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("", total=total or None)
        yield lambda: progress.advance(task)


def _rules(found: "Premises", area: str | None, *, demo: bool) -> "Rules":
    from bot.clock import now
    from bot.people.rules import Rules
    from bot.people.volunteers import volunteers

    if area is not None and not (area.isascii() and area.isdigit() and len(area) in {2, 4, 6}):
        stop("--area takes 2, 4 or 6 digits, for instance 90 for all of Songkhla.")
    with found.store.thinking() as session:
        known = volunteers(session, found.keys, is_demo=demo)
    return Rules(
        now=now().astimezone(found.settings.zone),
        vault=found.keys,
        areas=(area or "",),
        area=area or "",
        is_demo=demo,
        volunteers=known,
    )


def _paper(text: str | None, giver: Giver, today: date) -> "Paper | None":
    from dialogue.roster.merging import Paper
    from dialogue.roster.values import day_of

    if text is None:
        return None
    day = day_of(text, today)
    if day is None or day > today:
        stop("--consent-on-paper takes a day that is over or today, for instance 2026-11-25.")
    return Paper(on=day, by=giver.value)


def _teller(language: str, roster: "Roster | None" = None) -> "Teller":
    """Make what speaks the language of a sheet."""
    from bot.people.answers import Teller
    from bot.serving import loaded_words
    from bot.starting import CannotStartError
    from dialogue.roster.headings import LANGUAGES, Headings

    try:
        words = loaded_words(settings_or_stop())
    except CannotStartError as unready:
        stop(str(unready))
    plain = Headings(language=LANGUAGES[language], places={}, texts={})
    return Teller(words=words, headings=plain if roster is None else roster.headings)


def _bytes(file: Path) -> bytes:
    from bot.people.limits import COMMAND

    try:
        if file.stat().st_size > COMMAND.file:
            stop(f"{file} is larger than {COMMAND.file // 1024**2} MB: split it.")
        return file.read_bytes()
    except OSError as broken:
        stop(f"{file} cannot be read: {broken.strerror}.")


def _spoken(refused: "RosterRefusedError") -> str:
    from bot.commands.english import english
    from bot.publishing.finding import spoken

    return english(spoken(refused.finding))
