"""The page over a restart of the bot."""

import signal
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.hand import Open
from tests.browser.running import running

pytestmark = [pytest.mark.browser, pytest.mark.timeout(400)]


def test_after_a_restart_time_and_people_are_where_they_were(
    tmp_path: Path, open_page: Open
) -> None:
    with running(tmp_path) as bot:
        hand = open_page(f"{bot.address}?who=visitor")
        hand.hear("1669")
        hand.tap("ລາວ")
        hand.hear("ແຕ່ນີ້ໄປຈະຕອບເປັນພາສາລາວ")
        hand.wait("3 days")
        expect(hand.page.get_by_role("region", name="Time")).to_contain_text("ahead 3 d")
        hand.turn_to("Coordinator")
        hand.hear("รหัสถูกต้อง")
        hand.page.get_by_role("button", name="Block").click()
        expect(hand.known("person")).to_contain_text("no")
        hand.page.close()

    with running(tmp_path) as bot:
        hand = open_page(f"{bot.address}?who=visitor")
        expect(hand.notices).to_contain_text("Siao remembers you")
        expect(hand.page.get_by_role("region", name="Time")).to_contain_text("ahead 3 d")
        hand.say("ເມນູ")
        hand.hear("1330")
        expect(hand.notices).to_be_empty()
        hand.turn_to("Coordinator")
        expect(hand.notices).to_contain_text("You have blocked Siao")
        expect(hand.hint).to_have_count(0)


def test_an_empty_chat_tells_what_to_say_first(tmp_path: Path, open_page: Open) -> None:
    with running(tmp_path) as bot:
        hand = open_page(f"{bot.address}?who=visitor")
        hand.hear("1669")
        hand.tap("ລາວ")
        hand.hear("ແຕ່ນີ້ໄປຈະຕອບເປັນພາສາລາວ")
        hand.turn_to("Coordinator")
        hand.hear("รหัสถูกต้อง")
        expect(hand.hint).to_have_count(0)
        hand.page.close()

    with running(tmp_path) as bot:
        hand = open_page(f"{bot.address}?who=visitor", width=360, height=740)
        expect(hand.hint).to_contain_text("ພິມ ເມນູ")
        expect(hand.hint.locator("[lang=th]")).to_have_count(0)
        hand.hint.get_by_role("button", name="ເມນູ").press("Enter")
        hand.hear("1330")
        expect(hand.hint).to_have_count(0)
        expect(hand.box).to_be_focused()

        hand.turn_to("Coordinator")
        expect(hand.hint).to_contain_text("พิมพ์ สวัสดี")
        expect(hand.hint).to_contain_text("Say hello: type สวัสดี or ສະບາຍດີ")
        expect(hand.hint).to_be_in_viewport(ratio=1)
        assert hand.page.evaluate("() => document.documentElement.scrollWidth") == 360
        hand.say("ສະບາຍດີ")
        expect(hand.hint).to_have_count(0)

        hand.turn_to("Volunteer")
        hand.hear("รหัสถูกต้อง")
        expect(hand.hint).to_have_count(0)


def test_a_talk_goes_on_after_the_bot_was_killed(tmp_path: Path, open_page: Open) -> None:
    with running(tmp_path, end=signal.SIGKILL) as bot:
        hand = open_page(bot.address)
        hand.hear("รหัสถูกต้อง")
        hand.tap("ไทย")
        hand.hear("ต่อไปนี้จะตอบเป็นภาษาไทย")
        hand.say("เยี่ยมบ้าน")
        hand.hear("คุณยินยอมให้เก็บคำตอบไหม")
        hand.tap("ยินยอมให้เก็บ")
        hand.hear("ใครเป็นคนยินยอม")

    with running(tmp_path) as bot:
        again = open_page(bot.address)
        expect(again.known("drafts")).to_contain_text("consent_by")
        again.say("1")
        again.hear("ใช้รหัสหรือชื่อเล่นว่าอะไร")
        again.say("ยายแดง")
        again.hear("อยู่ตำบลและหมู่บ้านอะไร")
        expect(again.known("drafts")).to_contain_text("ยายแดง")
