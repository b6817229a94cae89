"""How large a difference must be and how many interviews it takes: every text of it."""

from satmodel.telling.lines import Line

_HELD = "With {n:integer} interviews in each unit and a standard deviation of {sd:points} points, "
_ONE = _HELD + "two units named beforehand must differ by {one:points} points for the difference to be established"
_SIZE = "At a standard deviation of {sd:points} points a difference of {gap:points} points "
_TAKES = (
    _SIZE
    + "that is observed between two units named beforehand is established from {one:integer} interviews in each on"
)


def _asked(key: str, text: str, *, more: str) -> dict[str, str]:
    """The sentence of one question: with the probability, without it, and nothing where it was not asked."""
    question = key.partition("+")[2]
    return {
        key: f"{text} ({{{question}_power:{more}}} to be found with that probability).",
        f"{key}.no {question}": "",
        f"{key}.no power": f"{text}.",
    }


SENTENCES = {
    "precision.n": _ONE + ", and by {one_power:points} points to be found with {power:percent0} probability.",
    "precision.n.no one": (
        _HELD + "differences are established from the sizes given here on, and found with {power:percent0} probability "
        "from those in brackets on."
    ),
    "precision.n.no one.no power": _HELD + "differences are established from the sizes given here on.",
    "precision.n.no power": _ONE + ".",
    **_asked(
        "precision.n+control",
        "Each of the {units:integer} units and one named beforehand must differ by {control:points} points",
        more="points",
    ),
    **_asked(
        "precision.n+first", "A unit must be below the first of {units:integer} by {first:points} points", more="points"
    ),
    **_asked("precision.n+all", "Any two of {units:integer} units must differ by {all:points} points", more="points"),
    "precision.gap": _TAKES + ", and found with {power:percent0} probability from {one_power:integer} on.",
    "precision.gap.no one": (
        _SIZE
        + "is established, when it is observed, from the interviews given here on, and found with {power:percent0} "
        "probability from those in brackets on."
    ),
    "precision.gap.no one.no power": _SIZE + "is established, when it is observed, from the interviews given here on.",
    "precision.gap.no power": _TAKES + ".",
    **_asked(
        "precision.gap+control",
        "Between each of {units:integer} units and one named beforehand it takes {control:integer} interviews in each",
        more="integer",
    ),
    **_asked(
        "precision.gap+first",
        "Between the first of {units:integer} units and another it takes {first:integer}",
        more="integer",
    ),
    **_asked("precision.gap+all", "Between any two of {units:integer} units it takes {all:integer}", more="integer"),
    "precision.round": (
        "The standard deviation of {sd:points} points is that of one interview in the finished round of {count:integer} "
        "units, with the design effect in it; by unit it runs from {low:points} to {high:points} points."
    ),
    "precision.few": (
        "With fewer than {fewest:integer} interviews in a unit its standard deviation is itself known only roughly, and "
        "the differences must be larger, and the interviews more, than is said here."
    ),
    "precision.below": (
        "A smaller difference will be called not established: that says what the sample can see, not that two units are "
        "alike."
    ),
    "precision.each": (
        "The probability of {power:percent0} is that of each pair by itself; that every such pair is found at once is "
        "less probable."
    ),
    "claims.lead": (
        "{name:name}, {gap:size} points: with fewer than {n_least:integer} interviews on each side it can never be "
        "established; at a standard deviation of {sd:points} points it is from {n_at_sd:integer} on, and from "
        "{n_most:integer} on it always is, whatever the answers."
    ),
    "claims.lead.endless n_most": "{name:name}: no sample size establishes a difference of zero.",
    "claims.lead.no n_least": (
        "{name:name}, {gap:size} points: at a standard deviation of {sd:points} points it is established from "
        "{n_at_sd:integer} interviews on each side on, and from {n_most:integer} on it always is, whatever the answers."
    ),
    "claims.among": (
        "Each pair was picked from {among:integer} units by their scores, and has to hold among all pairs of them."
    ),
    "claims.apart": "{name:name} is listed apart: {reason:reason}.",
}

HEADS = {
    "question": "Compared",
    "sd": "Standard deviation",
    "detectable_power": "Found with the stated probability",
    "n_seen": "n to establish it when observed",
    "n_power": "n to find it with the stated probability",
    "gap_one": "Two named units",
    "gap_one_power": "Two named units, found",
    "gap_control": "Each and one named",
    "gap_control_power": "Each and one named, found",
    "gap_first": "Below the first",
    "gap_first_power": "Below the first, found",
    "gap_all": "Any two units",
    "gap_all_power": "Any two units, found",
    "n_one": "n, two named units",
    "n_one_power": "n, two named units, found",
    "n_control": "n, each and one named",
    "n_control_power": "n, each and one named, found",
    "n_first": "n, below the first",
    "n_first_power": "n, below the first, found",
    "n_all": "n, any two units",
    "n_all_power": "n, any two units, found",
    "claim": "Claim",
    "score": "Score",
    "other_score": "Other score",
    "n_at_sd": "n at the usual standard deviation",
}

