"""Small files as a call centre sends them."""

from __future__ import annotations

import xlsxwriter

HEADERS = [
    "样本编号",
    "镇街",
    "Q1.您对本地社会治安是否满意",
    "Q2.您对本地医疗服务是否满意",
    "Q10.其他",
    "Q7.总体评价",
    "复核",
]
ROWS = [
    ["S1", "甲街道", "满意", "基本满意", "满意", "满意", "合格"],
    ["S2", "甲街道", "不满意", "不了解", "满意", "基本满意", "废卷"],
    ["S3", "乙镇", "基本满意", "", "满意", "不满意", "合格"],
    ["S4", "乙镇", "满意", "拒答", "不满意", "满意", "合格"],
]
SCALE = {"满意": 100, "基本满意": 75, "不满意": 55}


def workbook(path, sheets, merged=()):
    """Write each sheet's rows; a row is a list of cells, None stands for a cell that is not written."""
    book = xlsxwriter.Workbook(path)
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for span in merged:
            sheet.merge_range(*span)
        for i, row in enumerate(rows):
            for j, cell in enumerate(row):
                if cell is not None:
                    sheet.write(i, j, cell)
    book.close()
    return path


def round_rows(rows=ROWS):
    """Two title rows, the header, the respondents and a note."""
    return [["2026年上半年原始数据"], ["导出人:103"], HEADERS, *rows, ["注:“不了解”不计分。"]]


def text(rows, delimiter=","):
    return "\r\n".join(delimiter.join(row) for row in rows) + "\r\n"
