"""Target groups: the nine of ThaiHealth, and those of the programme beside them."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from dialogue.phrase import Phrase, msgid, phrase

NINE: Final[Mapping[str, str]] = MappingProxyType(
    {
        "elderly": msgid("Older people"),
        "disabled": msgid("Disabled people"),
        "homeless": msgid("Homeless people"),
        "informal_worker": msgid("Informal workers"),
        "migrant": msgid("Migrant workers"),
        "ethnic": msgid("Ethnic groups"),
        "gender_diverse": msgid("Gender-diverse"),
        "prisoner": msgid("In or out of prison"),
        "muslim": msgid("Muslims"),
    }
)
"""What ThaiHealth names, by code."""

OTHERS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "dependent": msgid("In bed or at home"),
        "pregnant": msgid("Pregnant, new mother"),
        "child": msgid("Child under 5"),
        "mani": msgid("Mani"),
        "orang_asli": msgid("Orang Asli"),
        "no_rights": msgid("Thai without rights"),
        "lao_woman_worker": msgid("Lao woman who works"),
        "vulnerable": msgid("Other vulnerable"),
    }
)
"""What the programme follows beside them, by code."""

GROUPS: Final[Mapping[str, str]] = MappingProxyType({**NINE, **OTHERS})

NONE: Final = "none"
"""What forms write for someone who is in no group."""


def group(code: str) -> Phrase | str:
    """Name a group; one that is not known is named by its code."""
    text = GROUPS.get(code)
    return code if text is None else phrase(text)
