"""Retention of people: each thing goes when its time is over, and not a day before."""

from datetime import UTC, datetime, timedelta
from itertools import count as count_from
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import event, func, select

from bot import retention_people
from bot.compiled import Compiled
from bot.periods import Periods
from bot.retention import Retention
from bot.secrets import Keyring
from bot.store import Store
from models.answer import Answer
from models.audit import Audit
from models.base import Row
from models.consent import Consent
from models.contact import Contact
from models.danger_flag import DangerFlag
from models.entity import Entities, Entity, EntityProblem, EntityVersion, Told
from models.follow_up import FollowUp
from models.form import FormVersion
from models.forward import Forward
from models.household import Household
from models.lane import Lane
from models.need import Need
from models.organization import Membership, Organization
from models.person import BARE, PERSONS, Person
from models.plan import PlanItem
from models.referral import Referral
from models.submission import Submission
from models.visit import Visit
from tests.dialogue.xforms.test_keeping import XFORM
from tests.scanning import found

NIGHT = datetime(2026, 11, 25, 18, 0, tzinfo=UTC)  # 01:00 in Bangkok on the 26th
NAME, WORDS = "ยายทองคำ", "ปวดหลังมากเมื่อคืน"


def night(store: Store, at: datetime = NIGHT, periods: Periods | None = None) -> None:
    Retention(
        store=store,
        clock=lambda: at,
        zone=ZoneInfo("Asia/Bangkok"),
        compiled=Compiled(),
        periods=periods or Periods(),
    ).night()


def days(number: float) -> datetime:
    return NIGHT - timedelta(days=number)


def keep(store: Store, *rows: Row) -> None:
    with store.writing() as session:
        session.add_all(rows)


def count(store: Store, table: type[Row]) -> int:
    with store.thinking() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def contact(name: str = "c1", seen: float = 0) -> Contact:
    return Contact(id=name, seen_on=days(seen).date())


def person(
    name: str = "p1", *, seen: float | None = None, changed: float = 0, home: str | None = None
) -> Person:
    return Person(
        id=name,
        code=name,
        area="900101",
        household_id=home,
        name_hash="x",
        visited_at=None if seen is None else days(seen),
        created_at=days(changed),
        updated_at=days(changed),
    )


def described(store: Store, seen: float) -> None:
    """Keep a person with all that is told of them, last visited so many days ago."""
    with store.writing() as session:
        session.add(contact())
        version = FormVersion(
            id="v1",
            form_id="f",
            version="1",
            title="t",
            xform=XFORM,
            workbook=b"",
            workbook_name="f.md",
            published_at=NIGHT,
        )
        home = Household(id="h1", area="900101", mark_hash="x", created_at=days(seen))
        entity = Entity(list=PERSONS, id="p1", created_at=days(seen), updated_at=days(seen))
        made = EntityVersion(list=PERSONS, entity_id="p1", version=1, at=days(seen))
        submission = Submission(
            id="uuid:1",
            version_id="v1",
            form_id="f",
            person_id="p1",
            visit_id="v1",
            started_at=days(seen),
            submitted_at=days(seen),
        )
        need = Need(
            id="n1", person_id="p1", area="900101", kind="food", subject="x", found_at=days(seen)
        )
        session.add_all((version, home, entity, submission, need))
        session.add(person(seen=seen, changed=seen, home="h1"))
        session.add(Visit(id="v1", person_id="p1", area="900101", started_at=days(seen)))
        session.add(Forward(submission_id="uuid:1", noted_at=days(seen), again_at=days(seen)))
        session.add(
            Answer(
                submission_id="uuid:1",
                person_id="p1",
                form_id="f",
                name="adl",
                value="home",
                at=days(seen),
            )
        )
        session.add(
            Consent(
                id="k1",
                person_id="p1",
                purpose="record",
                card="1",
                given_by="self",
                given_at=days(seen),
            )
        )
        home.village = home.mark = need.detail = WORDS
        submission.xml = f"<data><name>{NAME}</name></data>"
        Entities(session).keep(entity, Told(label=NAME, properties={}), made)


def test_two_years_after_the_last_visit_only_counts_stay(store: Store, keys: Keyring) -> None:
    described(store, seen=731)

    night(store)

    assert found(store, keys, NAME, WORDS) == []
    tables = (Person, Visit, Submission, Answer, Consent, Entity, Household, Forward)
    assert [count(store, table) for table in tables] == [1, 1, 1, 1, 1, 0, 0, 0]
    with store.thinking() as session:
        bare = session.scalars(select(Person)).one()
        assert (bare.status, bare.name_hash, bare.household_id) == (BARE, "", None)
        assert (bare.area, session.scalars(select(Visit.person_id)).one()) == ("900101", "p1")
        assert session.scalars(select(Need.status)).one() == "dropped"


