"""Importing people: each once, by the rules of the register, on both databases."""

from datetime import date, datetime

import pytest
from sqlalchemy import func, select

from bot.people.importing import Answer
from bot.secrets import Keyring
from bot.store import Store
from dialogue.people.naming import home_id_key, home_key, mark_key, name_key
from dialogue.roster.merging import Merging, Paper
from models.audit import Audit
from models.base import Row
from models.consent import Consent
from models.entity import Entities, EntityVersion
from models.household import Household
from models.inbox import Event
from models.person import PERSONS, Person
from tests.bot.people.rosters import NOW, bring, made_up, someone, totals, why


def count(store: Store, table: type[Row]) -> int:
    with store.thinking() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def properties(store: Store, code: str) -> dict[str, str]:
    with store.thinking() as session:
        person = session.scalars(select(Person).where(Person.code == code)).one()
        entity = Entities(session).get(PERSONS, person.id)
        assert entity is not None
        return dict(entity.told.properties)


def only(answers: list[Answer]) -> Answer:
    (answer,) = answers
    return answer


def test_five_thousand_people_twice_are_five_thousand(store: Store) -> None:
    people = made_up(5_000)

    assert totals(bring(store, people)) == {"created": 5_000}
    assert totals(bring(store, people)) == {"same": 5_000}

    assert count(store, Person) == 5_000
    assert count(store, Household) == 1_250 * 4  # no home of one village is that of another
    assert count(store, EntityVersion) == 5_000


def test_what_is_only_tried_stores_nothing(store: Store) -> None:
    assert totals(bring(store, made_up(20), stores=False)) == {"created": 20}

    assert count(store, Person) == count(store, Household) == count(store, Event) == 0
    assert count(store, Audit) == 0


def test_rows_become_people_as_the_register_makes_them(store: Store, keys: Keyring) -> None:
    answer = only(bring(store, [someone(กลุ่ม="ผู้สูงอายุ", ผู้ดูแล="ลูกสาว")]))

    with store.thinking() as session:
        person = session.scalars(select(Person)).one()
        home = session.scalars(select(Household)).one()
        entity = Entities(session).get(PERSONS, person.id)
        assert entity is not None
        assert (person.code, person.area, person.status) == (answer.code, "900102", "active")
        assert len(person.code) == 6
        assert person.name_hash == keys.hashed(name_key("น้อย"))
        assert person.household_id == home.id
        assert home.id == keys.hashed(home_id_key("900102", home.mark_hash, is_demo=False))
        assert (home.village, home.mark) == ("หมู่ 4", "ต้นมะขาม")
        assert home.mark_hash == keys.hashed(home_key("หมู่ 4", "ต้นมะขาม"))
        assert home.called_hash == keys.hashed(mark_key("ต้นมะขาม"))
        assert entity.told.label == "น้อย"
        assert dict(entity.told.properties) == {
            "birth_year": "1957",
            "sex": "female",
            "groups": "elderly",
            "village": "หมู่ 4",
            "household": "ต้นมะขาม",
            "carer": "ลูกสาว",
            "status": "active",
            "consent": "record",
        }
        assert (entity.version, entity.area) == (1, "900102")
        version = Entities(session).version(entity, 1)
        assert version is not None
        assert version.told == entity.told


def test_the_consent_of_a_row_is_kept_with_who_and_when(store: Store) -> None:
    bring(store, [someone(ยินยอมเรื่อง="เก็บข้อมูล, ส่งต่อ", ผู้ให้ความยินยอม="พ่อแม่")])

    with store.thinking() as session:
        kept = session.scalars(select(Consent).order_by(Consent.purpose)).all()
        assert [(one.purpose, one.given_by, one.card) for one in kept] == [
            ("record", "parent", "sheet"),
            ("share", "parent", "sheet"),
        ]
        assert {one.given_at.astimezone(NOW.tzinfo).date() for one in kept} == {date(2026, 11, 1)}


