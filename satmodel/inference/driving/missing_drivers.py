"""The drivers of the overall answer under three treatments of missing and no-opinion answers, side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from satmodel.errors import NotEstimable, SettingError
from satmodel.inference.driving.drivers import drivers
from satmodel.inference.driving.drivers_result import Drivers
from satmodel.inference.filling.missing import TREATMENTS, treated
from satmodel.inference.sampling.sample import asked_of, in_one_order
from satmodel.result import Chart, Finding, Result, Verdict
from satmodel.step import Step
from satmodel.survey.respondents import Survey

_ROUNDING = 1e-9  # shares that differ by less are the same share

SHARING = ("shapley", "johnson", "genizi", "car")


@dataclass(frozen=True, slots=True, eq=False)
class MissingDrivers(Result):
    """The importance of the items by treatment of missing answers.

    Attributes:
        results: the drivers under each treatment that could be computed, complete cases first.
        refused: the treatments that could not be computed.
        mended: replicates of the pairwise covariances that no data could give and that were mended.
        step: how they were made.
    """

    results: tuple[Drivers, ...]
    refused: tuple[str, ...]
    mended: int
    step: Step

    @property
    def treatments(self) -> tuple[str, ...]:
        """The treatments that could be computed."""
        return tuple(name for name in TREATMENTS if name not in self.refused)

    @property
    def table(self) -> pd.DataFrame:
        """One row an item and treatment, in the order of complete cases.

        ``rank`` is the item's place under the treatment, ``estimate`` its importance in points of R², ``share``,
        ``share_low`` and ``share_high`` its share of R² with the interval, ``n`` the respondents that took part.
        """
        parts = []
        for name, found in zip(self.treatments, self.results, strict=True):
            table = found.table[["estimate", "share", "share_low", "share_high"]]
            rank = table["share"].rank(ascending=False, method="min").astype(int)
            noted = found.step.settings["n"]
            parts.append(table.assign(treatment=name, rank=rank, n=noted).set_index("treatment", append=True))
        order = [(item, name) for item in self._items() for name in self.treatments]
        columns = ["rank", "estimate", "share", "share_low", "share_high", "n"]
        return pd.concat(parts).loc[order, columns]

    @property
    def unanswered(self) -> pd.DataFrame:
        """One row a question: answers without an opinion, and blanks."""
        rows = self.step.settings["unanswered"]
        return pd.DataFrame(rows, columns=["item", "no_opinion_count", "blank_count"]).set_index("item")

    @property
    def chart(self) -> Chart:
        columns = {"label": "item", "part": "treatment", "value": "share", "low": "share_low", "high": "share_high"}
        return Chart("treatments", self.table.reset_index(), columns, {"level": self.step.settings["level"]})

    @property
    def findings(self) -> tuple[Finding, ...]:
        noted = self.step.settings
        counts = ("respondents", "complete", "with_no_opinion", "with_blank_only")
        most = max(noted["unanswered"], key=lambda row: row[1] + row[2])
        found = [Finding("missing_drivers.lost", {key: noted[key] for key in counts} | {"outcome": noted["outcome"]})]
        if most[1] + most[2]:
            found.append(Finding("missing_drivers.most", dict(zip(("item", "no_opinion", "blank"), most, strict=True))))
        elif not noted["controls"]:  # respondents may lack a control
            found = [Finding("missing_drivers.none", {key: noted[key] for key in ("respondents", "outcome")})]
        found += [self._fit(name, one) for name, one in zip(self.treatments, self.results, strict=True)]
        if len(self.results) > 1:
            found += [self._order(), self._reversed(), *self._largest()]
        if self.mended:
            found.append(Finding("missing_drivers.mended", {"count": self.mended, "replicates": noted["replicates"]}))
        found += [Finding("missing_drivers.refused", {"treatment": name}) for name in self.refused]
        return (*found, Finding("missing_drivers.unknown", {}))

    def _items(self) -> list[str]:
        return list(self.results[0].table.index)

    def _fit(self, name: str, one: Drivers) -> Finding:
        noted = one.step.settings
        values = {"treatment": name, "n": noted["n"], "r2": one.r2, "low": one.r2_low, "high": one.r2_high}
        more = {key: noted.get(key) for key in ("pair_least", "pair_most", "imputations", "filled")}
        return Finding("missing_drivers.fit", values | more | {"level": noted["level"]})

    def _order(self) -> Finding:
        ranks = self.table["rank"].unstack("treatment").loc[self._items()]
        moved = ranks.ne(ranks.iloc[:, 0], axis=0).any(axis=1)
        firsts = {one.table.index[0] for one in self.results}
        values = {
            "first": self._items()[0],
            "items": tuple(ranks.index[moved]),
            "moved": int(moved.sum()),
            "same_first": len(firsts) == 1,
        }
        return Finding("missing_drivers.order", values)

    def _reversed(self) -> Finding:
        """How many orders of two items that one treatment establishes another one turns round."""
        settled: set[tuple[object, object]] = set()
        turned: set[tuple[object, object]] = set()
        for one in self.results:
            if "verdict" in one.pairs:
                settled |= set(one.pairs.index[one.pairs["verdict"] == Verdict.ESTABLISHED])
        for one in self.results:
            share = one.table["share"]
            turned |= {pair for pair in settled if share[pair[0]] < share[pair[1]]}
        return Finding("missing_drivers.reversed", {"count": len(turned), "settled": len(settled)})

    def _largest(self) -> tuple[Finding, ...]:
        """The share that moves most from the first treatment to another, beside its interval; none if none moves."""
        shares = self.table["share"].unstack("treatment")
        gap = shares.sub(shares[self.treatments[0]], axis=0).abs()
        if gap.max(axis=None) < _ROUNDING:
            return ()
        item, name = gap.stack().idxmax()
        row = self.table.loc[(item, self.treatments[0])]
        value = float(shares.loc[item, name])
        values = {
            "item": item,
            "treatment": name,
            "base": self.treatments[0],
            "share": value,
            "before": float(row["share"]),
            "low": float(row["share_low"]),
            "high": float(row["share_high"]),
            "level": self.step.settings["level"],
            "within": bool(row["share_low"] <= value <= row["share_high"]),
        }
        return (Finding("missing_drivers.largest", values),)


def missing_drivers(
    survey: Survey,
    *,
    outcome: str | None = None,
    items: Sequence[str] | None = None,
    method: str = "shapley",
    controls: Sequence[str] = (),
    level: float = 0.95,
    replicates: int = 1000,
    seed: int = 1,
) -> MissingDrivers:
    """Say whether the order of the drivers depends on what is done about missing and no-opinion answers.

    Args:
        survey: the respondents.
        outcome, items, controls: as in :func:`satmodel.drivers`.
        method: ``"shapley"``, ``"johnson"``, ``"genizi"`` or ``"car"``, as in :func:`satmodel.drivers`.
        level: confidence level of the intervals.
        replicates: bootstrap replicates, 200 or more.
        seed: seed of the bootstrap and of the imputations.

    Returns:
        The importance of every item by complete cases, by pairs of answers, and with missing answers filled in several
        times; how many answers were without an opinion and how many blank; and whether the order is the same. Each
        column of numbers is that of ``drivers(survey, missing=...)``.

    Assumptions:
        Complete cases and pairs: who answered stands for who did not (missing completely at random). Imputed: whether
        an answer is missing depends on nothing but the other answers, the unit, the stratum and the weight (missing at
        random; unit and stratum where they have 10 respondents or more each on average, ``step`` says which took part),
        and clusters make respondents no more alike than these do. No treatment can tell how those without an
        opinion would have judged.

    Raises:
        SettingError: as :func:`satmodel.drivers`.
        NotEstimable: no treatment can be computed.

    Formula:
        Pairwise: correlations of the respondents who answered both columns, standard deviations of those who answered
        one; a matrix that is not positive semidefinite becomes the nearest correlation matrix (Higham), which is told.
        Imputed: 20 tables completed by chained equations with predictive mean matching (5 donors, 10 cycles); the
        covariance is their mean; the bootstrap replicates of all tables are pooled ("MI Boot").

    Source:
        Little and Rubin (2019), Statistical analysis with missing data, 3rd edition; van Buuren and
        Groothuis-Oudshoorn (2011), Journal of Statistical Software 45(3); Schomaker and Heumann (2018), Statistics in
        Medicine 37, 2252-2266; Higham (2002), IMA Journal of Numerical Analysis 22, 329-343.

    Examples:
        >>> import numpy as np, pandas as pd, satmodel as sat
        >>> points = np.random.default_rng(7).normal(80, 10, (200, 2))
        >>> frame = pd.DataFrame(points, columns=["roads", "schools"]).assign(town="A", all=points @ [0.3, 0.6] + 8)
        >>> frame["all"] += np.random.default_rng(8).normal(0, 5, 200)
        >>> frame.loc[:39, "roads"] = np.nan
        >>> found = missing_drivers(sat.read(frame, unit="town", items=["roads", "schools"], overall="all"))
        >>> found.table["share"].unstack().round(2).loc["schools", ["complete", "pairwise", "imputed"]].tolist()
        [0.79, 0.78, 0.79]
    """
    if method not in SHARING:
        raise SettingError(f"method must be one of {SHARING} here, which share out R², not {method!r}")
    outcome, named = asked_of(survey, outcome, items)
    shared = {"outcome": outcome, "items": in_one_order(survey, outcome, named), "controls": controls}
    results: list[Drivers] = []
    refused: list[str] = []
    last: NotEstimable | None = None
    for name in TREATMENTS:
        try:
            found = drivers(
                survey, missing=name, method=method, level=level, replicates=replicates, seed=seed, **shared
            )
        except NotEstimable as fault:
            refused.append(name)
            last = fault
        else:
            results.append(found)
    if last is not None and not results:
        raise last
    noted = results[0].step.settings
    mended = 0
    if "pairwise" not in refused:
        pairs = treated(survey, missing="pairwise", **shared)
        mended = pairs.mended_replicates(replicates, seed)
    kept = ("respondents", "complete", "with_no_opinion", "with_blank_only", "unanswered", "outcome", "items")
    asked = {"method": method, "controls": tuple(controls), "level": level, "replicates": replicates, "seed": seed}
    settings = {key: noted[key] for key in kept} | asked | {"refused": tuple(refused), "mended": mended}
    settings |= {"beside": (), "imputed": "imputed" not in refused}
    if settings["imputed"]:
        settings["beside"] = results[-1].step.settings["beside"]
    step = Step("missing_drivers", settings, tuple(one.step for one in results))
    return MissingDrivers(tuple(results), tuple(refused), mended, step)
