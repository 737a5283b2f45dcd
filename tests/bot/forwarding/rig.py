"""A clinic whose submissions are forwarded."""

from dataclasses import dataclass

from bot.forwarding.forwarder import Forwarder
from bot.secrets import Keyring
from dialogue.xforms.keeping import blanked
from models.attachment import KEPT, Attachment, Attachments
from models.columns import place
from models.forward import Forward, Forwards
from models.submission import Submission, Submissions
from tests.bot.awaiting import Watch
from tests.bot.exporting.visits import Clinic
from tests.bot.fetching import aside


@dataclass(kw_only=True)
class Rig:
    """The clinic, its forwarder, and the clock that both look at."""

    clinic: Clinic
    keys: Keyring
    watch: Watch
    forwarder: Forwarder

    async def submit(
        self,
        *answers: str,
        version: str = "1",
        complete: bool = True,
        demo: bool = False,
        corrects: str | None = None,
    ) -> str:
        return await aside(
            lambda: self.clinic.submit(
                *answers,
                by="somsri",
                version=version,
                complete=complete,
                demo=demo,
                corrects=corrects,
            )
        )

    async def attach(self, name: str, data: bytes, *, to: str, state: str = KEPT) -> None:
        def keep() -> None:
            self.clinic.attach(name, to=to, by="somsri", state=state)
            with self.clinic.store.writing() as session:
                attachment = Attachments(session).get(name)
                assert attachment is not None
                cell = place(Attachment.__tablename__, "content_sealed", name)
                attachment.content_sealed = self.keys.seal(data, cell)

        await aside(keep)

    async def forward(self) -> None:
        await self.forwarder.pass_once()

    async def blank(self, key: str, path: str) -> None:
        """Blank an answer, as is done at night."""

        def blank() -> None:
            with self.clinic.store.writing() as session:
                submission = session.get_one(Submission, key)
                submission.xml = blanked(submission.xml or "", [path])
                Forwards(session).changed(key)

        await aside(blank)

    async def retry(self, key: str | None = None) -> int:
        def retry() -> int:
            with self.clinic.store.writing() as session:
                return Forwards(session).retry(self.watch(), key)

        return await aside(retry)

    async def stored(self, key: str) -> str:
        def read() -> str:
            with self.clinic.store.thinking() as session:
                submission = Submissions(session).get(key)
                assert submission is not None
                return submission.xml or ""

        return await aside(read)

    async def row(self, key: str) -> Forward:
        def read() -> Forward | None:
            with self.clinic.store.thinking() as session:
                return Forwards(session).get(key)

        row = await aside(read)
        assert row is not None
        return row

    async def is_known(self, key: str) -> bool:
        def read() -> bool:
            with self.clinic.store.thinking() as session:
                return Forwards(session).get(key) is not None

        return await aside(read)

    async def state(self, key: str) -> tuple[str, str]:
        row = await self.row(key)
        return row.state, row.why
