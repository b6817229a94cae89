"""What a round may be asked of decisions: assessment points, awards and yellow cards, the sentences of a speech."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field, field_validator, model_validator
from pydantic_core import PydanticCustomError

from satmodel.rounds.plans.base import Part


class ConversionPlan(Part):
    """The rule by which scores become assessment points, and what it is applied to."""

    file: str
    base: float | dict[str, float] | None = None
    rate: str | None = None


class AwardsPlan(Part):
    """Who is named by place, and what hangs on it."""

    top: int | None = Field(None, ge=1)
    bottom: int | None = Field(None, ge=1)
    tiers: list[int] | dict[str, int] | None = Field(None, min_length=1)
    prize: float | list[float] | dict[str, float] | None = None
    strikes: int = Field(1, ge=1)
    ties: Literal["all", "order"] = "all"
    wanted: float = Field(0.8, gt=0, lt=1)
    tolerable: float = Field(0.1, gt=0, lt=1)

    @model_validator(mode="after")
    def _one(self) -> AwardsPlan:
        if sum(part is not None for part in (self.top, self.bottom, self.tiers)) != 1:
            raise PydanticCustomError("awards_rule", "give one rule: top, bottom or tiers")
        return self


class ClaimsPlan(Part):
    """The sentences of a speech, and what its vague words mean."""

    file: str
    words: str | None = None


class AskedOfDecisions(Part):
    """The parts of a plan that ask what a score costs, and what may be said of it."""

    conversion: ConversionPlan | None = None
    awards: AwardsPlan | None = None
    claims: ClaimsPlan | None = None

    @field_validator("conversion", "claims", mode="before")
    @classmethod
    def _file(cls, given: Any) -> Any:
        return {"file": given} if isinstance(given, str) else given
