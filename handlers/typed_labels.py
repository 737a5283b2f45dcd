"""Talks in which every button may be typed: by its label, in Thai, Lao or English."""

from collections.abc import Iterable, Iterator
from typing import Final

from typing_extensions import override

from dialogue.phrase import Phrase, Words
from dialogue.prompt import AnyButton, Button, Picker, Say
from dialogue.reading.cleaning import folded
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
        buttons = [
            button
            for say in says or ()
            if isinstance(say, Say) and say.to is None and say.subject is None
            for button in say.buttons
        ]
        if buttons and ctx.contact is not None and not ctx.was_erased:
            ask_labels(_labels(buttons, ctx), ctx)
        return says


def _labels(buttons: Iterable[AnyButton], ctx: Context) -> dict[str, str]:
    """Tell what each label carries; one that two buttons have stands for neither."""
    found: dict[str, set[str]] = {}
    for button in buttons:
        if not isinstance(button, Button | Picker) or not button.tap.fits:
            continue
        for label in set(_spellings(button.label, ctx)):
            found.setdefault(label, set()).add(button.tap.data())
    return {label: data.pop() for label, data in found.items() if label and len(data) == 1}


def _spellings(label: Words, ctx: Context) -> Iterator[str]:
    yield from (folded(ctx.worded(label, language)) for language in _LANGUAGES)
    if isinstance(label, Phrase):
        if not label.values:
            yield folded(label.msgid)
        elif "number" in label.values:
            yield folded(str(label.values["number"]))
