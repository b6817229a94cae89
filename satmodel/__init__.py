"""satmodel: which service items drive a satisfaction score, and whether a gap between ranks is real.

    import satmodel as sat

Every public name is listed here and loaded on first use.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

_HOME = {
    "Scale": "survey.scale",
    "Survey": "survey.respondents",
    "read": "survey.respondents",
    "codebook": "survey.reading.codebook",
    "Ballots": "survey.ballots",
    "ballots": "survey.ballots",
    "Tickets": "survey.tickets",
    "tickets": "survey.tickets",
    "Instrument": "survey.instrument",
    "instrument": "survey.cards",
    "comparable": "survey.comparable",
    "Crosswalk": "survey.crosswalk",
    "crosswalk": "survey.crosswalk",
    "harmonise": "estimation.harmonise",
    "Moments": "survey.moments",
    "moments": "survey.moments",
    "Margins": "survey.weights.margins",
    "margins": "survey.weights.margins",
    "rake": "survey.weights.weighting",
    "post_stratify": "survey.weights.weighting",
    "trim": "survey.weights.weighting",
    "weighting": "survey.weights.weighting_view",
    "Weighting": "survey.weights.weighting_view",
    "replicates": "estimation.replicates",
    "Replicates": "estimation.replicates",
    "replicate_means": "estimation.replicate_means",
    "Counts": "survey.counts",
    "counts": "survey.counts",
    "sensitive": "survey.privacy",
    "Estimates": "estimation.estimates",
    "estimates": "estimation.given",
    "store": "estimation.stored",
    "stored": "estimation.stored",
    "Stored": "estimation.stored",
    "means": "estimation.means",
    "round_means": "estimation.round_means",
    "totals": "estimation.totals",
    "ratio": "estimation.ratio",
    "design_effect": "estimation.design_effect",
    "averages": "inference.standing.averages",
    "published": "estimation.published",
    "rates": "estimation.rates",
    "net": "estimation.rates",
    "rate_averages": "inference.standing.rate_averages",
    "answers": "estimation.distributions",
    "intervals": "estimation.share_intervals",
    "recoded": "inference.soundness.recoded",
    "sensitivity": "inference.soundness.sensitivity",
    "Sensitivity": "inference.soundness.sensitivity_result",
    "stochastic_dominance": "inference.soundness.stochastic_dominance",
    "no_opinion": "inference.soundness.no_opinion",
    "ratings": "estimation.ratings",
    "ticket_rates": "estimation.ticket_rates",
    "selected": "estimation.selected",
    "counted": "estimation.counted",
    "composite_bounds": "estimation.composite_bounds",
    "sd_bounds": "estimation.sd_bounds",
    "dispositions": "estimation.dispositions",
    "adjusted": "estimation.adjusted",
    "case_mix": "inference.shrinking.case_mix",
    "CaseMix": "inference.shrinking.case_mix",
    "printed_table": "estimation.printed_table",
    "denominators": "survey.denominators",
    "problems": "estimation.problem_list",
    "suppress": "estimation.suppression",
    "ranks": "inference.ranking.ranks",
    "gaps": "inference.gapping.gaps",
    "change": "inference.moving.change",
    "rank_change": "inference.moving.rank_change",
    "RankChange": "inference.moving.rank_change",
    "house_effect": "inference.moving.house_effect",
    "composition": "inference.moving.composition",
    "trend": "inference.moving.trend",
    "count_change": "inference.moving.count_change",
    "read_claims": "inference.claiming.reading",
    "Speech": "inference.claiming.reading",
    "Claim": "inference.claiming.claim",
    "check_claims": "inference.claiming.check_claims",
    "CheckedClaims": "inference.claiming.checked_claims",
    "rule": "inference.deciding.rules",
    "Rule": "inference.deciding.rules",
    "convert": "inference.deciding.convert",
    "Converted": "inference.deciding.converted",
    "movers": "inference.moving.movers",
    "settle": "inference.planning.settle",
    "precision": "inference.planning.precision",
    "Precision": "inference.planning.precision",
    "claims": "inference.planning.claims",
    "Claims": "inference.planning.claims",
    "contributions": "inference.gapping.contributions",
    "Contributions": "inference.gapping.contributions_result",
    "spread": "inference.gapping.spread",
    "Spread": "inference.gapping.spread",
    "drivers": "inference.driving.drivers",
    "Drivers": "inference.driving.drivers_result",
    "DriversBy": "inference.driving.drivers_by",
    "importance": "inference.sharing.measure",
    "Importance": "inference.sharing.measure",
    "dominance": "inference.driving.dominance",
    "Dominance": "inference.driving.dominance",
    "compare_drivers": "inference.driving.compare_drivers",
    "ComparedDrivers": "inference.driving.compare_drivers",
    "missing_drivers": "inference.driving.missing_drivers",
    "asymmetry": "inference.driving.asymmetry",
    "Asymmetry": "inference.driving.asymmetry",
    "priorities": "inference.driving.priorities",
    "Priorities": "inference.driving.priorities",
    "fault_table": "rounds.marking",
    "mark_faults": "rounds.marking",
    "tiers": "inference.ranking.tiers",
    "Tiers": "inference.ranking.tiers",
    "reliability": "inference.ranking.reliability",
    "Reliability": "inference.ranking.reliability",
    "awards": "inference.deciding.awards",
    "Awards": "inference.deciding.awards_result",
    "persistence": "inference.deciding.persistence",
    "Persistence": "inference.deciding.persistence_result",
    "standing": "inference.standing.standing",
    "Standing": "inference.standing.standing",
    "first": "inference.ranking.first",
    "First": "inference.ranking.first",
    "shrink": "inference.shrinking.shrink",
    "Shrunk": "inference.shrinking.shrink",
    "shrink_rates": "inference.shrinking.shrink_rates",
    "ShrunkRates": "inference.shrinking.shrink_rates",
    "structure": "inference.driving.one_index",
    "Structure": "inference.driving.one_index",
    "ParallelLines": "inference.regressing.parallel_lines",
    "parallel_lines": "inference.regressing.parallel_lines",
    "regress": "inference.regressing.regress",
    "Regressed": "inference.regressing.regress",
    "quality": "inference.soundness.quality",
    "Quality": "inference.soundness.quality",
    "Appendix": "telling.appendix",
    "Chapter": "telling.appendix",
    "Verdict": "result",
    "judge": "result",
    "DataProblems": "errors",
    "NotComparable": "errors",
    "NotEstimable": "errors",
    "SatmodelError": "errors",
    "SettingError": "errors",
}
_ROOMS = ("simulate",)

__all__ = [*_HOME, *_ROOMS]


def __getattr__(name: str) -> Any:
    if name in _HOME:
        return getattr(import_module(f"satmodel.{_HOME[name]}"), name)
    if name in _ROOMS:
        return import_module(f"satmodel.{name}")
    raise AttributeError(f"module 'satmodel' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])


if TYPE_CHECKING:
    from satmodel import simulate as simulate
    from satmodel.errors import DataProblems as DataProblems
    from satmodel.errors import NotComparable as NotComparable
    from satmodel.errors import NotEstimable as NotEstimable
    from satmodel.errors import SatmodelError as SatmodelError
    from satmodel.errors import SettingError as SettingError
    from satmodel.estimation.adjusted import adjusted as adjusted
    from satmodel.estimation.composite_bounds import composite_bounds as composite_bounds
    from satmodel.estimation.counted import counted as counted
    from satmodel.estimation.design_effect import design_effect as design_effect
    from satmodel.estimation.dispositions import dispositions as dispositions
    from satmodel.estimation.distributions import answers as answers
    from satmodel.estimation.estimates import Estimates as Estimates
    from satmodel.estimation.given import estimates as estimates
    from satmodel.estimation.harmonise import harmonise as harmonise
    from satmodel.estimation.means import means as means
    from satmodel.estimation.printed_table import printed_table as printed_table
    from satmodel.estimation.problem_list import problems as problems
    from satmodel.estimation.published import published as published
    from satmodel.estimation.rates import net as net
    from satmodel.estimation.rates import rates as rates
    from satmodel.estimation.ratings import ratings as ratings
    from satmodel.estimation.ratio import ratio as ratio
    from satmodel.estimation.replicate_means import replicate_means as replicate_means
    from satmodel.estimation.replicates import Replicates as Replicates
    from satmodel.estimation.replicates import replicates as replicates
    from satmodel.estimation.round_means import round_means as round_means
    from satmodel.estimation.sd_bounds import sd_bounds as sd_bounds
    from satmodel.estimation.selected import selected as selected
    from satmodel.estimation.share_intervals import intervals as intervals
    from satmodel.estimation.stored import Stored as Stored
    from satmodel.estimation.stored import store as store
    from satmodel.estimation.stored import stored as stored
    from satmodel.estimation.suppression import suppress as suppress
    from satmodel.estimation.ticket_rates import ticket_rates as ticket_rates
    from satmodel.estimation.totals import totals as totals
    from satmodel.inference.claiming.check_claims import check_claims as check_claims
    from satmodel.inference.claiming.checked_claims import CheckedClaims as CheckedClaims
    from satmodel.inference.claiming.claim import Claim as Claim
    from satmodel.inference.claiming.reading import Speech as Speech
    from satmodel.inference.claiming.reading import read_claims as read_claims
    from satmodel.inference.deciding.awards import awards as awards
    from satmodel.inference.deciding.awards_result import Awards as Awards
    from satmodel.inference.deciding.convert import convert as convert
    from satmodel.inference.deciding.converted import Converted as Converted
    from satmodel.inference.deciding.persistence import persistence as persistence
    from satmodel.inference.deciding.persistence_result import Persistence as Persistence
    from satmodel.inference.deciding.rules import Rule as Rule
    from satmodel.inference.deciding.rules import rule as rule
    from satmodel.inference.driving.asymmetry import Asymmetry as Asymmetry
    from satmodel.inference.driving.asymmetry import asymmetry as asymmetry
    from satmodel.inference.driving.compare_drivers import ComparedDrivers as ComparedDrivers
    from satmodel.inference.driving.compare_drivers import compare_drivers as compare_drivers
    from satmodel.inference.driving.dominance import Dominance as Dominance
    from satmodel.inference.driving.dominance import dominance as dominance
    from satmodel.inference.driving.drivers import drivers as drivers
    from satmodel.inference.driving.drivers_by import DriversBy as DriversBy
    from satmodel.inference.driving.drivers_result import Drivers as Drivers
    from satmodel.inference.driving.missing_drivers import missing_drivers as missing_drivers
    from satmodel.inference.driving.one_index import Structure as Structure
    from satmodel.inference.driving.one_index import structure as structure
    from satmodel.inference.driving.priorities import Priorities as Priorities
    from satmodel.inference.driving.priorities import priorities as priorities
    from satmodel.inference.gapping.contributions import contributions as contributions
    from satmodel.inference.gapping.contributions_result import Contributions as Contributions
    from satmodel.inference.gapping.gaps import gaps as gaps
    from satmodel.inference.gapping.spread import Spread as Spread
    from satmodel.inference.gapping.spread import spread as spread
    from satmodel.inference.moving.change import change as change
    from satmodel.inference.moving.composition import composition as composition
    from satmodel.inference.moving.count_change import count_change as count_change
    from satmodel.inference.moving.house_effect import house_effect as house_effect
    from satmodel.inference.moving.movers import movers as movers
    from satmodel.inference.moving.rank_change import RankChange as RankChange
    from satmodel.inference.moving.rank_change import rank_change as rank_change
    from satmodel.inference.moving.trend import trend as trend
    from satmodel.inference.planning.claims import Claims as Claims
    from satmodel.inference.planning.claims import claims as claims
    from satmodel.inference.planning.precision import Precision as Precision
    from satmodel.inference.planning.precision import precision as precision
    from satmodel.inference.planning.settle import settle as settle
    from satmodel.inference.ranking.first import First as First
    from satmodel.inference.ranking.first import first as first
    from satmodel.inference.ranking.ranks import ranks as ranks
    from satmodel.inference.ranking.reliability import Reliability as Reliability
    from satmodel.inference.ranking.reliability import reliability as reliability
    from satmodel.inference.ranking.tiers import Tiers as Tiers
    from satmodel.inference.ranking.tiers import tiers as tiers
    from satmodel.inference.regressing.parallel_lines import ParallelLines as ParallelLines
    from satmodel.inference.regressing.parallel_lines import parallel_lines as parallel_lines
    from satmodel.inference.regressing.regress import Regressed as Regressed
    from satmodel.inference.regressing.regress import regress as regress
    from satmodel.inference.sharing.measure import Importance as Importance
    from satmodel.inference.sharing.measure import importance as importance
    from satmodel.inference.shrinking.case_mix import CaseMix as CaseMix
    from satmodel.inference.shrinking.case_mix import case_mix as case_mix
    from satmodel.inference.shrinking.shrink import Shrunk as Shrunk
    from satmodel.inference.shrinking.shrink import shrink as shrink
    from satmodel.inference.shrinking.shrink_rates import ShrunkRates as ShrunkRates
    from satmodel.inference.shrinking.shrink_rates import shrink_rates as shrink_rates
    from satmodel.inference.soundness.no_opinion import no_opinion as no_opinion
    from satmodel.inference.soundness.quality import Quality as Quality
    from satmodel.inference.soundness.quality import quality as quality
    from satmodel.inference.soundness.recoded import recoded as recoded
    from satmodel.inference.soundness.sensitivity import sensitivity as sensitivity
    from satmodel.inference.soundness.sensitivity_result import Sensitivity as Sensitivity
    from satmodel.inference.soundness.stochastic_dominance import stochastic_dominance as stochastic_dominance
    from satmodel.inference.standing.averages import averages as averages
    from satmodel.inference.standing.rate_averages import rate_averages as rate_averages
    from satmodel.inference.standing.standing import Standing as Standing
    from satmodel.inference.standing.standing import standing as standing
    from satmodel.result import Verdict as Verdict
    from satmodel.result import judge as judge
    from satmodel.rounds.marking import fault_table as fault_table
    from satmodel.rounds.marking import mark_faults as mark_faults
    from satmodel.survey.ballots import Ballots as Ballots
    from satmodel.survey.ballots import ballots as ballots
    from satmodel.survey.cards import instrument as instrument
    from satmodel.survey.comparable import comparable as comparable
    from satmodel.survey.counts import Counts as Counts
    from satmodel.survey.counts import counts as counts
    from satmodel.survey.crosswalk import Crosswalk as Crosswalk
    from satmodel.survey.crosswalk import crosswalk as crosswalk
    from satmodel.survey.denominators import denominators as denominators
    from satmodel.survey.instrument import Instrument as Instrument
    from satmodel.survey.moments import Moments as Moments
    from satmodel.survey.moments import moments as moments
    from satmodel.survey.privacy import sensitive as sensitive
    from satmodel.survey.reading.codebook import codebook as codebook
    from satmodel.survey.respondents import Survey as Survey
    from satmodel.survey.respondents import read as read
    from satmodel.survey.scale import Scale as Scale
    from satmodel.survey.tickets import Tickets as Tickets
    from satmodel.survey.tickets import tickets as tickets
    from satmodel.survey.weights.margins import Margins as Margins
    from satmodel.survey.weights.margins import margins as margins
    from satmodel.survey.weights.weighting import post_stratify as post_stratify
    from satmodel.survey.weights.weighting import rake as rake
    from satmodel.survey.weights.weighting import trim as trim
    from satmodel.survey.weights.weighting_view import Weighting as Weighting
    from satmodel.survey.weights.weighting_view import weighting as weighting
    from satmodel.telling.appendix import Appendix as Appendix
    from satmodel.telling.appendix import Chapter as Chapter
