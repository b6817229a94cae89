"""The command line: new, check, run, diff, verify."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from satmodel import __version__

if TYPE_CHECKING:
    import pandas as pd

    from satmodel.errors import DataProblems, Problem
    from satmodel.rounds.ledger import Difference

FOLDER = click.Path(path_type=Path, file_okay=False)
LANGUAGE = click.option(
    "--language", type=click.Choice(["zh", "en"]), default=None, help="Language of the messages; else the round's own."
)


CHECK = "check"  # the folder of a round into which faults are written
CELLS = 15  # cells of one fault that are printed; all of them stand in the error that Python raises


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="satmodel")
def main() -> None:
    """Which service items drive a satisfaction score, and which rank gaps are real.

    A round is a folder with a round.toml and its data files.
    """


@main.command()
@click.argument("folder", type=FOLDER)
@click.option("--kind", type=click.Choice(["phone", "bulletin"]), default="phone", show_default=True)
@LANGUAGE
def new(folder: Path, kind: str, language: str | None) -> None:
    """Make FOLDER with a round.toml to fill in; what is there already is left alone."""
    from satmodel.rounds.template import make_round

    made = make_round(folder, kind)
    say = _sayer(language, None)
    if made is None:
        click.echo(say("folder_exists", {"path": folder / "round.toml"}), err=True)
        sys.exit(2)
    click.echo(say("made_folder", {"path": made, "folder": folder}))


@main.command()
@click.argument("folders", type=FOLDER, nargs=-1, required=True)
@LANGUAGE
def check(folders: tuple[Path, ...], language: str | None) -> None:
    """List every fault of the settings and files of each FOLDER, and what was read; compute nothing.

    Faults are also written into FOLDER/check: one table in Chinese and English, and copies of the files with the cells
    marked. The files themselves are never touched.
    """
    from satmodel.errors import DataProblems
    from satmodel.rounds.checking import check as check_round
    from satmodel.rounds.marking import mark_faults

    def work(folder: Path, say: Callable[..., str]) -> bool:
        try:
            report = check_round(folder)
        except DataProblems as error:
            _faults(folder, error, say)
            click.echo(say("marked"), err=True)
            for path in mark_faults(error, folder=folder, into=folder / CHECK):
                click.echo(f"  {path}", err=True)
            return False
        if (folder / CHECK / "faults.xlsx").is_file():  # an earlier list that would mislead
            mark_faults(DataProblems([]), folder=folder, into=folder / CHECK)
        click.echo(say("no_faults", {"folder": folder}))
        if len(report):
            click.echo(say("read_title"))
            click.echo(_printed(report, say("language")))
        return True

    _each(folders, language, work)


@main.command()
@click.argument("folders", type=FOLDER, nargs=-1, required=True)
@LANGUAGE
def run(folders: tuple[Path, ...], language: str | None) -> None:
    """Compute each FOLDER and write its appendices, tables, figures and manifest into FOLDER/out."""
    from satmodel.rounds.plan import read_plan
    from satmodel.rounds.run import run as run_round
    from satmodel.rounds.run import stages

    def work(folder: Path, say: Callable[..., str]) -> bool:
        count = stages(read_plan(folder))
        with click.progressbar(length=count, label=str(folder), file=sys.stderr) as bar:
            done = run_round(folder, tick=lambda name: bar.update(1))
        for kind, package in done.left_out.items():
            click.echo(say("left_out", {"format": kind, "package": package}))
        if done.uncovered:
            click.echo(say("uncovered", {"characters": " ".join(done.uncovered)}))
        click.echo(say("wrote"))
        for path in done.paths:
            click.echo(f"  {path}")
        return True

    _each(folders, language, work)


@main.command()
@click.argument("before", type=FOLDER)
@click.argument("after", type=FOLDER)
@LANGUAGE
def diff(before: Path, after: Path, language: str | None) -> None:
    """Explain what changed from round BEFORE to round AFTER, both already run: files, settings, versions, results."""
    from satmodel.rounds.explaining import explain

    def work(folder: Path, say: Callable[..., str]) -> bool:
        told = explain(before, after, say("language"))
        if not any(told.values()):
            click.echo(say("same"))
            return True
        for group, sentences in told.items():
            click.echo(say(f"group.{group}"))
            for sentence in sentences or [say("group.none")]:
                click.echo(f"  {sentence}")
        return True

    _each((after,), language, work)


@main.command()
@click.argument("folders", type=FOLDER, nargs=-1, required=True)
@LANGUAGE
def verify(folders: tuple[Path, ...], language: str | None) -> None:
    """Compute each FOLDER again and say whether everything comes out as its manifest says; exit 1 if not."""
    from satmodel.rounds.ledger import read_manifest
    from satmodel.rounds.run import verify as verify_round

    def work(folder: Path, say: Callable[..., str]) -> bool:
        found = verify_round(folder)
        if found:
            click.echo(say("changed", {"folder": folder, "count": len(found)}))
            _tell(found, say)
            return False
        click.echo(say("unchanged", {"folder": folder, "count": len(read_manifest(folder / "out")["outputs"])}))
        return True

    _each(folders, language, work)


def _each(folders: tuple[Path, ...], language: str | None, work: Callable[[Path, Callable[..., str]], bool]) -> None:
    from satmodel.errors import DataProblems, NotComparable, SatmodelError
    from satmodel.telling.words import say as sentences

    good = True
    for folder in folders:
        say = _sayer(language, folder)
        try:
            good &= work(folder, say)
        except DataProblems as error:
            good = False
            _faults(folder, error, say)
        except NotComparable as error:
            good = False
            said = sentences(error.findings, language=say("language")) if error.findings else str(error)
            click.echo(say("not_done", {"folder": folder, "message": said}), err=True)
        except SatmodelError as error:
            good = False
            click.echo(say("not_done", {"folder": folder, "message": error}), err=True)
    if not good:
        sys.exit(1)


def _faults(folder: Path, error: DataProblems, say: Callable[..., str]) -> None:
    """Every fault; one that recurs down a column is said once, with its cells."""
    from satmodel.telling.words import problem_text

    click.echo(say("faults", {"folder": folder, "count": len(error.problems)}), err=True)
    groups: dict[tuple[object, ...], list[Problem]] = {}
    for problem in error.problems:
        same = (problem.rule, problem.file, problem.sheet, problem.column, problem.value, problem.message)
        groups.setdefault(same, []).append(problem)
    for number, group in enumerate(groups.values(), 1):
        message, remedy = problem_text(group[0], say("language"))
        place = _place(group, say)
        text = say("fault", {"number": number, "place": place, "message": message, "remedy": remedy})
        click.echo(f"  {text}", err=True)


def _place(group: list[Problem], say: Callable[..., str]) -> str:
    """File, sheet, cells and header of a fault that stands in one cell or in several, in the words of the language."""
    first = group[0]
    cells = [f"{problem.column}{problem.row}" for problem in group if problem.column and problem.row]
    where = " ".join(cells[:CELLS])
    if len(cells) > CELLS:
        where += " … " + say("places", {"count": len(cells)})
    if not cells and first.row:
        where = say("row", {"row": first.row})
    if not cells and first.column and not first.row:
        where = say("column", {"column": first.column})
    sheet = f"[{first.sheet}]" if first.sheet else ""
    header = f"({first.header})" if first.header else ""
    return " ".join(part for part in (first.file, sheet, where, header) if part)


def _printed(report: pd.DataFrame, language: str) -> str:
    """The rows read as a text table whose columns line up, Chinese letters counted double."""
    import pandas as pd

    from satmodel.telling.tables import shown

    cut = report["where"].where(report["where"].str.len() <= 50, report["where"].str.slice(0, 50) + " …")
    table = shown(report.assign(where=cut)[report["rows"] > 0], language=language)
    with pd.option_context("display.unicode.east_asian_width", True):
        return pd.DataFrame(list(table.rows), columns=list(table.heads)).to_string(index=False)


def _tell(found: list[Difference], say: Callable[..., str]) -> None:
    for difference in found:
        click.echo(
            "  "
            + say(
                "difference",
                {
                    "part": say(f"part.{difference.part}"),
                    "name": difference.name,
                    "before": _brief(difference.before) or say("absent"),
                    "after": _brief(difference.after) or say("absent"),
                },
            )
        )


def _brief(text: str | None) -> str | None:
    """A fingerprint by its first twelve digits, any other text whole."""
    return text[:12] if text is not None and re.fullmatch("[0-9a-f]{64}", text) else text


def _sayer(language: str | None, folder: Path | None) -> Callable[..., str]:
    from importlib import import_module

    code = language or _language_of(folder)
    book: dict[str, str] = import_module(f"satmodel.telling.languages.{code}.desk").DESK

    def say(key: str, values: Mapping[str, Any] | None = None) -> str:
        return code if key == "language" else book[key].format_map(values or {})

    return say


def _language_of(folder: Path | None) -> str:
    import tomllib

    if folder is not None and (folder / "round.toml").is_file():
        try:
            asked = tomllib.loads((folder / "round.toml").read_text("utf-8-sig")).get("language", ["zh"])
        except (tomllib.TOMLDecodeError, UnicodeDecodeError):
            asked = []
        if isinstance(asked, list) and asked[:1] in (["zh"], ["en"]):
            return str(asked[0])
    spoken = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return "zh" if spoken.lower().startswith("zh") else "en"
