"""等级回答：潜在量表与平行线检验的全部文字。"""

from __future__ import annotations

from satmodel.telling.lines import Line

_LEVELS = "“{outcome:name}”按顺序作为{count:integer}个等级处理，各等级由一个潜在的连续量表切分而成，误差取"
_EXPLAINED = (
    "；等级之间相差多少分不起作用，所解释的是潜在量表的方差（McKelvey-Zavoina的R²），不是分数的方差。人数最少的等级是"
    "{rarest:points}分，{n:integer}名受访者中有{rarest_n:integer}人。"
)
_TEST = "（F为{f:ratio}，自由度为{q:integer}和{rest:text}，p {p:p}）"
_OVERALL = (
    "在“{outcome:name}”的各分界点之间，{term:name}的斜率相差{gap:number}，相对其误差为各项中最大；各项斜率一并检验"
    + _TEST
    + "："
)
_ALONE = (
    "{term:name}的斜率在{smallest_at:text}处为{smallest:number}，在{largest_at:text}处为{largest:number}，"
    "相差{gap:number}；"
)
_TERM = (
    "{term:name}的斜率在{smallest_at:text}处为{smallest:number}，在{largest_at:text}处为{largest:number}，"
    "相差{gap:number}（F为{f:ratio}，自由度为{q:integer}和{rest:text}，校正后p {p:p}）："
)

SENTENCES = {
    "ordinal.levels": _LEVELS + "logistic分布（比例优势模型）" + _EXPLAINED,
    "ordinal.levels.link=probit": _LEVELS + "正态分布（probit模型）" + _EXPLAINED,
    "ordinal.fewer": (
        "{replicates:integer}次重抽样中有{count:integer}次没有人选择“{outcome:name}”的某一等级，这些重抽样按其余等级拟合。"
    ),
    "ordinal.separated": (
        "{replicates:integer}次重抽样中有{count:integer}次各项把“{outcome:name}”的等级完全分开，这些重抽样未用，"
        "因此区间的上限可能偏低。"
    ),
    "ordinal.lines": (
        "各项的斜率在“{outcome:name}”的各分界点上是否相同，无法检验：在某一分界点，各项把回答完全分开，或者受访者、抽样群太少。"
    ),
    "parallel_lines.overall.established": (
        _OVERALL + "各分界点斜率不同可以确认，平行线假定被否定，应同时看各分界点的斜率。"
    ),
    "parallel_lines.overall.not established": (
        _OVERALL + "各分界点斜率不同不能确认，平行线假定未被否定；按现有样本，此处相差{detectable:number}才可以确认。"
    ),
    "parallel_lines.overall.not comparable": (
        "在“{outcome:name}”的各分界点之间，{term:name}的斜率相差{gap:number}，相对其误差为各项中最大；自由度只有{df:text}，"
        "不足以一并检验{q:integer}个斜率差：各条线是否平行，无法比较。"
    ),
    "parallel_lines.overall.not comparable.cause=exact": (
        "在“{outcome:name}”的各分界点之间，{term:name}的斜率相差{gap:number}；总体的各群全部在样本中，没有抽样误差："
        "各条线是否平行无需检验，按检验无法比较。"
    ),
    "parallel_lines.overall.not comparable.cause=singular": (
        "在“{outcome:name}”的各分界点之间，{term:name}的斜率相差{gap:number}，相对其误差为各项中最大；{q:integer}个斜率差中有些"
        "在各群之间完全同步变动：各条线是否平行，无法比较。"
    ),
    "parallel_lines.term.established": _TERM + "各分界点斜率不同可以确认，该项的平行线假定被否定。",
    "parallel_lines.term.not established": (
        _TERM + "各分界点斜率不同不能确认；按现有样本，相差{detectable:number}才可以确认。"
    ),
    "parallel_lines.term.not comparable": (
        "{term:name}的斜率在{smallest_at:text}处为{smallest:number}，在{largest_at:text}处为{largest:number}，"
        "相差{gap:number}；自由度不足以检验它的{q:integer}个斜率差：各分界点斜率是否不同，无法比较。"
    ),
    "parallel_lines.term.not comparable.cause=exact": (
        _ALONE + "总体的各群全部在样本中，没有抽样误差：各分界点斜率是否不同，按检验无法比较。"
    ),
    "parallel_lines.term.not comparable.cause=singular": (
        _ALONE + "它的各个斜率差在各群之间完全同步变动：各分界点斜率是否不同，无法比较。"
    ),
    "parallel_lines.apart": "{term:name}没有单独的斜率：{reason:reason}。",
    "parallel_lines.lost": "各条线依据{n:integer}名各列齐全的受访者，另有{lost:integer}人缺少某一列，未用。",
}

HEADS = {
    "smallest": "最小斜率",
    "smallest_at": "所在分界点",
    "largest": "最大斜率",
    "largest_at": "该斜率的分界点",
    "slope_gap": "斜率之差",
    "slope_gap_se": "斜率之差的标准误",
    "slope_detectable": "可以确认的斜率差",
    "f": "F",
    "q": "检验的差数",
    "rest_df": "分母自由度",
    "cut_point": "分界点",
}

CAPTIONS = {
    "parallel_lines": "各分界点的斜率",
}

TITLES = {
    "ordinal": "只有几个等级的结果",
    "parallel_lines": "平行线检验",
}

METHODS = {
    "ordinal": (
        Line(
            "“{outcome:name}”的{count:integer}个等级按顺序看待，视为由一个看不见的潜在量表y*切分而成，各等级赋多少分不起作用。"
            "斜率b由加权有序logistic回归得到，R²是y*的方差中可由其解释的部分：",
            when=("link=logit",),
            formula="latent",
        ),
        Line(
            "“{outcome:name}”的{count:integer}个等级按顺序看待，视为由一个看不见的潜在量表y*切分而成，各等级赋多少分不起作用。"
            "斜率b由加权有序probit回归得到，R²是y*的方差中可由其解释的部分：",
            when=("link=probit",),
            formula="latent",
        ),
        Line(
            "部分分项的R²取由这些分项对y*作最佳预测所得，因此各子集同用一个量表。{replicates:integer}次重抽样中每次都重新拟合整个回归。"
        ),
        Line(
            "有{replicates_fewer_levels:integer}次重抽样没有抽到某一等级，按其余等级拟合。",
            when=("replicates_fewer_levels",),
        ),
        Line("有{replicates_separated:integer}次重抽样各项把等级完全分开，未用。", when=("replicates_separated",)),
    ),
    "parallel_lines": (
        Line(
            "有序回归假定每一项的斜率在“{outcome:name}”的各分界点上相同。在每个分界点，对“高于该分界点”作logistic回归，"
            "再以抽样设计下全部斜率的协方差检验斜率之差d：",
            formula="parallel_lines",
        ),
        Line(
            "自由度ν由群数减去层数和系数个数得到（{df:text}）；单项的p值按项数校正（Holm）。斜率不同不能确认，不等于斜率相同。"
        ),
        Line(
            "对“{outcome:name}”，各列齐全的受访者有{n:integer}人，另有{lost:integer}人缺少某一列，未用。",
            when=("lost",),
        ),
    ),
}
