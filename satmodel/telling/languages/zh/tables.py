"""公布表格、分母与问题清单的用语。"""

from __future__ import annotations

from satmodel.telling.lines import Line

_PRINTED = "{item:name}：公布的“{name:name}”为{printed:points}分，"
_SHARE = "（{share:percent}，{level:percent0}置信区间为{share_low share_high:percents}）。"

SENTENCES = {
    "printed_table.average.agrees=both": (
        _PRINTED + "与各行的简单平均{macro:points}分、按样本量加权的平均{micro:points}分都相符。"
    ),
    "printed_table.average.agrees=macro": (
        _PRINTED + "与各行的简单平均{macro:points}分相符，与按样本量加权的平均{micro:points}分不符。"
    ),
    "printed_table.average.agrees=macro.no micro": _PRINTED + "与各行的简单平均{macro:points}分相符。",
    "printed_table.average.agrees=micro": (
        _PRINTED + "与按样本量加权的平均{micro:points}分相符，与各行的简单平均{macro:points}分不符。"
    ),
    "printed_table.average.agrees=neither": (
        _PRINTED + "与各行的简单平均{macro:points}分、按样本量加权的平均{micro:points}分都不符。"
    ),
    "printed_table.average.agrees=neither.no micro": _PRINTED + "与各行的简单平均{macro:points}分不符。",
    "printed_table.composites": "公布的{count:integer}个综合得分中，有{wrong:integer}个与{items:names}的平均不符。",
    "printed_table.composites.zero wrong": "公布的{count:integer}个综合得分都等于{items:names}的平均（在舍入范围内）。",
    "printed_table.composite": (
        "{unit:name}：公布的综合得分为{printed:points}分（单元格{cell:text}），各分项的平均为{mean:points}分。"
    ),
    "printed_table.ranks": "公布的{count:integer}个位次中，有{wrong:integer}个与公布的得分不符。",
    "printed_table.ranks.zero wrong": "公布的{count:integer}个位次都与公布的得分相符（得分相同的，先后不论）。",
    "printed_table.rank": (
        "{unit:name}的“{item:name}”公布为第{printed_rank:integer}位（单元格{cell:text}），"
        "按公布的得分应为{rank_low rank_high:places}。"
    ),
    "denominators.found": (
        "公布的“{rate:name}”是“{count:name}”除以“{candidate:name}”：{rows:integer}个公布值全部复现（共试{tried:integer}个分母）。"
    ),
    "denominators.several": (
        "{names:names}各自都能复现全部{rows:integer}个“{rate:name}”，从舍入的数值看不出用的是哪一个"
        "（共试{tried:integer}个分母）。"
    ),
    "denominators.several.alike": (
        "公布的“{rate:name}”是“{count:name}”除以{names:names}（数值相同）："
        "{rows:integer}个公布值全部复现（共试{tried:integer}个分母）。"
    ),
    "denominators.none": (
        "试过的{tried:integer}个分母都不能复现全部“{rate:name}”；最接近的是“{candidate:name}”，"
        "复现{rows:integer}个中的{hits:integer}个。"
    ),
    "denominators.none.no candidate": "没有一列可以作“{rate:name}”的分母：没有一列每行都不小于“{count:name}”。",
    "denominators.miss": (
        "{unit:name}：{count:integer}除以“{candidate:name}”的{n:integer}，得{computed:percent0}，"
        "而公布的是{printed:text}（单元格{cell:text}）。"
    ),
    "denominators.range": (
        "{unit:name}：件数为{count:integer}、公布为{printed:text}，分母应在{n_low:integer}与{n_high:integer}之间。"
    ),
    "denominators.range.no n_high": (
        "{unit:name}：件数为{count:integer}、公布为{printed:text}，分母应不小于{n_low:integer}。"
    ),
    "denominators.impossible": (
        "{unit:name}：件数为{count:integer}时，没有任何分母能得出公布的{printed:text}（单元格{cell:text}），两者必有一误。"
    ),
    "problems.rows": (
        "清单共有{rows:integer}件问题，涉及{units:integer}个单位、{categories:integer}个类别；"
        "最多的是{most:names}，各{most_count:integer}件（各占{most_share:percent}）。"
    ),
    "problems.rows.one ties": (
        "清单共有{rows:integer}件问题，涉及{units:integer}个单位、{categories:integer}个类别；"
        "最多的是{most:names}，{most_count:integer}件（占{most_share:percent}）。"
    ),
    "problems.round": "{round:name}：{count:integer}件。",
    "problems.closed": "{n:integer}件中，已办结{count:integer}件" + _SHARE,
    "problems.standing": "{n:integer}件中，列为长期坚持的{count:integer}件" + _SHARE,
    "problems.open": "{n:integer}件中，尚未办结的{count:integer}件" + _SHARE,
    "problems.repeated": "{n:integer}件中，以前已经反映过的{count:integer}件" + _SHARE,
    "problems.called": "{n:integer}件中，已回访并得到答复的{count:integer}件" + _SHARE,
    "problems.satisfied": ("回访得到答复的{n:integer}件中，表示满意或基本满意的{count:integer}件" + _SHARE),
    "problems.dissatisfied": "回访得到答复的{n:integer}件中，表示不满意的{count:integer}件" + _SHARE,
    "problems.nobody": "没有一件回访得到答复，不能给出回访满意率。",
}

