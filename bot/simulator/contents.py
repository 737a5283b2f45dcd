"""Pictures and files that people sent, as LINE holds them."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Literal, TypeAlias

Transcoding: TypeAlias = Literal["processing", "succeeded", "failed"]


@dataclass(slots=True, kw_only=True)
class Content:
    """What was sent in one message.

    `preparing` is how many more times it is asked for before it is ready; `failed` says that it
    never will be; `gone`, that the message was taken back.
    """

    data: bytes
    media_type: str
    preparing: int = 0
    failed: bool = False
    gone: bool = False


class Contents:
    """Contents by message id."""

    def __init__(self) -> None:
        self._all: dict[str, Content] = {}

    def put(self, message_id: str, content: Content) -> None:
        """Hold the content of a message."""
        self._all[message_id] = content

    def take_back(self, message_id: str) -> None:
        """Let go of the content of a message that was unsent."""
        if message_id in self._all:
            self._all[message_id].gone = True
            self._all[message_id].data = b""

    def ask(self, message_id: str) -> tuple[HTTPStatus, Content | None]:
        """Ask for a content: 200 with it, else 202 (not ready), 404 (unknown) or 410 (unsent)."""
        content = self._all.get(message_id)
        if content is None or (content.failed and not content.gone):
            return HTTPStatus.NOT_FOUND, None
        if content.gone:
            return HTTPStatus.GONE, None
        if content.preparing > 0:
            content.preparing -= 1
            return HTTPStatus.ACCEPTED, None
        return HTTPStatus.OK, content

    def progress(self, message_id: str) -> Transcoding | None:
        """Tell how far a content is; None when there is none. Each asking brings it nearer."""
        content = self._all.get(message_id)
        if content is None or content.gone:
            return None
        if content.failed:
            return "failed"
        if content.preparing > 0:
            content.preparing -= 1
            return "processing"
        return "succeeded"
