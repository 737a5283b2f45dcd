"""The pretend LINE: all that it knows between two requests."""

from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeAlias

from bot.clock import Clock
from bot.simulator.contents import Contents
from bot.simulator.faults import Faults
from bot.simulator.ids import Ids
from bot.simulator.menus import Menus
from bot.simulator.people import Bubble, Contact, Group, Json, Request, Shape
from bot.simulator.quota import Quota
from bot.simulator.rates import Rates
from bot.simulator.retries import RetryKeys
from bot.simulator.tokens import ReplyTokens

Deliver: TypeAlias = Callable[[bytes, Mapping[str, str]], Awaitable[int]]
"""Takes the body of a webhook with its headers to the bot; returns the status answered."""

_STRANGER = timedelta(days=7)  # how long someone who is no friend but wrote can be pushed to


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """The credentials and the face of the bot."""

    secret: str
    access_token: str
    bot_user_id: str
    basic_id: str = "@siao"
    name: str = "Siao"


class World:
    """The state of a pretend LINE with one channel.

    `now` tells the time, aware. `quota` is the plan's messages a month, None without limit.
    `strict` also refuses what LINE takes but nobody would see (quick replies before the last
    message). `rates` counts requests against LINE's rate limits, by the clock given.
    """

    def __init__(
        self,
        *,
        now: Clock,
        seed: str = "siao",
        quota: int | None = 300,
        strict: bool = True,
        rates: bool = False,
    ) -> None:
        self.now = now
        self.strict = strict
        self.ids = Ids(seed)
        self.channel = Channel(
            secret=self.ids.named("", "secret"),
            access_token=self.ids.named("", "access token"),
            bot_user_id=self.ids.named("U", "the bot"),
        )
        self.contacts: dict[str, Contact] = {}
        self.groups: dict[str, Group] = {}
        self.tokens = ReplyTokens()
        self.retries = RetryKeys()
        self.quota = Quota(quota)
        self.rates = Rates() if rates else None
        self.contents = Contents()
        self.faults = Faults()
        self.menus = Menus()
        self.read_tokens: dict[str, str] = {}  # markAsReadToken to chat
        self.read: list[str] = []  # chats marked as read, in order
        self.loading: dict[str, datetime] = {}  # chat to the end of its loading animation
        self.webhook_endpoint = ""
        self.webhook_active = True
        self.deliver: Deliver | None = None  # how a webhook reaches the bot
        self.requests: list[Request] = []
        self._bubbles: dict[str, list[Bubble]] = {}

    def add_contact(
        self, name: str, *, language: str | None = "th", friend: bool = True
    ) -> Contact:
        """Let someone be on LINE; the id follows from the name."""
        contact = Contact(
            user_id=self.ids.named("U", name), name=name, language=language, friend=friend
        )
        self.contacts[contact.user_id] = contact
        return contact

    def add_group(self, name: str, *members: Contact, shape: Shape = "group") -> Group:
        """Let the bot be in a group or room with `members`."""
        letter = "C" if shape == "group" else "R"
        group = Group(
            chat_id=self.ids.named(letter, name),
            shape=shape,
            members=[member.user_id for member in members],
        )
        self.groups[group.chat_id] = group
        return group

    def knows(self, chat_id: str) -> bool:
        """Tell whether there is such a contact, group or room."""
        return chat_id in self.contacts or chat_id in self.groups

    def reach(self, chat_id: str) -> int:
        """Count whom a push to `chat_id` reaches: 0 where it goes nowhere, silently."""
        if chat_id in self.groups:
            return len(self.groups[chat_id].members)
        contact = self.contacts.get(chat_id)
        if contact is None or contact.blocked:
            return 0
        if contact.friend:
            return 1
        lately = contact.wrote_at is not None and self.now() - contact.wrote_at <= _STRANGER
        return 1 if lately else 0

    def show(
        self, chat_id: str, messages: Sequence[Json], *, how: str, request_id: str
    ) -> tuple[dict[str, str], ...]:
        """Show the bot's messages in a chat, if anyone is there, and name them for the answer."""
        contact, at = self.contacts.get(chat_id), self.now()
        sent = []
        for message in messages:
            message_id = self.ids.message(at)
            sent.append({"id": message_id, "quoteToken": self.ids.token()})
            if contact is None or not contact.blocked:
                self.bubbles(chat_id).append(
                    Bubble(
                        message_id=message_id,
                        by="bot",
                        message=message,
                        at=at,
                        how=how,
                        request_id=request_id,
                    )
                )
        self.loading.pop(chat_id, None)
        return tuple(sent)

    def start_loading(self, chat_id: str, seconds: int) -> None:
        """Show the loading animation, for so long or until the bot's next message."""
        self.loading[chat_id] = self.now() + timedelta(seconds=seconds)

    def say(self, chat_id: str, message_id: str, message: Json) -> None:
        """Show in a chat what a contact sent or tapped."""
        self.bubbles(chat_id).append(
            Bubble(message_id=message_id, by="contact", message=message, at=self.now())
        )

    def take_back(self, chat_id: str, message_id: str) -> None:
        """Remove a message that its sender took back."""
        kept = [bubble for bubble in self.bubbles(chat_id) if bubble.message_id != message_id]
        self._bubbles[chat_id] = kept
        self.contents.take_back(message_id)

    def bubbles(self, chat_id: str) -> list[Bubble]:
        """Read a chat from its beginning, both sides."""
        return self._bubbles.setdefault(chat_id, [])

    def shown(self, chat_id: str) -> list[Json]:
        """Read the messages that a chat was shown by the bot."""
        return [bubble.message for bubble in self.bubbles(chat_id) if bubble.by == "bot"]

    def texts(self, chat_id: str) -> list[str]:
        """Read the texts that a chat was shown by the bot; and what else it could read there."""
        return [text_of(message) for message in self.shown(chat_id)]

    def asked(self, endpoint: str) -> list[Request]:
        """List the requests to one endpoint ("reply", "push" …), accepted or not, in order."""
        return [request for request in self.requests if request.endpoint == endpoint]


def text_of(message: Mapping[str, object]) -> str:
    """Read a message as it is read on a phone: of a flex message all that stands on it."""
    if message.get("type") == "flex":
        return "\n".join(_written(message.get("contents")))
    return str(message.get("text", message.get("altText", message.get("title", ""))))


def _written(part: object) -> Iterator[str]:
    if isinstance(part, list):
        for item in part:
            yield from _written(item)
    elif isinstance(part, Mapping):
        if part.get("type") == "text":
            yield str(part.get("text", ""))
        for key, value in part.items():
            if key != "action":
                yield from _written(value)
