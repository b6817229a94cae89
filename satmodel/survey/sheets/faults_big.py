"""The faults of files and frames that are added up without being read row by row: one function a rule."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from satmodel.errors import Problem
from satmodel.survey.sheets.faults import Place, listed, problem


def labels_blank(place: Place, role: str, count: int) -> Problem:
    """Rows without a unit, a stratum or a cluster."""
    message = f"{count} rows have no {role}."
    remedy = "Fill it in, or take these rows out of the file."
    return problem("labels_blank", place, message, remedy, values={"role": role, "count": count})


def weights_unusable(place: Place, count: int) -> Problem:
    """Rows whose weight is empty, no finite number, or not above zero."""
    message = f"{count} rows have a weight that is empty, no number, or not above zero."
    remedy = "Correct the weights, or take the rows that are not to count out of the file."
    return problem("weights_unusable", place, message, remedy, values={"count": count})


def numbers_unusable(place: Place, role: str, count: int, example: str) -> Problem:
    """Cells that hold something other than a finite number."""
    message = f"{count} rows hold no plain finite number ({role}), such as {example!r}."
    remedy = "Write plain numbers, such as 75 or 75.5; for answers in words give scale=."
    values = {"role": role, "count": count}
    return problem("numbers_unusable", place, message, remedy, value=example, values=values)


def answers_unknown(
    place: Place, count: int, example: str, points: Collection[str], no_opinion: Collection[str]
) -> Problem:
    """Answers that the scale does not know."""
    message = f"{count} rows hold answers that the scale does not know, such as {example!r}."
    remedy = (
        f"Correct them, or add them to the scale exactly as they stand; it knows: {listed([*points, *no_opinion])}."
    )
    values = {"count": count, "answers": tuple(points), "no_opinion": tuple(no_opinion)}
    return problem("answers_unknown", place, message, remedy, value=example, values=values)


def cluster_across_strata(place: Place, cluster: str, strata: Sequence[str]) -> Problem:
    """A cluster that appears in more than one stratum."""
    message = f"The cluster {cluster!r} lies in the strata {listed(strata)}."
    remedy = "Correct the stratum, or give clusters of different strata different names."
    return problem("cluster_across_strata", place, message, remedy, value=cluster, values={"strata": tuple(strata)})


def rows_none(place: Place) -> Problem:
    """No rows at all."""
    return problem("rows_none", place, "There are no rows.", "Check the path and the file.")
