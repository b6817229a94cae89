"""Where each unit stands: every text of it."""

from __future__ import annotations

from satmodel.telling.lines import Line

_HAS = "{name:name} has {estimate:points} points, "
_INTERVAL = " ({reference:points} points); the {level:percent0} interval of the difference{adjust:adjusted} is {low high:interval}"
_ABOVE = _HAS + "{gap:size} points above {against:term}" + _INTERVAL
_BELOW = _HAS + "{gap:size} points below {against:term}" + _INTERVAL
_SAME = _HAS + "the same as {against:term}" + _INTERVAL
_YES = ": the difference is established."
_NO = ": a difference is not established; this sample could have established {detectable:points} points."
_JUDGED = (
    "judged at the {level:percent0} level ({adjust:term}), {above:count unit is|units are} established to lie "
    "above it and {below:count unit|units} below it."
)
_FURTHER = "The units lie further from {what} than sampling errors do on average (dispersion ratio {phi:ratio}): "
_SPREAD = (
    "the true scores are estimated to lie around it with a standard deviation of {spread:points} points, and the limits "
    "with over-dispersion allow for it. That is an estimate and no verdict that the units differ."
)
_FROM_MEAN = _FURTHER.replace("{what}", "their mean") + _SPREAD
_FROM_TARGET = _FURTHER.replace("{what}", "the target") + _SPREAD
_ALIKE = "The units lie no further apart than sampling errors do on average; the funnel's limits need no allowance."
_AS_PUBLISHED = " This over-dispersion is taken as published, from values winsorised at 10%."

SENTENCES = {
    "standing.family": "Each of {count:count unit|units} is set against {against:term}, itself left out; " + _JUDGED,
    "standing.family.against=value": (
        "Each of {count:count unit|units} is set against the target of {reference:points} points; " + _JUDGED
    ),
    "standing.family+open": (
        "For the other {open:integer} a difference is not established; this sample could have established "
        "{smallest_detectable largest_detectable:span} points, depending on the unit."
    ),
    "standing.family+open.no smallest_detectable": "",
    "standing.unit.established": _ABOVE + _YES,
    "standing.unit.established.negative gap": _BELOW + _YES,
    "standing.unit.not established": _ABOVE + _NO,
    "standing.unit.not established.negative gap": _BELOW + _NO,
    "standing.unit.not established.zero gap": _SAME + _NO,
    "standing.half": (
        "The means count all units alike and leave the unit itself out. As a rule about half of {count:count unit|units} lie "
        "below the average: to lie below it is not to have failed."
    ),
    "standing.half.best=low": (
        "The means count all units alike and leave the unit itself out. As a rule about half of {count:count unit|units} lie "
        "above the average: to lie above it is not to have failed."
    ),
    "standing.half.weighted": (
        "The means weigh the units by the weights given and leave the unit itself out: to lie below such a mean is not to "
        "have failed."
    ),
    "standing.half.weighted.best=low": (
        "The means weigh the units by the weights given and leave the unit itself out: to lie above such a mean is not to "
        "have failed."
    ),
    "standing.spread.how=robust": _FROM_MEAN,
    "standing.spread.how=robust.zero spread": _ALIKE,
    "standing.spread.how=published": _FROM_TARGET + _AS_PUBLISHED,
    "standing.spread.how=published.zero spread": _ALIKE + _AS_PUBLISHED,
    "standing.spread.how=few": (
        "{count:count unit is|units are} too few to tell whether they differ more than sampling alone would make them; the "
        "funnel's limits allow for sampling error alone."
    ),
    "standing.spread.how=none": "The funnel's limits allow for sampling error alone, as asked.",
    "standing.bands": (
        "Against what is expected, {much_better:integer} of {count:count unit|units} are much better, {better:integer} "
        "better, {about_the_same:integer} about the same, {worse:integer} worse and {much_worse:integer} much worse. "
        "Of units that are as expected about one in twenty lies beyond the 95% limits by chance; a band says whether a unit is an exception and "
        "is no verdict about two units."
    ),
    "standing.outside": "{band:kind}: {names:names}.",
    "standing.apart": "{name:name} is not judged: {reason:reason}.",
}

HEADS = {
    "reference": "Set against",
    "z": "z",
    "z_od": "z with over-dispersion",
    "band": "Band",
    "peer_group": "Peer group",
}

