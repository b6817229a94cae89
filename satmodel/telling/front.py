"""The chapters before the results: key findings, the instrument card, scoring."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from satmodel.result import Finding, Result
from satmodel.step import Step
from satmodel.telling.context import Context
from satmodel.telling.formats.document import Block, Column, Heading, Items, Paragraph, TableBlock

KEY = (
    "check_claims.whole",
    "check_claims.clash",
    "ranks.leader",
    "ranks.pairs",
    "first.settled",
    "awards.held",
    "awards.stakes",
    "convert.threshold",
    "convert.worth",
    "persistence.reliable",
    "reliability.whole",
    "tiers.count",
    "standing.family",
    "contributions.families",
    "contributions.total",
    "contributions.gap",
    "contributions.average",
    "contributions.largest",
    "change.family",
    "rank_change.family",
    "trend.family",
    "trend.slope",
    "trend.run",
    "gaps.pair",
    "gaps.family",
    "drivers.fit",
    "drivers.first",
    "drivers.order",
    "missing_drivers.order",
    "priorities.quadrant",
    "dominance.pairs",
    "compare_drivers.whole",
    "count_change.one",
    "composition.equal",
    "house_effect.mean",
    "house_effect.nothing",
)
EACH = ("check_claims.clash",)  # of which all are told: two sentences that cannot both be true are never too many
# what a chapter's ranks say already: a page for a leader does not tell its neighbouring gaps as well
ASIDE = ("+turn", "+among", "+own", "+worse")  # further sentences that wait for the chapter
OF_RANKS = ("gaps.pair", "gaps.family")
# what is told of each of several units: none of them stands for all, so a page for a leader tells of them together
OF_ONE = (
    *("contributions.total", "contributions.gap", "contributions.average", "contributions.largest"),
    *("trend.slope", "trend.run"),
)


JUDGED = ("verdict", "risen", "fallen", "unsettled", "established", "resolved")


IF_SUPPLIED = ("name", "unit", "items", "options", "not_scored", "computed")  # fields of a card that no reader misses


class Card(Protocol):
    """What an appendix asks of an instrument card."""

    def supplied(self) -> dict[str, str]:
        """The fields that were supplied."""

    def missing(self) -> tuple[str, ...]:
        """The fields that were not."""


def key_findings(chapters: Iterable[tuple[str, Sequence[Result]]], context: Context) -> list[Block]:
    """The sentences a reader of one page needs, chapter by chapter: of each result the first finding of each
    leading kind.

    Results of one chapter that differ only in the ends of the scale are told once, with a word on whether the other
    ends lead to the same verdicts.
    """
    blocks: list[Block] = []
    chapters = tuple(chapters)
    reliable = any(_has(results, "reliability.whole") for _, results in chapters)  # which says what awards would repeat
    for title, results in sorted(chapters, key=lambda chapter: _rank(chapter[1])):
        said = [
            context.say(finding, same[0].step.measure, ASIDE) + _agreement(finding, same, context)
            for same in _variants(results)
            for finding in _leading(same[0].findings)
            if not (finding.kind in OF_RANKS and _has(results, "ranks.leader"))
            and not (finding.kind == "awards.stakes" and reliable)
        ]
        if said and title:
            blocks.append(Heading(title, level=3, numbered=False))
        if said:
            blocks.append(Items(list(dict.fromkeys(said))))
    if not blocks:
        return []
    return [Heading(context.word("key"), key="key"), *blocks, Paragraph(context.word("verdict_words"), "note")]


def card_chapter(card: Card | None, notes: tuple[str, ...], context: Context) -> list[Block]:
    """The instrument card, with what was not supplied printed as such, and the notes."""
    supplied = {} if card is None else card.supplied()
    names, heads = context.texts("CARD"), context.texts("HEADS")
    rows = [
        (name, supplied.get(key, context.word("not_supplied")))
        for key, name in names.items()
        if key in supplied or key not in IF_SUPPLIED
    ]
    columns = [Column(heads["field"], weight=1), Column(heads["content"], weight=3)]
    blocks: list[Block] = [
        Heading(context.word("card"), key="card"),
        TableBlock("table-card", context.word("card"), columns, rows),
    ]
    if notes:
        blocks += [Paragraph(context.word("notes"), "lead"), Items(list(notes), ordered=True)]
    return blocks


def scoring_chapter(steps: tuple[Step, ...], context: Context) -> list[Block]:
    """The points of each answer, and the answers that are not scored."""
    scored: dict[tuple[str, str], float | None] = {}
    for step in (step for step in steps if step.method == "read" and step.settings.get("points")):
        for answer, points in step.settings["points"].items():
            scored[(context.writer.name(answer), f"{points:g}")] = points
        for answer in step.settings["no_opinion_given"]:
            scored[(context.writer.name(answer), context.word("no_points"))] = None
    if not scored:
        return []
    heads = context.texts("HEADS")
    columns = [Column(heads["answer"]), Column(heads["points"], align="right", kind="number")]
    table = TableBlock(
        "table-scale",
        context.word("score_table"),
        columns,
        list(scored),
        [(answer, points) for (answer, _), points in scored.items()],
    )
    return [Heading(context.word("scoring"), key="scoring"), table]


def _leading(findings: Iterable[Finding]) -> list[Finding]:
    found: dict[str, Finding] = {}
    for i, finding in enumerate(findings):
        if finding.kind in KEY:
            found.setdefault(f"{finding.kind} {i}" if finding.kind in EACH else finding.kind, finding)
    if "gaps.pair" in found:
        found.pop("gaps.family", None)
    if {"contributions.families", "trend.family"} & found.keys():
        found = {kind: finding for kind, finding in found.items() if kind not in OF_ONE}
    return list(found.values())


def _has(results: Sequence[Result], kind: str) -> bool:
    return any(finding.kind == kind for result in results for finding in result.findings)


def _rank(results: Sequence[Result]) -> int:
    kinds = [finding.kind for result in results for finding in result.findings]
    return min((KEY.index(kind) for kind in kinds if kind in KEY), default=len(KEY))


def _variants(results: Sequence[Result]) -> list[list[Result]]:
    """Results grouped with those that differ from them only in the ends of the scale."""
    groups: dict[tuple[object, ...], list[Result]] = {}
    for result in results:
        published = result.step.find("published")
        key = (result.step.method, len(groups)) if not published else (result.step.method, *_basis(published))
        groups.setdefault(key, []).append(result)
    return list(groups.values())


def _basis(published: tuple[Step, ...]) -> tuple[object, ...]:
    return tuple((step.settings["basis"], step.settings["n"], step.settings["sd"]) for step in published)


def _agreement(finding: Finding, same: Sequence[Result], context: Context) -> str:
    """Whether the other ends of the scale lead to the same judgement; empty where the finding holds none."""
    judged = {_judgement(other) for result in same for other in _leading(result.findings) if other.kind == finding.kind}
    if judged == {(None,) * len(JUDGED)}:
        return ""
    if len(same) == 1:
        return context.suffix(same[0])
    ends = [context.limits(result) for result in same]
    comma = context.language.words["comma"]
    key = "same_under" if len(judged) == 1 else "differs_under"
    return context.word(key).format(first=ends[0], others=comma.join(ends[1:]), all=comma.join(ends))


def _judgement(finding: Finding) -> tuple[object, ...]:
    return tuple(finding.values.get(name) for name in JUDGED)
