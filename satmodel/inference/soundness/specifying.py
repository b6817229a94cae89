"""Surveys under other specifications: other points, weights of respondents and items, and respondents left out."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from satmodel.errors import SettingError
from satmodel.inference.soundness.recoding import Coding, answered, coding_of, item_weights, treatments
from satmodel.survey.opinions import responses, scale_of
from satmodel.survey.respondents import Survey
from satmodel.survey.scale import Scale

Array = NDArray[np.float64]
Flags = NDArray[np.bool_]
Reweighted = Mapping[str, Survey | str | None]
LeftOut = Mapping[str, Mapping[str, Collection[object]]]

CHOICES = ("coding", "no_opinion", "weights", "items", "respondents")
BASE = ("as scored", "apart", "as weighted", "as composed", "all")
TREATMENTS = ("lowest", "zero", "middle", "highest")
MOST = 2_000  # specifications


@dataclass(frozen=True, slots=True, eq=False)
class Options:
    """What may be chosen in a specification, by name; the first of each is the survey's own way.

    Attributes:
        codings: points by answer. treated: treatments of answers without an opinion. designs: surveys with other
            weights. items: weights of the items, summing to 1. kept: (r,) which respondents count.
        alone: the choices of respondents that are tried with everything else as it is.
    """

    codings: dict[str, Coding]
    treated: tuple[str, ...]
    designs: dict[str, Survey]
    items: dict[str, dict[str, float]]
    kept: dict[str, Flags]
    alone: tuple[str, ...]

    def specifications(self) -> pd.DataFrame:
        """Every combination, the survey's own first; then each interviewer left out alone."""
        crossed = [name for name in self.kept if name not in self.alone]
        parts = (self.codings, self.treated, self.designs, self.items, crossed)
        rows = list(itertools.product(*(tuple(part) for part in parts)))
        rows += [(*BASE[:4], name) for name in self.alone]
        if len(rows) < 2:
            raise SettingError(
                "there is nothing to compare: give codings, weights, item_weights, without or interviewer; "
                "nobody gave an answer without an opinion"
            )
        if len(rows) > MOST:
            raise SettingError(f"these are {len(rows)} specifications; ask for at most {MOST}")
        return pd.DataFrame(rows, columns=list(CHOICES))


def options(
    survey: Survey,
    *,
    codings: Mapping[str, Scale | Mapping[object, float]] | None,
    no_opinion: Collection[str] | None,
    weights: Reweighted | None,
    items: Mapping[str, Mapping[str, float]] | None,
    without: LeftOut | None,
    interviewer: str | None,
) -> Options:
    """What was asked for, checked.

    Raises:
        SettingError: a name that is that of the survey's own way, a coding that is not monotone, weights or items that
            do not fit, values that nobody has, or a treatment that is not known.
    """
    scale = scale_of(survey)
    for given, own in zip((codings, weights, items, without), (BASE[0], *BASE[2:]), strict=True):
        if given is not None and not isinstance(given, Mapping):
            raise SettingError("codings, weights, item_weights and without each take what is asked under a name")
        if given and own in given:
            raise SettingError(f"{own!r} is the survey's own way; give another name")
    points = {BASE[0]: dict(scale.points)}
    points |= {str(name): coding_of(str(name), one, scale) for name, one in (codings or {}).items()}
    kept = {BASE[4]: np.ones(len(survey), dtype=bool)}
    kept |= {str(name): _kept(survey, columns) for name, columns in (without or {}).items()}
    alone = {} if interviewer is None else _each_left_out(survey, interviewer)
    twice = [name for name in alone if name in kept]
    if twice:
        raise SettingError(f"{twice} is both a name in without and an interviewer; give another name")
    whole = list(survey.items)
    return Options(
        points,
        _treated(survey, scale, no_opinion),
        {BASE[2]: survey} | {str(name): _reweighted(survey, str(name), one) for name, one in (weights or {}).items()},
        {BASE[3]: item_weights(whole, None)}
        | {str(name): item_weights(whole, _every(whole, one)) for name, one in (items or {}).items()},
        kept | alone,
        tuple(alone),
    )


def respecified(survey: Survey, cells: Mapping[str, NDArray[np.object_]], scored: Coding, kept: Flags) -> Survey:
    """A survey whose answers have other points, and in which some respondents do not count.

    Those left out stay in the design and have no score: the rest are a domain of the same sample.
    """
    known = {answer: float(points) for answer, points in scored.items()}
    columns = {}
    for item, given in cells.items():
        points = np.array([known.get(answer, np.nan) for answer in given], dtype=float)
        columns[item] = np.where(kept, points, np.nan)
    return replace(survey, scores=pd.DataFrame(columns, index=survey.scores.index), overall=None)


