"""Items as one index, and what stands against the intervals of importance: every text of theirs."""

from __future__ import annotations

from satmodel.telling.lines import Line

_ALPHA = (
    "The {count:integer} items as one index have an alpha of {value:ratio} ({level:percent0} interval {low high:ratios}), "
    "a low estimate of the reliability of their sum, "
)
_BELOW = (
    "The {count:integer} items as one index have an alpha of {value:ratio} ({level:percent0} interval "
    "{low high:ratios}). Below zero it is no reliability: on average the items run against one another, and their sum is "
    "no index; some may be coded the other way round. It rests on "
)
_HALO = (
    "Two items correlate by {value:ratio} on average ({level:percent0} interval {low high:ratios}), and "
    "{first_value:percent} of the variance of all items lies along one direction ({first_low first_high:percents}"
)
_ITEM = (
    "{item:name} has a correlation of {value:ratio} with the sum of the other items ({level:percent0} interval "
    "{low high:ratios}, all items together): "
)
_APART = "that it goes with the others is not established; this sample could have established {detectable:ratio}."
_OUT = "that it goes with the others is not established; this sample could have established {detectable:ratio}, which no correlation reaches."
_PAIR = (
    "One index leaves {item:name} and {against:name} a correlation of {value:ratio} ({level:percent0} interval "
    "{low high:ratios}, all {count:integer} pairs together): "
)

SENTENCES = {
    "structure.alpha": _ALPHA
    + "from {n:count respondent|respondents} who answered every item; {lost:integer} more were "
    "left out for a missing answer.",
    "structure.alpha.zero lost": _ALPHA + "from all {n:count respondent|respondents}.",
    "structure.alpha.negative value": _BELOW
    + "{n:count respondent|respondents} who answered every item; {lost:integer} more were left out for a missing answer.",
    "structure.alpha.negative value.zero lost": _BELOW + "all {n:count respondent|respondents}.",
    "structure.omega": (
        "Omega, which lets the items measure the one thing unequally well, is {value:ratio} ({level:percent0} interval "
        "{low high:ratios})."
    ),
    "structure.halo": _HALO + "): so far a respondent who rates one item well rates them all well.",
    "structure.halo.not together": (
        _HALO
        + "; unrelated items would have {least:percent} there, and in a sample somewhat more): the items do not show "
        "that a respondent who rates one well rates them all well."
    ),
    "structure.weakest.established": (
        "The item that goes least with the others is {item:name}, with a correlation of {value:ratio} with their sum "
        "({level:percent0} interval {low high:ratios}, all items together): that it goes with them is established."
    ),
    "structure.weakest.established.against": (
        "The item that goes least with the others is {item:name}, with a correlation of {value:ratio} with their sum "
        "({level:percent0} interval {low high:ratios}, all items together): that it runs against them is established; its "
        "scale may be coded the other way round."
    ),
    "structure.weakest.not established": (
        "The item that goes least with the others is {item:name}, with a correlation of {value:ratio} with their sum "
        "({level:percent0} interval {low high:ratios}, all items together): " + _APART
    ),
    "structure.weakest.not established.beyond": (
        "The item that goes least with the others is {item:name}, with a correlation of {value:ratio} with their sum "
        "({level:percent0} interval {low high:ratios}, all items together): " + _OUT
    ),
    "structure.item.not established.beyond": _ITEM + _OUT,
    "structure.item.established": _ITEM + "that it goes with them is established.",
    "structure.item.established.against": _ITEM
    + "that it runs against them is established; its scale may be coded the "
    "other way round.",
    "structure.item.not established": _ITEM + _APART,
    "structure.pair.established": (
        _PAIR + "that the two go together by more than the index says is established, as it is of {alike:integer} "
        "of the pairs; a sum of the items counts what they share twice."
    ),
    "structure.pair.established.below": (
        _PAIR
        + "that the two go together by less than the index says is established; the items are more than one thing "
        "({established:integer} of the pairs are established to differ from it)."
    ),
    "structure.pair.not established": (
        _PAIR + "the most of any pair, and that one index leaves anything is not established; this sample could have "
        "established {detectable:ratio}."
    ),
    "structure.pair.not established.beyond": (
        _PAIR + "the most of any pair, and that one index leaves anything is not established; this sample could have "
        "established {detectable:ratio}, which no correlation reaches."
    ),
    "structure.constant": "All answers to {items:names} are alike; they have no part in the index.",
    "structure.collinear": "{items:names} follow entirely from one another, so none of them has a coefficient of its own.",
    "structure.heywood": (
        "One factor would leave {items:names} less than no variance of their own, so the items are not described by one "
        "index, and no omega is given."
    ),
    "structure.heywood.one count": (
        "One factor would leave {items:names} less than no variance of its own, so the items are not described by one "
        "index, and no omega is given."
    ),
    "structure.no_factor": "No single factor describes the correlations of the {count:integer} items.",
    "structure.inflated": (
        "Beside the other items the coefficient of {item:name} has an error {times:ratio} times what it would be without "
        "them (variance inflation {vif:ratio}); in a regression its coefficient cannot be read alone."
    ),
    "structure.replicates": (
        "In {count:integer} of {replicates:integer} replicates an item did not vary or no single factor was found; the "
        "intervals do without them where they lack the number, and may be too narrow."
    ),
    "structure.few": (
        "There are {df:integer} degrees of freedom; below {fewest:integer} these intervals may hold less often than they "
        "say."
    ),
    "structure.lonely_strata": (
        "{count:count stratum has|strata have} a single cluster; the replicates do not vary there, and the intervals may "
        "be too narrow."
    ),
    "structure.meaning": (
        "That items go together says neither that they measure what they are meant to, nor why: a general mood of the "
        "respondent, and the habit of giving every item the same answer, count as one index too."
    ),
    "drivers.rough": (
        "There are {each:ratio} respondents for each of {count:integer} items; below {fewest:integer} the interval of R² "
        "holds less often than it says, in some 91 to 94 of 100 samples where 95 are promised, and in 90 or fewer where there "
        "are fewer than 10 for each item."
    ),
    "drivers.near_zero": (
        "The importance of {items:names} is not told from zero; such an interval is wider than it need be and holds in "
        "more samples than it says."
    ),
}

