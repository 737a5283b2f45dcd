"""Browsing: topics by groups, for whoever looks around, and by their names."""

from collections.abc import Sequence
from typing import Final

from dialogue.phrase import Phrase, msgid, phrase
from dialogue.prompt import AnyButton, Button, Card, Say
from dialogue.reading.cleaning import folded
from dialogue.reading.particles import stems
from dialogue.tap import Tap
from dialogue.topics.groups import grouped
from handlers import opening, topic_cards
from handlers.asking import number_in, tap_of
from handlers.buttons import to_menu
from handlers.context import Context
from handlers.incoming import Incoming, Tapped, Wrote
from handlers.router import Router, Says
from handlers.topic_book import topic_of
from handlers.topic_groups import GROUP_NAMES
from handlers.topic_talk import told

_WORDS: Final = frozenset(
    folded(word)
    for word in (
        *("สิทธิของฉัน", "สิทธิ", "ดูสิทธิ", "หัวข้อ", "ເບິ່ງສິດ", "ສິດຂອງຂ້ອຍ", "ສິດ", "ຫົວຂໍ້"),
        *("my rights", "rights", "topics"),
    )
)
_ON_A_CARD: Final = 6

router = Router()


@router.on(Wrote, Tapped)
def browse(event: Incoming, ctx: Context) -> Says | None:
    """Show the groups, or the topics of one."""
    tap = tap_of(event, topic_cards.BROWSE)
    if tap is None and not (isinstance(event, Wrote) and _WORDS & set(stems(event.text))):
        return None
    groups = grouped(ctx.topics.listed())
    name, _, first = ("" if tap is None else tap.value).partition(":")
    if name in groups:
        return (_group(name, groups[name], number_in(first), ctx),)
    return (_groups(list(groups)),)


@router.on(Wrote)
def look_up(event: Wrote, ctx: Context) -> Says | None:
    """Answer with the topic whose title or id was typed."""
    typed = set(stems(event.text))
    for one in ctx.topics.listed().values():
        if typed & {folded(one.title_th), folded(one.title_lo), folded(one.id)}:
            topic = topic_of(one.id, ctx)
            return None if topic is None else told(topic, ctx)
    return None


def _groups(names: Sequence[str]) -> Say:
    lines: tuple[Phrase, ...] = (phrase(msgid("What do you want to know about?")),)
    if not names:
        lines = (phrase(msgid("No answers are loaded yet. Call 1330 to ask.")),)
    buttons = [_to_group(name) for name in names]
    ask = phrase(msgid("Or type your question in your own words."))
    path = opening.button("rights")
    return Say(lines=(*lines, ask), buttons=(path, *buttons, to_menu()))


def _group(name: str, topics: Sequence[str], first: int, ctx: Context) -> Say:
    listed = ctx.topics.listed()
    first = first if first < len(topics) else 0
    is_whole = first == 0 and len(topics) <= _ON_A_CARD
    shown = topics[first : first + (_ON_A_CARD if is_whole else _ON_A_CARD - 1)]
    buttons: list[AnyButton] = [
        Button(label=listed[one].title_in(ctx.language), tap=Tap(act=topic_cards.SHOW, value=one))
        for one in shown
    ]
    if (following := first + len(shown)) < len(topics):
        tap = Tap(act=topic_cards.BROWSE, value=f"{name}:{following}")
        buttons.append(Button(label=phrase(msgid("More")), tap=tap))
    card = Card(title=phrase(GROUP_NAMES[name]), buttons=tuple(buttons))
    back = Button(label=phrase(msgid("Other topics")), tap=Tap(act=topic_cards.BROWSE))
    return Say(lines=(), cards=(card,), buttons=(back, to_menu()))


def _to_group(name: str) -> Button:
    return Button(label=phrase(GROUP_NAMES[name]), tap=Tap(act=topic_cards.BROWSE, value=name))
