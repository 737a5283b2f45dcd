"""Where an event comes from: one person, or a group with a person in it."""

from dataclasses import dataclass

from bot.simulator.people import Contact, Group


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The source of an event, and the chat that a reply to it goes to.

    `fields` is None for events that have no source.
    """

    chat_id: str
    user_id: str | None
    fields: dict[str, str] | None


def alone(contact: Contact) -> Source:
    """One person, in the chat with the bot."""
    fields = {"type": "user", "userId": contact.user_id}
    return Source(chat_id=contact.user_id, user_id=contact.user_id, fields=fields)


def within(group: Group, contact: Contact | None = None) -> Source:
    """A group or room; `contact` is who spoke, None where LINE does not tell."""
    fields = {"type": group.shape, f"{group.shape}Id": group.chat_id}
    if contact is not None:
        fields["userId"] = contact.user_id
    user_id = contact.user_id if contact is not None else None
    return Source(chat_id=group.chat_id, user_id=user_id, fields=fields)


NOWHERE = Source(chat_id="", user_id=None, fields=None)
"""The source of events that concern the channel itself."""
