"""Counts, bounds, verdicts that hold whatever is missing, and what came of the calls."""

from satmodel.telling.lines import Line

SENTENCES = {
    "counts.given": (
        "The table counts the answers of {units:count unit|units} to {items:count item|items}; {smallest_n:integer} to "
        "{largest_n:integer} people were asked in each."
    ),
    "counts.given.no items": (
        "The table counts the answers of {units:count unit|units} to one question; {smallest_n:integer} to "
        "{largest_n:integer} people were asked in each."
    ),
    "counts.given.same_n": (
        "The table counts the answers of {units:count unit|units} to {items:count item|items}; {largest_n:integer} people "
        "were asked in each."
    ),
    "counts.given.no items.same_n": (
        "The table counts the answers of {units:count unit|units} to one question; {largest_n:integer} people were asked in "
        "each."
    ),
    "counts.no_opinion": "Answers without an opinion are {share:percent} of all answers and are not scored.",
    "counts.no_opinion.zero share": "The table has no answers without an opinion.",
    "counts.rounded": (
        "The counts were recovered from rounded shares: {open:integer} of {cells:integer} are not settled by the decimals "
        "printed, none by more than {widest:count person|people}."
    ),
    "counts.rounded.zero open": (
        "The counts were recovered from rounded shares; the decimals printed settle all {cells:integer} of them."
    ),
    "counts.unused": "Columns that were not read: {names:names}.",
    "composite_bounds.range": (
        "The composites of {count:count unit|units} have standard errors of {se_low se_low_most:span} points if the items "
        "do not go together at all, and of {se_high se_high_most:span} points if they do wholly; the {level:percent0} "
        "intervals are by the latter."
    ),
    "composite_bounds.apart": "{name:name} is listed apart, without an interval: {reason:reason}.",
    "sd_bounds.range": (
        "The standard deviations between respondents lie between {low:points} and {high:points} points for all "
        "{count:integer} means."
    ),
    "sd_bounds.range.one count": (
        "A mean of {mean:points} points leaves a standard deviation between respondents of {low:points} to {high:points} "
        "points."
    ),
    "sd_bounds.range.one count.shares": (
        "A mean of {mean:points} points, with the shares of answers known, leaves a standard deviation between respondents "
        "of {low:points} to {high:points} points."
    ),
    "settle.pair.settled=always": (
        "{a:name} minus {b:name} is {gap:signed} points: always {verdict:verdict}. Even with the widest possible spread of "
        "the answers and {n_low:integer} respondents each, {detectable:points} points would have been established."
    ),
    "settle.pair.settled=depends": (
        "{a:name} minus {b:name} is {gap:signed} points: {verdict:verdict} from what is known, for it depends on the sample "
        "size and on the standard deviation. With {n_low:integer} respondents each and the widest possible spread, "
        "{detectable:points} points would have been established; this difference would be from {n_most:integer} respondents "
        "each, and with the narrowest possible spread from {n_least:integer}."
    ),
    "settle.pair.settled=depends.no n_least": (
        "{a:name} minus {b:name} is {gap:signed} points: {verdict:verdict} from what is known, for it depends on the sample "
        "size and on the standard deviation. With {n_low:integer} respondents each and the widest possible spread, "
        "{detectable:points} points would have been established; this difference would be from {n_most:integer} respondents "
        "each."
    ),
    "settle.pair.settled=never": (
        "{a:name} minus {b:name} is {gap:signed} points: never established. Even with the narrowest possible spread of the "
        "answers and {n_high:integer} respondents each, only {detectable_best:points} points would have been; at least "
        "{n_least:integer} respondents each would be needed."
    ),
    "settle.pair.settled=never.endless n_least": (
        "{a:name} minus {b:name} is {gap:signed} points: never established. Even with the narrowest possible spread of the "
        "answers and {n_high:integer} respondents each, only {detectable_best:points} points would have been; no sample "
        "size would establish so small a difference."
    ),
    "settle.pair+spread": "",
    "settle.pair+spread.settled=depends": (
        "With {n_low:integer} respondents each, it is established where the standard deviation is below {sd_turn:points} "
        "points."
    ),
    "settle.family": (
        "Of {pairs:count difference|differences}: always established {always:integer}, depending on the sample size and the "
        "standard deviation {depends:integer}, never established {never:integer}."
    ),
    "settle.apart": "{name:name} is listed apart, without a difference: {reason:reason}.",
    "dispositions.overall": (
        "Of {called:integer} numbers called, {complete:integer} gave a complete interview: response rate RR1 {RR1:percent} "
        "({level:percent0} interval {low high:percents}), contact rate CON1 {CON1:percent}, cooperation rate COOP1 "
        "{COOP1:percent}, refusal rate REF1 {REF1:percent}."
    ),
    "dispositions.overall+eligible": (
        "Taking {eligibility:percent} of the numbers of unknown eligibility as eligible, the response rate RR3 is "
        "{RR3:percent}."
    ),
    "dispositions.overall+eligible.no RR3": "",
    "dispositions.units": (
        "Among {count:integer} units the response rate RR1 is lowest in {lowest:name} ({lowest_share:percent}) and highest in "
        "{highest:name} ({highest_share:percent})."
    ),
    "dispositions.recognised": (
        "What these outcomes mean was told by their names and should be checked: {names:names}."
    ),
    "dispositions.silence": (
        "The intervals of the scores reflect sampling error only, not how the {share:percent} without an interview differ "
        "from those with one."
    ),
}

