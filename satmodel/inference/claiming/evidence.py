"""What a table of the context is: scores, two rounds of them, counts, a split, an instrument, or printed numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from satmodel.errors import SettingError
from satmodel.estimation.estimates import Estimates
from satmodel.estimation.labels import name_of
from satmodel.inference.claiming.described import ClaimTable
from satmodel.inference.gapping.contributions_result import Contributions
from satmodel.inference.gapping.differences import difference
from satmodel.inference.moving.change import Change
from satmodel.inference.moving.count_change import CountChange, count_change
from satmodel.result import Result
from satmodel.step import Step
from satmodel.survey.comparable import require_comparable
from satmodel.survey.instrument import Instrument

_PLACES = 6  # decimals beyond which a number is not one that was printed


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """One table of the context.

    Attributes:
        name: what claims call it.
        scores: the estimates (of the later round); None where only printed numbers are there.
        earlier: those of the round before. moved: the changes, with their full covariance.
        printed, printed_before: the numbers themselves, by name.
        counts: the change of one count. split: contributions.
        cards: the instrument cards behind it.
        among: from how many units those in it were picked. best: which end is the better one.
        share: whether its numbers are shares, so that claims about it are in per cent.
        step: how it was made, None where numbers were typed in.
    """

    name: str
    scores: Estimates | None = None
    earlier: Estimates | None = None
    moved: Estimates | None = None
    printed: Mapping[str, float] | None = None
    printed_before: Mapping[str, float] | None = None
    counts: CountChange | None = None
    split: Contributions | None = None
    cards: tuple[Step, ...] = ()
    among: int | None = None
    best: str = "high"
    share: bool = False
    step: Step | None = None

    @property
    def scale(self) -> float:
        """By what a claim's number is multiplied to be one of the table: claims about shares are in per cent."""
        return 0.01 if self.share else 1.0

    @property
    def levels(self) -> int:
        """How many levels its labels have."""
        est = self.moved if self.scores is None else self.scores
        return 1 if est is None else est.labels.nlevels

    @property
    def decimals(self) -> int | None:
        """How many decimals its numbers are printed with; None where they are not rounded."""
        values = [*(self.printed or {}).values(), *(self.printed_before or {}).values()]
        return decimals_of([value / self.scale for value in values])

    def of(self, label: str) -> Evidence | None:
        """The part of one label of the second level (such as an item); None where there is none."""
        est = self.moved if self.scores is None else self.scores
        if est is None or est.labels.nlevels != 2:
            return None
        for level in est.labels.names:
            if label in {str(one) for one in est.labels.get_level_values(level)}:
                return self._taken(level, label)
        return None

    def _taken(self, level: str, label: str) -> Evidence:
        def part(est: Estimates | None) -> Estimates | None:
            if est is None:
                return None
            present = [one for one in est.labels.get_level_values(level) if str(one) == label]
            return est.take({level: present[0]}) if present else None

        scores, earlier, moved = part(self.scores), part(self.earlier), part(self.moved)
        if self.scores is None:  # a change: its numbers are told by its labels alone
            return replace(self, moved=moved, printed=None, printed_before=None)
        printed, before = _values(scores), _values(earlier)
        return replace(self, scores=scores, earlier=earlier, moved=moved, printed=printed, printed_before=before)


def decimals_of(values: list[float]) -> int | None:
    """The decimals that printed numbers have; None where they have more than a print would.

    Examples:
        >>> decimals_of([83.78, 80.6]), decimals_of([315.0]), decimals_of([1 / 3])
        (2, 0, None)
    """
    for places in range(_PLACES + 1):
        if all(abs(value - round(value, places)) <= 1e-9 for value in values):
            return places
    return None


def evidence_of(name: str, given: Any, told: ClaimTable, *, card: Instrument | None, best: str) -> Evidence:
    """What a table of the context is.

    Args:
        name: what claims call it. told: what the file of claims says of it. card: its instrument card.
        given: one of the forms that :func:`~satmodel.inference.claiming.check_claims.check_claims` takes.
        best: which end is the better one where the file does not say.

    Raises:
        SettingError: a form that is not known, or two rounds with different levels.
        NotComparable: two rounds that were measured with different instruments.
    """
    found = _plain(name, given)
    cards = () if found.step is None else found.step.find("instrument")
    if card is not None and not cards:
        cards = (card.step,)
    share = found.step is not None and found.step.measure == "share"
    return replace(found, cards=cards, among=told.among, best=told.best or best, share=share)


