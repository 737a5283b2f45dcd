"""Marks in the audit log: who did what to whose record, without what it was."""

from typing import Final

from handlers.context import Context
from models.audit import Audit

SAW: Final = "saw"
CHANGED: Final = "changed"
LEFT: Final = "left"
AGREED: Final = "agreed"
WITHDREW: Final = "withdrew"
EXPORTED: Final = "exported"
ERASED: Final = "erased"

PERSON: Final = "person"
CONTACT: Final = "contact"
REPORT: Final = "report"
ROSTER: Final = "roster"


def mark(action: str, kind: str, subject: str, ctx: Context, *, area: str = "") -> None:
    """Write down that the contact did this now.

    `action` is one of the verbs above (at most 16 letters), `kind` what it was done to (at most
    24), `subject` the id of its row ("" for none): neither a name nor a word of what was said.
    """
    ctx.audits.add(
        Audit(
            at=ctx.moment.now,
            actor=ctx.someone.id,
            action=action,
            kind=kind,
            subject=subject,
            area=area,
            is_demo=ctx.someone.is_demo,
        )
    )
