"""`web`, `worker`, `clock`: one process of a bot that has many."""

from typing import TYPE_CHECKING

from bot.commands.common import say, settings_or_stop, stopping

if TYPE_CHECKING:
    from bot.wide import Kind


def web() -> None:
    """Take LINE's events on PORT and store them; any number, on PostgreSQL."""
    _start("web")


def worker() -> None:
    """Apply events, answer them and fetch pictures; any number, on PostgreSQL."""
    _start("worker")


def clock() -> None:
    """Do what is due: one of them does it, the others wait to take over; on PostgreSQL."""
    _start("clock")


def _start(kind: "Kind") -> None:
    settings = settings_or_stop()
    from bot.logs import configure
    from bot.processes import serve

    configure(process=kind)
    with stopping():
        serve(kind, settings, say)
