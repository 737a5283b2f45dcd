"""Buttons that many features show, and a sentence with the way to the menu."""

from dialogue.phrase import Words, msgid, phrase
from dialogue.prompt import Button, Link, Say
from dialogue.tap import Tap


def button(text: str, act: str, value: str = "") -> Button:
    """Make a button; `text` is a msgid."""
    return Button(label=phrase(text), tap=Tap(act=act, value=value))


def to_menu() -> Button:
    """Make the button that leads to the menu."""
    return button(msgid("Menu"), "menu")


def call(number: str, label: Words | None = None) -> Link:
    """Make a button that dials a number, however that is written."""
    said = label or phrase(msgid("Call {number}"), number=number)
    return Link(label=said, uri=f"tel:{''.join(sign for sign in number if sign in '+0123456789')}")


def quick_exit() -> Button:
    """Make the button that ends a talk about violence at once."""
    return button(msgid("Quick exit"), "violence", "out")


def with_menu(text: str) -> Say:
    """Say one sentence, with the way to the menu; `text` is a msgid."""
    return Say(lines=(phrase(text),), buttons=(to_menu(),))
