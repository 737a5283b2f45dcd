"""The paced sender: every push and multicast, within what LINE takes a second."""

from bot.line.pacing import Paces
from bot.line.sender import Sender, Tried


class PacedSender:
    """Pushes and multicasts over one session; what is urgent goes before blasts."""

    def __init__(self, sender: Sender) -> None:
        self._sender, self._paces = sender, Paces()

    def begin_term(self) -> None:
        """Begin with nothing left of this second."""
        self._paces = Paces()

    async def push(
        self,
        to: str,
        messages: bytes,
        key: str,
        *,
        is_silent: bool = False,
        is_blast: bool = False,
    ) -> Tried:
        """Try once to push."""
        await self._paces.push.wait(is_urgent=not is_blast)
        return await self._sender.push(to, messages, key, is_silent=is_silent)

    async def multicast(self, to: bytes, messages: bytes, key: str, *, is_silent: bool) -> Tried:
        """Try once to send to many."""
        await self._paces.multicast.wait()
        return await self._sender.multicast(to, messages, key, is_silent=is_silent)
