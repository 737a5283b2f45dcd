"""A visit in the browser, on a phone's width: to the made-up people, in Thai and in Lao."""

import pytest
from playwright.sync_api import expect

from tests.browser.hand import Hand, Open
from tests.browser.pictures import keep
from tests.browser.running import Running
from tests.browser.test_checkin import TALKS
from tests.talking import lines_of

pytestmark = pytest.mark.browser

NARROW = 360
_OVER = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.mark.parametrize("language", ["th", "lo"])
def test_a_visit_goes_from_the_menu_to_what_is_left_for_today(
    language: str, bot: Running, open_page: Open, request: pytest.FixtureRequest
) -> None:
    hand = open_page(f"{bot.address}?who=volunteer", width=NARROW, height=760)
    before = len(bot.submissions())

    for line in lines_of(TALKS / f"visit_{language}.talk"):
        if line.word == "look":
            look(hand, language, for_docs=bool(request.config.getoption("--pictures")))
        else:
            hand.play(line)

    assert [form for form, _ in bot.submissions()[before:]] == ["home_visit"]


def look(hand: Hand, language: str, *, for_docs: bool) -> None:
    """See that nothing is wider than the phone, and take the picture of the documentation."""
    expect(hand.quick.get_by_role("button")).to_have_count(9)
    assert hand.page.evaluate(_OVER) <= 0
    shot = hand.shoot(f"visit-{language}")
    if for_docs:
        keep(shot, f"visit-{language}")
