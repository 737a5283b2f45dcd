import io

import pytest
from PIL import ExifTags, Image

from bot.simulator.courier import Courier
from bot.simulator.phone import Phone
from bot.simulator.world import World
from tests.bot.simulator.bare_bot import Bot, Message, postback, said

pytestmark = pytest.mark.anyio


@pytest.fixture
def phone(world: World, bot: Bot) -> Phone:
    return Phone(world, world.add_contact("nok"), Courier(world, bot.hear))


async def show(phone: Phone, bot: Bot, *messages: Message) -> None:
    """Let the bot say something, and forget how it came to it."""
    assert (await bot.push(phone.contact.user_id, *messages)).status_code == 200
    bot.heard.clear()


def last(bot: Bot, key: str) -> object:
    return bot.heard[-1][key]


def message_of(bot: Bot) -> Message:
    message = last(bot, "message")
    assert isinstance(message, dict)
    return message


def picker(**more: object) -> Message:
    return {"type": "datetimepicker", "label": "when", "data": "a=d", "mode": "date", **more}


async def test_typing_sends_a_text_and_shows_it(world: World, bot: Bot, phone: Phone) -> None:
    await phone.type("สวัสดี")

    assert message_of(bot)["text"] == "สวัสดี"
    assert [bubble.by for bubble in world.bubbles(phone.contact.user_id)] == ["contact"]


async def test_tapping_a_postback_sends_its_data_and_shows_its_display_text(
    world: World, bot: Bot, phone: Phone
) -> None:
    await show(phone, bot, said("?", postback("Yes", "a=yes", displayText="Yes, I did")))

    await phone.tap("Yes")

    assert last(bot, "postback") == {"data": "a=yes"}
    assert world.bubbles(phone.contact.user_id)[-1].message["text"] == "Yes, I did"


async def test_tapping_a_message_action_types_for_you(bot: Bot, phone: Phone) -> None:
    await show(phone, bot, said("?", {"type": "message", "label": "Menu", "text": "เมนู"}))

    await phone.tap("Menu")

    assert message_of(bot)["text"] == "เมนู"


async def test_the_text_of_a_postback_is_sent_as_well(bot: Bot, phone: Phone) -> None:
    await show(phone, bot, said("?", postback("Yes", "a=yes", text="Yes")))

    await phone.tap("Yes")

    assert [event["type"] for event in bot.heard] == ["message", "postback"]


async def test_only_the_last_message_has_quick_replies(bot: Bot, phone: Phone) -> None:
    await show(phone, bot, said("first", postback("Old")))
    await show(phone, bot, said("second", postback("New")))

    assert [button.label for button in phone.buttons()] == ["New"]
    with pytest.raises(LookupError, match="no button 'Old' among"):
        await phone.tap("Old")


async def test_an_old_button_can_be_tapped_all_the_same(bot: Bot, phone: Phone) -> None:
    await show(phone, bot, said("first", postback("Old", "a=old")))
    await show(phone, bot, said("second"))

    await phone.tap_old(-2, "Old")

    assert last(bot, "postback") == {"data": "a=old"}


async def test_nothing_can_be_tapped_before_anything_was_shown(phone: Phone) -> None:
    with pytest.raises(LookupError):
        await phone.tap("Yes")


@pytest.mark.parametrize("kind", ["buttons", "confirm", "carousel", "image_carousel"])
async def test_the_buttons_of_templates_are_found(bot: Bot, phone: Phone, kind: str) -> None:
    actions = [postback("One"), postback("Two", "a=two")]
    column = {"text": "?", "actions": actions}
    pictures = [{"imageUrl": "https://a.b/c", "action": action} for action in actions]
    templates: dict[str, Message] = {
        "buttons": {"text": "?", "actions": actions},
        "confirm": {"text": "?", "actions": actions},
        "carousel": {"columns": [column]},
        "image_carousel": {"columns": pictures},
    }
    template = {"type": kind, **templates[kind]}
    await show(phone, bot, {"type": "template", "altText": "?", "template": template})

    await phone.tap("Two")

    assert last(bot, "postback") == {"data": "a=two"}


async def test_the_buttons_of_flex_are_found_however_deep(bot: Bot, phone: Phone) -> None:
    button = {"type": "button", "action": postback("Go", "a=go")}
    inner = {"type": "box", "layout": "vertical", "contents": [button]}
    body = {"type": "box", "layout": "vertical", "contents": [inner]}
    carousel = {"type": "carousel", "contents": [{"type": "bubble", "body": body}]}
    await show(phone, bot, {"type": "flex", "altText": "?", "contents": carousel})

    await phone.tap("Go")

    assert last(bot, "postback") == {"data": "a=go"}