HEADS = {
    "loading": "Loading",
    "loading_low": "Loading, low end",
    "loading_high": "Loading, high end",
    "loading_interval": "Interval of the loading",
    "item_total": "Correlation with the others",
    "alpha_without": "Alpha without the item",
    "residual": "Correlation left",
}

CAPTIONS = {"structure": "The items as one index"}

PICTURES = {
    "intervals.axis.of=item_total": (
        "Correlation with the sum of the other items (the line is its {level:percent0} interval)"
    ),
    "intervals.alt.of=item_total": (
        "The correlations of {count:integer} items with the sum of the others, a dot and a line each; the highest is "
        "{highest:name} ({highest_value:number}), the lowest {lowest:name} ({lowest_value:number})."
    ),
}

TITLES = {"structure": "The items as one index"}

METHODS = {
    "structure": (
        Line(
            "How far {items:names} are one index is told by Cronbach's alpha, by McDonald's omega from the "
            "loadings l of one common factor, and by the correlation of each item with the sum of the others:",
            formula="one_index",
        ),
        Line(
            "The loadings are the least squares of the correlations off the diagonal (minimum residuals). Only the "
            "{n:integer} respondents who answered every item count; {lost:integer} more did not.",
        ),
        Line(
            "Intervals come from {replicates:integer} bootstrap replicates of the sampling design (Rao and Wu, seed "
            "{seed:text}): percentiles, the tails widened to a t distribution with {df:integer} degrees of freedom; "
            "correlations with the others, and what one factor leaves to each pair, with the replicates' error and Holm's "
            "adjustment.",
        ),
    ),
}
