"""Made-up places to get care in Khemarat and around, for tests of where to get care."""

from collections.abc import Mapping

from dialogue.facilities.sheet import whole
from models.facility_book import FacilityBook
from tests.areas import load
from tests.house import House

HERE = (16.04, 105.2)
"""A place in Khemarat. A degree north is 111.2 km from there, a degree east 106.9 km."""

HOSPITAL = {
    "code": "X1",
    "name_th": "โรงพยาบาลริมโขง",
    "name_lo": "ໂຮງໝໍລິມຂອງ",
    "kind": "รพช.",
    "area": "340501",
    "latitude": "16.07",  # 0.03 degrees: 3.34 km
    "longitude": "105.2",
    "general": "Mo-Fr 08:00-16:00; PH off",
    "emergency": "24/7",
    "delivery": "yes",
    "phones": "045491097; 045491098x12",
    "languages": "lo en",
    "schemes": "uc migrant none",
    "complaints": "yes",
    "verified_on": "2026-10-05",
    "verified_by": "สสจ.",
}
CENTRE = {
    "code": "X2",
    "name_th": "โรงพยาบาลส่งเสริมสุขภาพตำบลบ้านใต้ ตำบลนาแวง",
    "name_lo": "ສຸກສາລາບ້ານໃຕ້",
    "kind": "รพ.สต.",
    "area": "340508",
    "latitude": "16.04",
    "longitude": "105.23",  # 0.03 degrees: 3.21 km
    "general": "Mo-Fr 08:30-16:30; PH off",
    "vaccines": "yes",
}
UNPLACED = {
    "code": "X3",
    "name_th": "โรงพยาบาลส่งเสริมสุขภาพตำบลขามป้อม",
    "kind": "รพ.สต.",
    "area": "340503",
    "general": "yes",
}
FAR = {
    "code": "X4",
    "name_th": "โรงพยาบาลเมืองไกล",
    "kind": "รพศ.",
    "area": "340101",
    "latitude": "15.24",  # 0.8 degrees: 89 km
    "longitude": "105.2",
    "general": "yes",
    "dental": "yes",
}
EVERY = (HOSPITAL, CENTRE, UNPLACED, FAR)


def settle(house: House, *places: Mapping[str, str]) -> None:
    """Load the areas, and put these places there, the made-up four where none are named."""
    load(house.store)
    with house.store.writing() as session:
        for place in places or EVERY:
            FacilityBook(session).put(whole(place))
