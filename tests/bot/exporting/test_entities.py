"""Entity lists as tables, as ODK Central lays them out."""

from collections.abc import Mapping
from datetime import timedelta
from io import BytesIO

import pytest
from openpyxl import load_workbook

from bot.exporting.entities import UnknownListError, entities
from bot.store import Store
from models.contact import Contact, Contacts
from models.entity import Entities, Entity, EntityVersion, Told
from tests.bot.exporting.visits import BANGKOK, NOON

KHAM, MI = "0b9ce3b6-3f0d-4d4c-9d3f-7f4f6e6a5b01", "0b9ce3b6-3f0d-4d4c-9d3f-7f4f6e6a5b02"
HEAD = (
    "__id,label,{}__createdAt,__creatorId,__creatorName,__updates,__updatedAt,__version,__conflict"
)


def keep(
    store: Store,
    number: str,
    label: str,
    properties: Mapping[str, str],
    *,
    version: int = 1,
    conflict: str = "",
    is_demo: bool = False,
    contact: str | None = None,
) -> None:
    at = NOON + timedelta(minutes=int(number[-1]))
    entity = Entity(
        list="persons",
        id=number,
        version=version,
        conflict=conflict,
        is_demo=is_demo,
        created_at=at,
        updated_at=at + timedelta(hours=version - 1),
        contact_id=contact,
    )
    made = EntityVersion(list="persons", entity_id=number, version=version, at=at)
    with store.writing() as session:
        Entities(session).keep(entity, Told(label=label, properties=properties), made)


def exported(store: Store, name: str = "persons") -> list[str]:
    out = BytesIO()
    entities(store, name, format="csv", bom=False, out=out, zone=BANGKOK)
    return out.getvalue().decode().splitlines()


def test_an_entity_is_one_line_as_odk_central_lays_it_out(store: Store) -> None:
    keep(store, KHAM, "ยายคำ", {"age": "71"})
    keep(store, MI, "=ตามี", {"sex": "male", "age": ""}, version=3, conflict="soft")

    assert exported(store) == [
        HEAD.format("age,sex,"),
        f"{KHAM},ยายคำ,71,,2026-11-25T12:01:00.000+07:00,,,0,,1,",
        f"{MI},'=ตามี,,male,2026-11-25T12:02:00.000+07:00,,,2,2026-11-25T14:02:00.000+07:00,3,soft",
    ]


def test_who_made_it_is_told_by_a_name_that_leads_back_to_nobody(lite: Store) -> None:
    with lite.writing() as session:
        contact = Contact(id="somsri", seen_on=NOON.date())
        Contacts(session).add(contact, line_id="U" + "a" * 32)
    keep(lite, KHAM, "ยายคำ", {}, contact="somsri")
    keep(lite, MI, "ตามี", {}, contact="somsri")

    names = [line.split(",")[3] for line in exported(lite)[1:]]

    assert len(set(names)) == 1
    assert len(names[0]) == 10
    assert "somsri" not in names[0]


def test_practice_is_left_out(lite: Store) -> None:
    keep(lite, KHAM, "ยายคำ", {}, is_demo=True)

    assert exported(lite) == [HEAD.format("")]


def test_a_list_is_a_sheet_too(lite: Store) -> None:
    keep(lite, KHAM, "ยายคำ", {"age": "71"})
    out = BytesIO()

    entities(lite, "persons", format="xlsx", bom=False, out=out, zone=BANGKOK)

    rows = list(load_workbook(out)["persons"].values)
    assert rows[1][:3] == (KHAM, "ยายคำ", "71")
    assert rows[1][8] == 1


def test_a_list_that_nobody_makes_is_unknown(lite: Store) -> None:
    with pytest.raises(UnknownListError, match="'wells'"):
        exported(lite, "wells")
