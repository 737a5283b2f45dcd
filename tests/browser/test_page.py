"""The page of the simulator: whose phone it is, time, faults, keys, what was sent."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.hand import Hand, Open
from tests.browser.running import Running

pytestmark = pytest.mark.browser

ASKED = "ต้องการใช้ภาษาอะไร"


def test_each_of_the_three_has_a_chat_of_their_own(bot: Running, open_page: Open) -> None:
    hand = open_page(bot.address)
    hand.hear("รหัสถูกต้อง")
    expect(hand.known("person")).to_contain_text("volunteer 3405")

    hand.turn_to("Visitor")
    hand.hear("1669")
    expect(hand.known("person")).to_contain_text("visitor")
    expect(hand.log).not_to_contain_text("รหัสถูกต้อง")

    hand.turn_to("Coordinator")
    hand.hear("รหัสถูกต้อง")
    expect(hand.known("person")).to_contain_text("coordinator 34")


def test_a_reply_that_line_refused_once_comes_again(bot: Running, open_page: Open) -> None:
    hand = open_page(f"{bot.address}?who=visitor")
    hand.hear("1669")

    hand.fail("500", "reply", times=1)
    expect(hand.notices).to_contain_text("500")
    hand.say("ภาษา")

    hand.hear(ASKED)
    expect(hand.notices).to_be_empty()
    rows = hand.known("requests").get_by_role("row")
    expect(rows.filter(has_text=re.compile("reply.*500.*500"))).not_to_have_count(0)
    expect(rows.nth(1)).to_contain_text("200")


def test_a_fault_lasts_until_it_is_cleared(bot: Running, open_page: Open) -> None:
    hand = open_page(f"{bot.address}?who=coordinator")
    hand.hear("รหัสถูกต้อง")

    hand.fail("503", "push", times=None)
    expect(hand.notices).to_contain_text("503")
    hand.page.get_by_role("button", name="Clear all").click()

    expect(hand.notices).to_be_empty()


def test_after_half_an_hour_the_bot_asks_before_it_goes_on(bot: Running, open_page: Open) -> None:
    hand = open_page(f"{bot.address}?who=volunteer")
    hand.hear("รหัสถูกต้อง")
    hand.say("ภาษา")
    hand.hear(ASKED)
    hand.tap("ไทย")
    hand.hear("ต่อไปนี้จะตอบเป็นภาษาไทย")
    hand.say("home_visit")
    hand.hear("ยินยอม")
    expect(hand.known("drafts")).to_contain_text("consent")

    hand.wait("30 min")
    hand.wait("30 min")
    hand.say("สวัสดี")

    hand.hear("ทำต่อ")


def test_a_message_can_be_taken_back(bot: Running, open_page: Open) -> None:
    hand = open_page(f"{bot.address}?who=visitor")
    hand.hear("1669")
    hand.say("พิมพ์ผิดไป")

    own = hand.log.locator(".entry", has_text="พิมพ์ผิดไป")
    own.get_by_role("button", name="Unsend this message").click()

    expect(hand.log).not_to_contain_text("พิมพ์ผิดไป")
    expect(hand.log).to_contain_text("You unsent a message")


def test_everything_can_be_done_with_keys_alone(bot: Running, open_page: Open) -> None:
    hand = open_page(f"{bot.address}?who=coordinator")
    hand.hear("1669")
    keys = hand.page.keyboard

    hand.look()
    reach(hand, "ข้อความ · Message")
    keys.type("ພາສາ")
    keys.press("Enter")
    hand.hear("ເຈົ້າຢາກໃຊ້ພາສາໃດ")
    expect(hand.quick.get_by_role("button")).to_have_count(2)
    return_to(hand, "ລາວ")  # the last quick reply, before the menu
    keys.press("Enter")

    hand.hear("ແຕ່ນີ້ໄປຈະຕອບເປັນພາສາລາວ")
    expect(hand.box).to_be_focused()


def test_pictures_stickers_voice_and_places_are_sent(bot: Running, open_page: Open) -> None:
    hand = open_page(f"{bot.address}?who=visitor")
    hand.hear("1669")

    hand.send("Picture")
    picture = hand.log.get_by_alt_text("รูปที่คุณส่ง · The picture you sent")
    expect(picture).to_be_visible()
    assert (
        picture.evaluate("async (one) => { await one.decode(); return one.naturalWidth; }") == 640
    )
    hand.send("Voice")
    expect(hand.bubbles("mine").last).to_contain_text("Voice 0:03")
    hand.page.get_by_role("button", name="ส่งสติกเกอร์").click()
    expect(hand.log.get_by_role("img", name="สติกเกอร์ · Sticker")).to_be_visible()
    hand.send("Place")
    hand.place("A made-up market")
    expect(hand.bubbles("mine").last).to_contain_text("ตลาดตัวอย่าง")


def test_a_file_is_sent(bot: Running, open_page: Open) -> None:
    hand = open_page(f"{bot.address}?who=visitor")
    hand.hear("1669")

    with hand.page.expect_file_chooser() as choosing:
        hand.send("File")
    choosing.value.set_files(
        {"name": "visits.csv", "mimeType": "text/csv", "buffer": b"a,b\n1,2\n" * 300}
    )

    expect(hand.bubbles("mine").last).to_contain_text("visits.csv")


def test_who_blocks_the_bot_can_let_it_in_again(bot: Running, open_page: Open) -> None:
    hand = open_page(f"{bot.address}?who=visitor")
    hand.hear("1669")

    hand.page.get_by_role("button", name="Block").click()
    expect(hand.notices).to_contain_text("You have blocked Siao")
    expect(hand.box).to_be_hidden()
    expect(hand.known("person")).to_contain_text(re.compile(r"follows\s*no"))
    hand.look()
    hand.page.get_by_role("button", name="Unblock").click()

    hand.hear("ยินดี")
    expect(hand.box).to_be_visible()


def test_bubbles_name_their_language(bot: Running, open_page: Open) -> None:
    hand = open_page(f"{bot.address}?who=visitor")
    hand.hear("1669")

    first = hand.bubbles("theirs").first
    expect(first.locator("[lang=th]").first).to_contain_text("สวัสดี")
    expect(first.locator("[lang=lo]").first).to_contain_text("ສະບາຍດີ")


def test_thai_and_lao_are_drawn_with_fonts_of_our_own(bot: Running, open_page: Open) -> None:
    hand = open_page(f"{bot.address}?who=visitor")
    hand.hear("1669")

    loaded = hand.page.evaluate(
        "() => [...document.fonts].filter((f) => f.family.includes('Siao')).map((f) => f.status)"
    )

    assert loaded == ["loaded", "loaded"]


def test_nothing_sticks_out_on_a_narrow_phone(bot: Running, open_page: Open) -> None:
    hand = open_page(f"{bot.address}?who=volunteer", width=360, height=740)
    hand.hear("รหัสถูกต้อง")

    across = hand.page.evaluate("() => document.documentElement.scrollWidth")

    assert across == 360
    expect(hand.box).to_be_in_viewport(ratio=1)
    expect(hand.quick.get_by_role("button").first).to_be_in_viewport(ratio=1)


def reach(hand: Hand, label: str) -> None:
    """Press Tab until what bears this label has the focus."""
    for _ in range(40):
        hand.page.keyboard.press("Tab")
        if hand.page.locator(":focus").get_attribute("aria-label") == label:
            return
    raise AssertionError(f"no way by Tab to {label}")


def return_to(hand: Hand, text: str) -> None:
    """Press Tab backward until what says this has the focus."""
    for _ in range(20):
        hand.page.keyboard.press("Shift+Tab")
        if hand.page.locator(":focus").inner_text() == text:
            return
    raise AssertionError(f"no way back by Tab to {text}")
