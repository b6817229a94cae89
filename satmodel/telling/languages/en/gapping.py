"""The gap between two units: sentences, heads, pictures."""

from satmodel.telling.lines import Line

_INTERVAL = "; the {level:percent0} interval of the difference{adjust:adjusted} is {low high:interval}"
_LOW = " (the lower score is the better one, and the difference is what it lies below)"
_ABOVE = "{a:name} is {gap:size} points above {b:name}" + _INTERVAL
_BELOW = "{a:name} is {gap:size} points below {b:name}" + _INTERVAL
_BETTER = "{a:name} is {gap:size} points below {b:name}" + _LOW + _INTERVAL
_WORSE = "{a:name} is {gap:size} points above {b:name}" + _LOW + _INTERVAL
_MORE = "{a:name} changed by {gap:size} points more than {b:name}" + _INTERVAL
_LESS = "{a:name} changed by {gap:size} points less than {b:name}" + _INTERVAL
_ALIKE = "{a:name} and {b:name} changed alike" + _INTERVAL
_SAME = "{a:name} and {b:name} have the same score" + _INTERVAL
_YES = ": the difference is established."
_NO = ": the difference is not established; this sample could have established {detectable:points} points."
_YES_BEYOND = ": that the difference exceeds {margin:points} points is established."
_NO_BEYOND = (
    ": that the difference exceeds {margin:points} points is not established; this sample could have established it of "
    "{detectable:points} points."
)

# what is said of two units, without the verdict; which is which, and by how much
_PAIRS = {
    "gaps.pair.established": _ABOVE,
    "gaps.pair.established.negative gap": _BELOW,
    "gaps.pair.established.of=change": _MORE,
    "gaps.pair.established.of=change.negative gap": _LESS,
    "gaps.pair.established.of=change.best=low": _LESS,
    "gaps.pair.established.of=change.best=low.negative gap": _MORE,
    "gaps.pair.established.best=low": _BETTER,
    "gaps.pair.established.best=low.negative gap": _WORSE,
    "gaps.pair.not established": _ABOVE,
    "gaps.pair.not established.negative gap": _BELOW,
    "gaps.pair.not established.of=change": _MORE,
    "gaps.pair.not established.of=change.negative gap": _LESS,
    "gaps.pair.not established.of=change.best=low": _LESS,
    "gaps.pair.not established.of=change.best=low.negative gap": _MORE,
    "gaps.pair.not established.best=low": _BETTER,
    "gaps.pair.not established.best=low.negative gap": _WORSE,
    "gaps.pair.not established.best=low.zero gap": _SAME,
    "gaps.pair.not established.zero gap": _SAME,
    "gaps.pair.not established.of=change.zero gap": _ALIKE,
    "gaps.pair.not established.of=change.best=low.zero gap": _ALIKE,
}
_MARGIN = " {margin:points} points."
_CUT = "With the smaller of the two samples cut from {n:integer} to fewer than {n_turn:integer}, and the other alike, "
_RAISED = "With the smaller of the two samples raised from {n:integer} to {n_turn:integer}, and the other alike, "
# the verdict: without a margin, and with one
_VERDICTS = {"established": (_YES, _YES_BEYOND), "not established": (_NO, _NO_BEYOND)}


def _judged(key: str, plain: str) -> dict[str, str]:
    without, beyond = _VERDICTS[key.split(".")[2]]
    return {f"{key}.zero margin": plain + without, key: plain + beyond}


