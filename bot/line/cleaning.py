"""Taking out of a text what LINE refuses, or what nobody can see."""

import re

import regex

_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
_SURROGATES = re.compile("[\ud800-\udfff]")
_ANY = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
_VISIBLE = regex.compile(  # type: ignore[no-untyped-call]  # has no types
    r"[^\s\p{C}\p{Default_Ignorable_Code_Point}]"
)


def clean(text: str) -> str:
    r"""Remove controls but tab and line ends, write every line end as \n, replace surrogates.

    A lone surrogate cannot be written as UTF-8: U+FFFD stands in its place.
    """
    if not _ANY.search(text):
        return text
    text = _LINE_ENDS.sub("\n", text)
    return _SURROGATES.sub("\ufffd", _CONTROLS.sub("", text))


def in_one_line(text: str) -> str:
    """Clean a label: every run of blanks and line ends becomes one space, none at the ends."""
    return " ".join(clean(text).split())


def is_visible(text: str) -> bool:
    """Tell whether there is anything to see: LINE refuses empty and blank texts."""
    return _VISIBLE.search(text) is not None
