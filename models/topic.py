"""Topics: what the bot answers, who wants to hear when it changes, and how often it was asked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlalchemy import Index, String, Text, delete, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Row
from models.columns import Utc, reference
from models.note import Notes

WITHDRAWN: Final = "withdrawn"
"""The status of a topic that a coordinator took out; what ships does not bring it back."""

LEARNING: Final = "understanding content"
"""The note whose text is another one whenever phrases of a topic changed or one was taught."""

ASKED: Final = "asked"
ANSWERED: Final = "answered"
OFFERED: Final = "offered"
NOT_UNDERSTOOD: Final = "not_understood"
NONE_OF_THESE: Final = "none_of_these"
PLAINER: Final = "plainer"
HUMAN: Final = "human"
WITHHELD: Final = "withheld"
KINDS: Final = (
    ASKED,
    ANSWERED,
    OFFERED,
    NOT_UNDERSTOOD,
    NONE_OF_THESE,
    PLAINER,
    HUMAN,
    WITHHELD,
)
"""What is counted: asked in words, answered in whatever way, offered as a guess, and so on."""

PRIVATE: Final = "private"
"""Under this name all private topics are counted together."""


class TopicRow(Row):
    """One topic as it is said now: `text` is its file (TOML).

    `status` is that of the file, or WITHDRAWN. `digest` is the hash of the text and `shipped` that
    of the text that a release brought last, "" for none: where they differ somebody changed it.
    `said` is the hash of what people read of it, "" while nothing is said, and `told` that of what
    its watchers were told of last: where they differ those up to the contact `told_to` were told.
    `lapse_told` tells that its owners know of its expiry.
    """

    __tablename__ = "topics"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    status: Mapped[str] = mapped_column(String(12))
    title_th: Mapped[str] = mapped_column(String(80))
    title_lo: Mapped[str] = mapped_column(String(80))
    is_private: Mapped[bool] = mapped_column(default=False)
    stays: Mapped[bool] = mapped_column(default=False)
    expires_on: Mapped[date] = mapped_column()
    text: Mapped[str] = mapped_column(Text)
    digest: Mapped[str] = mapped_column(String(64))
    shipped: Mapped[str] = mapped_column(String(64), default="")
    said: Mapped[str] = mapped_column(String(64))
    told: Mapped[str] = mapped_column(String(64))
    told_to: Mapped[str] = mapped_column(String(32), default="")
    lapse_told: Mapped[bool] = mapped_column(default=False)
    changed_at: Mapped[datetime] = mapped_column(Utc)


class TopicWatch(Row):
    """Someone wants to hear if a topic changes, up to and with a day; never a private one."""

    __tablename__ = "topic_watches"

    contact_id: Mapped[str] = mapped_column(
        String(32), reference("contacts.id", ondelete="CASCADE"), primary_key=True
    )
    topic_id: Mapped[str] = mapped_column(String(40), primary_key=True)
    until: Mapped[date] = mapped_column(index=True)

    __mapper_args__ = {"confirm_deleted_rows": False}  # noqa: RUF012  # it may go with its contact
    __table_args__ = (Index("ix_topic_watches_topic_id", "topic_id"),)


class TopicTick(Row):
    """One time that something happened with a topic, until it is added to the total of its day.

    So turns only ever add rows, and none waits for another. It names nobody.
    """

    __tablename__ = "topic_ticks"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    day: Mapped[date] = mapped_column()
    topic_id: Mapped[str] = mapped_column(String(40), default="")
    language: Mapped[str] = mapped_column(String(2))
    kind: Mapped[str] = mapped_column(String(16))


class TopicTotal(Row):
    """How often something happened with a topic on one day, in one language."""

    __tablename__ = "topic_totals"

    day: Mapped[date] = mapped_column(primary_key=True)
    topic_id: Mapped[str] = mapped_column(String(40), primary_key=True, default="")
    language: Mapped[str] = mapped_column(String(2), primary_key=True)
    kind: Mapped[str] = mapped_column(String(16), primary_key=True)
    count: Mapped[int] = mapped_column()


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A topic in a list, without its text."""

    id: str
    status: str
    title_th: str
    title_lo: str
    is_private: bool
    stays: bool
    expires_on: date

    def title_in(self, language: str) -> str:
        """Give its title in "th" or "lo"."""
        return self.title_lo if language == "lo" else self.title_th


_LISTED: Final = select(
    TopicRow.id,
    TopicRow.status,
    TopicRow.title_th,
    TopicRow.title_lo,
    TopicRow.is_private,
    TopicRow.stays,
    TopicRow.expires_on,
).order_by(TopicRow.id)


