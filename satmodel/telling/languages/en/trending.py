"""Everything that is said of three or more rounds: steps, slope, scatter between rounds, seasons, the next round."""

from __future__ import annotations

from satmodel.telling.lines import Line

_SLOPE = "over {rounds:count round|rounds} the score moves by {slope:signed} points {per:term}"
_NET = ", seasons taken out"
_ENDS = " ({level:percent0} interval {low high:interval}, adjusted p {p_adjusted:p})"
_YES = ": the slope is established."
_NO = ": the slope is not established; this sample could have established {detectable:points} points {per:term}."
_NAMED = "{name:name}: "
_OPEN = "; this sample could have established {smallest_detectable largest_detectable:span} points a step"
_TAU = (
    "beyond sampling error the rounds scatter around the line with a standard deviation of {extra:points} points "
    "({level:percent0} interval {low high:interval}, p {p:p})"
)
_PHI = (
    "the counts scatter around the line with {extra:ratio} times the binomial variance "
    "({level:percent0} interval {low high:ratios}, p {p:p})"
)
_FEW = (
    "; {rounds:count round|rounds} leave {df:count degree|degrees} of freedom, too few to see what single rounds have of "
    "their own, which is why the scatter is multiplied by t = {critical:ratio}."
)
_NEXT = (
    "if the line goes on, the next round, asked with as many people as the last, should show {estimate:points} points "
    "({level:percent0} prediction interval {low high:interval}, which holds its own sampling error and mood)."
)
_NEXT_SHARE = (
    "if the line goes on, the next round, asked with as many people as the last, should show {estimate:percent} "
    "({level:percent0} prediction interval {low high:percents}, which holds its own sampling error and mood)."
)
_LATER = (
    "if the line goes on, {ahead:count round|rounds} ahead the score should be {estimate:points} points "
    "({level:percent0} prediction interval {low high:interval})."
)
_LATER_SHARE = (
    "if the line goes on, {ahead:count round|rounds} ahead the share should be {estimate:percent} "
    "({level:percent0} prediction interval {low high:percents})."
)
_SEASON = (
    "season {season:name} lies {effect:signed} points from the mean of the seasons "
    "({level:percent0} interval {low high:interval})."
)
_SMOOTH = (
    "the rounds lie closer to the line than samples of this size would leave them (p {p:p}); the standard errors may be "
    "taken too large, or the rounds may be no separate samples."
)
_MOVED = "that the score moved at all over {rounds:count round|rounds} is "
_RUN_UP = "in the sample the score rose at each of the {steps:count step|steps}."
_RUN_DOWN = "in the sample the score fell at each of the {steps:count step|steps}."
_RUN_MIXED = (
    "in the sample the score rose at {rose:integer} and fell at {fell:integer} of the {steps:count step|steps}."
)

