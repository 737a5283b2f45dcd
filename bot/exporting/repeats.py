"""The instances of a repeat in a submission."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from bot.exporting.fields import Path, values_in


@dataclass(frozen=True, slots=True, kw_only=True)
class Instance:
    """One instance: its values by paths below it, and its keys as ODK Central writes them.

    A key is `uuid:…/group/child[2]`, counted from 1; the parent is the instance of the repeat
    around it, or the submission.
    """

    key: str
    parent_key: str
    values: dict[Path, str]


def instances_of(
    submission: str, key: str, repeat: Path, repeats: Collection[Path]
) -> Iterator[Instance]:
    """List the instances of one repeat of a form, in document order.

    `repeats` are all that the form has, because a key counts those around it too.
    """
    root = ET.fromstring(submission)  # noqa: S314  # made by our own runtime
    yield from _below(root, (), key, key, repeat=repeat, repeats=repeats)


def _below(
    element: ET.Element,
    at: Path,
    key: str,
    parent_key: str,
    *,
    repeat: Path,
    repeats: Collection[Path],
) -> Iterator[Instance]:
    name = repeat[len(at)]
    below = (*at, name)
    named = [child for child in element if child.tag.rpartition("}")[2] == name]
    for number, child in enumerate(named, 1):
        inner = f"{key}/{name}[{number}]" if below in repeats else f"{key}/{name}"
        if below == repeat:
            yield Instance(key=inner, parent_key=parent_key, values=values_in(child))
            continue
        parent = inner if below in repeats else parent_key
        yield from _below(child, below, inner, parent, repeat=repeat, repeats=repeats)


def names_of(repeats: Collection[Path]) -> dict[Path, str]:
    """Name the table of each repeat as ODK Central does: by its own name, numbered if not alone."""
    own = [repeat[-1] for repeat in repeats]
    found = dict[Path, str]()
    for repeat in repeats:
        name = repeat[-1]
        earlier = sum(1 for other in found if other[-1] == name)
        found[repeat] = name if own.count(name) == 1 else f"{name}~{earlier + 1}"
    return found
