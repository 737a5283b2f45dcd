"""Patterns of regex() that do not say where the text begins and ends."""

from collections.abc import Iterator

from bot.publishing.finding import Finding
from bot.publishing.linting.expressions import cells_of, walk
from bot.publishing.linting.survey import Survey
from bot.publishing.linting.telling import at_cell
from dialogue.phrase import msgid
from dialogue.xforms import syntax


def find(survey: Survey) -> Iterator[Finding]:
    """Find patterns without ^ and $: ODK's programs do not agree on what they match."""
    for cell in cells_of(survey):
        if cell.tree is None:
            continue
        for part in walk(cell.tree):
            match part:
                case syntax.Call("regex", (_, syntax.Literal(str(pattern)))) if not _whole(pattern):
                    yield at_cell(
                        cell,
                        msgid(
                            "The pattern {pattern} does not begin with ^ and end with $: some"
                            " programs then take texts that only hold it somewhere."
                        ),
                        msgid("Write ^ before the pattern and $ after it."),
                        pattern=pattern[:80],
                    )


def _whole(pattern: str) -> bool:
    """Tell whether every branch of a pattern is tied to both ends of the text."""
    return all(
        branch.startswith("^") and branch.endswith("$") and not _is_escaped(branch)
        for branch in _branches(pattern)
    )


def _is_escaped(branch: str) -> bool:
    before = branch[:-1]
    return (len(before) - len(before.rstrip("\\"))) % 2 == 1


def _branches(pattern: str) -> Iterator[str]:
    """Part a pattern at the bars that stand outside of all brackets."""
    start = depth = 0
    in_set = escaped = False
    for place, letter in enumerate(pattern):
        if escaped or letter == "\\":
            escaped = not escaped
        elif in_set:
            in_set = letter != "]"
        elif letter == "[":
            in_set = True
        elif letter in "()":
            depth += 1 if letter == "(" else -1
        elif letter == "|" and depth == 0:
            yield pattern[start:place]
            start = place + 1
    yield pattern[start:]
