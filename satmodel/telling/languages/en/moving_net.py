"""Regression to the mean and the lists of those that moved most: every text of theirs."""

from __future__ import annotations

from satmodel.telling.lines import Line

_ONE = (
    "{name:name} went from {before:points} to {after:points} points, a change of {change:signed}; drawn together with the "
    "others {shrunk:signed} ({level:percent0} interval {low high:interval}), where noise alone would have given "
    "{expected_change:signed}. "
)
_NOT = (
    "is not established: its lead is {lead:points} points, and this sample could have established {detectable:points}"
)
_BEYOND = " (a lead of {lead:points} points)"
_LIKELY = "; its probability is {probability:percent}. "
_NEXT = (
    "If nothing is done, its next score is expected at {estimate:points} ({level:percent0} interval {lowest:points} to "
    "{highest:points})."
)
_SOON = (
    "if nothing is done, {estimate:points} ({level:percent0} interval {lowest:points} to {highest:points}) are expected next, a "
    "difference of {fall_back:signed} by regression to the mean."
)
_MEAN = (
    ", by {change:signed} points on average. Drawn together with the others it is {shrunk:signed}: the observed change "
    "overstates it by {overstated:points} points. "
)
_RIGHT = "{right:ratio} of the {picked:count unit is|units are} expected to be truly {there} (drawn by lot it would be {by_luck:ratio}). "
_AFTER = (
    "If nothing is done, their scores are expected to change by {fall_back:signed} points on average by the next round."
)
_ALONE = (
    ", by {change:signed} points; drawn together with the others it is {shrunk:signed}: the observed change overstates it by "
    "{overstated:points} points."
)
_OPEN = "; this sample could have established a lead of {smallest_detectable largest_detectable:span} points."


def _list(what: str, there: str) -> str:
    return "Of {count:integer} units {names:names} " + what + _MEAN + _RIGHT.replace("{there}", there) + _AFTER


def _many(what: str, there: str) -> str:
    return "Of {count:integer} units {picked:integer} " + what + _MEAN + _RIGHT.replace("{there}", there) + _AFTER


_UP, _DOWN = "among the {top:integer} most improved", "among the {top:integer} most declined"
_FIRST, _LAST = "the most improved", "the most declined"

SENTENCES = {
    "movers.spread": (
        "The true changes of {count:count unit|units} are spread with a standard deviation of {tau:points} points as the most "
        "likely value ({level:percent0} interval {low high:interval}), where an observed change has an error of "
        "{error:points} points; of a difference between two observed changes {keeps:percent} is expected to be true."
    ),
    "movers.spread.zero tau": (
        "Most likely the {count:count unit|units} did not move against each other at all ({level:percent0} interval of the "
        "standard deviation of the true changes {low high:interval} points), where an observed change has an error of "
        "{error:points} points; of a difference between two observed changes {keeps:percent} is expected to be true."
    ),
    "movers.slope": (
        "Regression to the mean: the change goes with the score before at a slope of {slope:ratio} (correlation "
        "{correlation:ratio}); a slope of {noise_slope:ratio} is expected from noise alone, with no unit moving against the "
        "others."
    ),
    "movers.slope.no correlation": (
        "Regression to the mean: all units changed alike, so the change does not go with the score before; a slope of "
        "{noise_slope:ratio} is expected from noise alone."
    ),
    "movers.slope.no correlation.no slope": (
        "Regression to the mean: all units had the same score before, so the change cannot be set against it."
    ),
    "movers.list.side=improved": _list("are observed to have improved most", _UP),
    "movers.list.side=improved.one top.one picked": "Of {count:integer} units {names:names} is observed to have improved most"
    + _ALONE,
    "movers.list.side=improved.no names": _many("are observed to have improved most", _UP),
    "movers.list.side=declined": _list("are observed to have declined most", _DOWN),
    "movers.list.side=declined.one top.one picked": "Of {count:integer} units {names:names} is observed to have declined most"
    + _ALONE,
    "movers.list.side=declined.no names": _many("are observed to have declined most", _DOWN),
    "movers.list+sure.all_sure.one top.one picked": "",
    "movers.list+sure.no sure.one top.one picked": "",
    "movers.list+sure": "Established to be on that list: {sure:names}.",
    "movers.list+sure.all_sure": "That all of them are on that list is established.",
    "movers.list+sure.no sure": "That any of them is on that list is not established" + _OPEN,
    "movers.one.established.side=improved": (
        _ONE + "That it is truly " + _UP + " is established" + _BEYOND + _LIKELY + _NEXT
    ),
    "movers.one.established.side=improved.one top": (
        _ONE + "That it is truly " + _FIRST + " is established" + _BEYOND + _LIKELY + _NEXT
    ),
    "movers.one.established.side=declined": (
        _ONE + "That it is truly " + _DOWN + " is established" + _BEYOND + _LIKELY + _NEXT
    ),
    "movers.one.established.side=declined.one top": (
        _ONE + "That it is truly " + _LAST + " is established" + _BEYOND + _LIKELY + _NEXT
    ),
    "movers.one.not established.side=improved": _ONE + "That it is truly " + _UP + " " + _NOT + _LIKELY + _NEXT,
    "movers.one.not established.side=improved.one top": (
        _ONE + "That it is truly " + _FIRST + " " + _NOT + _LIKELY + _NEXT
    ),
    "movers.one.not established.side=declined": _ONE + "That it is truly " + _DOWN + " " + _NOT + _LIKELY + _NEXT,
    "movers.one.not established.side=declined.one top": (
        _ONE + "That it is truly " + _LAST + " " + _NOT + _LIKELY + _NEXT
    ),
    "movers.end.side=first": ("{name:name} has the best score of the last round, {after:points} points; " + _SOON),
    "movers.end.side=last": ("{name:name} has the worst score of the last round, {after:points} points; " + _SOON),
    "movers.knife_edge": (
        "For {names:names} it is on a knife edge whether they may be, or are established to be, on a list: a difference all "
        "but equals its critical value, and other random numbers or one more decimal could turn it."
    ),
    "movers.rough": (
        "The standard errors are taken as known, and rest on as few as {df:text} degrees of freedom; take shrunk changes and "
        "probabilities as rough."
    ),
    "movers.note": (
        "A probability is no verdict; the verdict is that of the set. A change, drawn together or not, does not say what "
        "brought it about."
    ),
    "movers.apart": "{name:name} has no change that can be compared: {reason:reason}.",
}

