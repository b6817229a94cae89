"""Tables of counts and of call outcomes with the traps of real files, and faults to put into them."""

from __future__ import annotations

from pathlib import Path

import openpyxl

from tests.survey.files import workbook

INPUTS = Path(__file__).parents[2].parent / "shared" / "inputs"

COUNT_HEADER = ["单位", "项目", "满意", "基本满意", "不满意", "不了解", "拒答", "访问人数"]
COUNT_ROWS = [
    ["甲街道", "社会治安", 49, 36, 10, 3, 2, 100],
    ["甲街道", "医疗服务", 54, 27, 4, 9, 6, 100],
    ["乙镇", "社会治安", 46, 31, 12, 10, 1, 100],
    ["乙镇", "医疗服务", 61, 34, 7, 11, 7, 120],
    ["丙镇", "社会治安", 49, 35, 8, 7, 1, 100],
    ["丙镇", "医疗服务", 44, 42, 10, 4, 0, 100],
]
CALL_HEADER = ["镇街", "拨打号码数", "空号/停机", "无人接听", "占线", "接通拒访", "中途中断", "不合条件", "成功访问"]
CALL_ROWS = [
    ["甲街道", 412, 61, 118, 20, 150, 14, 19, 30],
    ["乙镇", 398, 55, 120, 18, 146, 12, 17, 30],
    ["丙镇", 420, 66, 125, 24, 149, 12, 14, 30],
]


def count_book(path: Path) -> Path:
    """A title, the header, units and items, a row of totals, a note."""
    total = ["合计", None, *(sum(row[j] for row in COUNT_ROWS) for j in range(2, 8))]
    return workbook(
        path, {"计数": [["满意度答案计数表"], COUNT_HEADER, *COUNT_ROWS, total, ["注：访问人数含“不了解”和拒答。"]]}
    )


def call_book(path: Path) -> Path:
    """A title, the header, units, a row of totals, a note."""
    total = ["合计", *(sum(row[j] for row in CALL_ROWS) for j in range(1, 9))]
    return workbook(path, {"Sheet1": [["拨打结果统计"], CALL_HEADER, *CALL_ROWS, total, ["注：按号码最终结果统计。"]]})


def changed(source: Path, target: Path, cells: dict[str, object]) -> Path:
    """A copy of a workbook with some cells of its first sheet changed."""
    book = openpyxl.load_workbook(source)
    for cell, value in cells.items():
        book.worksheets[0][cell] = value
    book.save(target)
    return target


def header_row(path: Path) -> int:
    """The row of the header in the first sheet."""
    sheet = openpyxl.load_workbook(path).worksheets[0]
    return next(row for row in range(1, 6) if sheet.cell(row, 3).value is not None)
