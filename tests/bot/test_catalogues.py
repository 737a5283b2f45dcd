"""The catalogues are complete, and what would be wrong in them is found."""

from pathlib import Path

import pytest
from babel.messages.catalog import Message

from bot.calendar_words import Language
from bot.catalogues import PACKAGES, faults, flaws, main
from tests.bot.compiling import LOCALES, catalogue, write


def test_the_tree_says_nothing_that_is_not_translated() -> None:
    assert list(faults(LOCALES.parent)) == []


@pytest.mark.parametrize(
    ("language", "msgid", "said", "why"),
    [
        ("th", "Skip", "", "not translated"),
        ("th", "To {day}.", "ถึง {date}", "placeholders"),
        ("th", "To {day}.", "ถึง", "placeholders"),
        ("th", "Skip", "ข้าม ", "blanks"),
        ("th", "Skip", "ຂ້າມ", "another script"),
        ("lo", "Skip", "ข้าม", "another script"),
        ("th", "Thanks", "ขอบคุณค่ะ", "how we write"),
        ("th", "Skip", "ขา\u0e4d\u0e32", "how we write"),
        ("lo", "Doctor", "ຫມໍ", "how we write"),
        ("lo", "Water", "ນ\u0ecd\u0eb2", "how we write"),
    ],
)
def test_a_flaw_is_found(language: Language, msgid: str, said: str, why: str) -> None:
    assert any(why in flaw for flaw in flaws(Message(msgid, said), language))


@pytest.mark.parametrize(
    ("language", "msgid", "said"),
    [
        ("th", "To {day}, {hour}.", "เวลา {hour} วันที่ {day}"),
        ("lo", "Thai", "ພາສາໄທ"),
        ("lo", "Your language?", "ไทย · ລາວ"),
    ],
)
def test_a_good_translation_has_no_flaw(language: Language, msgid: str, said: str) -> None:
    assert list(flaws(Message(msgid, said), language)) == []


def _tree(root: Path, source: str) -> Path:
    for package in PACKAGES:
        (root / package).mkdir()
    (root / "handlers" / "some.py").write_text(source, "utf-8")
    write(catalogue({"Skip": "ข้าม"}, "th"), root / "locales", "th")
    write(catalogue({"Skip": "ຂ້າມ"}, "lo"), root / "locales", "lo")
    return root


def test_a_tree_in_order_has_no_fault(tmp_path: Path) -> None:
    assert list(faults(_tree(tmp_path, 'phrase(msgid("Skip"))'))) == []


def test_a_sentence_in_no_catalogue_is_found(tmp_path: Path) -> None:
    found = list(faults(_tree(tmp_path, 'phrase(msgid("Skip")); phrase(msgid("Go " "on"))')))

    assert [fault.split(":")[0] for fault in found] == ["handlers/some.py"] * 2
    assert all("'Go on'" in fault for fault in found)


def test_a_sentence_that_nobody_says_any_more_is_found(tmp_path: Path) -> None:
    found = list(faults(_tree(tmp_path, "")))

    assert found == [
        "th: 'Skip' is no longer said: run `make words`",
        "lo: 'Skip' is no longer said: run `make words`",
    ]


@pytest.mark.parametrize(
    "unmarked", ['phrase("Skip")', 'in_both("Skip")', 'Phrase(msgid="Skip")', 'phrase(f"{a}")']
)
def test_a_sentence_that_is_not_marked_is_found(tmp_path: Path, unmarked: str) -> None:
    found = list(faults(_tree(tmp_path, f'msgid("Skip")\n{unmarked}')))

    assert found == ["handlers/some.py:2: mark this sentence with msgid()"]


def test_a_flaw_of_a_sentence_is_told_with_its_language(tmp_path: Path) -> None:
    root = _tree(tmp_path, 'msgid("Skip")')
    write(catalogue({"Skip": ""}, "lo"), root / "locales", "lo")

    assert list(faults(root)) == ["lo: 'Skip' is not translated, or fuzzy"]


def test_the_check_ends_with_success_where_nothing_is_wrong(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit) as ended:
        main()

    assert ended.value.code == 0
    assert capsys.readouterr().out == ""
