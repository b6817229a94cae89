"""How far scores, ranks and verdicts hang on choices: every unit under every combination of what might be chosen."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from satmodel.errors import NotEstimable, SettingError
from satmodel.estimation.estimates import Estimates
from satmodel.estimation.means import means
from satmodel.estimation.small import FEWEST
from satmodel.inference.judging.comparing import check_level
from satmodel.inference.judging.rankable import check_fewest
from satmodel.inference.soundness.sensitivity_result import Sensitivity
from satmodel.inference.soundness.sensitivity_verdicts import Judged, judged
from satmodel.inference.soundness.specifying import (
    BASE,
    CHOICES,
    LeftOut,
    Options,
    Reweighted,
    all_cells,
    options,
    respecified,
    scored_by,
    unit_means,
)
from satmodel.step import Step
from satmodel.survey.respondents import Survey
from satmodel.survey.scale import Scale

Array = NDArray[np.float64]
_MADE = ("coding", "no_opinion", "weights", "respondents")


def sensitivity(  # noqa: PLR0913 -- one argument for each kind of choice, and how sure
    survey: Survey,
    *,
    codings: Mapping[str, Scale | Mapping[object, float]] | None = None,
    no_opinion: Collection[str] | None = None,
    weights: Reweighted | None = None,
    item_weights: Mapping[str, Mapping[str, float]] | None = None,
    without: LeftOut | None = None,
    interviewer: str | None = None,
    level: float = 0.95,
    fewest: int = FEWEST,
) -> Sensitivity:
    """Compute every unit's score, rank and verdicts under every combination of choices that might have been made.

    Args:
        survey: the respondents.
        codings: other points by answer (or scales), by name; monotone, as for :func:`satmodel.recoded`.
        no_opinion: how answers without an opinion are counted beside being left apart: ``"lowest"``, ``"middle"``,
            ``"highest"`` points of the coding, or ``"zero"``; the first three by default where somebody gave one, and
            ``()`` for none.
        weights: other weights by name: None for no weights, a column, or the same survey weighted otherwise.
        item_weights: other weights of the items in the composite, by name; an item not named has no part.
        without: respondents left out, by name: values by column, such as ``{"trainees": {"interviewer": ["07"]}}``.
        interviewer: a column whose values are left out one after the other, with everything else as it is.
        level: confidence level of all pairs of units in each specification.
        fewest: respondents a unit needs to be ranked, as scored; those with fewer are listed in ``apart``.

    Returns:
        The range of each unit's score and rank, in how many specifications the order of each two units is established,
        and what each choice alone does.

    Assumptions:
        Those of ``means`` and ``gaps`` in every specification. The specifications share one sample: they say what hangs
        on choices, and their number is not evidence; an unlisted choice is not tried.

    Raises:
        SettingError: nothing to compare, a setting that cannot be used, or more than 2,000 specifications.
        NotEstimable: fewer than two units have scores in every specification.

    Formula:
        C_u(s) = Σ_q a_q(s) ȳ_uq(s), with points, weights, item weights a and respondents of specification s; pairs by
        the studentised range (by draws where units are correlated), K units.

    Source:
        Simonsohn, Simmons & Nelson (2020), Nature Human Behaviour 4, 1208-1214; Steegen, Tuerlinckx, Gelman & Vanpaemel
        (2016), Perspectives on Psychological Science 11, 702-712.

    Examples:
        >>> import pandas as pd, satmodel as sat
        >>> answers = ["good"] * 20 + ["bad"] * 20 + ["good"] * 35 + ["fair"] * 5
        >>> frame = pd.DataFrame({"town": ["A"] * 40 + ["B"] * 40, "q1": answers})
        >>> survey = sat.read(frame, unit="town", items=["q1"], scale=sat.Scale({"good": 100, "fair": 75, "bad": 55}))
        >>> found = sensitivity(survey, codings={"100/70/30": {"good": 100, "fair": 70, "bad": 30}})
        >>> found.table[["rank", "rank_best", "rank_worst"]].values.tolist()
        [[1, 1, 1], [2, 2, 2]]
    """
    check_level(level)
    check_fewest(fewest)
    if isinstance(no_opinion, str):
        raise SettingError(f"no_opinion must be a list, such as [{no_opinion!r}]")
    asked = options(
        survey,
        codings=codings,
        no_opinion=no_opinion,
        weights=weights,
        items=item_weights,
        without=without,
        interviewer=interviewer,
    )
    listed = asked.specifications()
    value, estimates = _computed(survey, asked, listed, level)
    found = judged(value, estimates, units=survey.units, level=level, fewest=fewest)
    if len(found.units) < 2:
        raise NotEstimable("fewer than two units have answers that can be scored to every item in every specification")
    return Sensitivity(listed, found, level, _step(survey, asked, listed, found, level=level, fewest=fewest))


def _computed(survey: Survey, asked: Options, listed: pd.DataFrame, level: float) -> tuple[Array, list[Estimates]]:
    """(s, u) composites of the units, ``nan`` where an item has no score, and the estimates of each specification."""
    cells = all_cells(survey)
    value = np.full((len(listed), len(survey.units)), np.nan)
    estimates: list[Estimates | None] = [None] * len(listed)
    for (coding, treatment, weights, kept), rows in listed.groupby(list(_MADE), sort=False):
        made = respecified(asked.designs[weights], cells, scored_by(asked, survey, coding, treatment), asked.kept[kept])
        raw, cell = unit_means(made), means(made, level=level)
        for place, name in zip(rows.index, rows["items"], strict=True):
            shares = asked.items[name]
            used = [item for item in shares if shares[item] > 0]
            columns = [list(made.scores.columns).index(item) for item in used]
            value[place] = raw[:, columns] @ np.array([shares[item] for item in used])
            part = cell.take({"item": used}) if len(used) < len(shares) else cell
            estimates[place] = part.average("item", {item: shares[item] for item in used})
    return value, [one for one in estimates if one is not None]


def _step(survey: Survey, asked: Options, listed: pd.DataFrame, found: Judged, *, level: float, fewest: int) -> Step:
    settings: dict[str, Any] = {
        "level": level,
        "fewest": fewest,
        "count": len(listed),
        "units": len(found.units),
        "alone": len(asked.alone),
        "measure": "points",
    }
    own = dict(zip(CHOICES, BASE, strict=True))
    for choice in CHOICES:
        others = [name for name in dict.fromkeys(listed[choice]) if name != own[choice] and name not in asked.alone]
        settings[f"{choice}_tried"] = tuple(others)
    settings["codings"] = {name: tuple(points.items()) for name, points in asked.codings.items()}
    settings["item_weights"] = {name: tuple(shares.items()) for name, shares in asked.items.items()}
    sources = [survey.step]
    sources += [one.step for one in asked.designs.values() if one.step not in sources]
    return Step("sensitivity", settings, tuple(sources))
