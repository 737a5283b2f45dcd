"""The guard of the simulator: who is let in, by the name they asked for and the page they are."""

import pytest
from starlette.datastructures import Headers

from bot.simulator.guard import refusal

MISDIRECTED, FORBIDDEN = 421, 403


def asked(host: str, **more: str) -> int | None:
    return refusal(Headers({"host": host, **more}))


@pytest.mark.parametrize(
    "host",
    [
        "localhost",
        "localhost:8000",
        "LocalHost:8000",
        "127.0.0.1",
        "127.0.0.1:65535",
        "127.1.2.3:8000",
        "[::1]",
        "[::1]:8000",
    ],
)
def test_this_machine_may_be_asked_by_its_own_names(host: str) -> None:
    assert asked(host) is None


@pytest.mark.parametrize(
    "host",
    [
        "",
        "evil.example",
        "evil.example:8000",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "evil.example:8000@localhost",
        "localhost@evil.example",
        "localhost:8000/",
        "0.0.0.0:8000",
        "192.168.1.7:8000",
        "[::]:8000",
        "[2001:db8::1]",
        "[localhost]",
        "testserver",
    ],
)
def test_any_other_name_is_misdirected(host: str) -> None:
    assert asked(host) == MISDIRECTED


def test_no_name_is_misdirected() -> None:
    assert refusal(Headers({})) == MISDIRECTED


def test_two_names_are_misdirected() -> None:
    both = Headers(raw=[(b"host", b"localhost"), (b"host", b"evil.example")])

    assert refusal(both) == MISDIRECTED


@pytest.mark.parametrize(
    ("host", "origin"),
    [
        ("localhost:8000", "http://localhost:8000"),
        ("localhost:8000", "http://LOCALHOST:8000"),
        ("127.0.0.1", "http://127.0.0.1"),
        ("[::1]:8000", "http://[::1]:8000"),
    ],
)
def test_a_page_of_the_same_address_is_heard(host: str, origin: str) -> None:
    assert asked(host, origin=origin) is None


@pytest.mark.parametrize(
    "origin",
    [
        "null",
        "",
        "http://evil.example",
        "http://evil.example:8000",
        "http://localhost:3000",
        "http://127.0.0.1:8000",
        "http://localhost:8000@evil.example",
        "http://[",
    ],
)
def test_a_page_of_any_other_address_is_not(origin: str) -> None:
    assert asked("localhost:8000", origin=origin) == FORBIDDEN