SENTENCES = {
    **{key: text for pair in _PAIRS.items() for key, text in _judged(*pair).items()},
    "gaps.pair.not comparable": "{a:name} and {b:name} are not comparable.",
    "gaps.pair+tie": "",
    "gaps.pair+tie.not established.not declared.zero margin": "In a ranking the two should be called a tie.",
    "gaps.pair+tie.not established.not declared.zero margin.of=change": "The two should be called a tie.",
    "gaps.pair+tie.not established.not declared.within=established": "In a ranking the two should be called a tie.",
    "gaps.pair+tie.not established.not declared.within=established.of=change": "The two should be called a tie.",
    "gaps.pair+among": (
        "The pair was picked from {among:count unit|units} by their ranks, and the interval is wider for that."
    ),
    "gaps.pair+among.no among": "",
    "gaps.pair+turn": "",
    "gaps.pair+turn.established": _CUT + "it would not be established that a difference of this size exceeds" + _MARGIN,
    "gaps.pair+turn.established.zero margin": _CUT + "a difference of this size would not be established.",
    "gaps.pair+turn.established.no n": "With samples of fewer than {n_turn:integer} "
    "it would not be established that a difference of this size exceeds" + _MARGIN,
    "gaps.pair+turn.established.no n.zero margin": "With samples of fewer than {n_turn:integer} "
    "a difference of this size would not be established.",
    "gaps.pair+turn.established.no n_turn": "",
    "gaps.pair+turn.established.no n_turn.no n": "",
    "gaps.pair+turn.established.no n_turn.no n.zero margin": "",
    "gaps.pair+turn.established.no n_turn.zero margin": "",
    "gaps.pair+turn.not established": _RAISED
    + "it would be established that a difference of this size exceeds"
    + _MARGIN,
    "gaps.pair+turn.not established.zero margin": _RAISED + "a difference of this size would be established.",
    "gaps.pair+turn.not established.no n": "With samples of {n_turn:integer} "
    "it would be established that a difference of this size exceeds" + _MARGIN,
    "gaps.pair+turn.not established.no n.zero margin": "With samples of {n_turn:integer} "
    "a difference of this size would be established.",
    "gaps.pair+turn.not established.no n_turn": "No sample size would establish that such a difference exceeds"
    + _MARGIN,
    "gaps.pair+turn.not established.no n_turn.zero margin": "No sample size would establish a difference of this size.",
    "gaps.pair+turn.not established.endless n_turn": "No sample size would establish that such a difference exceeds"
    + _MARGIN,
    "gaps.pair+turn.not established.endless n_turn.zero margin": "No sample size would establish a difference of this size.",
    "gaps.pair+turn.not established.no n_turn.no n": "",
    "gaps.pair+turn.not established.no n_turn.no n.zero margin": "",
    "gaps.apart": "{name:name} is not compared: {reason:reason}.",
    "gaps.family": (
        "Of {pairs:count difference|differences} compared ({adjust:term}, {level:percent0} level), established: "
        "{established:integer}, not established: {not_established:integer}; the smallest difference that this sample could have "
        "established is {smallest_detectable largest_detectable:span} points, depending on the pair."
    ),
    "gaps.pair+within": "",
    "gaps.pair+within.within=established": "That the two differ by no more than {margin:points} points is established.",
    "gaps.pair+within.within=not established": (
        "That they differ by no more than {margin:points} points is not established; this sample could have established "
        "{least_margin:points} points."
    ),
    "gaps.pair+within.within=not established.established": "",
    "gaps.margin": "A difference counts as established only when its whole interval lies beyond {margin:points} points.",
    "gaps.margin.zero margin": "",
    "gaps.margin+within": (
        "Of {pairs:count difference|differences}: established to lie beyond it {established:integer}, established to be no "
        "larger {within:integer}, neither {open:integer}."
    ),
    "gaps.margin+within.no within": "",
    "gaps.margin+within.one pairs": "",
    "gaps.unadjusted": (
        "The pairs were picked by the data and are not adjusted: among {family:count pair|pairs} of equal units about "
        "{by_chance:ratio} would look established by chance."
    ),
}

HEADS = {
    "within": "No more than the margin",
    "p_within": "p (no more than the margin)",
    "least_margin": "Smallest margin established",
}

TERMS = {
    "stepdown": "step-down max-t adjustment",
    "games_howell": "Games–Howell adjustment",
    "tukey_kramer": "Tukey–Kramer adjustment",
}