REASONS = {
    "no_peers": "it is the only unit of its peer group",
}

TERMS = {
    "others": "the mean of the other units",
    "value": "the target",
    "peers": "the mean of the others of its peer group",
    "kind.much_better": "much better than expected",
    "kind.better": "better than expected",
    "kind.about_the_same": "about the same",
    "kind.worse": "worse than expected",
    "kind.much_worse": "much worse than expected",
}

CAPTIONS = {
    "standing": "Where each unit stands",
}

PICTURES = {
    "funnel.axis": "Precision of the difference, as a number of respondents",
    "funnel.axis.not sized": "Precision (1 / squared standard error)",
    "funnel.height": "Score",
    "funnel.height.measure=share": "Share",
    "funnel.height.against=peers": "Difference to the mean of the peer group",
    "funnel.target": "target",
    "funnel.limit": "95% limits, sampling error alone",
    "funnel.limit_far": "99.8% limits, sampling error alone",
    "funnel.limit_od": "95% limits with over-dispersion",
    "funnel.limit_far_od": "99.8% limits with over-dispersion",
    "funnel.much_better": "much better than expected",
    "funnel.better": "better than expected",
    "funnel.about_the_same": "about the same",
    "funnel.worse": "worse than expected",
    "funnel.much_worse": "much worse than expected",
    "funnel.alt": (
        "A funnel plot of {count:count unit|units} by size and score around {target:points}: {much_better:integer} much "
        "better than expected, {better:integer} better, {about_the_same:integer} about the same, {worse:integer} worse, "
        "{much_worse:integer} much worse."
    ),
}

TITLES = {
    "standing": "Where each unit stands",
}

METHODS = {
    "standing": (
        Line(
            "Each unit is set against the mean of the other units, all counted alike and itself left out:",
            when=("against=others", "not weighted"),
            formula="leave_one_out",
        ),
        Line(
            "Each unit is set against the mean of the other units, weighted and itself left out:",
            when=("against=others", "weighted"),
            formula="leave_one_out",
        ),
        Line("Each unit is set against a fixed target.", when=("against=value",)),
        Line(
            "Each unit is set against the mean of the others of its peer group ({peer_groups:integer} groups), all counted "
            "alike and itself left out:",
            when=("against=peers", "not weighted"),
            formula="leave_one_out",
        ),
        Line(
            "Each unit is set against the mean of the others of its peer group ({peer_groups:integer} groups), weighted and "
            "itself left out:",
            when=("against=peers", "weighted"),
            formula="leave_one_out",
        ),
        Line("Standard errors come from the full covariance of the scores."),
        Line("The differences are judged as one family by Holm's steps.", when=("adjust=holm",)),
        Line("The differences are judged as one family by Bonferroni's bound.", when=("adjust=bonferroni",)),
        Line("Each difference is judged by itself.", when=("adjust=none",)),
        Line("The funnel's limits of 95% (c = 1.96) and 99.8% (c = 3.09) around the target T are", formula="funnel"),
        Line(
            "v is the variance of a unit's difference to the mean, of which it is part.",
            when=("against=others", "exact"),
        ),
        Line(
            "v is the variance of a unit's difference to the mean of its peers, of which it is part.",
            when=("against=peers", "exact"),
        ),
        Line("The target is taken as known; v is the unit's own variance.", when=("not exact",)),
        Line(
            "The over-dispersion τ² is the variance of the true scores around their mean that gives the squared differences, "
            "drawn in at the 10% and 90% quantiles of the normal distribution, their expected mean (Huber's proposal 2).",
            when=("overdispersion=robust",),
        ),
        Line(
            "The over-dispersion τ² is taken from z-scores winsorised at 10%, as published:",
            when=("overdispersion=published",),
            formula="overdispersion",
        ),
        Line("There are too few units to tell over-dispersion; τ² is zero.", when=("overdispersion=few",)),
        Line("The limits allow for sampling error alone; τ² is zero.", when=("overdispersion=none",)),
        Line(
            "Shares are set against the target as asin √p, with the standard error 1/(2√n) at their effective n.",
            when=("scale=arcsine",),
        ),
        Line(
            "The five bands carry the names of the Care Quality Commission's reports on outliers; they are not adjusted for "
            "the number of units."
        ),
    ),
}
