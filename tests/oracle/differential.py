"""Our runtime beside ODK's engines, over a folder of forms.

Run it with `python -m tests.oracle.differential FOLDER [--npm FOLDER]`; it takes workbooks and
XForms. With `--drawn 500` in place of a folder, so many forms are drawn at random.
"""

import argparse
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from pyxform.xls2xform import convert

from tests.oracle import generating
from tests.oracle.comparing import compare
from tests.oracle.engines import Engine, JavaRosa, WebForms
from tests.oracle.figures import Figures
from tests.oracle.files import files_for
from tests.oracle.forks import NAMES, THE_SIX

_WORKBOOKS = {".xls", ".xlsx", ".md"}
_EXAMPLES = 5


def main() -> None:
    """Print compared, differing and failed for each form, and in all."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.oracle.differential", description=__doc__
    )
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("folder", type=Path, nargs="?", help="a folder of workbooks or XForms")
    what.add_argument("--drawn", type=int, help="how many forms to draw at random")
    parser.add_argument(
        "--npm", type=Path, help="where the engine of Web Forms is, or is installed"
    )
    parser.add_argument("--runs", type=int, default=3, help="runs of each form (3)")
    parser.add_argument("--answers", type=int, default=20, help="answers a run (20)")
    options = parser.parse_args()
    with TemporaryDirectory() as scratch:
        kept = Path(scratch) / "forms"
        found = _forms(options.folder, kept) if options.folder else _drawn(options.drawn, kept)
        forms = list(found)
        missing = JavaRosa.missing()
        if missing is None:
            _run(JavaRosa(Path(scratch)), forms, options.runs, options.answers)
        else:
            print(missing)  # noqa: T201
        missing = WebForms.missing(options.npm)
        if missing is None:
            _run(WebForms(options.npm), forms, options.runs, options.answers)
        else:
            print(missing)  # noqa: T201


def _forms(folder: Path, kept: Path) -> Iterator[tuple[str, Path | str]]:
    """Convert every workbook of a folder; XForms are taken as they are.

    Each lies in a folder of its own, with the files that it needs beside it.
    """
    for number, path in enumerate(sorted(folder.iterdir())):
        target = kept / str(number) / f"{path.name}.xml"
        target.parent.mkdir(parents=True, exist_ok=True)
        if path.suffix == ".xml":
            shutil.copy(path, target)
        elif path.suffix in _WORKBOOKS:
            try:
                target.write_text(convert(str(path)).xform, encoding="utf-8")
            except Exception as error:  # noqa: BLE001  # pyxform raises what it meets
                yield path.name, f"pyxform: {' '.join(str(error).split())[:100]}"
                continue
        else:
            continue
        for name, data in files_for(target.read_text(encoding="utf-8"), folder).items():
            (target.parent / name).write_bytes(data)
        yield path.name, target


def _drawn(count: int, kept: Path) -> Iterator[tuple[str, Path | str]]:
    """Draw so many forms, each by a seed that stands in its name."""
    for seed in range(count):
        target = kept / str(seed) / f"drawn-{seed}.xml"
        target.parent.mkdir(parents=True)
        target.write_text(generating.xform(Random(seed)), encoding="utf-8")  # noqa: S311  # no secret
        (target.parent / "towns.csv").write_bytes(generating.TOWNS)
        yield target.name, target


def _run(engine: Engine, forms: list[tuple[str, Path | str]], runs: int, answers: int) -> None:
    print(f"== {engine.name}")  # noqa: T201
    compared, differing, forked, failed = 0, Counter[str](), Counter[str](), 0
    for name, found in forms:
        if isinstance(found, str):
            print(f"{name}: {found}")  # noqa: T201
            continue
        media = {file.name: file.read_bytes() for file in found.parent.iterdir() if file != found}
        figures = compare(found, engine, runs=runs, answers=answers, seed=1, media=media)
        compared += figures.compared
        differing += figures.differing
        forked += figures.forked
        failed += bool(figures.refused)
        _print(name, figures)
    forks = ", ".join(f"{NAMES[one]} {count}" for one, count in sorted(forked.items()))
    raw = differing.total() + forked.total()
    beyond = differing.total() + sum(count for one, count in forked.items() if one not in THE_SIX)
    print(  # noqa: T201
        f"in all ({engine.name}): compared {compared}, differing {differing.total()}"
        f" ({_share(differing.total(), compared)}), failed {failed} of"
        f" {sum(isinstance(found, Path) for _, found in forms)};"
        f" after the six forks differing {beyond} ({_share(beyond, compared)});"
        f" before forks differing {raw} ({_share(raw, compared)}): {forks or 'none'}"
    )
    engine.close()


def _print(name: str, figures: Figures) -> None:
    line = (
        f"failed: {figures.refused}"
        if figures.refused
        else (
            f"compared {figures.compared}, differing {figures.differing.total()}"
            f" {dict(figures.differing) or ''}, by forks {dict(figures.forked) or 0}"
        )
    )
    print(f"{name}: {line}")  # noqa: T201
    for example in figures.examples[:_EXAMPLES]:
        print(f"    {example[:400]}")  # noqa: T201


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole if whole else 0:.3f} %"


if __name__ == "__main__":
    main()