HEADS = {
    "se_low": "Smallest standard error",
    "se_high": "Largest standard error",
    "sd_low": "Smallest SD",
    "sd_high": "Largest SD",
    "settled": "Whatever is missing",
    "n_least": "n from which it can be established",
    "n_most": "n from which it always is",
    "sd_turn": "SD at which it turns",
    "called": "Numbers called",
    "complete": "Complete interviews",
    "RR1": "Response rate RR1",
    "RR1_low": "RR1, low end",
    "RR1_high": "RR1, high end",
    "RR1_interval": "RR1, interval",
    "RR3": "Response rate RR3",
    "CON1": "Contact rate CON1",
    "COOP1": "Cooperation rate COOP1",
    "REF1": "Refusal rate REF1",
}

TERMS = {
    "role.answer": "answer",
    "role.no_opinion": "answer without an opinion",
    "role.total": "total",
    "role.base": "respondents behind the shares",
    "name.always": "always established",
    "name.depends": "depends on n and SD",
    "name.never": "never established",
}

CAPTIONS = {
    "counts": "Answers as counted",
    "counted": "Estimates from counts, with intervals",
    "composite_bounds": "Composites with the smallest and the largest standard error",
    "sd_bounds": "Possible standard deviations",
    "settle": "Verdicts whatever the sample size and the standard deviation",
    "dispositions": "Outcomes of the calls and response rates",
}

PICTURES = {
    "intervals.axis.of=response": "Response rate RR1 (line: {level:percent0} interval)",
    "intervals.alt.of=response": (
        "The response rates of {count:count row|rows}, one a row, a dot with its interval as a line; the highest is "
        "{highest:name} ({highest_value:percent}), the lowest {lowest:name} ({lowest_value:percent})."
    ),
}

PROBLEMS: dict[str, str] = {}

TITLES = {
    "counts": "Reading counts",
    "counted": "Estimates from counts",
    "composite_bounds": "The composite where only counts are known",
    "sd_bounds": "Possible standard deviations",
    "settle": "Verdicts whatever is missing",
    "dispositions": "Response rates",
}

