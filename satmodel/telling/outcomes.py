"""One result as blocks of a document: its sentences, its table, its figure."""

from __future__ import annotations

import math
from collections import Counter
from typing import Any

import pandas as pd

from satmodel.result import Finding, Result
from satmodel.telling.context import Context
from satmodel.telling.figures import render
from satmodel.telling.formats.document import Block, Column, FigureBlock, Items, TableBlock, Value
from satmodel.telling.front import EACH
from satmodel.telling.speech import METHOD as SPEECH
from satmodel.telling.speech import speech_table
from satmodel.telling.tables import ShownTable, measured, shown

_WORDS = ("text", "verdict", "reason")
_FORMATS = {
    "text": "General",
    "verdict": "General",
    "reason": "General",
    "mark": "General",
    "percent": "0.0%",
    "pp": "0.0%",
    "number": "0.000",
    "ratio": "0.00",
    "p_value": "0.000",
    "integer": "#,##0",
    "df": "0.0",
}
MANY = 3  # sentences of one kind beyond which a result leaves them to its table
PRINTED = {
    "ticket_rates": (
        *("tickets", "rated_share", "satisfied_share", "satisfied_low", "satisfied_high"),
        *("worst_share", "best_share", "on_time_share", "solved_share"),
    ),
    "ranks": ("estimate", "se", "n", "rank", "rank_tied", "rank_low", "rank_high"),
    "first": (
        *("estimate", "rank", "may_be", "established", "p_first", "p_top", "p_last", "p_bottom"),
        *("expected_rank", "best_low", "best_high"),
    ),
    "awards": (
        *("estimate", "rank", "award", "named", "may_be", "established", "p_top", "p_bottom", "p_tier"),
        *("again", "paid", "p_struck"),
    ),
    "persistence": ("estimate", "rank", "rank_best", "rank_worst", "in_bottom", "longest", "struck", "p_bottom"),
    "tiers": ("estimate", "se", "n", "rank", "rank_tied", "shrunk", "low", "high", "tier", "letters"),
    "gaps": ("gap", "low", "high", "p_adjusted", "verdict", "within", "detectable", "n_turn"),
    "standing": ("estimate", "reference", "gap", "low", "high", "p_adjusted", "verdict", "detectable", "z_od", "band"),
    "settle": ("gap", "se_low", "se_high", "settled", "verdict", "detectable", "n_least", "n_most"),
    "change": ("before", "after", "change", "low", "high", "p_adjusted", "verdict", "within", "detectable"),
    "rank_change": (
        *("rank_before", "rank_before_low", "rank_before_high", "rank_after", "rank_after_low", "rank_after_high"),
        "places",
        *("verdict", "places_detectable", "change", "low", "high", "score_verdict"),
    ),
    "composition": (
        *("change", "low", "high", "verdict", "detectable", "composition", "composition_low", "composition_high"),
        *("equal", "equal_low", "equal_high", "equal_verdict", "equal_detectable", "unmatched"),
    ),
    "house_effect": (
        *("own", "official", "offset", "low", "high", "p_adjusted", "verdict", "detectable"),
        *("rank_own", "rank_official"),
    ),
    "movers": (
        *("before", "after", "change", "shrunk", "low", "high", "expected_change", "net_change"),
        *("p_improved", "improved", "p_declined", "declined", "next", "next_low", "next_high", "fall_back"),
    ),
    "trend": ("n", "estimate", "score_low", "score_high", "fitted", "change", "low", "high", "p_adjusted", "verdict"),
    "convert": (
        *("score", "score_low", "score_high", "gain", "base", "points", "points_low", "points_high", "total"),
        *("per_point", "rank", "rank_tied", "rank_low", "rank_high", "p_moved"),
    ),
    "spread": ("weight", "share_raw", "share", "share_low", "share_high"),
    "contributions": (
        *("before", "after", "reference", "own_score", "gap"),
        *("contribution", "low", "high", "share", "verdict"),
    ),
    "recoded": ("rank",),
    "sensitivity": (
        *(
            "estimate",
            "estimate_low",
            "estimate_high",
            "rank",
            "rank_best",
            "rank_worst",
            "held",
            "set_low",
            "set_high",
        ),
    ),
    "interviewer_effect": ("icc", "low", "high", "verdict", "detectable", "inflation"),
    "no_opinion_shares": ("share", "share_gap", "low", "high", "verdict", "detectable"),
    "middle_shares": ("share", "share_gap", "low", "high", "verdict", "detectable"),
    "straight_shares": ("share", "share_gap", "low", "high", "verdict", "detectable"),
    "no_opinion": ("apart", "lowest", "middle", "highest", "rank", "rank_best", "rank_worst", "share"),
    "intervals": ("estimate", "low", "high", "n", "n_effective", "bound"),
    "stochastic_dominance": ("dominates", "cut", "gap", "p_adjusted", "verdict", "detectable"),
    "design_effect": ("estimate", "deff", "n", "n_effective", "df", "clusters"),
    "drivers": (
        *("item_group", "estimate", "share", "share_low", "share_high", "rank", "rank_low", "rank_high"),
        *("coefficient", "correlation"),
    ),
    "drivers_by": ("estimate", "share", "share_low", "share_high", "rank", "rank_low", "rank_high", "n"),
    "dominance": (
        *("gap", "low", "high", "dominance", "dominance_established", "least", "detectable", "p_adjusted"),
        "reproducibility",
    ),
    "compare_drivers": (
        *("before", "after", "first_group", "second_group", "gap", "low", "high", "verdict", "detectable"),
        *("coefficient_before", "coefficient_after", "coefficient_first", "coefficient_second"),
        *("coefficient_low", "coefficient_high", "coefficient_verdict"),
    ),
    "missing_drivers": ("rank", "share", "share_low", "share_high", "n"),
    "asymmetry": (
        *("penalty", "penalty_low", "penalty_high", "reward", "reward_low", "reward_high"),
        *("gap", "low", "high", "verdict", "kano"),
    ),
    "priorities": (
        *("share", "share_low", "share_high", "share_verdict"),
        *("score", "score_low", "score_high", "score_verdict", "quadrant"),
    ),
    "structure": ("item_total", "low", "high", "verdict", "loading", "alpha_without", "vif"),
    "case_mix": ("raw", "adjusted", "adjusted_se", "gap", "low", "high", "rank", "rank_adjusted"),
    "shrink": ("estimate", "se", "shrunk", "low", "high", "reliability", "rank", "rank_shrunk"),
    "shrink_rates": ("count", "n", "direct_rate", "shrunk_rate", "low", "high", "reliability", "rank", "rank_shrunk"),
}
# the rows of long tables that are printed, by a column and its values; the workbook has all
PARTLY = {
    "missing": ("unit", ("all",)),
    "straight_lining": ("group", ("whole", "by_unit")),
    "speeders": ("group", ("whole", "by_unit")),
    "call_hours": ("group", ("whole",)),
}
_LEADING = ("estimate", "change", "contribution", "adjusted", "total", "ratio", "rank")
SHORT = 12  # characters up to which a cell of words stays on one line
PLACES = 60  # characters of a list of row numbers that are printed
LONG = 20  # rows beyond which a table with two levels is folded to one row a label of the first


