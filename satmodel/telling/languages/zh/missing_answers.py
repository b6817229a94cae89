"""缺答的几种处理办法下的驱动分析。"""

from __future__ import annotations

from satmodel.telling.lines import Line

_R2 = "各分项合起来解释总体评价变异的{r2:percent}，{level:percent0}置信区间为{low high:percents}"

SENTENCES = {
    "missing_drivers.none": (
        "{respondents:integer}名受访者对各分项和“{outcome:name}”都有可计分的回答，没有缺答需要处理，各种办法只在重抽样上有差别。"
    ),
    "missing_drivers.lost": (
        "{respondents:integer}名受访者中，{complete:integer}人对各分项和“{outcome:name}”都有可计分的回答；"
        "{with_no_opinion:integer}人至少一题未表明看法（如“不了解”），另有{with_blank_only:integer}人至少一题空白。"
    ),
    "missing_drivers.lost.zero with_blank_only": (
        "{respondents:integer}名受访者中，{complete:integer}人对各分项和“{outcome:name}”都有可计分的回答；"
        "{with_no_opinion:integer}人至少一题未表明看法（如“不了解”），没有空白。"
    ),
    "missing_drivers.most": ("缺答最多的是{item:name}：未表明看法的{no_opinion:integer}人，空白的{blank:integer}人。"),
    "missing_drivers.fit.treatment=complete": "只用全部作答者（默认办法）：" + _R2 + "，依据{n:integer}人。",
    "missing_drivers.fit.treatment=pairwise": (
        "逐对取用：" + _R2 + "，每对题目依据{pair_least:integer}至{pair_most:integer}人。"
    ),
    "missing_drivers.fit.treatment=imputed": (
        "多重插补{imputations:integer}次：" + _R2 + "，依据{n:integer}人，每次插补{filled:integer}个回答。"
    ),
    "missing_drivers.order": "各种处理办法下，各分项的先后都相同，份额最大的都是{first:name}。",
    "missing_drivers.order.same_first": (
        "各分项的先后与处理办法有关：{items:names}的位次有变动；各种办法下份额最大的都是{first:name}。"
    ),
    "missing_drivers.order.same_first.zero moved": ("各种处理办法下，各分项的先后都相同，份额最大的都是{first:name}。"),
    "missing_drivers.order.not same_first": (
        "各分项的先后与处理办法有关，份额最大的是哪一项也与办法有关：{items:names}的位次有变动。"
    ),
    "missing_drivers.reversed": "有{count:integer}对分项的先后在一种办法下可以确认，在另一种办法下却相反。",
    "missing_drivers.reversed.zero count": "一种办法下可以确认的先后，在其他办法下都没有颠倒。",
    "missing_drivers.reversed.zero count.zero settled": "各种办法下都没有哪两项的先后可以确认。",
    "missing_drivers.largest.within": (
        "变动最大的是{item:name}的份额：{base:term}为{before:percent}，{treatment:term}为{share:percent}，"
        "仍在{base:term}的{level:percent0}置信区间{low high:percents}之内。"
    ),
    "missing_drivers.largest.not within": (
        "变动最大的是{item:name}的份额：{base:term}为{before:percent}，{treatment:term}为{share:percent}，"
        "已在{base:term}的{level:percent0}置信区间{low high:percents}之外。"
    ),
    "missing_drivers.mended": (
        "{replicates:integer}次重抽样中，有{count:integer}次各对题目的相关系数互相矛盾，已换成最接近的相关矩阵。"
    ),
    "missing_drivers.refused.treatment=complete": "各题都有回答的受访者太少，或其中没有可解释的差异，未按“只用全部作答者”计算。",
    "missing_drivers.refused.treatment=pairwise": "各对题目的回答太少、互相矛盾或没有可解释的差异，未按“逐对取用”计算。",
    "missing_drivers.refused.treatment=imputed": "缺答无法插补，未按“多重插补”计算。",
    "missing_drivers.unknown": ("哪种办法都不能说明未表明看法的人会怎样评价；插补出来的不是受访者的回答。"),
}

HEADS = {
    "treatment": "缺答处理办法",
    "no_opinion_count": "未表明看法",
    "blank_count": "空白",
}

TERMS = {
    "complete": "只用全部作答者",
    "pairwise": "逐对取用",
    "imputed": "多重插补",
    "kind.complete": "只用全部作答者",
    "kind.pairwise": "逐对取用",
    "kind.imputed": "多重插补",
    "kind.stratum": "层",
    "kind.weight": "权重",
}

CAPTIONS = {
    "missing_drivers": "不同缺答处理办法下各分项的相对重要性",
}

PICTURES = {
    "treatments.axis": "占可解释部分的份额（{level:percent0}置信区间）",
    "treatments.alt": (
        "{count:integer}个分项在{treatments:integer}种缺答处理办法下的份额；份额最大的是{highest:name}，"
        "为{highest_value:percent}。"
    ),
}

TITLES = {
    "missing_drivers": "缺答与驱动分析",
}

METHODS = {
    "missing_drivers": (
        Line(
            "分别用三种办法计算各分项的相对重要性：只用全部作答者；逐对取用（每个相关系数用两题都有回答的受访者）；缺答经插补后计算。"
        ),
        Line(
            "缺答（包括未表明看法的）用链式方程和预测均值匹配插补20次（5个备选、循环10次），依据其他各题的回答。",
            when=("imputed",),
        ),
        Line("插补时除各题的回答外，还依据受访者的{beside:kinds}。", when=("beside",)),
        Line("单位、层和权重没有用于插补。", when=("imputed", "not beside")),
        Line("各次插补后的重抽样结果合并使用，共{replicates:integer}次。", when=("imputed",)),
        Line("各对相关系数互相矛盾时，换成最接近的相关矩阵（Higham交替投影法）。", when=("mended",)),
        Line("前两种办法假定缺答完全随机，插补假定缺答只与其他已知的回答和情况有关（随机缺失）。"),
    ),
}
