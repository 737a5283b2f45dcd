"""Settings that send answers elsewhere, or seal them for somebody else."""

from collections.abc import Iterator

from bot.publishing.finding import Finding
from bot.publishing.linting.survey import Survey
from dialogue.phrase import msgid


def find(survey: Survey) -> Iterator[Finding]:
    """Find forms that are to be encrypted, and those that name a place to be sent to."""
    for row in survey.sheet("settings"):
        if row.get("public_key").strip():
            yield Finding(
                reason=msgid("This form asks for encrypted answers, which LINE cannot give."),
                remedy=msgid("Take public_key and submission_url off the settings sheet."),
                sheet=row.sheet,
                row=row.number,
                column="public_key",
            )
        elif row.get("submission_url").strip():
            yield Finding(
                reason=msgid("Answers are kept here and not sent to submission_url."),
                remedy=msgid("Nothing has to be done for LINE."),
                sheet=row.sheet,
                row=row.number,
                column="submission_url",
                severity="warning",
            )
