"""Sentences about rules that name units by their place."""

from satmodel.telling.lines import Line

_WRONG = " By chance an expected {wrong:ratio} of the {named:integer} do not truly belong there."
_SEEN = "; this sample could have established {detectable:points} points."
_FROM = ", from {low:points} to {high:points} at {level:percent0} confidence among all pairs; "

SENTENCES = {
    "awards.named": (
        "{named:integer} of {count:integer} units are named as the first {top:integer}: {names:names}." + _WRONG
    ),
    "awards.named.end=bottom": (
        "{named:integer} of {count:integer} units are named as the last {top:integer}: {names:names}." + _WRONG
    ),
    "awards.named.no names": (
        "{named:integer} of {count:integer} units are named as the first {top:integer}." + _WRONG
    ),
    "awards.named.no names.end=bottom": (
        "{named:integer} of {count:integer} units are named as the last {top:integer}." + _WRONG
    ),
    "awards.named.no wrong": (
        "{named:integer} of {count:integer} units are named as the first {top:integer}: {names:names}. How many of them "
        "do not truly belong there cannot be told."
    ),
    "awards.named.no wrong.end=bottom": (
        "{named:integer} of {count:integer} units are named as the last {top:integer}: {names:names}. How many of them "
        "do not truly belong there cannot be told."
    ),
    "awards.named.no wrong.no names": (
        "{named:integer} of {count:integer} units are named as the first {top:integer}. How many of them do not truly "
        "belong there cannot be told."
    ),
    "awards.named.no wrong.no names.end=bottom": (
        "{named:integer} of {count:integer} units are named as the last {top:integer}. How many of them do not truly "
        "belong there cannot be told."
    ),
    "awards.named+tie": "",
    "awards.named+tie.tie=shared": "Units level at the cut are all named.",
    "awards.named+tie.tie=broken": "Units level at the cut are told apart by the order of their names, not by their scores.",
    "awards.tier": (
        "Tier {tier:text} ({size:count place|places}) holds {names:names}; an expected {wrong:ratio} of the "
        "{named:integer} belong to another tier, and for {sure:integer} it is established that they belong here."
    ),
    "awards.tier.no names": (
        "Tier {tier:text} ({size:count place|places}) holds {named:count unit|units}; an expected {wrong:ratio} of them "
        "belong to another tier, and for {sure:integer} it is established that they belong here."
    ),
    "awards.tier.no wrong": (
        "Tier {tier:text} ({size:count place|places}) holds {names:names}; for {sure:integer} of the {named:integer} it is "
        "established that they belong here."
    ),
    "awards.tier.no wrong.no names": (
        "Tier {tier:text} ({size:count place|places}) holds {named:count unit|units}; for {sure:integer} of them it is "
        "established that they belong here."
    ),
    "awards.tier.zero named.zero sure.no names": "Tier {tier:text} ({size:count place|places}) holds no unit, since units level with each other share the better tier.",
    "awards.tiers": (
        "Of the {count:integer} units in {groups:integer} tiers an expected {wrong:ratio} stand in another tier than they "
        "truly belong to."
    ),
    "awards.tiers.no wrong": (
        "The {count:integer} units are put into {groups:integer} tiers; how many stand in the wrong one cannot be told."
    ),
    "awards.tiers+tie": "",
    "awards.tiers+tie.tie=shared": "Units level at a cut share the better tier.",
    "awards.tiers+tie.tie=broken": "Units level at a cut are told apart by the order of their names, not by their scores.",
    "awards.held": (
        "Established to be among the first {top:integer} ({level:percent0} confidence): {sure_names:names}. Of those not "
        "named, these may belong there as well: {other_names:names}."
    ),
    "awards.held.end=bottom": (
        "Established to be among the last {top:integer} ({level:percent0} confidence): {sure_names:names}. Of those not "
        "named, these may belong there as well: {other_names:names}."
    ),
    "awards.held.no other_names": (
        "For {sure:integer} of the {named:integer} named it is established that they are among the first {top:integer} "
        "({level:percent0} confidence); {others:integer} of those not named may belong there as well."
    ),
    "awards.held.no other_names.end=bottom": (
        "For {sure:integer} of the {named:integer} named it is established that they are among the last {top:integer} "
        "({level:percent0} confidence); {others:integer} of those not named may belong there as well."
    ),
    "awards.held.zero sure": (
        "For none of them it is established that it is among the first {top:integer} ({level:percent0} confidence). Of "
        "those not named, these may belong there as well: {other_names:names}."
    ),
    "awards.held.zero sure.end=bottom": (
        "For none of them it is established that it is among the last {top:integer} ({level:percent0} confidence). Of "
        "those not named, these may belong there as well: {other_names:names}."
    ),
    "awards.held.zero sure.no other_names": (
        "For none of them it is established that it is among the first {top:integer} ({level:percent0} confidence); "
        "{others:integer} of those not named may belong there as well."
    ),
    "awards.held.zero sure.no other_names.end=bottom": (
        "For none of them it is established that it is among the last {top:integer} ({level:percent0} confidence); "
        "{others:integer} of those not named may belong there as well."
    ),
    "awards.cut.established": (
        "At the cut {inside:name} lies {gap:points} points ahead of {outside:name}" + _FROM + "the gap is established."
    ),
    "awards.cut.established.end=bottom": (
        "At the cut {inside:name} lies {gap:points} points behind {outside:name}" + _FROM + "the gap is established."
    ),
    "awards.cut.not established": (
        "At the cut {inside:name} lies {gap:points} points ahead of {outside:name}"
        + _FROM
        + "the gap is not established"
        + _SEEN
    ),
    "awards.cut.not established.end=bottom": (
        "At the cut {inside:name} lies {gap:points} points behind {outside:name}"
        + _FROM
        + "the gap is not established"
        + _SEEN
    ),
    "awards.cut.not established.tied": (
        "At the cut {inside:name} and {outside:name} have the same score; a gap is not established" + _SEEN
    ),
    "awards.cut.not established.tied.end=bottom": (
        "At the cut {inside:name} and {outside:name} have the same score; a gap is not established" + _SEEN
    ),
    "awards.likely": (
        "With true scores spread by a standard deviation of {tau:points} points, {inside:name} is the least likely of those "
        "named to belong there ({inside_probability:percent}), and {outside:name} the likeliest of the others "
        "({outside_probability:percent}). A probability is no verdict."
    ),
    "awards.no_chances": (
        "From {count:integer} units their spread cannot be told ({fewest:integer} are needed), so no probability is given; "
        "what is established stands above."
    ),
    "awards.no_chances.why=exact": (
        "A score, or a combination of the scores, has a standard error of zero, so no probability is given; what is "
        "established stands above."
    ),
    "awards.no_spread": (
        "Beyond sampling error the data show no difference between the {count:integer} units: each is as likely as any other "
        "to belong to those named ({probability:percent}), and no sample size at which the rule would be fair follows from these data."
    ),
    "awards.no_spread.end=tiers": (
        "Beyond sampling error the data show no difference between the {count:integer} units: each is as likely as any other "
        "to belong to the first tier ({probability:percent}), and no sample size at which the rule would be fair follows from these data."
    ),
    "awards.again": (
        "In a second survey of the same size, with nothing changed, an expected {stay:ratio} of the {named:integer} would be "
        "named again, and {swaps:ratio} would not."
    ),
    "awards.again.end=tiers": (
        "In a second survey of the same size, with nothing changed, an expected {swaps:ratio} of the {named:integer} units "
        "would stand in another tier."
    ),
    "awards.back": (
        "Though nothing changes, {back:ratio} of the {named:integer} named are expected to score lower next time, by "
        "{move:points} points on the average of all of them: that is chance, not change."
    ),
    "awards.back.up": (
        "Though nothing changes, {back:ratio} of the {named:integer} named are expected to score higher next time, by "
        "{move:points} points on the average of all of them: that is chance, not change."
    ),
    "awards.prize": (
        "Of the {total:ratio} that are paid, an expected {astray:ratio} ({share:percent}) go to units that would not get "
        "them by their true places."
    ),
    "awards.strikes": (
        "If a unit is struck when it is named in {strikes:integer} rounds running, this one the first and nothing changing, "
        "an expected {struck:ratio} of the {named:integer} named will be struck; {share:percent} of them, {wrong:ratio}, do "
        "not truly belong to those named."
    ),
    "awards.strikes.no share": (
        "If a unit is struck when it is named in {strikes:integer} rounds running, this one the first and nothing changing, "
        "next to none of the {named:integer} named will be struck: in none of the draws one was."
    ),
    "awards.stakes.established": (
        "The scores have a reliability of {reliability:ratio} ({level:percent0} interval {low high:ratios}); that it reaches "
        "the {wanted:ratio} wanted for rewards and sanctions is established."
    ),
    "awards.stakes.not established": (
        "The scores have a reliability of {reliability:ratio} ({level:percent0} interval {low high:ratios}); that it reaches "
        "the {wanted:ratio} wanted for rewards and sanctions is not established (from {detectable:ratio} on it would have "
        "been). Use tiers, not single ranks."
    ),
    "awards.stakes.not established.below": (
        "The scores have a reliability of {reliability:ratio} ({level:percent0} interval {low high:ratios}), below the "
        "{wanted:ratio} wanted for rewards and sanctions; that it reaches it is not established (from {detectable:ratio} on "
        "it would have been). Use tiers, not single ranks."
    ),
    "awards.fair": (
        "A rule of this kind is expected to be wrong in {now:percent} of its places with samples of this size. To be "
        "wrong in {tolerable:percent} it needs samples {factor:ratio} times the size ({low:ratio} to {high:ratio}), or the "
        "mean of {rounds:integer} rounds of units that do not change."
    ),
    "awards.fair.enough": (
        "A rule of this kind is expected to be wrong in {now:percent} of its places with samples of this size, no more "
        "than the {tolerable:percent} that are tolerable; {factor:ratio} times the sample ({low:ratio} to {high:ratio}) "
        "would be enough."
    ),
    "awards.fair.endless factor": (
        "A rule of this kind is expected to be wrong in {now:percent} of its places with samples of this size; the "
        "{tolerable:percent} that are tolerable are out of reach."
    ),
    "awards.fair.endless high": (
        "A rule of this kind is expected to be wrong in {now:percent} of its places with samples of this size. To be "
        "wrong in {tolerable:percent} it needs samples {factor:ratio} times the size (at least {low:ratio} times; the data do "
        "not exclude that no sample would do), or the mean of {rounds:integer} rounds of units that do not change."
    ),
    "awards.fair.enough.endless high": (
        "A rule of this kind is expected to be wrong in {now:percent} of its places with samples of this size, no more "
        "than the {tolerable:percent} that are tolerable; but the data do not exclude that no sample would do."
    ),
    "awards.fair+n": "That is about {n:integer} respondents a unit, where there are {n_now:integer} now.",
    "awards.fair+n.no n": "",
    "awards.fair+n.endless factor": "",
    "awards.sure": (
        "Naming only those that are established would name {sure:integer} of the {named:integer} now, of which an expected "
        "{wrong:ratio} do not belong there; {usual:ratio} are usual with such samples, {more:ratio} with samples "
        "{times:integer} times the size."
    ),
    "awards.sure.zero sure": (
        "Naming only those that are established would name none of the {named:integer} now; {usual:ratio} are usual with such "
        "samples, {more:ratio} with samples {times:integer} times the size."
    ),
    "awards.knife_edge": (
        "For {names:names} it is on a knife edge whether they may be, or are established to be, there: a difference all but "
        "equals its critical value, and other random numbers or one more decimal could turn it."
    ),
    "awards.rough": (
        "The standard errors are taken as known for probabilities, and rest on as few as {df:text} degrees of freedom; take "
        "the probabilities as rough."
    ),
    "awards.apart": "{name:name} takes no part: {reason:reason}.",
}

