"""`version`: which release this is."""

import platform
import tomllib
from pathlib import Path

import typer


def version() -> None:
    """Print the version of this program and of its Python."""
    with (Path(__file__).parents[2] / "pyproject.toml").open("rb") as file:
        known = tomllib.load(file)["project"]["version"]
    typer.echo(f"siao {known}, Python {platform.python_version()}")