HEADS = {
    "printed": "公布值",
    "macro": "简单平均",
    "micro": "按样本量加权的平均",
    "difference": "公布值减简单平均",
    "agrees": "相符的口径",
    "candidate": "试用的分母",
    "columns": "相加的列数",
    "half_up": "复现数（四舍五入）",
    "half_even": "复现数（四舍六入五成双）",
    "reproduces": "全部复现",
    "n_low": "分母下限",
    "n_high": "分母上限",
    "category": "类别",
    "printed_rank": "公布的位次",
    "cell": "单元格",
    "what": "统计项",
}

REASONS = {
    "not_published": "表中没有公布这一数字",
}

TERMS = {
    "name.both": "两种平均",
    "name.macro": "简单平均",
    "name.micro": "按样本量加权的平均",
    "name.neither": "都不符",
    "role.category": "类别",
    "role.status": "整改状态",
    "role.repeated": "是否重复",
    "role.outcome": "结果",
    "role.rate": "比率",
    "role.count": "件数",
    "role.candidate": "分母",
    "role.change": "变化",
}

CAPTIONS = {
    "printed_table": "公布的平均值与各行核对",
    "denominators": "公布比率的分母",
    "problems": "各单位各类别的问题件数",
}

PROBLEMS = {
    "percent_mixed": "“{value:text}”（{role:role}）可能是比例，也可能是百分数；{where:text}为“{other:text}”。",
    "percent_mixed+remedy": (
        "请在单元格中写明百分号（如“95.74%”），或用 shares= 说明不带百分号的数字是 'percent' 还是 'share'。"
    ),
    "share_outside": "“{value:text}”（{role:role}）不在0到100%之间。",
    "share_outside+remedy": "请更正该单元格。",
    "unit_repeated": "“{value:text}”在第{first_row:text}行已经出现。",
    "unit_repeated+remedy": "请删去重复的一行，或更正名称。",
    "rank_contradicts": "“{item:text}”公布的位次“{value:text}”与公布的得分不符，按得分应为第{low:integer}至{high:integer}位。",
    "rank_contradicts+remedy": "请更正得分或位次；也可以去掉 ranks_printed=，改用 printed_table() 逐一列出。",
    "score_outside": "“{value:text}”（{item:text}）不在计分范围{lowest:text}至{highest:text}之内。",
    "score_outside+remedy": "请更正该单元格，或更正计分范围。",
    "n_too_small": "样本量“{value:text}”小于2。",
    "n_too_small+remedy": "请更正该单元格；它应是得分背后的样本量。",
    "word_unknown": "“{value:text}”（{role:role}）不在词表中。",
    "word_unknown+remedy": "名称相近的有：{near:listed}。请更正该单元格，或在 vocabulary= 中说明这个词的含义。",
    "word_unknown+remedy.no near": "词表中有：{known:listed}。请更正该单元格，或在 vocabulary= 中说明这个词的含义。",
    "count_expected": "“{value:text}”（{role:role}）不是件数。",
    "count_expected+remedy": "请填写整数。",
}

TITLES = {
    "wide_table": "读取按分项或轮次分列的表格",
    "printed_table": "公布表格的自我核对",
    "denominators": "公布比率的分母",
    "problems": "问题清单的计数",
}

METHODS = {
    "wide_table": (
        Line("表格为{item_count:integer}个分项各设一列，每个单元格是一个得分。", when=("items",)),
        Line(
            "表格列有{round_count:integer}轮的得分。各轮按访问了不同的人处理，不同轮次的误差相互独立；"
            "如果各轮访问的是同一批人，这一条不成立。",
            when=("rounds_independent",),
        ),
        Line("有{left_out:integer}行不在选定范围内，没有计入。", when=("left_out",)),
        Line("公布的{ranks_checked:integer}个位次已与公布的得分核对，全部相符。", when=("ranks_checked",)),
        Line("样本量（{assumed_n:text}）是假定，不是公布的数字。", when=("assumed_n",)),
    ),
    "printed_table": (
        Line(
            "公布的平均值与各行的简单平均核对；有样本量的，也与按样本量加权的平均核对。"
            "相差不超过末位一个单位即为相符：平均值自身的舍入占半个单位，各行的舍入占半个单位。"
        ),
        Line("公布的综合得分与本单位各分项得分的平均核对，允许的相差相同。", when=("composites_checked",)),
        Line(
            "公布的位次应在“得分更高的个数加1”与“得分不低于它的个数”之间；得分相同的也可以并列。",
            when=("ranks_checked",),
        ),
    ),
    "denominators": (
        Line(
            "公布的比率没有注明分母时，用件数分别除以{tried:integer}个可能的分母（表中的列和列的和），"
            "保留百分数的{decimals:integer}位小数，四舍五入与四舍六入五成双各算一次。",
            when=("decimals",),
        ),
        Line(
            "公布的比率没有注明分母时，用件数分别除以{tried:integer}个可能的分母（表中的列和列的和），"
            "取整数百分数，四舍五入与四舍六入五成双各算一次。",
            when=("not decimals",),
        ),
        Line("单位少、舍入粗时，可能有分母碰巧相符。"),
        Line("无论分母n是多少，件数k和比率r（h为其末位的半个单位）都要求", formula="hidden_n"),
    ),
    "problems": (
        Line("问题按清单所列计数；整改状态的用语按固定词表归为办结、长期坚持、未办结三类，词表以外的用语不予读取。"),
        Line("比例的区间用Wilson法：", formula="problem_share"),
        Line("群众原话中的长串数字（如电话号码、证件号码）已经遮去。", when=("masked",)),
    ),
}
