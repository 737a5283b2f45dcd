"""Words about places to get care: kinds, services and rights in plain words."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from dialogue.phrase import Phrase, Words, msgid, phrase
from dialogue.prompt import AnyButton, Button, Card, Opener, Picker, Say
from handlers.facility_words import LANGUAGE_NAMES, SERVICE_NAMES

NEEDS: Final[Mapping[str, Phrase]] = {
    code: phrase(name) for code, name in SERVICE_NAMES.items() if code != "general"
}
"""What may be asked for beside care of any kind, by the code that facilities have it under."""

SERVICES: Final = {code: name for code, name in NEEDS.items() if code != "emergency"}
"""Those that stand below every result; an emergency room is asked for by other features."""

SCHEMES: Final[Mapping[str, Phrase]] = {
    "uc": phrase(msgid("Gold card")),
    "sss": phrase(msgid("Social security")),
    "migrant": phrase(msgid("Migrant health card")),
    "stateless": phrase(msgid("Status fund (T.99)")),
    "none": phrase(msgid("I have no card")),
}
"""Rights as whoever looks for care would name their own, by the facilities' code."""

_TAKEN: Final = {**SCHEMES, "none": phrase(msgid("people without a card"))}
_SPOKEN: Final[Mapping[str, Phrase]] = {code: phrase(name) for code, name in LANGUAGE_NAMES.items()}

OPEN_NOW: Final = phrase(msgid("Open now"))
SPEAKS_LAO: Final = phrase(msgid("Speaks Lao"))

_LARGE = phrase(msgid("Large hospital"))
_CENTRE = phrase(msgid("Tambon health centre"))
_KINDS: Final[Mapping[str, Phrase]] = {
    "รพศ.": _LARGE,
    "รพท.": _LARGE,
    "รพช.": phrase(msgid("District hospital")),
    "รพ.สต.": _CENTRE,
    "สอน.": _CENTRE,
    "ศสช.": phrase(msgid("Community health centre")),
    "สาขา": phrase(msgid("Branch of a hospital")),
    "รพ.เอกชน": phrase(msgid("Private hospital")),
}
_WRITTEN_OUT: Final = (
    ("โรงพยาบาลส่งเสริมสุขภาพตำบล", "รพ.สต. ", " ตำบล"),
    ("ສຸກສາລາ", "ສຸກສາລາ", " ຕຳບົນ"),
)
_LARGE_FIRST: Final = ("รพศ.", "รพท.", "รพช.")


def kind_of(kind: str) -> Words:
    """Say in plain words what the ministry calls a kind of facility; other kinds as they stand."""
    return _KINDS.get(kind, kind)


def smallness(kind: str) -> int:
    """Rank kinds of facilities: the large hospitals come first."""
    return _LARGE_FIRST.index(kind) if kind in _LARGE_FIRST else len(_LARGE_FIRST)


def taken(schemes: Iterable[str]) -> Phrase | None:
    """Say whose right a place honours; None where that is not known."""
    named = _listed(_TAKEN[code] for code in schemes if code in _TAKEN)
    return None if named is None else phrase(msgid("Takes: {rights}"), rights=named)


def languages_spoken(languages: Iterable[str]) -> Phrase | None:
    """Say which languages are spoken beside Thai; None where that is not known."""
    named = _listed(_SPOKEN[code] for code in languages if code in _SPOKEN)
    return None if named is None else phrase(msgid("Also speaks: {languages}"), languages=named)


def short_name(name: str) -> str:
    """Give a name without what its kind and area say already: รพ.สต. บ้านบาก, ສຸກສາລາບ້ານບາກ.

    The registry writes out โรงพยาบาลส่งเสริมสุขภาพตำบล, and puts the tambon behind the village.
    """
    for written_out, short, tambon in _WRITTEN_OUT:
        if name.startswith(written_out):
            return short + name.removeprefix(written_out).partition(tambon)[0].strip()
    return name


def in_both_languages(say: Say) -> Say:
    """Say it in Thai and in Lao, for someone whose language is not known.

    What calls a number is labelled in Thai alone, for a label holds no more; what opens the map
    stands there twice.
    """
    return replace(
        say,
        lines=tuple(_twice(say.lines)),
        cards=tuple(_card(card) for card in say.cards),
        buttons=tuple(_labelled(say.buttons)),
        footer=tuple(_twice(say.footer)),
    )


def _listed(names: Iterable[Phrase]) -> Phrase | None:
    found: Phrase | None = None
    for name in names:
        both = msgid("{first}, {next}")
        found = name if found is None else phrase(both, first=found, next=name)
    return found


def _card(card: Card) -> Card:
    return replace(
        card,
        lines=tuple(_twice(card.lines)),
        note=tuple(_twice(card.note)),
        buttons=tuple(_labelled(card.buttons)),
    )


def _twice(lines: Iterable[Words]) -> Iterator[Words]:
    for line in lines:
        if isinstance(line, Phrase) and line.spoken is None:
            yield from (replace(line, spoken="th"), replace(line, spoken="lo"))
        else:
            yield line


def _labelled(buttons: Iterable[AnyButton]) -> Iterator[AnyButton]:
    for button in buttons:
        label = button.label
        if not isinstance(label, Phrase) or label.spoken is not None:
            yield button
            continue
        thai, lao = replace(label, spoken="th"), replace(label, spoken="lo")
        if isinstance(button, Opener):
            yield from (replace(button, label=thai), replace(button, label=lao))
        elif isinstance(button, Button | Picker) or not button.uri.startswith("tel:"):
            yield replace(button, label=phrase(msgid("{thai} · {lao}"), thai=thai, lao=lao))
        else:
            yield replace(button, label=thai)
