"""The names of the sheets of the template, in each language."""

from collections.abc import Mapping
from typing import Final

from dialogue.roster.columns import SheetLanguage

PEOPLE: Final[Mapping[SheetLanguage, str]] = {"th": "ทะเบียน", "lo": "ທະບຽນ", "en": "People"}
EXAMPLE: Final[Mapping[SheetLanguage, str]] = {"th": "ตัวอย่าง", "lo": "ຕົວຢ່າງ", "en": "Example"}
EXPLAINED: Final[Mapping[SheetLanguage, str]] = {
    "th": "คำอธิบาย",
    "lo": "ຄຳອະທິບາຍ",
    "en": "Explained",
}
LISTS: Final = "lists"
"""The hidden sheet that the drop-down lists take their words from."""

EXAMPLE_SHEETS: Final = frozenset((*EXAMPLE.values(), *EXPLAINED.values(), LISTS))
"""Sheets that are never read in."""
