"""The endpoints that send: reply, push, multicast, broadcast, and their rehearsals."""

import re
from collections.abc import Sequence
from http import HTTPStatus

from bot.simulator.answers import (
    ALREADY_ACCEPTED,
    BAD_TOKEN,
    MONTHLY_LIMIT,
    Answer,
    Call,
    refuse,
    refuse_details,
    refuse_property,
)
from bot.simulator.limits import check_messages
from bot.simulator.people import Json
from bot.simulator.retries import Accepted, is_uuid
from bot.simulator.world import World

_UNIT = re.compile(r"[A-Za-z0-9_]{1,30}")


def reply(world: World, call: Call) -> Answer:
    """Answer an event with its reply token: free, once, within its minute."""
    if call.retry_key is not None:
        return refuse(HTTPStatus.BAD_REQUEST, "X-Line-Retry-Key is not supported by this API")
    wrong = _refuse_body(world, call)
    if wrong is not None:
        return wrong

    token = world.tokens.good(call.text("replyToken"), now=call.at)
    if token is None:
        return refuse(HTTPStatus.BAD_REQUEST, BAD_TOKEN)

    world.tokens.use(token, at=call.at)
    return _sent(
        world.show(token.chat_id, _messages(call), how="reply", request_id=call.request_id)
    )


def push(world: World, call: Call) -> Answer:
    """Send to one contact, group or room; billed a person reached."""
    wrong = _refuse_again(world, call) or _refuse_body(world, call)
    if wrong is not None:
        return wrong
    if not world.knows(call.text("to")):
        return refuse_property("to")
    return _send(world, call, [call.text("to")], how="push")


def multicast(world: World, call: Call) -> Answer:
    """Send to up to 500 contacts; one unknown id, and nobody gets it."""
    wrong = _refuse_again(world, call) or _refuse_body(world, call)
    if wrong is not None:
        return wrong
    to = call.fields.get("to")
    if not isinstance(to, list) or not 1 <= len(to) <= 500:
        return refuse_property("to")
    if any(user_id not in world.contacts for user_id in map(str, to)):
        return refuse_property("to")
    return _without_names(_send(world, call, list(dict.fromkeys(map(str, to))), how="multicast"))


def broadcast(world: World, call: Call) -> Answer:
    """Send to all friends."""
    wrong = _refuse_again(world, call) or _refuse_body(world, call)
    if wrong is not None:
        return wrong
    friends = [contact.user_id for contact in world.contacts.values() if contact.friend]
    return _without_names(_send(world, call, friends, how="broadcast"))


def validate(world: World, call: Call) -> Answer:
    """Check messages and send nothing."""
    return _refuse_body(world, call) or Answer()


def _send(world: World, call: Call, chats: Sequence[str], *, how: str) -> Answer:
    reached = {chat_id: world.reach(chat_id) for chat_id in chats}
    if not world.quota.allows(sum(reached.values()), now=call.at):
        return refuse(HTTPStatus.TOO_MANY_REQUESTS, MONTHLY_LIMIT)

    world.quota.spend(sum(reached.values()), now=call.at)
    sent: tuple[dict[str, str], ...] = ()
    for chat_id, people in reached.items():
        if people:
            sent = world.show(chat_id, _messages(call), how=how, request_id=call.request_id)
    if not sent:  # nobody is there: LINE names the messages all the same
        sent = tuple({"id": world.ids.message(call.at)} for _ in _messages(call))
    _keep_key(world, call, sent)
    return _sent(sent)


def _refuse_again(world: World, call: Call) -> Answer | None:
    if call.retry_key is None:
        return None
    if not is_uuid(call.retry_key):
        return refuse(HTTPStatus.BAD_REQUEST, "The retry key is invalid")
    accepted = world.retries.find(call.retry_key, now=call.at)
    if accepted is None:
        return None
    fields: dict[str, object] = {"message": ALREADY_ACCEPTED}
    if accepted.sent:
        fields["sentMessages"] = list(accepted.sent)
    headers = {"x-line-accepted-request-id": accepted.request_id}
    return Answer(status=HTTPStatus.CONFLICT, fields=fields, headers=headers)


def _keep_key(world: World, call: Call, sent: tuple[dict[str, str], ...]) -> None:
    if call.retry_key is None:
        return
    named = sent if call.path.endswith("/push") else ()
    accepted = Accepted(request_id=call.request_id, at=call.at, body=call.body, sent=named)
    world.retries.keep(call.retry_key, accepted)


def _refuse_body(world: World, call: Call) -> Answer | None:
    details = check_messages(call.fields, strict=world.strict)
    if details:
        return refuse_details(details)
    if not isinstance(call.fields.get("notificationDisabled", False), bool):
        return refuse_property("notificationDisabled")
    if not _are_units(call.fields.get("customAggregationUnits", [])):
        return refuse_property("customAggregationUnits")
    return None


def _are_units(value: object) -> bool:
    if not isinstance(value, list) or len(value) > 1:
        return False
    return all(isinstance(unit, str) and _UNIT.fullmatch(unit) for unit in value)


def _messages(call: Call) -> list[Json]:
    messages = call.fields["messages"]
    assert isinstance(messages, list)  # noqa: S101  # held by check_messages
    return messages


def _sent(sent: tuple[dict[str, str], ...]) -> Answer:
    return Answer(fields={"sentMessages": list(sent)})


def _without_names(answer: Answer) -> Answer:
    return Answer() if answer.status == HTTPStatus.OK else answer
