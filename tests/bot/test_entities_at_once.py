"""Entities that two lanes change in the same moment: both changes stand, one after the other."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from bot.secrets import Keyring
from bot.store import Store
from dialogue.xforms.entities import Action
from dialogue.xforms.entities import Entity as Asked
from handlers import entities
from handlers.context import Context
from handlers.happened import Submitted
from handlers.incoming import Wrote
from handlers.router import Desk, Router, Says
from models.contact import Contact, Contacts
from models.entity import Entity, EntityProblem, EntityVersion
from models.form import FormVersion
from models.organization import Membership, Organization
from models.submission import Submission
from tests.events import AT, note, turns, wrote

LANES = ("lane-a", "lane-b")
WHO = "0b9ce3b6-3f0d-4d4c-9d3f-7f4f6e6a5b01"


def desk(said: Mapping[str, Asked], *, meeting: bool = False) -> Desk:
    """Make a desk that submits what stands under a typed word.

    `meeting` lets the lanes wait for each other at their first try, before anything is written.
    """
    router, barrier, thought = Router(), Barrier(len(LANES), timeout=20), set[str]()

    @router.on(Wrote)
    def submit(event: Wrote, ctx: Context) -> Says:
        lane = ctx.someone.id
        number = f"uuid:{event.text}"
        ctx.submissions.add(
            Submission(
                id=number,
                version_id="v1",
                form_id="health",
                contact_id=lane,
                started_at=AT,
                submitted_at=AT,
            ),
            xml="<data/>",
        )
        if meeting and lane not in thought:
            thought.add(lane)
            barrier.wait()
        submitted = Submitted(
            submission_id=number,
            root_id=f"uuid:{event.text.removeprefix('again ')}",
            form_id="health",
            contact_id=lane,
            area="3405",
            entities=(said[event.text],),
        )
        return (submitted,)

    return Desk(
        watchers=(),
        features=(router,),
        listeners={Submitted: (entities.after_submission,)},
    )


@pytest.fixture
def village(store: Store) -> Store:
    """Give a store in which two volunteers work in one area."""
    with store.writing() as session:
        session.add(Organization(id="org", name="เสี่ยวสุขภาพ"))
        session.add(
            FormVersion(
                id="v1",
                form_id="health",
                version="1",
                title="",
                xform="",
                workbook=b"",
                workbook_name="",
                published_at=AT,
            )
        )
        for number, lane in enumerate(LANES):
            contact = Contact(id=lane, language="th", seen_on=AT.date())
            Contacts(session).add(contact, line_id=f"U{number:032x}")
            session.add(
                Membership(
                    id=lane,
                    contact_id=lane,
                    organization_id="org",
                    role="volunteer",
                    area="3405",
                    joined_at=AT,
                )
            )
    return store


def asked(action: Action, base: int | None = None, label: str = "", **properties: str) -> Asked:
    return Asked(
        list="persons",
        id=WHO,
        action=action,
        label=label,
        properties=properties,
        base_version=base,
    )


def at_once(store: Store, keys: Keyring, desk: Desk) -> None:
    """Let both lanes have their turn, each in a thread of its own."""
    worker = turns(store, keys, desk)
    with ThreadPoolExecutor(len(LANES)) as pool:
        for made in pool.map(worker.apply_next, LANES):
            assert made is not None


def standing(store: Store) -> tuple[int, str, dict[str, str]]:
    with store.thinking() as session:
        entity = session.scalars(select(Entity)).one()
        return entity.version, entity.conflict, dict(entity.told.properties)


def bases(store: Store) -> list[tuple[int, int | None]]:
    with store.thinking() as session:
        rows = session.scalars(select(EntityVersion).order_by(EntityVersion.version))
        return [(row.version, row.base_version) for row in rows]


def created(store: Store, keys: Keyring) -> None:
    """Let somebody create the entity."""
    note(store, keys, [wrote("first")])
    said = {"first": asked("create", label="ยายคำ", walks="no")}
    turns(store, keys, desk(said)).apply_next("lane-a")


UPDATES = {"knee": asked("update", 1, knee="hurts"), "back": asked("update", 1, back="hurts")}
BOTH = {"walks": "no", "knee": "hurts", "back": "hurts"}


def test_two_who_update_one_entity_at_once_lose_nothing(village: Store, keys: Keyring) -> None:
    created(village, keys)
    note(village, keys, [wrote("knee", number=2), wrote("back", lane="lane-b")])

    at_once(village, keys, desk(UPDATES, meeting=True))

    assert standing(village) == (3, "soft", BOTH)
    assert bases(village) == [(1, None), (2, 1), (3, 1)]


def test_of_two_who_create_one_entity_at_once_the_second_is_a_problem(
    village: Store, keys: Keyring
) -> None:
    note(village, keys, [wrote("mine"), wrote("yours", lane="lane-b")])
    said = {label: asked("create", label=label) for label in ("mine", "yours")}

    at_once(village, keys, desk(said, meeting=True))

    assert standing(village) == (1, "", {})
    with village.thinking() as session:
        assert list(session.scalars(select(EntityProblem.kind))) == ["exists"]
        assert len(list(session.scalars(select(Submission)))) == 2


def test_two_who_change_one_entity_are_not_one_transaction(village: Store, keys: Keyring) -> None:
    created(village, keys)
    note(village, keys, [wrote("knee", number=2), wrote("back", lane="lane-b")])
    worker = turns(village, keys, desk(UPDATES))

    with pytest.raises(SQLAlchemyError):
        worker.apply(LANES)

    assert standing(village) == (1, "", {"walks": "no"})
    for lane in LANES:
        assert worker.apply_next(lane) is not None
    assert standing(village) == (3, "soft", BOTH)


def test_a_correction_does_not_do_again_what_was_done(village: Store, keys: Keyring) -> None:
    created(village, keys)
    said = {"again first": asked("create", label="แม่คำ"), "knee": UPDATES["knee"]}
    note(village, keys, [wrote("again first", number=2), wrote("knee", number=3)])
    worker = turns(village, keys, desk(said))

    assert [worker.apply_next("lane-a") is None for _ in said] == [False, False]

    assert bases(village) == [(1, None), (2, 1)]
    with village.thinking() as session:
        assert list(session.scalars(select(EntityProblem.kind))) == []
