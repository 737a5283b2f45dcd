"""Small parts of the page: plain HTML elements, with words in the right language."""

from collections.abc import Awaitable, Callable
from typing import Final, TypeAlias

from nicegui.element import Element
from nicegui.elements.html import Html
from nicegui.elements.mixins.text_element import TextElement
from nicegui.events import GenericEventArguments

Do: TypeAlias = Callable[[], Awaitable[None]]
"""What a button does."""

Hear: TypeAlias = Callable[[GenericEventArguments], Awaitable[None]]
"""Hears what the browser tells."""

_THAI: Final = ("\u0e00", "\u0e7f")
_LAO: Final = ("\u0e80", "\u0eff")


class Words(TextElement):
    """An element with a text, in the language of its letters."""

    def __init__(self, tag: str, text: str, classes: str = "") -> None:
        super().__init__(tag=tag, text=text)
        self.classes(classes)
        language = tongue(text)
        if language is not None:
            self.props["lang"] = language


def tongue(text: str) -> str | None:
    """Tell by its letters whether a text is Thai, Lao or (Latin) English; None without letters."""
    counts = {
        "th": sum(_THAI[0] <= letter <= _THAI[1] for letter in text),
        "lo": sum(_LAO[0] <= letter <= _LAO[1] for letter in text),
        "en": sum(letter.isascii() and letter.isalpha() for letter in text),
    }
    native = max(("th", "lo"), key=counts.__getitem__)
    language = native if counts[native] else "en"
    return language if counts[language] else None


def box(tag: str = "div", classes: str = "", **attributes: str) -> Element:
    """Make an element that holds others; `aria_label` stands for `aria-label`."""
    element = Element(tag)
    element.classes(classes)
    for name, value in attributes.items():
        element.props[name.rstrip("_").replace("_", "-")] = value
    return element


def lines(text: str, classes: str = "") -> None:
    """Write a text line by line, each in its own language."""
    with box("div", classes):
        for line in text.split("\n"):
            Words("div", line or "\u00a0")


def press(label: str, do: Do, classes: str = "", *, spoken: str = "") -> Element:
    """Make a button; `spoken` is what a screen reader says where the label is only a sign."""
    button = Words("button", label, classes)
    button.props["type"] = "button"
    if spoken:
        button.props["aria-label"] = spoken
    button.on("click", do, args=[])
    return button


def both(tag: str, thai: str, english: str, classes: str = "") -> Element:
    """Write a label in Thai with the English beside it."""
    with box(tag, f"both {classes}") as element:
        Words("span", thai)
        Words("span", english, "english")
    return element


def press_both(thai: str, english: str, do: Do, classes: str = "") -> Element:
    """Make a button with a label in Thai, with the English beside it."""
    button = both("button", thai, english, classes)
    button.props["type"] = "button"
    button.on("click", do, args=[])
    return button


def drawing(svg: str, classes: str = "") -> Element:
    """Show a drawing of ours that says nothing by itself."""
    element = Html(svg, sanitize=False, tag="span")
    element.classes(classes)
    element.props["aria-hidden"] = "true"
    return element


def in_browser(element: Element, code: str) -> None:
    """Let the browser run a line of script, once it shows what was drawn before."""
    _ = element.client.run_javascript(code)
