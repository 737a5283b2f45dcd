"""Webhook events, made the way LINE makes them."""

from collections.abc import Mapping
from typing import Literal

from bot.simulator.ids import milliseconds
from bot.simulator.people import Contact
from bot.simulator.sources import NOWHERE, Source, alone
from bot.simulator.world import World

Event = dict[str, object]


class Events:
    """Makes the events of one world.

    Every event is stamped with the time of the world, and its reply token (where it has one) is
    known to the world from then on. `standby` makes them for a channel that is not in charge.
    """

    def __init__(self, world: World, *, standby: bool = False) -> None:
        self._world = world
        self._mode = "standby" if standby else "active"

    def make(
        self, kind: str, source: Source, *, can_reply: bool, more: Mapping[str, object]
    ) -> Event:
        """Make an event of any kind, also of one that LINE has not thought of yet."""
        at = self._world.now()
        event: Event = {"type": kind}
        if can_reply and self._mode == "active":
            event["replyToken"] = self._token(source)
        event |= more
        event["webhookEventId"] = self._world.ids.event(at)
        event["deliveryContext"] = {"isRedelivery": False}
        event["timestamp"] = milliseconds(at)
        if source.fields is not None:
            event["source"] = dict(source.fields)
        event["mode"] = self._mode
        return event

    def message(self, source: Source, message: Mapping[str, object]) -> Event:
        """Make a message event, and show the message in the chat."""
        at = self._world.now()
        message_id = self._world.ids.message(at)
        whole: dict[str, object] = {
            "id": message_id,
            **message,
            "markAsReadToken": self._read_token(source),
        }
        contact = self._world.contacts.get(source.user_id or "")
        if contact is not None and source.chat_id == contact.user_id:
            contact.wrote_at = at
        self._world.say(source.chat_id, message_id, whole)
        return self.make("message", source, can_reply=True, more={"message": whole})

    def text(
        self,
        source: Source,
        text: str,
        *,
        mentions_bot: bool = False,
        quotes: str | None = None,
    ) -> Event:
        """Make the event of a typed text; `mentions_bot` puts the bot's name before it."""
        message: dict[str, object] = {"type": "text", "quoteToken": self._world.ids.token()}
        if mentions_bot:
            name = f"@{self._world.channel.name}"
            text = f"{name} {text}"
            message["mention"] = {"mentionees": [self._mention(len(name))]}
        if quotes is not None:
            message["quotedMessageId"] = quotes
        return self.message(source, {**message, "text": text})

    def edited(self, source: Source, message_id: str, text: str) -> Event:
        """Make the event of a text that was changed afterwards (in groups)."""
        message = {
            "type": "text",
            "id": message_id,
            "text": text,
            "quoteToken": self._world.ids.token(),
        }
        return self.make("messageEdited", source, can_reply=True, more={"message": message})

    def sticker(self, source: Source, *, package: str = "446", sticker: str = "1988") -> Event:
        """Make the event of a sticker."""
        message = {
            "type": "sticker",
            "packageId": package,
            "stickerId": sticker,
            "stickerResourceType": "STATIC",
            "keywords": ["hello"],
            "quoteToken": self._world.ids.token(),
        }
        return self.message(source, message)

    def location(
        self, source: Source, *, latitude: float, longitude: float, title: str = ""
    ) -> Event:
        """Make the event of a place."""
        message: dict[str, object] = {
            "type": "location",
            "latitude": latitude,
            "longitude": longitude,
        }
        if title:
            message |= {"title": title, "address": title}
        return self.message(source, message)

    def postback(
        self, source: Source, data: str, *, params: Mapping[str, str] | None = None
    ) -> Event:
        """Make the event of a tapped button; `params` is what a picker or a menu adds."""
        postback: dict[str, object] = {"data": data}
        if params is not None:
            postback["params"] = dict(params)
        return self.make("postback", source, can_reply=True, more={"postback": postback})

    def unsend(self, source: Source, message_id: str) -> Event:
        """Make the event of a message taken back, and take it back."""
        self._world.take_back(source.chat_id, message_id)
        unsend = {"messageId": message_id}
        return self.make("unsend", source, can_reply=False, more={"unsend": unsend})

    def follow(self, contact: Contact, *, again: bool = False) -> Event:
        """Make the event of a new friend, or of one who unblocked the bot."""
        contact.friend, contact.blocked = True, False
        follow = {"isUnblocked": again}
        return self.make("follow", alone(contact), can_reply=True, more={"follow": follow})

    def unfollow(self, contact: Contact) -> Event:
        """Make the event of someone who blocked the bot."""
        contact.blocked = True
        return self.make("unfollow", alone(contact), can_reply=False, more={})

    def members(
        self, source: Source, *members: Contact, kind: Literal["memberJoined", "memberLeft"]
    ) -> Event:
        """Make the event of people who came into a group, or left it."""
        joined = kind == "memberJoined"
        users = [alone(member).fields for member in members]
        more = {"joined" if joined else "left": {"members": users}}
        return self.make(kind, source, can_reply=joined, more=more)

    def join(self, source: Source) -> Event:
        """Make the event of the bot being brought into a group."""
        return self.make("join", source, can_reply=True, more={})

    def leave(self, source: Source) -> Event:
        """Make the event of the bot being put out of a group."""
        return self.make("leave", source, can_reply=False, more={})

    def of_channel(self, kind: str, **more: object) -> Event:
        """Make an event that concerns the channel and comes from nobody."""
        return self.make(kind, NOWHERE, can_reply=False, more=more)

    def _mention(self, length: int) -> dict[str, object]:
        return {
            "index": 0,
            "length": length,
            "type": "user",
            "userId": self._world.channel.bot_user_id,
            "isSelf": True,
        }

    def _token(self, source: Source) -> str:
        token = self._world.ids.token()
        self._world.tokens.give(token, chat_id=source.chat_id, at=self._world.now())
        return token

    def _read_token(self, source: Source) -> str:
        token = self._world.ids.token()
        self._world.read_tokens[token] = source.chat_id
        return token
