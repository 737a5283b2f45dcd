"""Settings: one plain sentence for everything that is wrong or missing."""

from pathlib import Path

import pytest

from bot.settings import Settings, SettingsError

CREDENTIALS = {"line_channel_secret": "secret", "line_channel_access_token": "token"}
CENTRAL = {"openrosa_url": "https://odk.example/v1/key/abc/projects/1"}
EVERYWHERE = "0.0.0.0"  # noqa: S104  # every address of this machine
POSTGRES = {"database_url": "postgresql://127.0.0.1/siao"}


def read(**given: object) -> Settings:
    return Settings.read(_env_file=None, **given)


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.chdir(tmp_path)


def test_nothing_needs_to_be_set() -> None:
    settings = read()

    assert settings.is_pretend
    assert settings.is_sqlite
    assert settings.bind == "127.0.0.1"
    assert settings.port == 8000
    assert settings.zone.key == "Asia/Bangkok"
    assert settings.directory == Path("var")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"line_channel_secret": "secret"}, "LINE_CHANNEL_ACCESS_TOKEN is not"),
        ({"line_channel_access_token": "token"}, "LINE_CHANNEL_SECRET is not"),
        (POSTGRES, "are needed beside a PostgreSQL database"),
        ({**POSTGRES, "simulator": "1"}, "lives in one process on SQLite (`make run` without"),
        ({"public_url": "https://siao.example"}, "are needed beside PUBLIC_URL"),
        ({"host": EVERYWHERE}, "are needed to listen on 0.0.0.0"),
        ({"host": "siao.example"}, "are needed to listen on siao.example"),
        ({"database_url": "mysql://localhost/siao"}, "DATABASE_URL must begin with"),
        ({"database_url": "siao.db"}, "DATABASE_URL is no database URL"),
        ({"database_url": "sqlite://"}, "DATABASE_URL names no file"),
        ({"database_url": "postgresql://localhost", **CREDENTIALS}, "DATABASE_URL names no data"),
        ({"timezone": "Asia/Bangkog"}, "TIMEZONE must be a time zone"),
        ({"timezone": "../passwd"}, "TIMEZONE must be a time zone"),
        ({"port": "eighty"}, "PORT must be a number"),
        ({"port": "70000"}, "PORT must be a number"),
        ({"push_reserve": "-1"}, "PUSH_RESERVE must be a number of messages, 0 or more"),
        ({"push_reserve": "few"}, "PUSH_RESERVE must be a number of messages, 0 or more"),
        ({"simulator": "perhaps"}, "SIMULATOR must be 1 or 0"),
        ({"secret_key": ","}, "SECRET_KEY holds no key"),
        ({"public_url": "http://siao.example", **CREDENTIALS}, "PUBLIC_URL must begin with https"),
        ({"line_api_base": "api.line.me"}, "LINE_API_BASE must be a web address"),
        ({"line_data_api_base": "https://"}, "LINE_DATA_API_BASE must be a web address"),
        ({"openrosa_token": "abc"}, "OPENROSA_TOKEN is set but OPENROSA_URL is not"),
        ({"openrosa_url": "http://odk.example/v1"}, "OPENROSA_URL must begin with https://"),
        ({"openrosa_url": "odk.example"}, "OPENROSA_URL must be a web address"),
        ({**CENTRAL, "openrosa_token": "Token a b"}, "OPENROSA_TOKEN must be a token"),
        ({**CREDENTIALS, "line_channel_secret": "a b"}, "LINE_CHANNEL_SECRET holds blanks"),
    ],
)
def test_what_is_wrong_is_said_in_one_sentence(given: dict[str, object], said: str) -> None:
    with pytest.raises(SettingsError) as refused:
        read(**given)

    sentence = str(refused.value)
    assert said in sentence
    assert sentence.endswith((".", ")."))
    assert "\n" not in sentence


def test_no_sentence_shows_a_secret() -> None:
    with pytest.raises(SettingsError) as refused:
        read(line_channel_secret="s3cret", line_channel_access_token="t0ken\u00e9")

    assert "s3cret" not in str(refused.value)
    assert "t0ken" not in str(refused.value)


def test_secrets_do_not_show_when_settings_are_printed() -> None:
    settings = read(
        database_url="postgresql://siao:pa55word@host/siao",
        line_channel_secret="s3cret",
        line_channel_access_token="t0ken",
        secret_key="k3y",
    )

    for secret in ("pa55word", "s3cret", "t0ken", "k3y"):
        assert secret not in repr(settings)


def test_credentials_open_the_doors() -> None:
    settings = read(**CREDENTIALS, **POSTGRES, public_url="https://siao.example")

    assert not settings.is_pretend
    assert settings.bind == EVERYWHERE


def test_pretending_beyond_this_machine_must_be_asked_for() -> None:
    assert read(host=EVERYWHERE, simulator="1").is_pretend


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1"])
def test_pretending_on_this_machine_needs_nothing(host: str) -> None:
    assert read(host=host).bind == host


@pytest.mark.parametrize(
    ("given", "data"),
    [
        ({}, "https://api-data.line.me"),
        ({"line_api_base": "http://127.0.0.1:9000/"}, "http://127.0.0.1:9000"),
        ({"line_data_api_base": "http://127.0.0.1:9001"}, "http://127.0.0.1:9001"),
        (
            {"line_api_base": "http://127.0.0.1:9000", "line_data_api_base": "http://127.0.0.1:1"},
            "http://127.0.0.1:1",
        ),
        ({"line_api_base": "https://api.line.me/"}, "https://api-data.line.me"),
    ],
)
def test_contents_come_from_where_the_api_was_moved(given: dict[str, object], data: str) -> None:
    assert read(**given).data_api_base == data


def test_what_is_set_to_nothing_is_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LINE_CHANNEL_SECRET", "")
    monkeypatch.setenv("PORT", "")

    assert read().is_pretend
    assert read().port == 8000


@pytest.mark.parametrize(("given", "kept"), [({}, 30), ({"push_reserve": "0"}, 0)])
def test_thirty_pushes_are_kept_unless_said_otherwise(given: dict[str, object], kept: int) -> None:
    assert read(**given).push_reserve == kept


def test_the_environment_goes_before_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    Path(".env").write_text("PORT=9001\nTIMEZONE=Asia/Vientiane\nUNRELATED=1\n", "utf-8")
    monkeypatch.setenv("PORT", "9002")

    settings = Settings.read()

    assert settings.port == 9002
    assert settings.timezone == "Asia/Vientiane"


def test_a_new_key_stands_before_the_old() -> None:
    assert read(secret_key="new, old").secret_keys == ("new", "old")


@pytest.mark.parametrize("url", ["http://127.0.0.1:8383/v1", "http://localhost", "https://a.b"])
def test_a_form_server_is_reached_in_secret_or_on_this_machine(url: str) -> None:
    assert read(openrosa_url=url, openrosa_token="Token abc").openrosa_url == url


def test_a_form_server_s_address_and_token_are_not_shown() -> None:
    shown = repr(read(**CENTRAL, openrosa_token="s3cret"))

    assert "s3cret" not in shown
    assert "key/abc" not in shown
