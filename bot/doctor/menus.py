"""What the doctor sees of the rich menus: whether they stand at LINE, and who waits for one."""

from typing import Final

from sqlalchemy.orm import Session

from bot.doctor.finding import Finding
from models.rich_menu import MenuDues, RichMenus

_WHAT: Final = "menus"
_LOOK: Final = "`python -m bot menus` tells what stands at LINE; the log of the bot says why."


def of_menus(session: Session) -> Finding:
    """Look at the menus that were made, and at those who are to be shown one."""
    made = RichMenus(session).all().values()
    begun = sorted(one.name for one in made if not one.is_ready)
    waiting = MenuDues(session).count()
    if not made:
        told = "none was made yet: a start does that, where pictures can be drawn"
        return Finding(what=_WHAT, health="well", told=told)
    if begun:
        told = f"not finished: {', '.join(begun)}"
        return Finding(what=_WHAT, health="ill", told=told, remedy=_LOOK)
    if waiting:
        told = f"{waiting} people are not shown theirs yet"
        return Finding(
            what=_WHAT,
            health="note",
            told=told,
            remedy=f"That takes seconds. Where it takes longer: is the bot running? {_LOOK}",
        )
    return Finding(
        what=_WHAT, health="well", told=f"{len(made)} were made, and everybody is shown theirs"
    )
