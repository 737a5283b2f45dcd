"""Asking outside of forms: one question, answered by what is typed or shared next or never."""

import json
from collections.abc import Mapping
from typing import Final

from dialogue.reading.particles import stems
from dialogue.tap import Tap, read
from handlers.context import Asked, Context
from handlers.incoming import Incoming, Tapped, Wrote

LABEL: Final = "label"
"""The act of a question that is answered by the labels of its buttons alone."""

_LABELS_FOLLOW: Final = "\x1e"  # what stands before it cannot hold it: nothing that is typed can


def ask(act: str, ctx: Context, *, about: str = "") -> None:
    """Let the next typed words, or a place, answer `act`; whatever else is done takes it back."""
    me = ctx.someone
    _, mark, labels = (me.asked_about or "").partition(_LABELS_FOLLOW)
    me.asked, me.asked_about = act, about + mark + labels


def ask_labels(labels: Mapping[str, str], ctx: Context) -> None:
    """Let these folded labels be typed too, for what a tap carries, beside what this turn asks.

    Those that this turn showed before stay.
    """
    me = ctx.someone
    me.asked = me.asked or LABEL
    about, _, before = (me.asked_about or "").partition(_LABELS_FOLLOW)
    both = {**json.loads(before or "{}"), **labels}
    me.asked_about = about + _LABELS_FOLLOW + json.dumps(both, ensure_ascii=False)


def question_of(act: str, about: str) -> Asked:
    """Read the question that a contact was asked, as `ask` and `ask_labels` wrote it."""
    about, _, labels = about.partition(_LABELS_FOLLOW)
    return Asked(act=act, about=about, labels=json.loads(labels or "{}"))


def asked(act: str, ctx: Context) -> Asked | None:
    """Tell what these words, or this place, answer; None when `act` was not asked just before."""
    return ctx.asked if ctx.asked is not None and ctx.asked.act == act else None


def as_tapped(event: Incoming, ctx: Context) -> Incoming:
    """Take a label that was typed for the tap on its button; any other event as it is."""
    if not isinstance(event, Wrote) or ctx.asked is None or not ctx.asked.labels:
        return event
    labels = ctx.asked.labels
    data = next((labels[word] for word in stems(event.text) if word in labels), None)
    if data is None:
        return event
    return Tapped(
        event_id=event.event_id,
        at=event.at,
        lane=event.lane,
        contact_id=event.contact_id,
        can_reply=event.can_reply,
        data=data,
    )


def number_in(text: str) -> int:
    """Read the number that a button carries; 0 where it carries none."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 7 else 0


def tap_of(event: Incoming, *acts: str) -> Tap | None:
    """Read a tap on a button of these acts; None for any other event."""
    tap = read(event.data) if isinstance(event, Tapped) else None
    return tap if tap is not None and tap.act in acts else None
