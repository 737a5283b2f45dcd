"""Random XLSForms: groups, repeats in repeats, counts, filters, places, sums, two languages."""

import random
from dataclasses import dataclass, field

from pyxform.xls2xform import convert

from tests.oracle.expressing import Expressions, Named

Row = dict[str, str]

TOWNS = b"name,label,prov\na,Town A,1\nb,Town B,1\nc,Town C,2\n"
_LISTS = {
    "abc": [("a", "x"), ("b", "x"), ("c", "y")],
    "numbers": [("1", "a"), ("2", "b"), ("3", "c"), ("4", "c")],
}
_ASKED = (
    "text",
    "integer",
    "integer",
    "decimal",
    "date",
    "select_one",
    "select_one",
    "select_multiple",
    "rank",
    "range",
    "geopoint",
    "geopoint",
    "geotrace",
    "geoshape",
    "note",
    "calculate",
    "calculate",
    "calculate",
)
_MOST_ROWS = 18


def xform(chance: random.Random) -> str:
    """Draw a form, and convert it; it needs the file towns.csv."""
    survey = _Survey(chance).rows()
    sheets = {"survey": survey, "choices": _choices(), "settings": [{"form_id": "drawn"}]}
    return str(convert(sheets).xform)


def _choices() -> list[Row]:
    return [
        {
            "list_name": name,
            "name": value,
            "label::English (en)": f"Choice {value}",
            "label::ไทย (th)": f"ข้อ {value}",
            "tag": tag,
        }
        for name, choices in _LISTS.items()
        for value, tag in choices
    ]


@dataclass(slots=True)
class _Survey:
    """The survey sheet as it grows; `known` is what expressions may name so far."""

    chance: random.Random
    known: list[Named] = field(default_factory=list)
    _left: int = 0
    _names: int = 0

    def rows(self) -> list[Row]:
        """Draw all rows."""
        self._left = self.chance.randint(5, _MOST_ROWS)
        rows = [{"type": "csv-external", "name": "towns"}]
        while self._left > 0:
            rows += self._one((), 0)
        return rows

    def _one(self, around: tuple[str, ...], depth: int) -> list[Row]:
        self._left -= 1
        turn = self.chance.random()
        if depth < 3 and turn < 0.12:
            return self._group(around, depth)
        if depth < 3 and len(around) < 2 and turn < 0.27:
            return self._repeat(around, depth)
        return [self._question(around)]

    def _inside(self, around: tuple[str, ...], depth: int) -> list[Row]:
        """Draw what lies in a group; calculations may stand before what they read."""
        parts = [self._one(around, depth + 1) for _ in range(self.chance.randint(1, 5))]
        if self.chance.random() < 0.5:
            self.chance.shuffle(parts)
        return [row for part in parts for row in part]

    def _group(self, around: tuple[str, ...], depth: int) -> list[Row]:
        begin = {"type": "begin group", "name": self._name("g"), **self._label(around)}
        if self.chance.random() < 0.5:
            begin["relevant"] = self._expressions(around).truth()
        return [begin, *self._inside(around, depth), {"type": "end group"}]

    def _repeat(self, around: tuple[str, ...], depth: int) -> list[Row]:
        name = self._name("r")
        begin = {"type": "begin repeat", "name": name, **self._label(around)}
        if self.chance.random() < 0.3:
            begin["relevant"] = self._expressions(around).truth()
        if self.chance.random() < 0.3:
            begin["repeat_count"] = self._count(around)
        inside = self._inside((*around, name), depth)
        self.known.append(Named(name, "repeat", around))
        return [begin, *inside, {"type": "end repeat"}]

    def _count(self, around: tuple[str, ...]) -> str:
        named = self._expressions(around).near("integer")
        return named if named is not None and self.chance.random() < 0.7 else "2"

    def _question(self, around: tuple[str, ...]) -> Row:
        kind = self.chance.choice(_ASKED)
        name, drawn = self._name("q"), self._expressions(around)
        row: Row = {"type": kind, "name": name}
        known = kind
        if kind == "calculate":
            known = self.chance.choice(("number", "string"))
            made = drawn.number() if known == "number" else drawn.text()
            row["calculation"] = f"once({made})" if self.chance.random() < 0.1 else made
        else:
            row |= self._label(around)
            self._rule(row, kind, drawn)
        self._fit(row, kind, drawn)
        self.known.append(Named(name, "integer" if kind == "range" else known, around))
        return row

    def _rule(self, row: Row, kind: str, drawn: Expressions) -> None:
        if self.chance.random() < 0.3:
            row["relevant"] = drawn.truth()
        if kind == "note":
            return
        if self.chance.random() < 0.2:
            row["required"] = self.chance.choice(("yes", drawn.truth()))
            row["required_message::English (en)"] = f"{row['name']} is needed"
        if kind in {"integer", "decimal"} and self.chance.random() < 0.4:
            row["constraint"] = f". >= 0 and . < {drawn.number()} + 50"
            row["constraint_message::English (en)"] = f"{row['name']} is wrong"
        if kind == "text" and self.chance.random() < 0.2:
            row["constraint"] = "string-length(.) < 4"

    def _fit(self, row: Row, kind: str, drawn: Expressions) -> None:
        """Fill in what a type needs, and now and then a default."""
        if kind in {"select_one", "select_multiple", "rank"}:
            name = self.chance.choice(tuple(_LISTS))
            row["type"] = f"{kind} {name}"
            if self.chance.random() < 0.3:
                row["choice_filter"] = self._filter(drawn)
            elif kind != "rank" and self.chance.random() < 0.3:
                row["type"] += " or_other"  # asks "Specify other." in a question of its own
        elif kind == "range":
            row["parameters"] = "start=1 end=9 step=2"
        elif kind == "integer" and self.chance.random() < 0.2:
            row["default"] = str(self.chance.randint(0, 9))
        elif kind == "text" and self.chance.random() < 0.2:
            row["default"] = "a"

    def _filter(self, drawn: Expressions) -> str:
        sign = self.chance.choice(("=", "!="))
        one = drawn.near("select_one", "text") or "'x'"
        return self.chance.choice(
            (f"tag {sign} {one}", f"name != {one}", f"tag = 'x' or {one} = ''")
        )

    def _label(self, around: tuple[str, ...]) -> Row:
        word = f"Label {self._names}"
        drawn = self._expressions(around)
        said = drawn.near("text", "integer", "select_one", "number", "string", "date")
        if said is not None and self.chance.random() < 0.4:
            word = f"{word} of {said}"
        return {"label::English (en)": word, "label::ไทย (th)": word.replace("Label", "ข้อ")}

    def _expressions(self, around: tuple[str, ...]) -> Expressions:
        return Expressions(self.chance, self.known, around)

    def _name(self, letter: str) -> str:
        self._names += 1
        return f"{letter}{self._names}"
