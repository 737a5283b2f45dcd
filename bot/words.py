"""Sentences in the language of the person who reads them."""

import re
import struct
from collections.abc import Mapping
from datetime import date, datetime, time, tzinfo
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

from bot.calendar_words import Language, date_words, moment_words, number_words, time_words
from dialogue import phrase
from dialogue.phrase import Phrase

LANGUAGES: Final[tuple[Language, ...]] = ("th", "lo")
DOMAIN: Final = "siao"
PLACEHOLDER: Final = re.compile(r"\{(\w+)\}")

_BANGKOK: Final = ZoneInfo("Asia/Bangkok")


class WordsError(Exception):
    """Something cannot be said."""


class UncompiledCatalogueError(WordsError):
    """The words of a language are not compiled, or not as they are written: run `make words`."""


class UntranslatedError(WordsError):
    """Sentences are not translated yet: translate them in `locales/`, then run `make words`."""


class UnknownPhraseError(WordsError):
    """A sentence is in no catalogue: mark it with msgid(), then run `make words`."""


class UnfilledPhraseError(WordsError):
    """A sentence names a placeholder that was given no value."""


class Words:
    """The catalogues of all languages, loaded once.

    Times with a zone are told in `zone`. What is not in the catalogues is never guessed and never
    said in English: `say` raises, and `python -m bot.catalogues` finds it before a release does.
    """

    def __init__(self, directory: Path, *, zone: tzinfo = _BANGKOK) -> None:
        """Load `directory`/{th,lo}/LC_MESSAGES/siao.mo.

        Raises:
            UncompiledCatalogueError: when one is missing or differs from the .po file beside it.
            UntranslatedError: when a sentence of a .po file is empty or fuzzy.
        """
        self._zone = zone
        self._parts = {language: _load(directory, language) for language in LANGUAGES}

    def say(self, words: phrase.Words, language: Language) -> str:
        """Put `words` into `language`; a phrase whose language is settled stays in its own.

        Content, which is a plain string, is in the person's language already.

        Raises:
            UnknownPhraseError: when the msgid is in no catalogue.
            UnfilledPhraseError: when a placeholder has no value.
        """
        if isinstance(words, str):
            return words
        if words.spoken is not None:
            language = _language(words.spoken)
        parts = self._parts[language].get(words.msgid)
        if parts is None:
            raise UnknownPhraseError(f"no catalogue has {words.msgid!r}: run `make words`")
        if len(parts) == 1:
            return parts[0]
        return self._filled(words, parts, language)

    def _filled(self, words: Phrase, parts: tuple[str, ...], language: Language) -> str:
        said = list(parts)
        for place in range(1, len(parts), 2):
            name = parts[place]
            if name not in words.values:
                raise UnfilledPhraseError(f"{words.msgid!r} was given no {name!r}")
            said[place] = self._told(words.values[name], language)
        return "".join(said)

    def _told(self, value: phrase.Value, language: Language) -> str:
        if isinstance(value, str | Phrase):
            return self.say(value, language)
        if isinstance(value, datetime):
            at = value if value.tzinfo is None else value.astimezone(self._zone)
            return moment_words(at, language)
        if isinstance(value, date):
            return date_words(value, language)
        if isinstance(value, time):
            return time_words(value)
        return number_words(value)


def catalogue_of(directory: Path, language: Language) -> Path:
    """Return where the sentences of a language are written."""
    return directory / language / "LC_MESSAGES" / f"{DOMAIN}.po"


def _language(spoken: str) -> Language:
    for language in LANGUAGES:
        if spoken == language:
            return language
    raise UnknownPhraseError(f"nothing is spoken in {spoken!r}")


def _load(directory: Path, language: Language) -> Mapping[str, tuple[str, ...]]:
    """Load one language: by msgid, texts and the names of placeholders by turns."""
    source = catalogue_of(directory, language)
    written = read_written(source, language)
    unready = [str(message.id) for message in written.values() if is_unready(message)]
    if unready:
        raise UntranslatedError(
            f"{source} leaves {len(unready)} sentences untranslated, the first {unready[0]!r}: "
            "translate them, then run `make words`"
        )
    sentences = {msgid: str(message.string) for msgid, message in written.items()}
    if sentences != _read_compiled(source.with_suffix(".mo")):
        raise UncompiledCatalogueError(f"{source} is not compiled as it stands: run `make words`")
    return {msgid: tuple(PLACEHOLDER.split(said)) for msgid, said in sentences.items()}


def read_written(source: Path, language: Language) -> dict[str, Message]:
    """Read a .po file: its messages by msgid.

    Raises:
        UncompiledCatalogueError: when there is no such file.
    """
    if not source.is_file():
        raise UncompiledCatalogueError(f"{source} is missing: run `make words`")
    with source.open("rb") as file:
        return _by_msgid(read_po(file, locale=language, domain=DOMAIN))


def is_unready(message: Message) -> bool:
    """Tell whether a message is not translated, or marked as fuzzy (to be looked at again)."""
    return message.fuzzy or not message.string


def _read_compiled(compiled: Path) -> dict[str, str]:
    if not compiled.is_file():
        return {}
    with compiled.open("rb") as file:
        try:
            catalogue = read_mo(file)
        except (OSError, ValueError, struct.error):  # cut short, or no catalogue at all
            return {}
    return {msgid: str(message.string) for msgid, message in _by_msgid(catalogue).items()}


def _by_msgid(catalogue: Catalog) -> dict[str, Message]:
    return {str(message.id): message for message in catalogue if message.id}
