"""Personal data in cells: telephone and identity numbers, network and mail addresses, names and street addresses."""

from __future__ import annotations

import ipaddress
import re
import tomllib
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from importlib import resources
from typing import Any

from satmodel.survey.sheets.text import compact, text_of

MASK = "***"
IDENTIFIERS = ("email", "citizen_id", "ip", "phone")

_ALONE = r"(?<!\d)(?<!\d[-.])"
_END = r"(?!\d)(?!\.\d)"
_ABROAD = r"(?:(?:\+|00)86[-\s]?)"
_BIRTHDAY = r"(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
_GAP = r"[-\s.]?"
_GROUPS = ((1, 4, 4), (2, 3, 4), (1, 3, 5))  # the digits after 1[3-9], as they are written in groups
_LOCAL = "|".join(_GAP.join(rf"\d{{{size}}}" for size in sizes) for sizes in _GROUPS)
_MOBILE = rf"(?:(?:\+|00)?86[-\s]?)?1[3-9](?:{_LOCAL})"
_AREA = rf"(?:\((?:010|02\d|0[3-9]\d\d)\)|(?:010|02\d|0[3-9]\d\d)|{_ABROAD}(?:10|2\d|[3-9]\d\d))"
_LANDLINE = rf"{_AREA}[-\s.]?[2-9]\d{{2,3}}[-\s.]?\d{{4}}"
_PATTERNS: Mapping[str, re.Pattern[str]] = {
    "email": re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"),
    "citizen_id": re.compile(
        rf"(?<!\d)(?:[1-8]\d{{5}}\s?(?:18|19|20)\d\d{_BIRTHDAY}\s?\d{{3}}[\dXx]"
        # the old form has no check digit, and the decimals of a number may look like it
        rf"|(?<!\d\.)[1-8]\d{{7}}{_BIRTHDAY}\d{{3}}){_END}"
    ),
    "ip": re.compile(r"(?<![\w.:])(?:(?:\d{1,3}\.){3}\d{1,3}|(?:[0-9A-Fa-f]{0,4}:){3,7}[0-9A-Fa-f]{0,4})(?![\w.:])"),
    "phone": re.compile(rf"{_ALONE}(?:{_MOBILE}|{_LANDLINE}){_END}"),
}
_WORTH = re.compile(r"(?:\d\D{0,3}){7}|@|:[^:]*:[^:]*:|\d\.\d+\.\d+\.\d")
_NUMBERED = re.compile(r"^[A-Za-z]{0,2}\d+[.:\N{IDEOGRAPHIC COMMA})_-]*")
_BRACKET = re.compile(r"[(\[][^()\[\]]*[)\]]$")
_DIALLED = re.compile(r"\+?[\d\s().*xX-]{7,24}")
_INVISIBLE = re.compile("[\u200b\u200c\u200d\u2060\ufeff\u00ad]")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_DECIMAL = re.compile(r"1\d*\.\d+")  # one point among digits is a decimal point; a mobile number is grouped by two


@cache
def _words() -> dict[str, dict[str, re.Pattern[str]]]:
    text = resources.files("satmodel.survey.sheets").joinpath("personal.toml").read_text(encoding="utf-8")
    known = tomllib.loads(text)
    # latin names are told by their capitals, so the patterns of cells keep to their case
    flags = {"headers": re.IGNORECASE, "cells": re.NOFLAG}
    return {part: {key: re.compile(one, flags[part]) for key, one in known[part].items()} for part in known}


def masked(text: str) -> str:
    """A text with every telephone number, identity number, network and mail address in it replaced by ``***``.

    Args:
        text: any text, such as an answer in the respondent's own words or a message about a cell.

    Returns:
        The same text where nothing is found; otherwise its NFKC form, masked.

    Examples:
        >>> masked("call 138-0000-0000 after six"), masked("S00001 on 2015-06-05"), masked("12345-2024000000")
        ('call *** after six', 'S00001 on 2015-06-05', '12345-2024000000')
    """
    if len(text) < 7:
        return text
    plain = plain_text(text)
    if not _WORTH.search(plain):
        return text
    hidden = plain
    for kind, pattern in _PATTERNS.items():
        hidden = pattern.sub(lambda found, kind=kind: MASK if _true(kind, found[0]) else found[0], hidden)
    return text if hidden == plain else hidden


