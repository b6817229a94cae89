"""各单位所处的位置：全部文字。"""

from __future__ import annotations

from satmodel.telling.lines import Line

_HAS = "{name:name}得{estimate:points}分，"
_INTERVAL = "，差值的{level:percent0}置信区间{adjust:adjusted}为{low high:interval}分，"
_ABOVE = _HAS + "比{against:term}（{reference:points}分）高{gap:size}分" + _INTERVAL
_BELOW = _HAS + "比{against:term}（{reference:points}分）低{gap:size}分" + _INTERVAL
_SAME = _HAS + "与{against:term}（{reference:points}分）相同" + _INTERVAL
_YES = "差距可以确认。"
_NO = "差距不能确认；按现有样本，差距达到{detectable:points}分才可以确认。"
_JUDGED = (
    "{level:percent0}置信水平下（{adjust:term}），可以确认高于对比水平的有{above:integer}个，可以确认低于对比水平的有"
    "{below:integer}个。"
)
_SPREAD = (
    "（离散比{phi:ratio}）：估计真实水平围绕它的标准差为{spread:points}分，漏斗图中计入过度离散的界限已为此放宽。"
    "这是估计，不是对各单位是否存在差异的判断。"
)
_FROM_MEAN = "各单位与其平均数的差距平均大于抽样误差" + _SPREAD
_FROM_TARGET = "各单位与目标线的差距平均大于抽样误差" + _SPREAD
_ALIKE = "各单位之间的差异平均不大于抽样误差，漏斗图的界限不需放宽。"
_AS_PUBLISHED = "过度离散按已发表的办法计算，数值在两端各10%处缩尾。"

SENTENCES = {
    "standing.family": "{count:integer}个单位分别与{against:term}相比（不含该单位自身）；" + _JUDGED,
    "standing.family.against=value": ("{count:integer}个单位分别与目标值（{reference:points}分）相比；" + _JUDGED),
    "standing.family+open": (
        "其余{open:integer}个的差距不能确认；按现有样本，各单位的差距须达到{smallest_detectable largest_detectable:span}分"
        "才可以确认。"
    ),
    "standing.family+open.no smallest_detectable": "",
    "standing.unit.established": _ABOVE + _YES,
    "standing.unit.established.negative gap": _BELOW + _YES,
    "standing.unit.not established": _ABOVE + _NO,
    "standing.unit.not established.negative gap": _BELOW + _NO,
    "standing.unit.not established.zero gap": _SAME + _NO,
    "standing.half": (
        "平均数对各单位同等看待，并剔除该单位自身；低于平均不等于不合格，{count:integer}个单位中通常约有一半低于平均。"
    ),
    "standing.half.best=low": (
        "平均数对各单位同等看待，并剔除该单位自身；高于平均不等于不合格，{count:integer}个单位中通常约有一半高于平均。"
    ),
    "standing.half.weighted": ("平均数按给定的权重加权，并剔除该单位自身；低于平均不等于不合格。"),
    "standing.half.weighted.best=low": "平均数按给定的权重加权，并剔除该单位自身；高于平均不等于不合格。",
    "standing.spread.how=robust": _FROM_MEAN,
    "standing.spread.how=robust.zero spread": _ALIKE,
    "standing.spread.how=published": _FROM_TARGET + _AS_PUBLISHED,
    "standing.spread.how=published.zero spread": _ALIKE + _AS_PUBLISHED,
    "standing.spread.how=few": (
        "只有{count:integer}个单位，看不出其差异是否超出抽样误差本身所能造成的程度；漏斗图的界限只计入抽样误差。"
    ),
    "standing.spread.how=none": "按要求，漏斗图的界限只计入抽样误差。",
    "standing.bands": (
        "与预期相比，{count:integer}个单位中远好于预期的{much_better:integer}个，好于预期的{better:integer}个，与预期相当的"
        "{about_the_same:integer}个，差于预期的{worse:integer}个，远差于预期的{much_worse:integer}个。与预期相当的单位，每二十个约有"
        "一个会仅因偶然落在95%界限以外；分档只说明某个单位是否例外，不能用来判断两个单位孰高孰低。"
    ),
    "standing.outside": "{band:kind}：{names:names}。",
    "standing.apart": "{name:name}不作判断：{reason:reason}。",
}

