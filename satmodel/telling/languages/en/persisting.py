"""Sentences about units that stay low over several rounds."""

from satmodel.telling.lines import Line

SENTENCES = {
    "persistence.lasting": (
        "Over {rounds:integer} rounds of {count:integer} units one round has a reliability of {reliability:ratio} "
        "({level:percent0} interval {low high:ratios}). With the standard errors as given, of the variance between units in one round "
        "{lasting_share:percent} lasts (a standard deviation of {sd:points} points), {passing_share:percent} is true of that round only, and "
        "{error_share:percent} is sampling error."
    ),
    "persistence.reliable.established": (
        "The mean of the {rounds:integer} rounds has a reliability of {reliability:ratio} ({level:percent0} interval "
        "{low high:ratios}); that it reaches the {wanted:ratio} wanted for rewards and sanctions is established."
    ),
    "persistence.reliable.not established": (
        "The mean of the {rounds:integer} rounds has a reliability of {reliability:ratio} ({level:percent0} interval "
        "{low high:ratios}); that it reaches the {wanted:ratio} wanted for rewards and sanctions is not established (from "
        "{detectable:ratio} on it would have been). Use tiers, not single ranks."
    ),
    "persistence.reliable.not established.below": (
        "The mean of the {rounds:integer} rounds has a reliability of {reliability:ratio} ({level:percent0} interval "
        "{low high:ratios}), below the {wanted:ratio} wanted for rewards and sanctions; that it reaches it is not "
        "established (from {detectable:ratio} on it would have been). Use tiers, not single ranks."
    ),
    "persistence.needed": (
        "A reliability of {wanted:ratio} takes the mean of {needed:count round|rounds} ({fewest:integer} to {most:integer})."
    ),
    "persistence.needed.endless most": (
        "A reliability of {wanted:ratio} takes the mean of {needed:count round|rounds}, at least {fewest:integer}; the data "
        "do not exclude that nothing lasts, and that no number of rounds would do."
    ),
    "persistence.needed.endless needed.endless most": (
        "These rounds show nothing that lasts, so no number of rounds can be told that would reach a reliability of "
        "{wanted:ratio}."
    ),
    "persistence.always": (
        "Among the last {bottom:integer} in each of {rounds:integer} rounds: {names:names}. If no difference lasted, {by_chance:ratio} "
        "units would be there all the same; under the model fitted {by_model:ratio}. Of these an "
        "expected {wrong:ratio} are not truly among the last {bottom:integer}."
    ),
    "persistence.always.no wrong": (
        "Among the last {bottom:integer} in each of {rounds:integer} rounds: {always:count unit|units}. If no difference lasted, "
        "{by_chance:ratio} would be there all the same; under the model fitted {by_model:ratio}."
    ),
    "persistence.always.no names": (
        "Among the last {bottom:integer} in each of {rounds:integer} rounds: {always:count unit|units}. If no difference lasted, "
        "{by_chance:ratio} would be there all the same; under the model fitted {by_model:ratio}. Of them an expected "
        "{wrong:ratio} are not truly among the last {bottom:integer}."
    ),
    "persistence.always.zero always.no names": (
        "No unit is among the last {bottom:integer} in each of {rounds:integer} rounds. If no difference lasted, {by_chance:ratio} "
        "would be; under the model fitted {by_model:ratio}."
    ),
    "persistence.strikes": (
        "{struck:count unit was|units were} among the last {bottom:integer} in {strikes:count round|rounds} running: {names:names}. An expected "
        "{wrong:ratio} of them are not truly among the last {bottom:integer}. If no difference lasted, "
        "{by_chance:ratio} units would be struck in {rounds:integer} rounds; under the model fitted {by_model:ratio}."
    ),
    "persistence.strikes.no wrong": (
        "{struck:count unit was|units were} among the last {bottom:integer} in {strikes:count round|rounds} running. If no difference lasted, "
        "{by_chance:ratio} would be struck in {rounds:integer} rounds; under the model fitted {by_model:ratio}."
    ),
    "persistence.strikes.no names": (
        "{struck:count unit was|units were} among the last {bottom:integer} in {strikes:count round|rounds} running. An expected {wrong:ratio} "
        "of them are not truly among the last {bottom:integer}. If no difference lasted, {by_chance:ratio} "
        "units would be struck in {rounds:integer} rounds; under the model fitted {by_model:ratio}."
    ),
    "persistence.strikes.zero struck.no names": (
        "No unit was among the last {bottom:integer} in {strikes:count round|rounds} running. If no difference lasted, "
        "{by_chance:ratio} would be struck in {rounds:integer} rounds; under the model fitted {by_model:ratio}."
    ),
    "persistence.strikes+share": (
        "Of all that such a rule strikes, {share:percent} are not truly among the last {bottom:integer}, by the model fitted."
    ),
    "persistence.strikes+share.no share": "",
    "persistence.likely": (
        "{name:name} is the likeliest to be truly among the last {bottom:integer} ({probability:percent}; "
        "{times:integer} of {rounds:integer} rounds), and {certain:count unit is|units are} so with a probability of "
        "{likely:percent0} or more. A probability is no verdict."
    ),
    "persistence.no_chances": (
        "From {count:integer} units their spread cannot be told ({fewest:integer} are needed), so no probability is given."
    ),
    "persistence.no_chances.why=exact": (
        "A score, or a combination of the scores, has a standard error of zero, so no probability is given."
    ),
    "persistence.no_spread": (
        "Beyond chance the rounds show no lasting difference between the {count:integer} units: each is as likely as any other "
        "to be truly among the last {bottom:integer} ({probability:percent})."
    ),
    "persistence.two_rounds": (
        "Two rounds cannot tell a lasting difference from one that changes slowly; three or more can."
    ),
    "persistence.dependent": (
        "The rounds share respondents or clusters. What their errors have in common is taken out of the reliabilities, whose "
        "intervals are rough then."
    ),
    "persistence.rough": (
        "The standard errors are taken as known for the split of the variance and for probabilities, and rest on as few as "
        "{df:text} degrees of freedom; take those numbers as rough."
    ),
    "persistence.apart": "{name:name} takes no part: {reason:reason}.",
}

