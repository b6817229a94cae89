"""Reading the respondents' columns, with every fault of every cell."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from satmodel.errors import Problem
from satmodel.survey.scale import Scale
from satmodel.survey.sheets import faults
from satmodel.survey.sheets import faults_doors as doors
from satmodel.survey.sheets.text import Cells, label, numbers
from satmodel.survey.sheets.workbooks import Key, Rows, Sheet

Array = NDArray[np.float64]


def points(sheet: Sheet, key: Key, rows: Rows, scale: Scale | None) -> tuple[Array, list[Problem]]:
    """The points of one item's (r,) answers, ``nan`` for no opinion and no answer, and answers not known."""
    if scale is None:
        values, wrong = numbers(sheet.values(key, rows))
        if wrong.any() and np.isnan(values).all():
            different = pd.unique(sheet.labels(key, rows[wrong]))
            return values, [faults.scale_needed(sheet.place(key), list(different))]
        return values, [
            faults.number_expected(sheet.place(key, row), "points", sheet.text(key, row)) for row in rows[wrong]
        ] + _mixed(sheet, key, rows, values)
    plain = sheet.labels(key, rows)
    values, unknown = scale.match(plain)
    return values, [
        faults.unknown_answer(sheet.place(key, row), answer, scale.points, scale.no_opinion)
        for row, answer in zip(rows[unknown], plain[unknown], strict=True)
    ]


def _mixed(sheet: Sheet, key: Key, rows: Rows, values: Array) -> list[Problem]:
    """Shares such as .9574 in a column where other cells say 95.74%: one of the two is a hundred times too small."""
    shown = sheet.labels(key, rows)
    signed = np.array([text.endswith("%") for text in shown], dtype=bool)
    if not signed.any():
        return []
    low = rows[~signed & (values > 0) & (values <= 1)]
    return [doors.points_percent_mixed(sheet.place(key, row), sheet.text(key, row)) for row in low]


def names(sheet: Sheet, key: Key, rows: Rows) -> tuple[pd.Series, list[Problem]]:
    """The (r,) labels of the unit, the stratum or the cluster, none of which may be empty."""
    plain = sheet.labels(key, rows)
    places = [sheet.place(key, row) for row in rows[plain == ""]]
    problems = [faults.unit_blank(one) if key[0] == "unit" else faults.label_blank(one, key[0]) for one in places]
    return pd.Series(plain, index=sheet.index(rows), name=key[0], dtype=object), problems


def units_listed(sheet: Sheet, rows: Rows, known: Collection[str]) -> list[Problem]:
    """Respondents of a unit that is not in the analyst's list."""
    key = ("unit", "unit")
    listed = [label(name) for name in known]
    unit = sheet.labels(key, rows)
    strange = np.array([name not in {*listed, ""} for name in unit], dtype=bool)
    return [
        faults.unit_unknown(sheet.place(key, row), name, listed)
        for row, name in zip(rows[strange], unit[strange], strict=True)
    ]


def weights(sheet: Sheet, rows: Rows) -> tuple[Array, list[Problem]]:
    """The (r,) weights, each a number above zero."""
    key = ("weight", "weight")
    values, problems = _required(sheet, key, rows)
    low = rows[values <= 0]
    return values, problems + [faults.weight_not_positive(sheet.place(key, row), sheet.text(key, row)) for row in low]


def _required(sheet: Sheet, key: Key, rows: Rows) -> tuple[Array, list[Problem]]:
    values, wrong = numbers(sheet.values(key, rows))
    wrong |= np.isnan(values)
    return values, [faults.number_expected(sheet.place(key, row), key[0], sheet.text(key, row)) for row in rows[wrong]]


def identities(sheet: Sheet, rows: Rows) -> list[Problem]:
    """Interviews whose number is empty or stands in an earlier row."""
    key = ("id", "id")
    plain, problems = names(sheet, key, rows)
    first = pd.Series(rows, index=plain.index).groupby(plain.to_numpy()).transform("first").to_numpy()
    again = (first != rows) & (plain != "").to_numpy()
    for row, text, earlier in zip(rows[again], plain[again], first[again], strict=True):
        place, before, number = sheet.place(key, row), sheet.grid.piece(earlier), sheet.grid.number_of(earlier)
        if before == sheet.grid.piece(row):
            problems.append(faults.id_duplicated(place, text, number))
        else:
            problems.append(doors.id_in_two_files(place, text, before.file or "", before.sheet or "", number))
    return problems


def clusters(sheet: Sheet, rows: Rows, cluster: pd.Series, stratum: pd.Series) -> list[Problem]:
    """Clusters that lie in more than one stratum, each once, where the second stratum first appears."""
    pairs = pd.DataFrame({"cluster": cluster, "stratum": stratum, "position": rows})
    pairs = pairs[(pairs["cluster"] != "") & (pairs["stratum"] != "")].drop_duplicates(["cluster", "stratum"])
    problems = []
    for name, found in pairs[pairs.duplicated("cluster", keep=False)].groupby("cluster", sort=False):
        first, second = found["position"].iloc[:2]
        place = sheet.place(("cluster", "cluster"), second)
        problems.append(faults.cluster_in_two_strata(place, name, list(found["stratum"]), sheet.grid.number_of(first)))
    return problems


def population(
    sheet: Sheet,
    rows: Rows,
    *,
    given: str | float | Mapping[str, float],
    stratum: pd.Series | None,
    cluster: pd.Series | None,
) -> tuple[Array, list[Problem]]:
    """The (r,) number of sampling units in each respondent's stratum, from a column, a number or a number a stratum."""
    one = pd.Series("", index=sheet.index(rows), dtype=object)
    strata: Cells = (one if stratum is None else stratum).to_numpy()
    column = ("population", "population")
    if isinstance(given, str):
        sizes, problems = _required(sheet, column, rows)
        place = sheet.place(column)
    else:
        known = {label(name): float(size) for name, size in given.items()} if isinstance(given, Mapping) else None
        sizes = np.full(len(rows), given) if known is None else np.array([known.get(s, np.nan) for s in strata])
        place = sheet.grid.place()
        lacking = [] if known is None else pd.unique(strata[np.isnan(sizes) & (strata != "")])
        problems = [faults.population_missing(place, name, list(known or ())) for name in lacking]
    frame = pd.DataFrame({"stratum": strata, "size": sizes, "unit": rows if cluster is None else cluster.to_numpy()})
    for name, found in frame.dropna(subset="size").groupby("stratum", sort=False):
        different = found["size"].unique()
        sampled = found["unit"].nunique()
        if len(different) > 1:
            problems.append(faults.population_differs(place, str(name), [float(size) for size in different]))
        elif different[0] < sampled:
            problems.append(faults.population_too_small(place, str(name), float(different[0]), int(sampled)))
    return sizes, problems
