"""What ships to learn from, and tables of questions with known answers."""

from pathlib import Path

import pytest

from bot.understanding.examples import (
    FROZEN,
    labelled,
    lessons_of,
    shipped_bridge,
    shipped_lessons,
)
from dialogue.understanding.example import Example

TOPIC = """
title = { th = "วัคซีน", lo = "ວັກຊີນ" }
[phrases]
th = ["ฉีดยาให้ลูก"]
lo = ["ສັກຢາລູກ"]
mixed = ["สักยาลูก"]
[keywords]
th = ["วัคซีน"]
lo = ["ວັກຊີນ"]
"""


def test_phrases_and_keywords_are_taken_out_of_topics() -> None:
    lessons = lessons_of({"vaccines": TOPIC, "emergency": '[phrases]\nth = ["ช่วยด้วย"]'})

    assert lessons.examples == [
        Example(text="ฉีดยาให้ลูก", lang="th", intent="vaccines"),
        Example(text="ສັກຢາລູກ", lang="lo", intent="vaccines"),
        Example(text="สักยาลูก", lang="mix", intent="vaccines"),
        Example(text="ช่วยด้วย", lang="th", intent="emergency", is_danger=True),
    ]
    assert lessons.keywords["vaccines"] == ["วัคซีน", "ວັກຊີນ"]


def test_what_ships_is_enough_to_learn_from() -> None:
    lessons = shipped_lessons()
    languages = [example.lang for example in lessons.examples]
    dangers = [example for example in lessons.examples if example.is_danger]

    assert len({example.intent for example in lessons.examples}) == 38
    assert languages.count("lo") > languages.count("th") * 0.7
    assert len(dangers) >= 150
    assert sum(example.intent == "out_of_scope" for example in lessons.examples) >= 200


def test_frozen_questions_are_not_learned_but_for_a_few_that_two_hands_wrote_alike() -> None:
    learned = {example.text for example in shipped_lessons().examples}
    rows = labelled(FROZEN)

    assert len(rows) > 400
    assert sum(row.text in learned for row in rows) <= 5


def test_words_are_bridged_as_they_ship() -> None:
    assert shipped_bridge().thai("ໄປໂຮງໝໍແນວໃດ") == "ไปโรงพยาบาลยังไง"


def test_a_table_needs_its_columns(tmp_path: Path) -> None:
    table = tmp_path / "rows.tsv"
    table.write_text("text\tintent\nสวัสดี\tgreeting\n", "utf-8")

    with pytest.raises(ValueError, match=r"rows\.tsv has no column lang"):
        labelled(table)


def test_a_table_is_read_as_it_stands(tmp_path: Path) -> None:
    table = tmp_path / "rows.tsv"
    table.write_text('text\tlang\tintent\tnote\n"ไข้" 39\tth\tfind_care\t\n\tth\tx\t\n', "utf-8")

    assert labelled(table) == [Example(text='"ไข้" 39', lang="th", intent="find_care")]