def scored_by(options_: Options, survey: Survey, coding: str, treatment: str) -> Coding:
    """Points by answer under a coding and a treatment of answers without an opinion."""
    points = dict(options_.codings[coding])
    if treatment == BASE[1]:
        return points
    own = scale_of(survey)
    ends = treatments(Scale({answer: points[answer] for answer in own.points}), None)
    return points | dict.fromkeys(own.no_opinion, ends.get(treatment, 0.0))


def all_cells(survey: Survey) -> dict[str, NDArray[np.object_]]:
    """The answers to every item, as labels."""
    return dict(answered(survey, None))


def _every(items: list[str], given: Mapping[str, float]) -> dict[str, float]:
    """Weights of all items: one that is not named has no part in the composite."""
    if not isinstance(given, Mapping) or not given:
        raise SettingError(f"item_weights take weights by item under a name; the items are {items}")
    unknown = [name for name in given if name not in items]
    if unknown:
        raise SettingError(f"item_weights name {unknown}; the items are {items}")
    return dict.fromkeys(items, 0.0) | {str(name): float(weight) for name, weight in given.items()}


def _treated(survey: Survey, scale: Scale, asked: Collection[str] | None) -> tuple[str, ...]:
    if isinstance(asked, str) or (asked is not None and set(asked) - set(TREATMENTS)):
        raise SettingError(f"no_opinion must be a list of {list(TREATMENTS)}; it is {asked!r}")
    given = survey.answers
    heard = bool((given.loc[given["item"].isin(survey.items) & (given["kind"] == "no_opinion"), "count"] > 0).any())
    if not heard or not scale.no_opinion:
        return (BASE[1],)
    names = [name for name in treatments(scale, None) if name != "zero"] if asked is None else list(asked)
    return (BASE[1], *dict.fromkeys(names))


def _reweighted(survey: Survey, name: str, given: Survey | str | None) -> Survey:
    """The same respondents with other weights."""
    if isinstance(given, Survey):
        if not given.frame.index.equals(survey.frame.index):
            raise SettingError(f"the survey given as weights {name!r} has other respondents")
        return given
    if given is None:
        weight = np.ones(len(survey))
    else:
        text = responses(survey, given)
        weight = pd.to_numeric(pd.Series(text), errors="coerce").to_numpy(dtype=float)
        if not (np.isfinite(weight) & (weight > 0)).all():
            raise SettingError(f"the weights {name!r} in column {given!r} must all be numbers above zero")
    design = replace(survey.design, weight=weight, weighted=given is not None, calibration=None)
    return replace(survey, design=design)


def _kept(survey: Survey, columns: Mapping[str, Collection[object]]) -> Flags:
    """(r,) who is left when those with one of the values in any of the columns are taken out."""
    if not isinstance(columns, Mapping) or not columns:
        raise SettingError('without takes values by column under a name, such as {"trainees": {"interviewer": [7]}}')
    gone = np.zeros(len(survey), dtype=bool)
    for column, values in columns.items():
        given = [values] if isinstance(values, str) or not isinstance(values, Collection) else list(values)
        cells, wanted = responses(survey, column), {str(value) for value in given}
        missing = sorted(wanted - set(cells))
        if missing:
            raise SettingError(f"nobody has {missing} in {column!r}, so nobody can be left out by it")
        gone |= np.isin(cells, list(wanted))
    if gone.all():
        raise SettingError("without leaves nobody")
    return ~gone


def _each_left_out(survey: Survey, column: str) -> dict[str, Flags]:
    """Who is left without each value of a column, such as each interviewer."""
    cells = responses(survey, column)
    values = sorted(set(cells) - {""})
    if len(values) < 2:
        raise SettingError(f"{column!r} has fewer than two values; there is nobody to leave out in turn")
    return {f"{column} {value}": np.asarray(cells != value, dtype=bool) for value in values}


def unit_means(survey: Survey) -> Array:
    """(u, p) the mean points of every unit and item; ``nan`` where nobody has a score."""
    unit = pd.Categorical(survey.design.unit, categories=list(survey.units)).codes
    points, weight, count = survey.scores.to_numpy(dtype=float), survey.design.weight, len(survey.units)
    found = np.full((count, points.shape[1]), np.nan)
    for column, values in enumerate(points.T):
        scored = ~np.isnan(values)
        size = np.bincount(unit[scored], weight[scored], count)
        total = np.bincount(unit[scored], (weight * values)[scored], count)
        np.divide(total, size, out=found[:, column], where=size > 0)
    return found
