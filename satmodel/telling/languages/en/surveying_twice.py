"""Own survey and official survey: the house effect, agreement and forecasts."""

from satmodel.telling.lines import Line

_POINT = (
    "{name:name} has {own:points} points in the own survey and {official:points} points in the official one, a difference of "
    "{difference:signed} points ({level:percent0} interval {low high:interval}"
)
_COULD = "; this sample could have established {detectable:points} points."
_MEAN = (
    "Over the {count:count point|points} that both surveys measured, own minus official score is {mean:signed} points on "
    "average ({level:percent0} interval {low high:interval}): the house effect is "
)
_SPREAD = (
    "Net of sampling errors the differences have a standard deviation of {tau:points} points from point to point "
    "({level:percent0} interval {tau_low tau_high:interval}, p {p:p}): that the difference is not the same everywhere is "
)
_NEEDED = (
    "What changed between their times and units, and what comes from the surveys themselves, cannot be told apart. Needed is "
    "an overlap: the same units in the same round asked by both surveys, at least one for a difference, {needed:integer} for "
    "a house effect, {slope_needed:integer} to see whether it grows with the score."
)

SENTENCES = {
    "house_effect.mean.established": _MEAN + "established.",
    "house_effect.mean.not established": _MEAN + "not established" + _COULD,
    "house_effect.mean+margin": "A difference counts as established only when its whole interval lies beyond {margin:points} points.",
    "house_effect.mean+margin.zero margin": "",
    "house_effect.within.established": (
        "That the house effect is no larger than {margin:points} points either way is established."
    ),
    "house_effect.within.not established": (
        "That the house effect is no larger than {margin:points} points either way is not established; these data could have "
        "established {detectable:points} points."
    ),
    "house_effect.spread.established": (
        _SPREAD + "established. One correction for all would wrong the units whose difference is another."
    ),
    "house_effect.spread.not established": (
        _SPREAD
        + "not established; a standard deviation of {detectable:points} points would on average have been. That does "
        "not show that it is the same everywhere."
    ),
    "house_effect.limits": (
        "{level:percent0} of the differences between the scores of a point lie between {lower:points} and {upper:points} "
        "points (intervals of the two limits {lower_low lower_high:interval} and {upper_low upper_high:interval}); net of "
        "sampling errors between {net_lower:points} and {net_upper:points} points ({net_lower_low net_lower_high:interval} "
        "and {net_upper_low net_upper_high:interval})."
    ),
    "house_effect.order": (
        "As measured, the two surveys order the {count:integer} points with a Kendall's tau of {kendall_observed:ratio} and a "
        "Spearman's rho of {spearman_observed:ratio}; sampling errors pull both towards zero. Of the true scores tau is "
        "{kendall_estimate:ratio} ({level:percent0} interval {kendall_low kendall_high:ratios}) and rho "
        "{spearman_estimate:ratio} ({spearman_low spearman_high:ratios})."
    ),
    "house_effect.calibration.kind=shift.why=few": (
        "The official score is foretold as the own one less {mean:points} points; from {needed:integer} points that both "
        "measured on it would be asked whether the difference grows with the score."
    ),
    "house_effect.calibration.kind=shift.why=alike": (
        "The official score is foretold as the own one less {mean:points} points; the own scores of the points that both "
        "measured do not differ by more than their errors, so whether the difference grows with the score cannot be seen."
    ),
    "house_effect.calibration.kind=shift.why=one": (
        "The official score is foretold as the own one less {mean:points} points: one point of the own score stands for "
        "{slope:ratio} official points ({level:percent0} interval {slope_low slope_high:ratios}), which is not told from one "
        "for one."
    ),
    "house_effect.calibration.kind=slope": (
        "One point of the own score stands for {slope:ratio} official points ({level:percent0} interval "
        "{slope_low slope_high:ratios}), so that the difference changes with the score; the official score is foretold by "
        "this line, which allows for the sampling errors of both."
    ),
    "house_effect.bounds": (
        "Some standard errors are the largest that the scale allows: the intervals of the differences, the house effect and "
        "the forecasts are on the safe side, while the spread net of sampling errors and the limits net of them may be too "
        "small."
    ),
    "house_effect.few": (
        "Only {count:count point was|points were} measured by both surveys. The house effect, its limits, the agreement of "
        "the orders and a forecast are not given for fewer than {needed:integer}."
    ),
    "house_effect.point.established": _POINT + ", adjusted p {p_adjusted:p}): the difference is established.",
    "house_effect.point.established.no p_adjusted": _POINT + "): the difference is established.",
    "house_effect.point.not established": (
        _POINT + ", adjusted p {p_adjusted:p}): the difference is not established" + _COULD
    ),
    "house_effect.point.not established.no p_adjusted": _POINT + "): the difference is not established" + _COULD,
    "house_effect.apart": "{name:name} has no difference between the two surveys: {reason:reason}.",
    "house_effect.instruments": (
        "The two instruments differ in {differing:kinds}; that is expected of an own and an official survey, and the house "
        "effect holds whatever it brings."
    ),
    "house_effect.instruments.not carded": (
        "The card of at least one of the two surveys was not supplied, so it is not said in what they differ."
    ),
    "house_effect.instruments.no differing": "In nothing that both cards tell do the two instruments differ.",
    "house_effect.instruments+unknown": "Not known of at least one of them: {unknown:kinds}.",
    "house_effect.instruments+unknown.no unknown": "",
    "house_effect.use": (
        "Own scores serve to compare units and rounds of the own survey with each other; nowhere else are they to be "
        "subtracted from official scores."
    ),
    "house_effect.nothing": (
        "The own survey ({own:points} points for {own_names:names}) and the official one ({official:points} points for "
        "{official_names:names}) are {verdict:verdict}: nothing was measured by both. " + _NEEDED
    ),
    "house_effect.nothing.no own": (
        "The own survey ({own_count:count result|results}, such as {own_names:names}) and the official one "
        "({official_count:count result|results}, such as {official_names:names}) are {verdict:verdict}: nothing was measured "
        "by both. " + _NEEDED
    ),
    "official_forecast.one": (
        "{name:name} has {own:points} points in the own survey, which foretells an official score of {forecast:points} points "
        "({level:percent0} prediction interval {low high:interval})."
    ),
    "official_forecast.one+outside": "",
    "official_forecast.one+outside.outside": (
        "This own score lies outside those from which the forecast was learnt: read it with more caution."
    ),
}

