"""Numbers and names as they are printed in a language."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from string import Formatter
from typing import Any

from satmodel.errors import SettingError
from satmodel.telling.language import Language

MINUS = "\N{MINUS SIGN}"


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes numbers and names in one language, and fills templates with them.

    A placeholder of a template is ``{name:spec}``, or ``{name other:spec}`` where two values are written as one:

    ============================  =================================================================================
    ``points``, ``signed``        points with the chosen decimals; with a sign always. A true minus sign
    ``size``                      points without their sign
    ``number``                    three decimals, for coefficients and correlations
    ``ratio``                     two decimals, whatever the decimals of points
    ``percent``, ``percent0``     a share as 27.0%; with no more decimals than it needs, 95% or 97.5%
    ``pp``, ``pps``               a difference of shares in percentage points; two ends of it
    ``pp_signed`` …               the same as ``signed``, ``size`` and ``span``: ``pp_signed``, ``pp_size``, ``pp_span``
    ``p``, ``p_value``            ``= 0.003`` or ``< 0.001``; ``0.003`` or ``<0.001``
    ``integer``                   rounded, with thousands separators
    ``count one|many``            an integer and its noun in the singular or the plural
    ``name``, ``names``, ``text`` a name through the labels; a list of names; text as it is
    ``listed``                    the first twenty of many names, as they are
    ``verdict``, ``reason``       the words of a verdict, of a reason
    ``term``, ``adjusted``        the word of a setting's value; in brackets, or nothing for no adjustment
    ``role``, ``kind``            the word of a column's role or a row's kind, or itself where there is none
    ``kinds``                     a list of kinds
    ``interval``, ``percents``    two ends as ``[low, high]``, in points or as shares
    ``numbers``, ``ratios``       the same with the decimals of ``number`` and ``ratio``
    ``span``                      two numbers of points as ``1.2–3.4``, or one where they are printed alike
    ``rank_span``, ``places``     two ranks as ``3–7``, or one where they are the same; with their noun
    ============================  =================================================================================

    Attributes:
        language: whose words and separators are used.
        decimals: decimals of points.
        labels: what to print for names in the data; for a name of several parts the whole or each part is looked up.
        measure: what the numbers of ``points`` and the like are: ``"points"``, or ``"share"`` for shares from 0 to 1,
            which are then written as percentages, and their differences as percentage points.
    """

    language: Language
    decimals: int = 2
    labels: Mapping[Any, str] | None = None
    measure: str = "points"

    def fill(self, template: str, values: Mapping[str, Any]) -> str:
        """The template with every placeholder filled.

        Raises:
            SettingError: a value is missing, is not a number where one is needed, or the spec is not known.
        """
        said = as_shares(template, self.language) if self.measure == "share" else template
        return _Filler(self).vformat(said, (), values)

    def points(self, value: float) -> str:
        """Points, such as ``−1.70``."""
        return self.percent(value) if self.measure == "share" else self._fixed(value, self.decimals)

    def signed(self, value: float) -> str:
        """Points with their sign, such as ``+1.54``."""
        text = self.points(value)
        return f"+{text}" if value > 0 and text[0].isdigit() and text.strip("0.") else text

    def size(self, value: float) -> str:
        """Points without their sign."""
        return self.points(abs(value))

    def number(self, value: float) -> str:
        """A coefficient or a correlation, with three decimals."""
        return self._fixed(value, 3)

    def ratio(self, value: float) -> str:
        """A ratio, with two decimals."""
        return self._fixed(value, 2)

    def percent(self, value: float) -> str:
        """A share as a percentage with one decimal."""
        return self._fixed(100 * value, 1) + ("%" if math.isfinite(value) else "")

    def percent0(self, value: float) -> str:
        """A share as a percentage with no more decimals than it needs."""
        return f"{100 * self._checked(value):.6g}%".replace("-", MINUS)

    def pp(self, value: float) -> str:
        """A difference of shares in percentage points, with one decimal."""
        return self._fixed(100 * value, 1)

    def pps(self, ends: tuple[float, float]) -> str:
        """Two ends in percentage points; an end that would be rounded to zero keeps its first digit."""
        return f"[{self._end(100 * ends[0], 1)}, {self._end(100 * ends[1], 1)}]"

    def pp_signed(self, value: float) -> str:
        """A difference of shares in percentage points with its sign, such as ``+1.5``."""
        text = self.pp(value)
        return f"+{text}" if value > 0 and text.strip("0.") else text

    def pp_size(self, value: float) -> str:
        """A difference of shares in percentage points without its sign."""
        return self.pp(abs(value))

    def pp_span(self, ends: tuple[float, float]) -> str:
        """Two numbers of percentage points as a range, or one where they are printed alike."""
        low, high = self.pp(ends[0]), self.pp(ends[1])
        return low if low == high else f"{low}{self.language.words['to']}{high}"

    def p_value(self, value: float) -> str:
        """A p-value with three decimals, or ``<0.001``; more where rounding would lift it to 0.05 or 0.01."""
        return "<0.001" if self._checked(value) < 0.001 else self._p(value)

    def p(self, value: float) -> str:
        """A p-value with its relation, such as ``= 0.003``."""
        return "< 0.001" if self._checked(value) < 0.001 else f"= {self._p(value)}"

    def integer(self, value: float) -> str:
        """A whole number with thousands separators; words where no number would do."""
        if math.isinf(self._checked(value)):
            return self.language.words["endless"]
        return f"{value:,.0f}".replace("-", MINUS).replace(",", self.language.words["thousands"])

    def name(self, value: Any) -> str:
        """A name of the data through the labels, or one that satmodel gave itself; several parts are joined."""
        labels = self.labels or {}
        try:
            if value in labels:
                return labels[value]
        except TypeError:
            pass
        if isinstance(value, tuple):
            return self.language.words["joint"].join(self.name(part) for part in value)
        if value is None or (isinstance(value, float) and math.isnan(value)):
            raise SettingError("a name is missing where a sentence, a table or a figure needs one")
        return self.language.terms.get(f"name.{value}", str(value))

    def head(self, column: Any) -> str:
        """The head of a table's column; a name of the data where the language has none."""
        heads = self.language.heads
        share = heads.get(f"{column} as share") if self.measure == "share" else None
        return share or heads.get(column) or self.name(column)

    def names(self, values: Iterable[Any]) -> str:
        """A list of names, as the language lists them."""
        told = [self.name(value) for value in values]
        if not told:
            raise SettingError("a list of names is empty; its sentence needs a variant for no names")
        if len(told) == 1:
            return told[0]
        words = self.language.words
        return words["comma"].join(told[:-1]) + words["and"] + told[-1]

    def listed(self, values: Iterable[Any], most: int = 20) -> str:
        """The first of many names as they are, and how many there are in all."""
        told = [f"{value:g}" if isinstance(value, float) else str(value) for value in values]
        more = self.fill(self.language.words["in all"], {"count": len(told)}) if len(told) > most else ""
        return self.language.words["comma"].join(told[:most]) + more

    def verdict(self, value: str) -> str:
        """The words of a verdict."""
        return self._listed(self.language.verdicts, value, "verdict")

    def reason(self, value: str) -> str:
        """The words of a reason."""
        return self._listed(self.language.reasons, value, "reason")

    def term(self, value: Any) -> str:
        """The word of a setting's value."""
        return self._listed(self.language.terms, str(value), "term")

    def adjusted(self, value: Any) -> str:
        """An adjustment in brackets, or nothing where there is none."""
        return "" if value == "none" else self.language.words["bracket"].replace("#", self.term(value))

    def role(self, value: str) -> str:
        """The word of a column's role, or the role itself where there is none."""
        return self.language.terms.get(f"role.{value}", value)

    def kind(self, value: str) -> str:
        """The word of a kind of row or of answer, or the kind itself where there is none."""
        return self.language.terms.get(f"kind.{value}", value)

    def kinds(self, values: Iterable[str]) -> str:
        """A list of kinds, as the language lists names."""
        return self.names([self.kind(value) for value in values])

    def interval(self, ends: tuple[float, float]) -> str:
        """Two ends in points, such as ``[−1.70, 2.50]``; an end that would be rounded to zero keeps its first digit."""
        if self.measure == "share":
            return self.percents(ends)
        return f"[{self._end(ends[0], self.decimals)}, {self._end(ends[1], self.decimals)}]"

    def percents(self, ends: tuple[float, float]) -> str:
        """Two ends as percentages."""
        return f"[{self.percent(ends[0])}, {self.percent(ends[1])}]"

    def numbers(self, ends: tuple[float, float]) -> str:
        """Two ends with three decimals."""
        return f"[{self.number(ends[0])}, {self.number(ends[1])}]"

    def ratios(self, ends: tuple[float, float]) -> str:
        """Two ends with two decimals."""
        return f"[{self.ratio(ends[0])}, {self.ratio(ends[1])}]"

    def span(self, ends: tuple[float, float]) -> str:
        """Two numbers of points as a range, or one where they are printed alike."""
        low, high = self.points(ends[0]), self.points(ends[1])
        return low if low == high else f"{low}{self.language.words['to']}{high}"

    def rank_span(self, ends: tuple[float, float]) -> str:
        """Two ranks as a range, such as ``3–7``, or one where they are the same."""
        low, high = self.integer(ends[0]), self.integer(ends[1])
        return low if low == high else f"{low}–{high}"

    def places(self, ends: tuple[float, float]) -> str:
        """Two ranks with their noun."""
        words = self.language.words
        one = self.integer(ends[0]) == self.integer(ends[1])
        return words["place" if one else "places"].replace("#", self.rank_span(ends))

    def count(self, value: float, nouns: str) -> str:
        """An integer and its noun in the singular or the plural, given as ``"unit|units"``."""
        one, many = nouns.split("|")
        return f"{self.integer(value)} {one if value == 1 else many}"

    def _end(self, value: float, decimals: int) -> str:
        while value and float(f"{value:.{decimals}f}") == 0 and decimals < 9:
            decimals += 1
        return self._fixed(value, decimals)

    def _p(self, value: float) -> str:
        decimals = 3
        while any(value < limit <= float(f"{value:.{decimals}f}") for limit in (0.05, 0.01)) and decimals < 9:
            decimals += 1
        return f"{value:.{decimals}f}"

    def _fixed(self, value: float, decimals: int) -> str:
        if math.isinf(self._checked(value)):
            return self.language.words["unbounded" if value > 0 else "unbounded below"]
        text = f"{value:,.{decimals}f}".replace(",", self.language.words["thousands"])
        return text.lstrip("-") if not text.strip("-0.") else text.replace("-", MINUS)

    def _checked(self, value: float) -> float:
        if value is None or isinstance(value, str) or math.isnan(value):
            raise SettingError(f"{value!r} stands where a sentence, a table or a figure needs a number")
        return float(value)

    def _listed(self, texts: Mapping[str, str], code: str, what: str) -> str:
        if code not in texts:
            raise SettingError(f"the language {self.language.code!r} has no words for the {what} {code!r}")
        return texts[code]


