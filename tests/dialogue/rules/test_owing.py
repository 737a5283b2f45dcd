"""What is owed by the rules: windows, evidence, and nothing twice."""

from dataclasses import replace

from dialogue.rules.facts import Earlier
from dialogue.rules.owing import owed
from tests.dialogue.rules.known import (
    ALL,
    GROUP_1,
    MILD,
    POSTPARTUM,
    URGENT,
    after,
    answered,
    at,
    day,
    facts,
    form,
    kept,
    need,
    visit,
)

BIRTH = answered("birth", day(0), 5, form="postpartum")


def test_a_birth_is_followed_by_three_checks_in_their_own_days() -> None:
    found = owed(facts(1, answers=[replace(BIRTH, on=day(1))]), ALL)

    assert [(one.subject, one.opens_on, one.due_on, one.lapses_on) for one in found] == [
        ("postpartum_15:2026-11-01", day(8), day(15), day(15)),
        ("postpartum_42:2026-11-01", day(16), day(42), day(42)),
        ("postpartum_7:2026-11-01", day(0), day(7), day(7)),
    ]
    assert {one.status for one in found} == {"open"}


def test_the_form_that_told_of_the_birth_is_the_first_check() -> None:
    stands = after(facts(5, answers=[BIRTH], evidence=[form("postpartum", 5)]))

    assert stands == {
        "postpartum_7:2026-11-01": "done",
        "postpartum_15:2026-11-01": "open",
        "postpartum_42:2026-11-01": "open",
    }


def test_a_birth_told_again_with_another_day_is_the_same_birth() -> None:
    told = [BIRTH]
    evidence = [form("postpartum", 5)]
    before = kept(owed(facts(5, answers=told, evidence=evidence), ALL))
    told = [*told, answered("birth", day(1), 12, form="postpartum")]
    evidence = [*evidence, form("postpartum", 12)]

    stands = after(facts(12, answers=told, evidence=evidence, earlier=before))

    assert stands == {
        "postpartum_7:2026-11-02": "done",
        "postpartum_15:2026-11-02": "done",
        "postpartum_42:2026-11-02": "open",
    }


def test_a_second_birth_is_followed_too() -> None:
    told = [BIRTH, answered("birth", day(700), 701, form="postpartum")]

    stands = after(facts(701, answers=told, evidence=[form("postpartum", 701)]))

    assert stands["postpartum_7:2028-10-01"] == "done"
    assert stands["postpartum_15:2028-10-01"] == "open"


def test_a_window_that_lapses_is_missed() -> None:
    before = kept(owed(facts(5, answers=[BIRTH]), ALL))

    assert after(facts(8, answers=[BIRTH], earlier=before)) == {
        "postpartum_7:2026-11-01": "missed",
        "postpartum_15:2026-11-01": "open",
        "postpartum_42:2026-11-01": "open",
    }


def test_what_took_place_in_time_and_is_typed_late_closes_what_was_missed() -> None:
    before = kept(owed(facts(5, answers=[BIRTH]), ALL))
    missed = kept(owed(facts(20, answers=[BIRTH], earlier=before), ALL), before)

    (done,) = owed(
        facts(20, answers=[BIRTH], evidence=[form("postpartum", 6)], earlier=missed), ALL
    )

    assert (done.subject, done.status, done.closed_at) == (
        "postpartum_7:2026-11-01",
        "done",
        at(6),
    )


def test_what_was_over_before_it_was_known_is_not_owed() -> None:
    assert after(facts(50, answers=[BIRTH])) == {}


def test_a_check_is_owed_until_the_question_is_answered_anew() -> None:
    mild = answered("q9_band", "mild", 0)
    before = kept(owed(facts(0, answers=[mild]), ALL))
    none = answered("q9_band", "none", 5)

    too_early = facts(5, answers=[mild, none], evidence=[form("q9", 5)], earlier=before)
    in_time = facts(
        20, answers=[mild, replace(none, on=day(20))], evidence=[form("q9", 20)], earlier=before
    )

    assert after(too_early) == {"q9_mild:2026-11-01": "dropped"}
    assert after(in_time) == {"q9_mild:2026-11-01": "done"}


def test_the_answer_itself_is_no_check_of_it() -> None:
    same_day = replace(MILD, opens=0)
    mild = answered("q9_band", "mild", 0)

    stands = after(facts(0, answers=[mild], evidence=[form("q9", 0)]), [same_day])

    assert stands == {"q9_mild:2026-11-01": "open"}


