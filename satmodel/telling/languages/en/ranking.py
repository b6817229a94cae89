"""Sentences about ranks and gaps."""

_INTERVAL = "; the {level:percent0} interval of the difference{adjust:adjusted} is {low high:interval}"
_LOW = " (the lower score is the better one, and the difference is what it lies below)"
_ABOVE = "{a:name} is {gap:size} points above {b:name}" + _INTERVAL
_BELOW = "{a:name} is {gap:size} points below {b:name}" + _INTERVAL
_BETTER = "{a:name} is {gap:size} points below {b:name}" + _LOW + _INTERVAL
_WORSE = "{a:name} is {gap:size} points above {b:name}" + _LOW + _INTERVAL
_MORE = "{a:name} changed by {gap:size} points more than {b:name}" + _INTERVAL
_LESS = "{a:name} changed by {gap:size} points less than {b:name}" + _INTERVAL
_SAME = "{a:name} and {b:name} have the same score" + _INTERVAL
_YES = ": the difference is established."
_NO = ": the difference is not established; this sample could have established {detectable:points} points."

SENTENCES = {
    "ranks.leader.alone": (
        "{name:name} leads with {estimate:points} points; its {level:percent0} rank interval is "
        "{rank_low rank_high:rank_span} among {count:count unit|units}: that it is first alone is established."
    ),
    "ranks.leader.not alone": (
        "{name:name} leads with {estimate:points} points; its {level:percent0} rank interval is "
        "{rank_low rank_high:rank_span} among {count:count unit|units}: that it is first alone is not established."
    ),
    "ranks.also_first": (
        "The rank intervals of {names:names} hold rank 1 as well: their order against the leader is not established."
    ),
    "ranks.also_first.no names": "",
    "ranks.pairs": (
        "Of {pairs:count pair|pairs} of units the order of {resolved:integer} is established "
        "and that of the others is not, at the {level:percent0} level."
    ),
    "ranks.pairs.kind=simultaneous": (
        "Of {pairs:count pair|pairs} of units, judged together at the {level:percent0} level, the order of "
        "{resolved:integer} is established and that of the others is not."
    ),
    "ranks.pairs+unsettled": (
        "For a pair that is not established this sample could have established "
        "{smallest_detectable largest_detectable:span} points, depending on the pair."
    ),
    "ranks.pairs+unsettled.no smallest_detectable": "",
    "ranks.bottom": (
        "{name:name} comes last; its rank interval is {rank_low rank_high:rank_span} among {count:count unit|units}."
    ),
    "ranks.tied": "{names:names} have the same score and share {rank rank_tied:places}.",
    "ranks.knife_edge": (
        "One end of the rank interval of {names:names} is on a knife edge: a difference all but equals its critical value, "
        "and other random numbers or one more decimal could move that end."
    ),
    "ranks.apart": "{name:name} is not ranked: {reason:reason}.",
    "ranks.marginal": (
        "Each rank interval holds for its unit alone; the intervals of two units must not be compared with each other."
    ),
    "gaps.pair.established": _ABOVE + _YES,
    "gaps.pair.established.negative gap": _BELOW + _YES,
    "gaps.pair.established.of=change": _MORE + _YES,
    "gaps.pair.established.of=change.negative gap": _LESS + _YES,
    "gaps.pair.established.of=change.best=low": _LESS + _YES,
    "gaps.pair.established.of=change.best=low.negative gap": _MORE + _YES,
    "gaps.pair.established.best=low": _BETTER + _YES,
    "gaps.pair.established.best=low.negative gap": _WORSE + _YES,
    "gaps.pair.not established": _ABOVE + _NO,
    "gaps.pair.not established.negative gap": _BELOW + _NO,
    "gaps.pair.not established.of=change": _MORE + _NO,
    "gaps.pair.not established.of=change.negative gap": _LESS + _NO,
    "gaps.pair.not established.of=change.best=low": _LESS + _NO,
    "gaps.pair.not established.of=change.best=low.negative gap": _MORE + _NO,
    "gaps.pair.not established.best=low": _BETTER + _NO,
    "gaps.pair.not established.best=low.negative gap": _WORSE + _NO,
    "gaps.pair.not established.best=low.zero gap": _SAME + _NO,
    "gaps.pair.not established.zero gap": _SAME + _NO,
    "gaps.pair.not comparable": "{a:name} and {b:name} are not comparable.",
    "gaps.pair+tie": "",
    "gaps.pair+tie.not established.not declared": "In a ranking the two should be called a tie.",
    "gaps.pair+tie.not established.not declared.of=change": "The two should be called a tie.",
    "gaps.pair+among": (
        "The pair was picked from {among:count unit|units} by their ranks, and the interval is wider for that."
    ),
    "gaps.pair+among.no among": "",
    "gaps.pair+turn": "",
    "gaps.pair+turn.established": (
        "With the smaller of the two samples cut from {n:integer} to fewer than {n_turn:integer}, and the other alike, a "
        "difference of this size would not be established."
    ),
    "gaps.pair+turn.established.no n_turn": "",
    "gaps.pair+turn.established.no n": (
        "With samples of fewer than {n_turn:integer} a difference of this size would not be established."
    ),
    "gaps.pair+turn.established.no n_turn.no n": "",
    "gaps.pair+turn.not established": (
        "With the smaller of the two samples raised from {n:integer} to {n_turn:integer}, and the other alike, a "
        "difference of this size would be established."
    ),
    "gaps.pair+turn.not established.no n": (
        "With samples of {n_turn:integer} a difference of this size would be established."
    ),
    "gaps.pair+turn.not established.no n_turn": "No sample size would establish a difference of this size.",
    "gaps.pair+turn.not established.endless n_turn": "No sample size would establish a difference of this size.",
    "gaps.pair+turn.not established.no n_turn.no n": "",
    "gaps.apart": "{name:name} is not compared: {reason:reason}.",
    "gaps.family": (
        "Of {pairs:count difference|differences} compared ({adjust:term}, {level:percent0} level), {established:integer} "
        "are established and {not_established:integer} are not; the smallest difference that this sample could have "
        "established is {smallest_detectable largest_detectable:span} points, depending on the pair."
    ),
    "gaps.margin": "A difference counts as established only when its whole interval lies beyond {margin:points} points.",
    "gaps.margin.zero margin": "",
}
