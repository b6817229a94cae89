"""A change split into who answered and how each group answered: one item of one set of respondents, arrays only."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Codes = NDArray[np.intp]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Groups:
    """One item of some respondents of one round, by group.

    Attributes:
        rows: (a,) where these respondents stand in the round. points, weight, group: (a,) of each.
        total: the weighted mean. share: (g,) shares of the groups among all. mean: (g,) their means, 0 where nobody is.
        count: (g,) respondents.
    """

    rows: Codes
    points: Array
    weight: Array
    group: Codes
    total: float
    share: Array
    mean: Array
    count: NDArray[np.intp]


def groups_of(points: Array, weight: Array, group: Codes, rows: Codes, count: int) -> Groups:
    """The groups' shares and means among the respondents in ``rows``, none of whose points is missing."""
    y, w, g = points[rows], weight[rows], group[rows]
    size = np.bincount(g, weights=w, minlength=count)
    whole = np.bincount(g, weights=w * y, minlength=count)
    mean = np.divide(whole, size, out=np.zeros(count), where=size > 0)
    people = np.bincount(g, minlength=count)
    return Groups(rows, y, w, g, float(whole.sum() / size.sum()), size / size.sum(), mean, people)


@dataclass(frozen=True, slots=True, eq=False)
class Split:
    """A change and its parts.

    Attributes:
        value: (4,) the change, the part of composition, the part at equal composition, the part of the groups that
            cannot be matched. before, after: the two means.
        composition, equal: (g,) each group's part of either; zero for groups that cannot be matched.
        influence: for either round the (a, 4 + 2g) influences of its respondents on all of these.
        matched: (g,) which groups are in both rounds, with enough respondents to know their errors.
    """

    value: Array
    before: float
    after: float
    composition: Array
    equal: Array
    influence: tuple[Array, Array]
    matched: Flags


def split(first: Groups, second: Groups, matched: Flags) -> Split:
    """Split the change of one mean.

    Args:
        first, second: the two rounds. matched: (g,) groups that both rounds have; one at least.

    Formula:
        Among the matched groups, p their shares and y their means: Σ(p₁ - p₀)((y₀ + y₁)/2 - (ȳ₀ + ȳ₁)/2) for
        composition, Σ(y₁ - y₀)(p₀ + p₁)/2 at equal composition; the rest of the change is that of the groups that
        cannot be matched. Influences: w(1(i in g) - p_g)/W on a share, w 1(i in g)(y - y_g)/W_g on a mean, by the
        chain rule.

    Source:
        Kitagawa (1955), JASA 50, 1168-1194; Deville (1999), Survey Methodology 25, 193-203.
    """
    one, two = _matched(first, matched), _matched(second, matched)
    moved, middle = two.share - one.share, (one.share + two.share) / 2
    rise, level = two.mean - one.mean, (one.mean + two.mean) / 2
    centre = (one.total + two.total) / 2
    composition, equal = np.where(matched, moved * (level - centre), 0.0), np.where(matched, rise * middle, 0.0)
    whole = second.total - first.total
    rest = (second.total - two.total) - (first.total - one.total)
    influence = []
    for sign, part in ((-1.0, one), (1.0, two)):
        of_mix = sign * part.on_share * (level - centre) + moved * (part.on_mean - part.on_total[:, None]) / 2
        of_equal = sign * part.on_mean * middle + rise * part.on_share / 2
        of_rest = sign * (part.on_whole - part.on_total)
        sums = [sign * part.on_whole, of_mix.sum(axis=1), of_equal.sum(axis=1), of_rest]
        influence.append(np.column_stack([*sums, of_mix, of_equal]))
    value = np.array([whole, composition.sum(), equal.sum(), rest])
    return Split(value, first.total, second.total, composition, equal, (influence[0], influence[1]), matched)


@dataclass(frozen=True, slots=True, eq=False)
class _Matched:
    """Shares, means and total among the matched groups, with each respondent's influence on them and on the whole."""

    share: Array
    mean: Array
    total: float
    on_share: Array
    on_mean: Array
    on_total: Array
    on_whole: Array


def _matched(part: Groups, matched: Flags) -> _Matched:
    kept = matched[part.group]
    share = np.where(matched, part.share, 0.0)
    inside = share.sum()
    share = share / inside
    mean = np.where(matched, part.mean, 0.0)
    total = float(share @ mean)
    weight = part.weight / part.weight.sum()
    own = np.zeros((len(part.weight), len(matched)))
    own[np.arange(len(own)), part.group] = kept
    among = np.where(kept, weight / inside, 0.0)
    on_share = np.where(matched, among[:, None] * (own - share), 0.0)
    size = np.where(share > 0, share, 1.0)
    on_mean = own * among[:, None] * (part.points[:, None] - mean) / size
    on_total = among * (part.points - total)
    return _Matched(share, mean, total, on_share, on_mean, on_total, weight * (part.points - part.total))
