"""The desk: all features of the house in the order in which they are asked."""

from handlers import checkin, groups, joining, menu, notices, pictures, welcome
from handlers.happened import Joined, LanguageChosen
from handlers.router import Desk


def whole_desk() -> Desk:
    """Put the features together."""
    return Desk(
        watchers=(pictures.watcher,),
        features=(
            groups.router,
            pictures.router,
            joining.router,
            checkin.offered,
            welcome.router,
            welcome.asking,
            notices.at_once,
            checkin.router,
            notices.router,
            menu.router,
        ),
        listeners={
            LanguageChosen: (checkin.after_language, menu.after_language),
            Joined: (welcome.after_joining, menu.after_joining),
        },
    )