def masked_values(values: Any) -> Any:
    """Texts masked wherever they stand in a value: in a mapping, a list or a tuple."""
    if isinstance(values, str):
        return masked(values)
    if isinstance(values, Mapping):
        return {key: masked_values(value) for key, value in values.items()}
    if isinstance(values, list | tuple):
        return type(values)(masked_values(value) for value in values)
    return values


def plain_text(value: object) -> str:
    """A cell as it is searched: NFKC form, without invisible characters."""
    return _INVISIBLE.sub("", unicodedata.normalize("NFKC", text_of(value))).strip()


def identifier(text: str) -> str | None:
    """What the whole of a cell is: ``"phone"``, ``"citizen_id"``, ``"ip"`` or ``"email"``; None for anything else.

    A network address may be followed by its place in brackets, a telephone number by an extension.

    Examples:
        >>> identifier("(0532) 8000 0000"), identifier("192.0.2.7"), identifier("103"), identifier("2015-06-05")
        ('phone', 'ip', None, None)
    """
    plain = plain_text(text)
    if not _WORTH.search(plain):
        return None
    bare = _BRACKET.sub("", plain).strip() or plain
    for kind, pattern in _PATTERNS.items():
        found = pattern.match(bare)
        if found and _true(kind, found[0]) and (found.end() == len(bare) or _extension(kind, bare[found.end() :])):
            return kind
    return None


def holds_identifier(text: str) -> bool:
    """Whether a text has a number or an address in it that :func:`masked` would hide."""
    return masked(text) != text


def header_kind(header: object) -> str | None:
    """The kind of personal data that a header announces, None for any other header.

    Examples:
        >>> header_kind("phone number"), header_kind("Interviewer"), header_kind("Q1"), header_kind("duration")
        ('phone', 'interviewer', None, None)
    """
    bare = bare_header(header)
    return next((kind for kind, pattern in _words()["headers"].items() if pattern.fullmatch(bare)), None)


def bare_header(header: object) -> str:
    """A header as it is matched by its words: compact, without a question's number and a bracket at its end.

    Examples:
        >>> bare_header("Q12. Phone number (home)"), bare_header("duration(s)"), bare_header("Q1")
        ('Phonenumber', 'duration', 'Q1')
    """
    plain = compact(header)
    return _BRACKET.sub("", _NUMBERED.sub("", plain)) or plain


def announced(kind: str | None, cells: Sequence[str]) -> bool:
    """Whether the (c,) different filled cells of a column hold what its header announces."""
    test = _ANNOUNCED.get(kind or "")
    found = [bool(test(plain_text(cell))) for cell in cells] if test else []
    if kind == "address":
        return any(found)
    return bool(found) and 2 * sum(found) >= len(found)


def _person(text: str) -> bool:
    words = _words()["cells"]
    return bool(words["name"].fullmatch(text)) and not words["no_name"].fullmatch(text)


def _long_number(text: str) -> bool:
    return bool(_DIALLED.fullmatch(text)) and sum(letter.isdigit() or letter in "*xX" for letter in text) >= 7


_ANNOUNCED: Mapping[str, Callable[[str], bool]] = {
    "phone": lambda text: _long_number(text) or holds_identifier(text),
    "citizen_id": _long_number,
    "ip": lambda text: identifier(text) == "ip",
    "email": lambda text: "@" in text,
    "interviewer": _person,
    "name": _person,
    "address": lambda text: bool(_words()["cells"]["door"].fullmatch(text)),
}


def _extension(kind: str, rest: str) -> bool:
    return kind == "phone" and bool(re.fullmatch(r"\s*[-#,x\u8f6c]\s*\d{1,5}", rest))


def _true(kind: str, text: str) -> bool:
    """Whether what looks like an identity number, a network address or a telephone number is one."""
    bare = re.sub(r"\s", "", text)
    if kind == "phone":
        return not _DECIMAL.fullmatch(text)
    if kind == "citizen_id" and len(bare) == 18:
        total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, bare[:17], strict=True))
        return _CHECKS[total % 11] == bare[17].upper()
    if kind == "ip":
        try:
            ipaddress.ip_address(bare)
        except ValueError:
            return False
    return True
