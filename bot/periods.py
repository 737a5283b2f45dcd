"""Periods: how long each thing is kept."""

from dataclasses import dataclass
from datetime import timedelta

from bot.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Periods:
    """How long each thing is kept after it was last touched.

    `records` counts from the last contact with a person, `needs` from the day on which a need, a
    line of a plan or a referral was closed, `consents` from the day on which the record that they
    allowed was made bare, `visitors` from the day on which someone without a role was last seen.
    """

    drafts: timedelta = timedelta(days=30)
    open_to_all: timedelta = timedelta(days=1)  # drafts of forms that anyone may begin
    corrections: timedelta = timedelta(days=7)  # they hold again what may be due to be blanked
    events: timedelta = timedelta(days=7)  # bare marks; LINE brings an event again within hours
    set_aside: timedelta = timedelta(days=30)
    wrong_tries: timedelta = timedelta(days=1)
    workbooks: timedelta = timedelta(days=7)  # that were sent and neither published nor forgotten
    records: timedelta = timedelta(days=730)
    needs: timedelta = timedelta(days=365)
    audit: timedelta = timedelta(days=365)
    consents: timedelta = timedelta(days=365)
    problems: timedelta = timedelta(days=90)
    questions: timedelta = timedelta(days=90)  # that were not understood, and are kept to learn
    danger: timedelta = timedelta(days=365)
    warnings: timedelta = timedelta(hours=1)
    proposals: timedelta = timedelta(days=90)  # corrections of places that nobody decided
    appointments: timedelta = timedelta(days=2)  # after the day itself
    visitors: timedelta = timedelta(days=365)
    open_visits: timedelta = timedelta(hours=12)


def periods_of(settings: Settings) -> Periods:
    """Take the periods that can be set from the settings."""
    return Periods(
        records=timedelta(days=settings.retention_records_days),
        needs=timedelta(days=settings.retention_needs_days),
        audit=timedelta(days=settings.retention_audit_days),
        consents=timedelta(days=settings.retention_consents_days),
        problems=timedelta(days=settings.retention_problems_days),
        visitors=timedelta(days=settings.retention_visitors_days),
    )
