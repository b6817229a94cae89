"""The methods section, written from the steps that made the results."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from satmodel.step import Step
from satmodel.telling.language import Language
from satmodel.telling.writer import Writer

ORDER = (
    *("read", "tally", "privacy", "stored", "harmonise", "comparable"),
    *(
        "duplicates",
        "straight_lining",
        "speeders",
        "call_hours",
        "interviewer_effect",
        "answer_shares",
        "answer_change",
    ),
    *("rake", "post_stratify", "trim", "round_means"),
    *("means", "design", "replicates", "replicate_means", "totals", "ratio", "design_effect", "averages"),
    *("counts", "counted", "composite_bounds", "dispositions", "ratings", "selected", "ticket_rates", "ticket_share"),
    *("published", "sd_bounds", "wide_table", "printed_table", "denominators", "problems"),
    *("rates", "net", "answers", "intervals"),
    *("adjusted", "case_mix", "shrink", "shrink_rates"),
    *("suppress", "average", "combine", "ranks", "first", "awards", "persistence", "tiers", "reliability"),
    *("gaps", "standing", "precision", "settle", "claims", "change", "contributions", "spread"),
    *("rank_change", "movers"),
    *("composition", "house_effect", "official_forecast"),
    "trend",
    "check_claims",
    *("rule", "convert"),
    *("recoded", "sensitivity", "stochastic_dominance", "no_opinion"),
    *("structure", "ordinal", "drivers", "drivers_by", "importance", "dominance", "compare_drivers"),
    *("missing_drivers", "asymmetry", "priorities", "regress", "parallel_lines", "count_change"),
)


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence of the methods section and the key of the formula that follows it."""

    text: str
    formula: str | None


@dataclass(frozen=True, slots=True)
class Method:
    """One method as the section tells it: its key, title and sentences."""

    key: str
    title: str
    said: tuple[Said, ...]


def methods(steps: tuple[Step, ...], language: Language, *, decimals: int, labels: Mapping[Any, str]) -> list[Method]:
    """The methods used by some steps, in the order in which a reader needs them.

    A sentence that several steps of one method share is said once; where their settings differ each is said.

    Args:
        steps: every step in the making of the results.
        language: whose sentences.
        decimals: decimals of points.
        labels: what to print for names in the data.
    """
    writer = Writer(language, decimals, labels)
    found = []
    for key in ORDER:
        used = [step for step in steps if step.method == key]
        if not used:
            continue
        said: dict[Said, None] = {}
        for line in language.methods[key]:
            for step in used:
                if line.holds(step.settings):
                    said[Said(writer.fill(line.text, _values(step, writer)), line.formula)] = None
        found.append(Method(key, language.titles[key], tuple(said)))
    return found


def limits_text(limits: tuple[float, float]) -> str:
    """The ends of a scale, such as ``55–100``."""
    return f"{limits[0]:g}–{limits[1]:g}"


def _values(step: Step, writer: Writer) -> dict[str, Any]:
    values = dict(step.settings)
    if values.get("limits"):
        values["limits"] = limits_text(values["limits"])
    if values.get("weights"):
        values["weights"] = writer.language.words["comma"].join(
            f"{writer.name(name)} {weight:g}" for name, weight in values["weights"]
        )
    if isinstance(values.get("groups"), tuple) and values["groups"]:
        bracket = writer.language.words["bracket"]
        told = [writer.name(name) + bracket.replace("#", writer.names(answers)) for name, answers in values["groups"]]
        values["groups"] = writer.language.words["comma"].join(told)
    if values.get("treated"):
        told = [f"{writer.name(name)} {points:g}" for name, points in values["treated"]]
        values["treated"] = writer.language.words["comma"].join(told)
    return values
