"""Webhook events that a bot of this kind seldom meets."""

from collections.abc import Callable
from typing import Final

from bot.simulator.events import Event, Events
from bot.simulator.sources import Source

_Maker = Callable[[Events, Source], Event]


def rare(events: Events, source: Source) -> list[Event]:
    """Make one of each: a bot must bear them all."""
    return [make(events, source) for make in _MAKERS]


def video_play_complete(events: Events, source: Source) -> Event:
    """Make the event of a video watched to its end."""
    more = {"videoPlayComplete": {"trackingId": "track-1"}}
    return events.make("videoPlayComplete", source, can_reply=True, more=more)


def beacon(events: Events, source: Source) -> Event:
    """Make the event of a beacon that came near."""
    more = {"beacon": {"hwid": "d41d8cd98f", "type": "enter"}}
    return events.make("beacon", source, can_reply=True, more=more)


def account_link(events: Events, source: Source, *, works: bool = True) -> Event:
    """Make the event of an account that was linked, or was not (then without a reply token)."""
    more = {"link": {"result": "ok" if works else "failed", "nonce": "a-nonce-of-some-length"}}
    return events.make("accountLink", source, can_reply=works, more=more)


def membership(events: Events, source: Source) -> Event:
    """Make the event of a paid membership."""
    more = {"membership": {"type": "joined", "membershipId": 3189}}
    return events.make("membership", source, can_reply=True, more=more)


def module(events: Events, _source: Source) -> Event:
    """Make the event of a module that was attached."""
    attached = {"type": "attached", "botId": "U" + "0" * 32, "scopes": ["message:send"]}
    return events.of_channel("module", module=attached)


def module_detached(events: Events, _source: Source) -> Event:
    """Make the event of a module that was detached."""
    detached = {"type": "detached", "botId": "U" + "0" * 32, "reason": "bot_deleted"}
    return events.of_channel("module", module=detached)


def activated(events: Events, source: Source) -> Event:
    """Make the event of a module that was put in charge of a chat."""
    more = {"chatControl": {"expireAt": 1462629479859}}
    return events.make("activated", source, can_reply=False, more=more)


def deactivated(events: Events, source: Source) -> Event:
    """Make the event of a module that is no longer in charge."""
    return events.make("deactivated", source, can_reply=False, more={})


def bot_suspended(events: Events, _source: Source) -> Event:
    """Make the event of an account that was suspended."""
    return events.of_channel("botSuspended")


def bot_resumed(events: Events, _source: Source) -> Event:
    """Make the event of an account that came back."""
    return events.of_channel("botResumed")


def delivery(events: Events, source: Source) -> Event:
    """Make the event of a notification message that arrived."""
    more = {
        "delivery": {"data": "15034552939884E28681A7D668CEA94C147C716C0EC9DFE8B80B44EF3B57F6BD"}
    }
    return events.make("delivery", source, can_reply=False, more=more)


def unheard_of(events: Events, source: Source) -> Event:
    """Make an event of a kind that LINE has not thought of yet."""
    return events.make("moonrise", source, can_reply=True, more={"moonrise": {"phase": 0.5}})


_MAKERS: Final[tuple[_Maker, ...]] = (
    video_play_complete,
    beacon,
    account_link,
    membership,
    module,
    module_detached,
    activated,
    deactivated,
    bot_suspended,
    bot_resumed,
    delivery,
    unheard_of,
)
