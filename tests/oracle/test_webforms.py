"""Our runtime beside the engine of ODK Web Forms: same forms, same random answers."""

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from pyxform.xls2xform import convert

from tests.oracle.comparing import compare
from tests.oracle.engines import WebForms
from tests.oracle.generating import TOWNS, xform

# Not days.md and tools.md: they hold what JavaRosa alone does with dates and their formats.
FORMS = [
    Path(__file__).parent / "forms" / f"{name}.md" for name in ("household", "scores", "visit")
]
FOLDER = Path(__file__).parents[2] / "var/oracle"
HOW = f"`python -m tests.oracle.differential DIR --npm {FOLDER.relative_to(FOLDER.parents[1])}`"


@pytest.fixture(scope="module")
def webforms() -> Iterator[WebForms]:
    if (missing := WebForms.missing(FOLDER)) is not None:
        pytest.skip(missing)
    if not WebForms.is_installed(FOLDER):
        pytest.skip(f"The engine of Web Forms is not installed: {HOW} does it")
    engine = WebForms(FOLDER)
    yield engine
    engine.close()


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
    compared = differing = 0
    (tmp_path / "towns.csv").write_bytes(TOWNS)

    for seed in range(40):
        form = tmp_path / f"{seed}.xml"
        form.write_text(xform(Random(seed)), encoding="utf-8")  # noqa: S311  # no secret
        media = {"towns.csv": TOWNS}
        figures = compare(form, webforms, runs=1, answers=10, seed=seed, media=media)
        compared += figures.compared
        differing += figures.differing.total()

    assert compared > 20_000
    assert differing <= 0.0005 * compared
