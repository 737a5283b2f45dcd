"""Making a report for the command line: over all areas or one, without demo contacts."""

from dataclasses import dataclass
from datetime import datetime, tzinfo

from bot.calendar_words import Language
from bot.store import Store
from dialogue.reading.periods import Period
from dialogue.reporting.table import Table
from handlers.report_kinds import Kind
from handlers.tallies import Wish, table
from models.area import Areas
from models.audit import Audit, Audits
from models.report import Reports

ACTOR = "command"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelves:
    """What a report is made from."""

    areas: Areas
    reports: Reports


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What the command line asks for; `digits` is the length of the codes that lines bear."""

    kind: Kind
    area: str
    period: Period
    digits: int
    language: Language


class UnknownAreaError(LookupError):
    """No area has this code."""


def make(store: Store, order: Order, *, zone: tzinfo, now: datetime) -> Table:
    """Count, and write down that it was done.

    Raises:
        UnknownAreaError: when the area is not known.
    """
    with store.thinking() as session:
        areas = Areas(session)
        if order.area and areas.get(order.area) is None:
            raise UnknownAreaError(order.area)
        wish = Wish(
            kind=order.kind,
            root="",
            area=order.area,
            period=order.period,
            digits=order.digits,
            language=order.language,
            zone=zone,
            today=now.astimezone(zone).date(),
        )
        made = table(wish, Shelves(areas=areas, reports=Reports(session)))
    with store.writing() as session:
        Audits(session).add(
            Audit(
                at=now,
                actor=ACTOR,
                action="exported",
                kind="report",
                subject=f"{order.kind.name} {order.period.written()}",
                area=order.area,
            )
        )
    return made
