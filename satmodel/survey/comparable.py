"""Whether two instruments measure alike: organiser, mode, scale, items, composite, population, frame, season."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

import pandas as pd

from satmodel.errors import NotComparable, SettingError
from satmodel.result import Finding, Result, Verdict
from satmodel.step import Step
from satmodel.survey.instrument import Instrument
from satmodel.survey.sheets.text import compact

SAME, DIFFERS, CAUTION, UNKNOWN = "same", "differs", "caution", "unknown"

_SHIFT = 0.05  # a part of the frame that moves by five points of share moves a score by little unless weighted
_SEASON = 45  # days of the year apart beyond which two fieldworks are in different seasons


@dataclass(frozen=True, slots=True)
class Comparability(Result):
    """Whether results of two instruments may be compared, and why or why not.

    Attributes:
        reasons: one row a characteristic: its name, ``status`` (``same``, ``differs``, ``caution`` or ``unknown``), and
            what each card says.
        names: the two instruments' names.
        step: how it was judged.
    """

    reasons: tuple[tuple[str, str, str, str], ...]
    names: tuple[str, str]
    step: Step

    @property
    def comparable(self) -> bool:
        """Whether nothing that was supplied forbids the comparison."""
        return not self.fields(DIFFERS)

    @property
    def verdict(self) -> Verdict | None:
        """``NOT_COMPARABLE``, or None where the comparison may be made (what it shows is judged by the comparison)."""
        return None if self.comparable else Verdict.NOT_COMPARABLE

    def fields(self, status: str) -> tuple[str, ...]:
        """The characteristics of one status."""
        return tuple(field for field, found, _, _ in self.reasons if found == status)

    @property
    def table(self) -> pd.DataFrame:
        """One row a characteristic: characteristic, status, first and second card."""
        return pd.DataFrame(list(self.reasons), columns=["characteristic", "status", "first", "second"])

    @property
    def findings(self) -> tuple[Finding, ...]:
        values: dict[str, object] = {"first": self.names[0], "second": self.names[1], "verdict": self.verdict}
        kind = "comparable.yes" if self.comparable else "comparable.no"
        lists = {name: self.fields(status) for name, status in _LISTS.items()}
        return (Finding(kind, values | lists), *self._details())

    def _details(self) -> list[Finding]:
        return [
            Finding("comparable.reason", {"field": field, "status": status, "first": first, "second": second})
            for field, status, first, second in self.reasons
            if status in (DIFFERS, CAUTION)
        ]


_LISTS = {"same": SAME, "differing": DIFFERS, "caution": CAUTION, "unknown": UNKNOWN}


def comparable(a: Instrument, b: Instrument) -> Comparability:
    """Say whether the results of two instruments may be compared, with a reason for each characteristic.

    Args:
        a, b: the two cards.

    Returns:
        A verdict and a row for each of organiser, mode, population, unit, items, scale, answers not scored, composite,
        weighting, frame and season. A characteristic that differs forbids the comparison (a difference between the
        results may come from it). A frame whose parts are the same in other shares, and fieldwork in another season,
        are for caution. What one card leaves out is unknown: it forbids nothing and is said.

    Assumptions:
        Texts are compared after normalisation of width and white space; two wordings of one thing are two things, so
        use the same words on both cards.

    Raises:
        SettingError: an argument is not an :class:`Instrument`.

    Source:
        Survey practice: results of different modes, organisers and scales differ for reasons that are not change; see
        Biemer and others (1991), Measurement Errors in Surveys, Wiley.

    Examples:
        >>> ours = Instrument(organiser="own survey", mode="telephone")
        >>> theirs = Instrument(organiser="level above", mode="telephone")
        >>> found = comparable(ours, theirs)
        >>> found.comparable, found.fields("differs")
        (False, ('organiser',))
    """
    if not isinstance(a, Instrument) or not isinstance(b, Instrument):
        raise SettingError("comparable needs two Instrument cards, such as sat.Instrument(organiser=..., mode=...)")
    reasons = []
    for name, field, judged in _CHARACTERISTICS:
        first, second = getattr(a, field), getattr(b, field)
        status = UNKNOWN if not first or not second else judged(first, second)
        texts = a.supplied().get(field, ""), b.supplied().get(field, "")
        reasons.append((name, status, *texts))
    names = (a.name or a.organiser or "", b.name or b.organiser or "")
    return Comparability(tuple(reasons), names, Step("comparable", {"names": names}, (a.step, b.step)))


def require_comparable(before: Step, after: Step, override: str | None) -> dict[str, object]:
    """Refuse to compare results of two instruments that do not measure alike.

    Args:
        before, after: the steps of the two results; a result that was made with no card is not looked at.
        override: why they are compared all the same; it is printed in the appendix.

    Returns:
        What the comparison's step remembers: ``override`` and the characteristics that differ, both empty where nothing
        was overridden.

    Raises:
        NotComparable: the cards of the two differ in what forbids a comparison, and there is no override.
        SettingError: an override without a reason.
    """
    if override is not None and not override.strip():
        raise SettingError("override must say why the two are compared all the same; the reason is printed")
    cards = before.find("instrument"), after.find("instrument")
    for first in cards[0]:
        for second in cards[1]:
            found = comparable(Instrument.from_step(first), Instrument.from_step(second))
            if found.comparable:
                continue
            if override is None:
                raise NotComparable(_refusal(found), found.findings)
            return {"override": override, "overridden": found.fields(DIFFERS)}
    return {"override": None, "overridden": ()}


def schemes_of(step: Step) -> frozenset[str]:
    """The ids of the ways of weighting behind a result: that of the last weighting of each of its surveys."""
    if "scheme" in step.settings:
        return frozenset([str(step.settings["scheme"])])
    return frozenset().union(*(schemes_of(source) for source in step.sources))


def _refusal(found: Comparability) -> str:
    parts = [
        f"{field} ({first!r} and {second!r})" for field, status, first, second in found.reasons if status == DIFFERS
    ]
    return (
        f"the two results are not comparable; their instruments differ in {'; '.join(parts)}. A difference between the "
        "results may come from that. To compare them all the same give override='the reason', which is printed."
    )


def _texts(a: object, b: object) -> str:
    return SAME if compact(str(a)).casefold() == compact(str(b)).casefold() else DIFFERS


def _lists(a: tuple[str, ...], b: tuple[str, ...]) -> str:
    return SAME if {compact(name) for name in a} == {compact(name) for name in b} else DIFFERS


def _options(a: Mapping[str, float], b: Mapping[str, float]) -> str:
    plain = [{compact(answer): points for answer, points in one.items()} for one in (a, b)]
    return SAME if plain[0] == plain[1] else DIFFERS


def _parts(a: object, b: object) -> str:
    if not (isinstance(a, Mapping) and isinstance(b, Mapping)):
        return _texts(a, b) if isinstance(a, str) and isinstance(b, str) else UNKNOWN
    plain = [{compact(name): str(part) for name, part in one.items()} for one in (a, b)]
    return SAME if plain[0] == plain[1] else DIFFERS


def _frame(a: object, b: object) -> str:
    if not (isinstance(a, Mapping) and isinstance(b, Mapping)):
        return _parts(a, b)
    first, second = ({compact(name): share for name, share in one.items()} for one in (a, b))
    if first.keys() != second.keys():
        return DIFFERS
    return CAUTION if max(abs(first[name] - second[name]) for name in first) > _SHIFT + 1e-9 else SAME


def _season(a: object, b: object) -> str:
    if isinstance(a, str) or isinstance(b, str):
        return UNKNOWN
    days = [_middle(*span).timetuple().tm_yday for span in (a, b)]  # type: ignore[misc]
    apart = abs(days[0] - days[1])
    return SAME if min(apart, 365 - apart) <= _SEASON else CAUTION


def _middle(first: date, last: date) -> date:
    return first + (last - first) / 2


_CHARACTERISTICS: tuple[tuple[str, str, Callable[..., str]], ...] = (
    ("organiser", "organiser", _texts),
    ("mode", "mode", _texts),
    ("surveyed", "population", _texts),
    ("unit", "unit", _texts),
    ("items", "items", _lists),
    ("scale", "options", _options),
    ("not_scored", "not_scored", _lists),
    ("composite", "composite", _parts),
    ("weighting", "weighting", _texts),
    ("frame", "frame", _frame),
    ("season", "fieldwork", _season),
)
