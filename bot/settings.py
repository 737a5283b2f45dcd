"""Settings: what the environment and the file `.env` say; nothing else reads them."""

import re
from ipaddress import ip_address
from pathlib import Path
from typing import Final, Self
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from bot.staff import staff_of
from dialogue.reminding.budget import KEPT

_LINE: Final = "https://api.line.me"
_LINE_DATA: Final = "https://api-data.line.me"
_ADDRESSES: Final = ("line_api_base", "line_data_api_base", "public_url", "openrosa_url")


class SettingsError(ValueError):
    """A setting is wrong or missing; the text is the one sentence to show."""


class Settings(BaseSettings):
    """Every setting; the name of each in the environment is its own in capitals."""

    model_config = SettingsConfigDict(
        env_file=".env",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        str_strip_whitespace=True,
    )

    database_url: str = Field(default="sqlite:///var/siao.db", repr=False)
    line_channel_secret: str | None = Field(default=None, repr=False)
    line_channel_access_token: str | None = Field(default=None, repr=False)
    line_api_base: str = _LINE
    line_data_api_base: str = ""
    public_url: str | None = None
    host: str = ""
    port: int = Field(default=8000, ge=1, le=65535)
    secret_key: str | None = Field(default=None, repr=False)
    timezone: str = "Asia/Bangkok"
    simulator: bool = False
    metrics: bool = False
    embedder: bool = True
    openrosa_url: str | None = Field(default=None, repr=False)  # it may hold a token
    openrosa_token: str | None = Field(default=None, repr=False)
    retention_records_days: int = Field(default=730, ge=30, le=3650)
    retention_needs_days: int = Field(default=365, ge=30, le=3650)
    retention_audit_days: int = Field(default=365, ge=90, le=3650)
    retention_consents_days: int = Field(default=365, ge=30, le=3650)
    retention_problems_days: int = Field(default=90, ge=1, le=3650)
    retention_visitors_days: int = Field(default=365, ge=30, le=3650)
    answer_hours: str = "Mo-Fr 08:30-16:30"
    answer_phone: str = ""
    broadcast_alone: int = Field(default=50, ge=0, le=1_000_000)
    push_reserve: int = Field(default=KEPT, ge=0, le=1_000_000)

    @classmethod
    def read(cls, **given: object) -> Self:
        """Read the settings; what is `given` goes before what is read.

        Raises:
            SettingsError: at the first thing that is wrong, alone or beside another.
        """
        try:
            settings = cls(**given)  # type: ignore[arg-type]  # checked by pydantic
        except ValidationError as wrong:
            raise SettingsError(_sentence(wrong)) from None
        problem = settings.problem()
        if problem is not None:
            raise SettingsError(problem)
        return settings

    def problem(self) -> str | None:
        """Say in one sentence what does not go together; None when all is well."""
        secret, token = self.line_channel_secret, self.line_channel_access_token
        if secret and not token:
            return "LINE_CHANNEL_SECRET is set but LINE_CHANNEL_ACCESS_TOKEN is not: set both."
        if token and not secret:
            return "LINE_CHANNEL_ACCESS_TOKEN is set but LINE_CHANNEL_SECRET is not: set both."
        if self.openrosa_token and not self.openrosa_url:
            return "OPENROSA_TOKEN is set but OPENROSA_URL is not: set both, or the address alone."
        return None if secret else self._pretending_problem()

    def _pretending_problem(self) -> str | None:
        needed = "LINE_CHANNEL_SECRET and LINE_CHANNEL_ACCESS_TOKEN are needed"
        if not self.is_sqlite:
            return (
                f"{needed} beside a PostgreSQL database (DATABASE_URL), with SIMULATOR=1 too: a "
                "pretended LINE lives in one process on SQLite (`make run` without DATABASE_URL)."
            )
        if self.public_url:
            return f"{needed} beside PUBLIC_URL."
        if not self.is_for_this_machine and not self.simulator:
            return (
                f"{needed} to listen on {self.bind}: without them everyone there could talk as "
                "anyone (set SIMULATOR=1 if that is meant)."
            )
        return None

    @property
    def is_pretend(self) -> bool:
        """Tell whether the bot talks with a pretend LINE, for want of credentials."""
        return not self.line_channel_secret

    @property
    def is_sqlite(self) -> bool:
        """Tell whether the database is an SQLite file."""
        return make_url(self.database_url).get_backend_name() == "sqlite"

    @property
    def directory(self) -> Path:
        """Where files lie that belong to the database: beside it, or in `var`."""
        name = make_url(self.database_url).database
        return Path(name).parent if self.is_sqlite and name else Path("var")

    @property
    def bind(self) -> str:
        """The address to listen on: this machine only, unless LINE is to come in."""
        return self.host or ("127.0.0.1" if self.is_pretend else "0.0.0.0")  # noqa: S104  # meant

    @property
    def is_for_this_machine(self) -> bool:
        """Tell whether only programs of this machine reach the bot."""
        return is_loopback(self.bind)

    @property
    def api_base(self) -> str:
        """Where LINE's Messaging API answers, without a slash at its end."""
        return self.line_api_base.rstrip("/")

    @property
    def data_api_base(self) -> str:
        """Where LINE hands out contents: where its API is, if only that was moved."""
        moved = self.api_base if self.api_base != _LINE else _LINE_DATA
        return self.line_data_api_base.rstrip("/") or moved

    @property
    def secret_keys(self) -> tuple[str, ...]:
        """The keys given, the one that writes first; none when SECRET_KEY is not set."""
        return tuple(key.strip() for key in (self.secret_key or "").split(",") if key.strip())

    @property
    def zone(self) -> ZoneInfo:
        """The time zone at the edges."""
        return ZoneInfo(self.timezone)

    @field_validator("database_url")
    @classmethod
    def _known_database(cls, url: str) -> str:
        try:
            parsed = make_url(url)
        except ArgumentError:
            raise ValueError("is no database URL") from None
        backend = parsed.get_backend_name()
        if backend not in {"sqlite", "postgresql", "postgres"}:
            raise ValueError("must begin with sqlite:/// or postgresql://")
        if backend == "sqlite" and parsed.database in {None, "", ":memory:"}:
            raise ValueError("names no file: write sqlite:///var/siao.db")
        if backend != "sqlite" and not parsed.database:
            raise ValueError("names no database: write postgresql://user@host/database")
        return url

    @field_validator(*_ADDRESSES)
    @classmethod
    def _web_address(cls, url: str | None) -> str | None:
        if url and (not re.match(r"https?://", url) or not urlsplit(url).hostname):
            raise ValueError("must be a web address such as https://example.org")
        return url

    @field_validator("public_url")
    @classmethod
    def _secure(cls, url: str | None) -> str | None:
        if url and not url.startswith("https://"):
            raise ValueError("must begin with https://, because LINE takes no other address")
        return url

    @field_validator("openrosa_url")
    @classmethod
    def _sealed_on_its_way(cls, url: str | None) -> str | None:
        if url and not url.startswith("https://") and not is_loopback(urlsplit(url).hostname or ""):
            raise ValueError("must begin with https://, because answers of people go there")
        return url

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, name: str) -> str:
        try:
            ZoneInfo(name)
        except (LookupError, ValueError, OSError):
            raise ValueError("must be a time zone such as Asia/Bangkok") from None
        return name

    @field_validator("answer_hours")
    @classmethod
    def _known_hours(cls, hours: str) -> str:
        try:
            staff_of(hours)
        except ValueError:
            raise ValueError("must be days and hours such as Mo-Fr 08:30-16:30") from None
        return hours

    @field_validator("answer_phone")
    @classmethod
    def _dialled(cls, phone: str) -> str:
        if phone and not re.fullmatch(r"\+?[0-9]{3,15}", phone):
            raise ValueError("must be a number as it is dialled, such as 045123456")
        return phone

    @field_validator("secret_key")
    @classmethod
    def _some_key(cls, keys: str | None) -> str | None:
        if keys and not keys.replace(",", "").strip():
            raise ValueError("holds no key: give one, or new,old to change it")
        return keys

    @field_validator("line_channel_secret", "line_channel_access_token")
    @classmethod
    def _as_line_gives_it(cls, credential: str | None) -> str | None:
        if credential and not re.fullmatch(r"[!-~]+", credential):
            raise ValueError("holds blanks or letters that LINE never gives: copy it anew")
        return credential

    @field_validator("openrosa_token")
    @classmethod
    def _fit_for_a_header(cls, token: str | None) -> str | None:
        if token and not re.fullmatch(r"[!-~]+(?: [!-~]+)?", token):
            raise ValueError("must be a token, or a scheme with a blank before it: Token 0123abc")
        return token


_PLAIN: Final = {
    "port": "must be a number from 1 to 65535",
    "simulator": "must be 1 or 0",
    "metrics": "must be 1 or 0",
    "embedder": "must be 1 or 0",
    "broadcast_alone": "must be a number of people, 0 or more",
    "push_reserve": "must be a number of messages, 0 or more",
    "retention_records_days": "must be a number of days from 30 to 3650",
    "retention_needs_days": "must be a number of days from 30 to 3650",
    "retention_audit_days": "must be a number of days from 90 to 3650",
    "retention_consents_days": "must be a number of days from 30 to 3650",
    "retention_problems_days": "must be a number of days from 1 to 3650",
    "retention_visitors_days": "must be a number of days from 30 to 3650",
}


def _sentence(wrong: ValidationError) -> str:
    """Say the first fault in words of ours; a value is never shown, it may be a secret."""
    first = wrong.errors()[0]
    name = str(first["loc"][0])
    said = _PLAIN.get(name) or first["msg"].removeprefix("Value error, ")
    return f"{name.upper()} {said}."


def is_loopback(host: str) -> bool:
    """Tell whether an address or name leads to this machine and nowhere else."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
