import re
from datetime import timedelta

import pytest
from linebot.v3.models.events import UnknownEvent
from linebot.v3.webhook import WebhookParser

from bot.simulator import rare_events
from bot.simulator.events import Event, Events
from bot.simulator.ids import milliseconds
from bot.simulator.media import Media, message_id_of
from bot.simulator.people import Contact, Group
from bot.simulator.signing import webhook
from bot.simulator.sources import NOWHERE, Source, alone, within
from bot.simulator.world import World
from tests.bot.simulator.bare_bot import Bot, Clock

CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


@pytest.fixture
def nok(world: World) -> Contact:
    return world.add_contact("nok")


@pytest.fixture
def group(world: World, nok: Contact) -> Group:
    return world.add_group("village", nok)


@pytest.fixture
def events(world: World) -> Events:
    return Events(world)


def parsed(world: World, *made: Event) -> list[object]:
    """Read events with LINE's own parser, signature and all."""
    channel = world.channel
    body, headers = webhook(made, destination=channel.bot_user_id, secret=channel.secret)
    parser = WebhookParser(channel.secret)
    return list(parser.parse(body.decode(), headers["x-line-signature"]))


def every_kind(world: World, nok: Contact, group: Group) -> list[Event]:
    events, me, us = Events(world), alone(nok), within(group, nok)
    media = Media(world, events)
    return [
        events.text(me, "สวัสดี"),
        events.text(us, "ช่วยด้วย", mentions_bot=True, quotes="17"),
        events.sticker(me),
        events.location(me, latitude=7.0, longitude=100.5, title="clinic"),
        media.picture(me, image_set=("set-1", 1, 2)),
        media.recording(me, "video"),
        media.recording(me, "audio"),
        media.file(me, "people.xlsx", b"a workbook"),
        media.elsewhere(me, "https://pictures.example/1.jpg"),
        events.postback(me, "a=1"),
        events.postback(me, "a=1", params={"date": "2026-11-25"}),
        events.unsend(me, "17"),
        events.unfollow(nok),
        events.follow(nok, again=True),
        events.join(us),
        events.leave(us),
        events.members(us, nok, kind="memberJoined"),
        events.members(us, nok, kind="memberLeft"),
        *rare_events.rare(events, me),
    ]


def test_lines_own_parser_knows_every_kind_but_the_one_we_made_up(
    world: World, nok: Contact, group: Group
) -> None:
    read = parsed(world, *every_kind(world, nok, group))

    unknown = [event for event in read if isinstance(event, UnknownEvent)]
    assert [getattr(event, "type", "") for event in unknown] == ["moonrise"]


def test_an_edited_text_keeps_its_message_id(events: Events, nok: Contact, group: Group) -> None:
    source = within(group, nok)
    event = events.text(source, "helo")

    edited = events.edited(source, message_id_of(event), "hello")

    assert edited["type"] == "messageEdited"
    assert message_id_of(edited) == message_id_of(event)
    assert edited["replyToken"] != event["replyToken"]


def test_an_event_is_stamped_in_milliseconds(events: Events, nok: Contact, clock: Clock) -> None:
    assert milliseconds(clock.at) == 1_795_572_000_000
    assert events.text(alone(nok), "hi")["timestamp"] == 1_795_572_000_000


def test_event_ids_are_ulids_that_tell_the_time(events: Events, nok: Contact, clock: Clock) -> None:
    first = str(events.text(alone(nok), "hi")["webhookEventId"])
    second = str(events.text(alone(nok), "hi")["webhookEventId"])
    clock.at += timedelta(milliseconds=1)
    third = str(events.text(alone(nok), "hi")["webhookEventId"])

    assert re.fullmatch(f"[{CROCKFORD}]{{26}}", first)
    assert first != second
    assert first[:10] == second[:10] < third[:10]


def test_user_ids_look_like_lines(nok: Contact, group: Group) -> None:
    assert re.fullmatch("U[0-9a-f]{32}", nok.user_id)
    assert re.fullmatch("C[0-9a-f]{32}", group.chat_id)


def test_two_worlds_of_one_seed_make_the_same_ids_and_of_two_seeds_do_not(clock: Clock) -> None:
    ids = [World(now=clock, seed=seed).add_contact("nok").user_id for seed in ("a", "a", "b")]

    assert ids[0] == ids[1] != ids[2]


def test_sources_tell_who_and_where(world: World, nok: Contact, group: Group) -> None:
    room = world.add_group("corner", nok, shape="room")

    assert alone(nok).fields == {"type": "user", "userId": nok.user_id}
    assert within(group, nok).fields == {
        "type": "group",
        "groupId": group.chat_id,
        "userId": nok.user_id,
    }
    assert within(room).fields == {"type": "room", "roomId": room.chat_id}
    assert NOWHERE.fields is None


def test_a_mention_of_the_bot_is_marked_in_utf_16(
    world: World, events: Events, nok: Contact, group: Group
) -> None:
    message = events.text(within(group, nok), "help", mentions_bot=True)["message"]

    assert isinstance(message, dict)
    assert message["text"] == "@Siao help"
    assert message["mention"] == {
        "mentionees": [
            {
                "index": 0,
                "length": 5,
                "type": "user",
                "userId": world.channel.bot_user_id,
                "isSelf": True,
            }
        ]
    }


def test_an_event_of_a_channel_in_standby_bears_no_reply_token(world: World, nok: Contact) -> None:
    event = Events(world, standby=True).text(alone(nok), "hi")

    assert event["mode"] == "standby"
    assert "replyToken" not in event


@pytest.mark.parametrize("kind", ["unsend", "unfollow", "leave", "memberLeft", "botSuspended"])
def test_some_events_cannot_be_answered(
    world: World, nok: Contact, group: Group, kind: str
) -> None:
    made = [event for event in every_kind(world, nok, group) if event["type"] == kind]

    assert made
    assert all("replyToken" not in event for event in made)


@pytest.mark.anyio
async def test_a_reply_to_what_was_said_in_a_group_goes_to_the_group(
    world: World, bot: Bot, events: Events, nok: Contact, group: Group
) -> None:
    source: Source = within(group, nok)

    await bot.reply(events.text(source, "hi"))

    assert world.texts(group.chat_id) == ["ok"]
    assert world.texts(nok.user_id) == []
