"""What a rule that names units by their place says, as findings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from satmodel.estimation.labels import name_of
from satmodel.result import Finding

if TYPE_CHECKING:
    from satmodel.inference.deciding.awards_result import Awards
    from satmodel.inference.deciding.belonging import Belonging

NAMED = 20  # names that a sentence lists


def told(found: Awards) -> list[Finding]:
    """Everything but the warnings, in the order in which it is said."""
    tiers = found.step.settings["end"] == "tiers"
    said = [*(_tiers(found) if tiers else _named(found)), *_held(found), *_cuts(found)]
    chances = found.chances
    if chances is None:
        return [*said, Finding("awards.no_chances", found.why), *_stakes(found)]
    if chances.found.tau2 == 0:
        share = int(found.step.settings["top"]) / len(found.est)
        said.append(Finding("awards.no_spread", _asked(found) | {"probability": share}))
    elif not tiers:
        said += _likely(found, chances)
    said += [_again(found), *([] if tiers else _regress(found, chances)), *_money(found), *_strikes(found)]
    return [*said, *_stakes(found), *_fair(found)]


def _asked(found: Awards) -> dict[str, Any]:
    noted = found.step.settings
    return {name: noted[name] for name in ("end", "top", "count", "level", "best", "ties")}


def _shown(names: tuple[Any, ...]) -> tuple[Any, ...]:
    return names if len(names) <= NAMED else ()


def _wrong(value: float) -> float | None:
    return None if np.isnan(value) else value


def _named(found: Awards) -> list[Finding]:
    names = found.named
    tie = "broken" if found.standing.broken else "shared" if len(names) > found.step.settings["top"] else "none"
    values = {"names": _shown(names), "named": len(names), "wrong": _wrong(found.wrong), "tie": tie}
    return [Finding("awards.named", _asked(found) | values)]


def _tiers(found: Awards) -> list[Finding]:
    said = []
    for i, (group, (_, size)) in enumerate(zip(found.groups, found.step.settings["sizes"], strict=True)):
        where = found.standing.group == i
        wrong = None if found.own is None else float((1 - found.own)[where].sum())
        names = found.names(where)
        values = {"tier": str(group), "size": size, "names": _shown(names), "named": len(names), "wrong": wrong}
        said.append(Finding("awards.tier", values | {"sure": int((where & found.held.established).sum())}))
    counts = np.bincount(found.standing.group, minlength=len(found.groups)).tolist()
    shared = counts != [size for _, size in found.step.settings["sizes"]]
    tie = "broken" if found.standing.broken else "shared" if shared else "none"
    whole = {"groups": len(found.groups), "wrong": _wrong(found.wrong), "tie": tie}
    return [*said, Finding("awards.tiers", _asked(found) | whole)]


def _held(found: Awards) -> list[Finding]:
    if found.step.settings["end"] == "tiers":
        return []
    first = found.standing.group == 0
    sure, others = found.names(first & found.held.established), found.names(~first & found.held.may_be)
    listed = max(len(sure), len(others)) <= NAMED
    values = {"sure": len(sure), "sure_names": sure if listed else (), "others": len(others)}
    values |= {"other_names": others if listed else ()}
    return [Finding("awards.held", _asked(found) | values | {"named": int(first.sum())})]


def _cuts(found: Awards) -> list[Finding]:
    return [
        Finding(
            "awards.cut",
            _asked(found)
            | {
                "inside": name_of(found.est.labels[cut.inside]),
                "outside": name_of(found.est.labels[cut.outside]),
                "gap": cut.gap,
                "low": cut.low,
                "high": cut.high,
                "verdict": cut.verdict,
                "detectable": cut.detectable,
                "tied": cut.gap == 0,
            },
        )
        for cut in found.cuts
    ]


def _likely(found: Awards, chances: Belonging) -> list[Finding]:
    p, first = chances.probability[:, 0], found.standing.group == 0
    order = found.standing.order
    if first.all():
        return []
    inside = min((i for i in order if first[i]), key=lambda i: p[i])
    outside = max((i for i in order if not first[i]), key=lambda i: p[i])
    values = {
        "inside": name_of(found.est.labels[inside]),
        "inside_probability": float(p[inside]),
        "outside": name_of(found.est.labels[outside]),
        "outside_probability": float(p[outside]),
        "tau": float(np.sqrt(chances.found.tau2)),
    }
    return [Finding("awards.likely", _asked(found) | values)]


def _again(found: Awards) -> Finding:
    tiers = found.step.settings["end"] == "tiers"
    of = len(found.est) if tiers else len(found.named)
    return Finding("awards.again", _asked(found) | {"swaps": found.swaps, "stay": of - found.swaps, "named": of})


def _regress(found: Awards, chances: Belonging) -> list[Finding]:
    """How far those named are expected to move back next time though nothing changes."""
    noted, first = found.step.settings, found.standing.group == 0
    sign = 1.0 if (noted["best"] == "high") == (noted["end"] == "top") else -1.0
    move = float((sign * chances.expected - found.est.value)[first].mean())
    lower = chances.better if sign < 0 else 1 - chances.better
    values = {"move": abs(move), "up": move > 0, "back": float((1 - lower if move > 0 else lower)[first].sum())}
    return [Finding("awards.back", _asked(found) | values | {"named": int(first.sum())})]


def _money(found: Awards) -> list[Finding]:
    money = found.money
    if money is None or money.astray is None:
        return []
    values = {"share": money.share, "astray": money.astray, "total": float(money.paid.sum())}
    return [Finding("awards.prize", values)]


def _strikes(found: Awards) -> list[Finding]:
    struck = found.struck
    if struck is None:
        return []
    values = {"strikes": found.step.settings["strikes"], "struck": float(struck.struck.sum())}
    values |= {"wrong": float(struck.wrong.sum()), "share": _wrong(struck.share), "named": len(found.named)}
    return [Finding("awards.strikes", _asked(found) | values)]


def _stakes(found: Awards) -> list[Finding]:
    stakes = found.stakes
    if stakes is None:
        return []
    whole = stakes.reliability
    values = {"reliability": whole.value, "low": whole.low, "high": whole.high, "wanted": stakes.wanted}
    values |= {"verdict": stakes.verdict, "below": stakes.below, "detectable": stakes.detectable}
    return [Finding("awards.stakes", values | {"level": found.step.settings["level"]})]


def _fair(found: Awards) -> list[Finding]:
    fair, noted = found.fair, found.step.settings
    if fair is None:
        return []
    now = fair.rows[0]
    values = {
        "tolerable": noted["tolerable"],
        "now": float(now[2]),
        "factor": fair.factor,
        "low": fair.low,
        "high": fair.high,
        "n": None if fair.n is None else fair.n * fair.factor,
        "n_now": fair.n,
        "rounds": float(np.ceil(fair.factor)),
        "enough": bool(fair.factor <= 1),
    }
    said = [Finding("awards.fair", _asked(found) | values)]
    if noted["end"] == "tiers":
        return said
    sure = (found.standing.group == 0) & found.held.established
    wrong = 0.0 if found.own is None else float((1 - found.own)[sure].sum())
    zone = {"sure": int(sure.sum()), "wrong": wrong, "named": len(found.named)}
    zone |= {"times": int(fair.rows[2][0]), "more": float(fair.rows[2][4]), "usual": float(now[4])}
    return [*said, Finding("awards.sure", _asked(found) | zone)]