def test_without_consent_a_row_is_refused_and_on_paper_it_is_taken(store: Store) -> None:
    bare = someone(ผู้ให้ความยินยอม="", วันที่ยินยอม="")

    assert why(only(bring(store, [bare]))) == [
        (
            "consent_by",
            "Without consent nothing is kept: write who agreed, and the day on which that was.",
        )
    ]
    paper = Merging(paper=Paper(on=date(2026, 10, 3), by="carer"))
    assert only(bring(store, [bare], merging=paper)).done == "created"

    with store.thinking() as session:
        kept = session.scalars(select(Consent)).one()
        assert (kept.card, kept.given_by, kept.purpose) == ("paper", "carer", "record")
    assert only(bring(store, [bare])).done == "same"


def test_a_blank_cell_keeps_what_is_known_and_replacing_empties_it(store: Store) -> None:
    code = only(bring(store, [someone(กลุ่ม="คนพิการ", ผู้ดูแล="ลูกสาว")])).code

    assert only(bring(store, [someone(ผู้ดูแล="หลาน")])).done == "updated"
    assert properties(store, code)["groups"] == "disabled"

    assert only(bring(store, [someone()], merging=Merging(replace=True))).done == "updated"
    after = properties(store, code)
    assert (after["groups"], after["carer"], after["status"]) == ("", "", "active")
    assert only(bring(store, [someone()], merging=Merging(replace=True))).done == "same"
    assert count(store, EntityVersion) == 3


def test_a_column_that_is_not_there_empties_nothing(store: Store) -> None:
    code = only(bring(store, [someone(ภาษา="ลาว")])).code
    row = {"รหัส": code, "ชื่อเล่น": "น้อย"}
    source = "\n".join((",".join(row), ",".join(row.values()))).encode()

    assert only(bring(store, source, merging=Merging(replace=True))).done == "same"
    assert properties(store, code)["speaks"] == "lo"


def test_by_their_code_people_may_be_called_otherwise_and_live_elsewhere(store: Store) -> None:
    code = only(bring(store, [someone()])).code

    moved = someone("ยายน้อย", รหัส=code.lower(), รหัสพื้นที่="900103", บ้าน="ริมคลอง")
    answer = only(bring(store, [moved]))

    assert (answer.done, answer.code) == ("updated", code)
    with store.thinking() as session:
        person = session.scalars(select(Person)).one()
        home = session.get(Household, person.household_id)
        assert home is not None
        assert (person.area, home.area, home.mark) == ("900103", "900103", "ริมคลอง")
    assert only(bring(store, [moved])).done == "same"


def test_two_of_one_name_in_one_home_are_told_apart_by_their_years(store: Store) -> None:
    father, son = someone(ปีเกิด="2500"), someone(ปีเกิด="2530")

    assert totals(bring(store, [father, son])) == {"created": 2}
    assert totals(bring(store, [son, father])) == {"same": 2}

    unclear = only(bring(store, [someone(ปีเกิด="")]))
    assert [key for key, _ in why(unclear)] == ["code"]
    with store.thinking() as session:
        codes = set(session.scalars(select(Person.code)))
    assert set(str(unclear.problems[0].reason.values["codes"]).split(", ")) == codes


@pytest.mark.parametrize("stores", [True, False])
def test_a_person_twice_in_one_file_is_taken_once(store: Store, stores: bool) -> None:  # noqa: FBT001
    answers = bring(store, [someone(), someone(ปีเกิด="")], stores=stores)

    assert [answer.done for answer in answers] == ["created", "refused"]
    assert answers[1].problems[0].reason.values == {"row": 2}


def test_whoever_is_known_is_taken_once_in_one_file_too(store: Store) -> None:
    code = only(bring(store, [someone()])).code

    answers = bring(store, [someone(), someone(), {"รหัส": code}])

    assert [answer.done for answer in answers] == ["same", "refused", "refused"]


