"""Three treatments of missing and no-opinion answers in a driver analysis: complete cases, pairs, imputed answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from satmodel.errors import SettingError
from satmodel.inference.filling.available_cases import PairwiseSample, available
from satmodel.inference.filling.gaps_of_answers import gapped_of, refuse_computed_gapped, unanswered_of
from satmodel.inference.filling.imputing import ImputedSample, imputed
from satmodel.inference.sampling.regression import Regression, regress, regress_replicated
from satmodel.inference.sampling.sample import DriverSample, asked_of, sample_of
from satmodel.survey.respondents import Survey

Array = NDArray[np.float64]

TREATMENTS = ("complete", "pairwise", "imputed")
IMPUTATIONS = 20

Treated = DriverSample | PairwiseSample | ImputedSample


def treated(
    survey: Survey,
    *,
    missing: str = "complete",
    outcome: str | None = None,
    items: Sequence[str] | None = None,
    controls: Sequence[str] = (),
    guard: bool = True,
    imputations: int = IMPUTATIONS,
    seed: int = 1,
) -> Treated:
    """The respondents of a driver analysis under one treatment of missing and no-opinion answers.

    Args:
        survey: the respondents.
        missing: ``"complete"``: those who answered every column; ``"pairwise"``: for each pair of columns those who
            answered both; ``"imputed"``: missing answers filled in several times from the answers there are.
        outcome, items, controls, guard: as in :func:`sample_of`.
        imputations: how many times missing answers are filled in.
        seed: seed of the imputations.

    Returns:
        The sample, with ``cov``, ``replicated`` and ``settings``. The settings say of every column how many gave an
        answer without an opinion and how many gave none (``unanswered``), and of the respondents how many are complete.

    Assumptions:
        Complete cases and pairs: those with an answer stand for those without one (missing completely at random).
        Imputed: whether an answer is missing depends only on the other answers, the unit, the stratum and the weight
        (missing at random). An answer without an opinion is filled in as if there were an opinion to be known.

    Raises:
        SettingError: as :func:`sample_of`; another treatment; fewer than two imputations.
        NotEstimable: as :func:`sample_of`; a pair of columns that too few answered together; pairs that contradict
            each other so that the mended covariance explains the outcome wholly.
    """
    if missing not in TREATMENTS:
        raise SettingError(f"missing must be one of {TREATMENTS}, not {missing!r}")
    if missing == "complete":
        sample = sample_of(survey, outcome=outcome, items=items, controls=controls, guard=guard)
        noted = {"missing": missing, **unanswered_of(survey, (*sample.items, sample.outcome))}
        return replace(sample, settings=sample.settings | noted)
    outcome, names = asked_of(survey, outcome, items)
    columns = gapped_of(survey, names, tuple(controls), outcome)
    if guard:
        refuse_computed_gapped(survey, columns)
    if missing == "pairwise":
        return available(survey, columns)
    if imputations < 2:
        raise SettingError(f"imputations must be 2 or more, not {imputations}: one does not show what is left open")
    return imputed(survey, columns, imputations=imputations, seed=seed)


def regression_of(sample: Treated, replicated: Array) -> Regression:
    """The regression beside the importance: of complete cases Taylor-linearised, else from the replicates.

    Args:
        sample: the respondents.
        replicated: (b, q, q) what ``sample.replicated`` gave; complete cases do not need it.
    """
    if isinstance(sample, DriverSample):
        return regress(sample.data)
    return regress_replicated(sample.cov, replicated)
