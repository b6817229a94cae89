"""One idempotent command: a round's folder in, its appendix, tables, figures and manifest out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from importlib.util import find_spec
from itertools import count
from pathlib import Path, PurePosixPath
from typing import Any

from satmodel.errors import DataProblems
from satmodel.estimation.estimates import Estimates
from satmodel.estimation.stored import FILE, store_bytes
from satmodel.result import Result
from satmodel.rounds import bulletin, ledger, phone
from satmodel.rounds.deciding import spoken
from satmodel.rounds.driving import rated_count
from satmodel.rounds.earlier import stored_name
from satmodel.rounds.given import Given, given
from satmodel.rounds.moving import beside_official, moved_count
from satmodel.rounds.parts import parts
from satmodel.rounds.places import named, together
from satmodel.rounds.plan import Plan, read_plan
from satmodel.rounds.plans.base import text_in
from satmodel.rounds.plans.card import card
from satmodel.rounds.ranking import chapter_count, planned
from satmodel.rounds.sections import Section
from satmodel.telling.appendix import Appendix, Chapter, written
from satmodel.telling.formats.coverage import missing
from satmodel.telling.formats.document import Document, FigureBlock

OUT = "out"
Tick = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Made:
    """Everything one run makes, before anything is written.

    Attributes:
        outputs: the bytes of each file, by its name within ``out``.
        ledger: the manifest.
        left_out: formats that could not be made, with the package that is missing.
        uncovered: characters that the bundled font lacks; figures and PDFs take them from an installed font, or cannot
            show them.
    """

    outputs: dict[str, bytes]
    ledger: dict[str, Any]
    left_out: dict[str, str]
    uncovered: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Done:
    """What a run wrote, which formats it could not make for want of which package, and characters no font may have."""

    paths: tuple[Path, ...]
    left_out: dict[str, str]
    uncovered: tuple[str, ...]


def run(folder: str | Path, *, tick: Tick = lambda name: None) -> Done:
    """Compute a round and write its ``out`` folder.

    Args:
        folder: the round's folder, with ``round.toml``.
        tick: called with the name of each stage as it is done.

    Returns:
        The files written, and the formats left out. The same input gives the same bytes; nothing is written unless
        everything was computed.

    Raises:
        DataProblems: faults in ``round.toml`` or the data, all at once.
        SettingError, NotEstimable: a setting, or a number that the data cannot give.
    """
    place = Path(folder)
    made = make(place, tick=tick)
    paths = ledger.write_all(place / OUT, made.outputs, made.ledger)
    tick("write")
    return Done(tuple(paths), made.left_out, made.uncovered)


def verify(folder: str | Path, *, tick: Tick = lambda name: None) -> list[ledger.Difference]:
    """Compute a round again and compare it with what its ``out`` folder holds.

    Returns:
        What differs: inputs, settings, versions, files that were changed by hand, and files that would come out
        otherwise now. Nothing differs when the list is empty.
    """
    place = Path(folder)
    written = ledger.read_manifest(place / OUT)
    found = []
    for name, entry in written["outputs"].items():
        path = place / OUT / name
        held = ledger.fingerprint(path.read_bytes()) if path.is_file() else None
        if held != entry["sha256"]:
            found.append(ledger.Difference("file", name, entry["sha256"], held))
    return found + ledger.compare_manifests(written, make(place, tick=tick).ledger)


def stages(plan: Plan) -> int:
    """How many times a run will call ``tick``."""
    sections = 0
    if plan.data is not None:
        sections = 3 + moved_count(plan) + rated_count(plan) + (plan.conversion is not None)
        asked = (plan.quality, plan.rates, plan.case_mix, plan.scoring, plan.sensitivity)
        sections += sum(part is not None for part in asked)
        sections += plan.design is not None and plan.design.effects
        sections += chapter_count(plan)
    elif plan.precision is not None and plan.precision.sd is not None:
        sections += 1
    sections += (plan.official is not None) + (plan.claims is not None)
    return 2 + sections + len(plan.table) + len(plan.parts) + len(plan.language) * (1 + len(plan.formats))


def make(folder: Path, *, tick: Tick = lambda name: None) -> Made:
    """Compute everything a run writes."""
    asked = read_plan(folder)
    found = everything(folder, asked)
    tick("read")
    plan = asked.model_copy(update={"simulated": asked.simulated or found.given.kept.simulated})
    sections = []
    for section in _sections(found, plan, folder):
        sections.append(section)
        tick("compute")
    outputs: dict[str, bytes] = dict(_tables(sections, plan)) | _stored(sections, plan)
    left_out = {"pdf": "typst"} if "pdf" in plan.formats and find_spec("typst") is None else {}
    uncovered: set[str] = set()
    told: dict[str, dict[str, Any]] = _told(sections, plan)
    for language in plan.language:
        appendix = _appendix(folder, plan, sections, language)
        for entry, caption in zip(told.values(), appendix.captions(), strict=True):
            entry["caption"][language] = caption
        page = appendix.document()
        uncovered |= set(missing(page))
        if language == plan.language[0]:
            outputs |= _figures(page, sections)
        tick("figures")
        for kind in (kind for kind in plan.formats if kind not in left_out):
            document = appendix.document(workbook=True) if kind == "xlsx" else page
            outputs[_name(plan, language, kind)] = written(document, kind)
            tick(kind)
    steps = tuple(result.step for section in sections for result in section.results)
    book = ledger.manifest(asked.model_dump(mode="json"), _inputs(folder, plan, found.given), outputs, steps=steps)
    return Made(outputs, book | {"results": told, "left_out": left_out}, left_out, tuple(sorted(uncovered)))


def _sections(found: Found, plan: Plan, folder: Path) -> Iterator[Section]:
    """All sections, in the order of the appendix."""
    if found.data is not None:
        yield from phone.phone(found.data, plan, found.given, folder)
    yield from found.beside
    if found.data is None:
        sets = {name: est for section in found.beside for name, est in section.sets.items()}
        yield from beside_official(sets, found.given.official, plan)
        yield from spoken(found.given.speech, sets, plan, folder)
    yield from planned(plan)


@dataclass(frozen=True, slots=True)
class Found:
    """What was read of a round.

    Attributes:
        data: the respondents, this round's and those of the round before.
        beside: the sections of all other files.
        given: earlier rounds, the official survey, a rule, a speech.
    """

    data: phone.Rounds | None
    beside: list[Section]
    given: Given


def everything(folder: Path, plan: Plan) -> Found:
    """The respondents, what the round is given, and the sections of all other files; the faults of all at once.

    Raises:
        DataProblems: anything is wrong with the files.
    """
    beside = given(folder, plan)
    asked = [] if plan.data is None else [partial(phone.rounds, folder, plan, beside.kept)]
    others = [*bulletin.bulletin(folder, plan, beside), *parts(folder, plan, beside.rule)]
    found = together([*(partial(_fail, error) for error in beside.faults), *asked, *others])
    return Found(found[0], found[1:], beside) if asked else Found(None, found, beside)


def _fail(error: DataProblems) -> None:
    raise error


def _stored(sections: list[Section], plan: Plan) -> dict[str, bytes]:
    """The estimates that later rounds can be compared with, as a file."""
    sets: dict[str, Estimates] = {}
    for name, est in (pair for section in sections for pair in section.sets.items()):
        sets[next(free for free in _names(name) if free not in sets)] = est
    about = {"title": plan.title, "kind": plan.kind, "simulated": plan.simulated, "language": plan.language[0]}
    return {FILE: store_bytes(sets, round=plan.round, about=about)} if sets else {}


def _names(name: str) -> Iterator[str]:
    """A name, and the names of further estimates that would be called the same."""
    yield name
    yield from (f"{name} [{number}]" for number in count(2))


def _appendix(folder: Path, plan: Plan, sections: list[Section], language: str) -> Appendix:
    chapters = tuple(
        Chapter(text_in(section.title, language) or "", section.results, text_in(section.note, language))
        for section in sections
    )
    return Appendix(
        chapters,
        language=language,
        instrument=card(plan.instrument, folder, language),
        title=text_in(plan.title, language),
        simulated=plan.simulated,
        decimals=plan.decimals,
        labels=plan.labels.get(language, {}),
        notes=tuple(text_in(note, language) or "" for note in plan.notes),
    )


def _name(plan: Plan, language: str, kind: str) -> str:
    return f"appendix.{kind}" if language == plan.language[0] else f"appendix.{language}.{kind}"


def _numbered(sections: list[Section]) -> Iterator[tuple[str, Result]]:
    count = 0
    for section in sections:
        for result in section.results:
            count += 1
            yield f"{count:02d}-{result.step.method}", result


def _table_name(name: str, plan: Plan) -> str:
    return f"results/{name}{'.simulated' if plan.simulated else ''}.csv"


def _tables(sections: list[Section], plan: Plan) -> Iterator[tuple[str, bytes]]:
    for name, result in _numbered(sections):
        yield _table_name(name, plan), ledger.csv_bytes(result.table)


def _told(sections: list[Section], plan: Plan) -> dict[str, dict[str, Any]]:
    """What the manifest says of each table: whether it holds points or shares, and its chapter in each language."""
    titles = [section.title for section in sections for _ in section.results]
    return {
        _table_name(name, plan): {
            "measure": result.step.measure,
            "chapter": {language: text_in(title, language) for language in plan.language},
            "caption": {},
        }
        for (name, result), title in zip(_numbered(sections), titles, strict=True)
    }


def _figures(page: Document, sections: list[Section]) -> dict[str, bytes]:
    """The pictures of a document, by the names of the results they show."""
    names = {f"figure-{count}": name for count, (name, _) in enumerate(_numbered(sections), 1)}
    return {f"figures/{names[block.key]}.png": block.png for block in page.blocks if isinstance(block, FigureBlock)}


def _claimed(plan: Plan, given: Given) -> list[str]:
    """The files of the tables that a file of claims describes, which stand beside it."""
    if plan.claims is None or given.speech is None:
        return []
    beside = PurePosixPath(plan.claims.file).parent
    return [(beside / table.file).as_posix() for table in given.speech.tables.values() if table.file is not None]


def _inputs(folder: Path, plan: Plan, given: Given) -> dict[str, bytes]:
    """Every file that the plan names, those that earlier rounds stored, and the plan itself."""
    names = [
        "round.toml",
        *named(folder, plan),
        *(stored_name(folder, one) for one in plan.folders),
        *_claimed(plan, given),
    ]
    return {name: (folder / name).read_bytes() for name in dict.fromkeys(names)}
