"""A phone in somebody's hand: what is typed, tapped, sent."""

from collections.abc import Mapping
from itertools import takewhile

from bot.simulator.buttons import Button, buttons_of
from bot.simulator.courier import Courier
from bot.simulator.events import Event, Events
from bot.simulator.media import Media
from bot.simulator.people import Contact, Group
from bot.simulator.sources import Source, alone, within
from bot.simulator.world import World

_HERE = (7.0086, 100.4747)  # where a phone is when nothing else is said: Hat Yai


class Phone:
    """The phone of one contact, open on the chat with the bot (or on a group's chat).

    What a tap opens outside of the chat is noted: `opened` (addresses), `clipboard` and `draft`
    (what the keyboard was filled with).
    """

    def __init__(
        self, world: World, contact: Contact, courier: Courier, *, group: Group | None = None
    ) -> None:
        self.world = world
        self.contact = contact
        self.courier = courier
        self.events = Events(world)
        self.media = Media(world, self.events)
        self.source: Source = alone(contact) if group is None else within(group, contact)
        self.opened: list[str] = []
        self.clipboard = ""
        self.draft = ""

    async def follow(self) -> Event:
        """Add the bot as a friend."""
        return await self._sent(self.events.follow(self.contact))

    async def block(self) -> Event:
        """Block the bot."""
        return await self._sent(self.events.unfollow(self.contact))

    async def unblock(self) -> Event:
        """Let the bot in again."""
        return await self._sent(self.events.follow(self.contact, again=True))

    async def type(self, text: str) -> Event:
        """Type a text."""
        return await self._sent(self.events.text(self.source, text))

    async def send_sticker(self) -> Event:
        """Send a sticker."""
        return await self._sent(self.events.sticker(self.source))

    async def send_picture(self, data: bytes | None = None, *, preparing: int = 0) -> Event:
        """Send a picture, a made one where none is given."""
        return await self._sent(self.media.picture(self.source, data, preparing=preparing))

    async def send_voice(self, *, preparing: int = 0) -> Event:
        """Send a voice message."""
        return await self._sent(self.media.recording(self.source, "audio", preparing=preparing))

    async def send_file(self, name: str, data: bytes) -> Event:
        """Send a file."""
        return await self._sent(self.media.file(self.source, name, data))

    async def send_place(
        self, latitude: float = _HERE[0], longitude: float = _HERE[1], *, title: str = ""
    ) -> Event:
        """Send a place, in degrees."""
        event = self.events.location(
            self.source, latitude=latitude, longitude=longitude, title=title
        )
        return await self._sent(event)

    async def unsend(self, message_id: str) -> Event:
        """Take a message back."""
        return await self._sent(self.events.unsend(self.source, message_id))

    def shown(self) -> list[Mapping[str, object]]:
        """List the messages that this chat was shown by the bot."""
        return self.world.shown(self.source.chat_id)

    def buttons(self) -> list[Button]:
        """List the buttons of the last message, then those on cards that came just before it."""
        bubbles = self.world.bubbles(self.source.chat_id)
        said = list(takewhile(lambda bubble: bubble.by == "bot", reversed(bubbles)))
        messages = [bubble.message for bubble in said] or self.shown()[-1:]
        found = [buttons_of(message, last=at == 0) for at, message in enumerate(messages)]
        return [button for buttons in found for button in buttons]

    async def tap(self, label: str, *, value: str | None = None) -> Event | None:
        """Tap the button with this label on the last message; None when the bot hears nothing.

        `value` is what is chosen in a picker that opens, written as LINE writes it; its first
        value where none is given.

        Raises:
            LookupError: when there is no such button.
            ValueError: when a picker does not offer the value.
        """
        return await self.press(_find(self.buttons(), label), value)

    async def tap_old(self, index: int, label: str, *, value: str | None = None) -> Event | None:
        """Tap a button on the bot's message number `index` (from 0; -1 is the last).

        Its quick replies can be tapped too: two thumbs, or a tap that was on its way when the
        next message came.

        Raises:
            LookupError: when there is no such message or button.
            ValueError: when a picker does not offer the value.
        """
        buttons = buttons_of(self.shown()[index], last=True)
        return await self.press(_find(buttons, label), value)

    async def press(self, button: Button, value: str | None = None) -> Event | None:
        """Tap a button that is known already, as `tap` does.

        Raises:
            LookupError: when there is no such kind of button.
            ValueError: when a picker does not offer the value.
        """
        action, event = button.action, None
        match action["type"]:
            case "postback":
                event = await self._post(action)
            case "message":
                event = await self.type(str(action["text"]))
            case "datetimepicker":
                event = await self._pick(action, value)
            case "camera" | "cameraRoll":
                event = await self.send_picture()
            case "location":
                event = await self.send_place()
            case "richmenuswitch":
                event = await self._switch(action)
            case "uri":
                self.opened.append(str(action["uri"]))
            case "clipboard":
                self.clipboard = str(action["clipboardText"])
            case other:
                raise LookupError(f"a button that does {other!r}")
        return event

    async def _post(self, action: Mapping[str, object]) -> Event:
        self.draft = str(action.get("fillInText", self.draft))
        if "text" in action:
            await self.type(str(action["text"]))
        event = self.events.postback(self.source, str(action["data"]))
        if "displayText" in action:
            said = {"type": "text", "text": action["displayText"]}
            self.world.say(self.source.chat_id, str(event["webhookEventId"]), said)
        return await self._sent(event)

    async def _switch(self, action: Mapping[str, object]) -> Event:
        alias, menus = str(action["richMenuAliasId"]), self.world.menus
        found = menus.aliases.get(alias)
        if found is not None:
            menus.link(self.contact.user_id, found)
        status = "SUCCESS" if found is not None else "RICHMENU_ALIAS_ID_NOTFOUND"
        params = {"newRichMenuAliasId": alias, "status": status}
        return await self._sent(
            self.events.postback(self.source, str(action["data"]), params=params)
        )

    async def _pick(self, action: Mapping[str, object], value: str | None) -> Event:
        mode = str(action["mode"])
        chosen = value if value is not None else _first(action)
        least, most = str(action.get("min", "")), str(action.get("max", "9999"))
        if not least.lower() <= chosen.lower() <= most.lower():
            raise ValueError(f"the picker offers {least} to {most}, not {chosen}")
        params = {mode: chosen.replace("t", "T")}
        return await self._sent(
            self.events.postback(self.source, str(action["data"]), params=params)
        )

    async def _sent(self, event: Event) -> Event:
        await self.courier.send(event)
        return event


def _find(buttons: list[Button], label: str) -> Button:
    for button in buttons:
        if button.label == label:
            return button
    raise LookupError(f"no button {label!r} among {[button.label for button in buttons]}")


def _first(action: Mapping[str, object]) -> str:
    for key in ("initial", "min", "max"):
        if key in action:
            return str(action[key])
    raise ValueError("the picker has no first value: say which to choose")
