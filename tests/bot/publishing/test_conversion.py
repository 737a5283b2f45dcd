from xml.etree import ElementTree as ET

import pytest

from bot.publishing.conversion import Outcome, outcome_of
from bot.publishing.finding import Finding
from bot.publishing.identity import identify
from tests.bot.publishing.workbooks import (
    CHOICES,
    Sheets,
    excel,
    markdown,
    sheets,
    with_part,
    with_values,
)


def only(form: Sheets) -> Finding:
    outcome = outcome_of(markdown(form), ".md", "form")
    assert outcome.xform is None
    (finding,) = (one for one in outcome.findings if one.severity == "error")
    return finding


def grave(outcome: Outcome) -> tuple[Finding, ...]:
    """Leave out what is only good to know: these forms stand in one language."""
    return tuple(one for one in outcome.findings if one.severity != "information")


def place(finding: Finding) -> tuple[str | None, int | None, str | None]:
    return finding.sheet, finding.row, finding.column


def said(finding: Finding) -> str:
    return finding.reason.format(**finding.values)


@pytest.mark.parametrize("kind", [".md", ".xlsx"])
def test_a_good_form_becomes_an_xform_without_findings(kind: str) -> None:
    form = sheets(("select_one sex", "sex", "Sex"), choices=CHOICES)

    outcome = outcome_of(excel(form) if kind == ".xlsx" else markdown(form), kind, "form")

    assert grave(outcome) == ()
    assert outcome.xform is not None
    assert identify(outcome.xform).form_id == "visit"


def test_one_csv_with_a_sheet_column_is_read_with_or_without_a_byte_order_mark() -> None:
    text = "survey\n,type,name,label\n,text,who,ใคร\nsettings\n,form_id,form_title\n,visit,เยี่ยม\n"

    plain = outcome_of(text.encode(), ".csv", "form")
    marked = outcome_of(text.encode("utf-8-sig"), ".csv", "form")

    assert grave(plain) == ()
    assert plain == marked


def test_the_form_is_not_laid_out_for_reading_because_that_would_change_its_texts() -> None:
    outcome = outcome_of(markdown(sheets(("note", "n", "Hello ${n}"))), ".md", "form")

    assert outcome.xform is not None
    assert "\n" not in outcome.xform


def test_an_unknown_type_is_refused_with_its_row() -> None:
    finding = only(sheets(("text", "a", "A"), ("txet", "b", "B")))

    assert place(finding) == ("survey", 3, "type")
    assert said(finding) == "The type txet is unknown."


def test_a_name_that_stands_twice_is_refused_with_its_row() -> None:
    finding = only(sheets(("text", "a", "A"), ("text", "b", "B"), ("text", "a", "C")))

    assert place(finding) == ("survey", 4, "name")
    assert said(finding) == "The name a stands twice."


def test_a_list_that_is_not_there_is_refused_with_its_row() -> None:
    finding = only(sheets(("text", "a", "A"), ("select_one job", "b", "B"), choices=CHOICES))

    assert place(finding) == ("survey", 3, "type")
    assert said(finding) == "The list job is not on the choices sheet."


def test_a_missing_choices_sheet_is_refused_at_the_first_row_that_needs_it() -> None:
    finding = only(sheets(("text", "a", "A"), ("select_multiple job", "b", "B")))

    assert place(finding) == ("survey", 3, "type")
    assert said(finding) == "The choices sheet is missing."


def test_a_choice_that_stands_twice_is_refused_with_its_row() -> None:
    finding = only(sheets(("select_one sex", "a", "A"), choices=(*CHOICES, ("sex", "f", "Woman"))))

    assert place(finding) == ("choices", 4, "name")
    assert said(finding) == "The same choice name stands twice in a list."


def test_a_question_without_text_is_refused_with_its_row() -> None:
    finding = only(sheets(("text", "a", "A"), ("text", "b", "")))

    assert place(finding) == ("survey", 3, "name")
    assert said(finding) == "The question b has no text."


def test_a_group_that_never_ends_is_refused_with_its_row() -> None:
    finding = only(sheets(("begin_group", "g", "G"), ("text", "a", "A")))

    assert place(finding) == ("survey", 2, "type")
    assert said(finding) == "The group that begins here never ends."


def test_a_reference_to_no_question_is_refused_with_row_and_column() -> None:
    finding = only(sheets(("text", "a", "A ${ghost}")))

    assert place(finding) == ("survey", 2, "label")
    assert said(finding) == "No question is named ghost."


