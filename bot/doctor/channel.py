"""A check-up at LINE: the token, the webhook, the month's messages."""

from collections.abc import Iterator

from bot.doctor.finding import Finding
from bot.line.account import (
    Account,
    AccountError,
    Allowance,
    Endpoint,
    Identity,
    RefusedTokenError,
    Trial,
)


def look_at(account: Account, *, expected: str | None) -> Iterator[Finding]:
    """Ask LINE about everything; `expected` is the webhook address that should stand there."""
    try:
        yield from _identity(account.identity())
        endpoint = account.endpoint()
        yield _endpoint(endpoint, expected)
        if endpoint is not None and endpoint.active:
            yield _trial(account.trial())
        yield _allowance(account.allowance())
    except RefusedTokenError as refused:
        yield Finding(
            what="token",
            health="ill",
            told=str(refused),
            remedy="Issue a new one in LINE Developers (Messaging API) and set it.",
        )
        return
    except AccountError as silent:
        yield Finding(
            what="LINE",
            health="ill",
            told=str(silent),
            remedy="Try again; if it stays so, look at LINE's status page and at LINE_API_BASE.",
        )
    yield _REDELIVERY


# No endpoint of the Messaging API tells whether redelivery is on.
_REDELIVERY = Finding(
    what="redelivery",
    health="note",
    told="LINE tells nobody whether it is on, and it is off at first",
    remedy="LINE Developers, your channel, Messaging API, “Webhook redelivery”: switch it on.",
)


def _identity(known: Identity) -> Iterator[Finding]:
    yield Finding(
        what="token", health="well", told=f"it is that of {known.name} ({known.basic_id})"
    )
    if known.answers_by_hand:
        yield Finding(
            what="chat",
            health="note",
            told="LINE's own chat is on: people can be answered by hand beside the bot",
            remedy="LINE Official Account Manager, Settings, Response settings: switch Chat off.",
        )


def _endpoint(endpoint: Endpoint | None, expected: str | None) -> Finding:
    where = "LINE Developers, your channel, Messaging API, “Webhook settings”"
    if endpoint is None:
        remedy = f"{where}: enter {expected or 'https://…/webhook'}."
        return Finding(what="webhook", health="ill", told="there is no address", remedy=remedy)
    if expected and endpoint.address.rstrip("/") != expected:
        return Finding(
            what="webhook",
            health="ill",
            told=f"its address is {endpoint.address}, but PUBLIC_URL makes it {expected}",
            remedy=f"{where}: enter {expected}, or correct PUBLIC_URL.",
        )
    if not endpoint.active:
        remedy = f"{where}: switch “Use webhook” on."
        return Finding(what="webhook", health="ill", told="it is switched off", remedy=remedy)
    return Finding(what="webhook", health="well", told=f"on, at {endpoint.address}")


def _trial(trial: Trial) -> Finding:
    if trial.success:
        return Finding(what="webhook test", health="well", told="LINE reached the bot")
    return Finding(
        what="webhook test",
        health="ill",
        told=f"LINE did not reach the bot: {trial.reason} ({trial.status})",
        remedy="Is the bot running, its certificate valid, LINE_CHANNEL_SECRET this channel's?",
    )


def _allowance(allowance: Allowance) -> Finding:
    if allowance.allowed is None:
        return Finding(what="quota", health="well", told=f"{allowance.used} pushes sent, no limit")
    told = f"{allowance.used} of {allowance.allowed} pushes of this month are used"
    if allowance.used * 10 < allowance.allowed * 8:
        return Finding(what="quota", health="well", told=told)
    return Finding(
        what="quota",
        health="note",
        told=told,
        remedy="Replies are free and go on; pushed words stop at the limit until next month.",
    )
