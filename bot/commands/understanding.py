"""`understanding`: how well questions are understood."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands.common import REFUSED, say, settings_or_stop, stop

if TYPE_CHECKING:
    from dialogue.understanding.evaluation import Figures


def evaluate(
    file: Annotated[Path, typer.Argument(help="A table with tabs: text, lang, intent.")],
    *,
    json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON.")] = False,
    no_embedder: Annotated[
        bool, typer.Option("--no-embedder", help="Understand by letters and words alone.")
    ] = False,
) -> None:
    """Ask every question of a file, and count how many are understood.

    The columns are text, lang (th, lo, mix, en) and intent (a topic, or out_of_scope; an intent
    that is no topic counts only as no emergency). All shares are percent, 0 to 100: top1 and top3
    of the questions of topics, by_language the same for each language, emergency_recall of the
    emergencies, false_banners of all other rows, foreign_answered of the rows out of scope;
    p95_ms is milliseconds a question.

    The bot need not run: a model is trained from content/, and vectors of phrases are kept beside
    the database. Of one content the figures are always the same, but for p95_ms.
    """
    from bot.understanding.examples import labelled
    from bot.understanding.measuring import measured

    try:
        rows = labelled(file)
    except OSError as broken:
        stop(f"{file} cannot be read: {broken.strerror}.")
    except (ValueError, UnicodeDecodeError) as broken:
        stop(str(broken) if "column" in str(broken) else f"{file} is no text in UTF-8.")
    if not rows:
        stop(f"{file} holds no question.", REFUSED)
    settings = settings_or_stop()
    say("Learning from content/ (embedding new phrases takes a minute, once) …")
    figures, p95_ms = measured(
        rows, settings.directory, with_embedder=settings.embedder and not no_embedder
    )
    if json:
        typer.echo(_json(figures, p95_ms))
    else:
        _print(figures, p95_ms)


def _json(figures: "Figures", p95_ms: float) -> str:
    import json
    from dataclasses import asdict

    return json.dumps({**asdict(figures), "p95_ms": p95_ms}, ensure_ascii=False, indent=1)


def _print(figures: "Figures", p95_ms: float) -> None:
    from rich.console import Console
    from rich.table import Table

    console = Console(width=100)
    table = Table("figure", "value")
    table.add_row("questions", str(figures.rows))
    for name in ("top1", "top3", "emergency_recall", "false_banners", "foreign_answered"):
        table.add_row(name, _percent(getattr(figures, name)))
    for lang, both in figures.by_language.items():
        table.add_row(
            f"{lang}: top1 / top3", f"{_percent(both['top1'])} / {_percent(both['top3'])}"
        )
    table.add_row("p95_ms", f"{p95_ms:.1f}")
    console.print(table)

    bands = Table("band", "in scope", "of these right", "out of scope")
    for band in figures.bands["in_scope"]:
        columns = ("in_scope", "right_when", "out_of_scope")
        bands.add_row(band, *(_percent(figures.bands[column][band]) for column in columns))
    console.print(bands)

    wrong = Table("meant", "understood", "times")
    for meant, understood, times in figures.confusion[:30]:
        wrong.add_row(meant, understood, str(times))
    console.print(wrong)


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{share:.1f} %"
