"""The tables of danger that ship: they can be used, and faults in them are told."""

from pathlib import Path

from bot.danger import TABLES, faults, shipped_net


def test_what_ships_can_be_used() -> None:
    assert faults() == []
    assert len(shipped_net().lines) > 40


def test_a_fault_is_told_with_what_it_is_about(tmp_path: Path) -> None:
    for name in ("words.csv", "signs.csv"):
        text = (TABLES / name).read_text("utf-8")
        (tmp_path / name).write_text(text.replace("snake+bitten", "snake+stung"), "utf-8")

    assert faults(tmp_path) == ["sign 'snake': no such words: stung"]