HEADS = {
    "named": "Named",
    "award": "Tier given",
    "p_tier": "Probability of belonging to its tier",
    "again": "Probability of the same in a second survey",
    "paid": "Paid",
    "p_struck": "Probability of being struck",
    "times": "Times the sample",
    "wrong": "Expected wrong",
    "wrong_share": "Share wrong",
    "sure": "Named if only those established",
    "sure_wrong": "Of these wrong",
}

CAPTIONS = {"awards": "Who is named, and how likely rightly"}

PICTURES = {
    "awards.axis": "Probability of truly belonging to the first {top:integer}",
    "awards.axis.end=bottom": "Probability of truly belonging to the last {top:integer}",
    "awards.axis.end=tiers": "Probability of truly belonging to the tier given",
    "awards.marks": "Full: named; hollow: not named; diamond: established",
    "awards.marks.end=tiers": "Diamond: established",
    "awards.left": "Not shown: {left:count unit|units} further from the cut.",
    "awards.value": "Probability",
    "awards.score": "Score",
    "awards.alt": (
        "How likely {shown:integer} of {count:integer} units truly belong to those named, in order; the topmost is {first:name} "
        "with a probability of {probability:percent}. The line is the cut."
    ),
    "awards.alt.end=tiers": (
        "How likely {shown:integer} of {count:integer} units truly belong to the tier given, in order; the topmost is "
        "{first:name} with a probability of {probability:percent}. The lines are the cuts."
    ),
}

