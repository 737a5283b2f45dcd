"""Entities that a form changes without having their list at hand."""

from collections.abc import Iterator

from bot.publishing.finding import Finding
from bot.publishing.linting.survey import Survey
from bot.publishing.rows import Row
from dialogue.phrase import msgid


def find(survey: Survey) -> Iterator[Finding]:
    """Find updates of entities whose list the form does not carry: it needs their version."""
    files = {question.file for question in survey.questions if question.file}
    carried = {file.rpartition(".")[0] or file for file in files} | {
        question.name
        for question in survey.questions
        if question.kind in {"csv-external", "xml-external"}
    }
    for row in survey.sheet("entities"):
        name = _list_of(row)
        if not row.get("entity_id").strip() or name in carried:
            continue
        yield Finding(
            reason=msgid("This changes entities of {list}, but the form does not carry that list."),
            remedy=msgid(
                "Add a row of type csv-external with the name {list} to the survey sheet."
            ),
            sheet=row.sheet,
            row=row.number,
            column="entity_id",
            values={"list": name},
        )


def declared(survey: Survey) -> Iterator[str]:
    """Name the entity lists that a form creates or updates."""
    return filter(None, map(_list_of, survey.sheet("entities")))


def _list_of(row: Row) -> str:
    return (row.get("list_name") or row.get("dataset")).strip()
