"""The claims of a speech as they are printed: each with its outcome, what the tables say, and what may be said."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from satmodel.result import Finding, Result
from satmodel.telling.language import Language
from satmodel.telling.words import chosen
from satmodel.telling.writer import Writer

METHOD = "check_claims"
_SAID = ("+why", "+among", "+needed")


def speech_table(
    result: Result, *, language: Language, decimals: int, labels: Mapping[Any, str], workbook: bool
) -> pd.DataFrame:
    """One row a claim, in words.

    Args:
        result: checked claims.
        language, decimals, labels: as for any sentence.
        workbook: whether the numbers stand beside the words, for a workbook.

    Returns:
        The columns claim, quote, outcome, finding and instead; in a workbook those of the result's own numbers as well.
    """
    told = [finding for finding in result.findings if finding.kind == f"{METHOD}.claim"]
    words = [_words(finding, language, decimals, labels) for finding in told]
    frame = result.table.reset_index()
    frame = frame.assign(finding=[said for said, _ in words], instead=[instead for _, instead in words])
    if not workbook:
        return frame[["claim", "quote", "outcome", "finding", "instead"]]
    return frame.drop(columns=["claim_kind", "why", "measure"])


def _words(finding: Finding, language: Language, decimals: int, labels: Mapping[Any, str]) -> tuple[str, str]:
    """What the tables say of a claim, and what may be said in its place."""
    writer = Writer(language, decimals, labels, str(finding.values.get("measure") or "points"))
    parts = chosen(language.sentences, finding.kind, finding.values)
    filled = {part: _begun(writer.fill(text, finding.values), language) for part, text in parts.items() if text}
    said = language.words["space"].join(filled[part] for part in _SAID if part in filled)
    return said, filled.get("+instead", "")


def _begun(text: str, language: Language) -> str:
    return text[:1].upper() + text[1:] if language.words["capital"] else text
