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
    "Instrument": "survey.instrument",
    "Moments": "survey.moments",
    "moments": "survey.moments",
    "sensitive": "survey.privacy",
    "Estimates": "estimation.estimates",
    "estimates": "estimation.given",
    "means": "estimation.means",
    "published": "estimation.published",
    "suppress": "estimation.suppression",
    "ranks": "inference.ranks",
    "gaps": "inference.gaps",
    "change": "inference.change",
    "count_change": "inference.count_change",
    "contributions": "inference.contributions",
    "drivers": "inference.drivers",
    "quality": "inference.quality",
    "Quality": "inference.quality",
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
    from satmodel.estimation.estimates import Estimates as Estimates
    from satmodel.estimation.given import estimates as estimates
    from satmodel.estimation.means import means as means
    from satmodel.estimation.published import published as published
    from satmodel.estimation.suppression import suppress as suppress
    from satmodel.inference.change import change as change
    from satmodel.inference.contributions import contributions as contributions
    from satmodel.inference.count_change import count_change as count_change
    from satmodel.inference.drivers import drivers as drivers
    from satmodel.inference.gaps import gaps as gaps
    from satmodel.inference.quality import Quality as Quality
    from satmodel.inference.quality import quality as quality
    from satmodel.inference.ranks import ranks as ranks
    from satmodel.result import Verdict as Verdict
    from satmodel.result import judge as judge
    from satmodel.survey.instrument import Instrument as Instrument
    from satmodel.survey.moments import Moments as Moments
    from satmodel.survey.moments import moments as moments
    from satmodel.survey.privacy import sensitive as sensitive
    from satmodel.survey.respondents import Survey as Survey
    from satmodel.survey.respondents import read as read
    from satmodel.survey.scale import Scale as Scale
    from satmodel.telling.appendix import Appendix as Appendix
    from satmodel.telling.appendix import Chapter as Chapter
