"""Every sentence of a speech against the tables: holds, not shown, contradicted, not comparable."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from satmodel.errors import DataProblems, NotComparable, Problem, SettingError
from satmodel.inference.claiming import carded, moved, placed, scored, tallied
from satmodel.inference.claiming.checked import Checked, unchecked
from satmodel.inference.claiming.checked_claims import CheckedClaims
from satmodel.inference.claiming.claim import Claim, Outcome
from satmodel.inference.claiming.clashes import Clash, clashes
from satmodel.inference.claiming.described import context_of, described_as
from satmodel.inference.claiming.duels import Asked, Pair
from satmodel.inference.claiming.evidence import Evidence, evidence_of
from satmodel.inference.claiming.reading import Source, Speech, read_claims
from satmodel.inference.claiming.words import Word, own_words
from satmodel.inference.judging.comparing import check_level
from satmodel.inference.judging.critical import check_draws
from satmodel.result import Verdict
from satmodel.step import Step
from satmodel.survey.sheets import faults_claims as faults
from satmodel.survey.sheets.faults import Place, in_order

_PAIRS = ("lead", "above", "below")
_UNSETTLED = (Outcome.NOT_SHOWN, Outcome.NOT_CHECKABLE)
_CHECKS = {
    "value": scored.value,
    "average": scored.average,
    "lead": scored.lead,
    "above": scored.lead,
    "below": scored.lead,
    "above_average": scored.against_average,
    "below_average": scored.against_average,
    "first": placed.end_place,
    "last": placed.end_place,
    "rank": placed.rank,
    "largest_rise": placed.largest,
    "largest_fall": placed.largest,
    "all_rose": moved.every,
    "all_fell": moved.every,
    "none_rose": moved.every,
    "none_fell": moved.every,
    "some_rose": moved.some,
    "some_fell": moved.some,
    "count_rise": moved.counted,
    "count_fall": moved.counted,
    "share": tallied.share,
    "concentration": tallied.concentration,
    "cause": carded.cause,
}


@dataclass(frozen=True, slots=True, eq=False)
class _Desk:
    """What a claim is held against: the tables, those whose rounds do not compare, the words, and how to judge."""

    tables: Mapping[str, Evidence]
    refused: Mapping[str, NotComparable]
    words: Mapping[str, Word]
    asked: Asked


def check_claims(
    claims: Speech | Source,
    context: Mapping[str, Any] | None = None,
    *,
    level: float = 0.95,
    words: Mapping[str, Mapping[str, Any]] | str | Path | None = None,
    best: str = "high",
    draws: int = 10_000,
    seed: int = 1,
) -> CheckedClaims:
    """Hold every claim of a speech against the tables, and against every other claim.

    Args:
        claims: claims that were read by :func:`~satmodel.inference.claiming.reading.read_claims`, or anything that it
            reads: a file, a frame, a list of claims or of mappings.
        context: what the claims' tables are, by name: :class:`Estimates` of one round; two of them, before and after;
            a :class:`Change`, a :class:`CountChange`, or two whole numbers, before and after; :class:`Contributions`;
            an :class:`Instrument`; or printed numbers without an error, as a mapping or a frame with names as its
            index and one column (or before and after). Tables that the file describes itself need not be given.
        level: confidence level of the intervals.
        words: what vague words mean, in place of the shipped assumptions: ``{"share": {word: [low, high]}, "points":
            ..., "position": ...}``, or a TOML file of it.
        best: whether the ``"high"`` or the ``"low"`` number is the better one.
        draws, seed: how many draws, and where random numbers start, for places in a ranking.

    Returns:
        One outcome a claim: *holds*: the interval lies wholly on the claim's side, and every printed number agrees
        within its rounding; *contradicted*: the opposite is established, or the table's own numbers say otherwise, or
        another claim does and no table settles it; *not comparable*: the instruments differ in what forbids it; *not
        shown*: none of these; *not checkable*: the context has no number for it. And every two claims that cannot both
        be true.

    Assumptions:
        Those of the methods that judge the claims: a pair named in the claim is judged by itself, or by Holm within its
        ``family``; a pair picked from ``among`` units, and a first or last place, among all pairs; a rise or fall by
        Holm among all changes of its table; "all rose" by each interval alone (an intersection-union test), "some fell"
        by Holm. Shares in claims are in per cent.

    Raises:
        DataProblems: every fault of the claims, all at once; a table or a word that is not there is one.
        SettingError: a context that is none, or a setting that cannot be used.

    Formula:
        An amount agrees where |amount − printed| < ½ 10^−d + m ½ 10^−p: d and p the decimals of the claim and of the
        table, m the printed numbers that it is made of.

    Source:
        Holm (1979), Scandinavian Journal of Statistics 6, 65-70; Berger (1982), Technometrics 24, 295-300.

    Examples:
        >>> from satmodel import estimates
        >>> scores = estimates([76.79, 76.35], se=[0.75, 0.75], n=450, names=["our city", "second"])
        >>> said = {"id": "1", "kind": "lead", "table": "medical", "subject": "our city", "object": "second"}
        >>> check_claims([said | {"amount": 0.44}], {"medical": scores}).table["outcome"].tolist()
        ['not shown']
    """
    check_level(level)
    check_draws(draws, seed, level)
    if best not in ("high", "low"):
        raise SettingError(f"best must be 'high' or 'low'; it is {best!r}")
    speech = claims if isinstance(claims, Speech) else read_claims(claims)
    meant = {**speech.words, **own_words(words)}
    given = {**context_of(speech), **(context or {})}
    problems = _strangers(speech, given, meant)
    if problems:
        raise DataProblems(in_order(problems))
    tables, refused = _tables(speech, given, best)
    problems = _too_few(speech, tables)
    if problems:
        raise DataProblems(in_order(problems))
    desk = _Desk(tables, refused, meant, Asked(level, int(draws), int(seed), _families(speech)))
    alone = [_checked(claim, desk) for claim in speech]
    found = clashes(speech.claims, meant)
    checked = tuple(_against_claims(alone, found))
    used = [meant[claim.word] for claim in speech if claim.word is not None]
    settings = {
        "level": level,
        "measure": "points",
        "best": best,
        "draws": int(draws),
        "seed": int(seed),
        "count": len(checked),
        "clashes": len(found),
        "assumed_words": tuple(dict.fromkeys(word.word for word in used if word.assumed)),
        "own_words": tuple(dict.fromkeys(word.word for word in used if not word.assumed)),
        **{outcome.name.lower(): sum(one.outcome is outcome for one in checked) for outcome in Outcome},
    }
    steps = [one.step for one in tables.values() if one.step is not None]
    step = Step("check_claims", settings, (speech.step, *steps))
    return CheckedClaims(checked, found, tuple(dict.fromkeys(used)), level, speech.title, step)


def _strangers(speech: Speech, given: Mapping[str, Any], words: Mapping[str, Word]) -> list[Problem]:
    """Tables and words that claims name and that are nowhere."""
    file = speech.step.settings.get("name")
    known = tuple(dict.fromkeys([*given, *speech.tables]))
    problems = [
        faults.claim_table_unknown(Place(file, row=claim.row, header=key), name, known)
        for claim in speech
        for key, name in (("table", claim.table), ("other", claim.other))
        if name is not None and name not in known
    ]
    return problems + [
        faults.claim_word_unknown(Place(file, row=claim.row, header="word"), claim.word, tuple(words))
        for claim in speech
        if claim.word is not None and claim.word not in words
    ]


def _too_few(speech: Speech, tables: Mapping[str, Evidence]) -> list[Problem]:
    """Claims that say they were picked from among fewer units than their table has."""
    file = speech.step.settings.get("name")
    found = []
    for claim in speech:
        ev = tables.get(claim.table or "")
        among = claim.among or (None if ev is None else ev.among)
        if ev is not None and ev.scores is not None and ev.levels == 1 and among is not None and among < len(ev.scores):
            found.append(faults.claim_value(Place(file, row=claim.row, header="among"), str(among)))
    return found


def _tables(
    speech: Speech, given: Mapping[str, Any], best: str
) -> tuple[dict[str, Evidence], dict[str, NotComparable]]:
    tables: dict[str, Evidence] = {}
    refused: dict[str, NotComparable] = {}
    for name, one in given.items():
        told = described_as(speech, name)
        try:
            tables[name] = evidence_of(name, one, told, card=speech.cards.get(told.card or ""), best=best)
        except NotComparable as refusal:
            refused[name] = refusal
    return tables, refused


def _families(speech: Speech) -> dict[tuple[str | None, str | None, str], tuple[Pair, ...]]:
    """The pairs of every family of claims."""
    found: dict[tuple[str | None, str | None, str], tuple[Pair, ...]] = {}
    for claim in speech:
        if claim.family and claim.kind in _PAIRS and claim.name and claim.object and claim.other is None:
            key = claim.table, claim.of, claim.family
            found[key] = (*found.get(key, ()), (claim.name, claim.object))
    return found


def _checked(claim: Claim, desk: _Desk) -> Checked:
    """What the tables say of one claim."""
    for name in (claim.table, claim.other):
        if name in desk.refused:
            return _refused(claim, desk.refused[name])
    ev = desk.tables.get(claim.table or "")
    if ev is None:
        return unchecked(claim, "no_table")
    if claim.of is not None:
        ev = ev.of(claim.of)
        if ev is None:
            return unchecked(claim, "no_number", {"name": claim.of})
    if claim.other is not None:
        other = desk.tables.get(claim.other)
        found = unchecked(claim, "no_table") if other is None else carded.across(claim, ev, other, desk.asked)
    elif ev.levels > 1:
        found = unchecked(claim, "several_levels", {"name": ev.name})
    else:
        found = _judged(claim, ev, desk)
    needed = found.needed if found.outcome is Outcome.NOT_SHOWN else None
    values = {"measure": "share" if ev.share else "points"} | dict(found.values)
    return replace(found, claim=claim, needed=needed, values=values)


def _judged(claim: Claim, ev: Evidence, desk: _Desk) -> Checked:
    word = desk.words.get(claim.word or "")
    if claim.kind in ("rise", "fall"):
        if word is not None and word.measure != "points":
            return unchecked(claim, "other_word", {"name": word.word})
        return moved.change_of(claim, ev, desk.asked, word)
    if claim.kind in ("quantifier", "position") and word is not None:
        if (claim.kind == "position") != (word.measure == "position"):
            return unchecked(claim, "other_word", {"name": word.word})
        check = placed.position if claim.kind == "position" else tallied.quantifier
        return check(claim, ev, desk.asked, word)
    return _CHECKS[claim.kind](claim, ev, desk.asked)


def _refused(claim: Claim, refusal: NotComparable) -> Checked:
    """A claim about two rounds that were not measured alike."""
    told = refusal.findings[0].values if refusal.findings else {}
    values = {"name": claim.name, "other": claim.object, "first": told.get("first"), "second": told.get("second")}
    values |= {"fields": tuple(told.get("differing", ()))}
    verdict = Verdict.NOT_COMPARABLE
    return Checked(claim, "compare", Outcome.NOT_COMPARABLE, "cards", verdict=verdict, values=values)


def _against_claims(alone: Sequence[Checked], found: Sequence[Clash]) -> list[Checked]:
    """The same, with those that no table settles contradicted by the claims that they cannot both be true with."""
    by_id = {one.claim.id: one for one in alone}
    told = []
    for one in alone:
        others = [
            clash.second if clash.first == one.claim.id else clash.first
            for clash in found
            if one.claim.id in (clash.first, clash.second)
        ]
        standing = [other for other in others if by_id[other].outcome is not Outcome.CONTRADICTED]
        if one.outcome in _UNSETTLED and standing:
            values = dict(one.values) | {"other_quote": by_id[standing[0]].claim.text or by_id[standing[0]].claim.kind}
            one = replace(
                one, outcome=Outcome.CONTRADICTED, reason="claim", how="clash", against=standing[0], values=values
            )
        elif others:
            one = replace(one, against=others[0])
        told.append(one)
    return told
