"""Claims that cannot both be true, whatever the tables say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from satmodel.inference.claiming.claim import Claim
from satmodel.inference.claiming.words import Word

_DIRECTION = {"rise": 1, "fall": -1, "count_rise": 1, "count_fall": -1, "largest_rise": 1, "largest_fall": -1}
# what a claim about all says of each (the directions it leaves open), and what a claim about some says of one
_EVERY = {"all_rose": {1}, "all_fell": {-1}, "none_fell": {0, 1}, "none_rose": {-1, 0}}
_SOME = {"some_rose": 1, "some_fell": -1}
_COUNTS = ("count_rise", "count_fall")
_ABOVE = {"lead": 1, "above": 1, "below": -1}
_ALONE = ("first", "last", "largest_rise", "largest_fall")
_AMOUNTS = {"value": "value", "average": "average", "rise": "change", "fall": "change", "share": "share"}


@dataclass(frozen=True, slots=True)
class Clash:
    """Two claims that cannot both be true.

    Attributes:
        first, second: their ids. kind: how they clash: ``"all_some"``, ``"all_all"``, ``"direction"``, ``"rank"``,
            ``"position"``, ``"order"``, ``"alone"`` or ``"amount"``.
    """

    first: str
    second: str
    kind: str


def clashes(claims: Sequence[Claim], words: Mapping[str, Word]) -> tuple[Clash, ...]:
    """Every two claims of one topic that contradict each other.

    Args:
        claims: the claims. words: what vague words mean; two positions clash where their ranges have nothing in common.

    Examples:
        >>> from satmodel.inference.claiming.claim import Claim
        >>> one, two = Claim("1", "all_rose", about="towns"), Claim("2", "some_fell", about="towns")
        >>> clashes([one, two], {})
        (Clash(first='1', second='2', kind='all_some'),)
    """
    found = []
    for one, two in combinations(claims, 2):
        if one.topic != two.topic or one.other != two.other:
            continue
        kind = _clash(one, two, words)
        if kind is not None:
            found.append(Clash(one.id, two.id, kind))
    return tuple(found)


def _clash(one: Claim, two: Claim, words: Mapping[str, Word]) -> str | None:
    rules = (_all_some, _direction, _rank, _order, _alone, _amount)
    found = next((kind for rule in rules for pair in ((one, two), (two, one)) if (kind := rule(*pair))), None)
    return found or _position(one, two, words)


def _all_some(one: Claim, two: Claim) -> str | None:
    """A claim about all against one about some, about all, or about one of them."""
    left = _EVERY.get(one.kind)
    if left is None:
        return None
    within = set(two.subject) <= set(one.subject) if one.subject else True
    if two.kind in _EVERY:
        alike = set(one.subject) == set(two.subject)
        return "all_all" if alike and not left & _EVERY[two.kind] else None
    said = _SOME.get(two.kind) or (_DIRECTION.get(two.kind) if two.kind not in _COUNTS else None)
    return "all_some" if within and said is not None and said not in left else None


def _direction(one: Claim, two: Claim) -> str | None:
    """Two directions of one thing."""
    if one.kind not in _DIRECTION or two.kind not in _DIRECTION or (one.kind in _COUNTS) != (two.kind in _COUNTS):
        return None
    same = bool(set(one.subject) & set(two.subject)) or not (one.subject or two.subject)
    return "direction" if same and _DIRECTION[one.kind] != _DIRECTION[two.kind] else None


def _rank(one: Claim, two: Claim) -> str | None:
    """Two ranks of one, or first and a rank below it."""
    ranks = [1 if claim.kind == "first" else claim.rank for claim in (one, two) if claim.kind in ("first", "rank")]
    same = one.name is not None and one.name == two.name
    if same and len(ranks) == 2 and ranks[0] != ranks[1]:
        return "rank"
    return "rank" if same and {one.kind, two.kind} == {"first", "last"} else None


def _alone(one: Claim, two: Claim) -> str | None:
    """Two that are each called the only one at an end."""
    differ = one.name is not None and two.name is not None and one.name != two.name
    return "alone" if one.kind == two.kind and one.kind in _ALONE and differ else None


def _order(one: Claim, two: Claim) -> str | None:
    """A above B, and B above A."""
    if one.kind not in _ABOVE or two.kind not in _ABOVE or None in (one.object, two.object, one.name, two.name):
        return None
    same, turned = (one.name, one.object) == (two.name, two.object), (one.name, one.object) == (two.object, two.name)
    agree = _ABOVE[one.kind] == _ABOVE[two.kind]
    return "order" if (same and not agree) or (turned and agree) else None


def _amount(one: Claim, two: Claim) -> str | None:
    """Two amounts of one thing that no rounding brings together."""
    if one.object != two.object:
        return None
    what = [_AMOUNTS.get(claim.kind, claim.kind if claim.kind in _ABOVE else None) for claim in (one, two)]
    if what[0] is None or what[0] != what[1] or one.kind in _COUNTS:
        return None
    if what[0] in ("share", "average"):
        pairs = [(0, 0)] if set(one.subject) == set(two.subject) and one.amount and two.amount else []
    else:
        first, second = (claim.subject or ("",) for claim in (one, two))
        pairs = [
            (i, second.index(name))
            for i, name in enumerate(first)
            if name in second and i < len(one.amount) and second.index(name) < len(two.amount)
        ]
    return "amount" if any(_differ(one, i, two, j) for i, j in pairs) else None


def _differ(one: Claim, i: int, two: Claim, j: int) -> bool:
    slack = 0.5 * (10.0 ** -one.decimals[i] + 10.0 ** -two.decimals[j])
    return abs(one.amount[i] - two.amount[j]) >= slack - 1e-9


def _position(one: Claim, two: Claim, words: Mapping[str, Word]) -> str | None:
    """Two places of one in a ranking, in words whose ranges have nothing in common."""
    if one.kind != "position" or two.kind != "position" or one.name != two.name or one.word == two.word:
        return None
    first, second = words.get(one.word or ""), words.get(two.word or "")
    if first is None or second is None:
        return None
    return "position" if first.high <= second.low or second.high <= first.low else None