HEADS = {
    "own": "Own survey",
    "official": "Official survey",
    "offset": "Own minus official",
    "rank_own": "Rank in the own survey",
    "rank_official": "Rank in the official survey",
    "forecast": "Official score foretold",
    "outside": "Outside what was learnt from",
    "limits": "Limits",
    "lower": "Lower limit",
    "upper": "Upper limit",
}

REASONS = {
    "only_own": "only the own survey measured it",
    "only_official": "only the official survey measured it",
}

CAPTIONS = {
    "house_effect": "Own survey against the official one",
    "official_forecast": "Official scores foretold from the own survey",
}

PICTURES = {
    "house_effect.own": "Own score",
    "house_effect.official": "Official score",
    "house_effect.mean": "Mean of the two scores",
    "house_effect.offset": "Own minus official",
    "house_effect.equal": "equal scores",
    "house_effect.line": "forecast",
    "house_effect.effect": "house effect",
    "house_effect.limits": "limits of agreement",
    "house_effect.alt": (
        "Left: {count:count point|points} by own and official score with the line of equal scores. Right: own minus official "
        "score against the mean of the two."
    ),
    "house_effect.alt.kind=shift": (
        "Left: {count:count point|points} by own and official score with the line of equal scores and that of the forecast. "
        "Right: own minus official score against the mean of the two, around the house effect of {mean:signed} points, with "
        "the limits of agreement from {lower:points} to {upper:points} points."
    ),
    "house_effect.alt.kind=slope": (
        "Left: {count:count point|points} by own and official score with the line of equal scores and that of the forecast, "
        "which has another slope. Right: own minus official score against the mean of the two, around the house effect of "
        "{mean:signed} points, with the limits of agreement from {lower:points} to {upper:points} points."
    ),
}

TITLES = {
    "house_effect": "Own survey against the official one",
    "official_forecast": "Forecast of official scores",
}

METHODS = {
    "house_effect": (
        Line(
            "Each difference is the own score less the official one of the same point ({count:integer} in both); the two "
            "surveys have different respondents and independent errors. The two instruments are not expected to measure alike."
        ),
        Line("The differences are adjusted by Holm's method.", when=("adjust=holm",)),
        Line("The differences are adjusted by Bonferroni's method.", when=("adjust=bonferroni",)),
        Line(
            "The differences are adjusted by the method of Benjamini and Hochberg, which bounds the share of false ones among those "
            "called established.",
            when=("adjust=bh",),
        ),
        Line(
            "The house effect is the plain mean of the differences; its interval holds the sampling errors and what differs "
            "between points beyond them, with k - 1 degrees of freedom:",
            when=("calibration",),
            formula="house_effect",
        ),
        Line(
            "Limits of agreement, with sampling errors and net of them:",
            when=("calibration",),
            formula="agreement_limits",
        ),
        Line(
            "The rank agreement of the true scores is drawn {draws:integer} times (seed {seed:integer}) from a bivariate "
            "normal distribution of the true scores with unknown mean, spreads and correlation, given the scores and their "
            "errors.",
            when=("calibration",),
        ),
    ),
    "official_forecast": (
        Line(
            "Where only the own survey asked, the official score is foretold by a shift. The interval is one of what the "
            "official survey would publish: it holds the sampling errors of both surveys and what differs between points.",
            when=("kind=shift",),
            formula="forecast_shift",
        ),
        Line(
            "Where only the own survey asked, the official score is foretold by a line that allows for the sampling errors of "
            "both scores. The interval is one of what the official survey would publish: it holds the sampling errors of both "
            "surveys, what differs between points and the error of the line.",
            when=("kind=slope",),
            formula="forecast_line",
        ),
    ),
}
