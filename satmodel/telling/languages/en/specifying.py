"""Scores, ranks and verdicts under every combination of choices."""

from __future__ import annotations

from satmodel.telling.lines import Line

_PAIR = (
    "{a:name} above {b:name}: established under {count_established:integer} of "
    "{count:count specification|specifications}, not established under {count_open:integer}"
)

SENTENCES = {
    "sensitivity.tried": (
        "{count:count specification|specifications} of the same answers compared for {units:count unit|units}: as scored, and "
        "with other choices."
    ),
    "sensitivity.tried+coding": "Other points of the answers: {coding:names}.",
    "sensitivity.tried+coding.no coding": "",
    "sensitivity.tried+opinion": "Answers without an opinion counted at: {no_opinion:names}.",
    "sensitivity.tried+opinion.no no_opinion": "",
    "sensitivity.tried+weights": "Other weights: {weights:names}.",
    "sensitivity.tried+weights.no weights": "",
    "sensitivity.tried+items": "Other weights of the items: {items:names}.",
    "sensitivity.tried+items.no items": "",
    "sensitivity.tried+respondents": "Respondents left out: {respondents:names}.",
    "sensitivity.tried+respondents.no respondents": "",
    "sensitivity.tried+alone": (
        "{alone:count group of respondents|groups of respondents} (such as interviewers) left out one by one, all else as it is."
    ),
    "sensitivity.tried+alone.zero alone": "",
    "sensitivity.first": (
        "First as scored: {names:names}, and under {held:integer} of {count:count specification|specifications}; under the "
        "others {others:names} also comes first or comes first instead."
    ),
    "sensitivity.first.no others": (
        "First as scored: {names:names}, and under {held:integer} of {count:count specification|specifications}."
    ),
    "sensitivity.ranks": (
        "{still:integer} of {count:count unit|units} keep their rank under every specification; the furthest to move is "
        "{name:name}, rank {rank:integer} as scored and {rank_best rank_worst:places} over them."
    ),
    "sensitivity.ranks.zero moved": "All {count:count unit|units} keep their rank under every specification.",
    "sensitivity.ranks+score": (
        "With the points as scored, the score of {widest:name} moves most, from {low:points} to {high:points} points."
    ),
    "sensitivity.pairs": (
        "Of {pairs:count pair|pairs} of units, the order of {always:integer} is established under every specification "
        "({level:percent0} level for all pairs of each), of {some:integer} under some, and of {never:integer} under none; as "
        "scored, a lead of {smallest_detectable largest_detectable:span} points could have been established where it is not."
    ),
    "sensitivity.pairs.no smallest_detectable": (
        "Of {pairs:count pair|pairs} of units, the order of {always:integer} is established under every specification "
        "({level:percent0} level for all pairs of each), of {some:integer} under some, and of {never:integer} under none."
    ),
    "sensitivity.pairs+reversed": (
        "For {reversed:count pair|pairs} some specification establishes the opposite of the order as scored."
    ),
    "sensitivity.pairs+reversed.zero reversed": "",
    "sensitivity.pair": _PAIR + ".",
    "sensitivity.pair+turned": "In the sample the order is turned under {count_turned:integer} more.",
    "sensitivity.pair+turned.zero count_turned": "",
    "sensitivity.pair+reversed": "The opposite is established under {count_reversed:integer}.",
    "sensitivity.pair+reversed.zero count_reversed": "",
    "sensitivity.pair+unjudged": "Under {count_unjudged:integer} one of the two has no standard error.",
    "sensitivity.pair+unjudged.zero count_unjudged": "",
    "sensitivity.unjudged": (
        "Without a standard error under some specification (at most {most:integer}), and ranked there by the score alone: "
        "{names:names}."
    ),
    "sensitivity.more_pairs": "{more:count further pair|further pairs} of this kind: see the table of pairs.",
    "sensitivity.choice": (
        "Of all choices taken alone, {choice:kind} “{option:name}” moves ranks most: {moved:count unit changes|units change} "
        "rank, by {largest_move:count place|places} at most."
    ),
    "sensitivity.choice.zero moved": "No choice taken alone changes a rank.",
    "sensitivity.turning": ("{choice:kind} “{option:name}” turns most verdicts: {turned:count pair|pairs} of units."),
    "sensitivity.turning.zero turned": "No choice taken alone turns a verdict.",
    "sensitivity.apart": "{name:name} is left out: {reason:reason}.",
}

HEADS = {
    "held": "Specifications with this rank",
    "estimate_low": "Lowest score",
    "estimate_high": "Highest score",
    "set_low": "Best rank it could hold",
    "set_high": "Worst rank it could hold",
    "estimate_range": "Scores over the specifications",
    "rank_range": "Ranks over the specifications",
    "set_range": "Ranks it could hold",
}

TERMS = {
    "kind.coding_choice": "the coding",
    "kind.no_opinion_choice": "the treatment of no opinion",
    "kind.weights_choice": "the weighting",
    "kind.items_choice": "the item weighting",
    "kind.respondents_choice": "leaving out",
}

CAPTIONS = {"sensitivity": "Scores and ranks under every specification"}

PICTURES = {
    "specifications.axis": "Left: ranks (diamond: as scored; circle: under other specifications, larger for more of them)",
    "specifications.side": "Lead over the next: share of specifications",
    "specifications.yes": "{yes:verdict}",
    "specifications.no": "{no:verdict}",
    "specifications.turned": "turned, not established",
    "specifications.reversed": "opposite established",
    "specifications.unjudged": "cannot be judged",
    "specifications.alt": (
        "A row a unit with the ranks that it has over {count:count specification|specifications}; "
        "{still:count unit keeps|units keep} one rank throughout. Beside each unit a bar: under which share of "
        "them its lead over the next is established."
    ),
}

TITLES = {"sensitivity": "Sensitivity to choices"}

METHODS = {
    "sensitivity": (
        Line(
            "Scores, ranks and verdicts were computed under {count:count specification|specifications} of the same answers: "
            "every combination of the choices named, the first being the round's own."
        ),
        Line("Points of the answers beside the round's own: {coding_tried:names}.", when=("coding_tried",)),
        Line("Answers without an opinion counted at: {no_opinion_tried:names}.", when=("no_opinion_tried",)),
        Line("Weights of the respondents beside the round's own: {weights_tried:names}.", when=("weights_tried",)),
        Line("Weights of the items beside the round's own: {items_tried:names}.", when=("items_tried",)),
        Line(
            "Respondents left out: {respondents_tried:names}; the rest are treated as a part of the same sample.",
            when=("respondents_tried",),
        ),
        Line("{alone:integer} groups of respondents were left out one by one, all else as it is.", when=("alone",)),
        Line(
            "In each specification all pairs of units are judged together ({level:percent0} level). The specifications share one "
            "sample; how many agree says what hangs on choices and is no measure of certainty."
        ),
    ),
}
