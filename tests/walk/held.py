"""What the bot holds of a form that someone fills in, read behind its back."""

from dataclasses import dataclass

from sqlalchemy import select

from bot.store import Store
from dialogue.interviewing.passage import Passage
from dialogue.moment import Moment
from dialogue.xforms.controls import Step
from dialogue.xforms.form import Form
from dialogue.xforms.instance import Instance
from models.draft import Drafts
from models.submission import Submission


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """An unfinished form; `step` is the question that waits, None where none does."""

    id: str
    xml: str
    passage: Passage
    instance: Instance
    step: Step | None

    def fits(self, path: str, value: str, moment: Moment) -> bool:
        """Tell whether the form takes an answer, by trying it on a copy."""
        copy = Instance.load(self.instance.form, self.xml, moment)
        return copy.answer(path, value, moment) is None


def held(store: Store, form: Form, lane: str, moment: Moment) -> Held | None:
    """Look at someone's draft; None when there is none."""
    with store.thinking() as session:
        draft = next(iter(Drafts(session).of(lane)), None)
        if draft is None or draft.xml is None or draft.passage is None:
            return None
        passage = Passage.from_json(draft.passage)
        instance = Instance.load(form, draft.xml, moment)
        step = next((one for one in instance.steps() if one.path == passage.waiting), None)
        return Held(id=draft.id, xml=draft.xml, passage=passage, instance=instance, step=step)


def submitted(store: Store, lane: str) -> list[str]:
    """Read what someone has submitted, in order."""
    with store.thinking() as session:
        query = select(Submission).where(Submission.contact_id == lane)
        found = session.scalars(query.order_by(Submission.submitted_at))
        return [one.xml or "" for one in found]


def is_complete(store: Store, lane: str) -> bool:
    """Tell whether all files of what someone submitted have come."""
    with store.thinking() as session:
        query = select(Submission).where(Submission.contact_id == lane)
        return all(one.is_complete for one in session.scalars(query))
