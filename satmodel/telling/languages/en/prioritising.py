"""Penalties and rewards of items, and the map of importance and score: every text of theirs."""

from __future__ import annotations

from satmodel.telling.lines import Line

_LOST = (
    "from {n:count respondent|respondents} who answered every question; {lost:integer} more were left out for a missing "
    "answer."
)
_ALL = "from all {n:count respondent|respondents}."
_ITEM = (
    "The worst answer to {item:name} goes with a penalty of {penalty:points} points in the overall rating "
    "({level:percent0} interval {penalty_low penalty_high:interval}), the best with a reward of {reward:points} points "
    "({reward_low reward_high:interval}), each against the answers between and with the other items held. Reward less "
    "penalty is {gap:signed} points ({level:percent0} interval {low high:interval}, all items together): "
)
_CLASS = (
    "{item:name} is established to be of the class {kano:kind}: its index of asymmetry is {asymmetry:ratio} ({level:percent0} interval "
    "{low high:ratios}, all items together), "
)
_MAP = (
    "The map sets each item's share of what is explained of {outcome:name} (R² {r2:percent}) against its score among all "
    "who answered it; importance comes "
)
_PLACE = (
    "{item:name}: {share:percent} of what is explained (interval {share_low share_high:percents}), {share_gap:pp_signed} "
    "percentage points from the line ({share_gap_low share_gap_high:pps}); score {score:points} points (interval "
    "{score_low score_high:interval}), {score_gap:signed} points from the line ({score_gap_low score_gap_high:interval}): "
)
_SEEN_SHARE = "{share_detectable:pp} percentage points of importance"
_SEEN_SCORE = "{score_detectable:points} points of score"

SENTENCES = {
    "asymmetry.fit": (
        "The best and the worst answers to the items explain {fitted:percent} of the variance of {outcome:name}, "
        + _LOST
    ),
    "asymmetry.fit.zero lost": (
        "The best and the worst answers to the items explain {fitted:percent} of the variance of {outcome:name}, "
        + _ALL
    ),
    "asymmetry.item.established": _ITEM + "it is established that the reward is the larger.",
    "asymmetry.item.established.negative gap": _ITEM + "it is established that the penalty is the larger.",
    "asymmetry.item.not established": (
        _ITEM + "which of the two is larger is not established; this sample could have established a difference of "
        "{detectable:points} points."
    ),
    "asymmetry.kano.kano=must_be": _CLASS + "so the penalty is more than twice the reward.",
    "asymmetry.kano.kano=performance": _CLASS + "so neither penalty nor reward is more than twice the other.",
    "asymmetry.kano.kano=attractive": _CLASS + "so the reward is more than twice the penalty.",
    "asymmetry.undecided": (
        "The class of {items:names} is not established: the interval of the index reaches over a bound between classes "
        "(−0.33 or 0.33). To be sure of a class, this sample needs an index about {least:ratio} to {detectable:ratio} away "
        "from the bounds, by item."
    ),
    "asymmetry.no_index": (
        "The range from the worst to the best answer to {items:names} is not established to be above zero, so no index "
        "and no class can be given; this sample could have established a range of {least:points} to {detectable:points} "
        "points, by item."
    ),
    "asymmetry.no_index.one count": (
        "The range from the worst to the best answer to {items:names} is not established to be above zero, so no index "
        "and no class can be given; this sample could have established a range of {detectable:points} points."
    ),
    "asymmetry.undecided.one count": (
        "The class of {items:names} is not established: the interval of the index reaches over a bound between classes "
        "(−0.33 or 0.33). To be sure of a class, this sample needs an index about {detectable:ratio} away from the bounds."
    ),
    "asymmetry.apart": (
        "{name:name} is listed apart: {reason:reason} ({n_bad:integer} worst, {n_middle:integer} middle, "
        "{n_good:integer} best answers). Its answers are held for the other items all the same."
    ),
    "asymmetry.correlated": (
        "The answers to {items:names} follow in part from those to other items (which raises variances up to {vif:ratio}-fold, for "
        "{item:name}); their penalties and rewards are hard to tell apart, as the width of their intervals says."
    ),
    "asymmetry.not_causal": (
        "Penalties and rewards are associations with {outcome:name}; they do not say that an answer would change the "
        "rating, or that better work on an item would."
    ),
    "priorities.map.lines=mean": (
        _MAP + _LOST + " The lines are the means of the {count:integer} items: {share_line:percent} of importance and "
        "{score_line:points} points."
    ),
    "priorities.map.lines=median": (
        _MAP
        + _LOST
        + " The lines are the medians of the {count:integer} items: {share_line:percent} of importance and "
        "{score_line:points} points."
    ),
    "priorities.map.lines=given": (
        _MAP + _LOST + " The lines through the {count:integer} items were set beforehand: {share_line:percent} of "
        "importance and {score_line:points} points."
    ),
    "priorities.quadrant.quadrant=look_first": (
        "A place to look first: {items:names} (more important than the line and rated below it, both established). This "
        "says where to look, not what work there would bring."
    ),
    "priorities.quadrant.quadrant=look_first.no items": (
        "No item is established to be more important than the line and rated below it at once."
    ),
    "priorities.quadrant.quadrant=keep_up": (
        "To keep up: {items:names} (more important than the line and rated above it, both established)."
    ),
    "priorities.quadrant.quadrant=look_later": (
        "A place to look later: {items:names} (less important than the line and rated below it, both established)."
    ),
    "priorities.quadrant.quadrant=as_it_is": (
        "To leave as it is: {items:names} (less important than the line and rated above it, both established)."
    ),
    "priorities.undecided": (
        "The place of {items:names} is not established: one of the two differences from the lines, or both, may be "
        "chance. This sample could have established " + _SEEN_SHARE + " and " + _SEEN_SCORE + " for each of them."
    ),
    "priorities.item": _PLACE + "both differences are established ({quadrant:kind}).",
    "priorities.item.share_verdict=not established": (
        _PLACE + "the difference of the score is established, that of importance is not; this sample could have "
        "established " + _SEEN_SHARE + "."
    ),
    "priorities.item.score_verdict=not established": (
        _PLACE + "the difference of importance is established, that of the score is not; this sample could have "
        "established " + _SEEN_SCORE + "."
    ),
    "priorities.item.share_verdict=not established.score_verdict=not established": (
        _PLACE + "neither difference is established; this sample could have established " + _SEEN_SHARE + " and "
        "" + _SEEN_SCORE + "."
    ),
    "priorities.apart": "{name:name} has no place on the map: {reason:reason}.",
    "priorities.lonely_strata": (
        "{count:count stratum has|strata have} a single cluster; the resamples do not vary there, and the intervals may be "
        "too narrow."
    ),
    "priorities.not_causal": (
        "Importance is an association with {outcome:name}; the map does not say that work on an item would raise the "
        "overall rating."
    ),
}

