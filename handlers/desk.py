"""The desk: all features of the house in the order in which they are asked."""

from handlers import (
    checkin,
    correcting,
    entities,
    forms,
    groups,
    joining,
    menu,
    notices,
    pictures,
    welcome,
)
from handlers.happened import Joined, LanguageChosen, Submitted, TrialOver
from handlers.router import Desk


def whole_desk() -> Desk:
    """Put the features together."""
    return Desk(
        watchers=(forms.watcher, pictures.watcher),
        features=(
            groups.router,
            forms.inner,
            pictures.router,
            joining.router,
            checkin.offered,
            welcome.router,
            welcome.asking,
            notices.at_once,
            checkin.router,
            correcting.router,
            forms.router,
            notices.router,
            menu.router,
        ),
        listeners={
            LanguageChosen: (checkin.after_language, menu.after_language),
            Submitted: (entities.after_submission,),
            TrialOver: (forms.after_trial,),
            Joined: (welcome.after_joining, menu.after_joining),
        },
    )