def test_a_day_before_all_is_there(store: Store, keys: Keyring) -> None:
    described(store, seen=729)

    night(store)

    assert len(found(store, keys, NAME)) >= 3
    assert count(store, Household) == 1


def test_whoever_was_never_visited_goes_by_the_last_change_in_the_register(store: Store) -> None:
    keep(store, person("old", changed=731), person("young", changed=729))

    night(store)

    with store.thinking() as session:
        left = dict(session.execute(select(Person.id, Person.status)).all())
    assert left == {"old": BARE, "young": "active"}


def test_the_last_of_a_home_takes_it_along_in_one_night(store: Store) -> None:
    home = Household(id="h1", area="90", mark_hash="x", created_at=days(900))
    rows = [person(name, seen=800, home="h1") for name in ("p1", "p2")]
    keep(store, home, *rows)

    night(store)

    assert count(store, Household) == 0


def test_consents_outlive_what_they_allowed_by_a_year(store: Store) -> None:
    described(store, seen=731)
    night(store)

    night(store, NIGHT + timedelta(days=364))
    assert count(store, Consent) == 1
    night(store, NIGHT + timedelta(days=367))

    assert count(store, Consent) == 0
    assert count(store, Person) == 1


@pytest.mark.parametrize(("age", "left"), [(364, 1), (366, 0)])
def test_needs_plans_and_referrals_go_a_year_after_they_were_closed(
    store: Store, age: int, left: int
) -> None:
    closed, told = days(age), {"person_id": "p1", "area": "900101"}
    keep(
        store,
        person(seen=1),
        Need(id="n1", kind="food", subject="a", found_at=closed, closed_at=closed, **told),
        Need(id="n2", kind="food", subject="b", found_at=closed, **told),
        PlanItem(id="i1", made_at=closed, closed_at=closed, **told),
        Referral(
            id="r1", code="R1", made_at=closed, ask_on=closed.date(), closed_at=closed, **told
        ),
    )

    night(store)

    assert [count(store, table) for table in (Need, PlanItem, Referral)] == [left + 1, left, left]


def test_the_audit_log_goes_after_a_year_and_problems_after_ninety_days(store: Store) -> None:
    described(store, seen=1)
    keep(
        store,
        *(Audit(at=days(age), actor="c1", action="saw", kind="person") for age in (364, 366)),
        *(
            EntityProblem(id=str(age), submission_id="uuid:1", kind="x", at=days(age))
            for age in (89, 91)
        ),
    )

    night(store)

    assert (count(store, Audit), count(store, EntityProblem)) == (1, 1)


def test_danger_on_visits_is_forgotten_after_a_year(store: Store) -> None:
    keep(store, Visit(id="v1", area="900101", started_at=days(400), ended_at=days(400)))
    keep(
        store,
        *(
            DangerFlag(id=str(age), at=days(age), area="900101", kind="medical", visit_id="v1")
            for age in (364, 366)
        ),
    )

    night(store)

    with store.thinking() as session:
        assert session.scalars(select(DangerFlag.id)).all() == ["364"]


def test_that_somebody_was_told_whom_to_call_is_forgotten_in_the_night(store: Store) -> None:
    keep(
        store,
        *(
            Contact(id=name, seen_on=NIGHT.date(), warned_at=NIGHT - timedelta(minutes=minutes))
            for name, minutes in (("just now", 5), ("long ago", 90))
        ),
    )

    night(store)

    with store.thinking() as session:
        told = select(Contact.id).where(Contact.warned_at.is_not(None))
        assert session.scalars(told).all() == ["just now"]


def test_visitors_who_were_not_seen_for_a_year_are_forgotten(store: Store) -> None:
    with store.writing() as session:
        session.add(Organization(id="o", name="o"))
        for name, seen in (("old", 367), ("young", 364), ("works", 400), ("worked", 400)):
            row = contact(name, seen)
            session.add(row)
            row.line_id = f"U{name}"
        for name, left in (("works", None), ("worked", days(390))):
            session.add(
                Membership(
                    id=name,
                    contact_id=name,
                    organization_id="o",
                    role="volunteer",
                    area="90",
                    joined_at=days(400),
                    left_at=left,
                )
            )

    night(store)

    with store.thinking() as session:
        assert sorted(session.scalars(select(Contact.id))) == ["works", "young"]