def test_a_complaint_that_is_not_known_is_passed_on_as_pyxform_says_it() -> None:
    finding = only({"survey": (("foo", "bar", "baz"), ("text", "a", "A"))})

    assert said(finding) == "The sheet survey lacks a heading that every form needs."


def test_a_form_without_questions_is_refused() -> None:
    assert said(only({"survey": (("type", "name", "label"),)})) == (
        "The survey sheet holds no question."
    )


def test_a_text_that_is_no_form_is_refused() -> None:
    outcome = outcome_of(b"dear friends, this is a letter", ".md", "letter")

    assert said(outcome.findings[0]) == "There are no sheets of a form in this file."


def test_a_workbook_whose_parts_do_not_fit_is_refused() -> None:
    source = with_part(excel(sheets()), "xl/worksheets/sheet1.xml", b"<surprise/>")
    lost = with_part(excel(sheets()), "xl/_rels/workbook.xml.rels", b"<Relationships/>")

    assert outcome_of(source, ".xlsx", "form").xform is None
    assert said(outcome_of(lost, ".xlsx", "form").findings[0]) == (
        "This file is not a workbook that can be read."
    )


def test_text_in_another_encoding_than_utf8_is_refused() -> None:
    outcome = outcome_of("survey\n,ชื่อ".encode("cp874"), ".csv", "form")

    assert said(outcome.findings[0]) == "The letters of this file are not written as UTF-8."


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        ("barcode", "The type barcode cannot be asked in LINE."),
        ("geotrace", "The type geotrace cannot be asked in LINE."),
        ("geoshape", "The type geoshape cannot be asked in LINE."),
        ("q barcode", "The type barcode cannot be asked in LINE."),
        ("osm", "The type osm cannot be asked in LINE."),
    ],
)
def test_what_chat_cannot_ask_is_refused_with_its_row(kind: str, sentence: str) -> None:
    finding = only(sheets(("text", "a", "A"), (kind, "b", "B"), choices=CHOICES))

    assert place(finding) == ("survey", 3, "type")
    assert said(finding) == sentence
    assert finding.remedy


def test_every_row_that_chat_cannot_ask_is_told_at_once() -> None:
    outcome = outcome_of(
        markdown(sheets(("barcode", "a", "A"), ("text", "b", "B"), ("geotrace", "c", "C"))),
        ".md",
        "form",
    )

    assert [finding.row for finding in grave(outcome)] == [2, 4]


def test_a_signature_is_refused_at_its_appearance() -> None:
    form = {
        **sheets(),
        "survey": (("type", "name", "label", "appearance"), ("image", "a", "A", "signature")),
    }

    assert place(only(form)) == ("survey", 2, "appearance")


def test_choices_that_only_collect_could_look_up_are_refused_at_their_appearance() -> None:
    form = {
        **sheets(choices=CHOICES),
        "survey": (
            ("type", "name", "label", "appearance"),
            ("select_one sex", "a", "A", "minimal search('towns', 'matches', 'prov', '1')"),
        ),
    }

    finding = only(form)

    assert place(finding) == ("survey", 2, "appearance")
    assert finding.remedy == "Use the type select_one_from_file FILE.csv, with a choice_filter."


def test_choices_that_are_searched_among_by_typing_are_welcome() -> None:
    form = {
        **sheets(choices=CHOICES),
        "survey": (
            ("type", "name", "label", "appearance"),
            ("select_one sex", "a", "A", "minimal search"),
        ),
    }

    assert grave(outcome_of(markdown(form), ".md", "form")) == ()


def test_a_list_in_a_file_that_does_not_come_with_the_form_is_refused_with_its_row() -> None:
    finding = only(sheets(("text", "a", "A"), ("select_one_from_file towns.csv", "b", "B")))

    assert place(finding) == ("survey", 3, None)
    assert said(finding) == "The form needs the file towns.csv, which does not come with it."


def test_what_pyxform_and_the_linter_refuse_is_told_at_once() -> None:
    form = sheets(("barcode", "a", "A"), ("text", "b", "B ${ghost}"))

    outcome = outcome_of(markdown(form), ".md", "form")

    assert [(one.row, one.column) for one in grave(outcome)] == [(2, "type"), (3, "label")]


def test_errors_are_told_before_warnings() -> None:
    form = {
        **sheets(),
        "survey": (
            ("type", "name", "label::English (en)"),
            ("audit", "audit", ""),
            ("barcode", "a", "A"),
        ),
    }

    outcome = outcome_of(markdown(form), ".md", "form")

    assert outcome.xform is None
    severities = [one.severity for one in outcome.findings]
    assert severities == ["error", "warning", "warning", "warning"]


