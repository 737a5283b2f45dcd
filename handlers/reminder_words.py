"""The notice of what is due: numbers alone, no name, no condition, and what can be done at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from dialogue.phrase import Words, msgid, phrase
from dialogue.prompt import AnyButton, Button, Card, Say
from dialogue.reminding.ladder import To
from dialogue.tap import Tap
from handlers.context import Context
from handlers.remembering import read
from handlers.tasks import to_today
from models.follow_up import FollowUp
from models.push import REMINDERS
from models.reminder import Reminder

DID, TOMORROW, WEEK = "remind.did", "remind.tomorrow", "remind.week"
LIST: Final = "remind.list"
"""The acts of the notice's buttons; the value of `LIST` is who sees to what is listed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """What a notice counts: what its reader owes, and what others owe of whom they are to know.

    `only` is the follow-up that the reader owes, "" where it is none or several.
    """

    late: int = 0
    now: int = 0
    soon: int = 0
    buddy: int = 0
    area: int = 0
    only: str = ""

    @classmethod
    def of(cls, counted: Sequence[tuple[Reminder, FollowUp]], ctx: Context) -> "Digest":
        """Count."""
        today = ctx.moment.today
        by_role: dict[To, list[FollowUp]] = {"assignee": [], "buddy": [], "coordinator": []}
        for one, row in counted:
            by_role[role_of(one, row, ctx)].append(row)
        own = by_role["assignee"]
        return cls(
            late=sum(row.due_on < today for row in own),
            now=sum(row.due_on == today for row in own),
            soon=sum(row.due_on > today for row in own),
            buddy=len(by_role["buddy"]),
            area=len(by_role["coordinator"]),
            only=own[0].id if len(own) == 1 else "",
        )


def role_of(one: Reminder, row: FollowUp, ctx: Context) -> To:
    """Tell as whom somebody is told of something owed."""
    ladder = ctx.ladders.of(row.area)
    steps = () if ladder is None else read(ladder)
    return next((step.to for step in steps if step.code == one.step), "assignee")


def notice(digest: Digest) -> Say:
    """Write the notice; a newer one takes the place of one that still waits."""
    card = Card(
        title=phrase(msgid("Reminder")),
        lines=tuple(_lines(digest)),
        buttons=tuple(_buttons(digest)),
        note=(phrase(msgid("No more reminders: type “stop reminders”.")),),
    )
    return Say(lines=(), cards=(card,), subject=REMINDERS, private=True)


def _lines(digest: Digest) -> list[Words]:
    counts = (
        (msgid("Overdue: {count}"), digest.late),
        (msgid("Due today: {count}"), digest.now),
        (msgid("Due in the next days: {count}"), digest.soon),
        (msgid("Overdue with your buddy: {count}. Ask whether they need help."), digest.buddy),
        (msgid("Overdue in your area: {count}"), digest.area),
    )
    return [phrase(text, count=count) for text, count in counts if count]


def _buttons(digest: Digest) -> list[AnyButton]:
    found: list[AnyButton] = []
    if digest.late or digest.now or digest.soon:
        found += [
            to_today(),
            Button(label=phrase(msgid("Done")), tap=Tap(act=DID, value=digest.only)),
            Button(label=phrase(msgid("Tomorrow")), tap=Tap(act=TOMORROW)),
            Button(label=phrase(msgid("Next week")), tap=Tap(act=WEEK)),
        ]
    if digest.buddy:
        label = phrase(msgid("My buddy’s work"))
        found.append(Button(label=label, tap=Tap(act=LIST, value="buddy")))
    if digest.area:
        label = phrase(msgid("Overdue here"))
        found.append(Button(label=label, tap=Tap(act=LIST, value="coordinator")))
    return found
