"""Cards and places as LINE's flex and location messages."""

from collections.abc import Iterator
from typing import Final

from bot.calendar_words import Language
from bot.line import limits
from bot.line.actions import Json, action_of
from bot.line.breaking import cut, head
from bot.line.cleaning import clean, in_one_line, is_visible
from bot.words import Words
from dialogue.phrase import Words as Sayable
from dialogue.phrase import msgid, phrase
from dialogue.prompt import Card, Link, Opener, Say, Spot

_BUTTONS: Final = 6
_RED: Final = "#C62828"
_BLUE: Final = "#1565C0"
_GREY: Final = "#5F6B76"
_WHITE: Final = "#FFFFFF"
_NEUTRAL: Final = phrase(msgid("You have a message."))


def message_of(say: Say, language: Language, words: Words) -> Json | None:
    """Return the cards of a bubble as one flex message, side by side; None where it has none."""
    cards = say.cards[: limits.BUBBLES]
    if not cards:
        return None
    bubbles = [_bubble(card, language, words) for card in cards]
    told = _NEUTRAL if say.private else cards[0].title
    contents = bubbles[0] if len(bubbles) == 1 else {"type": "carousel", "contents": bubbles}
    return {"type": "flex", "altText": _alternative(told, language, words), "contents": contents}


def spot_of(spot: Spot, language: Language, words: Words) -> Json:
    """Return a place as a location message."""
    title, address = (_in_line(part, language, words) for part in (spot.title, spot.address))
    return {
        "type": "location",
        "title": cut(title, limits.SPOT_TEXT),
        "address": cut(address, limits.SPOT_TEXT),
        "latitude": spot.latitude,
        "longitude": spot.longitude,
    }


def _bubble(card: Card, language: Language, words: Words) -> Json:
    is_danger = card.tone == "danger"
    title = _text(card.title, language, words)
    header = {
        "type": "box",
        "layout": "vertical",
        "backgroundColor": _RED if is_danger else _BLUE,
        "paddingAll": "12px",
        "contents": [{**title, "weight": "bold", "size": "lg", "color": _WHITE}],
    }
    lines = [_text(line, language, words) for line in card.lines]
    note = [{**_text(n, language, words), "size": "xs", "color": _GREY} for n in card.note]
    bubble: Json = {"type": "bubble", "size": "mega", "header": header}
    if body := [*lines, *note]:
        bubble["body"] = {"type": "box", "layout": "vertical", "spacing": "md", "contents": body}
    if buttons := list(_buttons(card, language, words)):
        footer = {"type": "box", "layout": "vertical", "spacing": "sm", "contents": buttons}
        bubble["footer"] = footer
    return bubble


def _buttons(card: Card, language: Language, words: Words) -> Iterator[Json]:
    colour = _RED if card.tone == "danger" else _BLUE
    on_cards = [button for button in card.buttons if not isinstance(button, Opener)][:_BUTTONS]
    for place, button in enumerate(on_cards):
        action = action_of(button, language, words)
        if action is None:
            continue
        calls = isinstance(button, Link) and button.uri.startswith("tel:")
        is_first = place == 0 or calls
        style = {"style": "primary", "color": colour} if is_first else {"style": "secondary"}
        yield {"type": "button", "height": "sm", "action": action, **style}


def _text(part: Sayable, language: Language, words: Words) -> Json:
    said = clean(words.say(part, language)).strip()
    return {"type": "text", "wrap": True, "text": said if is_visible(said) else "…"}


def _alternative(part: Sayable, language: Language, words: Words) -> str:
    return head(_in_line(part, language, words), limits.ALT_TEXT)


def _in_line(part: Sayable, language: Language, words: Words) -> str:
    said = in_one_line(words.say(part, language))
    return said if is_visible(said) else "…"
