"""Which sampling units of several rounds are the same: clusters sampled again, or a panel's respondents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from satmodel.errors import SettingError
from satmodel.estimation.labels import quoted
from satmodel.survey.respondents import Survey
from satmodel.survey.sheets.text import labels as matched

OVERLAPS = ("none", "clusters", "respondents")


@dataclass(frozen=True, slots=True, eq=False)
class Linked:
    """How the sampling units of several rounds hang together.

    Attributes:
        kind: ``"none"``, ``"clusters"`` or ``"respondents"``.
        labels: for each round the (r,) label of each respondent's sampling unit within its stratum; None for
            ``"none"``.
        shared: sampling units in more than one round. units: those of all rounds, each counted once.
        found: whether that was found in the data; False where it was said.
    """

    kind: str
    labels: tuple[pd.Series, ...] | None
    shared: int
    units: int
    found: bool

    @property
    def settings(self) -> dict[str, Any]:
        """What a step notes of it."""
        return {"overlap": self.kind, "shared": self.shared, "in_all": self.units, "overlap_found": self.found}


def linked(surveys: Mapping[str, Survey], overlap: str | None) -> Linked:
    """Which sampling units are in more than one round.

    Args:
        surveys: the rounds by their names.
        overlap: what they share, or None for what is found: clusters whose label stands in the same stratum of several
            rounds.

    Raises:
        SettingError: an overlap that is not known, or without the columns it needs; interview numbers that stand in
            several rounds, of which nobody said whether they are the same people.
    """
    if overlap is not None and overlap not in OVERLAPS:
        raise SettingError(f"overlap must be one of {quoted(OVERLAPS)}, or left out; it is {overlap!r}")
    parts = tuple(surveys.values())
    if overlap == "none":
        return Linked("none", None, 0, 0, False)
    if overlap == "respondents":
        return _counted("respondents", _people(surveys), parts, found=False)
    clustered = [survey.design.cluster is not None for survey in parts]
    if overlap == "clusters":
        if not all(clustered):
            where = [name for name, there in zip(surveys, clustered, strict=True) if not there]
            raise SettingError(f"overlap='clusters' needs clusters in every round; {quoted(where)} have none")
        return _counted("clusters", _clusters(parts), parts, found=False)
    if all(clustered):
        seen = _counted("clusters", _clusters(parts), parts, found=True)
        return seen if seen.shared else Linked("none", None, 0, seen.units, True)
    if not any(clustered):
        _ask(surveys)
    return Linked("none", None, 0, 0, True)


def strata_of(survey: Survey) -> pd.Series:
    """(r,) the stratum of each respondent; the same one where there are none."""
    known = survey.design.stratum
    return pd.Series([""] * len(survey)) if known is None else known.astype(str).reset_index(drop=True)


def _clusters(parts: Sequence[Survey]) -> tuple[pd.Series, ...]:
    return tuple(survey.design.cluster.astype(str).reset_index(drop=True) for survey in parts)  # type: ignore[union-attr]


def _counted(kind: str, labels: tuple[pd.Series, ...], parts: Sequence[Survey], *, found: bool) -> Linked:
    seen = [set(zip(strata_of(survey), label, strict=True)) for survey, label in zip(parts, labels, strict=True)]
    rounds_of = pd.Series([unit for units in seen for unit in units], dtype=object).value_counts()
    _one_stratum(set(rounds_of.index), kind)
    return Linked(kind, labels, int((rounds_of > 1).sum()), len(rounds_of), found)


def _one_stratum(units: set[tuple[str, str]], kind: str) -> None:
    """Refuse a sampling unit that is in one stratum in one round and in another one in another."""
    strata = pd.DataFrame(sorted(units), columns=["stratum", "label"]).groupby("label")["stratum"].nunique()
    moved = strata.index[strata > 1].tolist()
    if moved:
        raise SettingError(
            f"{len(moved)} {kind} are in another stratum in another round, such as {quoted(moved[:3])}; read every "
            "round with the strata from which they were drawn at first, or say overlap='none' if they are not the same"
        )


def _people(surveys: Mapping[str, Survey]) -> tuple[pd.Series, ...]:
    """The interview numbers of every round, which link a panel."""
    clustered = [name for name, survey in surveys.items() if survey.design.cluster is not None]
    if clustered:
        raise SettingError(
            f"{quoted(clustered)} have clusters, and a panel's respondents stay in theirs; say overlap='clusters', "
            "which holds what a panel shares as well"
        )
    found = {name: _numbers(survey) for name, survey in surveys.items()}
    without = [name for name, numbers in found.items() if numbers is None]
    if without:
        raise SettingError(
            f"overlap='respondents' needs the interview numbers of every round (sat.read(..., id=)); {quoted(without)} "
            "have none that can be matched. Telephone and identity numbers are coded anew in each file: to match them "
            "name their column in keep_personal="
        )
    return tuple(numbers for numbers in found.values() if numbers is not None)


def _numbers(survey: Survey) -> pd.Series | None:
    """The interview numbers; None where there are none, or codes that mean nothing in another file."""
    header = survey.reading.settings.get("id")
    if header is None or header not in survey.frame:
        return None
    coded = survey.privacy is not None and header in set(survey.privacy.columns.query("action == 'coded'")["column"])
    return None if coded else pd.Series(matched(survey.frame[header].to_numpy(dtype=object)))


def _ask(surveys: Mapping[str, Survey]) -> None:
    """Refuse to guess whether the same interview numbers are the same people."""
    found = [set(numbers) for survey in surveys.values() if (numbers := _numbers(survey)) is not None]
    seen = pd.Series([number for numbers in found for number in numbers], dtype=object).value_counts()
    shared = int((seen > 1).sum())
    if shared:
        raise SettingError(
            f"{shared:,} of {len(seen):,} interview numbers stand in more than one round; say overlap='respondents' if "
            "they are the same people, and overlap='none' if the numbers were given anew in each round"
        )
