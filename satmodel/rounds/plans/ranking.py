"""What a round may be asked of its ranking: how ranks and gaps are judged, and the questions beside them."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from satmodel.estimation.small import FEWEST
from satmodel.rounds.plans.base import Part

Range = tuple[float, float]


class RanksPlan(Part):
    """How ranks are judged, and who is ranked."""

    method: Literal["stepdown", "tukey", "klein"] = "stepdown"
    kind: Literal["simultaneous", "marginal"] = "simultaneous"
    fewest: int = Field(FEWEST, ge=0)

    @model_validator(mode="after")
    def _together(self) -> RanksPlan:
        if self.kind == "marginal" and self.method != "stepdown":
            raise PydanticCustomError(
                "marginal_stepdown", 'kind = "marginal" goes with method = "stepdown" only; leave method out'
            )
        return self


class GapsPlan(Part):
    """Which pairs are compared, and how."""

    pairs: Literal["adjacent", "all", "first"] | list[tuple[str, str]] = "adjacent"
    margin: float | None = Field(None, ge=0)
    adjust: Literal["tukey", "games_howell", "tukey_kramer", "maxt", "stepdown", "holm", "none"] | None = None

    @model_validator(mode="after")
    def _chosen(self) -> GapsPlan:
        if isinstance(self.pairs, str) and self.adjust == "none":
            raise PydanticCustomError(
                "unadjusted_pairs", 'adjust = "none" is for pairs that are named, such as pairs = [["A", "B"]]'
            )
        return self


class FirstPlan(Part):
    """Whether the first, or the best or worst few, are asked for."""

    top: int = Field(1, ge=1)
    end: Literal["top", "bottom"] = "top"


class TiersPlan(Part):
    """How units are put into tiers."""

    method: Literal["posterior", "clusters", "letters"] = "posterior"
    certainty: float = Field(0.8, ge=0.5, lt=1)


class StandingPlan(Part):
    """What each unit is compared with."""

    against: Literal["others"] | float | dict[str, list[str]] = "others"
    weights: dict[str, float] | None = None
    adjust: Literal["holm", "bonferroni", "none"] = "holm"
    overdispersion: Literal["robust", "published", "none"] = "robust"

    @model_validator(mode="after")
    def _once(self) -> StandingPlan:
        named = [unit for units in self.against.values() for unit in units] if isinstance(self.against, dict) else []
        if len(named) > len(set(named)):
            raise PydanticCustomError("peers_twice", "against names a unit in more than one group")
        return self


class PrecisionPlan(Part):
    """Numbers of interviews, and differences, that are planned with."""

    n: float | list[float] | None = None
    gap: float | list[float] | None = None
    sd: float | Range | None = None
    units: int | None = Field(None, ge=2)
    pairs: Literal["one", "control", "first", "all"] | list[Literal["one", "control", "first", "all"]] | None = None
    power: float | None = Field(None, ge=0.5, lt=1)
    deff: float | Range | None = None
    population: float | None = Field(None, gt=2)
    correlation: float | None = Field(None, ge=0, lt=1)

    @model_validator(mode="after")
    def _planned(self) -> PrecisionPlan:
        if self.sd is None and any(part is not None for part in (self.units, self.deff, self.correlation)):
            raise PydanticCustomError(
                "precision_finished", "units, deff and correlation go with sd; without it the round says them"
            )
        return self


class ReliabilityPlan(Part):
    """What reliability the use of the ranking asks for."""

    wanted: float = Field(0.8, gt=0, lt=1)


class Asked(Part):
    """The parts of a plan that ask something of a ranking."""

    ranks: RanksPlan = RanksPlan()
    gaps: GapsPlan = GapsPlan()
    first: FirstPlan | None = None
    tiers: TiersPlan | None = None
    standing: StandingPlan | None = None
    reliability: ReliabilityPlan | None = None
    precision: PrecisionPlan | None = None

    @property
    def fewest(self) -> dict[str, int]:
        """How few respondents are ranked and compared, as the functions take it."""
        return {"fewest": self.ranks.fewest}
