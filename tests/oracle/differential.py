"""One form, the same random answers, two engines: ours beside JavaRosa.

Run over a folder of XForms or workbooks: `python -m tests.oracle.differential FOLDER`.
"""

import json
import random
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, cast
from zoneinfo import ZoneInfo

import pyxform
from pyxform.xls2xform import convert

from dialogue.moment import Moment
from dialogue.xforms.controls import Control
from dialogue.xforms.errors import FormError
from dialogue.xforms.form import Form
from dialogue.xforms.instance import Instance
from dialogue.xforms.markup import plain

ZONE = "Asia/Bangkok"
JAR = Path(pyxform.__file__).parent / "validators/odk_validate/bin/ODK_Validate.jar"
SOURCE = Path(__file__).parent / "JavaRosaDriver.java"

State = Mapping[str, Mapping[str, object]]


class JavaRosa:
    """A JavaRosa that runs beside us; closed after use."""

    def __init__(self, classes: Path) -> None:
        self.classes = classes
        subprocess.run(  # noqa: S603  # our own driver
            ["javac", "-nowarn", "-cp", str(JAR), "-d", str(classes), str(SOURCE)],  # noqa: S607
            check=True,
            capture_output=True,
        )
        self._process = subprocess.Popen(  # noqa: S603  # our own driver
            [  # noqa: S607  # java, wherever it is
                "java",
                f"-Duser.timezone={ZONE}",
                "-cp",
                f"{JAR}:{classes}",
                "JavaRosaDriver",
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )

    def open(self, form: Path, language: str) -> State:
        """Open a form and tell its first state."""
        return self._ask(f"F\t{form}\t{language}")

    def set(self, path: str, value: str) -> State:
        """Set a value, allowed or not, and tell the state that follows."""
        escaped = value.replace("\n", "\\n").replace("\t", "\\t")
        return self._ask(f"S\t{path}\t{escaped}")

    def close(self) -> None:
        """Let it end."""
        cast("IO[str]", self._process.stdin).close()
        cast("IO[str]", self._process.stdout).close()
        self._process.wait(10)

    def _ask(self, line: str) -> State:
        stdin, stdout = self._process.stdin, self._process.stdout
        assert stdin is not None
        assert stdout is not None
        stdin.write(f"{line}\n")
        stdin.flush()
        return cast("State", json.loads(stdout.readline()))


@dataclass(slots=True)
class Figures:
    """What came out for one form."""

    compared: int = 0
    differing: Counter[str] = field(default_factory=Counter)
    examples: list[str] = field(default_factory=list)
    refused: str = ""

    def note(self, kind: str, path: str, ours: object, theirs: object, step: str) -> None:
        """Count a comparison, and keep what differs."""
        self.compared += 1
        if ours != theirs:
            self.differing[kind] += 1
            self.examples.append(f"{kind} {path}: {ours!r} / JavaRosa {theirs!r}  after {step}")


def compare(form_path: Path, engine: JavaRosa, *, runs: int, answers: int, seed: int) -> Figures:
    """Play a form with random answers in both engines, and compare after each."""
    figures = Figures()
    try:
        form = Form.parse(form_path.read_text(encoding="utf-8"))
    except FormError as error:
        figures.refused = f"ours: {error}"
        return figures
    for run in range(runs):
        chance = random.Random(f"{seed} {run} {form_path.name}")  # noqa: S311  # no secret
        _play(form, form_path, engine, chance, answers, figures)
        if figures.refused:
            break
    return figures


def _play(  # one run of one form
    form: Form,
    form_path: Path,
    engine: JavaRosa,
    chance: random.Random,
    answers: int,
    figures: Figures,
) -> None:
    language = form.default_language or ""
    theirs = engine.open(form_path, language)
    moment = Moment(now=datetime.now(ZoneInfo(ZONE)), seed="oracle")  # noqa: TID251  # as JavaRosa
    instance = Instance.new(form, moment)
    if "error" in theirs:
        figures.refused = f"JavaRosa: {theirs['error']}"
        return
    _compare_states(instance, theirs, "start", figures)
    for _ in range(answers):
        questions = [step for step in instance.steps() if step.control.kind == "question"]
        if not questions:
            return
        step = chance.choice(questions)
        before = instance.value(step.path)
        value = _answer(step.control, instance, chance)
        refusal = instance.answer(step.path, value, moment)
        if refusal is not None and refusal.kind != "constraint":
            continue
        theirs = engine.set(step.path, value)
        if "error" in theirs:
            figures.note("error", step.path, "", theirs["error"], value)
            return
        if refusal is not None:
            accepted = theirs[step.path]["holds"]
            figures.note("holds", step.path, accepted, False, value)  # noqa: FBT003  # must not
            theirs = engine.set(step.path, before)
        _compare_states(instance, theirs, f"{step.path} = {value!r}", figures)


def _compare_states(instance: Instance, theirs: State, step: str, figures: Figures) -> None:
    form = instance.form
    language = form.default_language
    for path, state in theirs.items():
        if path not in form.indices:
            continue
        figures.note("relevant", path, instance.relevant(path), state["relevant"], step)
        volatile = form.primary.definitions[form.indices[path]].preload
        if "value" in state and not volatile and instance.relevant(path):
            figures.note("value", path, instance.value(path), state["value"], step)
        if "label" in state and instance.relevant(path):
            ours, other = instance.label(path, language), _plain(state["label"])
            figures.note("label", path, _squeezed(ours), _squeezed(other), step)
            figures.note("required", path, instance.required(path), state["required"], step)
            figures.note("holds", path, path not in _broken(instance), state["holds"], step)
        if "choices" in state and instance.relevant(path):
            pairs = [[one.value, _squeezed(one.label)] for one in instance.choices(path, language)]
            offered = cast("list[list[str]]", state["choices"])
            other_pairs = [[value, _squeezed(_plain(label))] for value, label in offered]
            figures.note("choices", path, pairs, other_pairs, step)


def _broken(instance: Instance) -> set[str]:
    return {path for path in instance.invalid() if instance.value(path)}


def _plain(text: object) -> str:
    return plain(str(text or ""))


def _squeezed(text: str) -> str:
    """Leave out blanks: JavaRosa drops those between two outputs."""
    return "".join(text.split())


def _answer(control: Control, instance: Instance, chance: random.Random) -> str:
    """Draw an answer: often a good one, now and then a blank or one beyond a limit."""
    if chance.random() < 0.1:
        return ""
    offered = [choice.value for choice in instance.choices(control.path, None)]
    if control.type == "select_one":
        return chance.choice(offered) if offered else ""
    if control.type == "select_multiple":
        return " ".join(value for value in offered if chance.random() < 0.4)
    return str(chance.choice(_drawn(chance)[control.type]))


def _drawn(chance: random.Random) -> dict[str, list[object]]:
    day = datetime(2026, 11, 25, tzinfo=ZoneInfo(ZONE)) + timedelta(days=chance.randint(-9000, 400))
    clock = f"{chance.randint(0, 23):02}:{chance.randint(0, 59):02}:00.000+07:00"
    file: list[object] = [f"{chance.randint(1, 9)}.jpg"]
    return {
        "string": ["สมชาย", "ບຸນມີ", "a", "x y", "12", "0812345678", "a@b.co"],
        "integer": [0, 1, 2, 5, 12, 17, 18, 30, 60, 99, 150, -1, 4000],
        "decimal": [0.0, 0.5, 1.25, 7.0, 36.6, 101.75, -3.5],
        "date": [day.date()],
        "time": [clock],
        "dateTime": [f"{day.date()}T{clock}"],
        "geopoint": [f"{chance.randint(5, 20)}.5 {chance.randint(97, 106)}.25 0.0 0.0"],
        "acknowledge": ["OK"],
        "image": file,
        "audio": file,
        "video": file,
        "file": file,
    }


def forms_of(folder: Path, kept: Path) -> Iterator[tuple[str, Path | str]]:
    """Convert every workbook of a folder; XForms are taken as they are."""
    for path in sorted(folder.iterdir()):
        if path.suffix == ".xml":
            yield path.name, path
        elif path.suffix in {".xls", ".xlsx"}:
            target = kept / f"{path.name}.xml"
            try:
                target.write_text(convert(str(path)).xform, encoding="utf-8")
            except Exception as error:  # noqa: BLE001  # pyxform raises what it meets
                yield path.name, f"pyxform: {' '.join(str(error).split())[:100]}"
                continue
            yield path.name, target


def main(folder: Path, kept: Path) -> None:
    """Print compared, differing and refused for each form, and in all."""
    engine = JavaRosa(kept)
    compared, differing, kinds = 0, 0, Counter[str]()
    for name, found in forms_of(folder, kept):
        if isinstance(found, str):
            print(f"{name}: {found}")  # noqa: T201
            continue
        figures = compare(found, engine, runs=3, answers=20, seed=1)
        compared += figures.compared
        differing += figures.differing.total()
        kinds += figures.differing
        line = (
            figures.refused or f"compared {figures.compared}, differing {dict(figures.differing)}"
        )
        print(f"{name}: {line}")  # noqa: T201
        for example in figures.examples[:5]:
            print(f"    {example[:400]}")  # noqa: T201
    print(f"in all: compared {compared}, differing {differing} {dict(kinds)}")  # noqa: T201
    engine.close()


if __name__ == "__main__":
    with TemporaryDirectory() as scratch:
        main(Path(sys.argv[1]), Path(scratch))
