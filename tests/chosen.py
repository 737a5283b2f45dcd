"""What somebody has answered, and how they are tagged: for tests of who is chosen by it."""

from models.answer import Answer
from models.contact_tag import ContactTags
from models.form import FormVersion
from models.person import Person
from models.submission import Submission
from tests.assigned import AREA
from tests.house import House


def answer(house: House, contact_id: str, form_id: str, question: str, value: str) -> None:
    """Let someone have sent an answer of a form that is published, about a person."""
    with house.store.writing() as session:
        version = session.get_one(FormVersion, f"{form_id}-1")
        at, name = house.watch(), f"{form_id}-{question}"
        session.add(Person(id=name, code="ANSWER", area=AREA, created_at=at, updated_at=at))
        session.flush()
        submission = Submission(
            id=f"uuid:{name}",
            contact_id=contact_id,
            version_id=version.id,
            form_id=form_id,
            started_at=at,
            submitted_at=at,
            person_id=name,
            area=AREA,
        )
        session.add(submission)
        session.flush()
        submission.xml = "<data/>"
        session.add(
            Answer(
                submission_id=submission.id,
                person_id=name,
                form_id=form_id,
                name=question,
                value=value,
                area=AREA,
                at=at,
            )
        )


def tag(house: House, contact_id: str, word: str) -> None:
    """Give someone a tag."""
    with house.store.writing() as session:
        ContactTags(session).add([contact_id], word, house.watch())