HEADS = {
    "penalty": "Penalty",
    "penalty_se": "Penalty, SE",
    "penalty_low": "Penalty, low end",
    "penalty_high": "Penalty, high end",
    "penalty_interval": "Penalty, interval",
    "reward": "Reward",
    "reward_se": "Reward, SE",
    "reward_low": "Reward, low end",
    "reward_high": "Reward, high end",
    "reward_interval": "Reward, interval",
    "range_detectable": "Reward + penalty, smallest detectable",
    "asymmetry": "Index of asymmetry",
    "asymmetry_low": "Index, low end",
    "asymmetry_high": "Index, high end",
    "asymmetry_interval": "Index, interval",
    "kano": "Kano class",
    "n_bad": "Worst answers",
    "n_middle": "Middle answers",
    "n_good": "Best answers",
    "vif": "Variance inflation",
    "score_low": "Score, low end",
    "score_high": "Score, high end",
    "score_interval": "Score interval",
    "share_gap_low": "Importance less line, low end",
    "share_gap_high": "Importance less line, high end",
    "share_gap_interval": "Importance less line",
    "share_verdict": "Importance, verdict",
    "share_detectable": "Importance, smallest detectable",
    "score_gap": "Score less line",
    "score_gap_low": "Score less line, low end",
    "score_gap_high": "Score less line, high end",
    "score_gap_interval": "Score less line, interval",
    "score_verdict": "Score, verdict",
    "score_detectable": "Score, smallest detectable",
    "quadrant": "Quadrant",
}

REASONS = {
    "no_middle": "nobody gave an answer between the worst and the best, with which both would be compared",
    "no_bad": "nobody gave a worst answer",
    "no_good": "nobody gave a best answer",
    "few_middle": "fewer than 30 respondents gave an answer between the worst and the best",
    "few_bad": "fewer than 30 respondents gave a worst answer",
    "few_good": "fewer than 30 respondents gave a best answer",
    "few_middle_clusters": "its answers between the worst and the best come from fewer than 10 clusters",
    "few_bad_clusters": "its worst answers come from fewer than 10 clusters",
    "few_good_clusters": "its best answers come from fewer than 10 clusters",
    "dummies_collinear": "its worst or best answers follow entirely from the answers to other items",
}