def test_an_appointment_is_kept_by_any_visit_but_the_one_that_made_it() -> None:
    told = answered("next_visit", day(2), 0, visit="V")
    here = visit(0, "V")
    again = replace(visit(0, "W"), at=at(0))

    assert after(facts(0, answers=[told], evidence=[here, again])) == {
        "next_visit:2026-11-03": "open"
    }
    assert after(facts(1, answers=[told], evidence=[here, visit(1)])) == {
        "next_visit:2026-11-03": "done"
    }


def test_a_new_appointment_takes_the_place_of_the_one_before() -> None:
    first = answered("next_visit", day(30), 0)
    before = kept(owed(facts(0, answers=[first]), ALL))
    second = answered("next_visit", day(40), 10)

    stands = after(facts(10, answers=[first, second], evidence=[visit(10)], earlier=before))

    assert stands == {"next_visit:2026-12-01": "dropped", "next_visit:2026-12-11": "open"}


def test_two_appointments_made_on_one_day_both_stand() -> None:
    told = [
        answered("next_visit", day(30), 0, form="home"),
        answered("next_visit", day(40), 0, form="stress"),
    ]

    assert after(facts(0, answers=told)) == {
        "next_visit:2026-12-01": "open",
        "next_visit:2026-12-11": "open",
    }


def test_a_need_that_is_met_before_it_would_be_asked_for_is_never_asked_for() -> None:
    rule = replace(URGENT, opens=23, due=30)

    assert after(facts(2, needs=[need("N", 0)]), [rule]) == {"need_9:N": "open"}
    assert after(facts(9, needs=[need("N", 0, closed=3)]), [rule]) == {}


def test_a_need_is_owed_until_it_is_met() -> None:
    assert after(facts(400, needs=[need("N", 0)])) == {"need_9:N": "open"}
    assert after(facts(1, needs=[need("N", 0, closed=1)])) == {"need_9:N": "done"}
    assert after(facts(1, needs=[need("N", 0, urgency=5)])) == {}


def test_a_need_that_is_met_before_its_days_is_not_owed() -> None:
    later = replace(URGENT, opens=3, due=7)
    before = kept(owed(facts(1, needs=[need("N", 0)]), [later]))

    met = facts(2, needs=[need("N", 0, closed=2)], earlier=before)

    assert after(met, [later]) == {"need_9:N": "dropped"}


def test_two_visits_a_month_follow_one_another() -> None:
    told = answered("ltc_group", 1, 0)

    first = after(facts(1, answers=[told]))
    second = after(facts(12, answers=[told], evidence=[visit(12)]))

    assert first == {"ltc_1:2026-11-01": "open"}
    assert second == {"ltc_1:2026-11-01": "done", "ltc_1:2026-11-13": "open"}


def test_a_visit_before_its_time_begins_the_days_anew() -> None:
    told = answered("ltc_group", 1, 0)
    before = kept(owed(facts(1, answers=[told]), [GROUP_1]))

    stands = after(facts(5, answers=[told], evidence=[visit(5)], earlier=before), [GROUP_1])

    assert stands == {"ltc_1:2026-11-01": "dropped", "ltc_1:2026-11-06": "open"}


def test_a_visit_that_was_missed_is_followed_by_the_next() -> None:
    told = answered("ltc_group", 1, 0)
    before = kept(owed(facts(1, answers=[told]), [GROUP_1]))

    stands = after(facts(21, answers=[told], earlier=before), [GROUP_1])

    assert stands == {"ltc_1:2026-11-01": "missed", "ltc_1:2026-11-01+15": "open"}


def test_another_group_ends_the_visits_of_the_one_before() -> None:
    told = [answered("ltc_group", 1, 0), answered("ltc_group", 4, 3)]
    before = kept(owed(facts(1, answers=told[:1]), [GROUP_1]))

    assert after(facts(3, answers=told, earlier=before), [GROUP_1]) == {
        "ltc_1:2026-11-01": "dropped"
    }


