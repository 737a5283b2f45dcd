"""`report`: totals of an area and a period, in which nobody can be recognised."""

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands.common import premises, say, stop
from bot.commands.export import LabelLanguage, Out, SheetFormat, sheet_format, written

if TYPE_CHECKING:
    from datetime import date

    from dialogue.reading.periods import Period


class Report(StrEnum):
    """The reports."""

    VISITS = "visits"
    NEEDS = "needs"
    RIGHTS = "rights"
    FOLLOW_UPS = "followups"
    REFERRALS = "referrals"
    ADL = "adl"
    WORK_RISK = "work-risk"


class By(StrEnum):
    """The levels of areas."""

    PROVINCE = "province"
    DISTRICT = "district"
    TAMBON = "tambon"


_DIGITS = {By.PROVINCE: 2, By.DISTRICT: 4, By.TAMBON: 6}


def report(
    what: Annotated[Report, typer.Argument(metavar="WHAT", help="|".join(Report))],
    period: Annotated[
        str,
        typer.Option(
            metavar="PERIOD",
            help="2563, 2026, 2026-05, 2563-01..2563-06, or 2563-01.. until today; "
            "this year when left out.",
        ),
    ] = "",
    by: Annotated[
        By, typer.Option(help="The areas that `visits` has a line for each.")
    ] = By.PROVINCE,
    area: Annotated[
        str, typer.Option(metavar="CODE", help="The DOPA code of an area; all when left out.")
    ] = "",
    kind: Annotated[
        SheetFormat | None,
        typer.Option("--format", help="The kind of file; as FILE ends, or csv, when left out."),
    ] = None,
    out: Out = None,
    language: Annotated[
        LabelLanguage, typer.Option(help="The language of names and headings.")
    ] = LabelLanguage.TH,
    *,
    bom: Annotated[
        bool, typer.Option("--bom", help="Begin CSV with the mark by which Excel knows UTF-8.")
    ] = False,
) -> None:
    """Count visits, needs, rights and more of an area and a period; small numbers are hidden."""
    from bot.clock import now
    from bot.reporting.files import write
    from bot.reporting.making import Order, UnknownAreaError, make
    from bot.serving import loaded_words
    from handlers.report_kinds import BY_NAME

    wanted = sheet_format(kind, out)
    with premises() as found:
        zone = found.settings.zone
        order = Order(
            kind=BY_NAME[what.value],
            area=area,
            period=_period(period, now().astimezone(zone).date()),
            digits=_DIGITS[by],
            language=language.value,
        )
        words = loaded_words(found.settings)
        try:
            table = make(found.store, order, zone=zone, now=now())
        except UnknownAreaError:
            stop(f"No area has the code {area}: give one of 2, 4 or 6 digits.")
        with written(out) as file:
            write(
                table,
                out=file,
                words=words,
                language=language.value,
                format=wanted.value,
                zone=zone,
                bom=bom,
            )
    say(f"From {order.period.first} to {order.period.last}.")
    if table.hides:
        say("* is hidden: it is under 5, or would tell such a number.")


def _period(text: str, today: "date") -> "Period":
    from dialogue.reading.periods import period_of, year_of

    if not text:
        return year_of(today)
    if (period := period_of(text, today=today)) is None:
        stop(f"{text} is no period: give one such as 2563, 2026-05 or 2563-01..2563-06.")
    return period
