"""Forms, and their versions that never change."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from hashlib import sha256

from sqlalchemy import LargeBinary, String, Text, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from models.base import Row
from models.columns import Utc, reference

_DATASET = re.compile(r'<entity [^>]*?\bdataset="([^"]+)"')


class FormVersion(Row):
    """One published version: the XForm, and the workbook and files it was made of.

    `files_hash` tells these files from others; it is "" where there are none.
    """

    __tablename__ = "form_versions"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    form_id: Mapped[str] = mapped_column(String(200))
    version: Mapped[str] = mapped_column(String(200))
    title: Mapped[str] = mapped_column(String(500))
    xform: Mapped[str] = mapped_column(Text)
    workbook: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    workbook_name: Mapped[str] = mapped_column(String(200))
    published_at: Mapped[datetime] = mapped_column(Utc)
    files_hash: Mapped[str] = mapped_column(String(64), default="", server_default="")
    files: Mapped[list["FormFile"]] = relationship(order_by="FormFile.name")

    __table_args__ = (UniqueConstraint("form_id", "version"),)

    def media(self) -> dict[str, bytes]:
        """Give the files that its lists lie in, by name."""
        return {file.name: file.content for file in self.files} if self.files_hash else {}

    def bring(self, files: Mapping[str, bytes]) -> "FormVersion":
        """Put files beside a version that is on no shelf yet."""
        self.files = [FormFile(name=name, content=data) for name, data in sorted(files.items())]
        self.files_hash = hash_of(files)
        return self


class FormFile(Row):
    """A file beside a form version, which its lists lie in; it never changes either."""

    __tablename__ = "form_files"

    version_id: Mapped[str] = mapped_column(
        String(32), reference("form_versions.id", ondelete="CASCADE"), primary_key=True
    )
    name: Mapped[str] = mapped_column(String(200), primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)


def hash_of(files: Mapping[str, bytes]) -> str:
    """Tell files from others, by name and content; "" where there are none."""
    if not files:
        return ""
    told = (name.encode() + b"\0" + sha256(data).digest() for name, data in sorted(files.items()))
    return sha256(b"".join(told)).hexdigest()


class Form(Row):
    """A form that can be started, and which version is the current one.

    `titles` are the words that start it, one a line: the title of its workbook, or the parts of
    it around "·" where it is written in Thai and in Lao.
    """

    __tablename__ = "forms"

    id: Mapped[str] = mapped_column(String(200), primary_key=True)
    titles: Mapped[str] = mapped_column(Text)
    version_id: Mapped[str] = mapped_column(String(32), reference("form_versions.id"))

    def title_in(self, language: str) -> str:
        """Give the title to show: in Lao letters for "lo" where there is one."""
        return title_in(self.titles.splitlines(), language) or self.id


def titles_of(title: str) -> list[str]:
    """Part a title that is written in Thai and in Lao around a "·"."""
    return [part.strip() for part in title.split("·") if part.strip()]


def title_in(titles: Sequence[str], language: str) -> str:
    """Choose the title in Lao letters for "lo" where there is one; "" where there is none."""
    lao = [title for title in titles if any("\u0e80" <= letter <= "\u0eff" for letter in title)]
    other = [title for title in titles if title not in lao]
    return next(iter((lao or other) if language == "lo" else (other or lao)), "")


def _plain(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isprintable() and letter != " ")


class Forms:
    """The shelf of forms and their versions."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def version(self, version_id: str) -> FormVersion | None:
        """Find a version by its id."""
        return self._session.get(FormVersion, version_id)

    def get(self, form_id: str) -> Form | None:
        """Find a form by its id."""
        return self._session.get(Form, form_id)

    def current(self, form_id: str) -> FormVersion | None:
        """Find the version that a new draft of this form begins with."""
        form = self._session.get(Form, form_id)
        return None if form is None else self.version(form.version_id)

    def named(self, text: str) -> Form | None:
        """Find the form whose id or title someone typed; blanks and case do not count."""
        wanted = _plain(text)
        for form in self.all():
            if wanted in {_plain(form.id), *map(_plain, form.titles.splitlines())}:
                return form
        return None

    def versions(self, form_id: str) -> list[FormVersion]:
        """List a form's versions, oldest first."""
        query = select(FormVersion).where(FormVersion.form_id == form_id)
        return list(self._session.scalars(query.order_by(FormVersion.published_at, FormVersion.id)))

    def entity_lists(self) -> set[str]:
        """Name the entity lists that the forms of now create or update."""
        query = select(FormVersion.xform).join(Form, Form.version_id == FormVersion.id)
        xforms = self._session.scalars(query.where(FormVersion.xform.contains("<entity ")))
        return {name for xform in xforms for name in _DATASET.findall(xform)}

    def all(self) -> list[Form]:
        """List the forms that can be started, by id."""
        return list(self._session.scalars(select(Form).order_by(Form.id)))

    def publish(self, version: FormVersion) -> FormVersion:
        """Make `version` the current one; the same version published again stays as it was.

        Raises:
            ValueError: when this version was published before with another content.
        """
        known = self._same(version)
        if known is not None and (known.xform, known.files_hash) != (
            version.xform,
            version.files_hash or "",
        ):
            raise ValueError(f"{version.form_id} {version.version} is published already")
        if known is None:
            self._session.add(version)
            known = version
        titles = "\n".join(titles_of(known.title))
        form = self._session.get(Form, version.form_id)
        if form is None:
            self._session.add(Form(id=known.form_id, titles=titles, version_id=known.id))
        else:
            form.titles, form.version_id = titles, known.id
        return known

    def _same(self, version: FormVersion) -> FormVersion | None:
        query = select(FormVersion).where(
            FormVersion.form_id == version.form_id, FormVersion.version == version.version
        )
        return self._session.scalars(query).first()
