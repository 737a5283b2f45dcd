"""Audiences: who is in one, who is left out of it and why."""

from datetime import UTC, date, datetime

import pytest

from bot.secrets import Keyring
from bot.store import Store
from dialogue.broadcasting.audience import Audience
from models.audience import Audiences
from models.contact import Contact, Contacts
from models.contact_tag import ContactTags
from models.entity import Entity, Told
from models.organization import Membership, Organization
from models.person import PERSONS, Person

AT = datetime(2026, 11, 25, 5, 0, tzinfo=UTC)
ALL = ("",)


@pytest.fixture
def people(store: Store) -> Store:
    """Keep contacts: two volunteers and a mentor of Songkhla, one of Ubon, and visitors."""
    with store.writing() as session:
        session.add(Organization(id="o", name="o"))
        for name, language, told in (
            ("vol", "th", {}),
            ("vol_lo", "lo", {}),
            ("mentor", None, {}),
            ("ubon", "th", {}),
            ("visitor", "lo", {"care_area": "900101"}),
            ("nowhere", "th", {}),
            ("gone", "th", {"follows": False, "care_area": "900101"}),
            ("quiet", "lo", {"wants_notices": False, "care_area": "900101"}),
            ("demo", "th", {"is_demo": True, "care_area": "900101"}),
        ):
            seen = date(2026, 11, 1) if name == "ubon" else date(2026, 11, 25)
            one = Contact(id=name, language=language, seen_on=seen, **told)
            Contacts(session).add(one, line_id=f"U{name}")
        for name, role, area in (
            ("vol", "volunteer", "900101"),
            ("vol_lo", "volunteer", "900102"),
            ("mentor", "mentor", "9001"),
            ("ubon", "volunteer", "340101"),
        ):
            session.add(
                Membership(
                    id=name,
                    contact_id=name,
                    organization_id="o",
                    role=role,
                    area=area,
                    joined_at=AT,
                )
            )
        ContactTags(session).add(["vol", "visitor"], "vaccines", AT)
        _visited(session, "elder", "vol", "elderly migrant")
        _visited(session, "child", "vol_lo", "child")
    return store


def _visited(session: object, name: str, by: str, groups: str) -> None:
    times = {"created_at": AT, "updated_at": AT}
    person = Person(id=name, code=name, area="900101", assignee_id=by, **times)
    entity = Entity(list=PERSONS, id=name, area="900101", **times)
    session.add_all((person, entity))  # type: ignore[attr-defined]  # any session does
    entity.content = Told(label=name, properties={"groups": groups}).written()


def _reached(store: Store, audience: Audience, **how: object) -> set[str]:
    with store.thinking() as session:
        shelf = Audiences(session)
        found = list(shelf.recipients(audience, **how))  # type: ignore[arg-type]  # by name
        assert shelf.count(audience, **how).people == len(found)  # type: ignore[arg-type]
    assert all(line_id == f"U{name}" for name, line_id, _ in found)
    return {name for name, _, _ in found}


@pytest.mark.parametrize(
    ("audience", "reached"),
    [
        (Audience(areas=ALL), {"vol", "vol_lo", "mentor", "ubon", "visitor", "nowhere"}),
        (Audience(areas=("90",)), {"vol", "vol_lo", "mentor", "visitor"}),
        (Audience(areas=("900101", "34")), {"vol", "visitor", "ubon"}),
        (Audience(areas=("90",), roles=("volunteer",)), {"vol", "vol_lo"}),
        (Audience(areas=("90",), roles=("mentor", "visitor")), {"mentor", "visitor"}),
        (Audience(areas=ALL, languages=("lo",)), {"vol_lo", "visitor"}),
        (Audience(areas=("90",), languages=("th",)), {"vol", "mentor"}),
        (Audience(areas=ALL, target_groups=("elderly",)), {"vol"}),
        (Audience(areas=("90",), tags=("vaccines",)), {"vol", "visitor"}),
        (
            Audience(areas=ALL, roles=("volunteer",), seen_since=date(2026, 11, 2)),
            {"vol", "vol_lo"},
        ),
        (Audience(areas=("90",), listed=("vol", "ubon", "gone")), {"vol"}),
        (Audience(areas=("90",), is_demo=True), {"demo"}),
    ],
)
def test_who_is_in_it(people: Store, audience: Audience, reached: set[str]) -> None:
    assert _reached(people, audience) == reached


def test_who_is_left_out_is_told_with_the_reason(people: Store) -> None:
    listed = ("vol", "vol_lo", "gone", "quiet", "ubon", "demo", "stranger")
    with people.thinking() as session:
        audience = Audience(areas=("90",), listed=listed)
        refused = Audiences(session).count(audience, texts=("th",))
        fallen = Audiences(session).count(audience, texts=("th",), fallback="th")

    assert refused.by_language == {"th": 1}
    assert refused.left_out == {
        "no_text": 1,
        "unfollowed": 1,
        "opted_out": 1,
        "elsewhere": 2,
        "unknown": 1,
    }
    assert fallen.by_language == {"th": 2}


def test_a_tag_is_given_once_and_taken_back(people: Store, keys: Keyring) -> None:
    del keys
    with people.writing() as session:
        tags = ContactTags(session)
        tags.add(["vol", "ubon"], "vaccines", AT)
        tags.drop(["visitor"], "vaccines")
        session.flush()
        assert [tags.of(one) for one in ("vol", "ubon", "visitor")] == [["vaccines"]] * 2 + [[]]