METHODS = {
    "counts": (
        Line("The source gives how often each answer was given, not who gave which."),
        Line("In every row the counts were checked to add up to the printed total.", when=("total_checked",)),
        Line(
            "The source gives shares; the counts are the whole numbers that add up to the number of respondents and, "
            "rounded, give the shares printed.",
            when=("shares",),
        ),
        Line("Not scored, and kept apart: {no_opinion:listed}.", when=("no_opinion",)),
    ),
    "counted": (
        Line("A score is the mean of the points of the scored answers.", ("what=mean",)),
        Line("The share of {answers:listed} among the scored answers is a mean of points of 1 and 0.", ("what=share",)),
        Line(
            "The net score, the share of {net_for:listed} less that of {net_against:listed}, is a mean of points of 1, 0 and "
            "−1.",
            ("what=net",),
        ),
        Line(
            "With the parts p of the n scored answers and their points y, the mean and its variance are",
            formula="multinomial",
        ),
        Line(
            "Here f is N/(N−1) with the N people asked in the unit, who are taken for a simple random sample.",
            ("divisor=respondents",),
        ),
        Line(
            "Here f is n/(n−1) with the n scored answers; the people asked are taken for a simple random sample.",
            ("divisor=n-1",),
        ),
        Line("Here f is 1; the people asked are taken for a simple random sample.", ("divisor=n",)),
        Line("The correlation of {correlation:ratio} between the items of a unit is an assumption.", ("correlation",)),
        Line(
            "For {few:count estimate|estimates} fewer than 20 people have other points than the commonest; the intervals there "
            "may be too short.",
            ("few",),
        ),
        Line(
            "Some counts were recovered from rounded shares; no estimate is off by more than {rounding:number} for that.",
            ("rounding",),
        ),
    ),
    "composite_bounds": (
        Line(
            "Counts do not tell how the items of a unit go together. The standard error of their weighted mean lies between "
            "that of uncorrelated and that of wholly correlated items:",
            formula="composite_ends",
        ),
    ),
    "sd_bounds": (
        Line(
            "With M and L the ends of the scale and a and b its levels next to the mean m, the standard deviation lies within",
            formula="sd_ends",
        ),
        Line(
            "The shares of answers that are known narrow it; its ends come from linear programming over all distributions "
            "of the answers that fit.",
            when=("shares",),
        ),
        Line("The ends are those of {n:integer} whole answers.", when=("n",)),
    ),
    "settle": (
        Line(
            "The standard deviation between respondents lies between what the levels of the scale allow:",
            ("levels",),
            "sd_ends",
        ),
        Line(
            "The levels of the scale were not given; the standard deviation lies between zero and the largest that the ends "
            "of the scale allow.",
            ("limits", "not levels", "not sd"),
        ),
        Line("The standard deviation was taken between the ends {sd:interval}, an assumption.", ("sd",)),
        Line("The sample size of {n_low:integer} is an assumption.", ("not n_given", "one_n")),
        Line(
            "The sample size was taken from {n_low:integer} to {n_high:integer}, an assumption.",
            ("not n_given", "not one_n"),
        ),
        Line(
            "The correlation between two items was taken from {correlation_low:ratio} to {correlation_high:ratio}, an "
            "assumption.",
            ("items",),
        ),
        Line("The sample sizes are those given, from {n_low:integer} to {n_high:integer}.", ("n_given",)),
        Line(
            "Each difference was judged with the largest and with the smallest standard error that this allows:",
            formula="gap_ends",
        ),
        Line("The pairs were named before the scores were seen.", ("declared",)),
        Line(
            "The critical value is that of all {family:integer} pairs (studentised range) at {level:percent0} confidence.",
            ("adjust=tukey",),
        ),
        Line(
            "Holm's adjustment was made over {family:integer} pairs at {level:percent0} confidence.", ("adjust=holm",)
        ),
        Line("Each interval holds with {level:percent0} confidence on its own.", ("adjust=none",)),
        Line("Only a difference of more than {margin:points} points counts.", ("margin",)),
    ),
    "dispositions": (
        Line("Final outcomes were put into the groups of the AAPOR Standard Definitions."),
        Line("I, complete interviews: {group_I:listed}.", ("group_I",)),
        Line("P, partial interviews: {group_P:listed}.", ("group_P",)),
        Line("R, refusals and break-offs: {group_R:listed}.", ("group_R",)),
        Line("NC, eligible and not reached: {group_NC:listed}.", ("group_NC",)),
        Line("O, other eligible: {group_O:listed}.", ("group_O",)),
        Line("UH, eligibility of the number unknown: {group_UH:listed}.", ("group_UH",)),
        Line("UO, eligibility of the person unknown: {group_UO:listed}.", ("group_UO",)),
        Line("NE, not eligible: {group_NE:listed}.", ("group_NE",)),
        Line("The response rates are", formula="response"),
        Line(
            "where e = {eligibility:percent} of the numbers of unknown eligibility are taken as eligible, the same part as "
            "among the numbers whose eligibility is known.",
            ("eligibility", "not eligibility_stated"),
        ),
        Line(
            "where e = {eligibility:percent} of the numbers of unknown eligibility are taken as eligible, as stated.",
            ("eligibility", "eligibility_stated"),
        ),
        Line("Rates that these outcomes do not allow, or that would repeat another: {omitted:listed}.", ("omitted",)),
        Line("The intervals are Wilson's at {level:percent0}, with the numbers called taken for a random draw."),
    ),
}