REASONS = {"not_in_all_rounds": "it is not estimated in every round"}

HEADS = {
    "in_bottom": "Rounds among the last",
    "longest": "Longest run",
    "struck": "Struck",
    "units_observed": "Units, observed",
    "units_chance": "Units, by chance alone",
    "units_model": "Units, under the model",
}

CAPTIONS = {"persistence": "Units over the rounds, and who stays among the last"}

PICTURES = {
    "persistence.axis": "Rank in each round, units by the mean of the rounds (framed: among the last {bottom:integer})",
    "persistence.axis.narrow": "Rank in each round, darker for a later place (dot: among the last {bottom:integer})",
    "persistence.alt": (
        "The rank of {count:integer} units in {rounds:integer} rounds; {always:integer} are among the last {bottom:integer} "
        "in every round, {once:integer} in some but not all."
    ),
}

TITLES = {"persistence": "Units that stay low over rounds"}

METHODS = {
    "persistence": (
        Line(
            "Scores are taken as the round's level, a lasting level of the unit, what is true of the unit in that round only, "
            "and sampling error. The reliability of one round and of the mean of {rounds:integer} rounds comes from the mean "
            "squares between and within units:",
            formula="rounds_reliability",
        ),
        Line("Their intervals come from the F distribution ({level:percent0} confidence)."),
        Line("What the errors of different rounds have in common is taken out first.", when=("not independent",)),
        Line(
            "Probabilities come from the posterior of the lasting levels given the mean of the rounds and its error.",
            when=("tau2",),
        ),
        Line(
            "How many units would be named again and again is drawn, without lasting differences and under the model fitted "
            "(up to 4,000 histories, seed {seed:text})."
        ),
    ),
}
