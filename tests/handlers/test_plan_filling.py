"""Plans by form: a repeat becomes lines of the plan, once, whoever fills it in again."""

import pytest

from bot.secrets import Keyring
from bot.store import Store
from handlers import plan_filling
from handlers.context import Context
from handlers.happened import NeedClosed, NeedFound, PersonLeft, Submitted
from handlers.router import Says
from models.form import Forms, FormVersion
from models.plan import PlanItem
from models.submission import Submission
from tests.events import AT
from tests.handlers.acting import TAMBON, Actor
from tests.handlers.needing import KHAM, need, plan_of, put, rows, told


@pytest.fixture
def somsri(store: Store, keys: Keyring) -> Actor:
    put(store, area=TAMBON)
    version = FormVersion(
        id="v",
        form_id=plan_filling.FORM,
        version="1",
        title="แผน",
        xform="",
        workbook=b"",
        workbook_name="x.md",
        published_at=AT,
    )
    with store.writing() as session:
        Forms(session).publish(version)
    return Actor(store=store, keys=keys, name="somsri", area=TAMBON)


def line(**answers: str) -> str:
    return f"<item>{''.join(f'<{name}>{said}</{name}>' for name, said in answers.items())}</item>"


def submits(
    who: Actor,
    *lines: str,
    number: int = 1,
    corrects: int | None = None,
    form: str = plan_filling.FORM,
    person_id: str | None = KHAM,
) -> Says:
    def work(ctx: Context) -> Says:
        root = None if corrects is None else f"s{corrects}"
        row = Submission(
            id=f"s{number}",
            version_id="v",
            form_id=form,
            contact_id="somsri",
            area=TAMBON,
            started_at=ctx.moment.now,
            submitted_at=ctx.moment.now,
            root_id=root,
        )
        ctx.submissions.add(row, xml=f"<data><items>{''.join(lines)}</items></data>")
        event = Submitted(
            submission_id=row.id,
            root_id=row.key,
            form_id=form,
            contact_id="somsri",
            corrects=root,
            area=TAMBON,
            person_id=person_id,
        )
        return plan_filling.after_submission(event, ctx)

    return who.does(work)


CARD = {"problem": "ไม่มีบัตร", "matter": "rights", "what": "พาไปทำบัตร", "owner": "family"}


def test_every_instance_becomes_a_line(somsri: Actor) -> None:
    submits(somsri, line(**CARD, by_when="2026-12-24"), line(need="ที่นอน", what="ขอจาก อบต."))

    assert plan_of(somsri.store) == [
        ("ไม่มีบัตร", "พาไปทำบัตร", "family", "planned", None),
        ("ที่นอน", "ขอจาก อบต.", None, "planned", None),
    ]
    assert str(rows(somsri.store, PlanItem)[0].by_on) == "2026-12-24"


def test_the_same_line_again_is_not_doubled_but_brought_up_to_date(somsri: Actor) -> None:
    submits(somsri, line(**CARD))

    submits(somsri, line(**CARD | {"owner": "hospital"}, result="รอคิว"), number=2)

    assert plan_of(somsri.store) == [("ไม่มีบัตร", "พาไปทำบัตร", "hospital", "planned", "รอคิว")]


def test_a_line_is_for_the_open_need_of_its_kind_and_done_it_is_met(somsri: Actor) -> None:
    need(somsri.store, kind="right", area=TAMBON)

    submits(somsri, line(**CARD))
    assert told(somsri.store) == [("right", "person", 5, "planned")]
    said = submits(somsri, line(**CARD, progress="done", result="ได้บัตร"), number=2)

    assert said == (NeedClosed(need_id="n1"),)
    assert told(somsri.store) == [("right", "person", 5, "met")]
    assert plan_of(somsri.store) == [("ไม่มีบัตร", "พาไปทำบัตร", "family", "done", "ได้บัตร")]


def test_a_correction_drops_the_lines_that_it_does_not_hold(somsri: Actor) -> None:
    submits(somsri, line(**CARD), line(problem="ผิดคน", what="ผิด"))

    submits(somsri, line(**CARD), number=2, corrects=1)

    assert [(one[0], one[3]) for one in plan_of(somsri.store)] == [
        ("ไม่มีบัตร", "planned"),
        ("ผิดคน", "dropped"),
    ]


def test_empty_lines_and_violence_are_left_out(somsri: Actor) -> None:
    submits(somsri, line(owner="self"), line(problem="ถูกทำร้าย", what="ย้ายบ้าน"))

    assert plan_of(somsri.store) == []


def test_another_form_or_nobody_makes_no_plan(somsri: Actor) -> None:
    submits(somsri, line(**CARD), form="four_needs")
    submits(somsri, line(**CARD), number=2, person_id=None)

    assert plan_of(somsri.store) == []


def test_who_left_has_no_plan_any_more(somsri: Actor) -> None:
    submits(somsri, line(**CARD))

    left = PersonLeft(person_id=KHAM, status="died")
    somsri.does(lambda ctx: plan_filling.after_person_left(left, ctx))

    assert [one[3] for one in plan_of(somsri.store)] == ["dropped"]


def test_other_events_are_not_heard(somsri: Actor) -> None:
    other = NeedFound(need_id="x")

    assert somsri.does(lambda ctx: plan_filling.after_submission(other, ctx)) == ()
    assert somsri.does(lambda ctx: plan_filling.after_person_left(other, ctx)) == ()
    assert somsri.does(lambda ctx: plan_filling.after_need_closed(other, ctx)) == ()


@pytest.mark.parametrize(("status", "becomes"), [("met", "done"), ("dropped", "dropped")])
def test_a_line_ends_with_the_need_that_it_is_for(somsri: Actor, status: str, becomes: str) -> None:
    need(somsri.store, kind="right", area=TAMBON)
    submits(somsri, line(**CARD))

    def close(ctx: Context) -> Says:
        found = ctx.needs.get("n1")
        assert found is not None
        found.status, found.outcome = status, "ได้บัตรแล้ว"
        return plan_filling.after_need_closed(NeedClosed(need_id="n1"), ctx)

    somsri.does(close)

    assert [one[3:] for one in plan_of(somsri.store)] == [(becomes, "ได้บัตรแล้ว")]
