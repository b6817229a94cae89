"""The round's plan: ``round.toml`` read, checked and held."""

from __future__ import annotations

import difflib
import re
import tomllib
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, Field, ValidationError

from satmodel.errors import DataProblems, Problem
from satmodel.rounds.plans.base import Part, Text
from satmodel.rounds.plans.card import InstrumentPlan
from satmodel.rounds.plans.data import DataPlan, NamesPlan
from satmodel.rounds.plans.deciding import AskedOfDecisions
from satmodel.rounds.plans.driving import AskedOfItems
from satmodel.rounds.plans.earlier import AskedOfRounds
from satmodel.rounds.plans.extras import (
    CaseMixPlan,
    DesignPlan,
    PublishPlan,
    QualityPlan,
    RatesPlan,
    ScoringPlan,
    SensitivityPlan,
    WeightingPlan,
)
from satmodel.rounds.plans.parts import (
    BallotsPlan,
    CallsPlan,
    CountsPlan,
    DenominatorsPlan,
    ProblemsPlan,
    SourcePlan,
    TicketsPlan,
)
from satmodel.rounds.plans.ranking import Asked
from satmodel.rounds.plans.tables import TablePlan
from satmodel.rounds.plans.together import Apart, apart

_KINDS = re.compile(
    r"str|float|int|(dict|list|tuple)\[.*\]"
)  # what pydantic adds to a key's place for each kind it tries


class AnalysisPlan(Part):
    """The settings of the inference."""

    level: float = Field(0.95, gt=0.5, lt=1)
    margin: float = Field(0.0, ge=0)
    best: Literal["high", "low"] = "high"
    draws: int = Field(10_000, ge=1_000)
    replicates: int = Field(1_000, ge=200)
    seed: int = Field(1, ge=0)


class Plan(Asked, AskedOfItems, AskedOfRounds, AskedOfDecisions):
    """Everything ``round.toml`` says."""

    title: Text
    kind: Literal["phone", "bulletin"]
    round: str
    language: list[Literal["zh", "en"]] = Field(default=["zh", "en"], min_length=1)
    formats: list[Literal["docx", "html", "pdf", "xlsx"]] = Field(default=["docx", "html", "pdf", "xlsx"], min_length=1)
    simulated: bool = False
    decimals: int = Field(2, ge=0, le=4)
    data: DataPlan | None = None
    names: NamesPlan | None = None
    weighting: WeightingPlan | None = None
    quality: QualityPlan | None = None
    rates: RatesPlan | None = None
    case_mix: CaseMixPlan | None = None
    scoring: ScoringPlan | None = None
    sensitivity: SensitivityPlan | None = None
    design: DesignPlan | None = None
    publish: PublishPlan | None = None
    table: list[TablePlan] = Field(default=[])
    counts: list[CountsPlan] = Field(default=[])
    calls: list[CallsPlan] = Field(default=[])
    ballots: list[BallotsPlan] = Field(default=[])
    tickets: list[TicketsPlan] = Field(default=[])
    problems: list[ProblemsPlan] = Field(default=[])
    denominators: list[DenominatorsPlan] = Field(default=[])
    analysis: AnalysisPlan = AnalysisPlan()
    instrument: InstrumentPlan = InstrumentPlan()
    labels: dict[str, dict[str, str]] = Field(default={})
    notes: list[Text] = Field(default=[])

    @property
    def lonely(self) -> str:
        """What a stratum with a single cluster adds to the variance."""
        return "adjust" if self.design is None else self.design.lonely

    @property
    def ranked(self) -> bool:
        """Whether there is anything in the round that is ranked."""
        tables = any(part.question == "ranking" for part in self.table)
        return self.data is not None or tables or bool(self.counts or self.ballots)

    @property
    def parts(self) -> list[SourcePlan]:
        """The files beside the respondents, each with a section of its own."""
        return [*self.counts, *self.calls, *self.ballots, *self.tickets, *self.problems, *self.denominators]


def read_plan(folder: Path) -> Plan:
    """Read a round's ``round.toml``.

    Args:
        folder: the round's folder.

    Raises:
        DataProblems: the file is missing or is not TOML, or has keys that are unknown, missing or of the wrong kind;
            every fault at once.
    """
    path = folder / "round.toml"
    if not path.is_file():
        missing = f"there is no round.toml in {folder}."
        raise DataProblems([_problem("plan_missing", None, missing, values={"folder": str(folder)})])
    try:
        given = tomllib.loads(path.read_text("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        said = f"this is not a TOML file in UTF-8: {error}."
        raise DataProblems([_problem("plan_unreadable", None, said, values={"said": str(error)})]) from error
    try:
        plan = Plan.model_validate(given)
    except ValidationError as error:
        raise DataProblems([_translated(dict(fault)) for fault in error.errors()]) from error
    wrong = [_not_together(one) for one in apart(plan)]
    if wrong:
        raise DataProblems(wrong)
    return plan


def _not_together(one: Apart) -> Problem:
    values: dict[str, object] = dict(one.values) | {"said": one.english, "fault": one.code}
    return _problem("setting_value", "round.toml", f"{one.english}.", values=values)


def _translated(fault: dict[str, Any]) -> Problem:
    parts = [part for part in fault["loc"] if not _KINDS.fullmatch(str(part))]
    where = [str(part + 1) if isinstance(part, int) else str(part) for part in parts]
    key, kind = ".".join(where) or "round.toml", fault["type"]
    if kind == "extra_forbidden":
        near = _near(where)
        hint = f" Did you mean {near!r}?" if near else ""
        return _problem("setting_unknown", key, f"this key is not known.{hint}", values={"near": near})
    if kind == "missing":
        return _problem("setting_missing", key, "this key is needed and is not there.")
    said = str(fault["msg"]).removeprefix("Value error, ").rstrip(".")
    value = None if isinstance(fault["input"], dict | list | BaseModel) else fault["input"]
    message = f"{said[:1].lower()}{said[1:]}."
    told = {name: str(part).replace(" or ", " / ") for name, part in fault.get("ctx", {}).items()}
    return _problem("setting_value", key, message, value=value, values=told | {"said": said, "fault": kind})


def _near(where: list[str]) -> str | None:
    part: Any = Plan
    for name in where[:-1]:
        fields = getattr(part, "model_fields", {})
        if name in fields:
            found = _models(fields[name].annotation)
            part = found[0] if found else None
    names = list(getattr(part, "model_fields", {}))
    return next(iter(difflib.get_close_matches(where[-1], names, n=1)), None)


def _models(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [found for part in getattr(annotation, "__args__", ()) for found in _models(part)]


def _problem(
    rule: str, key: str | None, message: str, *, value: object = None, values: dict[str, object] | None = None
) -> Problem:
    return Problem(
        rule,
        message,
        "Mend round.toml; docs/round-toml.md lists every key.",
        file="round.toml",
        header=key,
        value=None if value is None else str(value),
        values=values or {},
    )
