"""Inviting: a code is drawn, and only its hash is kept."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy.orm import Session

from bot.publication import new_id
from bot.starting import Premises
from handlers.codes import ALPHABET, LENGTH, LIVES, is_surely_code
from models.audit import Audit, Audits
from models.invite import Invite, Invites
from models.organization import Organization, Organizations

NAME: Final = "เสี่ยวสุขภาพ"
"""The organisation that is made when a database has none and no name is given."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """What an invitation gives: a role in an area of an organisation.

    `area` is a DOPA code, `kind` what a volunteer will be. Without `organization` it is the first
    there is; without `lasts` a week, or a day for a coordinator.
    """

    role: str
    area: str
    kind: str | None = None
    organization: str | None = None
    lasts: timedelta | None = None


def issue(premises: Premises, invitation: Invitation, at: datetime) -> str:
    """Keep an invitation and return its code."""
    code = new_code()
    lasts = invitation.lasts or LIVES[invitation.role == "coordinator"]
    with premises.store.writing() as session:
        organization = _organization(session, invitation.organization)
        invite_id = new_id()
        Invites(session).add(
            Invite(
                id=invite_id,
                code_hash=premises.keys.hashed(f"invite:{code}"),
                role=invitation.role,
                kind=invitation.kind,
                area=invitation.area,
                organization_id=organization.id,
                made_at=at,
                expires_at=at + lasts,
            )
        )
        Audits(session).add(
            Audit(
                at=at,
                actor="command",
                action="invited",
                kind="invite",
                subject=invite_id,
                area=invitation.area,
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
