"""What a round may be asked of its items: what they carry of the composite, and how they go with the rating."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field, field_validator, model_validator
from pydantic_core import PydanticCustomError

from satmodel.rounds.plans.base import Part

Answers = list[str] | dict[str, list[str]]
SHARING = ("shapley", "johnson", "genizi", "car")  # the methods whose parts sum to R²


class DriversPlan(Part):
    """How importance is measured, for whom, and what is compared."""

    items: list[str] | None = Field(None, min_length=1)
    groups: dict[str, list[str]] | None = None
    method: Literal["shapley", "johnson", "genizi", "car", "coefficients", "ordinal"] = "shapley"
    controls: list[str] = Field(default=[])
    by: str | None = None
    missing: Literal["complete", "pairwise", "imputed"] = "complete"
    treatments: bool = False
    rounds: bool = False
    level: float | None = Field(None, gt=0.5, lt=1)
    replicates: int | None = Field(None, ge=200)
    seed: int | None = Field(None, ge=0)

    @model_validator(mode="after")
    def _together(self) -> DriversPlan:
        method = f'method = "{self.method}"'
        shares, missing = self.method in SHARING, f'missing = "{self.missing}"'
        apart = [
            (self.rounds and not shares, method, "rounds = true"),
            (self.treatments and not shares, method, "treatments = true"),
            (self.groups is not None and self.method not in ("shapley", "ordinal"), method, "groups"),
            (self.method == "ordinal" and self.missing != "complete", method, missing),
            (self.by is not None and self.missing != "complete", missing, "by"),
        ]
        for wrong, one, other in apart:
            if wrong:
                raise PydanticCustomError(
                    "drivers_apart", "{one} does not go with {other}", {"one": one, "other": other}
                )
        return self


class DominancePlan(Part):
    """Which items dominate which."""

    items: list[str] | None = Field(None, min_length=2)


class AsymmetryPlan(Part):
    """Which answers are good and bad."""

    items: list[str] | None = Field(None, min_length=1)
    good: Answers | None = None
    bad: Answers | None = None


class PrioritiesPlan(Part):
    """How importance is measured, and where the lines of the map lie."""

    items: list[str] | None = Field(None, min_length=2)
    method: Literal["shapley", "johnson", "genizi", "car"] = "shapley"
    lines: Literal["mean", "median"] | tuple[float, float] = "mean"

    @field_validator("lines", mode="before")
    @classmethod
    def _lines(cls, given: Any) -> Any:
        numbers = isinstance(given, list) and len(given) == 2 and all(type(one) in (int, float) for one in given)
        if given not in ("mean", "median") and not (numbers and 0 < given[0] < 1):
            raise PydanticCustomError(
                "lines_wrong",
                'lines must be "mean", "median", or a share of importance between 0 and 1 and a score, as in [0.2, 80]',
            )
        return tuple(given) if numbers else given


class SpreadPlan(Part):
    """Whether the spread between units is split by item: the table is empty."""


class ContributionsPlan(Part):
    """Which unit's gap to which other is split by item."""

    unit: str | None = None
    against: str = "average"


class AskedOfItems(Part):
    """The parts of a plan that ask something of the items."""

    drivers: DriversPlan = DriversPlan()
    dominance: DominancePlan | None = None
    asymmetry: AsymmetryPlan | None = None
    priorities: PrioritiesPlan | None = None
    spread: SpreadPlan | None = None
    contributions: ContributionsPlan | None = None

    @property
    def of_rating(self) -> tuple[Any, ...]:
        """The parts that need a separate overall question, those that are asked."""
        asked = (self.dominance, self.asymmetry, self.priorities)
        given = (self.drivers,) if "drivers" in self.model_fields_set else ()
        return *given, *(part for part in asked if part is not None)

    @property
    def named_items(self) -> list[tuple[str, str]]:
        """Every item that these parts name, with the part that names it."""
        parts = {"drivers": self.drivers, "dominance": self.dominance}
        parts |= {"asymmetry": self.asymmetry, "priorities": self.priorities}
        found = [(key, name) for key, part in parts.items() if part is not None for name in part.items or ()]
        found += [("drivers", name) for names in (self.drivers.groups or {}).values() for name in names]
        answers = () if self.asymmetry is None else (self.asymmetry.good, self.asymmetry.bad)
        return found + [("asymmetry", name) for given in answers if isinstance(given, dict) for name in given]
