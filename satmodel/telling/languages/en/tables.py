"""Published tables, the denominators of printed rates, and lists of problems."""

from __future__ import annotations

from satmodel.telling.lines import Line

_PRINTED = "{item:name}: the {name:name} of {printed:points} points that is printed agrees with "
_NEITHER = "{item:name}: the {name:name} of {printed:points} points that is printed does not agree with "
_SHARE = " ({share:percent}; {level:percent0} interval {share_low share_high:percents})."

SENTENCES = {
    "printed_table.average.agrees=both": (
        _PRINTED + "the mean of the rows ({macro:points}) and with the mean weighted by n ({micro:points})."
    ),
    "printed_table.average.agrees=macro": (
        _PRINTED + "the mean of the rows ({macro:points}), not with the mean weighted by n ({micro:points})."
    ),
    "printed_table.average.agrees=macro.no micro": _PRINTED + "the mean of the rows ({macro:points}).",
    "printed_table.average.agrees=micro": (
        _PRINTED + "the mean weighted by n ({micro:points}), not with the mean of the rows ({macro:points})."
    ),
    "printed_table.average.agrees=neither": (
        _NEITHER + "the mean of the rows ({macro:points}) nor with the mean weighted by n ({micro:points})."
    ),
    "printed_table.average.agrees=neither.no micro": _NEITHER + "the mean of the rows ({macro:points}).",
    "printed_table.composites": (
        "Of {count:count printed composite|printed composites}, {wrong:integer} differ from the mean of {items:names}."
    ),
    "printed_table.composites.zero wrong": (
        "All printed composites ({count:integer}) are the mean of {items:names}, to the rounding of either."
    ),
    "printed_table.composite": (
        "{unit:name}: the composite is printed as {printed:points} points (cell {cell:text}); the mean of its items is "
        "{mean:points}."
    ),
    "printed_table.ranks": (
        "Of {count:count printed rank|printed ranks}, {wrong:integer} cannot be had from the printed scores."
    ),
    "printed_table.ranks.zero wrong": (
        "All printed ranks ({count:integer}) follow from the printed scores; ties may stand in any order."
    ),
    "printed_table.rank": (
        "{unit:name} is printed as number {printed_rank:integer} in {item:name} (cell {cell:text}); "
        "its score gives {rank_low rank_high:places}."
    ),
    "denominators.found": (
        "The printed {rate:name} is {count:name} divided by {candidate:name}: this reproduces every one of "
        "{rows:count rate|rates}; {tried:count denominator was|denominators were} tried."
    ),
    "denominators.several": (
        "Each of {names:names} reproduces every one of {rows:count printed rate|printed rates} of {rate:name}; the "
        "rounding does not tell which was used ({tried:count denominator was|denominators were} tried)."
    ),
    "denominators.several.alike": (
        "The printed {rate:name} is {count:name} divided by {names:names}, which hold the same numbers: this reproduces "
        "every one of {rows:count rate|rates}; {tried:count denominator was|denominators were} tried."
    ),
    "denominators.none": (
        "Of {tried:count denominator|denominators} tried, not one reproduces every printed {rate:name}; the "
        "nearest is {candidate:name}, with {hits:integer} of {rows:integer}."
    ),
    "denominators.none.no candidate": (
        "No column can be the denominator of {rate:name}: none is at least as great as {count:name} in every row."
    ),
    "denominators.miss": (
        "{unit:name}: {count:integer} of {n:integer} in {candidate:name} is {computed:percent0}, and {printed:text} is "
        "printed (cell {cell:text})."
    ),
    "denominators.range": (
        "{unit:name}: {printed:text} with a count of {count:integer} needs a denominator from {n_low:integer} to "
        "{n_high:integer}."
    ),
    "denominators.range.no n_high": (
        "{unit:name}: {printed:text} with a count of {count:integer} needs a denominator of {n_low:integer} or more."
    ),
    "denominators.impossible": (
        "{unit:name}: no denominator gives {printed:text} (cell {cell:text}) with a count of {count:integer}; one of the "
        "two is wrong."
    ),
    "problems.rows": (
        "The list has {rows:count problem|problems} of {units:count unit|units} in "
        "{categories:count category|categories}; the most frequent are {most:names} with {most_count:integer} each "
        "({most_share:percent})."
    ),
    "problems.rows.one ties": (
        "The list has {rows:count problem|problems} of {units:count unit|units} in "
        "{categories:count category|categories}; the most frequent is {most:names} with {most_count:integer} "
        "({most_share:percent})."
    ),
    "problems.round": "{round:name}: {count:count problem|problems}.",
    "problems.closed": "Closed: {count:integer} of {n:count problem|problems}" + _SHARE,
    "problems.standing": ("Done and kept up without an end: {count:integer} of {n:count problem|problems}" + _SHARE),
    "problems.open": "Open: {count:integer} of {n:count problem|problems}" + _SHARE,
    "problems.repeated": "Raised before: {count:integer} of {n:count problem|problems}" + _SHARE,
    "problems.called": ("Called back, with an answer: {count:integer} of {n:count problem|problems}" + _SHARE),
    "problems.satisfied": (
        "Satisfied or fairly satisfied: {count:integer} of {n:count call-back|call-backs} with an answer" + _SHARE
    ),
    "problems.dissatisfied": (
        "Dissatisfied: {count:integer} of {n:count call-back|call-backs} with an answer" + _SHARE
    ),
    "problems.nobody": "Nobody was called back and answered, so no rate of satisfaction can be given.",
}

