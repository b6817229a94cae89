"""Sentences that are chosen by a step's settings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence, said when all its conditions hold, with the formula that follows it.

    Attributes:
        text: the sentence, with named placeholders for settings.
        when: conditions on settings: ``"clustered"`` (true, not zero, not empty), ``"not clustered"``,
            ``"adjust=holm"``.
        formula: the key of a formula in ``formulas.FORMULAS``.
    """

    text: str
    when: tuple[str, ...] = ()
    formula: str | None = None

    def holds(self, settings: Mapping[str, Any]) -> bool:
        """Whether the sentence is to be said under these settings.

        Examples:
            >>> Line("", when=("clustered", "not finite")).holds({"clustered": True, "finite": False})
            True
        """
        return all(_holds(condition, settings) for condition in self.when)


def _holds(condition: str, settings: Mapping[str, Any]) -> bool:
    if "=" in condition:
        key, wanted = condition.split("=", 1)
        return str(settings.get(key)) == wanted
    if condition.startswith("not "):
        return not settings.get(condition.removeprefix("not "))
    return bool(settings.get(condition))
