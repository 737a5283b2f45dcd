"""Needs by form: found, graded, met by evidence, reconsidered, and dropped when nobody is owed."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.gaps import shipped_gaps
from bot.secrets import Keyring
from bot.store import Store
from dialogue.prompt import Say
from handlers import gaps
from handlers.context import Context
from handlers.happened import NeedClosed, NeedFound, PersonLeft, Submitted
from handlers.needing import take_back
from handlers.router import Says
from models.form import Forms, FormVersion
from models.need import Need
from models.person import Person
from models.submission import Submission
from tests.events import AT
from tests.handlers.acting import TAMBON, Actor
from tests.handlers.needing import KHAM, put, rows, told, words_of


@pytest.fixture
def somsri(store: Store, keys: Keyring) -> Actor:
    put(store, area=TAMBON)
    version = FormVersion(
        id="v",
        form_id="four_needs",
        version="1",
        title="ปัจจัยสี่",
        xform="",
        workbook=b"",
        workbook_name="x.md",
        published_at=AT,
    )
    with store.writing() as session:
        Forms(session).publish(version)
    return Actor(store=store, keys=keys, name="somsri", area=TAMBON)


def submits(
    who: Actor,
    xml: str = "",
    *,
    number: int = 1,
    corrects: int | None = None,
    form: str = "four_needs",
    person_id: str | None = KHAM,
    **answers: str,
) -> Says:
    """Let someone submit a form with these answers, as the drafts' feature does."""

    def work(ctx: Context) -> Says:
        ctx = replace(ctx, gaps=shipped_gaps())
        root = number if corrects is None else corrects
        row = Submission(
            id=f"s{number}",
            version_id="v",
            form_id=form,
            contact_id="somsri",
            area=TAMBON,
            started_at=ctx.moment.now,
            submitted_at=ctx.moment.now,
            root_id=None if corrects is None else f"s{root}",
        )
        ctx.submissions.add(row, xml=xml or "<data/>")
        event = Submitted(
            submission_id=f"s{number}",
            root_id=f"s{root}",
            form_id=form,
            contact_id="somsri",
            corrects=None if corrects is None else f"s{corrects}",
            area=TAMBON,
            person_id=person_id,
            answers=answers,
        )
        return gaps.after_submission(event, ctx)

    return who.does(work)


def kinds(said: Says) -> list[str]:
    return [type(one).__name__ for one in said]


def test_a_gap_becomes_a_need_of_the_person_with_owner_and_day(somsri: Actor) -> None:
    said = submits(somsri, food="no", food_urgency="9")

    (one,) = rows(somsri.store, Need)
    assert told(somsri.store) == [("food", "person", 9, "open")]
    assert (one.person_id, one.area, one.owner_id) == (KHAM, TAMBON, "somsri")
    assert (one.due_on, one.submission_id) == (AT.date().replace(day=26), "s1")
    assert said == (NeedFound(need_id=one.id),)


def test_answers_that_stand_in_clear_nowhere_are_read_from_what_was_sent(somsri: Actor) -> None:
    xml = "<data><rights><right>none</right></rights><help><urgency>9</urgency></help></data>"

    submits(somsri, xml, form="rights_access")

    assert told(somsri.store) == [("right", "person", 9, "open")]


def test_the_same_gap_while_it_is_open_is_the_same_need(somsri: Actor) -> None:
    submits(somsri, food="no", food_urgency="5")

    again = submits(somsri, number=2, food="no", food_urgency="9", food_need="ข้าวหมดแล้ว")

    (one,) = rows(somsri.store, Need)
    assert (one.urgency, one.submission_id) == (9, "s2")
    assert words_of(somsri.store)[one.id][0] == "ข้าวหมดแล้ว"
    assert again == (NeedFound(need_id=one.id),)
    submits(somsri, number=3, food="no", food_urgency="1")
    assert told(somsri.store) == [("food", "person", 1, "open")]
    assert submits(somsri, number=4, food="no") == ()
    assert told(somsri.store) == [("food", "person", 1, "open")]


def test_enough_at_a_later_visit_is_evidence_that_it_is_met(somsri: Actor) -> None:
    submits(somsri, food="no", clothing="no")

    said = submits(somsri, number=2, food="yes")

    assert kinds(said) == ["NeedClosed"]
    assert told(somsri.store) == [("clothing", "person", 5, "open"), ("food", "person", 5, "met")]
    closed = next(one for one in rows(somsri.store, Need) if one.subject == "food")
    assert (closed.closed_by, closed.closed_at is not None) == ("s2", True)


def test_a_gap_that_comes_back_is_another_need(somsri: Actor) -> None:
    submits(somsri, food="no")
    submits(somsri, number=2, food="yes")
    submits(somsri, number=3, food="no")

    assert told(somsri.store) == [("food", "person", 5, "met"), ("food", "person", 5, "open")]