TITLES = {"awards": "Rules that name units by their place"}

METHODS = {
    "awards": (
        Line(
            "Each unit is tested for being truly among the first {top:integer}, against all others at once. Who is not ruled out "
            "may belong there; who lies more than c = {critical:number} standard errors ahead of all but the others of that number "
            "is established to. Both statements hold together with {level:percent0} confidence.",
            when=("end=top",),
        ),
        Line(
            "Each unit is tested for being truly among the last {top:integer}, against all others at once. Who is not ruled out "
            "may belong there; who lies more than c = {critical:number} standard errors behind all but the others of that number "
            "is established to. Both statements hold together with {level:percent0} confidence.",
            when=("end=bottom",),
        ),
        Line(
            "A unit is established in its tier where its simultaneous rank interval lies within the tier's places.",
            when=("end=tiers",),
        ),
        Line("Units level at the cut share the better group.", when=("ties=all",)),
        Line("Units level at the cut are told apart by the order of their names.", when=("ties=order",)),
        Line(
            "The gap at a cut is one that the data picked, and is judged among all pairs ({level:percent0} confidence for all "
            "together)."
        ),
        Line(
            "Probabilities come from the posterior of the true scores given the spread of all units, estimated by Paule and "
            "Mandel's moments and taken as known. With it a second survey of the same size, at unchanged true scores, is "
            "predicted:",
            when=("tau2",),
            formula="second_survey",
        ),
        Line("The places are drawn {draws:integer} times (seed {seed:text}).", when=("likely_drawn",)),
        Line(
            "True scores and the further rounds of {strikes:integer} running are drawn {draws:integer} times (seed {seed:text}), "
            "with samples alike and nothing changing.",
            when=("struck",),
        ),
        Line(
            "Money goes astray where a unit gets more than it would by its true place:",
            when=("paid", "tau2"),
            formula="astray",
        ),
        Line(
            "The sample that the rule needs is that at which the expected share of wrong places falls to {tolerable:percent}, in "
            "up to 4,000 rounds drawn with the spread found (seed {seed:text}); error variances fall as the sample grows. Its "
            "interval is that of the spread (Q-profile).",
            when=("tau2",),
        ),
    ),
}
