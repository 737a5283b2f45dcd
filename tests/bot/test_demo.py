"""Made-up people: put there once, for a demo contact alone, and never among real ones."""

from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bot import demo
from bot.exporting.entities import entities
from bot.people.exporting import export
from bot.people.importing import Answer, Import
from bot.people.limits import COMMAND
from bot.people.places import Gazetteer
from bot.people.rules import Rules
from bot.people.source import opened
from bot.reporting.making import Order, make
from bot.secrets import Keyring
from bot.settings import Settings
from bot.starting import Premises
from bot.store import Store
from dialogue.reading.periods import year_of
from dialogue.roster.merging import Merging, Paper
from handlers.report_kinds import BY_NAME
from models.base import Row
from models.consent import Consent
from models.contact import Contact
from models.household import Household
from models.need import Need
from models.person import PERSONS, Person
from models.visit import Visit
from tests.house import BANGKOK, NOON

VOLUNTEER = "volunteer"
TAMBON = "340503"


@pytest.fixture
def premises(store: Store, keys: Keyring) -> Premises:
    meet(store)
    return Premises(settings=Settings.read(_env_file=None), store=store, keys=keys)


def meet(store: Store, contact_id: str = VOLUNTEER, *, is_demo: bool = True) -> None:
    with store.writing() as session:
        session.add(Contact(id=contact_id, is_demo=is_demo, seen_on=NOON.date()))


def put(premises: Premises, volunteer_id: str = VOLUNTEER) -> int:
    return demo.people(premises, NOON, area=TAMBON, volunteer_id=volunteer_id)


def count(store: Store, table: type[Row]) -> int:
    with store.thinking() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def test_nine_people_of_four_homes_are_the_volunteers(premises: Premises) -> None:
    assert put(premises) == 9

    assert count(premises.store, Household) == 4
    with premises.store.thinking() as session:
        rows = session.execute(select(Person.area, Person.assignee_id, Person.is_demo).distinct())
        assert rows.all() == [(TAMBON, VOLUNTEER, True)]


def test_all_of_them_agreed_on_paper_or_somebody_did_for_them(premises: Premises) -> None:
    put(premises)

    with premises.store.thinking() as session:
        agreed = session.execute(select(Consent.given_by, Consent.card, Consent.is_demo))
        found = sorted(tuple(one) for one in agreed)
    assert found == [
        ("carer", "paper", True),
        ("parent", "paper", True),
        *[("self", "paper", True)] * 7,
    ]


def test_earlier_visits_found_what_they_need(premises: Premises) -> None:
    put(premises)

    with premises.store.thinking() as session:
        needs = session.execute(select(Need.kind, Need.urgency, Need.due_on, Need.is_demo))
        assert sorted(tuple(one) for one in needs) == [
            ("equipment", 5, date(2026, 11, 26), True),
            ("income", 1, date(2026, 11, 23), True),
            ("medicine", 9, date(2026, 11, 25), True),
            ("paper", 5, date(2026, 11, 26), True),
        ]
        assert (
            session.scalar(select(func.count()).where(Visit.is_demo, Visit.ended_at <= NOON)) == 6
        )
        visited = select(func.count()).where(Person.visited_at.is_not(None))
        assert session.scalar(visited) == 6


def test_they_are_put_there_once(premises: Premises) -> None:
    put(premises)

    assert put(premises) == 0
    assert (count(premises.store, Person), count(premises.store, Visit)) == (9, 6)


def test_who_was_erased_does_not_come_back(premises: Premises) -> None:
    put(premises)
    with premises.store.writing() as session:
        session.delete(session.scalars(select(Person).limit(1)).one())

    assert put(premises) == 0
    assert count(premises.store, Person) == 8


def test_on_a_real_channel_there_are_none(premises: Premises) -> None:
    channel = {"line_channel_secret": "a", "line_channel_access_token": "b"}
    real = premises.settings.model_copy(update=channel)

    assert put(Premises(settings=real, store=premises.store, keys=premises.keys)) == 0
    assert count(premises.store, Person) == 0


@pytest.mark.parametrize("who", ["real", "nobody"])
def test_whoever_is_none_of_the_demo_gets_none(premises: Premises, who: str) -> None:
    meet(premises.store, "real", is_demo=False)

    assert put(premises, who) == 0
    assert count(premises.store, Person) == 0


def test_exports_leave_them_out(premises: Premises, keys: Keyring) -> None:
    put(premises)
    sheet, out = BytesIO(), BytesIO()
    rules = Rules(now=NOON, vault=keys, areas=("",))

    assert export(premises.store, rules, sheet, format="csv", language="th") == 0
    assert entities(premises.store, PERSONS, format="csv", bom=False, out=out, zone=BANGKOK) == 0


def test_reports_of_the_command_line_leave_them_out(premises: Premises) -> None:
    put(premises)
    period = year_of(NOON.date())
    order = Order(kind=BY_NAME["visits"], area="", period=period, digits=2, language="th")

    table = make(premises.store, order, zone=BANGKOK, now=NOON)

    assert not table.hides
    assert set(table.counts.values()) <= {0}


def test_the_list_can_be_read_in_by_hand_too(premises: Premises, keys: Keyring) -> None:
    path = demo.FOLDER / "people.csv"
    rules = Rules(
        now=NOON.astimezone(BANGKOK),
        vault=keys,
        areas=(TAMBON,),
        area=TAMBON,
        merging=Merging(paper=Paper(on=date(2026, 9, 1))),
        is_demo=True,
    )
    work = Import(store=premises.store, rules=rules, places=Gazetteer(premises.store))

    with opened(path.read_bytes(), path.name, COMMAND) as roster:
        answers: list[Answer] = list(work.run(roster))
        assert (roster.headings.unknown, roster.headings.never) == ((), ())

    assert [one.problems for one in answers] == [()] * 9


def test_every_visit_is_one_to_somebody_of_the_list() -> None:
    folder = Path(demo.FOLDER)
    names = {line.partition(",")[0] for line in (folder / "people.csv").read_text().splitlines()}
    calls = (folder / "visits.csv").read_text().splitlines()[1:]

    assert {line.partition(",")[0] for line in calls} <= names
