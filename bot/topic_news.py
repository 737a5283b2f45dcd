"""News of topics, and totals of how often they were asked: worked out every minute."""

import os
from dataclasses import dataclass
from datetime import tzinfo

from bot.clock import Clock
from bot.postman import Postman
from bot.reading import Reader
from bot.store import Store
from dialogue.moment import Moment
from handlers.topic_news import news
from models.topic import Topics


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicNews:
    """Parks what people are to be told of topics; whatever a round leaves, the next one finds."""

    store: Store
    reader: Reader
    postman: Postman
    clock: Clock
    zone: tzinfo

    def round(self) -> None:
        """Tell some people, and add up what was counted; called in a worker thread."""
        now = self.clock().astimezone(self.zone)
        with self.store.thinking() as session:
            if not Topics(session).has_news(now.date()):
                return
        moment = Moment(now=now, seed=os.urandom(16).hex())
        with self.store.writing() as session:
            ctx = self.reader.beside(session, moment)
            self.postman.park(session, None, news(ctx), ctx)
            ctx.topics.add_up()