def test_without_a_person_nothing_is_opened(somsri: Actor) -> None:
    assert submits(somsri, person_id=None, food="no") == ()
    assert told(somsri.store) == []


def test_nothing_is_opened_for_who_has_left(somsri: Actor) -> None:
    with somsri.store.writing() as session:
        person = session.get(Person, KHAM)
        assert person is not None
        person.status = "died"

    assert submits(somsri, food="no") == ()


def test_other_words_are_another_problem_and_the_same_words_are_not(somsri: Actor) -> None:
    submits(somsri, form="home_visit", problem="หลังคารั่ว")
    submits(somsri, number=2, form="home_visit", problem="หลังคา รั่ว")
    submits(somsri, number=3, form="home_visit", problem="ไม่มีรถไปหาหมอ")

    assert told(somsri.store) == [("other", "person", 1, "open"), ("other", "person", 1, "open")]


def test_violence_is_never_noted_and_1300_is_said(somsri: Actor) -> None:
    said = submits(somsri, form="home_visit", problem="ถูกทำร้าย", food="no")

    assert told(somsri.store) == [("food", "person", 5, "open")]
    assert kinds(said) == ["NeedFound", "Say"]
    assert isinstance(said[1], Say)
    assert "1300" in str(said[1].lines[0])


def test_numbers_in_the_words_are_left_out_and_the_need_is_noted(somsri: Actor) -> None:
    submits(somsri, food="no", food_need="โทร 0812345678")

    assert [detail for detail, _ in words_of(somsri.store).values()] == [None]


def test_a_correction_drops_what_only_the_mistake_told(somsri: Actor) -> None:
    submits(somsri, food="no", clothing="no")

    said = submits(somsri, number=2, corrects=1, food="yes", clothing="no")

    assert kinds(said) == ["NeedClosed"]
    assert told(somsri.store) == [
        ("clothing", "person", 5, "open"),
        ("food", "person", 5, "dropped"),
    ]


def test_a_correction_leaves_alone_what_was_found_again_since(somsri: Actor) -> None:
    submits(somsri, food="no")
    submits(somsri, number=2, food="no")

    submits(somsri, number=3, corrects=1)

    assert told(somsri.store) == [("food", "person", 5, "open")]


def test_a_correction_opens_again_what_only_the_mistake_had_closed(somsri: Actor) -> None:
    submits(somsri, food="no")
    submits(somsri, number=2, food="yes")

    said = submits(somsri, number=3, corrects=2, food="no", food_urgency="9")

    assert told(somsri.store) == [("food", "person", 9, "open")]
    assert set(kinds(said)) == {"NeedFound"}


def test_who_left_needs_nothing_any_more(somsri: Actor) -> None:
    submits(somsri, food="no")

    left = PersonLeft(person_id=KHAM, status="moved")
    said = somsri.does(lambda ctx: gaps.after_person_left(left, ctx))

    assert [type(one) for one in said] == [NeedClosed]
    assert told(somsri.store) == [("food", "person", 5, "dropped")]


def test_other_events_are_not_heard(somsri: Actor) -> None:
    other = NeedFound(need_id="x")

    assert somsri.does(lambda ctx: gaps.after_submission(other, ctx)) == ()
    assert somsri.does(lambda ctx: gaps.after_person_left(other, ctx)) == ()


def test_what_is_withdrawn_leaves_nothing_of_what_it_told(somsri: Actor) -> None:
    submits(somsri, clothing="no", clothing_need="ผ้าห่ม")
    submits(somsri, number=2, food="yes", clothing="no", clothing_need="ผ้าห่มสองผืน")
    submits(somsri, number=3, food="no", food_need="ข้าวหมด")

    somsri.does(lambda ctx: take_back(["s3"], ctx.moment.now - timedelta(seconds=1), ctx))

    assert told(somsri.store) == [("clothing", "person", 5, "open")]


def test_a_need_there_was_before_what_is_withdrawn_stays_without_its_words(somsri: Actor) -> None:
    submits(somsri, clothing="no", clothing_need="ผ้าห่ม")
    submits(somsri, number=2, clothing="no", clothing_need="ผ้าห่มสองผืน")

    somsri.does(lambda ctx: take_back(["s2"], ctx.moment.now - timedelta(seconds=1), ctx))

    assert told(somsri.store) == [("clothing", "person", 5, "open")]
    assert list(words_of(somsri.store).values()) == [(None, None)]


def test_what_was_closed_by_what_is_withdrawn_is_open_again(somsri: Actor) -> None:
    submits(somsri, food="no")
    submits(somsri, number=2, food="yes")

    somsri.does(lambda ctx: take_back(["s2"], ctx.moment.now - timedelta(seconds=1), ctx))

    assert told(somsri.store) == [("food", "person", 5, "open")]
