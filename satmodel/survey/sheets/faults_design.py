"""The faults of sampling designs with a second stage: one function a rule."""

from __future__ import annotations

from collections.abc import Sequence

from satmodel.errors import Problem
from satmodel.survey.sheets.faults import Place, listed, near, problem


def second_population_differs(place: Place, cluster: str, found: Sequence[float]) -> Problem:
    """One first-stage cluster has several numbers of second-stage clusters."""
    sizes = listed([f"{size:g}" for size in found])
    message = f"The cluster {cluster!r} has different second-stage population sizes: {sizes}."
    remedy = "Give every respondent of a first-stage cluster the same number."
    values = {"cluster": cluster, "found": tuple(found)}
    return problem("second_population_differs", place, message, remedy, values=values)


def second_population_too_small(place: Place, cluster: str, population: float, sampled: int) -> Problem:
    """A first-stage cluster with more second-stage clusters in the sample than in the population."""
    found = f"{population:g} in the population and {sampled} in the sample"
    message = f"The second-stage clusters of the cluster {cluster!r} are {found}."
    remedy = "Give the number of second-stage clusters (of people, without second=) in the first-stage cluster."
    values = {"cluster": cluster, "population": population, "sampled": sampled}
    return problem("second_population_too_small", place, message, remedy, values=values)


def second_population_missing(place: Place, cluster: str, known: Sequence[str]) -> Problem:
    """second_population= gives no number for a first-stage cluster."""
    close = near(cluster, known)
    hint = f" Near it there is: {listed(close)}." if close else ""
    message = f"second_population= gives no number for the cluster {cluster!r}."
    values = {"cluster": cluster, "near": close}
    return problem("second_population_missing", place, message, f"Add it to second_population=.{hint}", values=values)