def outcome(result: Result, key: str, context: Context) -> list[Block]:
    """The blocks of one result.

    Args:
        result: what was computed.
        key: the name by which references find its table and figure.
        context: how it is told.
    """
    told = [context.say(finding, result.step.measure) for finding in summary(result)]
    blocks: list[Block] = [Items([line for line in told if line])] if any(told) else []
    caption = context.caption(result)
    frame = measured(result) if context.workbook else _folded(_printed(result))
    percent: tuple[str, ...] = ()
    if result.step.method == "answers" and not context.workbook:
        frame, percent = _beside_scores(result.table)
    if result.step.method == SPEECH:
        told_as = {"language": context.language, "decimals": context.decimals, "labels": context.labels}
        frame = speech_table(result, workbook=context.workbook, **told_as)
    if len(frame):
        table = shown(
            frame,
            language=context.language,
            decimals=context.decimals,
            labels=context.labels,
            measure=result.step.measure,
            percent=percent,
        )
        left = 0 if context.workbook or result.step.method not in PARTLY else len(result.table) - len(frame)
        blocks.append(table_block(table, f"table-{key}", caption, context, left=left))
    blocks += [_further(name, more, key, result, context) for name, more in result.further.items()]
    if result.chart is not None and not context.workbook:
        blocks.append(figure_block(result, f"figure-{key}", context.figure_caption(result), context))
    return blocks


