"""Contributions and the spread between units: every text of them."""

from __future__ import annotations

from satmodel.telling.lines import Line

_TOTAL = (
    " went from {before:points} to {after:points} points, a change of {total:signed} "
    "({level:percent0} interval {low high:interval})"
)
_MINUS = " ({before:points}) is {total:signed} points ({level:percent0} interval {low high:interval})"
_GAP = "{name:name} ({after:points}) minus {against:name}" + _MINUS
_AVERAGE = "{name:name} ({after:points}) minus the average of the other units" + _MINUS
_ITEM = (
    "The arithmetic contribution of {item:name} is {contribution:signed} points, {share:percent} of the whole "
    "(interval {low high:interval})"
)
_ITEM_ALONE = (
    "The arithmetic contribution of {item:name} is {contribution:signed} points (interval {low high:interval})"
)
_PART = "the part of the {part:kind} is {contribution:signed} points ({level:percent0} interval {low high:interval})"
_MOVED = "The changed score of {item:name} contributes {contribution:signed} points (interval {low high:interval})"
_SHIFTED = (
    "The weight of {item:name} went from {weight_before:percent} to {weight_after:percent}, which alone contributes "
    "{contribution:signed} points (interval {low high:interval})"
)
_COULD = "; this sample could have established {detectable:points} points."
_LARGEST = "largest arithmetic contribution is that of {item:name}, {contribution:signed} points"
_SD = (
    "The composites of {units:integer} units lie apart with a standard deviation of {sd_raw:points} points as observed "
    "and {sd:points} points net of sampling error"
)
_NO_SD = (
    "The composites of {units:integer} units lie apart with a standard deviation of {sd_raw:points} points as observed, "
    "no more than sampling errors alone would bring about"
)
_NOT_LEFT = (
    ": that they differ is not established ({level:percent0} level); this sample could have established a standard "
    "deviation of {detectable:points} points. What the units differ by cannot be told."
)
_LEAD = (
    "The share of {first:name} is {gap:pp} percentage points larger than that of {second:name} ({level:percent0} interval "
    "{low high:pps}, judged among {pairs:count pair|pairs} of items, {adjust:term})"
)
_LEAD_ALONE = (
    "The share of {first:name} is {gap:pp} percentage points larger than that of {second:name} ({level:percent0} level, "
    "judged among {pairs:count pair|pairs} of items, {adjust:term}; the interval has no end)"
)
_LEAD_COULD = ": not established; this sample could have established {detectable:pp} percentage points."

