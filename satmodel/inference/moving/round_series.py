"""Three or more rounds, out of estimates, one set of estimates a round, or counts, as one series a unit."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from satmodel.errors import SettingError
from satmodel.estimation.estimates import Estimates
from satmodel.estimation.given import estimates
from satmodel.estimation.labels import group, nothing_apart, quoted
from satmodel.inference.judging.near_end import added_variance
from satmodel.inference.shrinking.between import known_exactly
from satmodel.step import Step
from satmodel.survey.comparable import require_comparable

Array = NDArray[np.float64]

ROUND = "round"
COLUMNS = {"round": "round", "count": "count", "total": "total"}


@dataclass(frozen=True, slots=True, eq=False)
class Series:
    """The rounds of one unit, in the order of time.

    Attributes:
        label: its labels without the round; empty where there is one series.
        rounds: (k,) the rounds it has, as positions among all rounds.
        value: (k,) scores. cov: (k, k) their sampling covariance. df, n: (k,).
        count: (k,) those counted, None where the scores are no counts.
        missing: names of the rounds it lacks.
    """

    label: tuple[Hashable, ...]
    rounds: NDArray[np.intp]
    value: Array
    cov: Array
    df: Array
    n: Array
    count: Array | None
    missing: tuple[Hashable, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Gathered:
    """Scores of rounds under one covariance, and the counts behind them where they are shares.

    Attributes:
        scores: estimates with a level ``round``. counts: (k,) those counted, or None.
        order: the rounds in the order given, None where only the scores tell it.
        remembered: what the step remembers of rounds that were put together.
        season: the season of each round where a column named it.
    """

    scores: Estimates
    counts: Array | None
    order: tuple[Hashable, ...] | None
    remembered: dict[str, object]
    season: dict[Hashable, Hashable] | None


def gather(
    rounds: Estimates | Mapping[Hashable, Estimates] | pd.DataFrame,
    columns: Mapping[str, str] | None,
    season: object,
    override: str | None,
) -> Gathered:
    """What was given as rounds, in one form."""
    if isinstance(rounds, pd.DataFrame):
        return _counted(rounds, COLUMNS | dict(columns or {}), season if isinstance(season, str) else None)
    if columns is not None:
        raise SettingError("counts= names the columns of a frame of counts; estimates have none")
    if isinstance(season, str):
        raise SettingError("season= names a column of a frame of counts; for estimates give {round: season}")
    if isinstance(rounds, Estimates):
        if ROUND not in rounds.labels.names:
            raise SettingError("the estimates have no level 'round'; stack() rounds, or give {round: estimates}")
        return Gathered(rounds, None, None, {"override": None, "overridden": ()}, None)
    if isinstance(rounds, Mapping) and all(isinstance(part, Estimates) for part in rounds.values()):
        return _side_by_side(rounds, override)
    raise SettingError(
        "trend needs estimates with a level 'round', a mapping of estimates by round, or a frame of counts"
    )


def series_of(data: Gathered, order: tuple[Hashable, ...]) -> tuple[list[Series], pd.DataFrame]:
    """One series a unit, those with an error of zero left out, and what is left out with the reason."""
    scores = data.scores
    rest = [name for name in scores.labels.names if name != ROUND]
    frame = scores.labels.to_frame(index=False)
    place = {name: i for i, name in enumerate(order)}
    found, lost = [], []
    for key, rows in group(frame, rest).items():
        taken = np.array(sorted(rows, key=lambda row: place[frame[ROUND][row]]))
        at = np.array([place[frame[ROUND][row]] for row in taken])
        label = key if rest else ()
        cov = scores.cov[np.ix_(taken, taken)]
        reason = "fewer_than_three_rounds" if len(taken) < 3 else "error_of_zero" if known_exactly(cov) else ""
        if reason:
            lost += [[*label, order[i], scores.value[j], scores.n[j], reason] for i, j in zip(at, taken, strict=True)]
            continue
        missing = tuple(name for i, name in enumerate(order) if i not in set(at))
        counts = None if data.counts is None else data.counts[taken]
        found.append(Series(label, at, scores.value[taken], cov, scores.df[taken], scores.n[taken], counts, missing))
    names = [*rest, ROUND]
    columns = [*names, "estimate", "n", "reason"]
    apart = pd.DataFrame(lost, columns=columns) if lost else nothing_apart(names)
    parts = [part for part in (apart, scores.apart[columns]) if len(part)]
    return found, pd.concat(parts, ignore_index=True) if parts else apart


def _side_by_side(rounds: Mapping[Hashable, Estimates], override: str | None) -> Gathered:
    """Independent rounds under one covariance, each neighbouring pair with comparable instruments."""
    parts = list(rounds.values())
    if len({id(part) for part in parts}) < len(parts):
        raise SettingError("two rounds are the same estimates; give those of each round")
    remembered: dict[str, object] = {"override": None, "overridden": ()}
    for before, after in pairwise(parts):
        one = require_comparable(before.step, after.step, override)
        if one["override"]:
            more = [field for field in one["overridden"] if field not in remembered["overridden"]]  # type: ignore
            remembered = {"override": one["override"], "overridden": (*remembered["overridden"], *more)}  # type: ignore
    names = list(parts[0].labels.names)
    for name, part in rounds.items():
        if set(part.labels.names) != set(names) or ROUND in names:
            raise SettingError(
                f"round {name!r} has the levels {quoted(part.labels.names)} and the first one {quoted(names)}; "
                "average() or take() until they agree, without a level 'round'"
            )
    sizes = np.cumsum([0, *(len(part) for part in parts)])
    cov = np.zeros((sizes[-1], sizes[-1]))
    for part, start, stop in zip(parts, sizes[:-1], sizes[1:], strict=True):
        cov[start:stop, start:stop] = part.cov
    frames = [
        part.labels.to_frame(index=False)[names].assign(**{ROUND: name}) for name, part in rounds.items() if len(part)
    ]
    aparts = [part.apart.assign(**{ROUND: name}) for name, part in rounds.items() if len(part.apart)]
    columns = [*names, ROUND, "estimate", "n", "reason"]
    scores = Estimates(
        *(np.concatenate([getattr(part, name) for part in parts]) for name in ("value",)),
        cov,
        np.concatenate([part.n for part in parts]),
        np.concatenate([part.df for part in parts]),
        pd.MultiIndex.from_frame(pd.concat(frames)),
        Step("stack", {"level": ROUND, "keys": tuple(rounds), **remembered}, tuple(part.step for part in parts)),
        parts[0].level,
        pd.concat(aparts)[columns].reset_index(drop=True) if aparts else nothing_apart([*names, ROUND]),
    )
    return Gathered(scores, None, tuple(rounds), remembered, None)


def _counted(frame: pd.DataFrame, columns: Mapping[str, str], season: str | None) -> Gathered:
    """A frame of counts as shares with binomial errors."""
    levels = [name for name in columns if name not in ("count", "total")]
    needed = [columns[name] for name in (*levels, "count", "total")] + ([season] if season else [])
    missing = [name for name in needed if name not in frame.columns]
    if missing:
        raise SettingError(f"the frame has no column {quoted(missing)}; it has {quoted(frame.columns)}")
    count, total = (_whole(frame[columns[name]], columns[name]) for name in ("count", "total"))
    if np.any(count > total):
        raise SettingError(f"a count in {columns['count']!r} is above its total in {columns['total']!r}")
    if frame[needed].isna().any().any():
        raise SettingError("a round, a unit or a season has no name")
    levels = [name for name in levels if name != ROUND] + [ROUND]
    labels = pd.MultiIndex.from_arrays([frame[columns[name]] for name in levels], names=levels)
    if labels.has_duplicates:
        raise SettingError(f"rounds given twice: {quoted(labels[labels.duplicated()].unique())}")
    if np.any(total == 0):
        raise SettingError(f"a total in {columns['total']!r} is zero; leave the round out, which is then said")
    share = count / total
    # half an answer at each end keeps the error of a share near 0 or 1 from vanishing
    variance = share * (1 - share) / total
    _, more = added_variance(share, np.maximum(variance, 1e-300), total, (0.0, 1.0))
    scores = estimates(share, se=np.sqrt(variance + more), n=total, names=labels, limits=(0.0, 1.0))
    step = Step("estimates", {**scores.step.settings, "measure": "share"})
    scores = Estimates(share, scores.cov, total, scores.df, labels, step, scores.level, scores.apart)
    return Gathered(scores, count, None, {"override": None, "overridden": ()}, _seasons(frame, columns[ROUND], season))


def _seasons(frame: pd.DataFrame, by: str, season: str | None) -> dict[Hashable, Hashable] | None:
    if season is None:
        return None
    if (frame.groupby(by, sort=False)[season].nunique() > 1).any():
        raise SettingError(f"a round has more than one season in {season!r}")
    return dict(zip(frame[by], frame[season], strict=True))


def _whole(column: pd.Series, name: str) -> Array:
    if column.dtype.kind not in "iuf":
        raise SettingError(f"the column {name!r} must hold whole numbers")
    values = column.to_numpy(dtype=float)
    if not np.all(np.isfinite(values)) or np.any(values < 0) or np.any(values != np.floor(values)):
        raise SettingError(f"the column {name!r} must hold whole numbers, zero or more")
    return values
