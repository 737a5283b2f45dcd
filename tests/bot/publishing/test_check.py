from pathlib import Path

import pytest

from bot.publishing import validation
from bot.publishing.check import Checked, check, thorough
from bot.publishing.finding import Finding, spoken
from dialogue.phrase import phrase
from tests.bot.publishing.workbooks import excel, markdown, sheets, with_part

MB = 1024 * 1024


def reason(checked: Checked) -> str:
    assert not checked.publishable
    (finding,) = (one for one in checked.findings if one.severity == "error")
    return finding.reason.format(**finding.values)


def test_a_good_workbook_can_be_published_and_is_handed_back_as_it_came() -> None:
    source = excel(sheets())

    checked = check(source, "visit.xlsx")

    assert checked.publishable
    assert checked.source == source
    assert [one.severity for one in checked.findings] == ["information"]
    assert checked.identity is not None
    assert (checked.identity.form_id, checked.identity.version) == ("visit", "1")
    assert (checked.identity.title, checked.identity.languages) == ("Visit", ())


def test_the_languages_are_told_with_the_default_first() -> None:
    form = {
        "survey": (
            ("type", "name", "label::ລາວ (lo)", "label::ไทย (th)"),
            ("text", "a", "ໃຜ", "ใคร"),
        ),
        "settings": (("form_id", "default_language"), ("visit", "ไทย (th)")),
    }

    checked = check(markdown(form), "visit.md")

    assert checked.identity is not None
    assert checked.identity.languages == ("ไทย (th)", "ລາວ (lo)")


def test_a_fault_inside_the_subprocess_comes_back_with_its_row() -> None:
    checked = check(markdown(sheets(("txet", "a", "A"))), "visit.md")

    (finding,) = (one for one in checked.findings if one.severity == "error")
    assert (finding.sheet, finding.row, finding.column) == ("survey", 2, "type")


def test_the_subprocess_knows_nothing_of_our_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONHOME", "/nowhere")  # whoever inherits this cannot start

    assert check(markdown(sheets()), "visit.md").publishable


def test_it_works_wherever_the_caller_stands(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)

    assert check(markdown(sheets()), "visit.md").publishable
    assert list(tmp_path.iterdir()) == []


def test_a_file_over_five_megabytes_is_refused_unread() -> None:
    assert reason(check(b"PK\x03\x04" + b"\x00" * (6 * MB), "big.xlsx")) == (
        "This file is larger than 5 MB."
    )


@pytest.mark.parametrize(
    ("source", "name"),
    [(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 99, "new.xlsx"), (b"anything", "OLD.XLS")],
)
def test_an_old_excel_file_is_refused_by_content_and_by_name(source: bytes, name: str) -> None:
    assert reason(check(source, name)) == (
        "This is an old Excel file (.xls), or one with a password."
    )


def test_a_workbook_that_may_hold_macros_is_refused_by_name() -> None:
    assert reason(check(excel(sheets()), "form.xlsm")) == "This kind of workbook can hold macros."


def test_a_workbook_with_macros_is_refused_whatever_its_name() -> None:
    source = with_part(excel(sheets()), "xl/vbaProject.bin", b"x")

    assert reason(check(source, "form.xlsx")) == "This workbook holds macros."


@pytest.mark.parametrize("name", ["letter.txt", "photo.jpg", "form.xlsx", "form", ""])
def test_a_file_that_is_no_workbook_is_refused(name: str) -> None:
    assert reason(check(b"hello", name)) == "This file is not a workbook that can be read."


def test_what_makes_pyxform_crash_is_a_finding_and_not_a_fault_of_ours() -> None:
    form = {
        **sheets(("select_one sex", "a", "A")),
        "choices": (("list_name", "name", "label", "short::th"), ("sex", "f", "Female", "F")),
    }

    assert reason(check(markdown(form), "form.md")).startswith("The form cannot be read as it is.")


def test_a_finding_is_said_with_its_place() -> None:
    finding = Finding(reason="Why.", remedy="Do.", sheet="survey", row=3, column="type")

    phrase = spoken(finding)

    assert phrase.msgid == "Sheet {sheet}, row {row}, column {column}: {reason} {remedy}"
    assert (phrase.values["sheet"], phrase.values["row"]) == ("survey", 3)


def test_what_each_language_has_comes_back_with_phrases_inside_of_findings() -> None:
    form = {
        "survey": (
            ("type", "name", "label::ไทย (th)", "label::ລາວ (lo)"),
            ("text", "a", "ใคร", "ໃຜ"),
            ("text", "b", "อะไร", ""),
        ),
        "settings": (("form_id",), ("visit",)),
    }

    checked = check(markdown(form), "visit.md")

    assert [(one.code, one.percent) for one in checked.coverage] == [("th", 100), ("lo", 50)]
    (finding,) = checked.findings
    assert spoken(finding).values["row"] == 3
    assert finding.values["language"] == phrase("Lao")
    assert [(row.sheet, row.number) for row in checked.rows] == [
        ("survey", 2),
        ("survey", 3),
        ("settings", 2),
    ]


NO_JAVA = validation.java() is None


@pytest.mark.skipif(NO_JAVA, reason="ODK Validate needs Java, which is not here")
@pytest.mark.oracle
def test_what_collect_would_not_open_is_a_warning_with_its_row() -> None:
    xform = check(markdown(sheets()), "visit.md").xform
    assert xform is not None
    broken = xform.replace('nodeset="/data/age" type="int"', 'nodeset="/data/age" calculate="sum("')
    java = validation.java()
    assert broken != xform
    assert java is not None

    said = validation.validated(broken, java=java, rows={"who": 2, "age": 3})

    assert said[0].severity == "warning"
    assert said[0].row == 3
    assert not any("\tat " in str(one.values["said"]) for one in said)


@pytest.mark.skipif(NO_JAVA, reason="ODK Validate needs Java, which is not here")
@pytest.mark.oracle
def test_odk_validate_says_nothing_of_a_good_form() -> None:
    assert thorough(markdown(sheets()), "visit.md") == check(markdown(sheets()), "visit.md")