SENTENCES = {
    "contributions.total.established": "{name:name}" + _TOTAL + ": the change is established.",
    "contributions.total.established.no name": "The composite" + _TOTAL + ": the change is established.",
    "contributions.total.not established": "{name:name}" + _TOTAL + ": the change is not established" + _COULD,
    "contributions.total.not established.no name": (
        "The composite" + _TOTAL + ": the change is not established" + _COULD
    ),
    "contributions.gap.established": _GAP + ": the difference is established.",
    "contributions.gap.not established": _GAP + ": the difference is not established" + _COULD,
    "contributions.average.established": _AVERAGE + ": the difference is established.",
    "contributions.average.not established": _AVERAGE + ": the difference is not established" + _COULD,
    "contributions.part.established": "{name:name}: " + _PART + ": established.",
    "contributions.part.established.no name": _PART + ": established.",
    "contributions.part.not established": "{name:name}: " + _PART + ": not established" + _COULD,
    "contributions.part.not established.no name": _PART + ": not established" + _COULD,
    "contributions.item": _ITEM + ": {verdict:verdict}.",
    "contributions.item.no share": _ITEM_ALONE + ": {verdict:verdict}.",
    "contributions.item.not established": _ITEM + ": not established" + _COULD,
    "contributions.item.not established.no share": _ITEM_ALONE + ": not established" + _COULD,
    "contributions.item.not established.no detectable": _ITEM + ": not established.",
    "contributions.item.not established.no detectable.no share": _ITEM_ALONE + ": not established.",
    "contributions.moved.established": _MOVED + ": established.",
    "contributions.moved.not established": _MOVED + ": not established" + _COULD,
    "contributions.shifted.established": _SHIFTED + ": established.",
    "contributions.shifted.not established": _SHIFTED + ": not established" + _COULD,
    "contributions.largest": "The " + _LARGEST + ", {share:percent} of the whole.",
    "contributions.largest.no share": "The " + _LARGEST + ".",
    "contributions.largest.several": "{name:name}: the " + _LARGEST + ", {share:percent} of the whole.",
    "contributions.largest.several.no share": "{name:name}: the " + _LARGEST + ".",
    "contributions.share_unstable": (
        "The interval of the whole includes zero, so the shares are unstable: read the points, not the shares."
    ),
    "contributions.others": (
        "The average is that of {others:count other unit|other units}, all counted alike and the unit itself left out; to "
        "lie below an average is not to have failed."
    ),
    "contributions.others.weighted": (
        "The average is that of {others:count other unit|other units}, weighted by the weights given and the unit itself "
        "left out; to lie below an average is not to have failed."
    ),
    "contributions.picked": (
        "{leader:name} has the highest composite and {second:name} the second. The data picked them, so the composites "
        "are judged among all {pairs:count pair|pairs} of units{family:adjusted}, and the items of a split as those of "
        "one among so many pairs."
    ),
    "contributions.picked.best=low": (
        "{leader:name} has the lowest composite, which is the best here, and {second:name} the second lowest. The data "
        "picked them, so the composites are judged among all {pairs:count pair|pairs} of units{family:adjusted}, and the "
        "items of a split as those of one among so many pairs."
    ),
    "contributions.picked+small": "Too few people answered for {small:names} to count as the first.",
    "contributions.picked+small.no small": "",
    "contributions.families": (
        "There are {splits:integer} splits: their composites are judged together, and the items of each as a family of its "
        "own (Holm adjustment, {level:percent0} level)."
    ),
    "contributions.families+up": "The whole is established to be positive for {up:names}.",
    "contributions.families+up.no up": "",
    "contributions.families+down": "The whole is established to be negative for {down:names}.",
    "contributions.families+down.no down": "",
    "contributions.families+open": (
        "It is not established for {open:names}; this sample could have established "
        "{smallest_detectable largest_detectable:span} points."
    ),
    "contributions.families+open.no open": "",
    "contributions.apart": "{name:name} cannot be split: {reason:reason}.",
    "contributions.reweighted": (
        "The scores are counted at the old weights and the weights at the old scores; the interaction is what the two "
        "changes bring only together. A changed weight is a decision about what counts, not a change in what people say."
    ),
    "contributions.reweighted.folds=2": (
        "The scores are counted at the mean of both weights, and the weights at the mean of both scores. A changed weight "
        "is a decision about what counts, not a change in what people say."
    ),
    "contributions.arithmetic": (
        "A contribution is arithmetic, the weight times the item's change, and all of them add up to the whole change; "
        "it is not the causal effect of any work done."
    ),
    "contributions.arithmetic.gap": (
        "A contribution is arithmetic, the weight times the item's difference, and all of them add up to the whole "
        "difference; it is not the causal effect of any work done."
    ),
    "contributions.arithmetic.by_part": (
        "All contributions are arithmetic and add up to the whole change; they are not the causal effect of any work done."
    ),
    "spread.total.established": _SD + ": that they differ is established ({level:percent0} level).",
    "spread.total.not established": _SD + _NOT_LEFT,
    "spread.total.not established.no sd": _NO_SD + _NOT_LEFT,
    "spread.item": (
        "{item:name} makes up {share:percent} of what the units differ by ({level:percent0} interval "
        "{share_low share_high:percents}); with the sampling errors still in it, {share_raw:percent}."
    ),
    "spread.lead.established": _LEAD + ": established.",
    "spread.lead.established.no low": _LEAD_ALONE + ": established.",
    "spread.lead.not established": _LEAD + _LEAD_COULD,
    "spread.lead.not established.no low": _LEAD_ALONE + _LEAD_COULD,
    "spread.negative": (
        "On {names:names} the units differ less than sampling errors alone would make them: the variance net of these is "
        "below zero, and is kept as it is computed."
    ),
    "spread.apart": "{name:name} has no part in the spread: {reason:reason}.",
    "spread.arithmetic": (
        "This is what the units differ by, and arithmetic: an item on which all units are alike contributes nothing, "
        "however important it is, and no share is the causal effect of any work done."
    ),
}

