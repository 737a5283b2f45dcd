"""Retention: what is old goes, what is young stays, and a night is done once."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from bot.compiled import Compiled
from bot.retention import Retention
from bot.store import Store
from models.attachment import Attachment
from models.base import Row
from models.contact import Contact
from models.draft import Draft
from models.form import FormVersion
from models.forward import Forward, Forwards
from models.inbox import DONE, SET_ASIDE, UNDONE, Event
from models.outbox import Parked, Reply
from models.question import KeptQuestion, Questions
from models.submission import Submission
from models.topic import Topics, TopicWatch
from models.workbook import Workbook
from tests.dialogue.xforms.test_keeping import SUBMISSION, XFORM

NIGHT = datetime(2026, 11, 25, 18, 0, tzinfo=UTC)  # 01:00 in Bangkok


def retention(store: Store, now: datetime = NIGHT) -> Retention:
    return Retention(
        store=store, clock=lambda: now, zone=ZoneInfo("Asia/Bangkok"), compiled=Compiled()
    )


def count(store: Store, table: type[Row]) -> int:
    with store.thinking() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def keep(store: Store, *rows: Row) -> None:
    with store.writing() as session:
        session.add(Contact(id="c1", seen_on=NIGHT.date()))
        session.add(
            FormVersion(
                id="v1",
                form_id="f",
                version="1",
                title="t",
                xform=XFORM,
                workbook=b"",
                workbook_name="f.md",
                published_at=NIGHT,
            )
        )
        session.add_all(rows)
        for row in rows:
            if isinstance(row, Submission):
                row.xml = SUBMISSION


def days(number: float) -> datetime:
    return NIGHT - timedelta(days=number)


def draft(name: str, touched_at: datetime, *, corrects: str | None = None) -> Draft:
    return Draft(
        id=name,
        contact_id="c1",
        version_id="v1",
        status="paused",
        corrects=corrects,
        started_at=touched_at,
        touched_at=touched_at,
    )


def workbook(name: str, sent_at: datetime) -> list[Row]:
    """Give a workbook that was sent, with its file and a trial of it."""
    file = Attachment(
        id=f"file {name}",
        contact_id="c1",
        draft_id=name,
        path="",
        name=name,
        media="file",
        sent_at=sent_at,
        again_at=sent_at,
    )
    trial = draft(f"trial {name}", NIGHT)
    trial.version_id, trial.workbook_id = None, name
    return [Workbook(id=name, contact_id="c1", sent_at=sent_at), file, trial]


def event(name: str, state: int, noted_at: datetime, body: bytes | None = None) -> Event:
    return Event(
        event_id=name, lane="c1", at_ms=1, noted_at=noted_at, state=state, body_sealed=body
    )


def test_a_draft_that_nobody_touched_for_thirty_days_is_erased(store: Store) -> None:
    keep(store, draft("old", days(30.5)), draft("young", days(29)))

    retention(store).night()

    with store.thinking() as session:
        assert list(session.scalars(select(Draft.id))) == ["young"]


def test_a_draft_of_a_form_that_anyone_may_begin_is_erased_after_a_day(store: Store) -> None:
    keep(store, draft("mine", days(2)))
    opened = XFORM.replace(
        "<bind nodeset=",
        '<bind xmlns:line="https://siao.example/line" line:open="yes" nodeset=',
        1,
    )
    with store.writing() as session:
        session.add(
            FormVersion(
                id="v2",
                form_id="g",
                version="1",
                title="t",
                xform=opened,
                workbook=b"",
                workbook_name="g.md",
                published_at=NIGHT,
            )
        )
        for name, touched_at in (("old", days(1.5)), ("young", days(0.5))):
            one = draft(name, touched_at)
            one.version_id = "v2"
            session.add(one)

    retention(store).night()

    with store.thinking() as session:
        assert set(session.scalars(select(Draft.id))) == {"mine", "young"}


def test_a_correction_that_nobody_touched_for_a_week_is_erased(store: Store) -> None:
    keep(
        store,
        draft("old", days(7.5), corrects="uuid:a"),
        draft("young", days(6.5), corrects="uuid:b"),
        draft("no correction", days(8)),
    )

    retention(store).night()

    with store.thinking() as session:
        assert set(session.scalars(select(Draft.id))) == {"young", "no correction"}


def test_marks_of_done_events_go_and_what_is_undone_stays(store: Store) -> None:
    keep(
        store,
        event("done", DONE, days(8)),
        event("done lately", DONE, days(6)),
        event("undone", UNDONE, days(100), b"body"),
        event("set aside", SET_ASIDE, days(29), b"body"),
        event("set aside long ago", SET_ASIDE, days(31), b"body"),
    )

    retention(store).night()

    with store.thinking() as session:
        left = set(session.scalars(select(Event.event_id)))
    assert left == {"done lately", "undone", "set aside"}


def test_replies_without_an_outcome_stay(store: Store) -> None:
    keep(
        store,
        Reply(event_id="a", lane="c1", event_ms=1, token_at=days(9), outcome_at=days(9)),
        Reply(event_id="b", lane="c1", event_ms=1, token_at=days(9)),
    )

    retention(store).night()

    with store.thinking() as session:
        assert list(session.scalars(select(Reply.event_id))) == ["b"]


def test_parked_words_that_expired_go(store: Store) -> None:
    old = Parked(id="p1", contact_id="c1", subject="s", parked_at=days(9), expires_at=days(1))
    young = Parked(id="p2", contact_id="c1", subject="t", parked_at=days(1), expires_at=days(-6))
    keep(store, old, young)

    retention(store).night()

    with store.thinking() as session:
        assert list(session.scalars(select(Parked.id))) == ["p2"]


def test_answers_marked_for_ninety_days_are_blanked_after_ninety(store: Store) -> None:
    def submission(name: str, at: datetime) -> Submission:
        return Submission(id=name, version_id="v1", form_id="f", started_at=at, submitted_at=at)

    keep(store, submission("uuid:old", days(90)), submission("uuid:young", days(89)))

    retention(store).night()

    with store.thinking() as session:
        old, young = session.get(Submission, "uuid:old"), session.get(Submission, "uuid:young")
        assert old is not None
        assert young is not None
        assert "<papers/>" in (old.xml or "")
        assert "ยายแดง" in (old.xml or "")
        assert "<papers>yes</papers>" in (young.xml or "")


def test_what_is_blanked_while_it_waits_to_be_sent_on_is_marked_there(store: Store) -> None:
    def submission(name: str, at: datetime) -> Submission:
        return Submission(id=name, version_id="v1", form_id="f", started_at=at, submitted_at=at)

    keep(store, submission("uuid:old", days(90)), submission("uuid:other", days(90)))
    with store.writing() as session:
        session.get_one(Submission, "uuid:other").xml = "<data><name>ยายแดง</name></data>"
        Forwards(session).note_new(days(1))

    retention(store).night()

    with store.thinking() as session:
        changed = session.scalars(select(Forward.submission_id).where(Forward.is_changed))
        assert list(changed) == ["uuid:old"]


def test_a_picture_goes_with_the_answer_that_it_was(store: Store) -> None:
    def picture(name: str) -> Attachment:
        return Attachment(
            id=name,
            contact_id="c1",
            draft_id="gone",
            submission_id="uuid:old",
            path="",
            name=name,
            media="image",
            sent_at=days(90),
            again_at=days(90),
        )

    at = days(90)
    old = Submission(id="uuid:old", version_id="v1", form_id="f", started_at=at, submitted_at=at)
    keep(store, old, picture("papers.jpg"), picture("home.jpg"))
    with store.writing() as session:
        session.get_one(Submission, "uuid:old").xml = (
            '<data id="f" version="1">'
            "<g><papers>papers.jpg</papers></g><name>home.jpg</name></data>"
        )

    retention(store).night()

    with store.thinking() as session:
        assert list(session.scalars(select(Attachment.id))) == ["home.jpg"]


def test_answers_of_a_correction_are_blanked_with_those_of_the_first(store: Store) -> None:
    def submission(name: str, at: datetime, root_id: str | None) -> Submission:
        return Submission(
            id=name,
            version_id="v1",
            form_id="f",
            started_at=at,
            submitted_at=at,
            root_id=root_id,
        )

    keep(
        store,
        submission("uuid:first", days(91), None),
        submission("uuid:correction", days(85), "uuid:first"),
        submission("uuid:other", days(85), None),
    )

    retention(store).night()

    with store.thinking() as session:
        found = {row.id: row.xml or "" for row in session.scalars(select(Submission))}
    assert [name for name, xml in found.items() if "<papers>yes</papers>" in xml] == ["uuid:other"]


def test_a_night_is_done_once_and_the_next_one_again(store: Store) -> None:
    keep(store)
    retention(store).night()
    with store.writing() as session:
        session.add(draft("old", days(31)))

    retention(store).night()
    after_the_same_night = count(store, Draft)
    retention(store, NIGHT + timedelta(days=1)).night()

    assert (after_the_same_night, count(store, Draft)) == (1, 0)


def test_a_workbook_that_nobody_published_goes_with_its_file_and_trials(store: Store) -> None:
    keep(store, *workbook("old", days(7.1)), *workbook("young", days(6.9)))

    retention(store).night()

    assert count(store, Workbook) == count(store, Attachment) == count(store, Draft) == 1


def test_kept_questions_go_after_ninety_days(store: Store) -> None:
    today = NIGHT.astimezone(ZoneInfo("Asia/Bangkok")).date()
    with store.writing() as session:
        for age in (90, 91):
            asked_on = today - timedelta(days=age)
            question = KeptQuestion(id=f"q{age}", language="th", asked_on=asked_on)
            Questions(session).keep(question, "ควายหายไปไหน")

    retention(store).night()

    with store.thinking() as session:
        assert list(session.scalars(select(KeptQuestion.id))) == ["q90"]


def test_watches_go_when_their_time_or_the_friend_is_gone(store: Store) -> None:
    today = NIGHT.astimezone(ZoneInfo("Asia/Bangkok")).date()
    with store.writing() as session:
        session.add(Contact(id="here", seen_on=today))
        session.add(Contact(id="gone", seen_on=today, follows=False))
        shelf = Topics(session)
        shelf.watch("here", "over", today - timedelta(days=1))
        shelf.watch("here", "last_day", today)
        shelf.watch("gone", "last_day", today)

    retention(store).night()

    with store.thinking() as session:
        rows = session.scalars(select(TopicWatch)).all()
        assert [(row.contact_id, row.topic_id) for row in rows] == [("here", "last_day")]
