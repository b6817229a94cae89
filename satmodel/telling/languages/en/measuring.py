"""What is said of importance without intervals."""

from satmodel.telling.lines import Line

SENTENCES = {
    "importance.fit": (
        "Together the items explain {r2:percent} of the variance of {outcome:name}, from {n:count row|rows} with every "
        "column; {lost:integer} more were left out for a missing value."
    ),
    "importance.fit.no n": "Together the items explain {r2:percent} of the variance of {outcome:name}.",
    "importance.fit.zero lost": (
        "Together the items explain {r2:percent} of the variance of {outcome:name}, from all {n:count row|rows}."
    ),
    "importance.few_rows": (
        "There are {n:count row|rows} for {count:count item|items}, fewer than {fewest:integer} for each: items that have "
        "nothing to do with the outcome would still seem to explain some {chance:percent} of the variance."
    ),
    "importance.group": "{importance:percent} of the variance goes with {group:name}, {share:percent} of what is explained.",
    "importance.item": (
        "{importance:percent} of the variance goes with {item:name}, {share:percent} of what is explained."
    ),
    "importance.item.no share": "{item:name}: {importance:percent} of the variance.",
    "importance.item.no share.method=betasq": "The square of the standardised coefficient of {item:name} is {importance:number}.",
    "importance.fit+method.method=first": "What follows is the part that each item explains alone; these do not add up.",
    "importance.fit+method.method=last": (
        "What follows is the part that each item adds to all the others; these do not add up."
    ),
    "importance.fit+method.method=betasq": (
        "What follows is the square of each item's standardised coefficient; these do not add up."
    ),
    "importance.fit+method": "",
    "importance.negative": (
        "The part of {items:names} comes out below zero: the coefficient has the sign against the correlation. A part of "
        "what is explained cannot be negative; take the Shapley value."
    ),
    "importance.collinear": (
        "{items:names} follow from other items; what such items have in common is divided among them and would fall to one "
        "of them alone if the others were left out."
    ),
    "importance.collinear.method=first": (
        "{items:names} follow from other items; here each is taken alone, and what they have in common is counted again."
    ),
    "importance.collinear.method=last": "{items:names} follow from other items, and so add nothing to them.",
    "importance.constant": "All values of {items:names} are alike; they can tell nothing about the outcome.",
    "importance.sampled": (
        "The numbers come from {orders:integer} sampled orders of the items; the standard error of that sampling is at most "
        "{se:pp} percentage points of the variance."
    ),
    "importance.no_interval": (
        "There are no intervals here, so nothing is said of whether the order of the items is established. These are "
        "associations with {outcome:name}, not causal effects."
    ),
}

HEADS = {"group_importance": "Part of R², group"}

CAPTIONS = {"importance": "Relative importance of the items, without intervals"}

PICTURES = {
    "importance.axis.of=share": "Share of what is explained",
    "importance.axis.of=coefficient": "Squared standardised coefficient",
    "importance.value.of=coefficient": "Square",
    "importance.alt.of=coefficient": (
        "The squared standardised coefficients of {count:count item|items}; the largest is that of {highest:name} ({highest_value:number})."
    ),
    "importance.axis.of=variance": "Percentage of the variance of the outcome",
    "importance.value.of=share": "Share",
    "importance.value.of=variance": "Part",
    "importance.alt.of=share": (
        "The relative importance of {count:count item|items}; the largest share is that of {highest:name} "
        "({highest_value:percent})."
    ),
    "importance.alt.of=variance": (
        "The part of the variance for each of {count:count item|items}; the largest is that of {highest:name} "
        "({highest_value:percent})."
    ),
}

TITLES = {"importance": "How the items go with an outcome, without intervals"}

METHODS = {
    "importance": (
        Line(
            "An item's importance is the R² it adds on average over all subsets of the other items (Shapley value, or LMG):",
            when=("method=shapley", "not item_groups"),
            formula="shapley",
        ),
        Line(
            "Items stand in groups, and a group enters as a whole: the R² is shared out among the groups, and what falls to "
            "a group among its m items (Owen value; K are unions of the other of G groups):",
            when=("item_groups",),
            formula="owen",
        ),
        Line(
            "With so many items, {orders:integer} orders were sampled in which every item stands equally often at every "
            "place.",
            when=("orders",),
        ),
        Line(
            "An item's importance is Johnson's relative weight, which equals Genizi's measure; C holds the correlations of "
            "the items, r those with the outcome:",
            when=("method=johnson",),
            formula="relative_weight",
        ),
        Line(
            "An item's importance is Genizi's measure, which equals Johnson's relative weight; C holds the correlations of "
            "the items, r those with the outcome:",
            when=("method=genizi",),
            formula="relative_weight",
        ),
        Line(
            "An item's importance is its squared CAR score; C holds the correlations of the items, r those with the outcome:",
            when=("method=car",),
            formula="car",
        ),
        Line(
            "An item's importance is its standardised coefficient times its correlation with the outcome (Pratt's measure); "
            "it can be negative. C holds the correlations of the items, r those with the outcome:",
            when=("method=pratt",),
            formula="pratt",
        ),
        Line("An item's importance is its squared correlation with the outcome, taken alone.", when=("method=first",)),
        Line("An item's importance is what it adds to the R² of all other items.", when=("method=last",)),
        Line("An item's importance is the square of its standardised coefficient.", when=("method=betasq",)),
        Line("These parts do not add up to R².", when=("not sums",)),
        Line("Rows with a missing value are left out: {lost:integer} beside {n:integer} used.", when=("lost",)),
        Line("No sampling error was computed, and no order of items is judged."),
    ),
}
