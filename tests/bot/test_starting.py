"""Starting: what stops it, in one sentence, and what it leaves behind."""

import sqlite3
import stat
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot.keys import key_file
from bot.secrets import Keyring
from bot.settings import Settings
from bot.starting import CannotStartError, brought_up_to_date, occupied, python_problem, visited
from bot.store import Store
from models.attachment import Attachment
from models.contact import Contact, Contacts

CREDENTIALS = {"line_channel_secret": "secret", "line_channel_access_token": "token"}
NOON = datetime(2026, 11, 25, 5, 0, tzinfo=UTC)
KEY, NEW_KEY = "a key of many letters", "another key of many letters"


@pytest.fixture
def settings(database_url: str) -> Settings:
    return given(database_url)


def given(database_url: str, secret_key: str = KEY) -> Settings:
    return Settings.read(
        _env_file=None, database_url=database_url, secret_key=secret_key, **CREDENTIALS
    )


def unkeyed(folder: Path, **more: object) -> Settings:
    url = f"sqlite:///{folder}/siao.db"
    return Settings.read(_env_file=None, database_url=url, secret_key=None, **more)


def hear(_told: str) -> None:
    """Let what is said go by."""


def remember(store: Store, *, is_demo: bool = False) -> None:
    with store.writing() as session:
        someone = Contact(id="C1", seen_on=date(2026, 11, 25), is_demo=is_demo)
        Contacts(session).add(someone, line_id="U1")


def line_id(store: Store) -> str | None:
    with store.thinking() as session:
        someone = Contacts(session).get("C1")
        assert someone is not None
        return someone.line_id


def test_a_first_start_makes_a_key_of_its_own(tmp_path: Path) -> None:
    told: list[str] = []

    with occupied(unkeyed(tmp_path), told.append) as premises:
        remember(premises.store)

    file = key_file(unkeyed(tmp_path))
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert any("Keep a copy elsewhere" in line and str(file) in line for line in told)


def test_the_next_start_opens_what_the_first_one_kept(tmp_path: Path) -> None:
    with occupied(unkeyed(tmp_path), hear) as premises:
        remember(premises.store, is_demo=True)

    with occupied(unkeyed(tmp_path), hear) as premises:
        assert line_id(premises.store) == "U1"


def test_a_lost_key_stops_the_start(tmp_path: Path) -> None:
    with occupied(unkeyed(tmp_path), hear):
        pass
    key_file(unkeyed(tmp_path)).unlink()

    with pytest.raises(CannotStartError, match="none is given"), occupied(unkeyed(tmp_path), hear):
        pass
    assert not key_file(unkeyed(tmp_path)).exists()


def test_an_emptied_key_file_stops_the_start(tmp_path: Path) -> None:
    with occupied(unkeyed(tmp_path), hear):
        pass
    key_file(unkeyed(tmp_path)).write_text("\n")

    with pytest.raises(CannotStartError, match="is empty"), occupied(unkeyed(tmp_path), hear):
        pass


def test_a_key_that_does_not_fit_stops_the_start(settings: Settings, database_url: str) -> None:
    with occupied(settings, hear):
        pass

    other = given(database_url, NEW_KEY)
    with pytest.raises(CannotStartError, match="not the one"), occupied(other, hear):
        pass


def test_rows_without_a_key_check_stop_the_start(settings: Settings, keys: Keyring) -> None:
    brought_up_to_date(settings, hear)
    store = Store(settings.database_url, keys)
    remember(store)
    with store.writing() as session:
        session.connection().exec_driver_sql("DELETE FROM notes")
    store.close()

    with pytest.raises(CannotStartError, match="has rows but no key"), occupied(settings, hear):
        pass


def test_a_new_key_seals_everything_anew(settings: Settings, database_url: str) -> None:
    told: list[str] = []
    with occupied(settings, hear) as premises:
        remember(premises.store)

    with occupied(given(database_url, f"{NEW_KEY},{KEY}"), told.append):
        pass

    with occupied(given(database_url, NEW_KEY), hear) as premises:
        assert line_id(premises.store) == "U1"
    assert told == [
        "Sealed 1 values under the new key: SECRET_KEY needs only that one from now on."
    ]


