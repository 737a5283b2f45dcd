"""Small counts are hidden so that nobody computes them, from any total that is shown."""

from collections.abc import Iterator, Sequence
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from dialogue.reporting.hiding import Sum, hidden

COLUMN = (Sum(total="all", parts=("a", "b", "c", "d")),)


def column(**values: int) -> dict[str, int]:
    return {**{name: values.get(name, 0) for name in "abcd"}, "all": sum(values.values())}


def test_large_counts_and_nought_are_shown() -> None:
    assert hidden(column(a=5, b=12, c=0, d=300), COLUMN) == frozenset()


def test_one_small_count_takes_the_smallest_other_with_it() -> None:
    assert hidden(column(a=3, b=12, c=0, d=300), COLUMN) == {"a", "b"}


def test_small_counts_that_cover_one_another_take_none_with_them() -> None:
    assert hidden(column(a=3, b=4, c=20, d=300), COLUMN) == {"a", "b"}


def test_two_that_can_only_be_one_each_take_a_third() -> None:
    assert hidden(column(a=1, b=1, c=20, d=300), COLUMN) == {"a", "b", "c"}


def test_where_nothing_else_is_left_the_total_is_hidden() -> None:
    assert hidden(column(a=3), COLUMN) == {"a", "all"}


def test_nobody_at_all_is_shown() -> None:
    assert hidden(column(), COLUMN) == frozenset()


def test_what_is_fixed_stays_shown() -> None:
    assert hidden(column(a=3, b=12, c=20), COLUMN, fixed={"b"}) == {"a", "c"}


def test_a_total_hidden_elsewhere_hides_one_of_its_parts() -> None:
    assert hidden(column(a=30, b=12, c=20), COLUMN, already={"all"}) == {"all", "b"}


def test_the_counts_of_the_programme_in_2563_are_all_shown() -> None:
    people = {"90": 2570, "94": 849, "92": 825, "95": 834, "91": 271, "93": 37, "96": 138}

    assert hidden({**people, "": 5524}, [Sum(total="", parts=tuple(people))]) == frozenset()


def table(
    rows: Sequence[Sequence[int]],
) -> tuple[dict[tuple[int, int], int], list[Sum[tuple[int, int]]]]:
    """Lay a table out with its margins: row and column 0 hold the totals."""
    high, wide = len(rows), len(rows[0])
    values = {(r + 1, c + 1): rows[r][c] for r, c in product(range(high), range(wide))}
    values |= {(r + 1, 0): sum(rows[r]) for r in range(high)}
    values |= {(0, c + 1): sum(row[c] for row in rows) for c in range(wide)}
    values[0, 0] = sum(map(sum, rows))
    sums = [
        Sum(total=(r, 0), parts=tuple((r, c + 1) for c in range(wide))) for r in range(high + 1)
    ]
    sums += [
        Sum(total=(0, c), parts=tuple((r + 1, c) for r in range(high))) for c in range(wide + 1)
    ]
    return values, sums


def others(
    rows: Sequence[Sequence[int]], gone: frozenset[tuple[int, int]]
) -> Iterator[dict[tuple[int, int], int]]:
    """List tables that look the same: hidden inner counts one more or less, none of them nought."""
    inner = [(r, c) for r in range(1, len(rows) + 1) for c in range(1, len(rows[0]) + 1)]
    loose = [key for key in inner if key in gone]
    shown = {key: value for key, value in table(rows)[0].items() if key not in gone}
    for steps in product((-1, 0, 1), repeat=len(loose)):
        moved = dict(zip(loose, steps, strict=True))
        other = [
            [value + moved.get((r + 1, c + 1), 0) for c, value in enumerate(row)]
            for r, row in enumerate(rows)
        ]
        values = table(other)[0]
        looks_same = all(values[key] == value for key, value in shown.items())
        if looks_same and all(values[key] > 0 for key in gone):
            yield values


TABLES = st.integers(1, 3).flatmap(
    lambda wide: st.lists(
        st.lists(st.integers(0, 9), min_size=wide, max_size=wide), min_size=1, max_size=3
    )
)


@settings(max_examples=150, deadline=None)
@given(TABLES)
def test_no_hidden_count_can_be_computed_from_rows_columns_and_totals(
    rows: list[list[int]],
) -> None:
    values, sums = table(rows)

    gone = hidden(values, sums)

    assert {key for key, value in values.items() if 0 < value < 5} <= gone
    assert all(values[key] for key in gone)
    seen = {key: set[int]() for key in gone}
    for other in others(rows, gone):
        for key in gone:
            seen[key].add(other[key])
    assert all(len(possible) > 1 for possible in seen.values()), (rows, gone, seen)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(st.integers(0, 12), min_size=1, max_size=4), min_size=1, max_size=4))
def test_what_a_level_shows_does_not_give_away_the_level_below(counts: list[list[int]]) -> None:
    tops = tuple(f"{number}" for number in range(len(counts)))
    values = {top: sum(below) for top, below in zip(tops, counts, strict=True)}
    values["all"] = sum(values.values())
    first = [Sum(total="all", parts=tops)]
    above = hidden(values, first)
    lower = {
        f"{top}.{n}": v for top, row in zip(tops, counts, strict=True) for n, v in enumerate(row)
    }
    second = [
        Sum(total=top, parts=tuple(f"{top}.{n}" for n in range(len(row))))
        for top, row in zip(tops, counts, strict=True)
    ]

    gone = hidden(values | lower, first + second, already=above, fixed=set(values) - above)

    assert gone & set(values) == above
    assert {key for key, value in lower.items() if 0 < value < 5} <= gone
    for top, row in zip(tops, counts, strict=True):
        loose = [f"{top}.{n}" for n in range(len(row)) if f"{top}.{n}" in gone]
        if top in above:
            assert loose
        elif loose:
            assert len(loose) > 1
            assert sum(lower[key] for key in loose) > len(loose)
