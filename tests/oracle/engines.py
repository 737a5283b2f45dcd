"""ODK's own engines, as processes beside us that are asked line by line."""

import json
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import IO, cast

import pyxform

ZONE = "Asia/Bangkok"
JAR = Path(pyxform.__file__).parent / "validators/odk_validate/bin/ODK_Validate.jar"
PACKAGES = ("@getodk/xforms-engine@0.22.0", "jsdom@29.1.1")

_HERE = Path(__file__).parent

State = Mapping[str, Mapping[str, object]]
"""What an engine says of each node, by its path; {"error": why} when it cannot go on."""


class Engine:
    """An engine that runs; closed after use."""

    name = ""

    def __init__(self, command: list[str]) -> None:
        self._process = subprocess.Popen(  # noqa: S603  # our own driver
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env={"TZ": ZONE, "PATH": "/usr/local/bin:/usr/bin:/bin", "LC_ALL": "C.UTF-8"},
        )

    def open(self, form: Path, language: str) -> State:
        """Open a form, whose files lie beside it, and tell its first state."""
        return self._ask(f"F\t{form}\t{language}")

    def set(self, path: str, value: str) -> State:
        """Set a value, allowed or not, and tell the state that follows."""
        escaped = value.replace("\n", "\\n").replace("\t", "\\t")
        return self._ask(f"S\t{path}\t{escaped}")

    def add(self, path: str) -> State:
        """Add an instance to a repeat, and tell the state that follows."""
        return self._ask(f"A\t{path}")

    def remove(self, path: str) -> State:
        """Remove an instance of a repeat, and tell the state that follows."""
        return self._ask(f"R\t{path}")

    def edit(self, form: Path, language: str, submission: Path) -> State:
        """Open a form with a submission, as to edit it, and tell its first state."""
        return self._ask(f"E\t{form}\t{language}\t{submission}")

    def submission(self) -> str:
        """Tell what it would send of the instance that is open; "" when it cannot."""
        told = cast("Mapping[str, str]", self._ask("X"))
        return told.get("xml", "")

    def timed(self, path: str, value: str) -> float:
        """Take an answer, and tell how many microseconds the engine needed, by its own clock."""
        told = cast("Mapping[str, float]", self._ask(f"T\t{path}\t{value}"))
        return told["micros"]

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
        answer = stdout.readline()
        return cast("State", json.loads(answer or '{"error": "the engine has ended"}'))


class JavaRosa(Engine):
    """The engine of ODK Collect, out of the ODK Validate that pyxform brings."""

    name = "JavaRosa"

    def __init__(self, classes: Path) -> None:
        """Compile the driver into a folder, and start it."""
        sources = [str(source) for source in sorted(_HERE.glob("*.java"))]
        subprocess.run(  # noqa: S603  # our own driver
            ["javac", "-nowarn", "-cp", str(JAR), "-d", str(classes), *sources],  # noqa: S607
            check=True,
            capture_output=True,
        )
        zone = f"-Duser.timezone={ZONE}"
        super().__init__(["java", zone, "-cp", f"{JAR}:{classes}", "JavaRosaDriver"])

    @staticmethod
    def missing() -> str | None:
        """Say why it cannot be asked here; None when it can."""
        if shutil.which("java") is None or shutil.which("javac") is None:
            return "Java is not here: JavaRosa is not asked"
        if not JAR.exists():
            return "pyxform came without ODK Validate: JavaRosa is not asked"
        return None


class WebForms(Engine):
    """The engine of ODK Web Forms, installed by npm into a folder."""

    name = "Web Forms"

    def __init__(self, folder: Path) -> None:
        """Install the engine into the folder unless it is there, and start it."""
        if not self.is_installed(folder):
            folder.mkdir(parents=True, exist_ok=True)
            subprocess.run(  # noqa: S603  # pinned packages
                ["npm", "install", "--no-audit", "--no-fund", "--prefix", str(folder), *PACKAGES],  # noqa: S607
                check=True,
                capture_output=True,
            )
        super().__init__(["node", str(_HERE / "webforms-driver.mjs"), str(folder)])

    @staticmethod
    def is_installed(folder: Path) -> bool:
        """Tell whether the engine lies in this folder."""
        return (folder / "node_modules/@getodk/xforms-engine").is_dir()

    @staticmethod
    def missing(folder: Path | None) -> str | None:
        """Say why it cannot be asked here; None when it can."""
        if folder is None:
            return "No folder for npm packages was named (--npm DIR): Web Forms is not asked"
        if shutil.which("node") is None or shutil.which("npm") is None:
            return "node is not here: Web Forms is not asked"
        return None
