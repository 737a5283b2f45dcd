"""The light markup of labels, taken off: a chat shows plain text."""

import re

_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_TAG = re.compile(
    r"</?(?:span|p|div|font|b|i|u|em|strong|small|big|sub|sup|h[1-6]|a|center)\b[^>]*>",
    re.IGNORECASE,
)
_HEADING = re.compile(r"^#{1,6}[ \t]+", re.MULTILINE)
_LINK = re.compile(r"\[([^\[\]\n]+)\]\((https?://[^()\s]+|tel:[^()\s]+)\)")
_STRONG = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*|(?<!\w)__(?=\S)(.+?)(?<=\S)__(?!\w)", re.DOTALL)
_EMPHASIS = re.compile(
    r"(?<![\w*])\*(?=[^\s*])([^*\n]+?)(?<=[^\s*])\*(?![\w*])|(?<!\w)_(?=[^\s_])([^_\n]+?)(?<=[^\s_])_(?!\w)"
)


def plain(text: str) -> str:
    """Take off Markdown and HTML that ODK allows in labels; a link keeps its address."""
    if not _MARKED.search(text):
        return text.strip()
    text = _BREAK.sub("\n", text)
    text = _TAG.sub("", text)
    text = _HEADING.sub("", text)
    text = _LINK.sub(r"\1 \2", text)
    for pattern in (_STRONG, _EMPHASIS):
        text = pattern.sub(lambda found: found[1] or found[2], text)
    return text.strip()


_MARKED = re.compile(r"[<#\[*_]")