HEADS = {
    "expected_change": "Expected from noise alone",
    "net_change": "Change net of it",
    "p_improved": "Probability of being among the most improved",
    "p_declined": "Probability of being among the most declined",
    "improved": "Among the most improved",
    "declined": "Among the most declined",
    "next": "Next score, expected",
    "next_low": "Next score, low end",
    "next_high": "Next score, high end",
    "next_interval": "Interval of the next score",
    "fall_back": "Next less this score",
}

CAPTIONS = {"movers": "Changes net of regression to the mean"}

PICTURES = {
    "movers.axis": "Score before (dashed line and grey band: change by noise alone, {level:percent0} of units)",
    "movers.axis.measure=share": "Share before (dashed line and grey band: change by noise alone, {level:percent0} of units)",
    "movers.height": "Change (hollow: observed; filled: shrunk)",
    "movers.height.measure=share": "Change, percentage points (hollow: observed; filled: shrunk)",
    "movers.alt": (
        "The change of {count:count unit|units} against the score before, each with an arrow to its shrunk change; the line of "
        "pure noise falls at a slope of {slope:ratio}, and {outside:count unit lies|units lie} outside its band."
    ),
}

TITLES = {"movers": "Regression to the mean, and who moved most"}

METHODS = {
    "movers": (
        Line(
            "The two rounds were made with instruments that are not comparable ({overridden:kinds}); they are compared all "
            "the same, for this reason: {override:text}.",
            when=("override",),
        ),
        Line(
            "The true scores of both rounds are taken as spread over the units by one normal distribution of two dimensions; "
            "a true change is then, given the data,",
            formula="movers",
        ),
        Line(
            "T is not taken as known: results are averaged over what it may be, by the restricted likelihood and a prior under "
            "which every reliability of change and of level, and every correlation of the two, is as likely as any other. Its "
            "most likely value gives standard deviations of {sd_before:number} before and {sd_after:number} after."
        ),
        Line(
            "The errors of the two rounds are correlated and enter with their full covariance.",
            when=("not independent",),
        ),
        Line(
            "With no unit moving against the others, the change to expect from the score before is",
            formula="regression_to_mean",
        ),
        Line(
            "Probabilities of belonging to the {top:integer} come from {draws:integer} draws (seed {seed:text}). That a unit "
            "belongs is established by sets of the observed changes; both lists hold together with {level:percent0} "
            "confidence."
        ),
        Line(
            "The next round is expected with true scores as they are now and errors as in the last round; what moves all units "
            "alike is not foreseen."
        ),
    ),
}
