"""The bot's account: what LINE tells of it, and what is said when LINE does not."""

from collections.abc import Iterator

import pytest

from bot.clock import now
from bot.line.account import Account, AccountError, Allowance, Endpoint, RefusedTokenError
from bot.simulator.faults import Fault
from bot.simulator.server import serving_aside
from bot.simulator.world import World


@pytest.fixture
def world() -> World:
    return World(now=now)


@pytest.fixture
def account(world: World) -> Iterator[Account]:
    with serving_aside(world) as base:
        yield Account(base=base, token=world.channel.access_token)


def test_the_account_tells_who_the_bot_is(world: World, account: Account) -> None:
    told = account.identity()

    assert told.user_id == world.channel.bot_user_id
    assert told.basic_id == "@siao"
    assert not told.answers_by_hand


def test_the_account_tells_how_much_may_be_pushed(account: Account) -> None:
    assert account.allowance() == Allowance(allowed=300, used=0)


def test_no_webhook_address_is_told_as_none(account: Account) -> None:
    assert account.endpoint() is None


def test_the_webhook_address_is_told(world: World, account: Account) -> None:
    world.webhook_endpoint = "https://siao.example/webhook"

    assert account.endpoint() == Endpoint(address="https://siao.example/webhook", active=True)


def test_a_webhook_that_does_not_answer_fails_its_trial(world: World, account: Account) -> None:
    world.webhook_endpoint = "https://siao.example/webhook"

    trial = account.trial()

    assert not trial.success
    assert trial.reason == "COULD_NOT_CONNECT"


def test_a_wrong_token_is_told_apart(world: World) -> None:
    with serving_aside(world) as base, pytest.raises(RefusedTokenError) as refused:
        Account(base=base, token="some token").identity()

    assert "some token" not in str(refused.value)


def test_a_failing_line_is_told() -> None:
    world = World(now=now)
    world.faults.add(Fault(kind="500", endpoint="info"))
    with serving_aside(world) as base, pytest.raises(AccountError, match=r"500"):
        Account(base=base, token=world.channel.access_token).identity()


@pytest.mark.parametrize("kind", ["drop", "wrong_json", "half"])
def test_a_line_that_breaks_off_is_told(kind: str) -> None:
    world = World(now=now)
    world.faults.add(Fault(kind=kind, endpoint="info"))  # type: ignore[arg-type]  # one of them
    with serving_aside(world) as base, pytest.raises(AccountError):
        Account(base=base, token=world.channel.access_token).identity()


def test_a_line_that_is_not_there_is_told() -> None:
    with pytest.raises(AccountError, match="did not answer"):
        Account(base="http://127.0.0.1:1", token="some token").identity()
