"""Every kind of message that LINE has, on the page."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.hand import Hand, Open
from tests.browser.running import showing

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def gallery(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:  # noqa: ARG001  # without it there is none to look
    with showing(tmp_path_factory.mktemp("gallery")) as address:
        yield address


@pytest.fixture
def hand(gallery: str, open_page: Open) -> Hand:
    hand = open_page(f"{gallery}?who=visitor", width=360, height=740)
    expect(hand.log.locator(".said.theirs")).to_have_count(9)
    return hand


def test_buttons_of_a_card_say_what_they_do(hand: Hand) -> None:
    card = hand.log.get_by_role("group", name="ปุ่ม")

    card.get_by_role("button", name="โทร 1330").click()
    sheet = hand.page.get_by_role("dialog", name="The phone would call")
    expect(sheet).to_contain_text("1330")
    sheet.get_by_role("button", name="Close").click()

    card.get_by_role("button", name="เปิดเว็บ").click()
    sheet = hand.page.get_by_role("dialog", name="The phone would open")
    expect(sheet).to_contain_text("https://example.org/a")
    hand.page.keyboard.press("Escape")
    expect(sheet).to_have_count(0)


def test_a_tap_on_a_card_is_said_in_the_chat(hand: Hand) -> None:
    hand.log.get_by_role("group", name="ยืนยัน").get_by_role("button", name="ບໍ່ແມ່ນ").click()
    expect(hand.bubbles("mine").last).to_have_text("ບໍ່ແມ່ນ")

    card = hand.log.get_by_role("group", name="โรงพยาบาลใกล้คุณ")
    expect(card).to_contain_text("ໂຮງໝໍສົມມຸດ")
    expect(card.get_by_role("button", name="โทร 1330")).to_have_count(2)


def test_pictures_from_elsewhere_are_named_and_not_loaded(hand: Hand) -> None:
    expect(hand.log.get_by_text("https://example.org/pictures/hall.jpg")).to_be_visible()
    expect(hand.log.locator("img")).to_have_count(0)


def test_cards_side_by_side_do_not_widen_the_page(hand: Hand) -> None:
    assert hand.page.evaluate("() => document.documentElement.scrollWidth") == 360


def test_a_rich_menu_stands_under_the_chat(hand: Hand) -> None:
    hand.page.get_by_role("button", name="ซ้าย").click()
    expect(hand.bubbles("mine").last).to_have_text("ບໍ່ແມ່ນ")

    hand.page.get_by_role("button", name="ขวา").click()
    expect(hand.page.get_by_role("dialog")).to_contain_text("1330")
    hand.page.keyboard.press("Escape")

    hand.page.get_by_text("เมนูที่นี่").click()
    expect(hand.page.get_by_role("button", name="ขวา")).to_be_hidden()
