"""Where earlier rounds are: their respondents, or what their runs stored."""

from __future__ import annotations

from typing import Any

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


class AskedOfRounds(Part):
    """The parts of a plan that name earlier rounds."""

    previous: PreviousPlan | None = None
    history: HistoryPlan | None = None

    @field_validator("previous", mode="before")
    @classmethod
    def _folder(cls, given: Any) -> Any:
        return {"folder": given} if isinstance(given, str) else given

    @property
    def respondents_before(self) -> bool:
        """Whether the respondents of the previous round are read."""
        return self.previous is not None and self.previous.file is not None

    @property
    def folders(self) -> list[str]:
        """The folders of the earlier rounds, those of the history first."""
        before = [] if self.previous is None or self.previous.folder is None else [self.previous.folder]
        return list(dict.fromkeys([*(self.history.rounds if self.history is not None else ()), *before]))
