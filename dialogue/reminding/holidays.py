"""Public holidays of the two countries, as those keep them who speak their languages."""

from datetime import date
from functools import lru_cache

from holidays.countries.laos import Laos
from holidays.countries.thailand import Thailand


def is_holiday(day: date, language: str) -> bool:
    """Tell whether a day is free: in Thailand, and for who reads Lao ("lo") in Laos as well."""
    return day in _thai(day.year) or (language == "lo" and day in _lao(day.year))


@lru_cache(maxsize=16)
def _thai(year: int) -> frozenset[date]:
    return frozenset(Thailand(years=year))  # type: ignore[no-untyped-call]  # theirs


@lru_cache(maxsize=16)
def _lao(year: int) -> frozenset[date]:
    return frozenset(Laos(years=year))  # type: ignore[no-untyped-call]  # theirs
