"""Parking what coordinators are told when LINE's plan allows fewer pushes than before."""

import os
from dataclasses import dataclass
from datetime import datetime, tzinfo

from sqlalchemy.orm import Session

from bot.postman import Postman
from bot.pushes import Change
from bot.reading import Reader
from dialogue.moment import Moment
from handlers.fewer_pushes import told_of_fall, told_of_rise


@dataclass(frozen=True, slots=True, kw_only=True)
class FewerPushes:
    """Parks it in the transaction that keeps what LINE told, so that each fall is told once."""

    reader: Reader
    postman: Postman
    zone: tzinfo

    def tell(self, session: Session, change: Change, now: datetime) -> None:
        """Let coordinators know with their next replies."""
        moment = Moment(now=now.astimezone(self.zone), seed=os.urandom(16).hex())
        ctx = self.reader.beside(session, moment)
        told = told_of_fall if change.is_fall else told_of_rise
        self.postman.park(session, None, told(change.was, ctx), ctx)
