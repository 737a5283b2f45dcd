"""LINE's limits on what a bot may send, as LINE's reference words them."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from bot.simulator.checking.actions import check_action
from bot.simulator.checking.flex import check_flex
from bot.simulator.checking.messages import (
    check_audio,
    check_coupon,
    check_imagemap,
    check_location,
    check_picture,
    check_sticker,
    check_text,
    check_text_v2,
    check_video,
)
from bot.simulator.checking.parts import (
    Detail,
    Details,
    Part,
    address,
    listed,
    one_of,
    words,
)
from bot.simulator.checking.templates import check_template

_CHECKS: Final[dict[str, Callable[[Part], Details]]] = {
    "text": check_text,
    "textV2": check_text_v2,
    "sticker": check_sticker,
    "image": check_picture,
    "video": check_video,
    "audio": check_audio,
    "location": check_location,
    "imagemap": check_imagemap,
    "template": check_template,
    "flex": check_flex,
    "coupon": check_coupon,
}


def check_messages(body: Mapping[str, object], *, strict: bool = True) -> tuple[Detail, ...]:
    """Find all that LINE would refuse in the `messages` of a request.

    `strict` also finds quick replies on a message that is not the last, which LINE takes and
    shows to nobody.
    """
    return tuple(_check(Part(fields=body, path=""), strict=strict))


def _check(body: Part, *, strict: bool) -> Details:
    yield from listed(body, "messages", 1, 5)
    messages = body.parts("messages")
    for message in messages:
        yield from _message(message)
    if strict:
        yield from _unseen(messages)


def _message(message: Part) -> Details:
    kind = message.fields.get("type")
    check = _CHECKS.get(kind) if isinstance(kind, str) else None
    if check is None:
        yield from one_of(message, "type", *_CHECKS)
        return
    yield from check(message)
    yield from _quick_replies(message)
    yield from _sender(message)


def _quick_replies(message: Part) -> Details:
    if "quickReply" not in message.fields:
        return
    quick = message.part("quickReply")
    if quick is None:
        yield message.wrong("quickReply", "Must be an object")
        return
    yield from listed(quick, "items", 1, 13)
    for item in quick.parts("items"):
        yield from one_of(item, "type", "action")
        yield from address(item, "imageUrl", required=False)
        yield from check_action(item.part("action"), item, "action", stands="quick reply")


def _sender(message: Part) -> Details:
    sender = message.part("sender")
    if sender is None:
        return
    yield from words(sender, "name", 20, required=False)
    yield from address(sender, "iconUrl", required=False)
    if "LINE" in str(sender.fields.get("name", "")).upper().split():
        yield sender.wrong("name", "May not contain the word LINE")


def _unseen(messages: Sequence[Part]) -> Details:
    for message in messages[:-1]:
        if "quickReply" in message.fields:
            yield message.wrong("quickReply", "Only the quick replies of the last message show")
