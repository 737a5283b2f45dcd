"""Looks through the catalogues for what must not reach a person (`python -m bot.catalogues`)."""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from babel.messages.catalog import Message
from babel.messages.extract import extract_from_dir

from bot.calendar_words import Language
from bot.words import LANGUAGES, PLACEHOLDER, catalogue_of, is_unready, read_written

PACKAGES: Final = ("bot", "handlers", "dialogue", "models")

_ROOT: Final = Path(__file__).resolve().parent.parent
_SPEAKERS: Final = {"phrase", "in_both", "Phrase"}
_FOREIGN: Final[dict[Language, re.Pattern[str]]] = {
    "th": re.compile("[\u0e80-\u0eff]"),  # Lao letters
    "lo": re.compile("[\u0e00-\u0e7f]"),  # Thai letters
}
_PROPER_NAMES: Final = ("ไทย", "ລາວ", "เสี่ยว", "ສ່ຽວ", "อสม.", "รพ.สต.")
_MISSPELT: Final[dict[Language, tuple[str, ...]]] = {
    "th": ("เเ", "\u0e4d\u0e32", "ค่ะ", "นะคะ", "ครับ"),
    "lo": ("ເເ", "\u0ecd\u0eb2", "ຫນ", "ຫມ", "ຫລ"),
}


def main() -> None:
    """Print what is wrong; end with 1 if anything is, with 0 otherwise."""
    found = list(faults(_ROOT))
    sys.stdout.writelines(f"{fault}\n" for fault in found)
    sys.exit(1 if found else 0)


def faults(root: Path) -> Iterator[str]:
    """Tell what is wrong with the catalogues of the tree at `root`, a sentence each."""
    said = dict(_marked(root))
    yield from _unmarked(root)
    for language in LANGUAGES:
        source = catalogue_of(root / "locales", language)
        written = read_written(source, language)
        for msgid in said.keys() - written.keys():
            yield f"{said[msgid]}: {msgid!r} is not in {language}: run `make words`"
        for msgid in written.keys() - said.keys():
            yield f"{language}: {msgid!r} is no longer said: run `make words`"
        for message in written.values():
            yield from (f"{language}: {message.id!r} {why}" for why in flaws(message, language))


def flaws(message: Message, language: Language) -> Iterator[str]:
    """Tell what is wrong with one translation."""
    if is_unready(message):
        yield "is not translated, or fuzzy"
        return
    said = str(message.string)
    if _placeholders(str(message.id)) != _placeholders(said):
        yield "has other placeholders than its translation"
    if said != said.strip():
        yield "is translated with blanks at its ends"
    if foreign := _FOREIGN[language].search(_without_names(said)):
        yield f"is translated with a letter of another script: {foreign[0]}"
    for misspelt in _MISSPELT[language]:
        if misspelt in said:
            yield f"is translated with {misspelt!r}, which is not how we write"


def _marked(root: Path) -> Iterator[tuple[str, str]]:
    """Find every sentence in msgid(...), and a file that says it."""
    for package in PACKAGES:
        found = extract_from_dir(
            root / package, method_map=[("**.py", "python")], keywords={"msgid": None}
        )
        for name, _line, msgid, _comments, _context in found:
            yield str(msgid), f"{package}/{name}"


def _unmarked(root: Path) -> Iterator[str]:
    """Find sentences that are said without msgid(...), which no catalogue would ever see."""
    for package in PACKAGES:
        for path in sorted((root / package).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and _is_unmarked(node):
                    yield f"{path.relative_to(root)}:{node.lineno}: mark this sentence with msgid()"


def _is_unmarked(call: ast.Call) -> bool:
    if not (isinstance(call.func, ast.Name) and call.func.id in _SPEAKERS):
        return False
    texts = [*call.args[:1], *(word.value for word in call.keywords if word.arg == "msgid")]
    return any(isinstance(text, ast.Constant | ast.JoinedStr) for text in texts)


def _placeholders(text: str) -> list[str]:
    return sorted(PLACEHOLDER.findall(text))


def _without_names(text: str) -> str:
    for name in _PROPER_NAMES:
        text = text.replace(name, "")
    return text


if __name__ == "__main__":
    main()
