"""Sentences about the first and the last places: who may hold them, how likely, with what score."""

from satmodel.telling.lines import Line

_NOT = "; this sample could have established {detectable:points} points."
_PICKED = "{name:name} was picked for its place; corrected for that, its {before:points} points become {after:points}"
_WHOLE = "{name:name} lies so close to the next unit that its score cannot be corrected for having been picked; "

SENTENCES = {
    "first.observed": "Of {count:integer} units, {names:names} hold the first {top:integer} places.",
    "first.observed.end=bottom": "Of {count:integer} units, {names:names} hold the last {top:integer} places.",
    "first.observed.one top": "{name:name} leads {count:integer} units with {estimate:points} points.",
    "first.observed.one top.end=bottom": "{name:name} comes last of {count:integer} units with {estimate:points} points.",
    "first.observed.one top.tied": "{names:names} lead {count:integer} units together with {estimate:points} points.",
    "first.observed.one top.tied.end=bottom": (
        "{names:names} come last of {count:integer} units together with {estimate:points} points."
    ),
    "first.held": "Who may truly be among the first {top:integer} ({level:percent0} confidence): {names:names}.",
    "first.held.end=bottom": (
        "Who may truly be among the last {top:integer} ({level:percent0} confidence): {names:names}."
    ),
    "first.held.one top": "Who may truly be first ({level:percent0} confidence): {names:names}.",
    "first.held.one top.end=bottom": "Who may truly be last ({level:percent0} confidence): {names:names}.",
    "first.held.no names": (
        "{held:integer} of {count:integer} units may truly be among the first {top:integer} ({level:percent0} confidence)."
    ),
    "first.held.no names.end=bottom": (
        "{held:integer} of {count:integer} units may truly be among the last {top:integer} ({level:percent0} confidence)."
    ),
    "first.held.no names.one top": (
        "{held:integer} of {count:integer} units may truly be first ({level:percent0} confidence)."
    ),
    "first.held.no names.one top.end=bottom": (
        "{held:integer} of {count:integer} units may truly be last ({level:percent0} confidence)."
    ),
    "first.settled.established": "That these are the first {top:integer} is established.",
    "first.settled.established.end=bottom": "That these are the last {top:integer} is established.",
    "first.settled.established.one top": "That {name:name} is first alone is established.",
    "first.settled.established.one top.end=bottom": "That {name:name} is last alone is established.",
    "first.settled.not established": (
        "Who the first {top:integer} are is not established: {inside:name} lies {lead:points} points ahead of "
        "{outside:name}" + _NOT
    ),
    "first.settled.not established.end=bottom": (
        "Who the last {top:integer} are is not established: {inside:name} lies {lead:points} points behind "
        "{outside:name}" + _NOT
    ),
    "first.settled.not established.one top": (
        "That {name:name} is first alone is not established: it lies {lead:points} points ahead of {outside:name}"
        + _NOT
    ),
    "first.settled.not established.one top.end=bottom": (
        "That {name:name} is last alone is not established: it lies {lead:points} points behind {outside:name}" + _NOT
    ),
    "first.settled.not established.tied": (
        "Who the first {top:integer} are is not established, since units share the last of these places" + _NOT
    ),
    "first.settled.not established.tied.end=bottom": (
        "Who the last {top:integer} are is not established, since units share the first of these places" + _NOT
    ),
    "first.settled.not established.tied.one top": (
        "That one of them alone is first is not established, since they have the same score" + _NOT
    ),
    "first.settled.not established.tied.one top.end=bottom": (
        "That one of them alone is last is not established, since they have the same score" + _NOT
    ),
    "first.settled+sure": "",
    "first.settled+sure.not established": "Established to be among them: {names:names}.",
    "first.settled+sure.not established.no names": "",
    "first.level": (
        "That {name:name} is first, alone or level with others, is established ({level:percent0} confidence for this "
        "statement by itself; its lead over the best of the others has the interval {low high:interval})."
    ),
    "first.likely": (
        "With true scores spread by a standard deviation of {tau:points} points, {right:ratio} of the {picked:integer} "
        "units observed there are expected to belong there truly."
    ),
    "first.likely.one top": (
        "With true scores spread by a standard deviation of {tau:points} points, {name:name} is truly first with a "
        "probability of {probability:percent}."
    ),
    "first.likely.one top.end=bottom": (
        "With true scores spread by a standard deviation of {tau:points} points, {name:name} is truly last with a "
        "probability of {probability:percent}."
    ),
    "first.likely+likelier": "",
    "first.likely+likelier.one top": "{likelier:name} is the likelier one ({likelier_probability:percent}).",
    "first.likely+likelier.one top.no likelier": "",
    "first.likely+note": "A probability is no verdict; the verdict is that of the set above.",
    "first.no_spread": (
        "Beyond sampling error the data show no difference between the {count:integer} units: each is as likely as any "
        "other to belong to the first {top:integer} ({probability:percent})."
    ),
    "first.no_spread.end=bottom": (
        "Beyond sampling error the data show no difference between the {count:integer} units: each is as likely as any "
        "other to belong to the last {top:integer} ({probability:percent})."
    ),
    "first.no_spread.one top": (
        "Beyond sampling error the data show no difference between the {count:integer} units: each is as likely as any "
        "other to be first ({probability:percent})."
    ),
    "first.no_spread.one top.end=bottom": (
        "Beyond sampling error the data show no difference between the {count:integer} units: each is as likely as any "
        "other to be last ({probability:percent})."
    ),
    "first.no_chances": (
        "From {count:integer} units their spread cannot be told ({fewest:integer} are needed), so no probability is given."
    ),
    "first.no_chances.why=exact": "A score, or a combination of the scores, has a standard error of zero, so no probability is given.",
    "first.score": _PICKED + " ({level:percent0} interval {lowest:points} to {highest:points}).",
    "first.score.near_tie": (
        _WHOLE + "an interval that holds whichever unit is picked goes from {lowest:points} to {highest:points} "
        "({level:percent0})."
    ),
    "first.knife_edge": (
        "For {names:names} it is on a knife edge whether they may be, or are established to be, there: a difference all but "
        "equals its critical value, and other random numbers or one more decimal could turn it."
    ),
    "first.rough": (
        "The standard errors are taken as known for probabilities and corrected scores, and rest on as few as {df:text} "
        "degrees of freedom; take those numbers as rough."
    ),
    "first.apart": "{name:name} is not compared: {reason:reason}.",
}

