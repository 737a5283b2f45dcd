"""Random expressions over the questions that a form has so far."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

_DEEPEST = 3
_BLANKS = ("integer", "text", "date", "select_one", "decimal", "select_multiple")
_PLACES = ("geopoint", "geotrace", "geoshape")
_TEXTS = ("'a'", "'b'", "'ก'", "''", "'x y'")


@dataclass(frozen=True, slots=True)
class Named:
    """A question, calculation or repeat that expressions may name; `around` are its repeats."""

    name: str
    kind: str
    around: tuple[str, ...]


class Expressions:
    """Draws expressions at one place of a form; `around` are the repeats that it lies in."""

    def __init__(
        self,
        chance: random.Random,
        known: Sequence[Named],
        around: tuple[str, ...],
    ) -> None:
        self._chance = chance
        self._around = around
        self._near = [one for one in known if one.around == around[: len(one.around)]]
        self._far = [one for one in known if one not in self._near and one.kind != "repeat"]
        self._repeats = [one for one in known if one.kind == "repeat"]

    def number(self, depth: int = 0) -> str:
        """Draw one that yields a number."""
        ways: list[Callable[[int], str | None]] = [self._named_number, self._digits]
        if depth < _DEEPEST:
            ways += [self._sum, self._of_number, self._either_number, self._of_texts]
            ways += [self._gathered, self._counted, self._position, self._indexed_number]
            ways += [self._measured, self._apart, self._way, self._degrees]
        return self._drawn(ways, depth)

    def text(self, depth: int = 0) -> str:
        """Draw one that yields a string."""
        ways: list[Callable[[int], str | None]] = [self._named_text, self._literal]
        if depth < _DEEPEST:
            ways += [self._joined, self._part, self._either_text, self._at, self._choice_name]
            ways += [self._gathered_text, self._date, self._pulled, self._indexed_text, self._row]
        return self._drawn(ways, depth)

    def truth(self, depth: int = 0) -> str:
        """Draw one that yields true or false."""
        ways: list[Callable[[int], str | None]] = [self._compared, self._equal, self._blank]
        if depth < _DEEPEST:
            ways += [self._both, self._not, self._selected, self._matched, self._days]
            ways += [self._fenced]
        return self._drawn(ways, depth)

    def near(self, *kinds: str) -> str | None:
        """Draw what is one node as seen from here."""
        return self._of(self._near, kinds)

    def _far_from(self, *kinds: str) -> str | None:
        return self._of(self._far, kinds)

    def _of(self, known: Sequence[Named], kinds: Sequence[str]) -> str | None:
        found = [one.name for one in known if one.kind in kinds]
        return f"${{{self._chance.choice(found)}}}" if found else None

    def _drawn(self, ways: list[Callable[[int], str | None]], depth: int) -> str:
        while True:
            found = self._chance.choice(ways)(depth + 1)
            if found is not None:
                return found

    def _digits(self, _depth: int) -> str:
        return self._chance.choice(("0", "1", "2", "5", "10", "2.5"))

    def _literal(self, _depth: int) -> str:
        return self._chance.choice(_TEXTS)

    def _named_number(self, _depth: int) -> str | None:
        return self.near("integer", "decimal", "number")

    def _named_text(self, _depth: int) -> str | None:
        return self.near("text", "select_one", "select_multiple", "string", "rank", "geopoint")

    def _sum(self, depth: int) -> str:
        sign = self._chance.choice(("+", "-", "*", "div", "mod"))
        right = self.number(depth) if sign in {"+", "-", "*"} else "3"
        return f"({self.number(depth)} {sign} {right})"

    def _of_number(self, depth: int) -> str:
        shape = self._chance.choice(
            ("round({}, 1)", "int({})", "abs({})", "coalesce({}, 0)", "number({})", "pow({}, 2)")
        )
        return shape.format(self.number(depth))

    def _either_number(self, depth: int) -> str:
        return f"if({self.truth(depth)}, {self.number(depth)}, {self.number(depth)})"

    def _of_texts(self, depth: int) -> str | None:
        many = self.near("select_multiple", "rank")
        if many is not None and self._chance.random() < 0.5:
            return f"count-selected({many})"
        return f"string-length({self.text(depth)})"

    def _gathered(self, _depth: int) -> str | None:
        name = self._far_from("integer", "decimal", "number")
        function = self._chance.choice(("sum", "max", "min", "count", "count-non-empty"))
        return None if name is None else f"{function}({name})"

    def _counted(self, _depth: int) -> str | None:
        found = [one.name for one in self._repeats if one.name not in self._around]
        return f"count(${{{self._chance.choice(found)}}})" if found else None

    def _position(self, _depth: int) -> str | None:
        return "position(..)" if self._around else None

    def _indexed(self, *kinds: str) -> str | None:
        found = [one for one in self._far if one.kind in kinds and len(one.around) == 1]
        if not found or self._around:
            return None
        one, number = self._chance.choice(found), self._chance.randint(1, 3)
        return f"indexed-repeat(${{{one.name}}}, ${{{one.around[0]}}}, {number})"

    def _indexed_number(self, _depth: int) -> str | None:
        return self._indexed("integer", "decimal")

    def _indexed_text(self, _depth: int) -> str | None:
        return self._indexed("text", "select_one")

    def _measured(self, _depth: int) -> str | None:
        """Measure a trace or a shape; rounded, as engines sum up sines in their own ways."""
        line = self.near("geotrace", "geoshape")
        if line is None:
            return None
        measure = self._chance.choice(
            ("round(distance({}), 2)", "round(area({}) div 1000000, 2)")
        ).format(line)
        return f"if({line} = '', 0, {measure})"

    def _apart(self, _depth: int) -> str | None:
        """Tell how far two places are apart, where both are known (a blank is a fork)."""
        one, other = self.near("geopoint"), self.near("geopoint")
        both = self._chance.choice(("{}, {}", "concat({}, ';', {})", "concat({}, '; ', {}, ';')"))
        way = f"round(distance({both.format(one, other)}), 2)"
        return None if one == other else f"if({one} != '' and {other} != '', {way}, -1)"

    def _way(self, _depth: int) -> str | None:
        """Add up the way between the places of a repeat, where all are known."""
        far = self._far_from("geopoint")
        whole = f"count({far}) > 1 and count-non-empty({far}) = count({far})"
        return None if far is None else f"if({whole}, round(distance({far}), 2), -1)"

    def _degrees(self, _depth: int) -> str | None:
        place = self.near("geopoint")
        return (
            None if place is None else f"number(selected-at({place}, {self._chance.choice('01')}))"
        )

    def _fenced(self, _depth: int) -> str | None:
        place, shape = self.near("geopoint"), self.near("geoshape")
        if place is None or shape is None:
            return None
        return f"({place} != '' and geofence({place}, {shape}))"

    def _joined(self, depth: int) -> str:
        return f"concat({self.text(depth)}, '-', {self.text(depth)})"

    def _part(self, depth: int) -> str:
        shape = self._chance.choice(
            ("substr({}, 0, 2)", "normalize-space({})", "translate({}, 'ab', 'xy')", "string({})")
        )
        return shape.format(self.text(depth))

    def _either_text(self, depth: int) -> str:
        return f"if({self.truth(depth)}, {self.text(depth)}, {self.text(depth)})"

    def _at(self, _depth: int) -> str | None:
        many = self.near("select_multiple", "rank")
        return None if many is None else f"selected-at({many}, {self._chance.randint(0, 2)})"

    def _choice_name(self, _depth: int) -> str | None:
        one = self.near("select_one")
        return None if one is None else f"jr:choice-name({one}, '{one}')"

    def _gathered_text(self, _depth: int) -> str | None:
        far = self._far_from("text", "integer", "select_one", "string")
        return None if far is None else f"join(', ', {far})"

    def _date(self, _depth: int) -> str | None:
        day = self.near("date")
        shape = self._chance.choice(
            (
                "format-date({0}, '%d/%m/%Y')",
                "if({0} = '', '', format-date(date({0} + 30), '%Y-%m-%d'))",
                "string({0})",
            )
        )
        return None if day is None else shape.format(day)

    def _pulled(self, depth: int) -> str:
        return f"pulldata('towns', 'label', 'name', {self.text(depth)})"

    def _row(self, _depth: int) -> str | None:
        one = self.near("text", "select_one")
        return None if one is None else f"instance('towns')/root/item[name = {one}]/prov"

    def _compared(self, depth: int) -> str:
        sign = self._chance.choice(("<", "<=", ">", ">=", "=", "!="))
        return f"{self.number(depth)} {sign} {self.number(depth)}"

    def _equal(self, depth: int) -> str:
        return f"{self.text(depth)} {self._chance.choice(('=', '!='))} {self.text(depth)}"

    def _blank(self, _depth: int) -> str | None:
        one = self.near(*_BLANKS, *_PLACES)
        return None if one is None else f"{one} {self._chance.choice(('=', '!='))} ''"

    def _both(self, depth: int) -> str:
        word = self._chance.choice(("and", "or"))
        return f"({self.truth(depth)} {word} {self.truth(depth)})"

    def _not(self, depth: int) -> str:
        return f"not({self.truth(depth)})"

    def _selected(self, _depth: int) -> str | None:
        many = self.near("select_multiple", "select_one", "rank")
        return None if many is None else f"selected({many}, '{self._chance.choice('abc')}')"

    def _matched(self, _depth: int) -> str | None:
        one = self.near("text", "integer")
        return None if one is None else f"regex({one}, '^[0-9]+$')"

    def _days(self, _depth: int) -> str | None:
        day = self.near("date")
        return None if day is None else f"{day} {self._chance.choice('<>')} date('2020-02-29')"
