"""The language of a question, by the letters it is written in."""

from dialogue.topics.topic import Language


def language_of(text: str) -> Language | None:
    """Tell whether a text is in Lao or Thai letters, by which there are more; None for neither.

    Where there are as many of both it is Lao: whoever can type Lao letters reads them.
    """
    thai = sum("\u0e01" <= letter <= "\u0e5b" for letter in text)
    lao = sum("\u0e81" <= letter <= "\u0edf" for letter in text)
    if not thai and not lao:
        return None
    return "lo" if lao >= thai else "th"
