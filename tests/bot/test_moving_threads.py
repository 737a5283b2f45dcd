"""Moving talks with a person and pushes: what is sealed is opened on the other side too."""

from pathlib import Path

import pytest

from bot.migrating import migrate
from bot.moving import Compared, move
from bot.secrets import Keyring
from bot.store import Store
from models.answerer import Answerers
from models.contact import Contact
from models.push import Push, Pushes
from models.thread import VISITOR, Thread, ThreadLine, Threads
from tests.events import AT

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.parametrize("database_url", ["postgres"], indirect=True),
]


def _told(_compared: Compared) -> None:
    """Let what is told go by."""


def test_words_are_read_on_the_other_side(tmp_path: Path, database_url: str, keys: Keyring) -> None:
    here, there = Store(f"sqlite:///{tmp_path}/here.db", keys), Store(database_url, keys)
    migrate(here)
    migrate(there)
    with here.writing() as session:
        session.add(Contact(id="nok", language="lo", seen_on=AT.date()))
        session.flush()
        Answerers(session).put("nok", "th lo", AT)
        thread = Thread(
            id="t", code="K7QX", contact_id="nok", language="lo", opened_at=AT, touched_at=AT
        )
        Threads(session).add(thread)
        Threads(session).write(ThreadLine(id="l", thread_id="t", by=VISITOR, said_at=AT), "ສະບາຍດີ")
        push = Push(id="p", contact_id="nok", subject="lines:t:l", made_at=AT, again_at=AT)
        Pushes(session).add(push, "[]")

    move(here, there, _told)

    with there.thinking() as session:
        (line,) = Threads(session).lines("t")
        assert line.text == "ສະບາຍດີ"
        assert session.get_one(Push, "p").body == "[]"
        answerer = Answerers(session).get("nok")
        assert answerer is not None
        assert answerer.languages == "th lo"
    here.close()
    there.close()
