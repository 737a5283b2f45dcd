"""Two versions of a form told apart: what was added, removed, renamed, moved, changed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from bot.publishing.linting.languages import column_of
from bot.publishing.linting.survey import Question, Survey
from bot.publishing.rows import Row
from dialogue.phrase import Phrase, msgid, phrase

Kind: TypeAlias = Literal["added", "removed", "renamed", "moved", "changed"]

_GROUPS = frozenset({"begin_group", "begin_repeat"})
_ORDERED = ("type", "name")
_SETTINGS = ("form_title", "form_id", "version", "default_language")


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One difference.

    `what` is a question ("question"), a list or choice ("choice") or a setting ("setting"), `name`
    its name; `text` says the difference, and `then` what it means for answers, None if nothing.
    """

    kind: Kind
    what: Literal["question", "choice", "setting"]
    name: str
    text: Phrase
    then: Phrase | None = None


def differences(old: Survey, new: Survey) -> list[Change]:
    """Tell how `new` differs from `old`: settings first, then questions, then choices."""
    return [*_settings(old, new), *_questions(old, new), *_lists(old, new)]


def _settings(old: Survey, new: Survey) -> Iterator[Change]:
    before, after = (next(survey.sheet("settings"), None) for survey in (old, new))
    for name in _SETTINGS:
        one, other = ("" if row is None else row.get(name) for row in (before, after))
        if one != other:
            yield Change(kind="changed", what="setting", name=name, text=_turned(name, one, other))


def _questions(old: Survey, new: Survey) -> Iterator[Change]:
    gone = [one for one in old.questions if one.name and one.name not in new.by_name]
    come = [one for one in new.questions if one.name and one.name not in old.by_name]
    renamed = dict(_renamed(gone, come))
    yield from (_removed(one) for one in gone if one.name not in renamed)
    taken = set(renamed.values())
    yield from (_added(one) for one in come if one.name not in taken)
    for one, other in _pairs(old, new, renamed):
        if one.name != other.name:
            yield _renaming(one, other)
        yield from _changed(one, other)
    yield from _moved(old, new, renamed)


def _pairs(
    old: Survey, new: Survey, renamed: Mapping[str, str]
) -> Iterator[tuple[Question, Question]]:
    """Pair each question that stayed with what it is now."""
    for name, question in old.by_name.items():
        now = new.by_name.get(renamed.get(name, name))
        if name and now is not None:
            yield question, now


def _renamed(gone: Sequence[Question], come: Sequence[Question]) -> Iterator[tuple[str, str]]:
    """Pair what went with what came: of the same type and list, with a text in common."""
    free = list(come)
    for one in gone:
        for other in free:
            same = (one.kind, one.list_name) == (other.kind, other.list_name)
            if same and (_texts(one.row) & _texts(other.row) or _same_sum(one, other)):
                free.remove(other)
                yield one.name, other.name
                break


def _texts(row: Row) -> frozenset[tuple[str, str]]:
    found = ((column_of(heading), text.strip()) for heading, text in row.cells.items())
    return frozenset(
        (column.language, text)
        for column, text in found
        if column and column.base == "label" and text
    )


def _same_sum(one: Question, other: Question) -> bool:
    calculated = one.cell("calculation", "calculate")
    return bool(calculated) and calculated == other.cell("calculation", "calculate")


def _added(question: Question) -> Change:
    text = msgid("The group {name} is new.")
    then = None
    if not _is_group(question):
        text = msgid("The question {name} is new.")
        then = phrase(msgid("Earlier answers have nothing in its column."))
    return Change(
        kind="added",
        what="question",
        name=question.name,
        text=phrase(text, name=question.name),
        then=then,
    )


def _removed(question: Question) -> Change:
    text = msgid("The group {name} is gone.")
    then = None
    if not _is_group(question):
        text = msgid("The question {name} is gone.")
        then = phrase(msgid("Earlier answers keep their column; no new ones come."))
    return Change(
        kind="removed",
        what="question",
        name=question.name,
        text=phrase(text, name=question.name),
        then=then,
    )


def _renaming(one: Question, other: Question) -> Change:
    then = msgid("Earlier answers stand under {old}, later ones under {new}.")
    return Change(
        kind="renamed",
        what="question",
        name=other.name,
        text=phrase(msgid("{old} is called {new} now."), old=one.name, new=other.name),
        then=phrase(then, old=one.name, new=other.name),
    )


