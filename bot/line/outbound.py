"""What is said, as LINE's message objects that are within its limits by construction."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from bot.calendar_words import Language
from bot.line import limits
from bot.line.actions import Json, action_of, uri_of
from bot.line.breaking import head
from bot.line.cards import message_of, spot_of
from bot.line.cleaning import clean, in_one_line, is_visible
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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Bubble:
    """One bubble as it would be alone: a text, which may be empty, then cards and a place."""

    text: str
    rich: tuple[Json, ...]
    speaker: str | None

    def messages(self) -> Iterator[Json]:
        """Give its messages in their order."""
        if is_visible(self.text):
            yield _spoken(self.text, self.speaker)
        yield from self.rich


def render(says: Sequence[Say], *, language: Language, words: Words) -> list[Json]:
    """Return at most 5 messages, quick replies on the last; none when nothing is to be said.

    LINE shows only the last message's quick replies. So they are those of the last bubble with
    choices (or, if none has, with buttons), wherever it stands; the buttons of other bubbles join
    them, and the choices of other bubbles are listed by number.
    """
    asking = _asking(says)
    keys = None if asking is None else _keys(says, asking, language, words)
    bubbles = [
        _Bubble(
            text=_text(say, keys if place == asking else None, language, words),
            rich=tuple(_rich(say, language, words)),
            speaker=None if say.speaker is None else words.say(say.speaker, language),
        )
        for place, say in enumerate(says)
    ]
    messages = _messages(bubbles, cut_short=words.say(_CUT_SHORT, language))
    if keys is not None and not messages:
        messages = [{"type": "text", "text": words.say(_CHOOSE, language)}]
    if keys is not None and keys.actions:
        items = [{"type": "action", "action": action} for action in keys.actions]
        messages[-1]["quickReply"] = {"items": items}
    return messages


def _messages(bubbles: Sequence["_Bubble"], *, cut_short: str) -> list[Json]:
    """Fit bubbles into 5 messages: cards and places as they are, texts as they must be.

    Where all have room each stands in its place. Where not, cards go first, for they are what
    cannot be joined; at least one message is left for the texts.
    """
    texts = [bubble.text for bubble in bubbles if is_visible(bubble.text)]
    rich = [message for bubble in bubbles for message in bubble.rich]
    if not rich:
        fitted = packed(texts, cut_short=cut_short)
        speakers = [bubble.speaker for bubble in bubbles if is_visible(bubble.text)]
        in_place = len(fitted) == len(speakers)
        return [_spoken(text, speakers[at] if in_place else None) for at, text in enumerate(fitted)]
    short = all(limits.utf16(text) <= limits.TEXT for text in texts)
    if short and len(texts) + len(rich) <= limits.MESSAGES:
        return [message for bubble in bubbles for message in bubble.messages()]
    rich = rich[: limits.MESSAGES - bool(texts)]
    room = limits.MESSAGES - len(rich)
    return [*rich, *(_spoken(text) for text in packed(texts, cut_short=cut_short, most=room))]


def _spoken(text: str, speaker: str | None = None) -> Json:
    message: Json = {"type": "text", "text": text}
    if speaker is not None and is_visible(speaker):
        message["sender"] = {"name": head(in_one_line(speaker), limits.SENDER)}
    return message


def _rich(say: Say, language: Language, words: Words) -> Iterator[Json]:
    if (picture := say.picture) is not None:
        yield {
            "type": "image",
            "originalContentUrl": picture.uri,
            "previewImageUrl": picture.uri,
        }
    if (cards := message_of(say, language, words)) is not None:
        yield cards
    if say.spot is not None:
        yield spot_of(say.spot, language, words)


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
