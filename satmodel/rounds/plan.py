"""The round's plan: ``round.toml`` read, checked and held."""

from __future__ import annotations

import difflib
import tomllib
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator
from pydantic_core import PydanticCustomError

from satmodel.errors import DataProblems, Problem

Text = str | dict[str, str]
"""Text in one language for all, or by language: ``{zh = "…", en = "…"}``."""


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ScalePlan(_Part):
    """How answers become points: a preset's name, or points by answer."""

    preset: str | None = None
    points: dict[str, float] | None = None
    no_opinion: list[str] | None = None

    @model_validator(mode="after")
    def _one(self) -> ScalePlan:
        if (self.preset is None) == (self.points is None):
            raise PydanticCustomError("scale_points", "give either preset or points")
        return self


class DataPlan(_Part):
    """Where the respondents are, and what their columns mean."""

    file: str
    sheet: str | None = None
    encoding: str | None = None
    unit: str
    items: dict[str, str] = Field(min_length=1)
    scale: ScalePlan | None = None
    overall: str | None = None
    weight: str | None = None
    stratum: str | None = None
    cluster: str | None = None
    population: str | None = None
    id: str | None = None
    units: list[str] | None = None
    void: dict[str, list[str]] | None = None


class PreviousPlan(_Part):
    """The round before: its file, and what differs from ``[data]``."""

    file: str
    round: str
    sheet: str | None = None
    encoding: str | None = None
    unit: str | None = None
    items: dict[str, str] | None = None
    overall: str | None = None


class TablePlan(_Part):
    """One published table and the question put to it."""

    title: Text
    question: Literal["rounds", "lead", "pairs", "count"]
    file: str
    sheet: str | None = None
    unit: str | None = None
    item: str | None = None
    score: str
    before: str | None = None
    n: float | str | None = None
    sd: float | str | None = None
    correlation: float | None = Field(None, ge=0, le=1)
    limits: list[tuple[float, float]] | None = None
    among: int | None = Field(None, ge=2)
    pairs: list[tuple[str, str]] | None = None
    note: Text | None = None

    @model_validator(mode="after")
    def _complete(self) -> TablePlan:
        if self.question in ("rounds", "count") and self.before is None:
            raise PydanticCustomError("before_needed", "this question needs before, the column of the previous round")
        if self.question == "pairs" and not self.pairs:
            raise PydanticCustomError("pairs_needed", 'question = "pairs" needs pairs, such as [["A", "B"]]')
        if self.question != "count" and self.n is None:
            raise PydanticCustomError("n_needed", "n is needed: a column's name, or a number taken as an assumption")
        if self.question != "count" and self.sd is None and not self.limits:
            raise PydanticCustomError("sd_needed", "give sd, or limits such as [[55, 100], [0, 100]]")
        if self.unit is None and self.item is None:
            raise PydanticCustomError("unit_needed", "name the column of units (unit) or of items (item)")
        return self


class AnalysisPlan(_Part):
    """The settings of the inference."""

    level: float = Field(0.95, gt=0.5, lt=1)
    margin: float = Field(0.0, ge=0)
    best: Literal["high", "low"] = "high"
    draws: int = Field(10_000, ge=1_000)
    replicates: int = Field(1_000, ge=200)
    seed: int = Field(1, ge=0)


class InstrumentPlan(_Part):
    """The instrument card; a field left out is printed as not supplied."""

    sponsor: Text | None = None
    organiser: Text | None = None
    mode: Text | None = None
    fieldwork: Text | None = None
    population: Text | None = None
    frame: Text | None = None
    questions: Text | None = None
    no_opinion: Text | None = None
    composite: Text | None = None
    conversion: Text | None = None
    dispositions: Text | None = None
    weighting: Text | None = None
    comparability: Text | None = None
    quality: Text | None = None
    privacy: Text | None = None
    questionnaire_test: Text | None = None


class Plan(_Part):
    """Everything ``round.toml`` says."""

    title: Text
    kind: Literal["phone", "bulletin"]
    round: str
    language: list[Literal["zh", "en"]] = Field(default=["zh", "en"], min_length=1)
    formats: list[Literal["docx", "html", "pdf", "xlsx"]] = Field(default=["docx", "html", "pdf", "xlsx"], min_length=1)
    simulated: bool = False
    decimals: int = Field(2, ge=0, le=4)
    data: DataPlan | None = None
    previous: PreviousPlan | None = None
    table: list[TablePlan] = []
    analysis: AnalysisPlan = AnalysisPlan()
    instrument: InstrumentPlan = InstrumentPlan()
    labels: dict[str, dict[str, str]] = {}
    notes: list[Text] = []

    @model_validator(mode="after")
    def _complete(self) -> Plan:
        if self.kind == "phone" and (self.data is None or self.table):
            raise PydanticCustomError("phone_parts", 'kind = "phone" needs [data], and no [[table]]')
        if self.kind == "bulletin" and (self.data is not None or self.previous is not None or not self.table):
            raise PydanticCustomError(
                "bulletin_parts", 'kind = "bulletin" needs at least one [[table]], and neither [data] nor [previous]'
            )
        return self


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
        return Plan.model_validate(given)
    except ValidationError as error:
        raise DataProblems([_translated(dict(fault)) for fault in error.errors()]) from error


def text_in(text: Text | None, language: str) -> str | None:
    """A text in one language; where it is given only in others, in the first of those."""
    if text is None or isinstance(text, str):
        return text
    return text.get(language) or next(iter(text.values()))


def _translated(fault: dict[str, Any]) -> Problem:
    parts = [part for part in fault["loc"] if part not in ("str", "dict[str,str]", "float")]
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
