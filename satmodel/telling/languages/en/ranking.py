"""Sentences about ranks and gaps."""

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
    "ranks.bottom": (
        "{name:name} comes last; its rank interval is {rank_low rank_high:rank_span} among {count:count unit|units}."
    ),
    "ranks.tied": "{names:names} have the same score and share rank {rank:integer}.",
    "ranks.knife_edge": (
        "One end of the rank interval of {names:names} is on a knife edge: a difference all but equals its critical value, "
        "and other random numbers or one more decimal could move that end."
    ),
    "ranks.apart": "{name:name} is not ranked: {reason:reason}.",
    "ranks.marginal": (
        "Each rank interval holds for its unit alone; the intervals of two units must not be compared with each other."
    ),
    "gaps.pair.established": (
        "{a:name} is {gap:size} points above {b:name}; the {level:percent0} interval of the difference is "
        "{low high:interval}: the difference is established."
    ),
    "gaps.pair.established.negative gap": (
        "{a:name} is {gap:size} points below {b:name}; the {level:percent0} interval of the difference is "
        "{low high:interval}: the difference is established."
    ),
    "gaps.pair.not established": (
        "{a:name} is {gap:size} points above {b:name}; the {level:percent0} interval of the difference is "
        "{low high:interval}: the difference is not established and should be called a tie; "
        "this sample could have established {detectable:points} points."
    ),
    "gaps.pair.not established.negative gap": (
        "{a:name} is {gap:size} points below {b:name}; the {level:percent0} interval of the difference is "
        "{low high:interval}: the difference is not established and should be called a tie; "
        "this sample could have established {detectable:points} points."
    ),
    "gaps.pair.not established.zero gap": (
        "{a:name} and {b:name} have the same score; the {level:percent0} interval of the difference is "
        "{low high:interval}: the difference is not established and should be called a tie; "
        "this sample could have established {detectable:points} points."
    ),
    "gaps.pair.not comparable": "{a:name} and {b:name} are not comparable.",
    "gaps.pair+turn": "",
    "gaps.pair+turn.established": (
        "With fewer than {n_turn:integer} respondents in each unit a difference of this size would not be established."
    ),
    "gaps.pair+turn.not established": (
        "A difference of this size would be established with {n_turn:integer} respondents in each unit."
    ),
    "gaps.pair+turn.not established.endless n_turn": "No sample size would establish a difference of this size.",
    "gaps.pair+turn.established.no n_turn": "",
    "gaps.pair+turn.not established.no n_turn": "",
    "gaps.family": (
        "Of {pairs:count difference|differences} compared ({adjust:term}, {level:percent0} level), {established:integer} "
        "are established and {not_established:integer} are not; the smallest difference that this sample could have "
        "established is {smallest_detectable largest_detectable:span} points, depending on the pair."
    ),
    "gaps.margin": "A difference counts as established only when its whole interval lies beyond {margin:points} points.",
    "gaps.margin.zero margin": "",
}
