"""The drawn sample of the references with the variables it is weighted by, and the margins."""

from pathlib import Path

import pandas as pd

import satmodel as sat

REFERENCE = Path(__file__).parents[1] / "reference" / "survey"
DESIGNS = {
    "plain": {"stratum": "stratum", "cluster": "cluster"},
    "finite": {"stratum": "stratum", "cluster": "cluster", "population": "population"},
    "people": {"stratum": "stratum"},
}
LONG = {"variable": "variable", "category": "category", "count": "count"}
VARIABLES = {"sex": "sex", "class": "age"}


def drawn():
    """The respondents, each with a sex and an age in years."""
    weights = pd.read_csv(REFERENCE / "raked_designed_weights.csv")
    return pd.read_csv(REFERENCE / "designed_data.csv").assign(sex=weights["sex"], age=weights["age"])


def margins(scheme):
    """The population of all units together (``whole``) or of every unit (``units``)."""
    table = pd.read_csv(REFERENCE / "raked_designed_margins.csv").query("scheme == @scheme")
    if scheme == "whole":
        return sat.margins(table.drop(columns="unit"), long=LONG)
    return sat.margins(table, unit="unit", long=LONG)


def survey(design="plain", frame=None):
    """The sample read under a design."""
    data = drawn() if frame is None else frame
    return sat.read(data, unit="unit", items=["q1", "q2", "q3"], weight="weight", **DESIGNS[design])


def weighted(scheme, design="plain"):
    """The sample as R weighted it: ``whole``, ``units`` or ``post``."""
    if scheme == "post":
        return sat.post_stratify(survey(design), margins("whole"), by={"class": "age"})
    within = "unit" if scheme == "units" else None
    return sat.rake(survey(design), margins(scheme), variables=VARIABLES, within=within)
