"""Sentences about ranks."""

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
    "ranks.knife_edge.no draws": (
        "One end of the rank interval of {names:names} is on a knife edge: a difference all but equals its critical value, "
        "and one more decimal could move that end."
    ),
    "ranks.apart": "{name:name} is not ranked: {reason:reason}.",
    "ranks.marginal": (
        "Each rank interval holds for its unit alone; the intervals of two units must not be compared with each other."
    ),
}
