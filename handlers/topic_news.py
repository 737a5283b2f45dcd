"""News of topics: corrections for whoever watches, and word to the owners of what expired."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from dialogue.phrase import msgid, phrase
from dialogue.prompt import Say
from handlers import topic_cards
from handlers.context import Context
from handlers.topic_book import topic_of
from models.contact import Contact
from models.topic import TopicRow

_AT_ONCE: Final = 200


def news(ctx: Context) -> tuple[Say, ...]:
    """Say what some of them are to be told with their next reply; what is left is found again."""
    return (*_corrections(ctx), *_expiries(ctx))


def _corrections(ctx: Context) -> Iterator[Say]:
    room = _AT_ONCE
    for row in ctx.topics.untold():
        if row.said and row.expires_on < ctx.moment.today and not row.stays:
            continue  # it is told when it is said again
        watching = ctx.topics.watchers(row.id, ctx.moment.today, after=row.told_to, most=room)
        for contact_id in watching:
            contact = ctx.contacts.get(contact_id)
            if contact is not None and contact.wants_notices and not row.is_private:
                yield _correction(row, contact, ctx)
        room -= len(watching)
        if room:
            row.told, row.told_to = row.said, ""
        else:
            row.told_to = watching[-1]
            return


def _correction(row: TopicRow, contact: Contact, ctx: Context) -> Say:
    theirs = replace(ctx, contact=contact)
    topic = topic_of(row.id, theirs)
    if topic is None:
        title = row.title_lo if theirs.language == "lo" else row.title_th
        text = phrase(
            msgid("The answer “{title}” does not hold any more. Call 1330 to ask."), title=title
        )
        return Say(lines=(text,), subject=f"topic:{row.id}", to=contact.id)
    text = phrase(msgid("An answer that you asked us to watch has changed. This holds now:"))
    card = topic_cards.answer(topic, theirs)
    return Say(lines=(text,), cards=(card,), subject=f"topic:{row.id}", to=contact.id)


def _expiries(ctx: Context) -> Iterator[Say]:
    lapsed = ctx.topics.lapsed(ctx.moment.today)
    if not lapsed:
        return
    held = [one for demo in (False, True) for one in ctx.memberships.everybody("", is_demo=demo)]
    owners = dict.fromkeys(one.contact_id for one in held if one.role == "coordinator")
    for row in lapsed:
        row.lapse_told = True
        for contact_id in owners:
            yield _expiry(row, contact_id, ctx)


def _expiry(row: TopicRow, contact_id: str, ctx: Context) -> Say:
    contact = ctx.contacts.get(contact_id)
    language = "th" if contact is None else contact.language
    title = row.title_lo if language == "lo" else row.title_th
    expired = msgid("The answer “{title}” expired on {date}.")
    what = (
        msgid("It is still shown, with a warning.")
        if row.stays
        else msgid("It is not shown any more: people are told to call 1330.")
    )
    remedy = msgid("Check its facts, and load it again with new dates (content/README.md).")
    return Say(
        lines=(
            phrase(expired, title=title, date=row.expires_on),
            phrase(what),
            phrase(remedy),
        ),
        subject=f"lapsed:{row.id}",
        to=contact_id,
    )
