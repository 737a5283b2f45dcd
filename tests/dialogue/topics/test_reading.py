"""Reading topics: a file is taken whole, or every fault of it is named by file and key."""

from datetime import date

import pytest

from dialogue.topics.reading import TopicError, read_file
from dialogue.topics.topic import Both, Call, Fact

SMALLEST = """
title = { th = "หัวข้อ", lo = "ຫົວຂໍ້" }
status = "draft"
checked_on = 2026-11-22
expires_on = 2027-05-21
[answer]
th = "คำตอบ"
lo = "ຄຳຕອບ"
[plainer]
th = "ง่ายกว่า"
lo = "ງ່າຍກວ່າ"
"""
MORE = (
    SMALLEST
    + """
[[calls]]
number = "1330"
label = { th = "โทร 1330", lo = "ໂທ 1330" }
[[facts]]
id = "UCS-08"
source = "สปสช."
confidence = "A"
[phrases]
th = ["ถามสิทธิ"]
mixed = ["sithi"]
"""
)


def why_not(source: str) -> list[str]:
    with pytest.raises(TopicError) as wrong:
        read_file(source, "care")
    return str(wrong.value).splitlines()


def test_a_topic_is_read_with_what_it_leaves_out() -> None:
    topic = read_file(SMALLEST, "care")

    assert topic.id == "care"
    assert topic.title == Both(th="หัวข้อ", lo="ຫົວຂໍ້")
    assert topic.checked_on == date(2026, 11, 22)
    assert topic.owner == "coordinator"
    assert (topic.is_private, topic.stays, topic.opens) == (False, False, "")
    assert topic.who is None
    assert topic.is_brief


def test_calls_facts_and_phrases_are_read() -> None:
    topic = read_file(MORE, "care")

    assert topic.calls == (Call(number="1330", label=Both(th="โทร 1330", lo="ໂທ 1330")),)
    assert topic.facts == (Fact(id="UCS-08", source="สปสช.", confidence="A"),)
    assert topic.phrases.th == ("ถามสิทธิ",)
    assert topic.phrases.mixed == ("sithi",)
    assert topic.phrases.lo == ()


def test_what_is_no_toml_is_said_to_be_none() -> None:
    (why,) = why_not("title = ")

    assert why.startswith("care.toml is no TOML")


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ('title = { th = "หัวข้อ", lo = "ຫົວຂໍ້" }', "", "title must be there, in th and lo."),
        ('lo = "ຄຳຕອບ"', "", "answer.lo must be a text."),
        ('status = "draft"', "status = 3", "status must be a text."),
        ("2026-11-22", '"22/11/2026"', "checked_on must be a date, as 2026-11-22, without quotes."),
        (
            "2026-11-22",
            "2026-11-22T00:00:00Z",
            "checked_on must be a date, as 2026-11-22, without quotes.",
        ),
        ('status = "draft"', 'status = "draft"\nprivate = "no"', "private must be true or false."),
        (
            'status = "draft"',
            'status = "draft"\nrelated = "help"',
            "related must be a list of texts.",
        ),
        ('status = "draft"', 'status = "draft"\nwhom = "all"', "has a key whom that is not known."),
        (
            'status = "draft"',
            'status = "draft"\nid = "cure"',
            "has the id cure, which is not the name of the file.",
        ),
        (
            'status = "draft"',
            'status = "draft"\ncalls = "1330"',
            "calls must be tables, each headed [[calls]].",
        ),
        (
            'status = "draft"',
            'status = "draft"\nphrases = "1330"',
            "phrases must be a table of lists th, lo and mixed.",
        ),
    ],
)
def test_a_fault_is_named_by_file_and_key(old: str, new: str, why: str) -> None:
    found = why_not(SMALLEST.replace(old, new, 1))

    assert len(found) == 1
    assert found[0].startswith("care.toml")
    assert found[0].endswith(why)


def test_a_fault_in_a_row_names_which_row() -> None:
    found = why_not(MORE.replace('source = "สปสช."', ""))

    assert found == ["care.toml: facts[1].source must be a text."]


def test_all_faults_are_told_at_once() -> None:
    broken = SMALLEST.replace('status = "draft"', "").replace('lo = "ຄຳຕອບ"', "")

    assert why_not(broken) == [
        "care.toml: status must be a text.",
        "care.toml: answer.lo must be a text.",
    ]
