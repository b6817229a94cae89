"""A claim: one thing that a sentence of a speech says of the numbers, as data; and what may be found of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from satmodel.errors import SettingError
from satmodel.survey.sheets.text import number, text_of

_SUBJECT, _AMOUNT, _WORD = ("subject",), ("amount",), ("word",)

# what each kind of claim must say beside the table (or the topic) that it is about
KINDS: Mapping[str, tuple[str, ...]] = {
    "value": _AMOUNT,
    "average": _AMOUNT,
    "lead": _SUBJECT,
    "above": _SUBJECT,
    "below": _SUBJECT,
    "above_average": _SUBJECT,
    "below_average": _SUBJECT,
    "first": _SUBJECT,
    "last": _SUBJECT,
    "rank": ("subject", "rank"),
    "position": ("subject", "word"),
    "rise": (),
    "fall": (),
    "largest_rise": _SUBJECT,
    "largest_fall": _SUBJECT,
    "all_rose": (),
    "all_fell": (),
    "none_rose": (),
    "none_fell": (),
    "some_rose": (),
    "some_fell": (),
    "count_rise": (),
    "count_fall": (),
    "share": ("subject", "amount"),
    "concentration": _SUBJECT,
    "quantifier": _WORD,
    "compare": ("other",),
    "cause": _SUBJECT,
}
FIELDS = (
    *("id", "quote", "note", "kind", "table", "other", "subject", "object", "amount", "threshold", "rank"),
    *("among", "word", "family", "about", "of"),
)
_LISTS, _NUMBERS, _WHOLE = ("subject", "amount"), ("threshold",), {"rank": 1, "among": 2}


class Outcome(StrEnum):
    """What may be found of a claim."""

    HOLDS = "holds"
    NOT_SHOWN = "not shown"
    CONTRADICTED = "contradicted"
    NOT_COMPARABLE = "not comparable"
    NOT_CHECKABLE = "not checkable"


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim of a sentence.

    Attributes:
        id: its name, once in a speech. kind: what sort of claim it is, one of ``KINDS``.
        quote: the words as they were spoken. note: what is meant, where they do not say it.
        table: the table of the context that it is about. other: the table of ``object``, where that is another one.
        subject: the names that it is about. object: the name it is set against.
        amount: the numbers it gives, one for each subject. decimals: how many decimals each was given with.
        threshold: a fixed number that ``above`` and ``below`` name. rank: the place that it names.
        among: from how many units the pair was picked, where the table holds only some of them.
        word: the vague word that it uses. family: claims with the same family are judged together.
        about: what it is about where no table says; claims of one topic are held against each other.
        of: which label of a table's second level it is about, such as an item.
        row: where it stands in its file.
    """

    id: str
    kind: str
    quote: str = ""
    note: str = ""
    table: str | None = None
    other: str | None = None
    subject: tuple[str, ...] = ()
    object: str | None = None
    amount: tuple[float, ...] = ()
    decimals: tuple[int, ...] = ()
    threshold: float | None = None
    rank: int | None = None
    among: int | None = None
    word: str | None = None
    family: str | None = None
    about: str | None = None
    of: str | None = None
    row: int | None = None

    @property
    def topic(self) -> tuple[str, str | None]:
        """What claims are held against each other by: the table (and its part), or what it is about."""
        return (self.table or "", self.of) if self.table else ("about", self.about)

    @property
    def text(self) -> str | None:
        """The words as spoken, or what is meant; None where the claim has neither."""
        return self.quote or self.note or None

    @property
    def name(self) -> str | None:
        """The one subject; None where there is none or there are several."""
        return self.subject[0] if len(self.subject) == 1 else None


