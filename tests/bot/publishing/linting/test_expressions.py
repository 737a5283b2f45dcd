"""Rules about expressions: what cannot be read, what is not known, what adds up wrongly."""

import pytest

from bot.publishing.linting import circles, days, functions, own_children, patterns, sums
from tests.bot.publishing.linting.surveying import form, place, said, told

HEAD = ("type", "name", "label", "calculation", "relevant", "constraint", "required")


def calculated(text: str) -> tuple[str, ...]:
    return ("calculate", "x", "", text)


def test_an_expression_that_cannot_be_read_is_an_error_where_it_stands() -> None:
    (finding,) = told(functions.find, form(HEAD, ("integer", "a", "A"), calculated("round(${a}, ")))

    assert place(finding) == ("survey", 3, "calculation")
    assert finding.severity == "error"
    assert said(finding).startswith("This expression cannot be read:")


def test_a_function_that_is_not_there_is_an_error_with_its_name() -> None:
    (finding,) = told(
        functions.find,
        form(HEAD, ("text", "a", "A"), ("text", "b", "B", "", "add-date(${a}, 3) = ''")),
    )

    assert place(finding) == ("survey", 3, "relevant")
    assert said(finding) == "The function add-date() is not known here."


def test_a_function_with_too_few_values_is_an_error() -> None:
    (finding,) = told(functions.find, form(HEAD, calculated("if(true(), 1)")))

    assert said(finding) == ("The function if() is given 2 values, which is too few or too many.")


@pytest.mark.parametrize(
    "text",
    ["coalesce(${a}, 0) + 1", "${last-saved#a}", "/data/a[. != ''] | ${b}", "'frobnicate(' "],
)
def test_what_can_be_computed_is_passed(text: str) -> None:
    assert told(functions.find, form(HEAD, ("integer", "a", "A"), calculated(text))) == []


def test_a_word_of_yes_is_no_expression() -> None:
    assert told(functions.find, form(HEAD, ("text", "a", "A", "", "", "", "yes please"))) == []


@pytest.mark.parametrize(
    "pattern", ["[0-9]{10}", "^a|b$", "^[0-9]+", r"^cost\$", "a", "^(a)|(b)$", "[^0-9]$"]
)
def test_a_pattern_that_is_not_tied_to_both_ends_is_a_warning(pattern: str) -> None:
    row = ("text", "a", "A", "", "", f"regex(., '{pattern}')")

    (finding,) = told(patterns.find, form(HEAD, row))

    assert place(finding) == ("survey", 2, "constraint")
    assert finding.severity == "warning"


@pytest.mark.parametrize("pattern", ["^[0-9]{10}$", "^(a|b)$", "^a$|^b$", r"^[|(]\\$", "^$"])
def test_a_pattern_that_is_tied_to_both_ends_is_passed(pattern: str) -> None:
    row = ("text", "a", "A", "", "", f"regex(., '{pattern}')")

    assert told(patterns.find, form(HEAD, row)) == []


def test_a_pattern_that_is_put_together_is_not_judged() -> None:
    assert told(patterns.find, form(HEAD, ("text", "a", "A", "", "", "regex(., ${p})"))) == []


OPTIONAL = ("integer", "a", "A")
REQUIRED = ("integer", "b", "B", "", "", "", "yes")
HIDDEN = ("integer", "c", "C", "", "${b} > 1", "", "yes")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("${a} + ${b}", "a"),
        ("${a} + ${c} + ${b}", "a, c"),
        ("${b} - ${a}", "a"),
        ("if(${b} > 1, ${a} + 1, 0)", "a"),
        ("round((${a} + ${b}) div 2, 1)", "a"),
    ],
)
def test_a_sum_over_what_may_be_blank_is_a_warning(text: str, names: str) -> None:
    (finding,) = told(sums.find, form(HEAD, OPTIONAL, REQUIRED, HIDDEN, calculated(text)))

    assert place(finding) == ("survey", 5, "calculation")
    assert said(finding) == f"If {names} is left blank, the whole sum is blank."


@pytest.mark.parametrize(
    "text",
    [
        "${b} + 1",
        "coalesce(${a}, 0) + ${b}",
        "if(${a} != '', ${a} + 1, '')",
        "if(${a} = '' or ${c} = '', '', ${a} + ${c})",
        "${a} * 2",
        "${a} != '' and ${a} + 1 > 3",
    ],
)
def test_a_sum_that_minds_blanks_is_passed(text: str) -> None:
    assert told(sums.find, form(HEAD, OPTIONAL, REQUIRED, HIDDEN, calculated(text))) == []


