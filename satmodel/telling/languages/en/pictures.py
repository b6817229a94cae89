"""Texts in the figures, and the figures in words."""

PICTURES = {
    "simulated": "Simulated data",
    "intervals.axis": "Score (line: {level:percent0} interval)",
    "intervals.axis.no level": "Score (line: interval)",
    "intervals.alt": (
        "{count:count score|scores}, one a row, a dot with its interval as a line; the highest is {highest:name} "
        "({highest_value:points}), the lowest {lowest:name} ({lowest_value:points})."
    ),
    "heatmap.scale": "From light to dark: {lowest:points} to {highest:points} points",
    "heatmap.alt": (
        "A matrix of scores with {rows:count row|rows} and {columns:count column|columns}, darker for higher scores; the "
        "highest is {highest:name} ({highest_value:points}), the lowest {lowest:name} ({lowest_value:points})."
    ),
    "ranks.axis": "Rank (line: {level:percent0} rank interval; diamond: one rank only)",
    "ranks.axis.no level": "Rank (line: rank interval; diamond: one rank only)",
    "ranks.value": "Rank [interval]",
    "ranks.score": "Score",
    "ranks.edge": "* an end of the interval hangs on a small change of the critical value",
    "ranks.apart": "Not ranked: {names:names}",
    "ranks.apart.many": "Not ranked: {count:integer} units",
    "ranks.alt": (
        "{count:count unit|units} in order of score, each with a dot for its rank and a line for its rank interval; "
        "{first:name} leads and its rank interval is {rank_low rank_high:rank_span}; "
        "{single:count unit has|units have} a single possible rank."
    ),
    "gaps.axis.zero margin": "Difference (filled: {yes:verdict}, hollow: {no:verdict})",
    "gaps.axis": "Difference (filled: {yes:verdict}, hollow: {no:verdict}; band: ±{margin:points})",
    "gaps.pair": "{a:name} − {b:name}",
    "gaps.chain": "each difference stands between the two units it compares",
    "gaps.value": "Difference, interval",
    "gaps.alt": (
        "{count:count difference|differences} with intervals; {established:integer} {yes:verdict} (filled dots), {open:integer} "
        "{no:verdict} (hollow dots)."
    ),
    "pairs.axis": "Row above column: dark {yes:verdict}, light {no:verdict}",
    "pairs.order": "{axis:text} (numbered in order of score)",
    "pairs.alt": (
        "A matrix of the {count:count pair|pairs} of {units:integer} units; {established:integer} differences are "
        "{yes:verdict} (dark), {open:integer} {no:verdict} (light)."
    ),
    "change.axis": "Score (hollow: before, filled: after)",
    "change.value": "Change, interval",
    "change.note": "solid line: change {yes:verdict}, dashed: {no:verdict}",
    "change.alt": (
        "{count:count score|scores} in two rounds, a hollow dot before and a filled dot after; {risen:count rise|rises} and "
        "{fallen:count fall|falls} {yes:verdict}, {unsettled:count change|changes} {no:verdict}."
    ),
    "waterfall.axis": "Score (thin line: interval of the contribution)",
    "waterfall.value": "Contribution, interval",
    "waterfall.start": "{start_name:name}",
    "waterfall.start.no start_name": "Before",
    "waterfall.end": "{end_name:name}",
    "waterfall.end.no end_name": "After",
    "waterfall.alt": (
        "A waterfall from {start:points} to {end:points} points, to which the arithmetic contribution of each item adds in "
        "turn; the largest is {largest:name} ({largest_value:signed} points)."
    ),
    "importance.axis": "Share of what is explained (line: {level:percent0} interval)",
    "importance.axis.no level": "Share of what is explained (line: interval)",
    "importance.value": "Share, interval",
    "importance.alt": (
        "The relative importance of {count:count item|items} with intervals; the largest share is that of {highest:name} "
        "({highest_value:percent})."
    ),
    "answers.axis": "Percentage of respondents",
    "answers.blank": "No answer",
    "answers.alt": "Bars of {count:count row|rows} of answers, each of 100 per cent, with the answers {answers:names}.",
}
