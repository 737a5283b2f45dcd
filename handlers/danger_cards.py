"""The red cards of danger: whom to call in one tap, and what to do until help comes."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from dialogue.danger.sign import Sign
from dialogue.phrase import Phrase, Words, msgid, phrase
from dialogue.prompt import AnyButton, Button, Card, Link, Say
from dialogue.tap import Tap
from handlers.buttons import call, quick_exit
from handlers.context import Context, Language
from handlers.danger_words import steps
from handlers.router import Says

ACT: Final = "danger"
CALLED, CANNOT, YES, NO = "called", "cannot", "yes", "no"

GENERAL: Final = Sign(kind="medical", id="help", certainty="now")

_MOST_BUTTONS: Final = 6
_NUMBERS: Final = 4
_CALL_NOW: Final = msgid("Call 1669 now.")


def full(signs: Sequence[Sign], ctx: Context) -> Says:
    """Say whom to call and what to do now."""
    title = msgid("Get to safety. Call for help.") if is_quiet(signs) else _CALL_NOW
    lines = tuple(phrase(line) for line in steps(signs))
    return red(title, lines, _to_call(signs), ctx, private=is_quiet(signs))


def short(signs: Sequence[Sign], ctx: Context) -> Says:
    """Say once more whom to call, to someone who was told what to do a moment ago."""
    return red(_CALL_NOW, (), _to_call(signs), ctx)


def asking(signs: Sequence[Sign], ctx: Context) -> Says:
    """Ask whether it is so now: what was typed is denied, long ago, or a question about it."""
    buttons: tuple[AnyButton, ...] = (
        *_numbers(signs),
        Button(label=phrase(msgid("Yes, now")), tap=_tap(YES, signs[0])),
        Button(label=phrase(msgid("No")), tap=_tap(NO)),
        *exits(signs),
    )
    lines = (phrase(msgid("If yes, call 1669 at once.")),)
    return red(msgid("Is it like that now?"), lines, buttons, ctx, private=is_quiet(signs))


def soft(ctx: Context) -> Says:
    """Say whom to call where it is not certain that anything is wrong."""
    title = msgid("If a life is in danger, call 1669 now.")
    return red(title, (), (call("1669"), _cannot(GENERAL)), ctx)


def red(
    title: str,
    lines: Sequence[Words],
    buttons: Sequence[AnyButton],
    ctx: Context,
    *,
    private: bool = False,
) -> Says:
    """Make a red card, and two where no language was chosen: in Thai and in Lao.

    Where its reply does not reach them it is pushed, unless it is private.
    """
    plain = Card(
        title=phrase(title),
        lines=tuple(lines),
        buttons=tuple(buttons[:_MOST_BUTTONS]),
        tone="danger",
    )
    is_chosen = ctx.contact is not None and ctx.contact.language is not None
    shown = [plain] if is_chosen else [_spoken(plain, "th"), _spoken(plain, "lo")]
    if private:
        return tuple(Say(lines=(), cards=(one,), private=True) for one in shown)
    return tuple(
        Say(lines=(), cards=(one,), subject=f"first:{number}", urgent=True)
        for number, one in enumerate(shown)
    )


def called() -> Button:
    """Make the button that tells that somebody was called."""
    return Button(label=phrase(msgid("I called")), tap=_tap(CALLED))


def is_quiet(signs: Sequence[Sign]) -> bool:
    """Tell whether violence was seen, of which nobody else may read."""
    return any(sign.kind == "violence" for sign in signs)


def _spoken(card: Card, language: Language) -> Card:
    """Settle the language of a card, whoever reads it."""

    def settled(words: Words) -> Words:
        return replace(words, spoken=language) if isinstance(words, Phrase) else words

    buttons = (one for one in card.buttons if isinstance(one, Button | Link))
    return replace(
        card,
        title=settled(card.title),
        lines=tuple(settled(line) for line in card.lines),
        buttons=tuple(replace(button, label=settled(button.label)) for button in buttons),
    )


def _to_call(signs: Sequence[Sign]) -> tuple[AnyButton, ...]:
    """Give the buttons of a card: numbers, then what became of the call."""
    if is_quiet(signs):
        return (*_numbers(signs), _cannot(signs[0]), *exits(signs))
    return (*_numbers(signs), called(), _cannot(signs[0]))


def _numbers(signs: Sequence[Sign]) -> tuple[Link, ...]:
    kinds = {sign.kind for sign in signs}
    more = (
        *(("191",) if kinds & {"violence", "weapon"} else ()),
        *(("1300",) if "violence" in kinds else ()),
        *(("1323",) if "self_harm" in kinds or any(one.id == "overdose" for one in signs) else ()),
    )
    numbers = (*more, "1669") if is_quiet(signs) else ("1669", *more)
    return tuple(call(number) for number in numbers[:_NUMBERS])


def _cannot(sign: Sign) -> Button:
    return Button(label=phrase(msgid("I cannot call")), tap=_tap(CANNOT, sign))


def exits(signs: Sequence[Sign]) -> tuple[Button, ...]:
    """Give the quick exit where violence was seen."""
    return (quick_exit(),) if is_quiet(signs) else ()


def _tap(what: str, sign: Sign | None = None) -> Tap:
    return Tap(act=ACT, value=what if sign is None else f"{what}:{sign.kind}:{sign.id}")
