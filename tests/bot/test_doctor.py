"""The doctor: what is stuck, overdue, set aside or weak is named, with a remedy."""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from bot.doctor.channel import look_at
from bot.doctor.examine import examine
from bot.doctor.finding import Finding
from bot.facility_content import load as load_facilities
from bot.ladders import load as load_ladders
from bot.line.account import Account
from bot.rules import load as load_rules
from bot.settings import Settings
from bot.shipped import load
from bot.simulator.faults import Fault
from bot.simulator.quota import Quota
from bot.simulator.server import serving_aside
from bot.simulator.world import World
from bot.starting import Premises, occupied
from bot.topics import load as load_topics
from models.attachment import Attachment
from models.contact import Contact, Contacts
from models.inbox import SET_ASIDE, UNDONE, Event
from tests.house import LOCALES

NOON = datetime(2026, 11, 25, 5, 0, tzinfo=UTC)
KEY = "a key of so many letters that nobody guesses it"
HERE = "https://siao.example/webhook"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return given(tmp_path)


def given(folder: Path, **more: object) -> Settings:
    known: dict[str, object] = {
        "database_url": f"sqlite:///{folder}/siao.db",
        "secret_key": KEY,
        "public_url": "https://siao.example",
        "line_channel_secret": "secret",
        "line_channel_access_token": "token",
    }
    return Settings.read(_env_file=None, **(known | more))


@pytest.fixture
def premises(settings: Settings) -> Iterator[Premises]:
    with occupied(settings, lambda _told: None) as found:
        yield found


def found(settings: Settings, what: str, locales: Path = LOCALES) -> Finding:
    named = [one for one in examine(settings, locales, NOON) if one.what == what]
    assert named, what
    return named[0]


def event(name: str, *, state: int, at: datetime) -> Event:
    trouble = "KeyError" if state == SET_ASIDE else None
    return Event(event_id=name, lane="lane1", at_ms=0, noted_at=at, state=state, trouble=trouble)


def test_a_fresh_bot_is_well(settings: Settings, premises: Premises) -> None:
    load(premises.store, NOON)
    load_rules(premises.store)
    load_facilities(premises.store)
    load_topics(premises.store, NOON)
    load_ladders(premises.store)

    assert [one for one in examine(settings, LOCALES, NOON) if one.health != "well"] == []


def test_every_fault_has_a_remedy(tmp_path: Path) -> None:
    bare = given(tmp_path, secret_key="short")

    findings = list(examine(bare, tmp_path, NOON))

    assert {one.what for one in findings if one.health == "ill"} >= {
        "key",
        "catalogues",
        "database",
    }
    assert all(one.remedy for one in findings if one.health != "well")


def test_a_lane_that_waits_for_more_than_a_minute_is_stuck(premises: Premises) -> None:
    with premises.store.writing() as session:
        session.add(event("E1", state=UNDONE, at=NOON - timedelta(seconds=61)))

    finding = found(premises.settings, "lanes")

    assert finding.health == "ill"
    assert "lane1" in finding.told


def test_a_lane_that_waits_for_less_is_at_work(premises: Premises) -> None:
    with premises.store.writing() as session:
        session.add(event("E1", state=UNDONE, at=NOON - timedelta(seconds=59)))

    assert found(premises.settings, "lanes").health == "well"


def test_an_event_that_was_set_aside_is_named(premises: Premises) -> None:
    with premises.store.writing() as session:
        session.add(event("E7", state=SET_ASIDE, at=NOON))

    finding = found(premises.settings, "set aside")

    assert finding.health == "ill"
    assert "E7 (KeyError)" in finding.told


def test_a_picture_that_does_not_come_is_named(premises: Premises) -> None:
    sent = NOON - timedelta(minutes=61)
    with premises.store.writing() as session:
        Contacts(session).add(Contact(id="C1", seen_on=date(2026, 11, 25)), line_id="U1")
        session.add(
            Attachment(
                id="A1",
                contact_id="C1",
                draft_id="D1",
                path="/data/picture",
                name="1.jpg",
                media="image",
                sent_at=sent,
                again_at=sent,
            )
        )

    assert found(premises.settings, "pictures").health == "ill"


def test_values_under_an_old_key_are_counted(premises: Premises, tmp_path: Path) -> None:
    with premises.store.writing() as session:
        Contacts(session).add(Contact(id="C1", seen_on=date(2026, 11, 25)), line_id="U1")

    finding = found(given(tmp_path, secret_key=f"a new {KEY},{KEY}"), "sealing")

    assert finding.health == "ill"
    assert finding.told == "1 values are under an older key"


def test_shipped_content_that_is_not_loaded_is_named(premises: Premises) -> None:
    finding = found(premises.settings, "content")

    assert finding.health == "note"
    assert finding.told.startswith(("forms/", "consent.csv"))
    assert "shipped text differs (new)" in finding.told


def test_a_key_in_a_file_should_be_copied(tmp_path: Path) -> None:
    settings = given(tmp_path, secret_key=None)
    with occupied(settings, lambda _told: None):
        pass

    finding = found(settings, "key")

    assert finding.health == "note"
    assert "Keep a copy elsewhere" in finding.remedy


@pytest.fixture
def world() -> World:
    world = World(now=lambda: NOON)
    world.webhook_endpoint = HERE
    return world


def signs(world: World, token: str | None = None) -> dict[str, Finding]:
    with serving_aside(world) as base:
        account = Account(base=base, token=token or world.channel.access_token)
        return {one.what: one for one in look_at(account, expected=HERE)}


async def _take(_body: bytes, _headers: Mapping[str, str]) -> int:
    return 200


def test_all_is_well_at_line_but_redelivery_must_be_looked_at(world: World) -> None:
    world.deliver = _take

    told = signs(world)

    assert {what for what, one in told.items() if one.health != "well"} == {"redelivery"}
    assert "switch it on" in told["redelivery"].remedy


def test_a_webhook_that_line_does_not_reach_is_ill(world: World) -> None:
    told = signs(world)["webhook test"]

    assert told.health == "ill"
    assert "COULD_NOT_CONNECT" in told.told


def test_a_webhook_that_is_switched_off_is_ill(world: World) -> None:
    world.webhook_active = False

    assert "switched off" in signs(world)["webhook"].told


def test_a_webhook_without_an_address_is_ill(world: World) -> None:
    world.webhook_endpoint = ""

    assert "there is no address" in signs(world)["webhook"].told


def test_a_webhook_of_somebody_else_is_ill(world: World) -> None:
    world.webhook_endpoint = "https://other.example/webhook"

    told = signs(world)["webhook"]

    assert told.health == "ill"
    assert HERE in told.remedy


def test_a_token_that_line_refuses_is_ill(world: World) -> None:
    told = signs(world, token="another token")

    assert list(told) == ["token"]
    assert told["token"].health == "ill"


def test_a_line_that_fails_is_told(world: World) -> None:
    world.faults.add(Fault(kind="500", endpoint="quota"))

    assert signs(world)["LINE"].health == "ill"


@pytest.mark.parametrize(
    ("limit", "used", "health"), [(300, 239, "well"), (300, 240, "note"), (None, 9_000, "well")]
)
def test_a_quota_that_is_nearly_used_up_is_noted(
    world: World, limit: int | None, used: int, health: str
) -> None:
    world.quota = Quota(limit)
    world.quota.spend(used, now=NOON)

    assert signs(world)["quota"].health == health
