"""The bot's own account at LINE: who it is, its webhook, what it may still send."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from http import HTTPStatus
from threading import Lock
from types import ModuleType
from typing import TYPE_CHECKING, Final, TypeVar

from urllib3.exceptions import HTTPError

if TYPE_CHECKING:
    from linebot.v3.messaging.api.messaging_api import MessagingApi

_SECONDS: Final = 5.0  # for each question
_LOADING: Final = Lock()
_PATIENCE: Final = 15.0  # for the test of the webhook: LINE waits for our own answer meanwhile

_Told = TypeVar("_Told")


class AccountError(Exception):
    """LINE did not tell; the text says why, without our token."""


class RefusedTokenError(AccountError):
    """LINE does not take the channel access token."""


class UnknownError(AccountError):
    """There is no such thing."""


class BusyError(AccountError):
    """LINE was asked too often: it answers again after a while."""


class RefusedError(AccountError):
    """LINE does not take what it was given (400); `said` is its message."""

    def __init__(self, said: str) -> None:
        super().__init__(f"LINE answered with 400 ({said})")
        self.said = said


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Who the bot is: its user id (the `destination` of webhooks), its @id, its name."""

    user_id: str
    basic_id: str
    name: str
    answers_by_hand: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """Where LINE sends events, and whether it does."""

    address: str
    active: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """How LINE's test of the webhook went."""

    success: bool
    status: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowance:
    """Messages of this month: allowed (None: without limit) and used."""

    allowed: int | None
    used: int


class Account:
    """Asks LINE about the account; every question blocks for some seconds at most.

    Every method raises AccountError where LINE does not answer, or not as expected.
    """

    def __init__(self, *, base: str, token: str) -> None:
        self._base, self._token = base, token

    def identity(self) -> Identity:
        """Tell who the bot is."""
        info = asked(lambda: self._api.get_bot_info(_request_timeout=_SECONDS))
        return Identity(
            user_id=info.user_id,
            basic_id=info.basic_id,
            name=info.display_name,
            answers_by_hand=info.chat_mode == "chat",
        )

    def endpoint(self) -> Endpoint | None:
        """Tell where events are sent; None when no address was ever given."""
        try:
            told = asked(lambda: self._api.get_webhook_endpoint(_request_timeout=_SECONDS))
        except UnknownError:
            return None
        return Endpoint(address=told.endpoint, active=told.active)

    def trial(self) -> Trial:
        """Let LINE send an empty webhook now (60 an hour are allowed)."""
        library()
        from linebot.v3.messaging.models import test_webhook_endpoint_request

        body = test_webhook_endpoint_request.TestWebhookEndpointRequest(endpoint=None)
        told = asked(lambda: self._api.test_webhook_endpoint(body, _request_timeout=_PATIENCE))
        return Trial(
            success=bool(told.success), status=told.status_code, reason=told.reason or told.detail
        )

    def allowance(self) -> Allowance:
        """Tell how many messages may be pushed this month."""
        quota = asked(lambda: self._api.get_message_quota(_request_timeout=_SECONDS))
        used = asked(lambda: self._api.get_message_quota_consumption(_request_timeout=_SECONDS))
        return Allowance(allowed=quota.value, used=used.total_usage)

    @cached_property
    def _api(self) -> "MessagingApi":
        library()
        from linebot.v3.messaging.api.messaging_api import MessagingApi
        from linebot.v3.messaging.api_client import ApiClient
        from linebot.v3.messaging.configuration import Configuration

        configuration = Configuration(host=self._base, access_token=self._token)
        configuration.retries = False
        return MessagingApi(ApiClient(configuration))


def library() -> ModuleType:
    """Load LINE's library, which takes a second: two threads at once would each get half of it."""
    with _LOADING:
        from linebot.v3 import messaging

        return messaging


def asked(question: Callable[[], _Told]) -> _Told:
    """Ask LINE by its own library; whatever may go wrong is an AccountError then."""
    library()
    from linebot.v3.messaging.exceptions import ApiException

    try:
        return question()
    except ApiException as refused:
        if refused.status == HTTPStatus.UNAUTHORIZED:
            raise RefusedTokenError("LINE does not take this channel access token") from refused
        if refused.status == HTTPStatus.NOT_FOUND:
            raise UnknownError("LINE knows of no such thing") from refused
        if refused.status == HTTPStatus.TOO_MANY_REQUESTS:
            raise BusyError("LINE was asked too often") from refused
        if refused.status == HTTPStatus.BAD_REQUEST:
            raise RefusedError(_message(refused.body)) from refused
        raise AccountError(f"LINE answered with {refused.status}") from refused
    except HTTPError as unreached:
        raise AccountError(f"LINE did not answer ({type(unreached).__name__})") from unreached
    except ValueError as odd:
        raise AccountError("LINE answered in a way that is not known") from odd


def _message(body: object) -> str:
    """Read what LINE says of a refusal; "" when it says nothing."""
    try:
        said = json.loads(body) if isinstance(body, str | bytes) else None
    except ValueError:
        return ""
    return str(said.get("message", "")) if isinstance(said, dict) else ""