def test_a_sum_in_a_row_that_only_shows_when_there_is_an_answer_is_passed() -> None:
    row = ("note", "n", "N", "${a} + 1", "${a} != ''")

    assert told(sums.find, form(HEAD, OPTIONAL, row)) == []


def test_a_rule_on_the_own_answer_is_only_asked_when_there_is_one() -> None:
    row = ("integer", "d", "D", "", "", ". + ${b} < 10")

    assert told(sums.find, form(HEAD, REQUIRED, row)) == []


def test_a_question_in_a_hidden_group_may_be_blank_outside_of_it_only() -> None:
    group = ("begin_group", "g", "G", "", "${b} > 1")
    inside = ("integer", "d", "D", "", "", "", "yes")
    within, outside = ("calculate", "x", "", "${d} + 1"), ("calculate", "y", "", "${d} + 1")

    found = told(sums.find, form(HEAD, REQUIRED, group, inside, within, ("end_group",), outside))

    assert [finding.row for finding in found] == [7]


def test_sum_over_a_repeated_question_that_may_be_blank_is_a_warning() -> None:
    repeat = (("begin_repeat", "r", "R"), OPTIONAL, ("end_repeat",))

    (finding,) = told(sums.find, form(HEAD, *repeat, calculated("sum(${a})")))

    assert said(finding) == "sum() over a, which may be blank, differs between ODK's programs."


def test_days_added_to_a_decimal_date_are_a_warning() -> None:
    text = "date(decimal-date-time(${d}) + 30)"

    (finding,) = told(days.find, form(HEAD, ("date", "d", "D"), calculated(text)))

    assert place(finding) == ("survey", 3, "calculation")


@pytest.mark.parametrize(
    "text", ["date(${d} + 30)", "decimal-date-time(${d}) > 5", "decimal-date-time(${d} + 1)"]
)
def test_days_added_to_the_date_itself_are_passed(text: str) -> None:
    assert told(days.find, form(HEAD, ("date", "d", "D"), calculated(text))) == []


def test_calculations_that_wait_for_each_other_are_an_error_once() -> None:
    rows = [
        ("calculate", "a", "", "${b} + 1"),
        ("calculate", "b", "", "${c}"),
        ("calculate", "c", "", "${a}"),
        ("calculate", "d", "", "${a}"),
    ]

    (finding,) = told(circles.find, form(HEAD, *rows))

    assert place(finding) == ("survey", 2, "calculation")
    assert finding.severity == "error"
    assert said(finding) == "These depend on each other in a circle: a, b, c."


def test_of_circles_that_hang_together_one_is_told() -> None:
    rows = [
        ("calculate", "a", "", "${b}"),
        ("calculate", "b", "", "${a} + ${c}"),
        ("calculate", "c", "", "${b}"),
        ("calculate", "y", "", "${z}"),
        ("calculate", "z", "", "${y}"),
    ]

    assert [finding.row for finding in told(circles.find, form(HEAD, *rows))] == [2, 5]


def test_a_circle_through_a_group_that_hides_is_an_error() -> None:
    rows = [
        ("begin_group", "g", "G", "", "${x} > 1"),
        ("integer", "a", "A"),
        ("calculate", "y", "", "2"),
        ("end_group",),
        ("calculate", "x", "", "${y}"),
    ]

    (finding,) = told(circles.find, form(HEAD, *rows))

    assert said(finding) == "These depend on each other in a circle: y, x."


@pytest.mark.parametrize(
    "rows",
    [
        [("calculate", "a", "", "once(random())"), ("calculate", "b", "", "${a}")],
        [("calculate", "a", "", "once(${a})")],
        [("integer", "a", "A", "", "", ". < ${b}"), ("integer", "b", "B", "", "${a} > 1")],
    ],
)
def test_what_only_reads_backwards_is_no_circle(rows: list[tuple[str, ...]]) -> None:
    assert told(circles.find, form(HEAD, *rows)) == []


def test_a_group_that_asks_about_its_own_question_is_a_warning_and_no_circle() -> None:
    rows = [
        ("begin_group", "g", "G", "", "${a} > 1 or ${b} > 1"),
        ("integer", "a", "A"),
        ("end_group",),
        ("integer", "b", "B"),
    ]

    (finding,) = told(own_children.find, form(HEAD, *rows))

    assert place(finding) == ("survey", 2, "relevant")
    assert said(finding) == ("The condition of this group asks about a, which lies inside of it.")
    assert told(circles.find, form(HEAD, *rows)) == []


def test_a_group_that_asks_about_what_stands_before_it_is_passed() -> None:
    rows = [
        ("integer", "b", "B"),
        ("begin_group", "g", "G", "", "${b} > 1"),
        ("integer", "a", "A"),
        ("end_group",),
    ]

    assert told(own_children.find, form(HEAD, *rows)) == []