HEADS = {
    "may_be": "May belong there",
    "established": "Established",
    "p_first": "Probability of being first",
    "p_top": "Probability of belonging there",
    "p_last": "Probability of being last",
    "p_bottom": "Probability of being among the last",
    "expected_rank": "Expected rank",
    "best_low": "Lead over the best other, low",
    "best_high": "Lead over the best other, high",
    "best_interval": "Lead over the best other",
    "corrected": "Corrected score",
    "conditional": "Corrected, given the selection alone",
    "conditional_low": "Given the selection alone, low",
    "conditional_high": "Given the selection alone, high",
    "projection_low": "Whatever is selected, low",
    "projection_high": "Whatever is selected, high",
    "near_tie": "Near tie",
}

CAPTIONS = {"first": "Who may hold the places asked for"}

PICTURES = {
    "probabilities.axis": "Rank (the darker, the likelier for that unit; ring: the observed rank)",
    "probabilities.axis.printed": "Rank (numbers: probability in per cent; frame: the observed rank)",
    "probabilities.alt": (
        "The probability of every rank for {count:integer} units in order of score, darker for a likelier rank; {first:name} "
        "leads and holds rank 1 with a probability of {probability:percent}."
    ),
}

TITLES = {"first": "Who may hold the first or the last places"}

METHODS = {
    "first": (
        Line(
            "For each unit j it is tested whether it is truly among the first {top:integer}. With t = {top:integer}, T is the "
            "t-th largest of the differences by which the others lie above it, each in its standard errors; a unit is set "
            "aside, and the test repeated for the rest, where",
            when=("method=direct", "end=top"),
            formula="top_set",
        ),
        Line(
            "For each unit j it is tested whether it is truly among the last {top:integer}. With t = {top:integer} and "
            "the order of the scores turned round, T is the t-th largest of the differences by which the others lie above it, "
            "each in its standard errors; a unit is set aside, and the test repeated for the rest, where",
            when=("method=direct", "end=bottom"),
            formula="top_set",
        ),
        Line(
            "Who may hold the places is read off from simultaneous rank intervals.",
            when=("method=projection",),
        ),
        Line(
            "Here c = {critical:number} at the last step, by which both statements, who may belong and who is established "
            "to belong, hold together with {level:percent0} confidence; it comes from {draws:integer} draws (seed "
            "{seed:text}).",
            when=("drawn",),
        ),
        Line(
            "Here c = {critical:number} is Bonferroni's bound at the last step, by which both statements, who may belong and "
            "who is established to belong, hold together with at least {level:percent0} confidence.",
            when=("not drawn",),
        ),
        Line(
            "Probabilities come from the posterior given the spread of all units' scores, estimated by Paule and Mandel's "
            "moments; the uncertainty of the common mean is part of them, that of the spread is not:",
            when=("tau2",),
            formula="p_first",
        ),
        Line(
            "The posterior is drawn {draws:integer} times (seed {seed:text}).",
            when=("likely_drawn",),
        ),
        Line(
            "A unit that is picked for its place has, on average, been lucky. Its corrected score is the value at which "
            "scoring lower, given that it was picked, has probability one half, within an interval that holds for all "
            "units together (the hybrid estimate):",
            formula="picked",
        ),
    ),
}
