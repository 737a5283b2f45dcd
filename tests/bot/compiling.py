"""Catalogues for tests: those of the tree, or a few sentences, compiled into a folder."""

from collections.abc import Mapping
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

LOCALES = Path(__file__).resolve().parents[2] / "locales"


def compile_tree(into: Path) -> Path:
    """Compile the tree's catalogues into another folder; the tree stays as it is."""
    for language in ("th", "lo"):
        source = LOCALES / language / "LC_MESSAGES" / "siao.po"
        with source.open("rb") as file:
            write(read_po(file, locale=language), into, language)
    return into


def write(catalogue: Catalog, into: Path, language: str) -> None:
    """Write a catalogue as .po and as .mo."""
    folder = into / language / "LC_MESSAGES"
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "siao.po").open("wb") as file:
        write_po(file, catalogue)
    with (folder / "siao.mo").open("wb") as file:
        write_mo(file, catalogue)


def catalogue(sentences: Mapping[str, str], language: str) -> Catalog:
    """Make a catalogue of a few sentences."""
    made = Catalog(locale=language)
    for msgid, said in sentences.items():
        made.add(msgid, said)
    return made
