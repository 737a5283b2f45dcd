"""Check-ins in the browser, from the first greeting to what is stored."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.hand import Hand, Open
from tests.browser.pictures import keep
from tests.browser.running import Running
from tests.talking import lines_of, value_at

pytestmark = pytest.mark.browser

TALKS = Path(__file__).parent / "talks"


@pytest.mark.parametrize(("language", "who"), [("th", "volunteer"), ("lo", "coordinator")])
def test_a_check_in_goes_from_the_greeting_to_what_is_stored(
    language: str, who: str, bot: Running, open_page: Open, request: pytest.FixtureRequest
) -> None:
    hand = open_page(f"{bot.address}?who={who}", height=840)
    lines = lines_of(TALKS / f"{language}.talk")

    for line in lines:
        if line.word == "look":
            look(hand, language, for_docs=bool(request.config.getoption("--pictures")))
        elif line.word != "stored":
            hand.play(line)

    kept = dict(bot.submissions())
    for line in lines:
        if line.word == "stored":
            form, path, value = line.rest.split(" ", 2)
            assert value_at(kept[form], path) == value.removeprefix("=").strip(), line.rest


def look(hand: Hand, language: str, *, for_docs: bool) -> None:
    """Take a picture of the page, and keep it for the documentation if that was asked for."""
    expect(hand.known("drafts")).to_contain_text("_urgency")
    hand.page.mouse.move(0, 0)
    shot = hand.shoot(language)
    if for_docs:
        keep(shot, f"simulator-{language}")
