"""Where earlier rounds are: their respondents, or what their runs stored."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field, field_validator, model_validator
from pydantic_core import PydanticCustomError

from satmodel.rounds.plans.base import Part, Text
from satmodel.rounds.plans.card import InstrumentPlan
from satmodel.rounds.plans.data import Columns


class PreviousPlan(Part):
    """The round before: its file and what differs from ``[data]``, or its folder with the estimates that it stored."""

    folder: str | None = None
    file: str | list[str] | None = None
    round: str | None = None
    sheet: str | list[str] | None = None
    encoding: str | None = None
    unit: str | None = None
    items: Columns | None = None
    codebook: str | None = None
    overall: str | None = None
    instrument: InstrumentPlan | None = None
    override: Text | None = None

    @model_validator(mode="after")
    def _one(self) -> PreviousPlan:
        if (self.folder is None) == (self.file is None):
            raise PydanticCustomError(
                "previous_one",
                "give either file and round (the respondents) or folder (the estimates that its run stored)",
            )
        if self.file is not None and self.round is None:
            raise PydanticCustomError("previous_round", "file needs round, the name of the previous round")
        read = ("round", "sheet", "encoding", "unit", "items", "codebook", "overall")
        if self.folder is not None and any(getattr(self, key) is not None for key in read):
            raise PydanticCustomError(
                "previous_folder",
                "with folder the round's own name, items and units stand in its file; leave out {keys}",
                {"keys": ", ".join(key for key in read if getattr(self, key) is not None)},
            )
        return self


class HistoryPlan(Part):
    """Earlier rounds whose runs stored their estimates, the earliest first; the previous one may be among them."""

    rounds: list[str] = Field(min_length=1)

    @model_validator(mode="after")
    def _once(self) -> HistoryPlan:
        if len(set(self.rounds)) < len(self.rounds):
            raise PydanticCustomError("history_twice", "rounds names a folder twice")
        return self


class OfficialPlan(Part):
    """The official survey: a table of it, or the folder of a round with its stored estimates."""

    folder: str | None = None
    estimates: str = "composite"
    file: str | None = None
    sheet: str | None = None
    unit: str | None = None
    item: str | None = None
    score: str | None = None
    n: float | str | None = None
    sd: float | str | None = None
    limits: tuple[float, float] | None = None
    correlation: float | None = Field(None, ge=0, le=1)
    where: dict[str, str | list[str]] | None = None
    instrument: InstrumentPlan | None = None

    @model_validator(mode="after")
    def _one(self) -> OfficialPlan:
        if (self.folder is None) == (self.file is None):
            raise PydanticCustomError("official_one", "give either file (a table) or folder (a round that was run)")
        table = {"score": self.score, "n": self.n, "sd or limits": self.sd or self.limits}
        table |= {"unit or item": self.unit or self.item}
        missing = [key for key, given in table.items() if given is None]
        if self.file is not None and missing:
            raise PydanticCustomError("official_table", "file needs {keys} as well", {"keys": ", ".join(missing)})
        return self


class ChangePlan(Part):
    """How the changes between two rounds are judged, and what the rounds share."""

    adjust: Literal["holm", "bonferroni", "bh", "none"] = "holm"
    overlap: Literal["none", "clusters", "respondents"] = "none"


class RankChangePlan(Part):
    """Whether units changed their ranks."""


class MoversPlan(Part):
    """How many units the lists of the most improved and the most declined hold."""

    top: int = Field(3, ge=1)


class CompositionPlan(Part):
    """The columns that say who the respondents are."""

    by: str | list[str] = Field(min_length=1)
    items: list[str] | None = Field(None, min_length=1)
    adjust: Literal["holm", "bonferroni", "none"] = "holm"
    overlap: Literal["none", "clusters"] = "none"


class TrendPlan(Part):
    """Of what a trend is drawn, and when the rounds were."""

    of: list[Literal["whole", "items", "units"]] = Field(default=["whole", "items"], min_length=1)
    season: dict[str, str | int] | list[str | int] | None = None
    times: dict[str, float] | list[float] | None = None
    adjust: Literal["holm", "bonferroni", "none"] = "holm"
    ahead: int = Field(1, ge=0)


class PersistencePlan(Part):
    """How many of the worst each round names, and in how many rounds running."""

    bottom: int = Field(ge=1)
    strikes: int = Field(2, ge=1)
    wanted: float = Field(0.8, gt=0, lt=1)


class AskedOfRounds(Part):
    """The parts of a plan that name earlier rounds."""

    previous: PreviousPlan | None = None
    history: HistoryPlan | None = None
    official: OfficialPlan | None = None
    change: ChangePlan = ChangePlan()
    rank_change: RankChangePlan | None = None
    movers: MoversPlan | None = None
    composition: CompositionPlan | None = None
    trend: TrendPlan | None = None
    persistence: PersistencePlan | None = None

    @field_validator("previous", "official", mode="before")
    @classmethod
    def _folder(cls, given: Any) -> Any:
        return {"folder": given} if isinstance(given, str) else given

    @property
    def respondents_before(self) -> bool:
        """Whether the respondents of the previous round are read."""
        return self.previous is not None and self.previous.file is not None

    @property
    def folders(self) -> list[str]:
        """The folders of the rounds whose stored estimates are read, those of the history first."""
        named = [part.folder for part in (self.previous, self.official) if part is not None and part.folder is not None]
        return list(dict.fromkeys([*(self.history.rounds if self.history is not None else ()), *named]))

    @property
    def rounds_before(self) -> int:
        """How many earlier rounds the plan names."""
        history = [] if self.history is None else self.history.rounds
        return len(history) + (self.previous is not None and self.previous.folder not in history)