def test_an_age_finds_the_same_person_before_and_after_a_birthday(store: Store) -> None:
    bring(store, [someone(ปีเกิด="2500")])

    for age in ("68", "69"):
        assert only(bring(store, [someone(ปีเกิด="", อายุ=age)])).done == "same"
    assert only(bring(store, [someone(ปีเกิด="", อายุ="40")])).done == "created"


def test_a_home_is_found_by_its_mark_where_the_village_is_not_told(store: Store) -> None:
    bring(store, [someone()])

    assert only(bring(store, [someone(หมู่บ้าน="")])).done == "same"


def test_without_a_home_somebody_who_has_one_may_be_meant(store: Store) -> None:
    code = only(bring(store, [someone()])).code

    refused = only(bring(store, [someone(บ้าน="", หมู่บ้าน="")]))
    assert refused.problems[0].reason.values == {"codes": code}
    assert only(bring(store, [someone(บ้าน="", หมู่บ้าน="", ปีเกิด="2533")])).done == "created"
    assert only(bring(store, [someone(บ้าน="", หมู่บ้าน="", ปีเกิด="2533")])).done == "same"


def test_whoever_left_is_told_to_the_house_with_the_same_commit(store: Store) -> None:
    code = only(bring(store, [someone()])).code

    bring(store, [{"รหัส": code, "ชื่อเล่น": "น้อย", "สถานะ": "เสียชีวิต"}])

    with store.thinking() as session:
        person = session.scalars(select(Person)).one()
        assert (person.status, person.status_on) == ("died", NOW.date())
        bodies = [event.body or "" for event in session.scalars(select(Event).order_by(Event.seq))]
    assert f'"left": [["{person.id}", "died"]]' in bodies[-1]
    assert "น้อย" not in bodies[-1]


def test_whoever_refuses_is_not_added_but_may_refuse_later(store: Store) -> None:
    refusing = someone(สถานะ="ไม่ประสงค์")

    assert [key for key, _ in why(only(bring(store, [refusing])))] == ["status"]
    bring(store, [someone()])
    assert only(bring(store, [refusing])).done == "updated"


def test_consent_that_was_taken_back_is_not_given_again_by_an_old_sheet(store: Store) -> None:
    bring(store, [someone()])
    with store.writing() as session:
        consent = session.scalars(select(Consent)).one()
        consent.withdrawn_at = datetime(2026, 11, 20, tzinfo=NOW.tzinfo)

    assert [key for key, _ in why(only(bring(store, [someone()])))] == ["consent_on"]
    assert only(bring(store, [someone(วันที่ยินยอม="24/11/2569")])).done == "updated"


def test_nobody_of_another_area_is_read_or_written(store: Store) -> None:
    code = only(bring(store, [someone(รหัสพื้นที่="340503")])).code

    strange = only(bring(store, [someone(รหัสพื้นที่="340503")], areas=("90",)))
    assert why(strange) == [("area", "This area is not among yours.")]
    by_code = only(bring(store, [{"รหัส": code, "ชื่อเล่น": "เปลี่ยน"}], areas=("90",)))
    assert [key for key, _ in why(by_code)] == ["code"]
    away = only(bring(store, [someone(รหัส=code)], areas=("90",)))
    assert [key for key, _ in why(away)] == ["code"]
    assert count(store, Person) == 1


def test_made_up_people_and_real_ones_do_not_know_each_other(store: Store) -> None:
    bring(store, [someone()])
    with store.writing() as session:
        session.scalars(select(Person)).one().is_demo = True

    assert only(bring(store, [someone()])).done == "created"


def test_an_import_leaves_one_mark_without_contents(store: Store) -> None:
    bring(store, made_up(1_200), areas=("90",))

    with store.thinking() as session:
        mark = session.scalars(select(Audit)).one()
    assert (mark.actor, mark.action, mark.kind, mark.area) == (
        "command",
        "imported",
        "people",
        "90",
    )