def test_a_formula_beside_which_no_value_was_saved_is_refused_with_sheet_and_row() -> None:
    form = sheets(("text", "a", "A"), ("integer", "b", "=1+1"))

    outcome = outcome_of(excel(form), ".xlsx", "form")

    assert outcome.xform is None
    (finding,) = grave(outcome)
    assert place(finding) == ("survey", 3, "C")
    assert said(finding) == "The cell holds a formula instead of a value."


def test_of_formulas_the_values_saved_beside_them_are_taken_and_that_is_told_once() -> None:
    form = {
        **sheets(),
        "survey": (
            ("type", "name", "label", "hint"),
            ("text", "a", "=A1&1", ""),
            ("integer", "b", "B", '=""'),
        ),
    }
    saved = with_values(excel(form), {"C2": "What is your name?", "D3": ""})

    outcome = outcome_of(saved, ".xlsx", "form")

    assert outcome.xform is not None
    assert "<label>What is your name?</label>" in outcome.xform
    told = [one for one in outcome.findings if one.column == "C" and one.row == 2]
    assert [(said(one), one.severity) for one in told] == [
        ("Cells with formulas: 2. The values saved beside them are used.", "information")
    ]


def test_a_formula_that_came_to_an_error_is_refused() -> None:
    saved = with_values(excel(sheets(("text", "a", "=1/0"))), {"C2": "#DIV/0!"}, kind="e")

    (finding,) = outcome_of(saved, ".xlsx", "form").findings

    assert place(finding) == ("survey", 2, "C")
    assert said(finding) == "The cell holds an error of the spreadsheet program."


def test_an_error_left_by_the_spreadsheet_program_is_refused() -> None:
    outcome = outcome_of(excel(sheets(("text", "a", "#REF!"))), ".xlsx", "form")

    assert place(outcome.findings[0]) == ("survey", 2, "C")


def test_a_formula_on_a_sheet_of_the_authors_own_does_not_matter() -> None:
    form = {**sheets(), "my sums": (("=1+1",),)}

    assert grave(outcome_of(excel(form), ".xlsx", "form")) == ()


def test_what_looks_like_a_formula_in_text_is_refused() -> None:
    finding = only(sheets(("text", "a", '=HYPERLINK("https://elsewhere.example")')))

    assert place(finding) == ("survey", 2, "label")
    assert said(finding) == "The cell holds a formula instead of a value."


def test_a_control_letter_is_refused_with_its_row() -> None:
    assert place(only(sheets(("text", "a", "A\x07B")))) == ("survey", 2, "label")


def test_a_function_that_the_runtime_does_not_know_is_refused_with_its_row() -> None:
    form = {
        **sheets(),
        "survey": (
            ("type", "name", "label", "calculation"),
            ("begin_group", "g", "G", ""),
            ("text", "a", "A", ""),
            ("calculate", "b", "", "frobnicate(${a})"),
            ("end_group", "", "", ""),
        ),
    }

    finding = only(form)

    assert (finding.sheet, finding.row, finding.severity) == ("survey", 4, "error")
    assert "frobnicate" in said(finding)


def test_a_warning_does_not_stand_in_the_way() -> None:
    outcome = outcome_of(markdown(sheets(("text", "a", "A"), ("text", "A", "B"))), ".md", "form")

    (warning,) = grave(outcome)
    assert (warning.severity, warning.sheet, warning.row) == ("warning", "survey", 3)
    assert outcome.xform is not None


def test_a_form_without_an_id_takes_the_files_name_and_says_so() -> None:
    outcome = outcome_of(markdown({"survey": sheets()["survey"]}), ".md", "checkin")

    assert [finding.severity for finding in grave(outcome)] == ["warning"]
    assert outcome.xform is not None
    assert identify(outcome.xform).form_id == "checkin"


def test_a_form_without_a_version_gets_the_same_one_each_time_and_another_when_it_changes() -> None:
    settings = (("form_id", "form_title"), ("visit", "Visit"))

    def version(*rows: tuple[str, str, str]) -> str:
        outcome = outcome_of(markdown(sheets(*rows, settings=settings)), ".md", "form")
        assert outcome.xform is not None
        ET.fromstring(outcome.xform)  # noqa: S314 - written above
        return identify(outcome.xform).version

    first = version(("text", "a", "A"))

    assert len(first) == 12
    assert version(("text", "a", "A")) == first
    assert version(("text", "a", "B")) != first
