"""What to do in danger until help comes, by the kind of sign."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from dialogue.danger.sign import Sign
from dialogue.phrase import msgid

_SAY: Final = msgid("Say where you are and what happened.")
_STAY: Final = msgid("Stay with the person. Do not leave them alone.")
_NOTHING: Final = msgid("Give nothing to eat or drink.")
_SIDE: Final = msgid("If the person breathes but does not wake, turn them on their side.")
_PRESS: Final = msgid(
    "If there is no breath, press hard and fast on the middle of the chest until help comes."
)

_OF_SIGN: Final[Mapping[str, Sequence[str]]] = {
    "not_breathing": (_PRESS,),
    "drowning": (msgid("Throw something that floats. Do not jump in after them."), _PRESS),
    "electric": (msgid("Cut the power first. Do not touch the person before."), _PRESS),
    "unconscious": (_SIDE, _NOTHING),
    "seizure": (
        msgid("Turn the person on their side. Put nothing into the mouth. Do not hold them down."),
    ),
    "choking": (msgid("Let the person cough. Do not put fingers deep into the mouth."),),
    "breathless": (msgid("Let the person sit up. Loosen tight clothes."),),
    "allergy": (msgid("Let the person sit up. Loosen tight clothes."),),
    "chest_pain": (msgid("Let the person sit and rest. Do not let them walk."),),
    "stroke": (msgid("Remember when it began, and tell the doctor."), _NOTHING),
    "bleeding": (msgid("Press hard on the wound with a clean cloth. Do not let go."),),
    "wound": (msgid("Press hard on the wound with a clean cloth. Do not let go."),),
    "crash": (msgid("Do not move the person, unless there is fire or traffic."),),
    "fall": (msgid("Do not move the person, unless there is fire or traffic."),),
    "head_injury": (msgid("Do not move the person, unless there is fire or traffic."),),
    "poison": (msgid("Do not make the person vomit. Take the bottle or packet along."),),
    "overdose": (
        msgid("Do not make the person vomit. Take the bottle or packet along."),
        msgid("1323 listens, day and night, free of charge."),
    ),
    "snake": (msgid("Keep still. Do not cut, suck or tie the bite."),),
    "burn": (msgid("Cool the burn with clean running water. Put nothing else on it."),),
    "heat": (msgid("Bring the person into the shade. Cool them with wet cloths."),),
    "sugar": (msgid("If the person is awake and can swallow, give something sweet."),),
    "fire": (msgid("Leave the house. Do not go back in."),),
}
_OF_KIND: Final[Mapping[str, Sequence[str]]] = {
    "medical": (_NOTHING,),
    "pregnancy": (
        msgid("Let her lie on her left side. Do not wait for papers or money."),
        msgid("Take the pink book along if it is at hand."),
    ),
    "after_birth": (msgid("Let her lie down and keep her warm. Do not wait."),),
    "newborn": (msgid("Keep the baby warm on the mother’s skin. Do not wait."),),
    "child": (msgid("Hold the child and keep them calm. Do not wait."),),
    "self_harm": (
        msgid("Take away medicines, poison, knives and ropes."),
        msgid("If it is you: go to someone you trust now. You are not alone."),
        msgid("1323 listens, day and night, free of charge."),
    ),
    "weapon": (
        msgid("Leave at once. Do not argue, and do not take the weapon away."),
        msgid("Call from a safe place: 191 and 1669."),
    ),
    "violence": (
        msgid("Go where there are other people, if you can."),
        msgid("191 are the police. 1300 helps day and night, Thais and foreigners."),
        msgid("Call 1669 if someone is hurt."),
    ),
}
_ALONE: Final = frozenset({"violence", "weapon"})
"""Kinds in which nobody is told to stay where they are."""


def steps(signs: Sequence[Sign]) -> tuple[str, ...]:
    """Say what to do now, of the first sign, and of self-harm wherever it stands."""
    first = signs[0]
    if first.kind in _ALONE:
        return (*_OF_KIND[first.kind],)
    others = (*_OF_KIND["self_harm"],) if any(one.kind == "self_harm" for one in signs[1:]) else ()
    return tuple(dict.fromkeys((_SAY, _STAY, *_own(first), *others)))


def _own(sign: Sign) -> Iterator[str]:
    yield from _OF_SIGN.get(sign.id, ()) or _OF_KIND[sign.kind]
