"""What is owed, in words: the task, the person, and how it stands to today."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from dialogue.phrase import Phrase, Words, msgid, phrase
from dialogue.prompt import Button
from dialogue.tap import Tap
from handlers.context import Context
from models.entity import Told
from models.follow_up import FOLLOW_UPS, FollowUp, Task

TODAY: Final = "today"
OF: Final = "owed.of"
CARD: Final = "visit.card"
"""The acts of buttons: the day's work, what is owed to a person, and the person's card."""


class Titles:
    """What tasks are called, for one turn: as the rules of each area name them."""

    def __init__(self, ctx: Context) -> None:
        self._ctx = ctx
        self._by_area: dict[str, dict[str, tuple[str, bool]]] = {}

    def of(self, task: Task | FollowUp) -> Words:
        """Say what is to be done: in the words of the rule, or of the form that wrote it."""
        if task.rule:
            known = self._rules(task.area).get(task.rule)
            return known[0] if known is not None else phrase(msgid("Follow up"))
        entity = self._ctx.entities.get(FOLLOW_UPS, task.id)
        told: Told | None = None if entity is None or entity.content is None else entity.told
        return told.label if told is not None and told.label else phrase(msgid("Follow up"))

    def is_on(self, task: Task | FollowUp) -> bool:
        """Tell whether what made it still holds: a rule that is switched off asks for nothing."""
        return not task.rule or self._rules(task.area).get(task.rule, ("", False))[1]

    def _rules(self, area: str) -> dict[str, tuple[str, bool]]:
        if area not in self._by_area:
            is_demo = self._ctx.someone.is_demo
            self._by_area[area] = {
                one.rule.code: (one.rule.name_in(self._ctx.language), one.is_on)
                for one in self._ctx.rules.of(area, is_demo=is_demo)
            }
        return self._by_area[area]


def live(tasks: Iterable[Task], titles: Titles) -> list[Task]:
    """Leave out what a rule asked for that is switched off since."""
    return [one for one in tasks if titles.is_on(one)]


def standing(task: Task | FollowUp, title: Words, today: date) -> Phrase:
    """Say what is to be done and by when: overdue, today, or from a day on."""
    task_words = title if isinstance(title, Phrase) else title.strip()
    if task.due_on < today:
        text = msgid("{task}: overdue by {days} days")
        return phrase(text, task=task_words, days=(today - task.due_on).days)
    if task.due_on == today:
        return phrase(msgid("{task}: today"), task=task_words)
    if task.opens_on > today:
        text = msgid("{task}: from {opens} to {due}")
        return phrase(text, task=task_words, opens=task.opens_on, due=task.due_on)
    return phrase(msgid("{task}: by {due}"), task=task_words, due=task.due_on)


def to_today(first: int = 0) -> Button:
    """Lead back to the day's work."""
    tap = Tap(act=TODAY, value=str(first) if first else "")
    return Button(label=phrase(msgid("Work for today")), tap=tap)
