"""The page of the simulator is there only where nobody real can be, and only for this machine."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import aiohttp
import httpx
import pytest

from tests.browser.running import running

NOBODY = "http://127.0.0.1:9"  # the port that discards: nothing listens
EVERYWHERE = "0.0.0.0"  # noqa: S104  # every address of this machine
SOCKET = "/_nicegui_ws/socket.io/?EIO=4&transport="
MISDIRECTED, FORBIDDEN = 421, 403


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A bot for this machine alone; gives host and port."""
    with running(tmp_path_factory.mktemp("bot"), METRICS="1") as bot:
        yield urlsplit(bot.address).netloc


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


def get(place: str, path: str, **headers: str) -> int:
    return httpx.get(f"http://{place}{path}", headers=headers).status_code


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


@pytest.mark.parametrize(
    "path", ["/simulator", "/simulator/look.css", f"{SOCKET}polling", "/", "/_nicegui/", "/nothing"]
)
def test_another_name_of_this_machine_does_not_lead_to_the_simulator(here: str, path: str) -> None:
    assert get(here, path, host="evil.example") == MISDIRECTED
    assert get(here, path, host="evil.example", origin="http://evil.example") == MISDIRECTED
    assert get(here, path, origin="http://evil.example") == FORBIDDEN


def test_what_is_no_part_of_the_simulator_is_answered_by_any_name(here: str) -> None:
    assert get(here, "/healthz", host="evil.example") == 200
    assert get(here, "/readyz", host="evil.example", origin="http://evil.example") == 200
    assert get(here, "/metrics", host="evil.example") == 200
    unsigned = httpx.post(f"http://{here}/webhook", content=b"{}", headers={"host": "siao.example"})
    assert unsigned.status_code == 401


def test_the_simulator_opens_by_each_of_the_names_of_this_machine(here: str) -> None:
    port = here.rpartition(":")[2]

    for name in (here, f"localhost:{port}", f"[::1]:{port}", "localhost"):
        assert get(here, "/simulator", host=name) == 200
        assert get(here, f"{SOCKET}polling", host=name, origin=f"http://{name}") == 200


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Origin": "http://evil.example"}, FORBIDDEN),
        ({"Host": "evil.example", "Origin": "http://evil.example"}, MISDIRECTED),
    ],
)
async def test_no_page_from_elsewhere_talks_over_a_websocket(
    here: str, session: aiohttp.ClientSession, headers: dict[str, str], status: int
) -> None:
    with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
        await session.ws_connect(f"ws://{here}{SOCKET}websocket", headers=headers)

    assert refused.value.status == status


async def test_the_own_page_talks_over_a_websocket(
    here: str, session: aiohttp.ClientSession
) -> None:
    own = {"Origin": f"http://{here}"}

    async with session.ws_connect(f"ws://{here}{SOCKET}websocket", headers=own) as socket:
        assert (await socket.receive_str()).startswith("0")  # what Engine.IO opens with


def test_a_simulator_that_is_let_out_answers_by_any_name(tmp_path: Path) -> None:
    with running(tmp_path, HOST=EVERYWHERE, SIMULATOR="1") as bot:
        assert httpx.get(bot.address, headers={"host": "siao.example"}).status_code == 200