TERMS = {
    "kind.must_be": "must-be",
    "kind.performance": "performance",
    "kind.attractive": "attractive",
    "kind.look_first": "look here first",
    "kind.keep_up": "keep up",
    "kind.look_later": "look later",
    "kind.as_it_is": "leave as it is",
    "kind.not established": "not established",
}

CAPTIONS = {
    "asymmetry": "Penalties and rewards of the items",
    "priorities": "Importance and score of the items",
}

PICTURES = {
    "asymmetry.axis": (
        "Points of the overall rating (line: {level:percent0} interval)\n"
        "against the middle answers: worst to the left, best to the right"
    ),
    "asymmetry.value": "Reward − penalty, interval",
    "asymmetry.yes": "difference {yes:verdict}",
    "asymmetry.no": "difference {no:verdict}",
    "asymmetry.alt": (
        "Penalties (to the left) and rewards (to the right) of {count:count item|items} with their intervals; the penalty "
        "is larger for {penalty:integer} and the reward for {reward:integer} ({yes:verdict}, filled bars), {open:integer} "
        "{no:verdict} (hollow bars)."
    ),
    "priorities.axis": "Share of what is explained (line: {level:percent0} interval)",
    "priorities.height": "Score (line: {level:percent0} interval)",
    "priorities.look_first": "look here first",
    "priorities.keep_up": "keep up",
    "priorities.look_later": "look later",
    "priorities.as_it_is": "leave as it is",
    "priorities.open": "Hollow: quadrant {no:verdict}",
    "priorities.lines.lines=mean": "Dashed: the items' means",
    "priorities.lines.lines=median": "Dashed: the items' medians",
    "priorities.lines.lines=given": "Dashed: lines set beforehand",
    "priorities.alt": (
        "{count:count item|items} by importance (across) and score (up), each with both intervals, and two lines at "
        "{share_line:percent} and {score_line:points}; {look_first:integer} to look at first, {keep_up:integer} to keep up, "
        "{look_later:integer} to look at later, {as_it_is:integer} to leave as it is, {open:integer} {no:verdict}."
    ),
}

TITLES = {
    "asymmetry": "Penalties and rewards",
    "priorities": "Importance and score",
}

METHODS = {
    "asymmetry": (
        Line(
            "For every item the worst and the best answers are set against the answers between, all items at once "
            "(penalty-reward contrasts; y is the overall rating, b and g say whether the worst or the best answer was "
            "given, p is the penalty and r the reward):",
            formula="penalty_reward",
        ),
        Line(
            "Only the {n:integer} respondents who rated every question are used; {lost:integer} left at least one without "
            "a rating. The error of r and p follows the sampling design (Taylor linearisation), with {df:integer} degrees "
            "of freedom; the differences r − p are judged by Holm's steps. The index of asymmetry is",
            formula="asymmetry",
        ),
        Line(
            "Its interval is Fieller's, for all items together (Bonferroni), and is not given where the range r + p may be "
            "zero. An item is classed only where the whole interval lies below −1/3 (must-be), above 1/3 (attractive) or "
            "between (performance)."
        ),
        Line(
            "{apart:integer} items are listed apart, since a kind of their answers comes from fewer than 30 respondents "
            "or 10 clusters, or follows from other items.",
            when=("apart",),
        ),
    ),
    "priorities": (
        Line(
            "The importance of an item is its share of R², the R² it adds on average over all subsets of the other items "
            "(Shapley value, or LMG):",
            when=("method=shapley",),
            formula="shapley",
        ),
        Line(
            "The importance of an item is its share of R² by Johnson's relative weights (Johnson 2000).",
            when=("method=johnson",),
        ),
        Line("The importance of an item is its share of R² by Genizi's split (Genizi 1993).", when=("method=genizi",)),
        Line(
            "The importance of an item is its share of R² by squared CAR scores (Zuber and Strimmer 2011).",
            when=("method=car",),
        ),
        Line(
            "Importance rests on the {n:integer} respondents who rated every question; {lost:integer} left at least one "
            "without a rating. The score of an item is that of all who rated it."
        ),
        Line("The lines of the map are the means of the items, and are themselves estimated.", when=("lines=mean",)),
        Line(
            "The lines of the map are the medians of the items, and are themselves estimated.", when=("lines=median",)
        ),
        Line("The lines of the map were set beforehand.", when=("lines=given",)),
        Line(
            "{replicates:integer} resamples that follow the sampling design (Rao-Wu, seed {seed:text}) draw importance, "
            "scores and lines together; the error of a difference from a line is that of the resampled differences (importance on the logistic scale). The two "
            "differences of every item are judged as one family (Holm), and a quadrant is named only where both are "
            "established."
        ),
    ),
}
