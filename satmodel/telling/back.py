"""The chapters after the results: methods, limitations, disclosure, reproduction, references."""

from __future__ import annotations

from collections.abc import Iterable

from satmodel.result import Result
from satmodel.step import Step
from satmodel.telling import audit
from satmodel.telling.checklist import checklist
from satmodel.telling.context import Context
from satmodel.telling.formats.document import Block, Cell, Column, FormulaBlock, Heading, Items, Paragraph, TableBlock
from satmodel.telling.formulas import FORMULAS
from satmodel.telling.methods import methods
from satmodel.telling.references import cited


def methods_chapter(steps: tuple[Step, ...], context: Context) -> list[Block]:
    """How every number was made, with the formulas."""
    blocks: list[Block] = [Heading(context.word("methods"), key="methods")]
    for method in methods(steps, context.language, decimals=context.decimals, labels=context.labels):
        blocks.append(Heading(method.title, level=2, key=f"method-{method.key}"))
        shown: set[str] = set()
        for said in method.said:
            blocks.append(Paragraph(said.text))
            if said.formula and said.formula not in shown:
                blocks.append(FormulaBlock(f"formula-{method.key}-{said.formula}", FORMULAS[said.formula]))
                shown.add(said.formula)
    return blocks


def limits_chapter(results: Iterable[Result], steps: tuple[Step, ...], context: Context) -> list[Block]:
    """What the numbers do not say, as far as the steps tell."""
    texts, writer = context.texts("LIMITATIONS"), context.writer
    told = [writer.fill(texts[key], values) for key, values in _limitations(tuple(results), steps, context)]
    return [Heading(context.word("limits"), key="limits"), Items(told, ordered=True)]


def disclosure_chapter(card: dict[str, str], steps: tuple[Step, ...], context: Context) -> list[Block]:
    """The checklist: every item answered, not used, or printed as not supplied."""
    heads, items, fields = context.texts("HEADS"), context.texts("CHECKLIST"), context.texts("CARD")
    words = {"supplied": "✓ " + context.word("supplied"), "not_applicable": context.word("not_applicable")}
    rows = []
    for key, state, missing in checklist(card, steps):
        names = context.language.words["comma"].join(fields[field] for field in missing)
        status = words.get(state) or "× " + context.word("not_supplied") + (
            f"{context.word('colon')}{names}" if names else ""
        )
        rows.append((items[key], status))
    columns = [Column(heads["item_of_list"], weight=3), Column(heads["status"], weight=2)]
    return [
        Heading(context.word("disclosure"), key="disclosure"),
        TableBlock("table-disclosure", context.word("disclosure"), columns, rows),
        Paragraph(context.word("disclosure_note"), "note"),
    ]


def audit_chapter(steps: tuple[Step, ...], context: Context) -> list[Block]:
    """Fingerprints, settings and versions."""
    heads = context.texts("HEADS")
    files = [Column(heads["file"], weight=1), Column(heads["sha256"], weight=3)]
    settings = [Column(heads["step"], weight=1), Column(heads["setting"], weight=5)]
    versions = [Column(heads["package"]), Column(heads["version"])]
    return [
        Heading(context.word("audit"), key="audit"),
        _plain("files", files, audit.files(steps), context),
        _plain("versions", versions, tuple(audit.versions().items()), context),
        _plain("settings", settings, audit.settings_rows(steps), context),
    ]


def references_chapter(steps: tuple[Step, ...], context: Context) -> list[Block]:
    """The literature of the methods used."""
    used = cited((*dict.fromkeys(step.method for step in steps), "disclosure"))
    return [Heading(context.word("references"), key="references"), Items(list(used), ordered=True)] if used else []


def _plain(key: str, columns: list[Column], rows: tuple[tuple[Cell, ...], ...], context: Context) -> TableBlock:
    return TableBlock(f"table-{key}", context.word(key), columns, rows)


def _limitations(
    results: tuple[Result, ...], steps: tuple[Step, ...], context: Context
) -> Iterable[tuple[str, dict[str, object]]]:
    used = {step.method: step for step in steps}
    if context.simulated:
        yield "simulated", {}
    yield "sampling_only", {}
    if {"gaps", "ranks", "first", "awards", "change", "movers", "trend"} & set(used):
        yield "not_equal", {}
    yield from _scale_limits(results, steps)
    if any(step.settings.get("basis") in ("limits", "both") for step in steps):
        yield "bounds", {}
    if any(step.settings.get("n_assumed") for step in steps):
        yield "assumed_n", {}
    if any(step.method in ("change", "movers") and step.settings.get("independent", True) for step in steps):
        yield "independent_rounds", {}
    if "contributions" in used:
        yield "arithmetic", {}
    rated = {"drivers", "drivers_by", "missing_drivers", "asymmetry", "priorities", "dominance", "compare_drivers"}
    if rated & set(used):
        yield "association", {}
    if any(key in used and not used[key].settings.get("weighted") for key in ("means", "round_means", "rates", "net")):
        yield "unweighted", {}
    apart = [name for result in results for name in _apart(result)]
    if apart:
        yield "apart", {"names": tuple(dict.fromkeys(apart))}
    yield "decimals", {"decimals": context.decimals}


def _scale_limits(results: tuple[Result, ...], steps: tuple[Step, ...]) -> Iterable[tuple[str, dict[str, object]]]:
    ends = [tuple(step.settings["points"].values()) for step in steps if step.settings.get("points")]
    ends += [step.settings["limits"] for step in steps if step.settings.get("limits")]
    scored = (result for result in results if "estimate" in result.table and result.step.measure == "points")
    example = next((result.table["estimate"].iloc[0] for result in scored), None)
    raised = [end for end in ends if min(end) > 0]
    if raised and example is not None:
        low, high = min(raised[0]), max(raised[0])
        yield "not_percent", {"low": low, "high": high, "example": float(example)}


def _apart(result: Result) -> list[object]:
    # a term without a coefficient of its own is no figure, and has no name among them
    apart = (finding.values for finding in result.findings if finding.kind.endswith(".apart"))
    return [values["name"] for values in apart if "name" in values]
