"""What is computed of decisions: awards and yellow cards, assessment points, the sentences of a speech."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from satmodel.estimation.estimates import Estimates
from satmodel.estimation.rates import rates
from satmodel.estimation.share_intervals import intervals
from satmodel.inference.claiming.check_claims import check_claims
from satmodel.inference.claiming.reading import Speech
from satmodel.inference.deciding.awards import awards
from satmodel.inference.deciding.convert import convert
from satmodel.inference.deciding.rules import Rule
from satmodel.result import Result
from satmodel.rounds.plan import Plan
from satmodel.rounds.sections import AWARDS, CLAIMS, CONVERSION, Section
from satmodel.survey.respondents import Survey


def awarded(est: Estimates, plan: Plan) -> Iterator[Section]:
    """Whether a rule that names units by their place names the right ones: where it is asked."""
    part, set_ = plan.awards, plan.analysis
    if part is not None:
        found = awards(
            est,
            top=part.top,
            bottom=part.bottom,
            tiers=part.tiers,
            prize=part.prize,
            strikes=part.strikes,
            ties=part.ties,
            wanted=part.wanted,
            tolerable=part.tolerable,
            level=set_.level,
            best=set_.best,
            draws=set_.draws,
            seed=set_.seed,
            **plan.fewest,
        )
        yield Section(AWARDS, (found,))


def converted(
    est: Estimates, plan: Plan, rule: Rule | None, *, now: Survey | None = None, before: Estimates | None = None
) -> Iterator[Section]:
    """Scores as assessment points: where there is a rule.

    Args:
        est: the scores.
        plan: what it asks.
        rule: the rule, or None.
        now: the respondents, where the rule is for rates of answers.
        before: the round before, where the rule rewards improvement.
    """
    part, set_ = plan.conversion, plan.analysis
    if part is None or rule is None:
        return
    shared: dict[str, Any] = {"level": set_.level, "draws": set_.draws, "seed": set_.seed, "best": set_.best}
    given: Any = est
    if part.rate is not None and plan.rates is not None and now is not None:
        groups, kept = plan.rates.groups, {"no_opinion": plan.rates.no_opinion, "apart": plan.rates.apart}
        found = rates(now, rates={part.rate: groups[part.rate]}, level=set_.level, lonely=plan.lonely, **kept)
        by_item = found.take({"measure": part.rate})
        given = intervals(by_item, level=set_.level) if by_item.labels.nlevels == 1 else by_item.average("item")
    earlier = before if rule.form.bonus is not None else None
    yield Section(CONVERSION, (convert(given, rule, base=part.base, before=earlier, **shared),))


def spoken(speech: Speech | None, context: Mapping[str, Any], plan: Plan, folder: Path) -> Iterator[Section]:
    """The sentences of a speech against the tables of the round and those of its own file: where there is one."""
    if speech is None or plan.claims is None:
        return
    set_ = plan.analysis
    words = None if plan.claims.words is None else folder / plan.claims.words
    needed = {name: table for name, table in context.items() if name not in speech.tables}
    found: Result = check_claims(speech, needed, level=set_.level, words=words, best=set_.best, seed=set_.seed)
    yield Section(CLAIMS, (found,))
