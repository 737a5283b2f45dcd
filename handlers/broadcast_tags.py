"""Tags: a word for the people who are chosen for a broadcast, so that they are found again."""

from contextlib import closing
from dataclasses import replace
from typing import Final

from dialogue.phrase import Words, msgid, phrase
from dialogue.prompt import Say
from dialogue.reading.steering import says_what_to_do, steering
from handlers.asking import ask, asked
from handlers.broadcast_making import audience_of
from handlers.broadcast_steps import CHOOSE, TAG, Desk, desk_of, tapped
from handlers.broadcast_view import go_on
from handlers.context import Context
from handlers.few_words import taken
from handlers.incoming import Tapped, Wrote
from handlers.marking import CHANGED, CONTACT, mark
from handlers.router import Says
from handlers.typed_labels import LabelRouter

_AT_ONCE: Final = 500
_LETTERS: Final = 20  # what a button shows

router = LabelRouter()


@router.on(Tapped)
def change(event: Tapped, ctx: Context) -> Says | None:
    """Ask for the word of a new tag, or take a tag off those who are chosen."""
    found = tapped(event, ctx, TAG)
    if found is None:
        return None
    tap, desk = found
    people = _people(desk, ctx)
    if not 0 < len(people) <= _AT_ONCE:
        text = msgid("A tag is for 1 to {most} people at once. Choose them first.")
        return (Say(lines=(phrase(text, most=_AT_ONCE),)), *go_on(desk, ctx))
    what, _, tag = tap.value.partition(":")
    if what == "new":
        return (_ask(desk, len(people), ctx),)
    if tag not in desk.sketch.tags:
        return go_on(desk, ctx)
    ctx.contact_tags.drop(people, tag)
    for one in people:
        mark(CHANGED, CONTACT, one, ctx)
    tags = tuple(one for one in desk.sketch.tags if one != tag)
    text = msgid("People who do not bear the tag {tag} any more: {people}")
    said = Say(lines=(phrase(text, tag=tag, people=len(people)),))
    return (said, *go_on(desk.keep(replace(desk.sketch, tags=tags), ctx), ctx))


@router.on(Wrote)
def give(event: Wrote, ctx: Context) -> Says | None:
    """Give those who are chosen the tag that was typed."""
    desk = desk_of(ctx) if asked(TAG, ctx) is not None else None
    if desk is None or steering(event.text) is not None or says_what_to_do(event.text):
        return None
    people = _people(desk, ctx)
    word = taken(" ".join(event.text.split()), most=_LETTERS)
    if isinstance(word, tuple):
        return (_ask(desk, len(people), ctx, before=word),)
    if not 0 < len(people) <= _AT_ONCE:
        return go_on(desk, ctx)
    ctx.contact_tags.add(people, word, ctx.moment.now)
    for one in people:
        mark(CHANGED, CONTACT, one, ctx)
    text = msgid("People who bear the tag {tag} now: {people}")
    said = Say(lines=(phrase(text, tag=word, people=len(people)),))
    return (said, *go_on(desk, ctx))


def _ask(desk: Desk, people: int, ctx: Context, *, before: tuple[Words, ...] = ()) -> Say:
    ask(TAG, ctx)
    lines = (
        *before,
        phrase(
            msgid("Type a short word for these people ({people}), at most {most} letters."),
            people=people,
            most=_LETTERS,
        ),
        phrase(msgid("Coordinators read it, and whoever bears it: no name, no illness.")),
    )
    return Say(lines=lines, buttons=(desk.button(msgid("Back"), CHOOSE, "panel"),))


def _people(desk: Desk, ctx: Context) -> list[str]:
    """Name those who are chosen, one more than may be tagged at most."""
    found = ctx.audiences.recipients(audience_of(desk.sketch, ctx), fallback="th")
    people = list[str]()
    with closing(found):
        for contact_id, _, _ in found:
            people.append(contact_id)
            if len(people) > _AT_ONCE:
                break
    return people
