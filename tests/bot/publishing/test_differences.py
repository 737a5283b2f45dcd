"""Two versions of a form told apart."""

from collections.abc import Sequence

from bot.commands.english import english
from bot.publishing.differences import Change, differences
from tests.bot.publishing.linting.surveying import Cells, form, seen

HEAD = ("type", "name", "label", "relevant")
A, B, C = ("text", "a", "Alpha"), ("integer", "b", "Beta"), ("date", "c", "Gamma")


def between(old: Sequence[Cells], new: Sequence[Cells]) -> list[Change]:
    return differences(seen(form(HEAD, *old)), seen(form(HEAD, *new)))


def meaning(change: Change) -> str:
    return "" if change.then is None else english(change.then)


def told(old: Sequence[Cells], new: Sequence[Cells]) -> list[tuple[str, str]]:
    return [(change.kind, english(change.text)) for change in between(old, new)]


def test_the_same_form_has_no_difference() -> None:
    assert between([A, B], [A, B]) == []


def test_a_new_question_leaves_earlier_answers_without_it() -> None:
    (change,) = between([A], [A, B])

    assert (change.kind, english(change.text)) == ("added", "The question b is new.")
    assert meaning(change) == "Earlier answers have nothing in its column."


def test_a_question_that_is_gone_keeps_what_was_answered() -> None:
    (change,) = between([A, B], [A])

    assert (change.kind, english(change.text)) == ("removed", "The question b is gone.")
    assert meaning(change) == "Earlier answers keep their column; no new ones come."


def test_a_question_of_the_same_text_and_type_was_renamed() -> None:
    (change,) = between([A, B], [A, ("integer", "beta", "Beta")])

    assert (change.kind, english(change.text)) == ("renamed", "b is called beta now.")
    assert meaning(change) == "Earlier answers stand under b, later ones under beta."


def test_a_question_of_the_same_text_and_another_type_is_another() -> None:
    assert told([A, B], [A, ("text", "beta", "Beta")]) == [
        ("removed", "The question b is gone."),
        ("added", "The question beta is new."),
    ]


def test_a_question_that_changed_its_place_is_told_alone() -> None:
    assert told([A, B, C], [C, A, B]) == [("moved", "c is asked first now.")]
    assert told([A, B, C], [B, C, A]) == [("moved", "a is asked after c now.")]


def test_a_question_that_changed_its_group_stands_in_another_column() -> None:
    before, end = ("begin_group", "g", "G"), ("end_group",)

    (change,) = between([before, A, end, B], [before, A, B, end])

    assert english(change.text) == "b moved into the group g."
    assert meaning(change) == "Earlier answers stand in another column, named after the group."


def test_a_question_may_leave_its_group_or_change_it() -> None:
    one, two, end = ("begin_group", "g", "G"), ("begin_group", "h", "H"), ("end_group",)

    assert told([one, A, end, B], [one, end, A, B])[0] == ("moved", "a moved out of the group g.")
    assert told([one, A, end, two, B, end], [one, end, two, A, B, end])[0] == (
        "moved",
        "a moved from the group g to the group h.",
    )


def test_what_lies_in_a_renamed_group_did_not_move() -> None:
    end = ("end_group",)

    assert told([("begin_group", "g", "G"), A, end], [("begin_group", "h", "G"), A, end]) == [
        ("renamed", "g is called h now.")
    ]


def test_texts_and_conditions_are_told_with_both_sides() -> None:
    assert told([A, ("integer", "b", "Beta", "${a} != ''")], [A, ("integer", "b", "BETA")]) == [
        ("changed", "label is now “BETA”; it was “Beta”."),
        ("changed", "relevant is empty now; it was “${a} != ''”."),
    ]


def test_a_new_rule_is_told_as_new() -> None:
    assert told([A, B], [A, ("integer", "b", "Beta", "${a} != ''")]) == [
        ("changed", "relevant is now “${a} != ''”; there was none.")
    ]


def test_another_type_is_told_with_what_it_means() -> None:
    (change,) = between([A], [("integer", "a", "Alpha")])

    assert english(change.text) == "type is now “integer”; it was “text”."
    assert meaning(change) == "Earlier answers stay as they were given."


def test_choices_are_told_by_list_and_name() -> None:
    def book(*rows: Cells) -> list[Change]:
        choices = [("list_name", "name", "label"), ("yn", "y", "Yes"), ("yn", "n", "No")]
        changed = [("list_name", "name", "label"), *rows]
        asked = ("select_one yn", "q", "Q")
        return differences(
            seen(form(HEAD, asked, choices=choices)), seen(form(HEAD, asked, choices=changed))
        )

    found = book(("yn", "y", "Yes!"), ("yn", "u", "Unsure"))

    assert [(change.kind, change.name) for change in found] == [
        ("changed", "yn: y"),
        ("removed", "yn: n"),
        ("added", "yn: u"),
    ]
    assert meaning(found[1]) == "Earlier answers that hold it stay as they are."


def test_settings_are_told_first() -> None:
    old, new = (seen(form(HEAD, A, settings=[("form_id", "version"), ("f", v)])) for v in "12")

    assert [english(change.text) for change in differences(old, new)] == [
        "version is now “2”; it was “1”."
    ]
