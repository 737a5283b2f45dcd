"""Export a list of entities, as ODK Central lays it out."""

from collections.abc import Iterator, Sequence
from datetime import datetime, tzinfo
from typing import BinaryIO, Final, Literal

from bot.exporting.csv_file import csv_file
from bot.exporting.pseudonyms import pseudonym
from bot.exporting.table import Cell
from bot.exporting.xlsx_file import xlsx_file
from bot.publication import lists_kept
from bot.store import Store
from dialogue.xforms.entities import ACTING
from models.columns import vault_of
from models.entity import Entities, Entity

_BEFORE: Final = ("__id", "label")
_AFTER: Final = (
    "__createdAt",
    "__creatorId",
    "__creatorName",
    "__updates",
    "__updatedAt",
    "__version",
    "__conflict",
)
"""Central's own columns of an entity; the last is ours, as Central tells it in the browser only."""


class UnknownListError(LookupError):
    """Nothing is kept in a list of this name, and no form would."""


def entities(
    store: Store,
    list_name: str,
    *,
    format: Literal["csv", "xlsx"],  # noqa: A002  # the name of the option that people type
    bom: bool,
    out: BinaryIO,
    zone: tzinfo,
) -> int:
    """Write a list to `out`, what was created first comes first; return how many entities.

    Properties are in the order in which they came up. Entities of demo contacts are left out.

    Raises:
        UnknownListError: when there is no such list.
        TooManyRowsError: when they do not fit into one sheet of XLSX.
    """
    count = 0
    with store.thinking() as session:
        if list_name not in {*ACTING, *lists_kept(session)}:
            raise UnknownListError(f"there is no entity list {list_name!r}")
        shelf = Entities(session)
        properties = _properties(shelf.of_list(list_name))
        opened = (
            csv_file(out, bom=bom)
            if format == "csv"
            else xlsx_file(out, zone=zone, sheet=list_name)
        )
        with opened as write:
            write([Cell(name) for name in (*_BEFORE, *properties, *_AFTER)])
            for entity in shelf.of_list(list_name):
                write(_row(entity, properties, zone))
                count += 1
    return count


def _properties(every: Iterator[Entity]) -> Sequence[str]:
    return list(dict.fromkeys(name for entity in every for name in entity.told.properties))


def _row(entity: Entity, properties: Sequence[str], zone: tzinfo) -> list[Cell]:
    told = entity.told
    updates = entity.version - 1
    return [
        Cell(entity.id),
        Cell(told.label),
        *(Cell(told.properties.get(name, "")) for name in properties),
        _moment(entity.created_at, zone),
        Cell(pseudonym(vault_of(entity), entity.contact_id)),
        Cell(""),
        Cell(str(updates), "integer"),
        _moment(entity.updated_at, zone) if updates else Cell(""),
        Cell(str(entity.version), "integer"),
        Cell(entity.conflict),
    ]


def _moment(at: datetime, zone: tzinfo) -> Cell:
    return Cell(at.astimezone(zone).isoformat("T", "milliseconds"), "dateTime")
