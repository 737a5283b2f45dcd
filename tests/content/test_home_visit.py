"""The home-visit form as a workbook; how it is walked stands in test_home_visit_walks."""

import csv
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import regex

from bot.publishing.check import Checked, check
from tests.content.shipped import AGREED, Sheet

FORM = Path(__file__).parents[2] / "content" / "forms" / "home_visit.csv"
TH, LO = "ไทย (th)", "ລາວ (lo)"
TRANSLATED = ("label", "hint", "required_message", "constraint_message")
SPOKEN_ABOUT_NOTHING = {"start", "end", "calculate", "end_group"}

Row = dict[str, str]


@pytest.fixture(scope="module")
def checked() -> Checked:
    return check(FORM.read_bytes(), FORM.name)


def rows(sheet: str) -> list[Row]:
    found: list[Row] = []
    headings: list[str] = []
    here = ""
    with FORM.open(encoding="utf-8", newline="") as stream:
        for first, *cells in csv.reader(stream):
            if first:
                here, headings = first, []
            elif here == sheet and not headings:
                headings = cells
            elif here == sheet:
                found.append(dict(zip(headings, cells, strict=True)))
    return found


SURVEY, CHOICES = rows("survey"), rows("choices")


def texts(language: str, short: str) -> Iterator[tuple[str, str]]:
    for row in SURVEY:
        for column in TRANSLATED:
            yield row["name"], row[f"{column}::{language}"]
    for row in CHOICES:
        yield f"{row['list_name']}/{row['name']}", row[f"label::{language}"]
        yield f"{row['list_name']}/{row['name']}", row[short]


def clusters(text: str) -> int:
    return len(regex.findall(r"\X", text))  # type: ignore[no-untyped-call]  # regex has no types


def test_it_can_be_published_without_any_finding(checked: Checked) -> None:
    assert checked.findings == ()
    assert checked.publishable


def test_it_is_known_by_its_id_and_speaks_thai_first_then_lao(checked: Checked) -> None:
    assert checked.identity is not None
    assert checked.identity.form_id == "home_visit"
    assert checked.identity.languages == (TH, LO)
    assert checked.identity.title == "เยี่ยมบ้าน · ຢ້ຽມບ້ານ"


@pytest.mark.parametrize("row", SURVEY, ids=lambda row: row["name"] or row["type"])
def test_every_question_speaks_both_languages(row: Row) -> None:
    if row["type"] not in SPOKEN_ABOUT_NOTHING:
        assert row[f"label::{TH}"]
    for column in TRANSLATED:
        assert bool(row[f"{column}::{TH}"]) == bool(row[f"{column}::{LO}"])
    assert bool(row["required"]) == bool(row[f"required_message::{TH}"])
    assert bool(row["constraint"]) == bool(row[f"constraint_message::{TH}"])


@pytest.mark.parametrize("row", CHOICES, ids=lambda row: f"{row['list_name']}-{row['name']}")
def test_every_choice_speaks_both_languages_and_fits_a_button(row: Row) -> None:
    for language, short in ((TH, "short_th"), (LO, "short_lo")):
        label = row[f"label::{language}"]
        assert label
        assert clusters(row[short] or label) <= 20


def test_thai_text_has_no_lao_letters_and_lao_text_no_thai_ones() -> None:
    for where, text in texts(TH, "short_th"):
        assert not re.search("[\u0e80-\u0eff]", text), where
    for where, text in texts(LO, "short_lo"):
        assert not re.search("[\u0e00-\u0e7f]", text), where


def test_lao_is_written_as_in_the_lao_pdr() -> None:
    for where, text in texts(LO, "short_lo"):
        assert not re.search("ຫ[ນມ]", text), where  # ໜ and ໝ are letters of their own
        assert not re.search("ໍາ", text), where  # ຳ is one letter
        assert "ຣ" not in text, where


def test_the_bot_speaks_without_gendered_particles_or_words_that_shame() -> None:
    for where, text in texts(TH, "short_th"):
        assert not re.search("ค่ะ|คะ(?!แนน)|ครับ|ผิดกฎหมาย|เถื่อน|ลักลอบ", text), where


def test_no_text_holds_a_year_of_two_digits() -> None:
    for language, short in ((TH, "short_th"), (LO, "short_lo")):
        for where, text in texts(language, short):
            assert not re.search(r"\d+/\d+", text), where


def test_only_consent_and_who_must_be_answered() -> None:
    assert [row["name"] for row in SURVEY if row["required"]] == [
        "consent",
        "consent_by",
        "person",
    ]


def test_what_tells_a_persons_status_is_kept_ninety_days() -> None:
    kept = {row["name"]: row["bind::line:keep"] for row in SURVEY if row["bind::line:keep"]}

    assert kept == {"why_not": "90d", "papers": "90d"}


def test_nothing_that_tells_who_or_what_status_becomes_a_clear_row() -> None:
    clear = {row["name"] for row in SURVEY if row["bind::line:index"]}

    assert clear.isdisjoint(
        {"person", "area", "target_group", "right", "papers", "why_not", "problem", "observation"}
    )


@pytest.mark.parametrize(
    ("right", "told"), [("t99", "yes"), ("none", "no"), ("unknown", "unknown"), ("", "")]
)
def test_of_the_right_only_whether_there_is_one_becomes_a_clear_row(right: str, told: str) -> None:
    sheet = Sheet("home_visit", {**AGREED, "changed": "first", "right": right})

    assert sheet.value("has_right") == told


def test_refusal_is_shown_to_the_server_by_a_mark_on_one_calculation() -> None:
    marked = [row for row in SURVEY if row["bind::line:discard"]]

    assert [row["name"] for row in marked] == ["keep_nothing"]
    assert marked[0]["calculation"] == "if(${consent} = 'no', 'yes', 'no')"


def test_urgency_is_answered_with_the_numbers_that_are_stored() -> None:
    assert [row["name"] for row in CHOICES if row["list_name"] == "urgency"] == ["1", "5", "9"]