TERMS = {
    "kind.one": "two units named beforehand",
    "kind.control": "each unit and one named beforehand",
    "kind.first": "the first and each other unit",
    "kind.all": "any two units",
}

CAPTIONS = {
    "precision": "Differences established when observed, and found with the stated probability",
    "claims": "How many interviews each claim needs",
}

PICTURES = {
    "planning.axis": "Interviews in each unit (standard deviation {sd:points} points; dots: what was asked)",
    "planning.value": "Difference found with {power:percent0} probability, points",
    "planning.value.measure=share": "Found with {power:percent0} probability, percentage points",
    "planning.value.no power": "Difference established when observed, points",
    "planning.value.no power.measure=share": "Established when observed, percentage points",
    "planning.line.what=one": "Two units named beforehand",
    "planning.line.what=control": "Each unit and one named beforehand, {units:integer} units",
    "planning.line.what=first": "The first of {units:integer} units and another",
    "planning.line.what=all": "Any two of {units:integer} units",
    "planning.alt": (
        "Falling curves of the difference that is found with {power:percent0} probability against the number of interviews "
        "in each unit, from {n_low:integer} to {n_high:integer}: for {what:kind} it falls from {largest:points} to "
        "{smallest:points} points."
    ),
    "planning.alt.no power": (
        "Falling curves of the difference that is established when observed against the number of interviews in each unit, "
        "from {n_low:integer} to {n_high:integer}: for {what:kind} it falls from {largest:points} to {smallest:points} "
        "points."
    ),
}

TITLES = {
    "precision": "Differences and numbers of interviews",
    "claims": "Interviews that each claim needs",
}

METHODS = {
    "precision": (
        Line(
            "The smallest difference d that n interviews in each unit establish, and the n that a difference needs, follow "
            "from the standard deviation SD between respondents, the design effect D, the correlation r of two units' "
            "answers and the population N of a unit; z is left out for a difference that is observed:",
            formula="planning",
        ),
        Line(
            "SD is an assumption: {sd_high:points} points.",
            when=("sd_source=given", "not sd_range"),
        ),
        Line(
            "SD is an assumption, from {sd_low:points} to {sd_high:points} points.",
            when=("sd_source=given", "sd_range"),
        ),
        Line("SD lies between the ends that the mean and the scale leave possible.", when=("sd_source=bounds",)),
        Line(
            "SD is that of one interview in the finished round, with the design effect D in it, as the root of the mean over "
            "units, and r the mean correlation of two units' errors, so that d is that of the typical pair.",
            when=("sd_source=round",),
        ),
        Line(
            "Clusters of {cluster_size:ratio} interviews with an intraclass correlation of {icc:number} give the design "
            "effect {deff:ratio}.",
            when=("cluster_size",),
        ),
        Line("The design effect {deff:ratio} is an assumption.", when=("clustered", "not cluster_size")),
        Line("Each unit has {population:integer} people, of whom n are interviewed.", when=("population",)),
        Line(
            "For two units named beforehand c is the quantile of the normal distribution.",
            when=("asks_one", "reference=normal"),
        ),
        Line(
            "For two units named beforehand c is the quantile of the t distribution.",
            when=("asks_one", "reference=t"),
        ),
        Line(
            "For every unit against one named beforehand c is Dunnett's two-sided constant.",
            when=("asks_control",),
        ),
        Line(
            "For the units below the first, whichever that turns out to be, c is Dunnett's one-sided constant (Hsu).",
            when=("asks_first",),
        ),
        Line(
            "For any two units c is the quantile of the studentised range divided by √2 (Tukey).",
            when=("asks_all",),
        ),
        Line(
            "Degrees of freedom are those of a difference between two units.",
            when=("reference=t",),
        ),
        Line(
            "Verdicts hold with {level:percent0} confidence for all comparisons of a question together; the probability of "
            "{power:percent0} is that of one pair.",
            when=("power",),
        ),
        Line(
            "Verdicts hold with {level:percent0} confidence for all comparisons of a question together.",
            when=("not power",),
        ),
    ),
    "claims": (
        Line("The interviews on each side at which a printed difference turns are", formula="claims"),
        Line(
            "with the smallest and the largest standard deviations that the two scores leave possible on the scale:",
            when=("levels",),
            formula="sd_ends",
        ),
        Line(
            "The levels of the scale were not given, so only the largest standard deviations are known.",
            when=("not levels",),
        ),
        Line(
            "A score is the plain mean of {items:integer} items, whose possible values lie closer together.",
            when=("composite",),
        ),
        Line(
            "The usual standard deviation of {sd:points} points is an assumption; a score that cannot have it counts with "
            "the nearest it can have."
        ),
        Line(
            "Each pair counts as named before the scores were seen, at {level:percent0} confidence.",
            when=("declared",),
        ),
        Line(
            "Each pair was picked from {among:integer} units; c is that of all pairs (studentised range) at "
            "{level:percent0} confidence.",
            when=("among",),
        ),
    ),
}