SENTENCES = {
    "trend.slope.established": _NAMED + _SLOPE + _ENDS + _YES,
    "trend.slope.established.seasonal": _NAMED + _SLOPE + _NET + _ENDS + _YES,
    "trend.slope.not established": _NAMED + _SLOPE + _ENDS + _NO,
    "trend.slope.not established.seasonal": _NAMED + _SLOPE + _NET + _ENDS + _NO,
    "trend.slope.established.no name": _SLOPE + _ENDS + _YES,
    "trend.slope.established.seasonal.no name": _SLOPE + _NET + _ENDS + _YES,
    "trend.slope.not established.no name": _SLOPE + _ENDS + _NO,
    "trend.slope.not established.seasonal.no name": _SLOPE + _NET + _ENDS + _NO,
    "trend.slope.not comparable": "The rounds are not comparable.",
    "trend.slope+odds": "In log-odds this is {log_odds:number} {per:term}.",
    "trend.slope+odds.no log_odds": "",
    "trend.run.direction=up": _NAMED + _RUN_UP,
    "trend.run.direction=down": _NAMED + _RUN_DOWN,
    "trend.run.direction=mixed": _NAMED + _RUN_MIXED,
    "trend.run.direction=up.no name": _RUN_UP,
    "trend.run.direction=down.no name": _RUN_DOWN,
    "trend.run.direction=mixed.no name": _RUN_MIXED,
    "trend.run+up": "A rise from the round before is established for {risen:names}.",
    "trend.run+up.no risen": "",
    "trend.run+up.all_settled.direction=up": "Every one of these rises is established: the score rose step by step.",
    "trend.run+down": "A fall from the round before is established for {fallen:names}.",
    "trend.run+down.no fallen": "",
    "trend.run+down.all_settled.direction=down": "Every one of these falls is established: the score fell step by step.",
    "trend.run+open": "The step to {unsettled:names} is not established{adjust:adjusted}" + _OPEN + ".",
    "trend.run+open.many_open": (
        "{open_count:integer} of the {steps:integer} steps are not established{adjust:adjusted}" + _OPEN + "."
    ),
    "trend.run+open.no unsettled": "",
    "trend.run+open.none_settled.not only_slope": "No single step is established{adjust:adjusted}" + _OPEN + ".",
    "trend.run+open.none_settled.only_slope": (
        "Only the slope over all rounds is established, no single step{adjust:adjusted}" + _OPEN + "."
    ),
    "trend.moved.established": _NAMED + _MOVED + "established (p {p:p}).",
    "trend.moved.established.no name": _MOVED + "established (p {p:p}).",
    "trend.moved.not established": _NAMED + _MOVED + "not established (p {p:p}); the smallest step that this sample "
    "could have established is {detectable:points} points.",
    "trend.moved.not established.no name": _MOVED
    + "not established (p {p:p}); the smallest step that this sample could "
    "have established is {detectable:points} points.",
    "trend.moved.not established.no p": _NAMED
    + "whether the score moved at all over {rounds:count round|rounds} cannot "
    "be tested, for the errors have fewer degrees of freedom than there are steps; the smallest step that this sample "
    "could have established is {detectable:points} points.",
    "trend.moved.not established.no p.no name": "whether the score moved at all over {rounds:count round|rounds} cannot be "
    "tested, for the errors have fewer degrees of freedom than there are steps; the smallest step that this sample could "
    "have established is {detectable:points} points.",
    "trend.scatter.not counted": _NAMED + _TAU + ".",
    "trend.scatter.counted": _NAMED + _PHI + ".",
    "trend.scatter.not counted.few": _NAMED + _TAU + _FEW,
    "trend.scatter.counted.few": _NAMED + _PHI + _FEW,
    "trend.scatter.not counted.no name": _TAU + ".",
    "trend.scatter.counted.no name": _PHI + ".",
    "trend.scatter.not counted.few.no name": _TAU + _FEW,
    "trend.scatter.counted.few.no name": _PHI + _FEW,
    "trend.smooth": _NAMED + _SMOOTH,
    "trend.smooth.no name": _SMOOTH,
    "trend.season": _NAMED + _SEASON,
    "trend.season.no name": _SEASON,
    "trend.forecast": _NAMED + _LATER,
    "trend.forecast.no name": _LATER,
    "trend.forecast.measure=share": _NAMED + _LATER_SHARE,
    "trend.forecast.measure=share.no name": _LATER_SHARE,
    "trend.forecast.one ahead": _NAMED + _NEXT,
    "trend.forecast.one ahead.no name": _NEXT,
    "trend.forecast.one ahead.measure=share": _NAMED + _NEXT_SHARE,
    "trend.forecast.one ahead.measure=share.no name": _NEXT_SHARE,
    "trend.missing": "{name:name} has no score in {missing:names}; its line is drawn without.",
    "trend.missing.no name": "There is no score in {missing:names}; the line is drawn without.",
    "trend.family": (
        "{count:count slope|slopes} and {steps:count step|steps} compared, each as one family ({adjust:term}, "
        "{level:percent0} level)."
    ),
    "trend.family+risen": "A rising slope is established for {risen:names}.",
    "trend.family+risen.no risen": "No rising slope is established.",
    "trend.family+fallen": "A falling slope is established for {fallen:names}.",
    "trend.family+fallen.no fallen": "No falling slope is established.",
    "trend.family+unsettled": (
        "The slope is not established for {unsettled:names}; this sample could have established "
        "{smallest_detectable largest_detectable:span} points {per:term}."
    ),
    "trend.family+unsettled.no unsettled": "",
    "trend.places": (
        "If the lines go on, {leader:name}, first in the last round, may hold {rank_low rank_high:places} of {count:integer} in "
        "the next ({level:percent0} level, all places together)."
    ),
    "trend.places.keeps": (
        "If the lines go on, {leader:name}, first in the last round, stays first of {count:integer} in the next "
        "({level:percent0} level, all places together)."
    ),
    "trend.places+others": "The first place is also open to {others:names}.",
    "trend.places+others.no others": "",
    "trend.uneven": "The {rounds:integer} rounds are not equally far apart; the slope is counted {per:term}.",
    "trend.no_forecast": (
        "The next round is not forecast, for the seasons of these {rounds:integer} rounds do not follow one another in a "
        "fixed turn."
    ),
    "trend.apart": "{name:name} is not part of a trend: {reason:reason}.",
    "trend.reading": "A trend says how the scores went, and not what brought it about.",
    "trend.reading.seasonal": (
        "The steps from round to round still hold the seasons; the slope does not, and a forecast is for the season of its "
        "round. A trend says how the scores went, and not what brought it about."
    ),
}

