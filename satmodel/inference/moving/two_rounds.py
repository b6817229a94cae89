"""The changes between two rounds, from two sets of estimates, two surveys, or estimates that hold both rounds."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from satmodel.errors import NotComparable, SettingError
from satmodel.estimation.estimates import Estimates
from satmodel.estimation.labels import empty_labels, name_of, nothing_apart, quoted
from satmodel.estimation.round_means import round_means
from satmodel.inference.gapping.differences import difference
from satmodel.inference.judging.near_end import half_answers
from satmodel.step import Step
from satmodel.survey.comparable import require_comparable, schemes_of
from satmodel.survey.respondents import Survey

Array = NDArray[np.float64]
Codes = NDArray[np.intp]
Round = Estimates | Survey

_ROUNDING = 1e-12  # of the variance of both rounds: below it a change has no variance but that of rounding


@dataclass(frozen=True, slots=True, eq=False)
class Moved:
    """The changes of k quantities.

    Attributes:
        estimates: the changes with their covariance. before, after: (k,) the estimates of each round.
        rounds: the names of the two rounds, None where they have none.
        settings: what a step notes: ``independent``, ``override``, ``overridden``, ``widened`` (the names of those near
            an end of their scale, whose standard errors were widened), ``near_end`` (likewise, where the rounds share
            sampling units and nothing was widened), ``schemes`` (the ids of each round's weighting).
        sources: the steps of the rounds.
    """

    estimates: Estimates
    before: Array
    after: Array
    rounds: tuple[Hashable, Hashable] | None
    settings: dict[str, Any]
    sources: tuple[Step, ...]


def moved_between(
    before: Round, after: Round | None, *, overlap: str | None, by: str | None, level: float, override: str | None
) -> Moved:
    """The changes between two rounds, with the standard errors of those near an end of their scale widened.

    Raises:
        SettingError: what was given are not two rounds of one kind, or a setting that does not belong to that kind.
        NotComparable: the instruments are not comparable, or nothing is estimated in both rounds.
    """
    if isinstance(before, Survey) and isinstance(after, Survey):
        names = _names(before, after)
        surveys = dict(zip(names, (before, after), strict=True))
        joint = round_means(surveys, overlap=overlap, by=by, level=level, override=override)
        return _within(joint)
    if overlap not in (None, "none") or by != "unit":
        raise SettingError(
            "overlap= and by= belong to surveys; estimates that share villages or people are made by "
            "sat.round_means({'2025': last, '2026': this}), whose result is given alone"
        )
    if isinstance(before, Estimates) and after is None:
        return _within(before)
    if isinstance(before, Estimates) and isinstance(after, Estimates):
        _check_apart(before, after)
        overridden = require_comparable(before.step, after.step, override)
        earlier, near_before = half_answers(before)
        later, near_after = (earlier, near_before) if before is after else half_answers(after)
        moved, first, second = difference(earlier, later)
        near = _near(before, near_before, moved.labels) | _near(after, near_after, moved.labels)
        settings = {
            "independent": True,
            **overridden,
            "widened": tuple(name_of(label) for label in moved.labels if label in near),
            "near_end": (),
            "schemes": tuple(tuple(sorted(schemes_of(part.step))) for part in (before, after)),
        }
        return Moved(moved, first, second, None, settings, (before.step, after.step))
    raise SettingError(
        "give two sets of estimates, two surveys, or the estimates of sat.round_means alone; these are "
        f"{type(before).__name__} and {type(after).__name__}"
    )


def two_sides(before: Estimates, after: Estimates | None) -> tuple[Estimates, Estimates]:
    """The estimates of the two rounds, out of two sets of them or of one that holds both in its level ``round``.

    Raises:
        SettingError: what was given are not two rounds.
    """
    if after is not None:
        return before, after
    names = _matched(_with_rounds(before))[0]
    return before.take({"round": names[0]}), before.take({"round": names[1]})


def _with_rounds(joint: Estimates) -> Estimates:
    if "round" not in joint.labels.names:
        raise SettingError(
            "estimates given alone need a level 'round' with two rounds, as sat.round_means makes them; their levels "
            f"are {quoted(list(joint.labels.names))}"
        )
    return joint


def _check_apart(before: Estimates, after: Estimates) -> None:
    """Refuse two rounds that were taken out of one set of estimates, whose covariance would be lost."""
    joint = [step for step in before.step.find("round_means") if step in after.step.find("round_means")]
    if before is not after and any(step.settings["overlap"] != "none" for step in joint):
        raise SettingError(
            "the two rounds were taken out of one round_means and share sampling units; give what it returned alone, "
            "such as sat.change(both.average('item')), so that their covariance is used"
        )


def _names(before: Survey, after: Survey) -> tuple[str, str]:
    names = before.round, after.round
    return ("before", "after") if None in names or names[0] == names[1] else names  # type: ignore[return-value]


def _near(part: Estimates, flags: NDArray[np.bool_], like: pd.MultiIndex) -> set[tuple[Hashable, ...]]:
    """The labels of what lies near an end, with their levels in the order of ``like``."""
    labels = part.labels.reorder_levels(list(like.names)) if like.nlevels > 1 else part.labels
    return set(labels[flags])


def _within(joint: Estimates) -> Moved:
    """The changes of estimates that hold two rounds in their level ``round``."""
    names, places, lost = _matched(_with_rounds(joint))
    old, new = np.array(list(places.values()), dtype=np.intp).reshape(-1, 2).T
    independent = not joint.cov[np.ix_(old, new)].any()
    wider, near = half_answers(joint)
    # half an answer added to each round would undo what the rounds have in common
    wider = wider if independent else joint
    moved, still = _differences(wider, list(places), old, new)
    kept = np.flatnonzero(~still)
    lost += [[*moved.labels[i], moved.value[i], moved.n[i], "no_change_variance"] for i in np.flatnonzero(still)]
    if not len(kept):
        reasons = ", ".join(sorted({str(row[-1]) for row in lost}))
        raise NotComparable(f"nothing has a change between {quoted(names)} that can be judged; the reasons: {reasons}")
    rest = list(moved.labels.names)
    apart = pd.DataFrame(lost, columns=[*rest, "estimate", "n", "reason"]) if lost else nothing_apart(rest)
    moved = replace(
        moved,
        value=moved.value[kept],
        cov=moved.cov[np.ix_(kept, kept)],
        n=moved.n[kept],
        df=moved.df[kept],
        labels=moved.labels[kept],
        apart=apart,
    )
    old, new = old[kept], new[kept]
    close = tuple(name_of(moved.labels[i]) for i in np.flatnonzero(near[old] | near[new]))
    settings = {
        "independent": independent,
        **_noted(joint, names),
        "widened": close if independent else (),
        "near_end": () if independent else close,
    }
    return Moved(moved, joint.value[old], joint.value[new], names, settings, (joint.step,))


def _differences(
    joint: Estimates, keys: list[tuple[Hashable, ...]], old: Codes, new: Codes
) -> tuple[Estimates, NDArray[np.bool_]]:
    """The differences between two places each, and which have no variance: nobody's answer, or everybody's, moved."""
    rest = [name for name in joint.labels.names if name != "round"] or ["unit"]
    labels = pd.MultiIndex.from_tuples(keys, names=rest) if keys else empty_labels(rest)
    matrix, rows = np.zeros((len(keys), len(joint))), np.arange(len(keys))
    matrix[rows, new], matrix[rows, old] = 1.0, -1.0
    n = np.fmin(joint.n[old], joint.n[new])
    moved = joint.linear(matrix, labels, n, Step("difference", {}, (joint.step,)))
    variance = np.diag(joint.cov)
    return moved, np.diag(moved.cov) <= _ROUNDING * (variance[old] + variance[new])


def _noted(joint: Estimates, names: tuple[Hashable, Hashable]) -> dict[str, Any]:
    """What the step of the means says of the two rounds: instruments compared all the same, and weighting schemes."""
    told = joint.step.find("round_means")
    overridden = next((step.settings for step in told if step.settings["overridden"]), {})
    by_round = {
        name: ids for step in told for name, ids in zip(step.settings["rounds"], step.settings["schemes"], strict=True)
    }
    return {
        "override": overridden.get("override"),
        "overridden": overridden.get("overridden", ()),
        "schemes": tuple(by_round.get(name, ()) for name in names),
    }


def _matched(
    joint: Estimates,
) -> tuple[tuple[Hashable, Hashable], dict[tuple[Hashable, ...], tuple[int, int]], list[list[Any]]]:
    """The names of the two rounds, the places of each quantity in both, and what has no change, with the reason."""
    at = joint.labels.names.index("round")
    place: dict[tuple[Hashable, ...], dict[Hashable, int]] = {}
    for i, label in enumerate(joint.labels):
        place.setdefault((*label[:at], *label[at + 1 :]) or ("all",), {})[label[at]] = i
    names = _two_rounds(joint, place)
    both = {key: (seen[names[0]], seen[names[1]]) for key, seen in place.items() if len(seen) == 2}
    lost = []
    for key, seen in place.items():
        if key not in both:
            [(name, i)] = seen.items()
            reason = "only_before" if name == names[0] else "only_after"
            lost.append([*key, joint.value[i], joint.n[i], reason])
    known = set(place)
    # what neither round could estimate keeps the later round's reason
    for row in sorted(joint.apart.itertuples(index=False, name=None), key=lambda row: row[at] != names[1]):
        key = (*row[:at], *row[at + 1 : -3]) or ("all",)
        if key not in known:
            known.add(key)
            lost.append([*key, *row[-3:]])
    return names, both, lost


def _two_rounds(joint: Estimates, place: dict[tuple[Hashable, ...], dict[Hashable, int]]) -> tuple[Hashable, Hashable]:
    seen = list(dict.fromkeys([*joint.labels.get_level_values("round"), *joint.apart["round"]]))
    if len(seen) != 2:
        raise SettingError(
            f"a change needs two rounds, and there are {len(seen)}: {quoted(seen)}; choose two of them with "
            ".take({'round': [first, second]}), the earlier one first"
        )
    first = next((list(rounds) for rounds in place.values() if len(rounds) == 2), seen)
    return first[0], first[1]
