"""What is said, as LINE's message objects that are within its limits by construction."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from bot.calendar_words import Language
from bot.line import limits
from bot.line.actions import Json, action_of, uri_of
from bot.line.cleaning import clean, is_visible
from bot.line.listing import PAGE, TURNERS, Page, buttons_of, is_listed, listed, page_of, turners_of
from bot.line.packing import packed
from bot.words import Words
from dialogue.phrase import msgid, phrase
from dialogue.prompt import AnyButton, Link, Say

_CARRIED: Final = 5  # buttons of other bubbles, as many as one bubble has
_CHOOSE: Final = phrase(msgid("Please choose."))
_CUT_SHORT: Final = phrase(msgid("The rest is too long to be shown here."))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Keys:
    """The quick replies of a turn, with what its asking bubble has to list."""

    actions: Sequence[Json]
    page: Page
    by_number: bool


def render(says: Sequence[Say], *, language: Language, words: Words) -> list[Json]:
    """Return at most 5 text messages, quick replies on the last; none when nothing is to be said.

    LINE shows only the last message's quick replies. So they are those of the last bubble with
    choices (or, if none has, with buttons), wherever it stands; the buttons of other bubbles join
    them, and the choices of other bubbles are listed by number.
    """
    asking = _asking(says)
    keys = None if asking is None else _keys(says, asking, language, words)
    texts = [
        _text(say, keys if place == asking else None, language, words)
        for place, say in enumerate(says)
    ]
    texts = [text for text in texts if is_visible(text)]
    if keys is not None and not texts:
        texts = [words.say(_CHOOSE, language)]
    messages: list[Json] = [
        {"type": "text", "text": text}
        for text in packed(texts, cut_short=words.say(_CUT_SHORT, language))
    ]
    if keys is not None and keys.actions:
        items = [{"type": "action", "action": action} for action in keys.actions]
        messages[-1]["quickReply"] = {"items": items}
    return messages


def _asking(says: Sequence[Say]) -> int | None:
    """Find the bubble that asks: the last with choices, else the last with buttons."""
    with_choices = [place for place, say in enumerate(says) if say.choices]
    with_buttons = [place for place, say in enumerate(says) if say.buttons]
    return max(with_choices or with_buttons, default=None)


def _keys(says: Sequence[Say], asking: int, language: Language, words: Words) -> _Keys:
    say = says[asking]
    own = _actions(say.buttons, language, words)[: limits.QUICK_REPLIES - _kept_for_choices(say)]
    page = page_of(say, buttons=len(own))
    back, on = turners_of(say, page)
    turners = [turner for turner in (back, on) if turner is not None]

    room = limits.QUICK_REPLIES - len(own) - len(turners) - bool(say.choices)
    carried = _actions(_others(says, asking), language, words)[: min(_CARRIED, room)]
    room = limits.QUICK_REPLIES - len(own) - len(turners) - len(carried)

    by_number = is_listed(page, room=room)
    choices = list(buttons_of(page.choices[: min(room, PAGE)], by_number=by_number))
    shown = [a for a in (*carried, back, *choices, on, *own) if a is not None]
    return _Keys(actions=shown, page=page, by_number=by_number or None in choices)


def _kept_for_choices(say: Say) -> int:
    if not say.choices:
        return 0
    return 1 if say.turner is None else 1 + TURNERS


def _actions(buttons: Sequence[AnyButton], language: Language, words: Words) -> list[Json]:
    found = (action_of(button, language, words) for button in buttons)
    return [action for action in found if action is not None]


def _others(says: Sequence[Say], asking: int) -> list[AnyButton]:
    """Gather the buttons of the bubbles that do not ask, each once."""
    found: list[AnyButton] = []
    for place, say in enumerate(says):
        if place != asking:
            found += [b for b in say.buttons if b not in (*found, *says[asking].buttons)]
    return found


def _text(say: Say, keys: _Keys | None, language: Language, words: Words) -> str:
    lines = [words.say(line, language) for line in say.lines]
    lines += _list(say, keys, language, words)
    lines += _unopened(say, language, words)
    lines += [words.say(line, language) for line in say.footer]
    return clean("\n".join(lines)).strip()


def _list(say: Say, keys: _Keys | None, language: Language, words: Words) -> Iterator[str]:
    if keys is None:
        yield from listed(say.choices)
        return
    if keys.by_number:
        yield from listed(keys.page.choices)
    if keys.page.count > 1:
        page = {"page": keys.page.number + 1, "pages": keys.page.count}
        yield words.say(phrase(msgid("Page {page} of {pages}"), **page), language)


def _unopened(say: Say, language: Language, words: Words) -> Iterator[str]:
    """Write out the addresses that LINE would not open."""
    for button in say.buttons:
        if isinstance(button, Link) and uri_of(button) is None:
            yield f"{words.say(button.label, language)} {button.uri}"
