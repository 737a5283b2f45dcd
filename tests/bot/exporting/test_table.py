from bot.exporting.fields import Key
from bot.exporting.table import joined


def keys(names: str) -> list[Key]:
    return [((name,), "") for name in names]


def names(found: list[Key]) -> str:
    return "".join(path[0] for path, _ in found)


def test_one_version_keeps_its_order() -> None:
    assert names(joined([keys("abc")])) == "abc"


def test_a_question_taken_out_follows_the_one_it_followed() -> None:
    assert names(joined([keys("axbyc"), keys("abc")])) == "axbyc"


def test_a_renamed_question_has_both_names_side_by_side() -> None:
    assert names(joined([keys("aoc"), keys("anc")])) == "aonc"


def test_a_question_that_came_first_once_still_does() -> None:
    assert names(joined([keys("xa"), keys("ab")])) == "xab"


def test_the_newest_order_wins() -> None:
    assert names(joined([keys("abc"), keys("cba")])) == "cba"


def test_three_versions_lose_nothing() -> None:
    assert sorted(names(joined([keys("apqb"), keys("aqb"), keys("ba")]))) == list("abpq")
