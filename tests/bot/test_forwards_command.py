"""`forwards`: what it prints, what it lets be tried again, and with which code it ends."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.__main__ import command_line
from bot.settings import Settings
from bot.starting import Premises, occupied
from models.forward import REFUSED, TAKEN, Forward, Forwards
from tests.bot.exporting.visits import FIRST, Clinic, code

NOON = datetime(2026, 11, 25, 5, 0, tzinfo=UTC)


@pytest.fixture
def premises(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Premises]:
    """Stand in an empty folder beside a running bot."""
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.chdir(tmp_path)
    with occupied(Settings.read(), lambda _told: None) as found:
        yield found


@pytest.fixture
def keys_of(premises: Premises) -> list[str]:
    """Give a submission that was refused, one that waits, and one that was taken."""
    clinic = Clinic(store=premises.store)
    clinic.publish("1", FIRST)
    found = [clinic.submit(code(text)) for text in "abc"]
    with premises.store.writing() as session:
        Forwards(session).note_new(NOON)
    refused, waiting, taken = found
    with premises.store.writing() as session:
        session.get_one(Forward, refused).end(REFUSED, NOON, "413")
        session.get_one(Forward, waiting).wait(NOON, "404")
        session.get_one(Forward, taken).end(TAKEN, NOON)
    return found


def bot(*arguments: str) -> Result:
    return CliRunner().invoke(command_line(), ["forwards", *arguments])


def states(premises: Premises, keys: list[str]) -> list[str]:
    with premises.store.thinking() as session:
        return [session.get_one(Forward, key).state for key in keys]


def test_what_is_not_taken_is_listed_with_what_to_do(keys_of: list[str]) -> None:
    told = bot("list")

    refused, waiting, _ = keys_of
    assert told.exit_code == 1
    assert told.stdout == (
        f"{refused}\tvisit\trefused\t2026-11-25 05:00\ttried 0\t413\n"
        f"{waiting}\tvisit\twaiting\t2026-11-25 05:00\ttried 0\t404\n"
    )
    assert told.stderr.startswith("413: It is too large for the server")
    assert "404: Publish this version of the form there" in told.stderr


@pytest.mark.usefixtures("premises")
def test_where_nothing_stands_that_is_said() -> None:
    told = bot("list")

    assert (told.exit_code, told.stdout) == (0, "No submission waits to be sent on.\n")


def test_one_is_tried_again(premises: Premises, keys_of: list[str]) -> None:
    told = bot("retry", keys_of[0])

    assert (told.exit_code, told.stderr) == (0, "1 submissions will be tried again.\n")
    assert states(premises, keys_of) == ["waiting", "waiting", "taken"]
    with premises.store.thinking() as session:
        row = session.get_one(Forward, keys_of[0])
        assert (row.tries, row.ended_at) == (0, None)
        assert row.again_at > NOON


def test_all_are_tried_again_but_what_was_taken(premises: Premises, keys_of: list[str]) -> None:
    told = bot("retry", "--all")

    assert (told.exit_code, told.stderr) == (0, "2 submissions will be tried again.\n")
    assert states(premises, keys_of) == ["waiting", "waiting", "taken"]


def test_what_was_taken_or_is_not_known_cannot_be_tried(keys_of: list[str]) -> None:
    for key in (keys_of[2], "uuid:nobody"):
        told = bot("retry", key)

        assert told.exit_code == 2
        assert told.stderr == (
            f"error: {key} is not on its way: it was taken, or is not known here.\n"
        )


@pytest.mark.usefixtures("premises")
@pytest.mark.parametrize("words", [[], ["uuid:a", "--all"]])
def test_one_or_all_must_be_meant(words: list[str]) -> None:
    told = bot("retry", *words)

    assert told.exit_code == 2
    assert told.stderr == "error: Give the ID of a submission, or --all.\n"
