"""Inviting: a code is drawn, and only its hash is kept."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy.orm import Session

from bot.publication import new_id
from bot.starting import Premises
from handlers.codes import ALPHABET, LENGTH, is_surely_code
from models.invite import Invite, Invites
from models.organization import Organization, Organizations

NAME: Final = "เสี่ยวสุขภาพ"
"""The organisation that is made when a database has none and no name is given."""

_WEEK: Final = timedelta(days=7)
_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """What an invitation gives: a role in an area of an organisation.

    `area` is a DOPA code. Without `organization` it is the first there is; without `lasts` a week,
    or a day for a coordinator.
    """

    role: str
    area: str
    organization: str | None = None
    lasts: timedelta | None = None


def issue(premises: Premises, invitation: Invitation, at: datetime) -> str:
    """Keep an invitation and return its code."""
    code = new_code()
    lasts = invitation.lasts or (_DAY if invitation.role == "coordinator" else _WEEK)
    with premises.store.writing() as session:
        organization = _organization(session, invitation.organization)
        Invites(session).add(
            Invite(
                id=new_id(),
                code_hash=premises.keys.hashed(f"invite:{code}"),
                role=invitation.role,
                area=invitation.area,
                organization_id=organization.id,
                made_at=at,
                expires_at=at + lasts,
            )
        )
    return code


def new_code() -> str:
    """Draw a code that nobody guesses (50 bits), and that looks like none of people's words."""
    while True:
        code = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
        if is_surely_code(code):
            return code


def _organization(session: Session, name: str | None) -> Organization:
    shelf = Organizations(session)
    known = shelf.first() if name is None else shelf.named(name)
    return known or shelf.add(Organization(id=new_id(), name=name or NAME))