# the values that are levels; every other number of points is a difference
_LEVELS = (
    *("estimate", "before", "after", "start", "end", "micro", "macro", "highest", "lowest", "reference", "target"),
    *("own", "official", "forecast"),
)
_POINTS = re.compile(r"\{([^{}:]+):(points|signed|size|span|interval)\}")
_AS_SHARE = {"points": "pp", "signed": "pp_signed", "size": "pp_size", "span": "pp_span", "interval": "pps"}


def as_shares(template: str, language: Language) -> str:
    """A sentence about points as the same sentence about shares: levels in per cent, differences in percentage points.

    Examples:
        >>> from satmodel.telling.language import language
        >>> as_shares("{name:name} has {estimate:points} points, {gap:signed} points more", language("en"))
        '{name:name} has {estimate:percent}, {gap:pp_signed} percentage points more'
    """
    unit, share_unit = language.words["unit of points"], language.words["unit of shares"]
    verb, share_verb = language.words["verb of points"], language.words["verb of shares"]

    def turned(found: re.Match[str]) -> str:
        name, spec, behind = found[2], found[3], found[4] or ""
        if spec == "points" and name.removesuffix("_value").removesuffix("_estimate") in _LEVELS:
            return (share_verb if found[1] else "") + f"{{{name}:percent}}"
        return (found[1] or "") + f"{{{name}:{_AS_SHARE[spec]}}}" + (share_unit if behind else "")

    before = f"({re.escape(verb)})?" if verb else "()"
    return re.sub(before + _POINTS.pattern + f"({re.escape(unit)})?", turned, template)


class _Filler(Formatter):
    """Fills templates through a writer; a missing value or an unknown spec is an error, never an empty place."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer

    def get_field(self, field_name: str, args: Any, kwargs: Mapping[str, Any]) -> tuple[Any, str]:
        names = field_name.split()
        missing = [name for name in names if name not in kwargs]
        if missing or not names:
            raise SettingError(
                f"no value {', '.join(missing) or field_name!r}; there are {', '.join(kwargs) or 'none'}"
            )
        values = tuple(kwargs[name] for name in names)
        return (values if len(values) > 1 else values[0]), field_name

    def format_field(self, value: Any, format_spec: str) -> str:
        spec, _, nouns = format_spec.partition(" ")
        if spec == "count" and nouns:
            return self._writer.count(value, nouns)
        if spec == "text":
            return str(value)
        if spec not in _SPECS:
            raise SettingError(f"there is no format {format_spec!r}; the formats are {', '.join(sorted(_SPECS))}")
        written: str = getattr(self._writer, spec)(value)
        return written


_SPECS = {name for name, member in vars(Writer).items() if callable(member) and name[0] != "_"} - {
    "fill",
    "count",
    "head",
}
