"""Answers of a form server, and faults on the way to it: what each of them means."""

from collections.abc import AsyncIterator

import httpx
import pytest

from bot.forwarding.form_server import FormServer, Later, Outcome, Refused, Taken
from tests.bot.awaiting import NOON
from tests.bot.forwarding.pretended import BASE, Pretended

pytestmark = pytest.mark.anyio


@pytest.fixture
async def form_server(base: str) -> AsyncIterator[FormServer]:
    async with FormServer(url=base) as form_server:
        yield form_server


async def submit(form_server: FormServer) -> Outcome:
    return await form_server.submit(b"<data/>", [], more=False, at=NOON)


@pytest.mark.parametrize("status", [201, 202])
async def test_what_is_there_now_or_was_already_is_taken(
    form_server: FormServer, server: Pretended, status: int
) -> None:
    server.answers = [status]

    assert await submit(form_server) == Taken()


@pytest.mark.parametrize("status", [400, 406, 409, 410, 411, 413, 414, 415, 422, 431, 451])
async def test_what_another_try_will_not_mend_is_refused(
    form_server: FormServer, server: Pretended, status: int
) -> None:
    server.answers = [status]

    assert await submit(form_server) == Refused(why=str(status))


@pytest.mark.parametrize("status", [401, 402, 403, 404, 405])
async def test_what_is_said_of_a_form_holds_up_that_form_alone(
    form_server: FormServer, server: Pretended, status: int
) -> None:
    server.answers = [status]

    assert await submit(form_server) == Later(why=str(status), reach="form")


async def test_a_submission_that_is_being_worked_on_holds_up_itself_alone(
    form_server: FormServer, server: Pretended
) -> None:
    server.answers = [423]

    assert await submit(form_server) == Later(why="423", reach="submission")


@pytest.mark.parametrize(
    "status", [200, 204, 302, 307, 408, 425, 429, 500, 502, 503, 504, 507, 521]
)
async def test_a_server_that_is_ill_or_another_one_holds_up_everything(
    form_server: FormServer, server: Pretended, status: int
) -> None:
    server.answers = [status]

    assert await submit(form_server) == Later(why=str(status), reach="server")


@pytest.mark.parametrize(
    ("fault", "why"),
    [
        (httpx.ConnectError("no route"), "ConnectError"),
        (httpx.ConnectTimeout("10 s"), "ConnectTimeout"),
        (httpx.WriteTimeout("120 s"), "WriteTimeout"),
        (httpx.ReadTimeout("120 s"), "ReadTimeout"),
        (httpx.PoolTimeout("120 s"), "PoolTimeout"),
        (httpx.WriteError("broken pipe"), "WriteError"),
        (httpx.ReadError("reset"), "ReadError"),
        (httpx.RemoteProtocolError("no answer"), "RemoteProtocolError"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
async def test_a_fault_on_the_way_is_named_and_waits(
    form_server: FormServer, server: Pretended, fault: httpx.HTTPError, why: str
) -> None:
    server.answers = [fault]

    assert await submit(form_server) == Later(why=why, reach="server")


async def test_a_redirection_is_not_followed(form_server: FormServer, server: Pretended) -> None:
    server.answers = [302]

    await submit(form_server)

    assert [request.url.path for request in server.requests] == [
        "/v1/key/abc/projects/1/submission"
    ]


@pytest.mark.parametrize(
    ("token", "sent"), [("", None), ("abc", "Bearer abc"), ("Token abc", "Token abc")]
)
async def test_a_token_is_sent_in_the_scheme_that_it_names(
    server: Pretended, token: str, sent: str | None
) -> None:
    async with FormServer(url=f"{BASE}/submission", token=token) as form_server:
        await submit(form_server)

    [request] = server.requests
    assert request.headers.get("Authorization") == sent


async def test_a_server_that_was_not_opened_is_a_fault_of_ours() -> None:
    with pytest.raises(RuntimeError, match="not open"):
        await submit(FormServer(url=BASE))
