"""Registering: forms note, change and take back people, and the register goes along."""

import pytest
from sqlalchemy import select

from bot.secrets import Keyring
from bot.store import Store
from dialogue.xforms.entities import Entity as Asked
from handlers import entities, registering
from handlers.context import Context
from handlers.happened import EntityDropped, EntityKept, Happened, PersonKept, PersonLeft, Submitted
from handlers.register import Known, known
from handlers.router import Desk, Says
from models.entity import Entity
from models.form import Forms, FormVersion
from models.household import Household
from models.person import Person
from models.submission import Submission
from tests.events import AT
from tests.handlers.acting import TAMBON, Actor

GRANNY = "11111111-2222-4333-8444-555555555555"
TAMEE = "11111111-2222-4333-8444-666666666666"


@pytest.fixture
def somsri(store: Store, keys: Keyring) -> Actor:
    with store.writing() as session:
        Forms(session).publish(
            FormVersion(
                id="v1",
                form_id="f",
                version="1",
                title="f",
                xform="",
                workbook=b"",
                workbook_name="f.md",
                published_at=AT,
            )
        )
    return Actor(store=store, keys=keys, name="somsri")


def hears(event: Happened, ctx: Context) -> list[Happened]:
    """Let those who care hear of something, and list all that happened by it."""
    heard: list[Happened] = []

    def listen(what: Happened, _ctx: Context) -> Says:
        heard.append(what)
        return ()

    desk = Desk(
        watchers=(),
        features=(),
        listeners={
            Submitted: (entities.after_submission,),
            EntityKept: (listen, registering.after_entity_kept),
            EntityDropped: (listen, registering.after_entity_dropped),
            PersonKept: (listen,),
            PersonLeft: (listen,),
        },
    )
    desk._told((event,), ctx)  # noqa: SLF001  # what a desk does with what happened
    return heard


def submits(
    by: Actor, *asked: Asked, number: int = 1, corrects: int | None = None
) -> list[Happened]:
    """Submit a form that asks for these entities."""

    def work(ctx: Context) -> list[Happened]:
        root = None if corrects is None else f"uuid:{corrects}"
        submission = Submission(
            id=f"uuid:{number}",
            version_id="v1",
            form_id="f",
            contact_id=by.name,
            started_at=AT,
            submitted_at=AT,
            root_id=root,
        )
        ctx.submissions.add(submission, xml="<x/>")
        event = Submitted(
            submission_id=submission.id,
            root_id=root or submission.id,
            form_id="f",
            contact_id=by.name,
            corrects=root,
            area=TAMBON,
            entities=asked,
        )
        return hears(event, ctx)

    return by.does(work)


def asked(entity_id: str = GRANNY, label: str = "ยายคำ", base: int = 0, **told: str) -> Asked:
    return Asked(
        list="persons",
        id=entity_id,
        label=label,
        action="update" if base else "create",
        base_version=base or None,
        properties=told,
    )


def seen(by: Actor, person_id: str = GRANNY) -> Known | None:
    return by.does(lambda ctx: known(person_id, ctx))


def test_whoever_a_form_notes_is_in_the_register(somsri: Actor) -> None:
    happened = submits(
        somsri, asked(household="H-7", age="71"), asked(TAMEE, "ตามี", household="H-7")
    )

    assert [type(one) for one in happened] == [EntityKept, PersonKept] * 2
    granny, tamee = seen(somsri), seen(somsri, TAMEE)
    assert granny is not None
    assert tamee is not None
    assert (granny.name, granny.mark, granny.birth_year) == ("ยายคำ", "H-7", AT.year - 71)
    assert granny.household_id == tamee.household_id
    assert (granny.assignee_id, granny.area) == ("somsri", TAMBON)


def test_what_a_form_changes_is_changed_in_the_register(somsri: Actor) -> None:
    submits(somsri, asked(household="H-7", age="71"))

    happened = submits(somsri, asked(label="ยายดี", base=1, household="K-1", age="71"), number=2)

    assert happened[1:] == [PersonKept(person_id=GRANNY, is_new=False)]
    granny = seen(somsri)
    assert granny is not None
    assert (granny.name, granny.mark, granny.birth_year) == ("ยายดี", "K-1", AT.year - 71)


def test_an_age_that_is_told_anew_moves_the_year_of_birth(somsri: Actor) -> None:
    submits(somsri, asked(age="71"))
    submits(somsri, asked(base=1, age="75"), number=2)

    granny = seen(somsri)
    assert granny is not None
    assert granny.birth_year == AT.year - 75


@pytest.mark.parametrize("status", ["moved", "died", "refused"])
def test_a_form_that_tells_of_a_leave_is_told_on_once(somsri: Actor, status: str) -> None:
    submits(somsri, asked())

    first = submits(somsri, asked(base=1, status=status), number=2)
    again = submits(somsri, asked(base=2, status=status), number=3)

    assert PersonLeft(person_id=GRANNY, status=status) in first
    assert not [one for one in again if isinstance(one, PersonLeft)]
    granny = seen(somsri)
    assert granny is not None
    assert granny.status == status


def test_who_is_taken_back_is_in_the_register_no_more(somsri: Actor) -> None:
    submits(somsri, asked(household="H-7"), asked(TAMEE, "ตามี", household="K-1"))

    happened = submits(somsri, asked(TAMEE, "ตามี", household="K-1"), number=2, corrects=1)

    assert EntityDropped(list="persons", entity_id=GRANNY) in happened
    with somsri.store.thinking() as session:
        assert session.scalars(select(Person.id)).all() == [TAMEE]
        assert session.scalars(select(Entity.id)).all() == [TAMEE]
        assert [home.mark for home in session.scalars(select(Household))] == ["K-1"]


def test_what_was_answered_of_who_is_taken_back_is_erased(somsri: Actor) -> None:
    submits(somsri, asked(), asked(TAMEE, "ตามี"))
    for number, person_id in ((2, GRANNY), (3, TAMEE)):
        with somsri.store.writing() as session:
            visit = Submission(
                id=f"uuid:{number}",
                version_id="v1",
                form_id="f",
                contact_id="somsri",
                person_id=person_id,
                started_at=AT,
                submitted_at=AT,
            )
            session.add(visit)

    submits(somsri, asked(TAMEE, "ตามี"), number=4, corrects=1)

    with somsri.store.thinking() as session:
        left = session.scalars(select(Submission.id).order_by(Submission.id)).all()
    assert left == ["uuid:1", "uuid:3", "uuid:4"]


def test_entities_of_other_lists_are_none_of_the_register(somsri: Actor) -> None:
    other = Asked(
        list="followups", id=GRANNY, label="x", action="create", base_version=None, properties={}
    )

    assert [type(one) for one in submits(somsri, other)] == [EntityKept]
    assert seen(somsri) is None