HEADS = {
    "time": "Time",
    "season": "Season",
    "fitted": "Line",
    "fitted as share": "Line",
    "slope": "Slope",
    "slope as share": "Slope (percentage points)",
    "tau": "SD between rounds",
    "tau as share": "SD between rounds (percentage points)",
    "dispersion": "Times binomial",
    "rises": "Rises established",
    "falls": "Falls established",
    "ahead": "Rounds ahead",
    "effect": "From the mean of seasons",
    "effect as share": "From the mean of seasons (percentage points)",
}

REASONS = {
    "fewer_than_three_rounds": "it is estimated in fewer than three rounds",
    "error_of_zero": "one of its rounds, or a difference of rounds, is given without any error",
    "too_few_rounds": "it has no more rounds than the line has coefficients",
    "season_is_time": "its rounds cannot tell the seasons from the line",
    "no_line_of_odds": "in some of its rounds everybody or nobody is counted, so that no line through log-odds has an end",
}

TERMS = {
    "per_round": "per round",
    "per_year": "per year",
    "per_time": "per unit of time",
}

CAPTIONS = {
    "trend": "Three or more rounds: scores, steps and line",
    "trend_slopes": "Slopes over the rounds",
    "trend_forecasts": "Rounds to come, if the line goes on (with prediction intervals)",
    "trend_seasons": "Seasons",
}

PICTURES = {
    "trend.axis": (
        "Dot: score with its {level:percent0} interval; line with band: trend; open squares: rounds to come with their "
        "prediction intervals"
    ),
    "trend.axis.one ahead": (
        "Dot: score with its {level:percent0} interval; line with band: trend; open square: the next round with its "
        "prediction interval"
    ),
    "trend.axis.no ahead": "Dot: score with its {level:percent0} interval; line with band: trend",
    "trend.cut": "What reaches the edge goes on beyond it",
    "trend.next": "next",
    "trend.later": "+{ahead:integer}",
    "trend.alt": (
        "Scores of {rounds:count round|rounds} with their intervals and the line through them: from {first:points} to "
        "{last:points} points."
    ),
    "trend.alt.several": (
        "Scores of {count:count series|series} over {rounds:count round|rounds}, a small panel each with intervals and "
        "line; the scores lie between {first:points} and {last:points} points."
    ),
    "trend.alt.measure=share": (
        "Shares of {rounds:count round|rounds} with their intervals and the line through them: from {first:percent} to "
        "{last:percent}."
    ),
    "trend.alt.several.measure=share": (
        "Shares of {count:count series|series} over {rounds:count round|rounds}, a small panel each with intervals and "
        "line; the shares lie between {first:percent} and {last:percent}."
    ),
}

TITLES = {"trend": "Trend over rounds"}

METHODS = {
    "trend": (
        Line(
            "Neighbouring rounds were made with instruments that are not comparable ({overridden:kinds}); they are put "
            "together all the same, for this reason: {override:text}.",
            when=("override",),
        ),
        Line(
            "Each of {rounds:integer} rounds is taken to have a line, an effect of its own (mood, organiser, weather) and "
            "a sampling error of known covariance; the line is fitted by generalised least squares, the variance between "
            "rounds is Paule and Mandel's:",
            when=("model=points",),
            formula="trend",
        ),
        Line(
            "The counts of {rounds:integer} rounds are fitted by a line through log-odds whose variance is φ times the "
            "binomial one (quasi-likelihood); slopes are told in points by the mean of μ(1 − μ) over the rounds:",
            when=("model=counts",),
            formula="trend_counts",
        ),
        Line("The line holds an effect for each of {seasons:integer} seasons.", when=("seasons",)),
        Line(
            "A slope's interval is the longer of two: by the scatter of the rounds around the line, with t of rounds less "
            "coefficients (Hartung and Knapp), and by sampling error alone. So three rounds that happen to lie on a line "
            "prove nothing that their samples could not.",
        ),
        Line(
            "A step is the change of the score from one round to the next, mood included, and is judged by sampling error "
            "only. The {steps:count step|steps} form one family ({adjust:term}, {level:percent0} level)."
        ),
        Line("The {series:integer} slopes form another.", when=("several",)),
        Line(
            "The prediction interval of a round to come holds the error of the line, the effect of that round and the "
            "error of a sample as large as the last.",
            when=("ahead",),
        ),
    ),
}
