"""按总体边际加权、截尾、复制权重：句子、表头、原因、方法一节。"""

from __future__ import annotations

from satmodel.telling.lines import Line

SENTENCES = {
    "weighting.range": (
        "{respondents:integer}位受访者的权重在{smallest:number}至{largest:number}之间，最大为最小的{times:ratio}倍；"
        "权重不等使平均得分的方差约为等权时的{deff:ratio}倍，相当于{effective_n:integer}位等权的受访者。"
    ),
    "weighting.shift": (
        "加权前后变动最多的是{unit:name}{variable:name}中“{category:name}”的份额，由{base_share:percent}变为{weighted_share:percent}。"
    ),
    "weighting.shift.no unit": (
        "加权前后变动最多的是{variable:name}中“{category:name}”的份额，由{base_share:percent}变为{weighted_share:percent}。"
    ),
    "weighting.trimmed": "有{trimmed:integer}个权重被移到允许范围的下限{low:number}或上限{high:number}。",
    "weighting.trimmed.no low": "有{trimmed:integer}个权重被截到上限{high:number}。",
    "weighting.trimmed.no high": "有{trimmed:integer}个权重被提高到下限{low:number}。",
}

HEADS = {
    "variable": "变量",
    "base_share": "加权前份额",
    "population_share": "总体份额",
    "weighted_share": "加权后份额",
}

REASONS = {
    "fixed_by_weights": "该数已由加权固定，没有抽样误差",
    "empty_replicate": "部分复制样本中没有它的受访者",
}

TERMS = {
    "role.people": "人数",
    "role.margin variable": "边际的变量",
    "role.margin category": "边际的类别",
    "role.replicate": "复制权重",
}

CAPTIONS = {
    "rake": "读取的数据（耙平加权）",
    "post_stratify": "读取的数据（事后分层加权）",
    "trim": "读取的数据（权重截尾）",
    "weighting": "加权前后的边际",
    "replicate_means": "由复制权重得到的得分与区间",
}

TITLES = {
    "rake": "耙平加权",
    "post_stratify": "事后分层加权",
    "trim": "权重截尾",
    "replicates": "复制权重",
    "replicate_means": "由复制权重得到的标准误",
}

_WITHIN = (
    Line("每个单位各按自己的边际拟合。", when=("within=unit",)),
    Line("边际是各单位合计的边际。", when=("not within",)),
)
_BASE = (
    Line("以文件中的权重为基础权重。", when=("base_weighted",)),
    Line("加权以前各受访者权重相同。", when=("not base_weighted",)),
)
_RANGE = (
    Line(
        "权重合计为{population:integer}人，在{smallest:number}至{largest:number}之间；权重不等使平均得分的方差约为等权时的"
        "{weight_deff:ratio}倍（Kish 设计效应）：",
        formula="kish",
    ),
    Line(
        "得分能代表总体的前提是：同一类别中，作答的人与没有作答的人相同。边际已经固定，标准误计入这一点："
        "以基础权重d作回归，从每位受访者的影响值u中减去边际能够说明的部分，再行合计：",
        formula="calibrated",
    ),
    Line("加权方案编号：{scheme:text}。"),
)

