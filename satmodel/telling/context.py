"""What every part of an appendix needs to know: the language, the decimals, the names to print."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from satmodel.result import Finding, Result
from satmodel.telling.language import Language
from satmodel.telling.methods import limits_text
from satmodel.telling.words import sentence
from satmodel.telling.writer import Writer

# methods whose tables hold estimates that are no scores, or more than scores
_OWN = ("trend", "totals", "ratio", "design_effect", "averages", "intervals", "recoded", "net", "rates")


@dataclass(frozen=True, slots=True)
class Context:
    """How an appendix is told.

    Attributes:
        language: whose words.
        decimals: decimals of points.
        labels: what to print for names in the data.
        simulated: whether the data are simulated and must be labelled so wherever they appear.
        several_bases: whether results under several ends of the scale or standard deviations stand side by side.
        workbook: whether this is for a workbook, where every number has a cell of its own and there are no figures.
    """

    language: Language
    decimals: int
    labels: Mapping[Any, str]
    simulated: bool
    several_bases: bool
    workbook: bool = False

    @property
    def writer(self) -> Writer:
        """Writes numbers and names in this language."""
        return Writer(self.language, self.decimals, self.labels)

    def word(self, key: str) -> str:
        """A fixed text of the appendix."""
        text: str = self.language.book("appendix").WORDS[key]
        return text

    def texts(self, name: str) -> dict[str, str]:
        """A group of texts of the appendix, such as ``"CARD"``."""
        found: dict[str, str] = getattr(self.language.book("appendix"), name)
        return found

    def say(self, finding: Finding, measure: str = "points", without: Collection[str] = ()) -> str:
        """One finding in words, without some of its further sentences; its numbers are points or shares."""
        told = {"language": self.language, "decimals": self.decimals, "labels": self.labels}
        return sentence(finding, measure=str(finding.values.get("measure") or measure), without=without, **told)

    def suffix(self, result: Result) -> str:
        """What the standard errors of a result rest on, in brackets, where results resting on different things stand
        side by side."""
        ends = self.limits(result)
        if not self.several_bases or not (ends or self.assumed_sd(result)):
            return ""
        if ends:
            return self.word("limits_suffix").format(limits=ends)
        return self.word("sd_suffix").format(sd=f"{self.assumed_sd(result):g}")

    def limits(self, result: Result) -> str:
        """The ends of the scale behind a result, such as ``55–100``; empty where they play no part."""
        used = {step.settings.get("limits") for step in result.step.find("published")} - {None}
        return limits_text(used.pop()) if len(used) == 1 else ""

    def assumed_sd(self, result: Result) -> float | None:
        """The standard deviation that was assumed for a result, if one was."""
        used = {step.settings.get("sd") for step in result.step.find("published")} - {None}
        return used.pop() if len(used) == 1 else None

    def caption(self, result: Result) -> str:
        """The title of a result's table."""
        captions = self.texts("CAPTIONS")
        method, levels = result.step.method, " ".join(str(name) for name in result.table.index.names if name)
        if method == "read":
            return f"{captions[method]}{self.word('colon')}{result.step.settings['file'] or method}"
        keys = [f"{method} {levels}", method]
        if method == "gaps" and result.step.find("change"):
            keys = [f"{method} change"]
        elif _shows_estimates(result) and method not in captions and method not in _OWN:
            keys = ["rates"] if result.step.measure == "share" else [levels]
        captions = {**self.language.captions, **captions} if keys == ["rates"] else captions
        found = next((captions[key] for key in keys if key in captions), self.language.captions.get(method, method))
        return found + self.suffix(result)

    def figure_caption(self, result: Result) -> str:
        """The title of a result's figure: that of its table, unless the chart shows something else."""
        kind = "" if result.chart is None else result.chart.kind
        return self.texts("CAPTIONS").get(kind, "") if kind == "answers" else self.caption(result)


def _shows_estimates(result: Result) -> bool:
    """Whether a result is its estimates: they are in its table, and they are what its chart shows."""
    chart = result.chart
    return "estimate" in result.table.columns and (chart is None or chart.columns.get("value") in (None, "estimate"))
