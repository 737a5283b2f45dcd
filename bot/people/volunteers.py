"""The codes of volunteers, as rosters write them."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.exporting.pseudonyms import pseudonym
from models.columns import Vault
from models.contact import Contact
from models.organization import Membership


def volunteers(session: Session, vault: Vault, *, is_demo: bool) -> dict[str, str]:
    """Give the contacts who visit people, by the codes that exports name them with."""
    query = (
        select(Membership.contact_id)
        .join(Contact, Contact.id == Membership.contact_id)
        .where(
            Membership.left_at.is_(None),
            Membership.role.in_(("volunteer", "coordinator")),
            Contact.is_demo.is_(is_demo),
        )
        .distinct()
    )
    return {pseudonym(vault, contact_id): contact_id for contact_id in session.scalars(query)}