METHODS = {
    "rake": (
        Line(
            "权重按总体的{variables:names}边际作耙平：逐个变量相乘，使该变量的边际与总体一致，反复进行，直至全部边际的相对差"
            "不超过{tolerance:text}（{passes:integer}轮）：",
            formula="raking",
        ),
        *_WITHIN,
        *_BASE,
        *_RANGE,
    ),
    "post_stratify": (
        Line("权重按总体的{variables:names}人数作事后分层：", formula="raking"),
        *_WITHIN,
        *_BASE,
        *_RANGE,
    ),
    "trim": (
        Line("权重不低于{low:number}。", when=("low", "not ratio")),
        Line("权重不高于{high:number}。", when=("high", "not ratio")),
        Line(
            "权重限制在{low:number}至{high:number}之间，即中位数除以{ratio:text}到中位数乘以{ratio:text}。",
            when=("ratio",),
        ),
        Line(
            "有{trimmed:integer}个权重移到范围的一端；截尾与按边际拟合交替进行，直至两者都满足。标准误按拟合后的权重计算，"
            "所用为截尾后的权重。",
            when=("fitted",),
        ),
        Line(
            "有{trimmed:integer}个权重移到范围的一端，截去的部分平均分给其余的人。标准误把截尾后的权重当作给定的权重。",
            when=("not fitted",),
        ),
        Line("截尾带来的偏差不在标准误之内。加权方案编号：{scheme:text}。"),
    ),
    "replicates": (
        Line("文件附有{count:integer}组复制权重（{kind:text}）。", when=("supplied",)),
        Line(
            "由{strata:integer}个层中的{clusters:integer}个群产生{count:integer}组复制权重。",
            when=("not supplied",),
        ),
        Line("每组去掉一个群，由其余的群代表。", when=("kind=jk1", "not supplied")),
        Line("每组去掉一个群，由同一层其余的群代表。", when=("kind=jkn", "not supplied")),
        Line("每组中各层两个群一个加倍、一个不计，各组之间完全平衡（平衡半样本）。", when=("kind=brr", "not supplied")),
        Line(
            "每组中各层两个群一个加重、一个保留权重的{rho:ratio}倍，各组之间完全平衡（Fay 法）。",
            when=("kind=fay", "not supplied"),
        ),
        Line(
            "每组在各层内有放回地重抽群，抽取数比该层群数少一个，权重相应重标（Rao-Wu 自助法，随机数种子{seed:text}）。",
            when=("kind=bootstrap", "not supplied"),
        ),
        Line("每组复制权重都重新按总体边际拟合。", when=("refitted",)),
        Line("各层的总体群数计入系数。", when=("finite",)),
        Line("半样本法不计总体群数，标准误略偏大。", when=("finite_dropped",)),
    ),
    "replicate_means": (
        Line(
            "每组权重各算一次全部得分，由它们与各组平均之差得到协方差：",
            when=("centre=replicates",),
            formula="replicate",
        ),
        Line(
            "每组权重各算一次全部得分，由它们与全样本得分之差得到协方差：",
            when=("centre=estimate",),
            formula="replicate",
        ),
        Line("同一批人回答各个分项，分项之间的误差相关；综合得分、差距、变化的标准误都由同一个协方差推得。"),
        Line(
            "自由度是有该单位受访者的群数减去层数；由相互独立的部分合成时，按下式合并：",
            when=("not supplied",),
            formula="satterthwaite",
        ),
        Line(
            "自由度是该单位复制权重的秩减1；由相互独立的部分合成时，按下式合并：",
            when=("supplied",),
            formula="satterthwaite",
        ),
    ),
}

PROBLEMS = {
    "margin_total_differs": "“{unit:text}”的{variable:text}各类别合计为{found:integer}，与总数{total:integer}不符。",
    "margin_total_differs.no unit": "{variable:text}各类别合计为{found:integer}，与总数{total:integer}不符。",
    "margin_total_differs+remedy": "请更正各类别的人数或总数，两者应指同一批人。",
    "margin_negative": "人数“{value:text}”小于0。",
    "margin_negative+remedy": "请更正。",
    "margin_twice": "“{value:text}”在第{first_row:text}行已经出现。",
    "margin_twice.no first_row": "“{value:text}”已经出现过。",
    "margin_twice+remedy": "两行请只留一行。",
    "margin_incomplete": "“{unit:text}”没有{variable:text}的人数。",
    "margin_incomplete+remedy": "请补上，或不用这个变量。",
    "class_unknown": "“{value:text}”不属于{variable:text}的任何类别。",
    "class_unknown.no value": "没有填写{variable:text}。",
    "class_unknown+remedy": "类别有：{classes:listed}。请更正该单元格；不属于调查总体的受访者请标为废卷。",
    "class_without_people": "总体中没有{group:text}（{variable:text}）的人，这里却有一位受访者。",
    "class_without_people+remedy": "请更正该单元格或边际，或者这个变量改为各单位合计加权。",
    "class_not_sampled": "总体中{group:text}（{variable:text}）有{people:integer}人，样本中没有一位。",
    "class_not_sampled+remedy": "请与相邻的类别合并；没有调查的单位请从边际中去掉。",
    "unit_without_margins": "边际中没有单位“{value:text}”，它有{respondents:integer}位受访者。",
    "unit_without_margins+remedy": "名称相近的有：{near:listed}。",
    "unit_without_margins+remedy.no near": "边际中的单位有：{units:listed}。",
    "replicate_negative": "复制权重“{value:text}”小于0。",
    "replicate_negative+remedy": "请更正；复制样本中去掉的受访者，其权重为0。",
}
