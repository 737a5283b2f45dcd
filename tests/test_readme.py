"""The README: it names what the code has, and nothing that it has not."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer

from bot.__main__ import command_line
from bot.publishing.check import check
from bot.settings import Settings
from bot.terminal.hands import HELP

HOUSE = Path(__file__).parent.parent
README = (HOUSE / "README.md").read_text("utf-8")
FORMS = sorted(path for path in (HOUSE / "content" / "forms").iterdir() if path.is_file())


def section(title: str) -> str:
    return README.split(f"\n## {title}\n", 1)[1].split("\n## ", 1)[0]


def first_column(title: str) -> list[str]:
    """Read the first words in code marks of each row of a section's first table."""
    return re.findall(r"^\| `([^`]+)`", section(title), re.MULTILINE)


def commands(group: typer.Typer, before: str = "") -> Iterator[str]:
    for command in group.registered_commands:
        assert command.callback is not None
        yield before + (command.name or command.callback.__name__)
    for inner in group.registered_groups:
        assert inner.typer_instance is not None
        alone = inner.typer_instance.registered_callback
        if alone is not None and alone.invoke_without_command is True:
            yield f"{before}{inner.name}"
        yield from commands(inner.typer_instance, f"{before}{inner.name} ")


def plain(command: str) -> str:
    """Take what is to be filled in out of a command: capitals and options."""
    words = command.split()
    return " ".join(word for word in words[:2] if word.islower() and not word.startswith("-"))


def _begun(known: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"{command} " for command in known)


def test_the_two_commands_come_first() -> None:
    assert README.index("make run") < README.index("make test") < README.index("## What it is")


def test_every_setting_is_named_and_no_other() -> None:
    assert sorted(first_column("Settings")) == sorted(map(str.upper, Settings.model_fields))


def test_every_command_is_named_and_no_other() -> None:
    assert sorted(map(plain, first_column("Commands"))) == sorted(commands(command_line()))


def test_every_command_that_is_shown_exists() -> None:
    known = tuple(commands(command_line()))

    shown = re.findall(r"python -m bot ([a-z][^`\n]*)", README)

    assert shown
    assert [words for words in shown if not f"{words} ".startswith(_begun(known))] == []


@pytest.mark.parametrize("path", FORMS, ids=[path.name for path in FORMS])
def test_every_form_is_named(path: Path) -> None:
    identity = check(path.read_bytes(), path.name).identity

    assert identity is not None
    assert f"| `{identity.form_id}` |" in section("Forms")
    assert f"content/forms/{path.name}" in section("Forms")


def test_no_form_is_named_that_is_not_there() -> None:
    named = set(re.findall(r"content/forms/[\w.]+", README))

    assert named == {f"content/forms/{path.name}" for path in FORMS}


def test_every_target_that_is_named_exists() -> None:
    targets = set(re.findall(r"^([a-z]+):", (HOUSE / "Makefile").read_text("utf-8"), re.MULTILINE))

    assert set(re.findall(r"`make ([a-z]+)", README)) <= targets
    assert targets - {"help", "clean", "compiled"} <= set(re.findall(r"make ([a-z]+)", README))


def test_every_path_that_is_named_exists() -> None:
    named = re.findall(r"`((?:content|locales|tests|\.ci)/[\w./]*)`", README)

    assert named
    assert [name for name in named if not (HOUSE / name).exists()] == []


def test_what_the_terminal_takes_is_named() -> None:
    told = section("Talking with it")

    assert set(re.findall(r"`(/[a-z]+)", told)) <= set(re.findall(r"(/[a-z]+)", HELP))