def test_a_question_of_yesterday_is_taken_back(store: Store) -> None:
    with store.writing() as session:
        for name, seen in (("yesterday", 1), ("today", 0)):
            row = Contact(id=name, seen_on=datetime(2026, 11, 26, tzinfo=UTC).date())
            row.seen_on -= timedelta(days=seen)
            session.add(row)
            row.asked, row.asked_about = "people.add", WORDS

    night(store)

    with store.thinking() as session:
        asked = dict(session.execute(select(Contact.id, Contact.asked)).all())
    assert asked == {"yesterday": None, "today": "people.add"}


def test_who_was_begun_to_be_noted_yesterday_is_forgotten(store: Store) -> None:
    with store.writing() as session:
        row = Contact(id="yesterday", seen_on=datetime(2026, 11, 25, tzinfo=UTC).date())
        session.add(row)
        row.noting = WORDS

    night(store)

    with store.thinking() as session:
        assert session.scalars(select(Contact.noting_sealed)).all() == [None]


def test_an_open_visit_of_an_erased_volunteer_is_closed_by_what_it_holds(store: Store) -> None:
    described(store, seen=0.6)
    keep(
        store,
        Visit(id="empty", person_id="p1", area="900101", started_at=days(0.6)),
        Visit(id="young", person_id="p1", area="900101", started_at=days(0.4)),
        Visit(id="own", person_id="p1", area="900101", started_at=days(0.6), contact_id="c1"),
    )

    night(store)

    with store.thinking() as session:
        query = select(Visit.id, Visit.status)
        assert dict(session.execute(query).all()) == {
            "v1": "done",
            "empty": "cancelled",
            "young": "open",
            "own": "open",
        }


def test_the_lane_of_an_erased_contact_goes_when_its_events_do(store: Store) -> None:
    keep(
        store,
        *(Lane(key=name) for name in ("gone", "just gone", "back", "group")),
        contact("back"),
        *(
            Audit(at=days(age), actor=name, action="erased", kind="contact")
            for name, age in (("gone", 9), ("just gone", 2), ("back", 9))
        ),
    )

    night(store)

    with store.thinking() as session:
        assert sorted(session.scalars(select(Lane.key))) == ["back", "group", "just gone"]


def test_what_was_noted_about_nobody_of_the_register_is_blanked_too(store: Store) -> None:
    described(store, seen=1)
    with store.writing() as session:
        row = Submission(
            id="uuid:2",
            version_id="v1",
            form_id="f",
            started_at=days(731),
            submitted_at=days(731),
        )
        session.add(row)
        row.xml = f"<data><name>{WORDS}</name></data>"

    night(store)

    with store.thinking() as session:
        kept = session.scalars(select(Submission.id).where(Submission.xml_sealed.is_not(None)))
        assert list(kept) == ["uuid:1"]


def test_many_go_in_batches(store: Store) -> None:
    keep(store, *(person(f"p{number}", seen=800) for number in range(405)))

    night(store)

    with store.thinking() as session:
        left = session.scalar(select(func.count()).where(Person.status != BARE))
    assert left == 0


def test_when_one_took_long_others_may_write_before_the_next(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(store, *(person(f"p{number}", seen=800) for number in range(45)))
    commits = list[None]()
    event.listen(store.engine, "commit", lambda _: commits.append(None))
    night(store, days(1_000))  # nothing is due yet
    idle, commits[:] = len(commits), []
    seconds = count_from(0)
    monkeypatch.setattr(retention_people, "monotonic", lambda: float(next(seconds)))

    night(store)

    assert len(commits) == idle + 44  # an idle night looks once, too
    with store.thinking() as session:
        left = session.scalar(select(func.count()).where(Person.status != BARE))
    assert left == 0


def test_open_follow_ups_of_the_bare_are_closed(store: Store) -> None:
    described(store, seen=731)
    keep(
        store,
        FollowUp(
            id="f1",
            person_id="p1",
            area="900101",
            task="visit",
            subject="x",
            opens_on=NIGHT.date(),
            due_on=NIGHT.date(),
            made_at=days(731),
        ),
    )

    night(store)

    with store.thinking() as session:
        assert session.scalars(select(FollowUp.status)).one() == "dropped"
