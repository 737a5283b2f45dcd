"""The rows of a workbook, seen as a form: questions in their groups, lists with their choices."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.publishing.rows import Row

_LISTED = re.compile(
    r"(?:add )?(?P<kind>select[_ ]one|select1|select[_ ]multiple|select all that apply|rank)"
    r"(?: prompt using)?(?P<file>[_ ]from[_ ]file)?(?P<external>[_ ]external)?(?: from)?"
    r"\s+(?P<list>\S+)(?P<other>\s+or[_ ](?:specify[_ ])?other)?",
    re.IGNORECASE,
)
_BEGINS = re.compile(r"begin[_ ](group|lgroup|repeat|looped group|loop)\b", re.IGNORECASE)
_ENDS = re.compile(r"end[_ ](group|lgroup|repeat|looped group|loop)\b", re.IGNORECASE)
_CHOSEN = {
    "rank": "rank",
    "select multiple": "select_multiple",
    "select all that apply": "select_multiple",
}
_REPEATS = ("repeat", "lgroup", "looped group", "loop")
_NUMBERS = {"int": "integer", "decimal": "decimal", "range": "range", "integer": "integer"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One row of the survey sheet that is named: a question, a calculation, a group, a repeat.

    `kind` is its type in one spelling, such as select_one, begin_group or begin_repeat. `list_name`
    is "" where it has no list on the choices sheet. `groups` lie around it, outermost first.
    """

    row: Row
    kind: str
    name: str
    list_name: str = ""
    file: str = ""
    has_other: bool = False
    groups: "tuple[Question, ...]" = ()

    def cell(self, *columns: str) -> str:
        """Give the text under the first of these headings that has any."""
        return next((text for column in columns if (text := self.row.get(column).strip())), "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """A whole workbook; `lists` are the rows of the choices sheet by the name of their list."""

    rows: Sequence[Row]
    questions: Sequence[Question]
    by_name: Mapping[str, Question]
    lists: Mapping[str, Sequence[Row]]

    def names_in(self, question: Question) -> frozenset[str] | None:
        """Tell the values a question can take; None where that is not known or not bounded."""
        rows = self.lists.get(question.list_name)
        if question.kind not in {"select_one", "select_multiple", "rank"} or not rows:
            return None
        names = {row.get("name") for row in rows}
        return frozenset(names | {"other"} if question.has_other else names)

    def inside(self) -> Mapping[int, frozenset[str]]:
        """Name what lies in each group, however deep, by the row in which the group begins."""
        found = dict[int, set[str]]()
        for question in self.questions:
            for group in question.groups:
                found.setdefault(group.row.number, set()).add(question.name)
        return {row: frozenset(names) for row, names in found.items()}

    def sheet(self, name: str) -> Iterator[Row]:
        """Give the rows of one sheet."""
        return (row for row in self.rows if row.sheet == name)


def survey_of(rows: Sequence[Row]) -> Survey:
    """See rows as a form; what is not understood is passed over."""
    questions = tuple(_questions(row for row in rows if row.sheet == "survey"))
    lists = dict[str, list[Row]]()
    for row in rows:
        if row.sheet == "choices" and row.get("list_name"):
            lists.setdefault(row.get("list_name"), []).append(row)
    by_name = dict[str, Question]()
    for question in questions:
        by_name.setdefault(question.name, question)
    return Survey(rows=rows, questions=questions, by_name=by_name, lists=lists)


def kind_of(written: str) -> str:
    """Write a type in one spelling, without the list it names: XLSForm knows several."""
    spelled = " ".join(written.lower().split()).removeprefix("q ")
    if begins := _BEGINS.match(spelled):
        return "begin_repeat" if begins[1] in _REPEATS else "begin_group"
    if listed := _LISTED.match(spelled):
        return _CHOSEN.get(listed["kind"].replace("_", " "), "select_one")
    first = spelled.removeprefix("add ").split(" ")[0] if spelled else ""
    return _NUMBERS.get(first, first)


def _questions(rows: Iterable[Row]) -> Iterator[Question]:
    around: list[Question] = []
    for row in rows:
        written = row.get("type")
        if _ENDS.match(written.strip()):
            around = around[:-1]
            continue
        if not written.strip():
            continue
        question = _question(row, written, tuple(around))
        yield question
        if question.kind.startswith("begin_"):
            around = [*around, question]


def _question(row: Row, written: str, groups: tuple[Question, ...]) -> Question:
    listed = _LISTED.match(" ".join(written.split()))
    from_file = listed is not None and bool(listed["file"] or listed["external"])
    name = "" if listed is None else listed["list"]
    return Question(
        row=row,
        kind=kind_of(written),
        name=row.get("name").strip(),
        list_name="" if from_file else name,
        file=name if from_file else "",
        has_other=listed is not None and bool(listed["other"]),
        groups=groups,
    )