def _further(name: str, frame: pd.DataFrame, key: str, result: Result, context: Context) -> TableBlock:
    """One of the frames that are printed below a result's table."""
    told = {"decimals": context.decimals, "labels": context.labels, "measure": result.step.measure}
    table = shown(frame, language=context.language, **told)
    caption = context.language.captions[name] + context.suffix(result)
    return table_block(table, f"table-{key}-{name}", caption, context)


def summary(result: Result) -> tuple[Finding, ...]:
    """The findings that are told beside the table: those of a kind that has one for every row are left to it."""
    count = Counter(finding.kind for finding in result.findings)
    return tuple(finding for finding in result.findings if count[finding.kind] <= MANY or finding.kind in EACH)


def table_block(table: ShownTable, key: str, caption: str, context: Context, *, left: int = 0) -> TableBlock:
    """A shown table as a block: as it is printed, or with every number in a column of its own for a workbook.

    ``left`` rows that are not printed are said under the table.
    """
    if not context.workbook:
        columns = [
            Column(head, align=align, kind="number" if align == "right" or _short(table, i) else "text")
            for i, (head, align) in enumerate(zip(table.heads, table.alignments, strict=True))
        ]
        more = (context.writer.fill(context.language.words["more"], {"rows": left}),) if left else ()
        return TableBlock(key, caption, columns, table.rows, notes=(*more, *_simulated(context)))
    columns = [
        Column(
            head,
            align="left" if kind in _WORDS else "right",
            number_format=_FORMATS.get(kind, "0." + "0" * context.decimals if context.decimals else "0"),
        )
        for head, kind in zip(table.raw_heads, table.raw_kinds, strict=True)
    ]
    rows = [[None if cell is None else str(cell) for cell in row] for row in table.raw_rows]
    values = [[_finite(cell) for cell in row] for row in table.raw_rows]
    return TableBlock(key, caption, columns, rows, values, _simulated(context))


def figure_block(result: Result, key: str, caption: str, context: Context) -> FigureBlock:
    """A result's chart as a block."""
    drawn = render(
        result,
        language=context.language.code,
        decimals=context.decimals,
        labels=context.labels,
        simulated=context.simulated,
    )
    return FigureBlock(key, caption, drawn.png, drawn.svg, drawn.alt, width_cm=16.0, notes=_simulated(context))


def _short(table: ShownTable, column: int) -> bool:
    """Whether a column's cells are so short that none should be broken over two lines."""
    return max((len(row[column]) for row in table.rows), default=0) <= SHORT


def _finite(cell: Any) -> Value:
    """A cell as a workbook can hold it: an infinite number is text there."""
    if isinstance(cell, float) and not math.isfinite(cell):
        return "∞" if cell > 0 else "−∞"
    return cell


def _simulated(context: Context) -> tuple[str, ...]:
    return (context.word("simulated"),) if context.simulated else ()


def _printed(result: Result) -> pd.DataFrame:
    """The columns of a result that fit a page; all of them stand in the workbook."""
    frame = measured(result)
    if result.step.method == "read":
        return _shortened(frame[frame["rows"] > 0].drop(columns="sheet"))
    if result.step.method in PARTLY:
        column, kept = PARTLY[result.step.method]
        frame = frame[frame[column].isin(kept)]
    wanted = PRINTED.get(result.step.method)
    if wanted is None:
        return frame
    words = [column for column in ("against", "verdict") if column in frame and column not in wanted]
    return frame[[*words[:-1], *(column for column in wanted if column in frame), *words[-1:]]]


def _beside_scores(frame: pd.DataFrame) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """The shares of the answers, a column an answer, before the score and its n; and the columns of shares."""
    shares = frame["share"].unstack("answer", sort=False)
    score = frame[["estimate", "n"]].groupby(level=list(shares.index.names), sort=False).first()
    return shares.join(score), tuple(shares.columns)


def _shortened(frame: pd.DataFrame) -> pd.DataFrame:
    """A list of rows that would fill a page, down to its beginning; the workbook has it whole."""
    cut = frame["where"].where(frame["where"].str.len() <= PLACES, frame["where"].str.slice(0, PLACES) + " …")
    return frame.assign(where=cut)


def _folded(frame: pd.DataFrame) -> pd.DataFrame:
    """A long table with two levels as one row a label of the first, a column a label of the second."""
    if frame.index.nlevels != 2 or len(frame) <= LONG:
        return frame
    leading = next((column for column in _LEADING if column in frame.columns), None)
    if leading is None:
        return frame
    wide = frame[leading].unstack(sort=False)
    return wide.rename_axis(columns=None)
