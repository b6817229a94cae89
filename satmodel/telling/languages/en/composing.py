"""A change split by who answered."""

from satmodel.telling.lines import Line

_INTERVAL = " ({level:percent0} interval {low high:interval})"
_COULD = "; this sample could have established {detectable:points} points."
_CHANGE = (
    "{name:name} went from {before:points} to {after:points} points, a change of {part:signed} points"
    + _INTERVAL
    + ": the change is "
)
_MIX = (
    "Of that, {part:signed} points"
    + _INTERVAL
    + " come from another composition of those who answered (by {by:names}): this part is "
)
_EQUAL = "At equal composition the change is {part:signed} points" + _INTERVAL + ": it is "
_UNMATCHED = (
    "Groups that the two rounds do not both have, or of which too few answered, bring {part:signed} points"
    + _INTERVAL
    + ": this part is "
)
_EXCEEDS = (
    "The composition alone moves the score by {part:signed} points, which is more than the {margin:points} points that matter; "
    "that it does is "
)
_ONE = (
    "{name:name} changed by {change:signed} points, of which {composition:signed} points come from who answered and "
    "{equal:signed} points remain at equal composition" + _INTERVAL + ": the change at equal composition is "
)

SENTENCES = {
    "composition.change.established": _CHANGE + "established.",
    "composition.change.not established": _CHANGE + "not established" + _COULD,
    "composition.change+margin": "A difference counts as established only when its whole interval lies beyond {margin:points} points.",
    "composition.change+margin.zero margin": "",
    "composition.mix.established": _MIX + "established.",
    "composition.mix.not established": _MIX + "not established" + _COULD,
    "composition.equal.established": _EQUAL + "established.",
    "composition.equal.not established": _EQUAL + "not established" + _COULD,
    "composition.unmatched.established": _UNMATCHED + "established.",
    "composition.unmatched.not established": _UNMATCHED + "not established" + _COULD,
    "composition.exceeds.established": _EXCEEDS + "established.",
    "composition.exceeds.not established": _EXCEEDS + "not established" + _COULD,
    "composition.groups": "The respondents were put into {count:count group|groups} by {by:names}.",
    "composition.groups+once": "In one round only: {once:names}.",
    "composition.groups+once.no once": "",
    "composition.groups+few": (
        "With a single respondent or cluster in a round, so that their error is unknown: {few:names}."
    ),
    "composition.groups+few.no few": "",
    "composition.groups+thin": "With fewer than {fewest:integer} respondents in a round: {thin:names}; read their parts with caution.",
    "composition.groups+thin.no thin": "",
    "composition.groups+blank": (
        "Who left a column blank is a group as well: {blank_before:integer} in the earlier round, {blank_after:integer} in the "
        "later one."
    ),
    "composition.groups+blank.no blank": "",
    "composition.one.established": _ONE + "established.",
    "composition.one.not established": _ONE + "not established" + _COULD,
    "composition.arithmetic": (
        "The parts are arithmetic and sum to the change; they do not say what brought the change of a group about."
    ),
    "composition.apart": "{name:name} has no split: {reason:reason}.",
}

HEADS = {
    "composition": "From composition",
    "composition_low": "Lower end",
    "composition_high": "Upper end",
    "composition_interval": "Its interval",
    "composition_verdict": "Verdict (composition)",
    "composition_detectable": "Smallest detectable (composition)",
    "equal": "At equal composition",
    "equal_low": "Lower end",
    "equal_high": "Upper end",
    "equal_interval": "Interval (equal)",
    "equal_verdict": "Verdict (equal)",
    "equal_detectable": "Smallest detectable (equal)",
    "unmatched": "From groups not matched",
    "n_before": "n before",
    "n_after": "n after",
}

REASONS = {
    "no_common_group": "no group has enough respondents in both rounds",
}

CAPTIONS = {
    "composition": "Change split by the composition of the respondents",
}

PICTURES = {
    "composition.axis": "Points of change (line: {level:percent0} interval of the change)",
    "composition.composition": "from composition",
    "composition.equal": "at equal composition",
    "composition.unmatched": "from groups not matched",
    "composition.change": "change",
    "composition.value": "Change = composition + equal composition",
    "composition.value.unmatched": "Change = composition + equal + not matched",
    "composition.alt": (
        "For each of {count:count row|rows} the change and its parts: from the composition of those who answered, and at equal "
        "composition. The first changed by {change:signed} points, of which {composition:signed} points come from composition."
    ),
}

TITLES = {
    "composition": "Change and composition",
}

METHODS = {
    "composition": (
        Line(
            "The two rounds were made with instruments that are not comparable ({overridden:kinds}); they are split all the "
            "same, for this reason: {override:text}.",
            when=("override",),
        ),
        Line(
            "A change is split by the groups of the respondents ({by:names}) into what their shares brought and what is left "
            "at equal shares, with the means of both rounds as weights, so that the two sum to the change:",
            formula="composition",
        ),
        Line(
            "Groups that both rounds do not have, or with a single respondent or cluster in a round, are a third part. Standard "
            "errors come from the influence of every respondent on the parts, added up by clusters."
        ),
        Line("The two rounds have different respondents and independent errors.", when=("independent",)),
        Line("The same clusters were drawn in both rounds; their errors go together.", when=("overlap=clusters",)),
        Line(
            "Each part is adjusted over all units and items by Holm's method.",
            when=("adjust=holm",),
        ),
        Line(
            "Each part is adjusted over all units and items by Bonferroni's method.",
            when=("adjust=bonferroni",),
        ),
        Line(
            "Each part is adjusted over all units and items by the method of Benjamini and Hochberg, which bounds the share of "
            "false ones among those called established.",
            when=("adjust=bh",),
        ),
    ),
}
