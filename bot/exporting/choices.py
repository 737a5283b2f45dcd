"""Answers in the words of their choices."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

from bot.exporting.fields import Path
from bot.exporting.questions import LANGUAGES, MULTIPLE, Language, in_language, questions_of
from dialogue.xforms.embedding import embedded
from models.form import FormVersion

_BETWEEN: Final = "; "


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """The labels of one question's choices, by code; `several` may be chosen at once."""

    labels: Mapping[str, str]
    several: bool

    def told(self, value: str) -> str:
        """Say a value in labels; a code that has none stays as it is."""
        codes = value.split() if self.several else [value]
        return _BETWEEN.join(self.labels.get(code, code) for code in codes)


Labels: TypeAlias = Mapping[Path, Choices]
"""The choices of every question of one form version, by its path below the root."""


def labels_of(version: FormVersion, language: Language) -> Labels:
    """Read the labels of a form version in one language; in the other where there is no such.

    Lists that lie in files are read from these.
    """
    order = (language, *(other for other in LANGUAGES if other != language))
    return {
        question.path: Choices(
            labels={
                code: next(filter(None, (in_language(words, one) for one in order)), code)
                for code, words in question.choices
            },
            several=question.control in MULTIPLE,
        )
        for question in questions_of(embedded(version.xform, version.media()))
        if question.choices
    }