def _plain(name: str, given: Any) -> Evidence:
    if isinstance(given, Result):
        return _result(name, given)
    if isinstance(given, Instrument):
        return Evidence(name, step=given.step)
    if isinstance(given, tuple | list) and len(given) == 2:
        return _pair(name, given[0], given[1])
    if isinstance(given, pd.DataFrame):
        return _frame(name, given)
    if isinstance(given, pd.Series):
        return _frame(name, given.to_frame())
    if isinstance(given, Mapping):
        return _mapping(name, given)
    raise SettingError(
        f"the context's {name!r} must be Estimates, two of them (before, after), two counts, a change, contributions, "
        f"an instrument card, or printed numbers as a frame or a mapping; it is {type(given).__name__}"
    )


def _result(name: str, given: Result) -> Evidence:
    if isinstance(given, Estimates):
        return Evidence(name, scores=given, printed=_values(given), step=given.step)
    if isinstance(given, Change):
        return _changed(name, given)
    if isinstance(given, CountChange):
        return Evidence(name, counts=given, step=given.step)
    if isinstance(given, Contributions):
        return Evidence(name, split=given, step=given.step)
    raise SettingError(
        f"the context's {name!r} is a result that no claim can be held against ({type(given).__name__}); give the "
        "estimates behind it"
    )


def _changed(name: str, given: Change) -> Evidence:
    names = [name_of(label) for label in given.estimates.labels]
    printed = dict(zip(map(str, names), map(float, given.after), strict=True))
    before = dict(zip(map(str, names), map(float, given.before), strict=True))
    return Evidence(name, moved=given.estimates, printed=printed, printed_before=before, step=given.step)


def _pair(name: str, before: Any, after: Any) -> Evidence:
    if isinstance(before, Estimates) and isinstance(after, Estimates):
        require_comparable(before.step, after.step, None)
        moved, _, _ = difference(before, after)
        return Evidence(
            name,
            scores=after,
            earlier=before,
            moved=moved,
            printed=_values(after),
            printed_before=_values(before),
            step=moved.step,
        )
    if all(isinstance(one, int) and not isinstance(one, bool) for one in (before, after)):
        counted = count_change(before, after, name=name)
        return Evidence(name, counts=counted, step=counted.step)
    raise SettingError(f"the context's {name!r} must hold two Estimates or two whole numbers, before and after")


def _frame(name: str, given: pd.DataFrame) -> Evidence:
    numeric = [column for column in given.columns if pd.api.types.is_numeric_dtype(given[column])]
    names = [str(name_of(label if isinstance(label, tuple) else (label,))) for label in given.index]
    if len(set(names)) < len(names):
        raise SettingError(f"the context's {name!r} names something twice in its index")
    if {"before", "after"} <= set(numeric):
        columns = ["after", "before"]
    elif len(numeric) == 1:
        columns = numeric
    else:
        raise SettingError(
            f"the context's {name!r} must have names as its index and one column of numbers, or before and after; it "
            f"has {list(given.columns)}"
        )
    values = [dict(zip(names, map(float, given[column]), strict=True)) for column in columns]
    if any(value != value for one in values for value in one.values()):
        raise SettingError(f"the context's {name!r} has an empty number; leave the row out")
    step = given.attrs.get("step")
    return Evidence(name, printed=values[0], printed_before=values[1] if len(values) > 1 else None, step=step)


def _mapping(name: str, given: Mapping[Any, Any]) -> Evidence:
    plain = all(isinstance(value, int | float) and not isinstance(value, bool) for value in given.values())
    if not given or not plain:
        raise SettingError(f"the context's {name!r} must map names to numbers")
    return _frame(name, pd.DataFrame({"value": list(given.values())}, index=list(given)).astype(float))


def _values(est: Estimates | None) -> dict[str, float] | None:
    if est is None:
        return None
    return {str(name_of(label)): float(value) for label, value in zip(est.labels, est.value, strict=True)}
