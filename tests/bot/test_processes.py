"""The process types: refused where they cannot be."""

from pathlib import Path

import pytest

from bot.processes import serve
from bot.settings import Settings
from bot.starting import CannotStartError
from bot.wide import POOLS, Kind

CREDENTIALS = {"line_channel_secret": "secret", "line_channel_access_token": "token"}


@pytest.mark.parametrize("kind", list(POOLS))
def test_on_sqlite_one_process_is_all_of_them(kind: Kind, tmp_path: Path) -> None:
    settings = Settings.read(_env_file=None, database_url=f"sqlite:///{tmp_path}/siao.db")

    with pytest.raises(CannotStartError, match="needs PostgreSQL"):
        serve(kind, settings, say=hear)

    assert not (tmp_path / "siao.db").exists()


@pytest.mark.postgres
@pytest.mark.parametrize("database_url", ["postgres"], indirect=True)
def test_a_database_that_was_not_migrated_is_refused(database_url: str) -> None:
    settings = Settings.read(
        _env_file=None, database_url=database_url, secret_key="key", **CREDENTIALS
    )

    with pytest.raises(CannotStartError, match="run `python -m bot migrate` first"):
        serve("worker", settings, say=hear)


def hear(_told: str) -> None:
    """Let what is said go by."""
