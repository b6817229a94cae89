"""Change of rank: sentences, heads, the slope chart, the methods section."""

from satmodel.telling.lines import Line

_MOVE = (
    "{name:name} went from {rank_before rank_before:places} ({level:percent0} rank interval {before_low before_high:rank_span}) to "
    "{rank_after rank_after:places} ({after_low after_high:rank_span})"
)
_STAY = (
    "{name:name} is at {rank_after rank_after:places} in both rounds ({level:percent0} rank interval "
    "{before_low before_high:rank_span} before, {after_low after_high:rank_span} after)"
)
_SCORE = "Its own score changed by {change:signed} points ({low high:interval})"

SENTENCES = {
    "rank_change.one.established": _MOVE + ": that its place is another one is established.",
    "rank_change.one.not established": (
        _MOVE + ": that its place is another one is not established; with rank intervals as wide as these a move of "
        "{detectable:count place|places} would have been."
    ),
    "rank_change.one.not established.no detectable": (
        _MOVE + ": that its place is another one is not established; with rank intervals as wide as these no move "
        "in this direction could have been."
    ),
    "rank_change.one.not established.zero places": (
        _STAY
        + "; with rank intervals as wide as these a move of {detectable:count place|places} would have been established."
    ),
    "rank_change.one.not established.zero places.no detectable": (
        _STAY + "; with rank intervals as wide as these no move could have been established."
    ),
    "rank_change.one+score": "",
    "rank_change.one+score.score_verdict=established": _SCORE + ": that change is established.",
    "rank_change.one+score.score_verdict=not established": (
        _SCORE
        + ": that change is not established; this sample could have established {score_detectable:points} points."
    ),
    "rank_change.family": "The places of {count:count unit|units} in two rounds, all at the {level:percent0} level together.",
    "rank_change.family+risen": "A rise in rank is established for {risen:names}.",
    "rank_change.family+risen.no risen": "No rise in rank is established.",
    "rank_change.family+fallen": "A fall in rank is established for {fallen:names}.",
    "rank_change.family+fallen.no fallen": "No fall in rank is established.",
    "rank_change.family+own": "A better score of its own, without another place, is established for {own_better:names}.",
    "rank_change.family+own.no own_better": "",
    "rank_change.family+worse": "A worse score of its own, without another place, is established for {own_worse:names}.",
    "rank_change.family+worse.no own_worse": "",
    "rank_change.apart": "{name:name} is not ranked in both rounds: {reason:reason}.",
}

HEADS = {
    "rank_before": "Rank before",
    "rank_before_low": "Best rank before",
    "rank_before_high": "Worst rank before",
    "rank_before_interval": "Rank interval before",
    "rank_after": "Rank after",
    "rank_after_low": "Best rank after",
    "rank_after_high": "Worst rank after",
    "rank_after_interval": "Rank interval after",
    "places": "Places up",
    "places_detectable": "Places that could have been established",
}

CAPTIONS = {"rank_change": "Change of rank"}

PICTURES = {
    "slopes.axis": (
        "Rank, 1 at the top; bars: rank intervals, {level:percent0} for both rounds together\n"
        "thick line: change of place {yes:verdict}, thin: {no:verdict}\n* change of score {yes:verdict}"
    ),
    "slopes.before": "Before",
    "slopes.before.named": "{first:name}",
    "slopes.after": "After",
    "slopes.after.named": "{second:name}",
    "slopes.score": "Score change",
    "slopes.alt": (
        "{count:count unit|units} in order of rank in two rounds, each with a line from its place before to its place after and "
        "with its rank intervals; {risen:count rise|rises} and {fallen:count fall|falls} {yes:verdict} (thick lines), "
        "{unsettled:integer} {no:verdict}."
    ),
}

TITLES = {"rank_change": "Change of rank"}

METHODS = {
    "rank_change": (
        Line(
            "The {count:integer} units that are ranked in both rounds are ranked among themselves. Each round's rank intervals "
            "have the level {rank_level:percent0}, so that those of both rounds hold together with {level:percent0} "
            "confidence; a change of place is established where the two intervals of a unit share no rank.",
        ),
        Line("The changes of their scores stand beside it and are judged by themselves."),
        Line(
            "Units with fewer than {fewest:integer} respondents in one of the rounds ({too_few:integer}) are listed and not "
            "ranked.",
            when=("too_few",),
        ),
    ),
}
