"""The texts of a workbook in each language, and what is missing of them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.publishing.coverage import Coverage
from bot.publishing.finding import Finding
from bot.publishing.linting.survey import Survey
from bot.publishing.rows import Row
from dialogue.phrase import Phrase, msgid

_TRANSLATED = {
    "label": "label",
    "caption": "label",
    "hint": "hint",
    "guidance_hint": "guidance_hint",
    "constraint_message": "constraint_message",
    "jr:constraintmsg": "constraint_message",
    "required_message": "required_message",
    "jr:requiredmsg": "required_message",
}
_HEADING = re.compile(r"(?:bind\s*::\s*)?(?P<base>(?:jr:)?\w+)\s*(?:::?\s*(?P<language>.+))?")
_CODE = re.compile(r"\(\s*([\w-]+)\s*\)\s*$")
_WANTED = {"th": msgid("Thai"), "lo": msgid("Lao")}
_HEADINGS = {"th": "label::ไทย (th)", "lo": "label::ລາວ (lo)"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """What a heading says: which text stands under it, in which language ("" if not named)."""

    base: str
    language: str

    @property
    def code(self) -> str:
        """The code of the language; "" where it has none."""
        return code_of(self.language)


def code_of(language: str) -> str:
    """Tell the code of a language as an author names it: "th" of "ไทย (th)" and of "th" alone."""
    found = _CODE.search(language)
    return found[1] if found else language.strip() if language.strip() in _WANTED else ""


def column_of(heading: str) -> Column | None:
    """Read a heading; None where no text for people stands under it."""
    found = _HEADING.fullmatch(heading.strip())
    base = None if found is None else _TRANSLATED.get(found["base"].lower())
    if found is None or base is None:
        return None
    return Column(base=base, language=(found["language"] or "").strip())


def coverage(survey: Survey) -> tuple[Coverage, ...]:
    """Count the texts of each language that the workbook names, in the order of its columns."""
    spoken = dict[str, list[bool]]()
    first = dict[str, Row]()
    unnamed = next((row.get("default_language") for row in survey.sheet("settings")), "")
    texts = [texts for row in survey.rows for texts in _texts(row, unnamed)]
    for _, by_language in texts:
        for language in by_language:
            spoken.setdefault(language, [])
    for row, by_language in texts:
        for language, here in spoken.items():
            here.append(bool(by_language.get(language)))
            if not here[-1]:
                first.setdefault(language, row)
    return tuple(
        Coverage(
            language=language,
            code=code_of(language),
            present=sum(here),
            total=len(here),
            sheet=first[language].sheet if language in first else None,
            row=first[language].number if language in first else None,
        )
        for language, here in spoken.items()
        if any(here)
    )


def find(survey: Survey) -> Iterator[Finding]:
    """Find languages that the readers need and the workbook lacks, wholly or in part."""
    found = coverage(survey)
    if [one.language for one in found] == [""]:
        yield _ALL_IN_ONE
        return
    for code, name in _WANTED.items():
        ours = [one for one in found if one.code == code]
        if found and not ours:
            yield _absent(code, name)
        yield from (_incomplete(one, name) for one in ours if one.present < one.total)


def _texts(row: Row, unnamed: str) -> Iterator[tuple[Row, dict[str, str]]]:
    """Give each text of a row: what it says, by language; `unnamed` is that of plain headings."""
    if row.sheet not in {"survey", "choices"}:
        return
    texts = dict[str, dict[str, str]]()
    for heading, cell in row.cells.items():
        column = column_of(heading)
        if column is not None:
            texts.setdefault(column.base, {})[column.language or unnamed] = _written(cell)
    yield from ((row, by_language) for by_language in texts.values() if any(by_language.values()))


def _written(cell: str) -> str:
    return "" if cell.strip() == "-" else cell.strip()


_ALL_IN_ONE = Finding(
    reason=msgid("The texts stand in one language only, which is not named."),
    remedy=msgid("Name the columns label::ไทย (th) and label::ລາວ (lo), and fill in both."),
    sheet="survey",
    severity="information",
)


def _absent(code: str, name: str) -> Finding:
    return Finding(
        reason=msgid("The form has no text in {language}."),
        remedy=msgid("Add the column {heading}, with the code in brackets, to both sheets."),
        sheet="survey",
        values={"language": Phrase(msgid=name), "heading": _HEADINGS[code]},
        severity="warning",
    )


def _incomplete(one: Coverage, name: str) -> Finding:
    return Finding(
        reason=msgid(
            "Only {percent} per cent of the texts are there in {language}. Missing: {missing}, the"
            " first one here."
        ),
        remedy=msgid("Fill in the empty cells. Until then these texts show in another language."),
        sheet=one.sheet,
        row=one.row,
        values={
            "percent": one.percent,
            "language": Phrase(msgid=name),
            "missing": one.total - one.present,
        },
        severity="warning",
    )
