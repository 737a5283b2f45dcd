"""Our runtime beside JavaRosa, the engine of ODK Collect: same forms, same random answers."""

from pathlib import Path

import pytest
from pyxform.xls2xform import convert

from tests.oracle.comparing import compare, compared_as_drawn
from tests.oracle.engines import JavaRosa
from tests.oracle.files import files_for

FORMS = sorted((Path(__file__).parent / "forms").glob("*.md"))


@pytest.mark.oracle
@pytest.mark.parametrize("written", FORMS, ids=[form.stem for form in FORMS])
def test_javarosa_says_the_same_after_every_answer_and_sends_our_submission_back(
    written: Path,
    javarosa: JavaRosa,
    tmp_path: Path,
) -> None:
    form = tmp_path / "form.xml"
    form.write_text(convert(written).xform, encoding="utf-8")
    media = files_for(form.read_text(encoding="utf-8"), written.parent)
    for name, data in media.items():
        (tmp_path / name).write_bytes(data)

    figures = compare(form, javarosa, runs=8, answers=25, seed=2, media=media)

    assert figures.refused == ""
    assert figures.examples == []
    assert figures.compared > 5_000
    assert figures.sent > 50


@pytest.mark.oracle
def test_forms_drawn_at_random_differ_in_at_most_five_of_ten_thousand_values(
    javarosa: JavaRosa,
    tmp_path: Path,
) -> None:
    compared, differing = compared_as_drawn(javarosa, tmp_path, forms=40)

    assert compared > 20_000
    assert differing <= 0.0005 * compared
