"""Areas as rosters name them: by codes, and by the names of tambon, district and province."""

from collections.abc import Sequence
from functools import lru_cache

from sqlalchemy import select

from bot.store import Store
from dialogue.places import key, without_sign
from models.area import Area, Areas


class Gazetteer:
    """Looks areas up; names that are found twice are told apart by the areas of the import.

    Where no areas are loaded, every code that may be one is taken.
    """

    def __init__(self, store: Store, areas: Sequence[str] = ("",)) -> None:
        self._store, self._areas = store, tuple(areas)
        self.is_known = lru_cache(maxsize=10_000)(self._is_known)
        self.named = lru_cache(maxsize=10_000)(self._named)

    def _is_known(self, code: str) -> bool:
        with self._store.thinking() as session:
            if Areas(session).get(code) is not None:
                return True
            return session.scalar(select(Area.code).limit(1)) is None

    def _named(self, tambon: str, district: str, province: str) -> Sequence[str]:
        """List the codes of the smallest area that is named, within the others that are."""
        names = [(6, tambon), (4, district), (2, province)]
        keys = [(length, key(without_sign(name))) for length, name in names if name.strip()]
        with self._store.thinking() as session:
            spelled = Areas(session).spelled([one for _, one in keys])
        found: list[str] | None = None
        for length, wanted in reversed(keys):
            codes = {one.code for one in spelled if one.key == wanted and len(one.code) == length}
            inside = codes if found is None else {c for c in codes if c.startswith(tuple(found))}
            found = sorted(inside)
        codes_found = found or []
        ours = [code for code in codes_found if code.startswith(self._areas)]
        return ours if len(ours) == 1 else codes_found