HEADS = {
    "reference": "对比水平",
    "z": "z值",
    "z_od": "计入过度离散的z值",
    "band": "分档",
    "peer_group": "同类组",
}

REASONS = {
    "no_peers": "同类组中只有该单位一个",
}

TERMS = {
    "others": "其他单位的平均",
    "value": "目标值",
    "peers": "同类其他单位的平均",
    "kind.much_better": "远好于预期",
    "kind.better": "好于预期",
    "kind.about_the_same": "与预期相当",
    "kind.worse": "差于预期",
    "kind.much_worse": "远差于预期",
}

CAPTIONS = {
    "standing": "各单位所处的位置",
}

PICTURES = {
    "funnel.axis": "差值的精度（折合样本量）",
    "funnel.axis.not sized": "精度（标准误平方的倒数）",
    "funnel.height": "得分",
    "funnel.height.measure=share": "比例",
    "funnel.height.against=peers": "与同类组平均的差值",
    "funnel.target": "目标线",
    "funnel.limit": "95%界限（仅抽样误差）",
    "funnel.limit_far": "99.8%界限（仅抽样误差）",
    "funnel.limit_od": "95%界限（计入过度离散）",
    "funnel.limit_far_od": "99.8%界限（计入过度离散）",
    "funnel.much_better": "远好于预期",
    "funnel.better": "好于预期",
    "funnel.about_the_same": "与预期相当",
    "funnel.worse": "差于预期",
    "funnel.much_worse": "远差于预期",
    "funnel.alt": (
        "{count:integer}个单位按样本量和得分画出的漏斗图，目标线为{target:points}；远好于预期{much_better:integer}个，"
        "好于预期{better:integer}个，与预期相当{about_the_same:integer}个，差于预期{worse:integer}个，"
        "远差于预期{much_worse:integer}个。"
    ),
}

TITLES = {
    "standing": "各单位所处的位置",
}

METHODS = {
    "standing": (
        Line(
            "每个单位与其他单位的平均相比，各单位同等看待，不含该单位自身：",
            when=("against=others", "not weighted"),
            formula="leave_one_out",
        ),
        Line(
            "每个单位与其他单位的加权平均相比，不含该单位自身：",
            when=("against=others", "weighted"),
            formula="leave_one_out",
        ),
        Line("每个单位与一个固定的目标值相比。", when=("against=value",)),
        Line(
            "每个单位与同类组（共{peer_groups:integer}组）其他单位的平均相比，各单位同等看待，不含该单位自身：",
            when=("against=peers", "not weighted"),
            formula="leave_one_out",
        ),
        Line(
            "每个单位与同类组（共{peer_groups:integer}组）其他单位的加权平均相比，不含该单位自身：",
            when=("against=peers", "weighted"),
            formula="leave_one_out",
        ),
        Line("标准误由各得分完整的协方差得到。"),
        Line("各差值作为一组，按Holm逐步法判断。", when=("adjust=holm",)),
        Line("各差值作为一组，按Bonferroni界判断。", when=("adjust=bonferroni",)),
        Line("各差值单独判断。", when=("adjust=none",)),
        Line("漏斗图围绕目标T的95%界限（c = 1.96）和99.8%界限（c = 3.09）为", formula="funnel"),
        Line("v是该单位与平均之差的方差，平均中包含该单位。", when=("against=others", "exact")),
        Line("v是该单位与同类组平均之差的方差，平均中包含该单位。", when=("against=peers", "exact")),
        Line("目标视为已知，v是该单位自身的方差。", when=("not exact",)),
        Line(
            "过度离散τ²是真实水平围绕其平均的方差，取使各差值的平方（在正态分布的10%和90%分位数处截住）的平均等于其期望的值"
            "（Huber的方案二）。",
            when=("overdispersion=robust",),
        ),
        Line(
            "过度离散τ²按已发表的办法，由在两端各10%处缩尾的z值得到：",
            when=("overdispersion=published",),
            formula="overdispersion",
        ),
        Line("单位太少，看不出过度离散，τ²取0。", when=("overdispersion=few",)),
        Line("界限只计入抽样误差，τ²取0。", when=("overdispersion=none",)),
        Line("比例以asin √p与目标相比，标准误为1/(2√n)，n取有效样本量。", when=("scale=arcsine",)),
        Line("五个分档沿用英国护理质量委员会（CQC）异常值报告的名称，没有按单位数校正。"),
    ),
}
