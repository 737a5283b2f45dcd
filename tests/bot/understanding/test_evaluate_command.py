"""`python -m bot understanding evaluate`: figures of a file, with nothing running."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

HOUSE = Path(__file__).parents[3]
ROWS = (
    "text\tlang\tintent\tnote",
    "พาลูกเก้าเดือนไปฉีดวัคซีนที่ไหน\tth\tchild_vaccination\t",
    "ລູກຕ້ອງສັກວັກຊີນຫຍັງແດ່\tlo\tchild_vaccination\t",
    "พ่อหมดสติ ไม่หายใจ ช่วยด้วย\tth\temergency\t",
    "พรุ่งนี้หวยออกเลขอะไร\tth\tout_of_scope\t",
    "ปลูกมันสำปะหลังเดือนไหน\tth\tno_topic_of_ours\t",
)


def evaluate(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    file = folder / "rows.tsv"
    if not file.exists():
        file.write_text("\n".join(ROWS) + "\n", "utf-8")
    return subprocess.run(  # noqa: S603  # our own program
        [sys.executable, "-m", "bot", "understanding", "evaluate", str(file), *options],
        cwd=HOUSE,
        env={"DATABASE_URL": f"sqlite:///{folder}/siao.db", "COLUMNS": "100"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_figures_are_percent_and_the_same_every_time(tmp_path: Path) -> None:
    first = json.loads(evaluate(tmp_path, "--no-embedder", "--json").stdout)
    again = json.loads(evaluate(tmp_path, "--no-embedder", "--json").stdout)

    assert (first["top1"], first["top3"]) == (100.0, 100.0)
    assert first["by_language"] == {
        "lo": {"top1": 100.0, "top3": 100.0},
        "th": {"top1": 100.0, "top3": 100.0},
    }
    assert (first["emergency_recall"], first["false_banners"]) == (100.0, 0.0)
    assert first["foreign_answered"] == 0.0
    assert first.pop("p95_ms") > 0
    assert again.pop("p95_ms") > 0
    assert first == again


def test_a_file_without_its_columns_is_told_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "rows.tsv").write_text("question\tth\n", "utf-8")

    done = evaluate(tmp_path)

    assert done.returncode == 2
    assert "rows.tsv has no column intent, lang, text." in done.stderr


@pytest.mark.parametrize("written", ["text\tlang\tintent\n", "text\tlang\tintent\n\tth\ta\n"])
def test_a_file_without_questions_is_told(tmp_path: Path, written: str) -> None:
    (tmp_path / "rows.tsv").write_text(written, "utf-8")

    done = evaluate(tmp_path)

    assert done.returncode == 2
    assert "holds no question" in done.stderr
