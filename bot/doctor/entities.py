"""What the doctor sees of entities: those in conflict, and those that came to nothing."""

from sqlalchemy.orm import Session

from bot.doctor.finding import Finding
from models.entity import Entities


def of_entities(session: Session) -> Finding:
    """Look at what submissions asked of entities."""
    shelf = Entities(session)
    problems, conflicts = shelf.count_problems(), shelf.in_conflict()
    if problems:
        latest = shelf.problems(3)
        last = ", ".join(f"{one.kind} ({one.list}, {one.submission_id})" for one in latest)
        return Finding(
            what="entities",
            health="note",
            told=f"{problems} were neither created nor updated, at last {last}",
            remedy="The submissions are kept. Look at create_if, update_if and entity_id there.",
        )
    if conflicts:
        return Finding(
            what="entities",
            health="note",
            told=f"{conflicts} were changed by two who did not know of each other",
            remedy="`export entities` names them in the column __conflict.",
        )
    return Finding(what="entities", health="well", told="none is in conflict")
