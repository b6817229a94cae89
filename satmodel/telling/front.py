"""The chapters before the results: key findings, the instrument card, scoring."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from satmodel.result import Finding, Result
from satmodel.step import Step
from satmodel.telling.context import Context
from satmodel.telling.formats.document import Block, Column, Heading, Items, Paragraph, TableBlock

KEY = (
    "ranks.leader",
    "ranks.pairs",
    "contributions.total",
    "contributions.largest",
    "change.family",
    "gaps.pair",
    "gaps.family",
    "drivers.fit",
    "drivers.first",
    "drivers.order",
    "count_change.one",
)


class Card(Protocol):
    """What an appendix asks of an instrument card."""

    def supplied(self) -> dict[str, str]:
        """The fields that were supplied."""

    def missing(self) -> tuple[str, ...]:
        """The fields that were not."""


def key_findings(results: Iterable[Result], context: Context) -> list[Block]:
    """The sentences a reader of one page needs: of each result the first finding of each leading kind."""
    told: dict[str, None] = {}
    for result in results:
        for finding in _leading(result.findings):
            told[context.say(finding) + context.suffix(result)] = None
    if not told:
        return []
    return [
        Heading(context.word("key"), key="key"),
        Items(list(told)),
        Paragraph(context.word("verdict_words"), "note"),
    ]


def card_chapter(card: Card | None, notes: tuple[str, ...], context: Context) -> list[Block]:
    """The instrument card, with what was not supplied printed as such, and the notes."""
    supplied = {} if card is None else card.supplied()
    names, heads = context.texts("CARD"), context.texts("HEADS")
    rows = [(name, supplied.get(key, context.word("not_supplied"))) for key, name in names.items() if key != "title"]
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
        used = [answer for answer in step.settings["no_opinion"] if answer in step.settings.get("answers_seen", ())]
        for answer in used or step.settings["no_opinion"]:
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
    for finding in findings:
        if finding.kind in KEY:
            found.setdefault(finding.kind, finding)
    return list(found.values())