def test_a_new_key_seals_pictures_too(settings: Settings, database_url: str) -> None:
    where = "attachments|content_sealed|A1"
    with occupied(settings, hear) as premises:
        remember(premises.store)
        with premises.store.writing() as session:
            session.add(
                Attachment(
                    id="A1",
                    contact_id="C1",
                    draft_id="D1",
                    path="/data/picture",
                    name="1.jpg",
                    media="image",
                    state="kept",
                    sent_at=NOON,
                    again_at=NOON,
                    content_sealed=premises.keys.seal(b"a picture", where),
                )
            )

    with occupied(given(database_url, f"{NEW_KEY},{KEY}"), hear):
        pass

    with (
        occupied(given(database_url, NEW_KEY), hear) as premises,
        premises.store.thinking() as session,
    ):
        picture = session.get(Attachment, "A1")
        assert picture is not None
        assert picture.content_sealed is not None
        assert premises.keys.unseal(picture.content_sealed, where) == b"a picture"


def test_a_second_start_on_one_file_is_refused(tmp_path: Path) -> None:
    first = occupied(unkeyed(tmp_path), hear)
    with first, pytest.raises(CannotStartError, match="already running on"):
        occupied(unkeyed(tmp_path), hear).__enter__()


def test_a_start_after_the_end_of_the_first_is_not_refused(tmp_path: Path) -> None:
    for _ in range(2):
        with occupied(unkeyed(tmp_path), hear):
            pass


def test_a_command_opens_the_database_beside_a_running_bot(tmp_path: Path) -> None:
    with occupied(unkeyed(tmp_path), hear), visited(unkeyed(tmp_path)) as premises:
        remember(premises.store)


def test_a_command_does_not_open_a_database_that_is_behind(settings: Settings) -> None:
    with pytest.raises(CannotStartError, match="python -m bot migrate"), visited(settings):
        pass


def test_migrating_says_whether_there_was_anything_to_do(settings: Settings) -> None:
    assert brought_up_to_date(settings, hear)
    assert not brought_up_to_date(settings, hear)
    with visited(settings):
        pass


def test_migrating_leaves_no_key_on_a_disk_that_may_not_last(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    unset = Settings.read(_env_file=None, database_url=database_url, secret_key=None, **CREDENTIALS)

    brought_up_to_date(unset, hear)

    assert key_file(unset).exists() == unset.is_sqlite


def test_real_people_stop_a_start_without_credentials(tmp_path: Path) -> None:
    with occupied(unkeyed(tmp_path, **CREDENTIALS), hear) as premises:
        remember(premises.store)

    with pytest.raises(CannotStartError, match="real people"), occupied(unkeyed(tmp_path), hear):
        pass


def test_demo_people_do_not_stop_it(tmp_path: Path) -> None:
    for _ in range(2):
        with occupied(unkeyed(tmp_path), hear) as premises:
            with premises.store.thinking() as session:
                is_new = Contacts(session).get("C1") is None
            if is_new:
                remember(premises.store, is_demo=True)


def test_a_database_that_does_not_answer_is_named() -> None:
    url = "postgresql://127.0.0.1:1/siao"

    with (
        pytest.raises(CannotStartError, match=r"The database siao at 127\.0\.0\.1:1 does not"),
        occupied(given(url), hear),
    ):
        pass


def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    (tmp_path / "siao.db").write_bytes(b"this is a letter to my mother" * 100)

    with pytest.raises(CannotStartError, match=r"siao\.db"), occupied(unkeyed(tmp_path), hear):
        pass


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with (
        pytest.raises(CannotStartError, match=r"file"),
        occupied(unkeyed(tmp_path / "file"), hear),
    ):
        pass


def test_what_is_kept_cannot_be_read_in_the_file(tmp_path: Path) -> None:
    with occupied(unkeyed(tmp_path), hear) as premises:
        remember(premises.store)

    with closing(sqlite3.connect(tmp_path / "siao.db")) as database:
        lines = "\n".join(database.iterdump())
    assert "contacts" in lines
    assert "'U1'" not in lines


@pytest.mark.parametrize(("version", "fits"), [((3, 10), False), ((3, 11), True), ((3, 14), False)])
def test_only_a_python_that_fits_will_do(version: tuple[int, int], *, fits: bool) -> None:
    assert (python_problem(version) is None) == fits