PICTURES = {
    "matrix.ahead": "row ahead of column: {yes:verdict}",
    "matrix.behind": "row behind column: {yes:verdict}",
    "matrix.beyond": "order {yes:verdict}",
    "matrix.within": "within ±{margin:points} points: {yes:verdict}",
    "matrix.open": "{no:verdict}",
    "matrix.axis": "Both in the order of the ranking",
    "matrix.numbered": "Both in the order of the ranking, numbered from the first",
    "matrix.alt": (
        "A square matrix of {units:integer} units in the order of the ranking, every two compared "
        "({count:count pair|pairs}): in {established:integer} pairs the order is {yes:verdict}, {within:integer} are "
        "{yes:verdict} to lie within the margin, {open:integer} are {no:verdict}."
    ),
    "matrix.alt.zero margin": (
        "A square matrix of {units:integer} units in the order of the ranking, every two compared "
        "({count:count pair|pairs}): in {established:integer} pairs the order is {yes:verdict}, in {open:integer} it is "
        "{no:verdict}."
    ),
    "lead.axis.zero margin": "Lead of {leader:name} (filled: {yes:verdict}, hollow: {no:verdict})",
    "lead.axis": "Lead of {leader:name} (filled: {yes:verdict}, hollow: {no:verdict}; band: ±{margin:points})",
    "lead.value": "Lead, interval",
    "lead.alt": (
        "The lead of {leader:name} over {count:count other unit|other units}, each with its interval: {established:integer} "
        "{yes:verdict} (filled dots), {open:integer} {no:verdict} (hollow dots)."
    ),
}

METHODS = {
    "gaps": (
        Line("The gap between two scores and its interval are", formula="gap"),
        Line("The pairs were named before looking at the scores.", when=("declared",)),
        Line("The pairs were picked by their ranks, after seeing the data.", when=("not declared", "not among")),
        Line("Each interval holds on its own with {level:percent0} confidence.", when=("adjust=none",)),
        Line(
            "The verdicts are adjusted by Holm's method over {family:integer} pairs and hold together with "
            "{level:percent0} confidence.",
            when=("adjust=holm",),
        ),
        Line(
            "The verdicts are adjusted by Bonferroni's method over {family:integer} pairs and hold together with "
            "{level:percent0} confidence.",
            when=("adjust=bonferroni",),
        ),
        Line(
            "The critical value is that of all {family:integer} pairs (studentised range, c = {critical:number}), which "
            "hold together with {level:percent0} confidence.",
            when=("adjust=tukey", "not among", "not df"),
        ),
        Line(
            "The critical values are those of all {family:integer} pairs: the studentised range with each pair's own "
            "degrees of freedom (c up to {critical:number}); they hold together with {level:percent0} confidence.",
            when=("adjust=tukey", "not among", "df"),
        ),
        Line(
            "The critical values are those of all {family:integer} pairs by Games and Howell: the studentised range with "
            "each pair's own variances and degrees of freedom (c up to {critical:number}); they hold together with "
            "{level:percent0} confidence.",
            when=("adjust=games_howell", "not among"),
        ),
        Line(
            "The critical value is that of all {family:integer} pairs by Tukey and Kramer: the studentised range with one "
            "standard deviation pooled over all units (c = {critical:number}); they hold together with {level:percent0} "
            "confidence.",
            when=("adjust=tukey_kramer", "not among"),
        ),
        Line(
            "The pair was picked from a ranking of {among:integer} units, so the critical value is that of all its pairs "
            "(studentised range, c = {critical:number}), which hold together with {level:percent0} confidence; the number "
            "of units, {among:integer}, is a setting.",
            when=("among",),
        ),
        Line(
            "The critical value c = {critical:number} is that of {family:integer} pairs under the full covariance "
            "({draws:integer} draws, seed {seed:text}), which hold together with {level:percent0} confidence.",
            when=("adjust=maxt", "not among"),
        ),
        Line(
            "The verdicts on {family:integer} pairs hold together with {level:percent0} confidence by step-down: the "
            "critical value is that of the largest difference still open, under the full covariance ({draws:integer} draws, "
            "seed {seed:text}), from {critical_smallest:number} to {critical:number}; each interval has that of its own step.",
            when=("adjust=stepdown", "not among"),
        ),
        Line("The smallest gap that matters is {margin:points} points.", when=("margin",)),
        Line(
            "That two units differ by no more than this is judged by two one-sided tests with the same adjustment:",
            when=("margin",),
            formula="within",
        ),
        Line(
            "Units with fewer than {fewest:integer} respondents ({too_few:integer}) are not among the pairs that the data "
            "pick.",
            when=("too_few",),
        ),
        Line(
            "Where an estimate lies near an end of its scale, half an answer at each end is added when its spread is "
            "measured (a and b are its distances from the ends):",
            when=("widened",),
            formula="half_answers",
        ),
        Line(
            "The smallest gap d that could have been established, and the sample size n* per unit at which the verdict "
            "would turn (the gap g and the standard deviations staying as they are), are",
            formula="detectable",
        ),
    ),
}
