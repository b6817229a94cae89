"""Rates and net scores of every unit and item, with their full covariance under the sampling design."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from satmodel.errors import SettingError
from satmodel.estimation.estimates import Estimates
from satmodel.estimation.indicators import estimated, of_sums
from satmodel.survey.moments import Moments
from satmodel.survey.opinions import opinions, plain_groups, responses
from satmodel.survey.respondents import Survey
from satmodel.survey.sheets.text import Cells, label

Array = NDArray[np.float64]
Groups = Mapping[str, Collection[str]]


def rates(
    survey: Survey | Moments,
    *,
    rates: Groups | None = None,
    items: Sequence[str] | None = None,
    by: str | None = "unit",
    no_opinion: str = "apart",
    apart: Collection[str] = (),
    level: float = 0.95,
    lonely: str = "adjust",
) -> Estimates:
    """Estimate the share of respondents whose answer belongs to a group, for every unit, item and group.

    Args:
        survey: the respondents; or sums (``sat.moments``) of answers that were scored 1 in the group and 0 outside it,
            with the group's name and answers as ``rates``: so a rate is computed from files larger than memory.
        rates: the groups of answers by the rates' names. By default, where the words of the scale's answers allow it,
            ``very_satisfied`` (the answer with the most points), ``satisfied`` and ``dissatisfied``.
        items: items, or headers of any other columns, such as a question of awareness; the items by default.
        by: ``"unit"`` for the rates of every unit, None for the whole sample, every respondent by weight (the micro
            average; ``.average("unit")`` of the units' rates is the macro average).
        no_opinion: ``"apart"``: answers that the scale names as no opinion are outside the denominator;
            ``"in"``: they are in it. Blanks are always outside.
        apart: further answers outside the denominator, such as refusals in a column that the scale does not score.
        level: confidence level of the intervals in the table.
        lonely: what a stratum with a single cluster adds to the variance, as in :func:`satmodel.means`.

    Returns:
        Estimates labelled (unit, item, measure), or (item, measure) when ``by`` is None, in shares from 0 to 1, with
        one covariance over all of them. A rate of 0 or 1 has no standard error and is listed in ``apart``;
        :func:`satmodel.intervals` still gives its bound.

    Assumptions:
        As for :func:`satmodel.means`. Near 0 and 1 the interval of the table, estimate ± t · se, is too short; take
        :func:`satmodel.intervals`.

    Raises:
        SettingError: groups that cannot be derived, an answer that nobody could have given, a column that is not there,
            or a setting that is not known.
        NotEstimable: no rate can be estimated at all.

    Formula:
        The mean of y_i = 1 where the answer is in the group and 0 where it is another that counts, and its covariance
        by Taylor linearisation, as for scores.

    Source:
        Woodruff (1971), JASA 66, 411-414; Binder (1983), International Statistical Review 51, 279-292.

    Examples:
        >>> import pandas as pd, satmodel as sat
        >>> said = ["good", "good", "bad", "good", "bad", "bad", "good", "?"]
        >>> frame = pd.DataFrame({"town": list("AAAABBBB"), "q1": said})
        >>> scale = sat.Scale({"good": 100, "bad": 0}, no_opinion=["?"])
        >>> survey = sat.read(frame, unit="town", items=["q1"], scale=scale)
        >>> sat.rates(survey, rates={"satisfied": ["good"]}).table["estimate"].round(3).tolist()
        [0.75, 0.333]
    """
    if isinstance(survey, Moments):
        asked = {"by": by, "level": level, "lonely": lonely}
        return _of_sums(survey, rates, asked, others=items is not None or no_opinion != "apart" or bool(apart))
    groups = plain_groups(opinions(survey.scale) if rates is None else rates)
    parts, settings = indicators(survey, groups, items=items, no_opinion=no_opinion, apart=apart)
    return estimated(survey, parts, by=by, level=level, lonely=lonely, step=("rates", settings))


def net(
    survey: Survey,
    *,
    positive: Collection[str] | None = None,
    negative: Collection[str] | None = None,
    items: Sequence[str] | None = None,
    by: str | None = "unit",
    no_opinion: str = "apart",
    level: float = 0.95,
    lonely: str = "adjust",
) -> Estimates:
    """Estimate the net score: the share of positive answers minus the share of negative ones.

    Args:
        survey: the respondents.
        positive, negative: the answers that count for and against; the ``satisfied`` and ``dissatisfied`` ones of the
            scale by default, where its words allow it. Give both or neither.
        items, by, no_opinion, level, lonely: as in :func:`satmodel.rates`.

    Returns:
        Estimates labelled (unit, item), or (item) when ``by`` is None, in shares from −1 to 1.

    Assumptions:
        As for :func:`satmodel.means`.

    Raises:
        SettingError: an answer on both sides, or what :func:`satmodel.rates` raises.
        NotEstimable: no net score can be estimated at all.

    Formula:
        The mean of y_i = 1, 0 or −1, and its covariance by Taylor linearisation.

    Source:
        Woodruff (1971), JASA 66, 411-414; Reichheld (2003), Harvard Business Review 81(12), 46-54.

    Examples:
        >>> import pandas as pd, satmodel as sat
        >>> said = ["good", "fair", "bad", "good", "bad", "bad", "good", "fair"]
        >>> frame = pd.DataFrame({"town": list("AAAABBBB"), "q1": said})
        >>> survey = sat.read(frame, unit="town", items=["q1"], scale=sat.Scale({"good": 100, "fair": 50, "bad": 0}))
        >>> sat.net(survey).table["estimate"].tolist()
        [0.25, -0.25]
    """
    _check_no_opinion(no_opinion)
    if (positive is None) != (negative is None):
        raise SettingError("give both positive= and negative=, or neither")
    derived = opinions(survey.scale) if positive is None else {"satisfied": positive, "dissatisfied": negative}
    groups = plain_groups({name: derived[name] for name in ("satisfied", "dissatisfied")})
    both = [answer for answer in groups["satisfied"] if answer in groups["dissatisfied"]]
    if both:
        raise SettingError(f"{both} cannot count for and against")
    asked = _columns(survey, items)
    _check_answers(survey, asked, groups, frozenset())
    parts = {}
    for item, given in asked.items():
        left = frozenset() if no_opinion == "in" else _no_opinion(survey, item)
        _check_inside(groups, item, left)
        signs = np.isin(given, groups["satisfied"]).astype(float) - np.isin(given, groups["dissatisfied"])
        parts[item, "net"] = np.where(_counted(given, left), signs, np.nan)
    settings = _settings(groups, list(asked), no_opinion, frozenset())
    found = estimated(survey, parts, by=by, level=level, lonely=lonely, step=("net", settings))
    return found.take({"measure": "net"})


def indicators(
    survey: Survey,
    groups: Groups,
    *,
    items: Sequence[str] | None = None,
    no_opinion: str = "apart",
    apart: Collection[str] = (),
) -> tuple[dict[tuple[str, str], Array], dict[str, Any]]:
    """Ones where a respondent's answer belongs to a group, zeros where another answer counts, ``nan`` elsewhere.

    Args:
        survey, items, no_opinion, apart: as in :func:`rates`.
        groups: the groups of answers, as labels, by name.

    Returns:
        (r,) values by item and group, and the settings to note.

    Raises:
        SettingError: an answer that nobody could have given or that is outside the denominator, a column that is not
            there, or a setting that is not known.
    """
    _check_no_opinion(no_opinion)
    asked = _columns(survey, items)
    further = _without(apart)
    _check_answers(survey, asked, groups, further)
    parts = {}
    for item, given in asked.items():
        without = further if no_opinion == "in" else further | _no_opinion(survey, item)
        _check_inside(groups, item, without)
        counted = _counted(given, without)
        for name, answers in groups.items():
            parts[item, name] = np.where(counted, np.isin(given, list(answers)).astype(float), np.nan)
    return parts, _settings(groups, list(asked), no_opinion, further)


def _of_sums(sums: Moments, rates: Groups | None, asked: Mapping[str, Any], *, others: bool) -> Estimates:
    """Rates from sums of ones and zeros."""
    groups = plain_groups(rates) if rates else {}
    if len(groups) != 1 or others:
        raise SettingError(
            "from sums, name the one group they count, such as rates={'satisfied': ['good']}; items, no_opinion and "
            "apart were settled when the sums were made"
        )
    squares = np.einsum("cqq->cq", sums.swyy)
    # 1e-9 of the weights: rounding of the sums of ones
    if np.any(np.abs(squares - sums.swy) > 1e-9 * np.maximum(sums.sw, 1)) or np.any(sums.swy > sums.sw * (1 + 1e-9)):
        raise SettingError("the sums are not of ones and zeros; score the group as 1 and the other answers as 0")
    name = next(iter(groups))
    keys = {column: (column, name) for column in sums.columns}
    settings = _settings(groups, list(sums.columns), "apart", frozenset())
    return of_sums(sums, keys, asked=asked, step=("rates", settings))


def _check_no_opinion(no_opinion: str) -> None:
    if no_opinion not in ("apart", "in"):
        raise SettingError(f"no_opinion must be 'apart' or 'in', not {no_opinion!r}")


def _columns(survey: Survey, items: Sequence[str] | None) -> dict[str, Cells]:
    """The answers to each column asked for, by its name."""
    if isinstance(items, str):
        raise SettingError(f"items must be a list of columns, such as [{items!r}]")
    names = list(survey.items if items is None else items)
    if not names or len(set(names)) < len(names):
        raise SettingError(f"items must name each column once, and at least one; they are {names}")
    return {name: responses(survey, name) for name in names}


def _without(apart: Collection[str]) -> frozenset[str]:
    if isinstance(apart, str):
        raise SettingError(f"apart must be a list of answers, such as [{apart!r}]")
    return frozenset(label(answer) for answer in apart)


def _scored(survey: Survey, item: str) -> bool:
    return survey.scale is not None and item in survey.scores.columns


def _no_opinion(survey: Survey, item: str) -> frozenset[str]:
    """What the scale names as no opinion; of a column that it does not score, nothing."""
    return frozenset(survey.scale.no_opinion) if survey.scale is not None and _scored(survey, item) else frozenset()


def _counted(given: Cells, without: frozenset[str]) -> NDArray[np.bool_]:
    return (given != "") & ~np.isin(given, list(without))


def _check_answers(survey: Survey, asked: Mapping[str, Cells], groups: Groups, without: frozenset[str]) -> None:
    """Every answer must be one of the scale, or, in columns without one, have been given by somebody."""
    known = {str(answer) for given in asked.values() for answer in set(given[given != ""])}
    if survey.scale is not None and any(_scored(survey, item) for item in asked):
        known |= {*survey.scale.points, *survey.scale.no_opinion}
    named = {*without, *(answer for answers in groups.values() for answer in answers)}
    unknown = sorted(named - known)
    if unknown:
        raise SettingError(f"nobody gave the answers {unknown} to {list(asked)}; the answers are {sorted(known)}")


def _check_inside(groups: Groups, item: str, without: frozenset[str]) -> None:
    outside = sorted({answer for answers in groups.values() for answer in answers if answer in without})
    if outside:
        raise SettingError(
            f"{outside} are left out of the denominator of {item!r}, so no rate can count them; "
            "use no_opinion='in', or take them out of apart="
        )


def _settings(groups: Groups, items: list[str], no_opinion: str, without: frozenset[str]) -> dict[str, Any]:
    return {
        "items": tuple(items),
        "groups": tuple((name, tuple(answers)) for name, answers in groups.items()),
        "no_opinion": no_opinion,
        "apart": tuple(sorted(without)),
    }