def test_nothing_is_owed_to_who_is_gone_and_again_to_who_comes_back() -> None:
    before = kept(owed(facts(1, answers=[BIRTH]), ALL))

    for status in ("moved", "died", "refused"):
        gone = owed(facts(5, answers=[BIRTH], earlier=before, status=status), ALL)
        assert {(one.status, one.how) for one in gone} == {("dropped", status)}

        back = after(facts(6, answers=[BIRTH], earlier=kept(gone, before)))
        assert set(back.values()) == {"open"}


def test_what_was_closed_by_word_stays_closed() -> None:
    before = kept(owed(facts(5, answers=[BIRTH]), POSTPARTUM[:1]))
    (paper,) = (replace(one, status="done", how="paper", closed_at=at(4)) for one in before)
    (skipped,) = (replace(one, status="dropped", how="declined") for one in before)

    for word in (paper, skipped):
        evidence = [form("postpartum", 6)]
        assert not owed(
            facts(6, answers=[BIRTH], evidence=evidence, earlier=[word]), POSTPARTUM[:1]
        )


def test_what_was_done_on_paper_counts_for_what_comes_next() -> None:
    told = answered("ltc_group", 1, 0)
    (row,) = kept(owed(facts(1, answers=[told]), [GROUP_1]))
    paper = replace(row, status="done", how="paper", closed_at=at(13))

    stands = after(facts(14, answers=[told], earlier=[paper]), [GROUP_1])

    assert stands == {"ltc_1:2026-11-01": "done", "ltc_1:2026-11-14": "open"}


def test_a_later_day_that_was_chosen_holds() -> None:
    before = kept(owed(facts(5, answers=[BIRTH]), POSTPARTUM[2:]))
    chosen = [replace(one, opens_on=day(30)) for one in before]

    assert not owed(facts(20, answers=[BIRTH], earlier=chosen), POSTPARTUM[2:])
    (done,) = owed(
        facts(20, answers=[BIRTH], evidence=[form("postpartum", 20)], earlier=chosen),
        POSTPARTUM[2:],
    )
    assert done.status == "done"


def test_what_a_form_wrote_is_closed_by_its_form_or_a_visit() -> None:
    row = Earlier(subject="written:1", rule="", opens_on=day(3), due_on=day(5), lapses_on=day(35))
    of_form = replace(row, subject="written:2", form_id="q9")

    stands = after(facts(5, evidence=[visit(4), form("q9", 2)], earlier=[row, of_form]))

    assert stands == {"written:1": "done", "written:2": "open"}


def test_the_visit_that_wrote_it_does_not_close_it() -> None:
    row = Earlier(subject="written:1", rule="", opens_on=day(0), due_on=day(5), told_on=day(2))

    assert after(facts(2, evidence=[visit(2)], earlier=[row])) == {"written:1": "open"}
    assert after(facts(3, evidence=[visit(3)], earlier=[row])) == {"written:1": "done"}


def test_what_was_due_before_the_rule_came_on_is_not_owed() -> None:
    rules = [replace(rule, since=day(10)) for rule in POSTPARTUM]

    assert set(after(facts(6, answers=[BIRTH]), rules)) == {
        "postpartum_15:2026-11-01",
        "postpartum_42:2026-11-01",
    }


def test_what_was_closed_before_all_that_is_known_stays_as_it_is() -> None:
    rows = kept(owed(facts(5, answers=[BIRTH], evidence=[form("postpartum", 5)]), POSTPARTUM[:1]))
    later = replace(facts(500, answers=[BIRTH], earlier=rows), known_since=day(100))

    assert not owed(later, POSTPARTUM[:1])


def test_what_an_answer_told_of_stays_owed_when_the_answer_is_kept_no_more() -> None:
    rows = kept(owed(facts(5, answers=[BIRTH]), POSTPARTUM))
    forgotten = [replace(one, is_forgotten=True, told_on=day(5)) for one in rows]

    assert not owed(facts(6, earlier=forgotten), POSTPARTUM)
    (done,) = owed(facts(9, evidence=[form("postpartum", 9)], earlier=forgotten[:1]), POSTPARTUM)
    assert (done.subject, done.status) == ("postpartum_15:2026-11-01", "done")
    again = [answered("birth", day(1), 6, form="postpartum")]
    stands = after(facts(6, answers=again, earlier=forgotten), POSTPARTUM)
    assert set(stands) == {
        "postpartum_7:2026-11-02",
        "postpartum_15:2026-11-02",
        "postpartum_42:2026-11-02",
    }