HEADS = {
    "own_score": "Own score",
    "part": "Part",
    "weight_before": "Weight before",
    "weight_after": "Weight after",
    "variance": "Variance between units, net",
    "covariance_raw": "Covariance with the composite",
    "covariance": "Covariance, net",
    "covariance_se": "SE (covariance)",
    "share_raw": "Share with sampling error",
}

TERMS = {
    "kind.scores": "changed scores",
    "kind.weights": "changed weights",
    "kind.interaction": "interaction of the two",
}

CAPTIONS = {
    "spread": "What the units differ by",
}

PICTURES = {
    "waterfall.start.no start_name.against=average": "Average of the others",
    "waterfall.axis.scored": "Score (plain: changed scores, hatched or dotted: changed weights; thin line: interval)",
    "waterfall.shifted.no label": "Changed weights",
    "waterfall.interaction": "Interaction",
    "waterfall.item": "{label:name}",
    "waterfall.shifted": "{label:name} (weight)",
    "waterfall.alt.scored": (
        "A waterfall from {start:points} to {end:points} points: the changed scores of the items lead to {turn:points}, "
        "changed weights and the interaction of the two to the end; the largest step is {largest:name} "
        "({largest_value:signed} points)."
    ),
    "intervals.axis.of=spread": "Share in what the units differ by (line: {level:percent0} interval)",
    "intervals.alt.of=spread": (
        "The shares of {count:count item|items} in what the units differ by, a dot with its interval as a line; the "
        "highest is that of {highest:name} ({highest_value:percent}), the lowest that of {lowest:name} "
        "({lowest_value:percent})."
    ),
}

TITLES = {
    "spread": "What the units differ by",
}

METHODS = {
    "contributions": (
        Line(
            "The two rounds were made with instruments that are not comparable ({overridden:kinds}); they are compared all "
            "the same, for this reason: {override:text}.",
            when=("override",),
        ),
        Line(
            "The composite is a sum of the items with known weights, so its change (or a gap) splits exactly into the "
            "items' contributions, without a regression:",
            when=("not folds",),
            formula="contribution",
        ),
        Line(
            "The weights changed between the rounds, so the composite's change splits exactly into what the scores brought "
            "at the old weights, what the weights brought at the old scores, and the interaction of the two:",
            when=("folds=3",),
            formula="threefold",
        ),
        Line(
            "The weights changed between the rounds, so the composite's change splits exactly into what the scores brought "
            "at the mean weights and what the weights brought at the mean scores:",
            when=("folds=2",),
            formula="twofold",
        ),
        Line(
            "Each unit is set against the average of the other units, itself left out.",
            when=("between=average", "not weighted"),
        ),
        Line(
            "Each unit is set against the weighted average of the other units, itself left out.",
            when=("between=average", "weighted"),
        ),
        Line(
            "The leader is picked by the data: the composites are judged among all {pairs:integer} pairs of units "
            "({family:term}), and the items of a split at the level 1 − α/{pairs:integer}.",
            when=("between=first",),
        ),
        Line(
            "Composites and items so near an end of the scale that few answers decide them get half an answer more at each "
            "end in their variance (a and b are the distances from the two ends):",
            when=("half_answers",),
            formula="half_answers",
        ),
        Line("Standard errors come from the full covariance of the scores; the items of a split form one Holm family."),
    ),
    "spread": (
        Line(
            "The variance of the composites between {units:integer} units is split by item: its weight times its "
            "covariance with the composite, which is the Shapley value of the variance of a sum. What sampling errors add "
            "to it on average is taken off:",
            formula="spread",
        ),
        Line(
            "An interval holds every share that the two quadratic forms do not contradict (Fieller), with their exact "
            "covariance under normal sampling errors. It is about these units, whose number is not a sample.",
            when=("estimable",),
        ),
        Line(
            "The variance net of sampling error is not established to lie above zero, so that it has no shares.",
            when=("not estimable",),
        ),
    ),
}
