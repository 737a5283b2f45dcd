"""No button and no word shows a stranger anybody, or changes anything of theirs."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Final

import pytest
from sqlalchemy.orm import Session

from bot.secrets import Keyring
from bot.store import Store
from dialogue.prompt import Say
from dialogue.tap import Tap
from handlers.desk import whole_desk
from handlers.incoming import Incoming, Tapped, Wrote
from handlers.referral_cards import CAME
from models.audit import Audit
from models.base import Row
from tests.scope.acts import Act, acts
from tests.scope.strangers import (
    AT,
    CARD,
    CODE,
    COORDINATOR,
    IDS,
    MARK,
    NICKNAME,
    OWNER,
    SECRETS,
    STRANGERS,
    VILLAGE,
    WORDS,
    context,
    seed,
)

TYPED: Final = (
    *(NICKNAME, MARK, CODE, CARD),
    *("เยี่ยม", "งานวันนี้", "ใครยังไม่เยี่ยม", "ทีม", "รายงาน", "แผน", "ส่งต่อ", "แก้ไข", "เมนู"),
)
ALIKE: Final = frozenset({"reader", "elsewhere"})
"""Strangers who differ from another one in nothing that an act asks for."""
THOROUGH: Final = frozenset({"neighbour"})
"""Whoever is kept apart from the person by the least is tried with more."""
DESK: Final = whole_desk()
RECEIVER: Final = "receiver"
NO_ACTS: Final = frozenset({"lang", "language", "notices"})
"""Acts whose values are no ids."""


@pytest.mark.timeout(600)
@pytest.mark.parametrize("who", sorted(set(STRANGERS) - ALIKE))
def test_no_button_and_no_word_tells_a_stranger_anything(
    who: str, lite: Store, keys: Keyring
) -> None:
    seed(lite)

    for event in [*taps(who), *words(who)]:
        if who == RECEIVER and is_about_the_card(event):
            continue
        told, touched = decided(lite, keys, who, event)

        assert secrets_in(told, event) == [], (event, told)
        assert touched == [], (event, touched)


def test_a_receiver_is_told_of_a_card_and_not_of_whom_it_is(lite: Store, keys: Keyring) -> None:
    seed(lite)
    event = Wrote(event_id="e", at=AT, lane="x", contact_id=RECEIVER, can_reply=True, text=CARD)

    told, touched = decided(lite, keys, RECEIVER, event)

    assert WORDS in told
    assert not [secret for secret in (NICKNAME, MARK, VILLAGE, CODE) if secret in told]
    assert touched == []


def test_the_coordinator_is_told_by_some_button(lite: Store, keys: Keyring) -> None:
    seed(lite)

    see, hand = (
        Tap(act="person.see", value=IDS.person),
        Tap(act="team.hand", value=f"role of {OWNER}"),
    )

    assert NICKNAME in decided(lite, keys, COORDINATOR, tapped(COORDINATOR, see))[0]
    assert MARK in decided(lite, keys, COORDINATOR, tapped(COORDINATOR, hand))[0]


def test_the_acts_of_the_house_are_found() -> None:
    names = {act.name for act in acts()}

    assert names >= {"team", "team.one", "team.hand", "team.hand.do", "pair.make", "team.permit"}
    assert names >= {"menu", "start", "resume", "correct", "team.removed", "team.uninvite"}


def decided(store: Store, keys: Keyring, who: str, event: Incoming) -> tuple[str, list[str]]:
    """Let the desk decide on an event, and forget it: what was told, and what was touched."""
    with store.thinking() as session:
        ctx = context(session, keys, who)
        says = DESK.decide(event, ctx)
        return "\n".join(part for say in says for part in parts(say)), list(touched(session))


def touched(session: Session) -> Iterator[str]:
    """Name the rows that hang on the person and were changed, or made anew."""
    ids = set(IDS.all())
    for row in (*session.dirty, *session.deleted, *session.new):
        if isinstance(row, Audit) or not isinstance(row, Row):
            continue
        if row in session.dirty and not session.is_modified(row):
            continue
        values = {getattr(row, column.key, None) for column in row.__table__.columns}
        if ids & {value for value in values if isinstance(value, str)}:
            yield type(row).__name__


def parts(value: object) -> Iterator[str]:
    """Read all text of what is said: lines, labels, and what buttons carry."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from parts(one)
    elif isinstance(value, tuple | list):
        for one in value:
            yield from parts(one)
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from parts(getattr(value, field.name))


def secrets_in(told: str, event: Incoming) -> list[str]:
    """List what was told and ought not to be; what they said themselves is no secret."""
    return [secret for secret in SECRETS if secret in told and secret not in said(event)]


def is_about_the_card(event: Incoming) -> bool:
    """Tell whether an event is what a receiver is there for: the code of a card, or its button."""
    return (isinstance(event, Wrote) and event.text == CARD) or (
        isinstance(event, Tapped) and CAME in event.data
    )


def said(event: Incoming) -> str:
    return event.text if isinstance(event, Wrote) else ""


def taps(who: str) -> Iterator[Tapped]:
    """Make a tap of every act on every id, alone and beside the words of the act's module."""
    for act in acts():
        if act.name in NO_ACTS:
            continue
        for value in values(act, thorough=who in THOROUGH):
            yield tapped(who, Tap(act=act.name, value=value))
        yield tapped(who, Tap(act=act.name, draft=IDS.draft, serial=1, value=IDS.person))


def tapped(who: str, tap: Tap) -> Tapped:
    """Make the event of a tap."""
    return Tapped(event_id="e", at=AT, lane=who, contact_id=who, can_reply=True, data=tap.data())


def values(act: Act, *, thorough: bool) -> Iterator[str]:
    """Write what a button may carry: an id alone; thoroughly, beside others and beside words."""
    yield ""
    for one in [*IDS.all(), f"role of {OWNER}", f"role of {COORDINATOR}", OWNER]:
        yield one
        if not thorough:
            continue
        yield f"{one}:0"
        yield f"{one}:{IDS.person}"
        yield f"{one}.food.person.9"
        yield f"-:{one}:role of neighbour"
    for one in (IDS.person, IDS.need, IDS.follow_up, IDS.referral, IDS.plan_item, IDS.visit):
        for word in sorted(act.words) if thorough else ():
            yield f"{word}:{one}"
            yield f"{one}:{word}"


def words(who: str) -> Iterator[Wrote]:
    for text in TYPED:
        yield Wrote(event_id="e", at=AT, lane=who, contact_id=who, can_reply=True, text=text)


def test_what_is_said_is_read_whole() -> None:
    say = Say(lines=("a",), buttons=(), footer=("b",), subject="c")

    assert {"a", "b", "c"} <= set(parts(say))