async def test_a_picker_sends_what_was_chosen(bot: Bot, phone: Phone) -> None:
    await show(phone, bot, said("?", picker()))

    await phone.tap("when", value="2026-11-25")

    assert last(bot, "postback") == {"data": "a=d", "params": {"date": "2026-11-25"}}


async def test_a_picker_of_date_and_time_answers_with_a_capital_t(bot: Bot, phone: Phone) -> None:
    await show(phone, bot, said("?", picker(mode="datetime", initial="2026-11-25t08:30")))

    await phone.tap("when")

    assert last(bot, "postback") == {"data": "a=d", "params": {"datetime": "2026-11-25T08:30"}}


@pytest.mark.parametrize("value", ["2026-10-31", "2026-12-01"])
async def test_a_picker_offers_nothing_outside_its_bounds(
    bot: Bot, phone: Phone, value: str
) -> None:
    await show(phone, bot, said("?", picker(min="2026-11-01", max="2026-11-30")))

    with pytest.raises(ValueError, match="the picker offers"):
        await phone.tap("when", value=value)


@pytest.mark.parametrize("kind", ["camera", "cameraRoll"])
async def test_camera_and_album_send_a_picture(bot: Bot, phone: Phone, kind: str) -> None:
    await show(phone, bot, said("?", {"type": kind, "label": "Picture"}))

    await phone.tap("Picture")

    answer = await bot.http.get(f"/v2/bot/message/{message_of(bot)['id']}/content")
    with Image.open(io.BytesIO(answer.content)) as picture:
        assert (picture.format, picture.size) == ("JPEG", (64, 48))
        assert picture.getexif().get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitudeRef] == "N"


async def test_the_map_sends_a_place(bot: Bot, phone: Phone) -> None:
    await show(phone, bot, said("?", {"type": "location", "label": "Here"}))

    await phone.tap("Here")

    message = message_of(bot)
    assert (message["type"], message["latitude"], message["longitude"]) == (
        "location",
        7.0086,
        100.4747,
    )


async def test_what_opens_outside_of_the_chat_is_noted_and_unheard(bot: Bot, phone: Phone) -> None:
    call: Message = {"type": "uri", "label": "Call", "uri": "tel:1669"}
    copy: Message = {"type": "clipboard", "label": "Copy", "clipboardText": "ABCDE"}
    await show(phone, bot, said("?", call, copy))

    assert [await phone.tap("Call"), await phone.tap("Copy")] == [None, None]

    assert (phone.opened, phone.clipboard, bot.heard) == (["tel:1669"], "ABCDE", [])


async def test_a_button_can_fill_the_keyboard(bot: Bot, phone: Phone) -> None:
    fix = postback("Fix", "a=fix", inputOption="openKeyboard", fillInText="Somchay")
    await show(phone, bot, said("?", fix))

    await phone.tap("Fix")

    assert phone.draft == "Somchay"


async def test_blocking_and_unblocking_is_told(world: World, bot: Bot, phone: Phone) -> None:
    await phone.block()
    unseen = await bot.push(phone.contact.user_id, said("unseen"))
    await phone.unblock()
    await bot.push(phone.contact.user_id, said("seen"))

    assert [event["type"] for event in bot.heard] == ["unfollow", "follow"]
    assert last(bot, "follow") == {"isUnblocked": True}
    assert unseen.status_code == 200
    assert world.texts(phone.contact.user_id) == ["seen"]


async def test_a_new_friend_did_not_unblock(bot: Bot, phone: Phone) -> None:
    await phone.follow()

    assert last(bot, "follow") == {"isUnblocked": False}


async def test_an_unsent_text_leaves_the_chat(world: World, bot: Bot, phone: Phone) -> None:
    await phone.type("not this")

    await phone.unsend(str(message_of(bot)["id"]))

    assert world.bubbles(phone.contact.user_id) == []


async def test_stickers_voices_files_and_places_are_sent(bot: Bot, phone: Phone) -> None:
    await phone.send_sticker()
    await phone.send_voice()
    await phone.send_file("people.xlsx", b"a workbook")
    await phone.send_place(7.0, 100.5, title="clinic")

    messages = [event["message"] for event in bot.heard]
    kinds = [message["type"] for message in messages if isinstance(message, dict)]
    assert kinds == ["sticker", "audio", "file", "location"]
    assert message_of(bot)["address"] == "clinic"


async def test_a_picker_without_a_first_value_wants_to_be_told(bot: Bot, phone: Phone) -> None:
    await show(phone, bot, said("?", picker()))

    with pytest.raises(ValueError, match="no first value"):
        await phone.tap("when")
