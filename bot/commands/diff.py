"""`form diff`: two versions of a form told apart in words."""

from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Final, Literal, TypeAlias

import typer

from bot.commands.source import Media
from dialogue.phrase import Phrase, msgid, phrase

if TYPE_CHECKING:
    from bot.publishing.differences import Change


class Language(StrEnum):
    """The languages that differences can be told in."""

    EN = "en"
    TH = "th"
    LO = "lo"


Named = Annotated[
    str,
    typer.Argument(help="A workbook, a published form's ID, or ID@VERSION.", show_default=False),
]
_Say: TypeAlias = Callable[[Phrase], str]

_SPOKEN: Final[Mapping[Language, Literal["th", "lo"]]] = {Language.TH: "th", Language.LO: "lo"}

_SIGNS = {"added": ("+", "green"), "removed": ("-", "red")}


def diff(
    old: Named,
    new: Named,
    media: Media = None,
    language: Annotated[Language, typer.Option("--lang", help="The language to tell it in.")] = (
        Language.EN
    ),
) -> None:
    """Tell two versions of a form apart, and what that means for answers."""
    from bot.commands.common import FAULTS, stop
    from bot.commands.source import checked_of, show_findings
    from bot.publishing.differences import differences
    from bot.publishing.linting.survey import survey_of

    both = [checked_of(old, media), checked_of(new, media)]
    for checked in both:
        if not checked.rows:
            show_findings(checked)
            stop(f"{checked.name} cannot be read.", FAULTS)
    say = _speaking(language)
    found = differences(*(survey_of(checked.rows) for checked in both))
    files = list(_of_files(both[0].files, both[1].files))
    if not found and not files:
        typer.echo(say(phrase(msgid("There is no difference."))))
        return
    for change in found:
        typer.echo(_line(change, say))
    for one in files:
        typer.echo(f"{_sign('changed')} {say(one)}")
    typer.echo(say(_closing(both[0].identity, both[1].identity)))


def _speaking(language: Language) -> _Say:
    """Give what puts a phrase into words."""
    from bot.commands.english import english
    from bot.serving import LOCALES
    from bot.words import Words

    if language is Language.EN:
        return english
    words, spoken = Words(LOCALES), _SPOKEN[language]
    return lambda told: words.say(told, spoken)


def _line(change: "Change", say: _Say) -> str:
    """Tell one difference: its sign, the question where the sentence does not name it, and why."""
    about = "" if change.kind != "changed" or change.what == "setting" else f"{change.name}: "
    then = f" {typer.style(say(change.then), dim=True)}" if change.then else ""
    return f"{_sign(change.kind)} {about}{say(change.text)}{then}"


def _sign(kind: str) -> str:
    sign, colour = _SIGNS.get(kind, ("~", "yellow"))
    return typer.style(sign, fg=colour, bold=True)


def _of_files(old: Mapping[str, bytes], new: Mapping[str, bytes]) -> Iterator[Phrase]:
    """Tell which files came, went or changed, and how many lines of them."""
    for name in sorted({*old, *new}):
        before, after = (set(files.get(name, b"").splitlines()) for files in (old, new))
        if old.get(name) != new.get(name):
            text = msgid("File {file}: {more} new lines, {fewer} lines gone.")
            more, fewer = len(after - before), len(before - after)
            yield phrase(text, file=name, more=more, fewer=fewer)


def _closing(one: object, other: object) -> Phrase:
    from bot.publishing.identity import Identity

    drafts = phrase(msgid("Visits that were begun end on the version they began with."))
    if not isinstance(one, Identity) or not isinstance(other, Identity):
        return drafts
    if one.form_id != other.form_id:
        return phrase(
            msgid("These are two forms: {old} and {new}."), old=one.form_id, new=other.form_id
        )
    if one.version == other.version:
        text = msgid("Both are version {version}: the second needs a new one to be published.")
        return phrase(text, version=one.version)
    return drafts