class Topics:
    """The shelf of topics; the list of them is looked up once in a turn."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._listed: dict[str, Listed] | None = None

    def get(self, topic_id: str) -> TopicRow | None:
        """Find a topic, whatever its status."""
        return self._session.get(TopicRow, topic_id)

    def every(self) -> list[TopicRow]:
        """List all topics with their texts, by their ids."""
        return list(self._session.scalars(select(TopicRow).order_by(TopicRow.id)))

    def listed(self) -> dict[str, Listed]:
        """List all topics by their ids, without those that were withdrawn."""
        if self._listed is None:
            query = _LISTED.where(TopicRow.status != WITHDRAWN)
            rows = self._session.execute(query).mappings()
            self._listed = {row["id"]: Listed(**row) for row in rows}
        return self._listed

    def put(self, row: TopicRow) -> None:
        """Keep a new topic."""
        self._session.add(row)

    def drop(self, row: TopicRow) -> None:
        """Take a topic out, with who watched it."""
        self._session.execute(delete(TopicWatch).where(TopicWatch.topic_id == row.id))
        self._session.delete(row)

    def learn_anew(self, mark: str) -> None:
        """Let what understands questions learn anew, as soon as this is committed.

        `mark` is anything that was not given before: an id.
        """
        Notes(self._session).put(LEARNING, mark)

    def lapsed(self, today: date) -> list[TopicRow]:
        """List the published topics that expired and whose owners do not know of it."""
        query = select(TopicRow).where(
            TopicRow.expires_on < today,
            TopicRow.lapse_told.is_(False),
            TopicRow.status == "published",
        )
        return list(self._session.scalars(query.order_by(TopicRow.id)))

    def untold(self) -> list[TopicRow]:
        """List the topics of which their watchers were told something else."""
        query = select(TopicRow).where(TopicRow.said != TopicRow.told)
        return list(self._session.scalars(query.order_by(TopicRow.id)))

    def watch(self, contact_id: str, topic_id: str, until: date) -> None:
        """Let someone hear of changes until a day, or until a later one than before."""
        found = self.watched(contact_id, topic_id)
        if found is None:
            self._session.add(TopicWatch(contact_id=contact_id, topic_id=topic_id, until=until))
        else:
            found.until = until

    def watched(self, contact_id: str, topic_id: str) -> TopicWatch | None:
        """Find what someone asked to hear of."""
        return self._session.get(TopicWatch, (contact_id, topic_id))

    def watches_of(self, contact_id: str) -> list[TopicWatch]:
        """List what someone asked to hear of."""
        query = select(TopicWatch).where(TopicWatch.contact_id == contact_id)
        return list(self._session.scalars(query.order_by(TopicWatch.topic_id)))

    def unwatch(self, watch: TopicWatch) -> None:
        """Let someone hear no more of changes."""
        self._session.delete(watch)

    def watchers(self, topic_id: str, today: date, *, after: str, most: int) -> list[str]:
        """List contacts who want to hear of changes of a topic today, those behind `after`."""
        query = select(TopicWatch.contact_id).where(
            TopicWatch.topic_id == topic_id,
            TopicWatch.until >= today,
            TopicWatch.contact_id > after,
        )
        return list(self._session.scalars(query.order_by(TopicWatch.contact_id).limit(most)))

    def has_news(self, today: date) -> bool:
        """Tell whether somebody is to be told something, or something is to be added up."""
        counted = self._session.scalars(select(TopicTick.id).limit(1)).first()
        return counted is not None or bool(self.untold()) or bool(self.lapsed(today))

    def count(self, tick: TopicTick) -> None:
        """Count once more."""
        self._session.add(tick)

    def add_up(self) -> int:
        """Add what was counted to the totals of its days; tell how much it was.

        Called by one process at a time.
        """
        ticks = list(self._session.scalars(select(TopicTick)))
        for tick in ticks:
            key = (tick.day, tick.topic_id, tick.language, tick.kind)
            total = self._session.get(TopicTotal, key)
            if total is None:
                day, topic_id, language, kind = key
                total = TopicTotal(
                    day=day, topic_id=topic_id, language=language, kind=kind, count=0
                )
                self._session.add(total)
                self._session.flush()
            total.count += 1
            self._session.delete(tick)
        return len(ticks)

    def totals(self, since: date) -> Sequence[tuple[str, str, str, int]]:
        """List topic, language, kind and how often it was since a day, as far as added up."""
        query = (
            select(
                TopicTotal.topic_id,
                TopicTotal.language,
                TopicTotal.kind,
                func.sum(TopicTotal.count),
            )
            .where(TopicTotal.day >= since)
            .group_by(TopicTotal.topic_id, TopicTotal.language, TopicTotal.kind)
            .order_by(TopicTotal.topic_id, TopicTotal.language, TopicTotal.kind)
        )
        rows = self._session.execute(query)
        return [(topic, language, kind, int(count)) for topic, language, kind, count in rows]
