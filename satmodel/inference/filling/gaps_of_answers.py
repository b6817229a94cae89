"""The columns of a driver analysis with their gaps: what is missing, what is refused, what the step notes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from satmodel.errors import NotEstimable, SettingError
from satmodel.estimation.labels import quoted
from satmodel.estimation.terms import terms_of
from satmodel.inference.sampling.regression import cluster_totals, r_squared
from satmodel.inference.sampling.sample import NOTHING, refuse_computed
from satmodel.survey.adding.coding import Stages, codes_of, stages_of
from satmodel.survey.moments import add_up
from satmodel.survey.quality.fieldwork import answers_of
from satmodel.survey.respondents import Survey

Array = NDArray[np.float64]
Flags = NDArray[np.bool_]
Codes = NDArray[np.intp]


@dataclass(frozen=True, slots=True, eq=False)
class Gapped:
    """The (r rows) columns of a driver analysis, ``nan`` where there is no answer.

    Attributes:
        frame: the c control terms, the p items, the outcome last.
        items, outcome, controls: the columns asked for. terms: the c control terms.
    """

    frame: pd.DataFrame
    items: tuple[str, ...]
    outcome: str
    controls: tuple[str, ...]
    terms: tuple[str, ...]

    @property
    def asked(self) -> Array:
        """(r, p+1) items and outcome."""
        return self.frame.to_numpy(dtype=float)[:, len(self.terms) :]

    @property
    def held(self) -> Array:
        """(r, c) control terms."""
        return self.frame.to_numpy(dtype=float)[:, : len(self.terms)]


def gapped_of(survey: Survey, names: tuple[str, ...], controls: tuple[str, ...], outcome: str) -> Gapped:
    """The columns asked for, checked.

    Raises:
        SettingError: a control that is an item or the outcome, or that cannot be used.
    """
    frame, terms = survey.scores[[*names, outcome]], ()
    if controls:
        twice = [name for name in controls if name in (*names, outcome)]
        if twice:
            raise SettingError(f"{quoted(twice)} cannot be a control and an item or the outcome at once")
        found = terms_of(survey, controls)
        held = pd.DataFrame(found.values, index=frame.index, columns=[f"control {name}" for name in found.names])
        frame, terms = pd.concat([held, frame], axis=1), found.names
    return Gapped(frame, names, outcome, controls, terms)


def refuse_computed_gapped(survey: Survey, columns: Gapped) -> None:
    """Refuse an outcome computed from the items, where there are complete cases enough to see it."""
    complete = add_up(columns.frame, survey.design, survey.units, source=survey.step, complete=True)
    if int(complete.n[:, 0].sum()) >= 3 * len(columns.frame.columns):
        refuse_computed(survey, cluster_totals(complete), columns.items, columns.outcome)


def unanswered_of(survey: Survey, names: tuple[str, ...]) -> dict[str, Any]:
    """Of each column the answers without an opinion and the blanks; of the respondents those who lack an answer."""
    none = survey.scores[list(names)].isna().to_numpy()
    labels = answers_of(survey, overall=True)
    blank = none & np.column_stack([(labels[name] == "").to_numpy() for name in names])
    without = none & ~blank
    each = zip(names, without.sum(axis=0).tolist(), blank.sum(axis=0).tolist(), strict=True)
    return {
        "respondents": len(none),
        "complete": int((~none.any(axis=1)).sum()),
        "with_no_opinion": int(without.any(axis=1).sum()),
        "with_blank_only": int((blank.any(axis=1) & ~without.any(axis=1)).sum()),
        "unanswered": tuple(each),
    }


def noted_of(survey: Survey, columns: Gapped, used: Flags) -> tuple[dict[str, Any], dict[str, Codes], Stages]:
    """What the step notes of a sample that keeps the respondents ``used``; the codes and the sizes of its design.

    Raises:
        NotEstimable: too few clusters answered.
    """
    codes = codes_of(survey.design, survey.units)
    stages = stages_of(survey.design, codes)
    clusters, strata = (len(np.unique(codes[role][used])) for role in ("cluster", "stratum"))
    size = len(columns.frame.columns)
    if clusters < size + 1 or clusters == strata:
        kind = "respondents" if survey.design.cluster is None else "clusters"
        raise NotEstimable(
            f"{clusters} {kind} in {strata} strata answered; {size - 1} items and control terms need {size + 1} or "
            "more, and more than strata: leave out items with few answers (items=)"
        )
    no_outcome = ~used & np.isnan(columns.asked[:, -1])
    settings = {
        "clustered": survey.design.cluster is not None,
        "stratified": survey.design.stratum is not None,
        "weighted": survey.design.weighted,
        "finite": stages[1] is not None,
        "outcome": columns.outcome,
        "items": columns.items,
        "controls": columns.controls,
        "n": int(used.sum()),
        "lost": int((~used).sum()),
        "lost_outcome": int(no_outcome.sum()),
        "lost_items": int((~used & ~no_outcome).sum()),
        "clusters": clusters,
        "strata": strata,
        "df": clusters - strata,
        "lonely_strata": int((stages[0] == 1).sum()),
        **unanswered_of(survey, (*columns.items, columns.outcome)),
    }
    return settings, codes, stages


def refuse_nothing(cov: Array, outcome: str) -> None:
    """Refuse an outcome that does not vary, or of which nothing is explained."""
    if not cov[-1, -1] > 0:
        raise NotEstimable(f"everyone gave the same answer to {outcome!r}; there is nothing to explain")
    if not r_squared(cov) > NOTHING:
        raise NotEstimable(f"the items explain nothing of {outcome!r}; there is nothing to share out")
