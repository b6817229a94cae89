"""Cells of an xlsx sheet that hold an error or a formula never computed, which readers take for empty."""

from __future__ import annotations

import io
import re
import zipfile
from posixpath import normpath
from xml.etree import ElementTree

_ERROR = re.compile(rb'<c r="([A-Z]+)(\d+)"[^>]*? t="e"[^>]*>(?:(?!</c>).)*?<v>([^<]*)</v>', re.DOTALL)
# a formula in a cell of type "str" was computed: its result is text, which may well be the empty one
_FORMULA = re.compile(
    rb'<c r="([A-Z]+)(\d+)"(?![^>]*t="str")[^>]*>\s*'
    rb"<f[^>]*?(?:/>|>([^<]*)</f>)\s*(?:<v\s*/>|<v[^>]*></v>)?\s*</c>"
)
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def uncomputed(data: bytes, sheet: str) -> dict[tuple[int, int], str]:
    """The error (``#N/A``) or the formula (``=A1+B1``) of each cell without a value, by its position from 0.

    Args:
        data: the bytes of the workbook; those of other kinds than xlsx give nothing.
        sheet: the sheet's name.
    """
    xml = _sheet_xml(data, sheet)
    found: dict[tuple[int, int], str] = {}
    if b't="e"' in xml:
        found |= {_position(*match[:2]): match[2].decode() for match in _ERROR.findall(xml)}
    if b"<f" in xml:
        found |= {_position(*match[:2]): f"={match[2].decode()}" for match in _FORMULA.findall(xml)}
    return found


def _sheet_xml(data: bytes, sheet: str) -> bytes:
    if not data.startswith(b"PK"):
        return b""
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        names = set(parts.namelist())
        if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= names:
            return b""
        book = ElementTree.fromstring(parts.read("xl/workbook.xml"))
        relations = ElementTree.fromstring(parts.read("xl/_rels/workbook.xml.rels"))
        targets = {one.get("Id"): one.get("Target", "") for one in relations}
        asked = (one.get(_RELATION) for one in book.iter() if one.tag.endswith("}sheet") and one.get("name") == sheet)
        target = targets.get(next(asked, None), "")
        path = target[1:] if target.startswith("/") else normpath(f"xl/{target}")
        return parts.read(path) if path in names else b""


def _position(letters: bytes, row: bytes) -> tuple[int, int]:
    column = 0
    for code in letters:
        column = column * 26 + code - ord("A") + 1
    return int(row) - 1, column - 1
