"""删去的个人信息，与人数过少不公布的格子。"""

from __future__ import annotations

from satmodel.telling.lines import Line

SENTENCES = {
    "privacy.dropped": "读取时删去含个人信息的列{count:integer}个：{columns:names}（共{cells:integer}格）。",
    "privacy.coded": "有{count:integer}列不能删去，内容已换成代码：{columns:names}（共{cells:integer}格）。",
    "privacy.masked": "文字中的电话号码、身份证号或地址已遮盖：{columns:names}（共{cells:integer}格）。",
    "privacy.kept": "姓名或地址被指定为分析用的列，予以保留：{columns:names}（共{cells:integer}格）。",
    "privacy.none": "在{count:integer}列中没有认出个人信息。",
    "suppress.cells": (
        "人数少于{smallest:integer}人的格子不公布：因此隐去{primary:integer}格；为使其不能由合计推出，"
        "另外隐去{secondary:integer}格。"
    ),
    "suppress.exposed": "其中{exposed:integer}格仍可由合计推出，即使隐去所有格子也是如此：请不要公布合计，或合并行列。",
    "suppress.cells.zero primary": "没有人数少于{smallest:integer}人的格子，全部公布。",
}

HEADS = {
    "personal": "个人信息",
    "cells": "格数",
    "action": "处理",
}

REASONS = {
    "too_few_to_publish": "人数过少，不予公布",
}

TERMS = {
    "role.phone": "电话号码",
    "kind.phone": "电话号码",
    "kind.citizen_id": "身份证号",
    "kind.ip": "网络地址",
    "kind.email": "电子邮箱",
    "kind.name": "姓名",
    "kind.interviewer": "访员姓名",
    "kind.address": "住址",
    "kind.text": "文字中的号码",
    "kind.dropped": "删去",
    "kind.coded": "换成代码",
    "kind.masked": "遮盖",
    "kind.kept": "按指定保留",
}

CAPTIONS = {
    "privacy": "个人信息的处理",
    "suppress": "人数表（小格不公布）",
}

TITLES = {
    "privacy": "个人信息",
    "suppress": "小格的处理",
}

METHODS = {
    "privacy": (
        Line(
            "电话号码、身份证号、网络地址、电子邮箱、姓名和住址按列的内容与标题识别，不进入分析；文字中的号码予以遮盖。"
        ),
    ),
    "suppress": (
        Line("少于{smallest:integer}人的估计值和人数不公布。"),
        Line(
            "人数表中再由小到大隐去一些格子，直到凡有隐去的行和列都至少隐去两格、合计不少于{smallest:integer}人，"
            "且没有一个本可隐住的格子能由其余格子和合计推出。",
            when=("table",),
        ),
    ),
}
