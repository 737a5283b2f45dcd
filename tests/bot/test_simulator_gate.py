"""The page of the simulator is there only where nobody real can be."""

from pathlib import Path

import httpx

from tests.browser.running import running

NOBODY = "http://127.0.0.1:9"  # the port that discards: nothing listens


def test_with_the_credentials_of_a_channel_there_is_no_simulator(tmp_path: Path) -> None:
    with running(
        tmp_path,
        HOST="127.0.0.1",
        LINE_API_BASE=NOBODY,
        LINE_CHANNEL_SECRET="s" * 32,
        LINE_CHANNEL_ACCESS_TOKEN="token",
    ) as bot:
        assert httpx.get(bot.address).status_code == 404
        assert httpx.get(bot.address.replace("simulator", "readyz")).status_code == 200
