"""The rule by which a score becomes assessment points, as data: one TOML file, with every fault of it at once."""

from __future__ import annotations

import hashlib
import json
import math
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from satmodel.errors import DataProblems, Problem, SettingError
from satmodel.inference.deciding.curves import Curve, line, rewarded, slanted, stairs, through
from satmodel.inference.deciding.form import Form, RankPoints
from satmodel.inference.deciding.rule_keys import AVERAGE, KINDS, NEEDED, WHOLE, faults_of_keys
from satmodel.step import Step
from satmodel.survey.sheets.cells import read_text
from satmodel.survey.sheets.faults import Place
from satmodel.survey.sheets.faults_rules import rule_conflict, rule_key_missing, rule_unreadable, rule_value

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """A rule of conversion.

    Attributes:
        name: what the rule is called.
        unit: what its scores are: ``"points"`` of a scale, or ``"percent"`` for rates.
        parts: the parts that are summed, each a mapping of its kind and its keys.
        thresholds: scores at which something begins or ends, rising, each with what it is: ``"full"`` points, a
            ``"floor"``, a ``"band"``, a ``"veto"``, or ``"named"`` by the rule itself.
        base: the points that a coefficient multiplies where no base is given; None where the rule names none.
        source: where it was published; empty where not said.
        form: the rule as functions of scores.
        step: the fingerprint of the rule.
    """

    name: str
    unit: str
    parts: tuple[Mapping[str, Any], ...]
    thresholds: tuple[tuple[float, str], ...]
    base: float | None
    source: str
    form: Form
    step: Step

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of its parts."""
        return tuple(part["kind"] for part in self.parts)

    def points(self, score: ArrayLike, *, base: ArrayLike | None = None) -> Array:
        """The points of scores that are known exactly, rounded as the rule says.

        Args:
            score: (k,) scores, in the unit of the rule: points, or per cent.
            base: (k,) or one number: what a coefficient multiplies; the rule's own by default.

        Returns:
            (k,) points; with ranks, the highest score the first, and averages, those of the k units among themselves.
            A unit that a veto excludes gets 0 and has no part in the ranks and averages of the others.

        Raises:
            SettingError: the rule asks for an improvement, or for a base that is not given, or for none; scores or
                bases that are not finite numbers, or not of one length.

        Examples:
            >>> told = {"kind": "tiered", "points": 25, "threshold": 98, "per_point": 0.5, "floor": 12.5, "decimals": 2}
            >>> rule(told).points([75, 83.33, 87.5, 71.43, 50]).tolist()
            [13.5, 17.67, 19.75, 12.5, 12.5]
        """
        if self.form.bonus is not None:
            raise SettingError("the rule rewards improvement; give both rounds to sat.convert")
        if self.form.order:
            raise SettingError("the rule breaks ties by the order of named units; give the estimates to sat.convert")
        scores = np.atleast_1d(np.asarray(score, dtype=float))
        if self.form.multiplier is None and base is not None:
            raise SettingError("the rule has no coefficient that multiplies a base; leave base out")
        given = self.base if base is None else base
        if self.form.multiplier is not None and given is None:
            raise SettingError("a coefficient needs a base, such as base=1000")
        bases = np.atleast_1d(np.asarray(0.0 if given is None else given, dtype=float))
        if len(bases) not in (1, len(scores)):
            raise SettingError(f"base must be one number or one a score: {len(bases)} numbers for {len(scores)} scores")
        if not (np.isfinite(scores).all() and np.isfinite(bases).all()):
            raise SettingError("scores and bases must be finite numbers; leave out what is not known")
        points, kept = np.zeros(len(scores)), ~self.form.excluded(scores)
        if kept.any():
            points[kept] = self.form.points(scores[kept], base=np.broadcast_to(bases, scores.shape)[kept])
        return points


def rule(source: str | Path | Mapping[str, Any]) -> Rule:
    """Read the rule by which scores become assessment points.

    Args:
        source: a TOML file, or a mapping with the same keys. Of one kind: ``kind`` with the keys of that kind
            (``coefficient``, ``points``, ``tiered``, ``pieces``, ``bands``, ``rank``, ``bonus``); or ``[[parts]]``,
            each with its kind and a ``weight``, which are summed and may hold a ``veto``. For the whole rule:
            ``name``, ``unit`` (``"points"``, ``"percent"``), ``decimals`` with ``rounding`` (``"half_up"``,
            ``"truncate"``), ``score_decimals``, ``thresholds``, ``base``, ``source``, ``note``. docs/methods/convert.md
            lists all keys.

    Returns:
        The rule.

    Raises:
        DataProblems: every fault of the rule, all at once, each with its key: a key that is not known or missing, a
            value of the wrong kind, entries that cannot both hold.

    Examples:
        >>> eighty = rule({"name": "districts", "kind": "points", "points": 80, "full": 100})
        >>> eighty.points([83.78]).round(3).tolist()
        [67.024]
    """
    given, text, file = _read(source)
    place = _Places(file, text)
    problems = _faults(given, place)
    if problems:
        raise DataProblems(problems)
    parts = _parts(given)
    thresholds = tuple(sorted(_thresholds(given, parts).items()))
    settings = {
        "name": given.get("name", ""),
        "kinds": tuple(f"rule {part['kind']}" for part in parts),
        "unit": given.get("unit", "points"),
        "decimals": given.get("decimals"),
        "rounding": given.get("rounding", "half_up") if "decimals" in given else "",
        "score_decimals": given.get("score_decimals"),
        "published": given.get("source", ""),
        "sha256": hashlib.sha256(json.dumps(given, sort_keys=True, default=str).encode()).hexdigest(),
    }
    base = given.get("base")
    return Rule(
        given.get("name", ""),
        settings["unit"],
        parts,
        thresholds,
        None if base is None else float(base),
        settings["published"],
        _form(given, parts),
        Step("rule", settings),
    )


def _read(source: str | Path | Mapping[str, Any]) -> tuple[dict[str, Any], str, str | None]:
    if isinstance(source, Mapping):
        return dict(source), "", None
    path = Path(source)
    text = read_text(path)
    try:
        return tomllib.loads(text), text, path.name
    except tomllib.TOMLDecodeError as error:
        row = re.search(r"at line (\d+)", str(error))
        said = str(error).split(" (at")[0]
        raise DataProblems([rule_unreadable(Place(path.name, row=int(row[1]) if row else None), said)]) from None


class _Places:
    """Where a key of the rule stands: its file, its row, and its name with the part it is in."""

    def __init__(self, file: str | None, text: str) -> None:
        self._file, self._rows, part = file, {}, -1
        for number, row in enumerate(text.splitlines(), 1):
            part += bool(re.match(r"\s*\[\[\s*parts\s*\]\]", row))
            key = re.match(r"\s*([\w-]+)\s*=", row)
            if key:
                self._rows.setdefault((part, key[1]), number)

    def of(self, key: str, part: int = -1) -> Place:
        header = key if part < 0 else f"parts[{part + 1}].{key}"
        return Place(self._file, row=self._rows.get((part, key)), header=header)


def _faults(given: Mapping[str, Any], place: _Places) -> list[Problem]:
    """Every fault of the rule."""
    if "parts" in given:
        problems = faults_of_keys({k: v for k, v in given.items() if k != "kind"}, WHOLE, (), place.of)
        if "kind" in given:
            problems.append(rule_conflict(place.of("kind"), "kind and parts"))
        if any(problem.header == "parts" for problem in problems):
            return problems
        for i, part in enumerate(given["parts"]):
            problems += _faults_of_part(part, lambda key, i=i: place.of(key, i))  # type: ignore[misc]
    else:
        kind = given.get("kind")
        own = KINDS.get(kind, {}) if isinstance(kind, str) else {}
        whole = {key: value for key, value in given.items() if key in WHOLE}
        problems = faults_of_keys(whole, WHOLE, (), place.of)
        rest = {key: value for key, value in given.items() if key not in WHOLE}
        if own or "kind" not in given:
            problems += _faults_of_part(rest, place.of, more=tuple(WHOLE))
        else:
            problems += _faults_of_part({"kind": kind}, place.of)
    if "rounding" in given and "decimals" not in given:
        problems.append(rule_conflict(place.of("rounding"), "rounding without decimals"))
    kinds = [part["kind"] for part in _parts(given) if isinstance(part.get("kind"), str)]
    if kinds.count("coefficient") > 1:
        problems.append(rule_conflict(place.of("kind"), "two coefficients"))
    if kinds and set(kinds) == {"veto"}:
        problems.append(rule_conflict(place.of("kind"), "nothing given"))
    return problems


def _faults_of_part(part: Mapping[str, Any], place: Any, more: Sequence[str] = ()) -> list[Problem]:
    kind = part.get("kind")
    if "kind" not in part:
        return [rule_key_missing(place("kind"), "kind", "choice")]
    if not isinstance(kind, str) or kind not in KINDS:
        return [rule_value(place("kind"), "kind", repr(kind), "choice", tuple(KINDS))]
    keys = {key: value for key, value in part.items() if key != "kind"}
    problems = faults_of_keys(keys, {**KINDS[kind], **{key: WHOLE[key] for key in more}}, NEEDED.get(kind, ()), place)
    if problems:
        return problems
    if kind == "tiered" and "floor" in part and part["floor"] >= part.get("cap", part["points"]):
        problems.append(rule_conflict(place("floor"), "floor above"))
    if kind == "rank":
        ordered, order = part["ties"] == "order", part.get("order", ())
        if ordered != bool(order):
            problems.append(rule_conflict(place("ties"), "ties without order" if ordered else "order without ties"))
        if len(set(map(str, order))) < len(order):
            problems.append(rule_conflict(place("order"), "twice in order"))
        if part.get("rest", -math.inf) > part["points"][-1]:
            problems.append(rule_conflict(place("rest"), "rest above"))
    return problems


def _parts(given: Mapping[str, Any]) -> tuple[Mapping[str, Any], ...]:
    if "parts" in given:
        listed = given["parts"] if isinstance(given["parts"], list | tuple) else []
        return tuple(part for part in listed if isinstance(part, Mapping))
    return ({key: value for key, value in given.items() if key not in WHOLE},)


def _thresholds(given: Mapping[str, Any], parts: Sequence[Mapping[str, Any]]) -> dict[float, str]:
    """The scores at which something begins or ends, with what it is."""
    found: dict[float, str] = {}
    for part in parts:
        if part["kind"] == "tiered":
            top = part.get("cap", part["points"])
            full = part["threshold"] + (top - part["points"]) / part["per_point"]
            found[float(full)] = "full"
            if "floor" in part:
                found[float(full - (top - part["floor"]) / part["per_point"])] = "floor"
        if part["kind"] == "bands":
            found |= {float(bound): "band" for bound, _ in part["steps"]}
        if part["kind"] == "veto":
            found[float(part["below"])] = "veto"
    return found | {float(one): "named" for one in given.get("thresholds", ()) if float(one) not in found}


def _form(given: Mapping[str, Any], parts: Sequence[Mapping[str, Any]]) -> Form:
    """The rule as functions."""
    multiplier, own, bonus, ranked, vetoes, anchored = None, line(0.0), None, [], [], False
    order: tuple[Any, ...] = ()
    for part in parts:
        kind, weight = part["kind"], float(part.get("weight", 1.0))
        if kind == "coefficient":
            per = part.get("per", 100)
            anchored = per == AVERAGE
            multiplier = line(weight if anchored else weight / per)
        elif kind == "bonus":
            one = _curve(part).times(weight)
            bonus = one if bonus is None else bonus.plus(one)
        elif kind == "rank":
            ranked.append(
                RankPoints(
                    tuple(weight * np.array(part["points"], dtype=float)),
                    weight * part.get("rest", min(0.0, part["points"][-1])),
                    part["ties"],
                )
            )
            order = order or tuple(part.get("order", ()))
        elif kind == "veto":
            vetoes.append((float(part["below"]), part["then"] == "exclude"))
        else:
            own = own.plus(_curve(part).times(weight))
    decimals = given.get("decimals")
    cut = given.get("rounding") == "truncate"
    return Form(
        multiplier,
        anchored,
        own,
        bonus,
        tuple(ranked),
        order,
        tuple(vetoes),
        decimals,
        cut,
        given.get("score_decimals"),
    )


def _curve(part: Mapping[str, Any]) -> Curve:
    kind = part["kind"]
    if kind == "points":
        return line(part["points"] / part["full"])
    if kind == "tiered":
        return slanted(part["points"], part["threshold"], part["per_point"], part.get("floor"), part.get("cap"))
    if kind == "pieces":
        return through(np.array(part["knots"], dtype=float))
    if kind == "bands":
        return stairs(np.array(part["steps"], dtype=float), float(part.get("below", 0.0)))
    whole, falls = part.get("counts", "beyond") == "whole", part.get("falls", False)
    return rewarded(part["per_point"], part.get("threshold", 0.0), part.get("cap"), whole=whole, falls=falls)