def _changed(one: Question, other: Question) -> Iterator[Change]:
    if (one.kind, one.list_name, one.file) != (other.kind, other.list_name, other.file):
        yield Change(
            kind="changed",
            what="question",
            name=other.name,
            text=_turned("type", one.row.get("type"), other.row.get("type")),
            then=phrase(msgid("Earlier answers stay as they were given.")),
        )
    for heading in _headings(one.row, other.row):
        before, after = one.row.get(heading).strip(), other.row.get(heading).strip()
        if heading not in _ORDERED and before != after:
            text = _turned(heading, before, after)
            yield Change(kind="changed", what="question", name=other.name, text=text)


def _moved(old: Survey, new: Survey, renamed: Mapping[str, str]) -> Iterator[Change]:
    pairs = list(_pairs(old, new, renamed))
    for one, other in pairs:
        before, after = (_around(question, renamed) for question in (one, other))
        if before != after:
            yield _regrouped(other.name, before, after)
    ranks = {question.name: place for place, question in enumerate(new.questions)}
    stayed = _longest_rise([ranks[other.name] for _, other in pairs])
    for _, other in pairs:
        if ranks[other.name] not in stayed:
            earlier = new.questions[ranks[other.name] - 1].name if ranks[other.name] else ""
            yield _reordered(other.name, earlier)


def _regrouped(name: str, before: str, after: str) -> Change:
    if not before:
        text = phrase(msgid("{name} moved into the group {new}."), name=name, new=after)
    elif not after:
        text = phrase(msgid("{name} moved out of the group {old}."), name=name, old=before)
    else:
        words = msgid("{name} moved from the group {old} to the group {new}.")
        text = phrase(words, name=name, old=before, new=after)
    then = phrase(msgid("Earlier answers stand in another column, named after the group."))
    return Change(kind="moved", what="question", name=name, text=text, then=then)


def _reordered(name: str, earlier: str) -> Change:
    text = phrase(msgid("{name} is asked first now."), name=name)
    if earlier:
        text = phrase(msgid("{name} is asked after {other} now."), name=name, other=earlier)
    return Change(kind="moved", what="question", name=name, text=text)


def _around(question: Question, renamed: Mapping[str, str]) -> str:
    return "/".join(renamed.get(group.name, group.name) for group in question.groups)


def _longest_rise(ranks: Sequence[int]) -> frozenset[int]:
    """Find the longest rising part of a row of numbers: what stayed in its order."""
    best: list[tuple[int, ...]] = []
    for rank in ranks:
        place = next((i for i, row in enumerate(best) if row[-1] > rank), len(best))
        row = (*(best[place - 1] if place else ()), rank)
        best[place : place + 1] = [row]
    return frozenset(best[-1]) if best else frozenset()


def _lists(old: Survey, new: Survey) -> Iterator[Change]:
    for name in dict.fromkeys((*old.lists, *new.lists)):
        before = {row.get("name"): row for row in old.lists.get(name, ())}
        after = {row.get("name"): row for row in new.lists.get(name, ())}
        for choice in dict.fromkeys((*before, *after)):
            yield from _choice(f"{name}: {choice}", before.get(choice), after.get(choice))


def _choice(name: str, one: Row | None, other: Row | None) -> Iterator[Change]:
    if one is None:
        text = phrase(msgid("The choice {name} is new."), name=name)
        yield Change(kind="added", what="choice", name=name, text=text)
    elif other is None:
        text = phrase(msgid("The choice {name} is gone."), name=name)
        then = phrase(msgid("Earlier answers that hold it stay as they are."))
        yield Change(kind="removed", what="choice", name=name, text=text, then=then)
    else:
        for heading in _headings(one, other):
            before, after = one.get(heading).strip(), other.get(heading).strip()
            if before != after:
                text = _turned(heading, before, after)
                yield Change(kind="changed", what="choice", name=name, text=text)


def _headings(one: Row, other: Row) -> Iterable[str]:
    return dict.fromkeys((*one.cells, *other.cells))


def _turned(heading: str, before: str, after: str) -> Phrase:
    text = msgid("{what} is now “{new}”; it was “{old}”.")
    if not before:
        text = msgid("{what} is now “{new}”; there was none.")
    elif not after:
        text = msgid("{what} is empty now; it was “{old}”.")
    return phrase(text, what=heading, old=before, new=after)


def _is_group(question: Question) -> bool:
    return question.kind in _GROUPS
