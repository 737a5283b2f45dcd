"""Sentences are said in the person's language, and nothing unfinished is ever said."""

from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Literal

import pytest

from bot.words import (
    UncompiledCatalogueError,
    UnfilledPhraseError,
    UnknownPhraseError,
    UntranslatedError,
    Words,
)
from dialogue.phrase import Phrase, in_both, phrase
from tests.bot.compiling import catalogue, write

THAI = {
    "Skip": "ข้าม",
    "On {day}.": "วันที่ {day}",
    "{first} before {second}": "{first} ก่อน {second}",
    "In {language}.": "เป็น{language}",
    "Thai": "ภาษาไทย",
}
LAO = {
    "Skip": "ຂ້າມ",
    "On {day}.": "ວັນທີ {day}",
    "{first} before {second}": "{first} ກ່ອນ {second}",
    "In {language}.": "ເປັນ{language}",
    "Thai": "ພາສາໄທ",
}


@pytest.fixture
def locales(tmp_path: Path) -> Path:
    write(catalogue(THAI, "th"), tmp_path, "th")
    write(catalogue(LAO, "lo"), tmp_path, "lo")
    return tmp_path


@pytest.mark.parametrize(("language", "said"), [("th", "ข้าม"), ("lo", "ຂ້າມ")])
def test_a_phrase_is_said_in_the_language_asked_for(
    locales: Path, language: Literal["th", "lo"], said: str
) -> None:
    assert Words(locales).say(phrase("Skip"), language) == said


def test_content_is_said_as_it_is(locales: Path) -> None:
    assert Words(locales).say("{day} Skip", "th") == "{day} Skip"


def test_a_settled_language_stays_whoever_reads_it(locales: Path) -> None:
    words = Words(locales)

    said = [words.say(one, "th") for one in in_both("On {day}.", day=date(2026, 11, 25))]

    assert said == ["วันที่ 25 พฤศจิกายน 2569", "ວັນທີ 25 ພະຈິກ 2026"]


def test_a_phrase_inside_of_a_phrase_is_translated_too(locales: Path) -> None:
    inner = phrase("Thai")

    assert Words(locales).say(phrase("In {language}.", language=inner), "lo") == "ເປັນພາສາໄທ"


def test_an_inner_phrase_with_a_settled_language_keeps_it(locales: Path) -> None:
    inner = Phrase(msgid="Thai", spoken="th")

    assert Words(locales).say(phrase("In {language}.", language=inner), "lo") == "ເປັນภาษาไทย"


def test_placeholders_are_filled_once(locales: Path) -> None:
    tricky = phrase("{first} before {second}", first="{second}", second="{first}")

    assert Words(locales).say(tricky, "th") == "{second} ก่อน {first}"


@pytest.mark.parametrize(
    ("day", "thai", "lao"),
    [
        (date(2026, 1, 1), "1 มกราคม 2569", "1 ມັງກອນ 2026"),
        (date(2024, 2, 29), "29 กุมภาพันธ์ 2567", "29 ກຸມພາ 2024"),
        (date(1958, 12, 31), "31 ธันวาคม 2501", "31 ທັນວາ 1958"),
        (time(8, 30), "08:30", "08:30"),
        (datetime(2026, 11, 25, 8, 5), "25 พฤศจิกายน 2569 เวลา 08:05", "25 ພະຈິກ 2026 ເວລາ 08:05"),  # noqa: DTZ001  # as forms have it
        (5, "5", "5"),
        (36.5, "36.5", "36.5"),
        (37.0, "37", "37"),
        (100.0, "100", "100"),
        (1e-05, "0.00001", "0.00001"),
        (12000, "12000", "12000"),
    ],
)
def test_values_are_written_for_people(
    locales: Path, day: date | time | float, thai: str, lao: str
) -> None:
    words = Words(locales)

    assert words.say(phrase("On {day}.", day=day), "th") == f"วันที่ {thai}"
    assert words.say(phrase("On {day}.", day=day), "lo") == f"ວັນທີ {lao}"


def test_a_moment_is_told_in_the_zone_of_the_programme(locales: Path) -> None:
    late = datetime(2026, 11, 24, 18, 0, tzinfo=UTC)

    said = Words(locales).say(phrase("On {day}.", day=late), "th")

    assert said == "วันที่ 25 พฤศจิกายน 2569 เวลา 01:00"


def test_an_unknown_phrase_is_refused_and_not_said_in_english(locales: Path) -> None:
    with pytest.raises(UnknownPhraseError, match="make words"):
        Words(locales).say(phrase("Hello."), "th")


def test_a_language_that_is_not_spoken_is_refused(locales: Path) -> None:
    with pytest.raises(UnknownPhraseError, match="'fr'"):
        Words(locales).say(Phrase(msgid="Skip", spoken="fr"), "th")


def test_a_placeholder_without_value_is_refused(locales: Path) -> None:
    with pytest.raises(UnfilledPhraseError, match="'day'"):
        Words(locales).say(phrase("On {day}."), "th")


@pytest.mark.parametrize("suffix", [".mo", ".po"])
def test_a_missing_catalogue_stops_the_start(locales: Path, suffix: str) -> None:
    (locales / "lo" / "LC_MESSAGES" / f"siao{suffix}").unlink()

    with pytest.raises(UncompiledCatalogueError, match="make words"):
        Words(locales)


def test_a_catalogue_changed_after_compiling_stops_the_start(locales: Path) -> None:
    source = locales / "th" / "LC_MESSAGES" / "siao.po"
    source.write_text(source.read_text("utf-8").replace("ข้าม", "ผ่าน"), "utf-8")

    with pytest.raises(UncompiledCatalogueError, match="make words"):
        Words(locales)


def test_a_catalogue_that_is_cut_short_stops_the_start(locales: Path) -> None:
    compiled = locales / "th" / "LC_MESSAGES" / "siao.mo"
    compiled.write_bytes(compiled.read_bytes()[:90])

    with pytest.raises(UncompiledCatalogueError, match="make words"):
        Words(locales)


def test_an_empty_file_instead_of_a_catalogue_stops_the_start(locales: Path) -> None:
    (locales / "th" / "LC_MESSAGES" / "siao.mo").write_bytes(b"")

    with pytest.raises(UncompiledCatalogueError, match="make words"):
        Words(locales)


def test_an_untranslated_sentence_stops_the_start(locales: Path) -> None:
    write(catalogue(LAO | {"Skip": ""}, "lo"), locales, "lo")

    with pytest.raises(UntranslatedError, match="'Skip'"):
        Words(locales)


def test_a_fuzzy_sentence_stops_the_start(locales: Path) -> None:
    doubtful = catalogue(LAO, "lo")
    doubtful["Skip"].flags.add("fuzzy")
    write(doubtful, locales, "lo")

    with pytest.raises(UntranslatedError, match="'Skip'"):
        Words(locales)
