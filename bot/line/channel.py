"""A LINE channel as the bot speaks with it."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """A LINE channel: its secrets, and where its APIs answer.

    `destination` is the bot's own user id, None while it is not known.
    """

    secret: str = field(repr=False)
    token: str = field(repr=False)
    api_base: str
    data_api_base: str
    destination: str | None = None
    is_pretend: bool = False