HEADS = {
    "printed": "Printed",
    "macro": "Mean of rows",
    "micro": "Mean weighted by n",
    "difference": "Printed minus mean of rows",
    "agrees": "Agrees with",
    "candidate": "Denominator tried",
    "columns": "Columns summed",
    "half_up": "Reproduced, halves up",
    "half_even": "Reproduced, halves to even",
    "reproduces": "All reproduced",
    "n_low": "Least n",
    "n_high": "Most n",
    "category": "Category",
    "printed_rank": "Printed rank",
    "cell": "Cell",
    "what": "What",
}

REASONS = {
    "not_published": "the table gives no figure here",
}

TERMS = {
    "name.both": "both",
    "name.macro": "the mean of the rows",
    "name.micro": "the mean weighted by n",
    "name.neither": "neither",
    "role.category": "category",
    "role.status": "state of work",
    "role.repeated": "raised before",
    "role.outcome": "outcome",
    "role.rate": "rate",
    "role.count": "count",
    "role.candidate": "denominator",
    "role.change": "change",
}

CAPTIONS = {
    "printed_table": "The printed averages against the rows",
    "denominators": "Denominators tried for the printed rate",
    "problems": "Problems by unit and category",
}

PROBLEMS: dict[str, str] = {}

TITLES = {
    "wide_table": "Reading a table with a column for each item or round",
    "printed_table": "Checking a published table against itself",
    "denominators": "The denominator of a printed rate",
    "problems": "Counting a list of problems",
}

METHODS = {
    "wide_table": (
        Line("The table has a column for each of {item_count:integer} items; each cell is one mean.", when=("items",)),
        Line(
            "The table has columns for {round_count:integer} rounds. Each round is taken to have asked other people, so "
            "that the errors of different rounds are independent; where the same people were asked again, this does not "
            "hold.",
            when=("rounds_independent",),
        ),
        Line(
            "{left_out:count row was|rows were} left out because the selection does not ask for them.",
            when=("left_out",),
        ),
        Line(
            "The printed ranks ({ranks_checked:integer}) were checked against the printed scores and follow from them.",
            when=("ranks_checked",),
        ),
        Line(
            "The sample sizes ({assumed_n:text}) are assumptions, not published figures.",
            when=("assumed_n",),
        ),
    ),
    "printed_table": (
        Line(
            "Each printed average is set beside the mean of the rows and, where n is printed, the mean weighted by n. It "
            "agrees when it differs by no more than one unit of the last decimal: half for its own rounding, half for "
            "that of the rows."
        ),
        Line(
            "A printed composite is set beside the mean of the unit's printed items, with the same allowance.",
            when=("composites_checked",),
        ),
        Line(
            "A printed rank is between one plus the number of better scores and the number of scores that are as good or "
            "better; ties may also share a rank.",
            when=("ranks_checked",),
        ),
    ),
    "denominators": (
        Line(
            "A printed rate with a hidden denominator is recomputed from the count and each of {tried:integer} candidates "
            "(columns of the table and sums of them) and rounded to {decimals:integer} decimals of a per cent, halves up "
            "and halves to even.",
            when=("decimals",),
        ),
        Line(
            "A printed rate with a hidden denominator is recomputed from the count and each of {tried:integer} candidates "
            "(columns of the table and sums of them) and rounded to whole per cents, halves up and halves to even.",
            when=("not decimals",),
        ),
        Line("With few rows and coarse rounding a candidate may fit by chance."),
        Line(
            "Whatever the denominator n is, a count k and a rate r with half a unit h of its last decimal leave it in",
            formula="hidden_n",
        ),
    ),
    "problems": (
        Line(
            "Problems are counted as they stand in the list; the words of their state are sorted into closed, standing "
            "and open by a fixed vocabulary, and a word that is not in it stops the reading."
        ),
        Line("Shares have Wilson's interval:", formula="problem_share"),
        Line(
            "Long runs of digits in people's own words, such as telephone and identity numbers, are masked.",
            when=("masked",),
        ),
    ),
}
