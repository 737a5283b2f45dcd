"""Talks in which every button may be typed: by its label, in Thai, Lao or English."""

from collections.abc import Iterable, Iterator
from typing import Final

from typing_extensions import override

from dialogue.phrase import Phrase, Words
from dialogue.prompt import Button, Picker, Say
from dialogue.reading.cleaning import folded
from dialogue.reading.particles import stems
from dialogue.tap import Tap
from handlers.asking import ask_labels
from handlers.context import Context, Language
from handlers.incoming import Incoming
from handlers.router import Router, Says

_LANGUAGES: Final[tuple[Language, ...]] = ("th", "lo")


class LabelRouter(Router):
    """A router below whose answers a button may be tapped, or its label typed."""

    @override
    def hear(self, event: Incoming, ctx: Context) -> Says | None:
        """Answer as any router, and remember the buttons that were shown."""
        says = super().hear(event, ctx)
        if says and ctx.contact is not None and not ctx.was_erased:
            shown = [one for one in says if isinstance(one, Say)]
            labels = _labels([one for one in shown if one.to is None and not one.subject], ctx)
            if labels:
                ask_labels(labels, ctx)
        return says


def is_label(text: str, label: Words, ctx: Context) -> bool:
    """Tell whether the whole message is a label, in any of its spellings."""
    spellings = set(_spellings(label, ctx))
    return any(word in spellings for word in stems(text))


def _labels(says: Iterable[Say], ctx: Context) -> dict[str, str]:
    """Tell what each label carries; one that two buttons have stands for neither."""
    found: dict[str, set[str]] = {}
    for label, tap in (pair for say in says for pair in _taps(say, ctx)):
        if label and tap.fits:
            found.setdefault(label, set()).add(tap.data())
    return {label: data.pop() for label, data in found.items() if len(data) == 1}


def _taps(say: Say, ctx: Context) -> Iterator[tuple[str, Tap]]:
    on_cards = (button for card in say.cards for button in card.buttons)
    for button in (*say.buttons, *on_cards):
        if isinstance(button, Button | Picker):
            yield from ((label, button.tap) for label in _spellings(button.label, ctx))
    for choice in say.choices:
        for text in (choice.number, choice.label, f"{choice.number} {choice.label}"):
            yield folded(text), choice.tap


def _spellings(label: Words, ctx: Context) -> Iterator[str]:
    yield from (folded(ctx.worded(label, language)) for language in _LANGUAGES)
    if isinstance(label, Phrase):
        if not label.values:
            yield folded(label.msgid)
        elif "number" in label.values:
            yield folded(str(label.values["number"]))