def claim_of(given: Mapping[str, Any], *, row: int | None = None) -> Claim:
    """A claim out of named values.

    Args:
        given: the fields of :class:`Claim` by name; ``subject`` and ``amount`` may be one value or a list.
        row: where it stands in its file.

    Raises:
        SettingError: a field that is not known, missing or of the wrong kind.

    Examples:
        >>> claim = claim_of({"id": "A19", "kind": "lead", "table": "scores", "subject": "us", "amount": "3.15"})
        >>> claim.subject, claim.amount, claim.decimals
        (('us',), (3.15,), (2,))
    """
    faults = shortcomings(given)
    if faults:
        rule, key, detail = faults[0]
        raise SettingError(f"claim {given.get('id', '?')!r}: {rule.replace('_', ' ')}: {key} {detail}".rstrip())
    filled = {key: value for key, value in given.items() if not _blank(value)}
    plain: dict[str, Any] = {key: text_of(filled[key]).strip() for key in FIELDS if key in filled}
    plain |= {key: int(number(filled[key]) or 0) for key in _WHOLE if key in filled}
    plain |= {key: number(filled[key]) for key in _NUMBERS if key in filled}
    plain["subject"] = tuple(text_of(name).strip() for name in _list(filled.get("subject")))
    amounts = [figure(value) for value in _list(filled.get("amount"))]
    plain["amount"] = tuple(found[0] for found in amounts if found)
    plain["decimals"] = tuple(found[1] for found in amounts if found)
    return Claim(**plain, row=row)


def shortcomings(given: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """What is wrong with a claim's named values: the rule, the field, and a detail."""
    filled = {key: value for key, value in given.items() if not _blank(value)}
    found = [("claim_key_unknown", key, "") for key in filled if key not in FIELDS]
    kind = filled.get("kind")
    found += [("claim_missing", key, str(kind or "")) for key in ("id", "kind") if key not in filled]
    if kind is not None and kind not in KINDS:
        found.append(("claim_kind_unknown", "kind", str(kind)))
    needed = KINDS.get(str(kind), ())
    found += [("claim_missing", key, str(kind)) for key in needed if key not in filled]
    if "kind" in filled and "table" not in filled and "about" not in filled:
        found.append(("claim_missing", "table", str(kind)))
    if kind in ("above", "below") and "table" in filled and not {"object", "threshold"} & filled.keys():
        found.append(("claim_missing", "object", str(kind)))
    return found + _wrong_values(filled)


def figure(value: Any) -> tuple[float, int] | None:
    """A number and the decimals it is written with; None where it is no number.

    Examples:
        >>> figure("9.20"), figure(9.2), figure("97.83%"), figure(19), figure("about 9")
        ((9.2, 2), (9.2, 1), (97.83, 2), (19.0, 0), None)
    """
    read = None if isinstance(value, bool) else number(value)
    if read is None or read != read:
        return None
    text = text_of(value) if isinstance(value, str) else repr(value)
    digits = text.lower().partition("e")[0].partition(".")[2]
    decimals = len("".join(letter for letter in digits if letter.isdigit()))
    return read, 0 if not isinstance(value, str) and read.is_integer() else decimals


def _wrong_values(filled: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    found = []
    for key, value in filled.items():
        if key in FIELDS and key not in _LISTS and isinstance(value, list | tuple | dict | set):
            found.append(("claim_value", key, str(value)))
    for key in (*_NUMBERS, *_WHOLE):
        read = figure(filled[key]) if key in filled and not isinstance(filled[key], list) else None
        least = _WHOLE.get(key)
        if key in filled and (read is None or (least is not None and (read[0] < least or read[0] != int(read[0])))):
            found.append(("claim_value", key, str(filled[key])))
    amounts, subjects = _list(filled.get("amount")), _list(filled.get("subject"))
    found += [("claim_value", "amount", str(value)) for value in amounts if figure(value) is None]
    if filled.get("object") is not None and filled["object"] in subjects and "other" not in filled:
        found.append(("claim_value", "object", str(filled["object"])))
    if len(amounts) > 1 and len(amounts) != len(subjects):
        found.append(("claim_amounts", "amount", f"{len(amounts)} / {len(subjects)}"))
    return found


def _list(value: Any) -> list[Any]:
    if value is None:
        return []
    return list(value) if isinstance(value, list | tuple) else [value]


def _blank(value: Any) -> bool:
    if isinstance(value, list | tuple):
        return not value
    return text_of(value).strip() == ""
