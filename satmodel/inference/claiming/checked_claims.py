"""The claims of a speech with what was found of each: table and findings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from satmodel.errors import SettingError
from satmodel.estimation.labels import quoted
from satmodel.inference.claiming.checked import Checked
from satmodel.inference.claiming.claim import Outcome
from satmodel.inference.claiming.clashes import Clash
from satmodel.inference.claiming.words import Word
from satmodel.result import Finding, Result
from satmodel.step import Step

# told in the direction that was seen, so that no sentence says "above by less than nothing"
_TURNED = ("lead", "limit", "mean", "place", "largest", "change", "every", "some")
_RISING = ("all_rose", "none_fell", "some_rose")
_LEVELS = ("value", "average")  # whose number is a level, not a difference
_COLUMNS = ("number", "low", "high", "detectable", "needed", "verdict")


@dataclass(frozen=True, slots=True, eq=False)
class CheckedClaims(Result):
    """The claims of a speech, each with its outcome.

    Attributes:
        checked: what was found of each claim, in the order of the speech.
        clashes: every two claims that cannot both be true.
        words: the vague words that the claims use, with the ranges they were held against.
        level: confidence level. title: what the file of claims calls itself.
        step: how they were checked.
    """

    checked: tuple[Checked, ...]
    clashes: tuple[Clash, ...]
    words: tuple[Word, ...]
    level: float
    title: str | Mapping[str, str] | None
    step: Step

    @property
    def table(self) -> pd.DataFrame:
        """One row a claim, with the columns named here.

        quote, claim_kind, outcome, number, low, high, detectable, needed, verdict, measure, why, against.

        ``number`` is in the claim's own direction: above zero where the table agrees with it. ``measure`` says what it
        is: points, shares, a ratio, a rank, a place in the ranking from 0 to 1, or a count.
        """
        rows = []
        for one in self.checked:
            row: dict[str, Any] = {"quote": one.claim.text, "claim_kind": one.claim.kind}
            row |= {"outcome": one.outcome.value}
            row |= {key: getattr(one, key) for key in _COLUMNS}
            share = one.measure == "points" and one.values.get("measure") == "share"
            row |= {"measure": "share" if share else one.measure, "why": one.reason, "against": one.against}
            rows.append(row)
        index = pd.Index([one.claim.id for one in self.checked], name="claim")
        frame = pd.DataFrame(rows, index=index)
        numbers = ["number", "low", "high", "detectable", "needed"]
        return frame.astype(dict.fromkeys(numbers, float))

    @property
    def findings(self) -> tuple[Finding, ...]:
        found = [self._whole(), *(self._claim(one) for one in self.checked)]
        quotes = {one.claim.id: one.claim.text or one.claim.kind for one in self.checked}
        found += [
            Finding(
                "check_claims.clash",
                {
                    "a": clash.first,
                    "b": clash.second,
                    "how": f"clash_{clash.kind}",
                    "first_quote": quotes[clash.first],
                    "second_quote": quotes[clash.second],
                },
            )
            for clash in self.clashes
        ]
        assumed = tuple(word.word for word in self.words if word.assumed)
        if assumed:
            found.append(Finding("check_claims.words", {"names": assumed}))
        return tuple(found)

    def outcome(self, name: str) -> Outcome:
        """The outcome of one claim, by its id.

        Raises:
            SettingError: there is no such claim.
        """
        found = [one.outcome for one in self.checked if one.claim.id == name]
        if not found:
            raise SettingError(f"there is no claim {name!r}; there are {quoted(list(self.table.index))}")
        return found[0]

    def _whole(self) -> Finding:
        by_outcome = {
            outcome.name.lower(): tuple(one.claim.id for one in self.checked if one.outcome is outcome)
            for outcome in Outcome
        }
        counts = {f"{key}_count": len(names) for key, names in by_outcome.items()}
        values: dict[str, Any] = {"count": len(self.checked), "level": self.level, "clashes": len(self.clashes)}
        return Finding("check_claims.whole", values | by_outcome | counts | self._assumed())

    def _assumed(self) -> dict[str, tuple[float, ...]]:
        """The numbers that the outcomes rest on and that nobody published."""
        published = [step.settings for step in self.step.find("published")]
        found = {}
        for key in ("n", "sd", "correlation"):
            given = [float(one[key]) for one in published if isinstance(one.get(key), int | float)]
            found[f"assumed_{key}"] = tuple(dict.fromkeys(given))
        return found

    def _claim(self, one: Checked) -> Finding:
        number, low, high = one.number, one.low, one.high
        values: dict[str, Any] = {"agrees": True, "amount": None, "measure": "points"} | dict(one.values)
        if one.how in _TURNED and number is not None and number < 0:
            number, low, high = -number, None if high is None else -high, None if low is None else -low
            values |= {"agrees": False, "up": not values.get("up", True)}
        level = {"estimate": number, "target": values["amount"]} if one.how in _LEVELS else {}
        values |= level | {
            "claim": one.claim.id,
            "quote": one.claim.text,
            "how": _told_as(one),
            "outcome": one.outcome.value,
            "reason": one.reason,
            "number": number,
            "low": low,
            "high": high,
            "detectable": one.detectable,
            "needed": one.needed,
            "printed": one.printed,
            "against": one.against,
            "level": self.level,
            "verdict": one.verdict,
            "claimed_up": one.claim.kind in _RISING,
        }
        return Finding("check_claims.claim", values)


def _told_as(one: Checked) -> str:
    """The sort of sentence: a count is no number of points, several values are no single one, one may be off."""
    if one.how not in _LEVELS:
        return one.how
    told = "number" if one.measure == "count" else one.how
    if one.reason == "amount":
        return f"{told}_off"
    return "values" if one.how == "value" and one.values.get("count", 1) > 1 else told
