"""Our runtime beside the engine of ODK Web Forms: same forms, same random answers."""

from pathlib import Path

import pytest
from pyxform.xls2xform import convert

from tests.oracle.comparing import compare, compared_as_drawn
from tests.oracle.engines import WebForms

# Not days.md and tools.md: they hold what JavaRosa alone does with dates and their formats.
FORMS = [
    Path(__file__).parent / "forms" / f"{name}.md" for name in ("household", "scores", "visit")
]


@pytest.mark.webforms
@pytest.mark.parametrize("written", FORMS, ids=[form.stem for form in FORMS])
def test_web_forms_says_the_same_and_sends_our_submission_back_but_for_the_known_forks(
    written: Path,
    webforms: WebForms,
    tmp_path: Path,
) -> None:
    form = tmp_path / "form.xml"
    form.write_text(convert(written).xform, encoding="utf-8")

    figures = compare(form, webforms, runs=8, answers=25, seed=2)

    assert figures.refused == ""
    assert figures.examples == []
    assert figures.compared > 5_000
    assert figures.sent > 50


@pytest.mark.webforms
def test_forms_drawn_at_random_differ_in_at_most_five_of_ten_thousand_values(
    webforms: WebForms,
    tmp_path: Path,
) -> None:
    compared, differing = compared_as_drawn(webforms, tmp_path, forms=40)

    assert compared > 20_000
    assert differing <= 0.0005 * compared
