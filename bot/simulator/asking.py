"""The endpoints that ask: profile, bot, quota, content, webhook address, chat."""

from http import HTTPStatus

from bot.simulator.answers import NOT_FOUND, Answer, Call, refuse, refuse_property
from bot.simulator.world import World


def quota(world: World, _call: Call) -> Answer:
    """Tell the month's allowance."""
    if world.quota.limit is None:
        return Answer(fields={"type": "none"})
    return Answer(fields={"type": "limited", "value": world.quota.limit})


def consumption(world: World, call: Call) -> Answer:
    """Tell how many people were reached this month."""
    return Answer(fields={"totalUsage": world.quota.used(call.at)})


def profile(world: World, call: Call) -> Answer:
    """Tell who a contact is; 404 for the unknown and for those who blocked the bot."""
    contact = world.contacts.get(call.names["user_id"])
    if contact is None or contact.blocked:
        return refuse(HTTPStatus.NOT_FOUND, NOT_FOUND)
    fields = {"userId": contact.user_id, "displayName": contact.name}
    if contact.language is not None:
        fields["language"] = contact.language
    return Answer(fields=fields)


def info(world: World, _call: Call) -> Answer:
    """Tell who the bot is."""
    return Answer(
        fields={
            "userId": world.channel.bot_user_id,
            "basicId": world.channel.basic_id,
            "displayName": world.channel.name,
            "chatMode": "bot",
            "markAsReadMode": "auto",
        }
    )


def content(world: World, call: Call) -> Answer:
    """Hand out what was sent in a message."""
    status, found = world.contents.ask(call.names["message_id"])
    if found is not None:
        return Answer(data=found.data, media_type=found.media_type)
    if status == HTTPStatus.ACCEPTED:
        return Answer(status=status)
    return refuse(status, NOT_FOUND if status == HTTPStatus.NOT_FOUND else "Gone")


def transcoding(world: World, call: Call) -> Answer:
    """Tell whether a content is ready."""
    status = world.contents.progress(call.names["message_id"])
    if status is None:
        return refuse(HTTPStatus.NOT_FOUND, NOT_FOUND)
    return Answer(fields={"status": status})


def start_loading(world: World, call: Call) -> Answer:
    """Show the dots that say that an answer is coming, to one contact."""
    seconds = call.fields.get("loadingSeconds", 20)
    if call.text("chatId") not in world.contacts:
        return refuse_property("chatId")
    if isinstance(seconds, bool) or not isinstance(seconds, int):
        return refuse_property("loadingSeconds")
    if not 5 <= seconds <= 60 or seconds % 5 != 0:
        return refuse_property("loadingSeconds")
    world.start_loading(call.text("chatId"), seconds)
    return Answer(status=HTTPStatus.ACCEPTED)


def mark_as_read(world: World, call: Call) -> Answer:
    """Mark a message, with all before it, as read."""
    chat_id = world.read_tokens.get(call.text("markAsReadToken"))
    if chat_id is None:
        return refuse_property("markAsReadToken")
    world.read.append(chat_id)
    return Answer()


def webhook_endpoint(world: World, _call: Call) -> Answer:
    """Tell where events are sent."""
    if not world.webhook_endpoint:
        return refuse(HTTPStatus.NOT_FOUND, NOT_FOUND)
    return Answer(fields={"endpoint": world.webhook_endpoint, "active": world.webhook_active})


def set_webhook_endpoint(world: World, call: Call) -> Answer:
    """Set where events are sent: https, or plain http on this machine."""
    address = call.text("endpoint")
    if not address.startswith(("https://", "http://127.0.0.1")) or len(address) > 500:
        return refuse_property("endpoint")
    world.webhook_endpoint = address
    return Answer()
