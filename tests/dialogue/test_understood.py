"""What was understood: each question is understood once a turn."""

from dialogue.understanding.understood import NOTHING, Understood, remembered


def test_a_question_is_understood_once_however_many_ask() -> None:
    asked: list[str] = []

    def understand(question: str) -> Understood:
        asked.append(question)
        return NOTHING

    once = remembered(understand)
    assert once("ที่ไหน") is NOTHING
    assert once("ที่ไหน") is NOTHING
    assert once("เมื่อไร") is NOTHING

    assert asked == ["ที่ไหน", "เมื่อไร"]
