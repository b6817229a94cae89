"""各分项作为一个指数，以及重要性区间须注意之处的全部文字。"""

from __future__ import annotations

from satmodel.telling.lines import Line

_ALPHA = (
    "{count:integer}个分项合成一个指数，α系数为{value:ratio}，{level:percent0}置信区间为{low high:ratios}"
    "（这是合计得分信度的偏低估计）；"
)
_BELOW = (
    "{count:integer}个分项合成一个指数，α系数为{value:ratio}，{level:percent0}置信区间为{low high:ratios}。α系数小于0时不能当作信度："
    "各分项平均而言方向相反，合计得分不成其为指数，有的题的计分方向可能相反；"
)
_HALO = (
    "两个分项之间的相关系数平均为{value:ratio}，{level:percent0}置信区间为{low high:ratios}；各分项变异的"
    "{first_value:percent}在同一方向上，区间为{first_low first_high:percents}。"
)
_WEAKEST = (
    "与其余分项关系最弱的是{item:name}，与其余各项之和的相关系数为{value:ratio}，{level:percent0}置信区间为{low high:ratios}"
    "（各项同时成立），"
)
_ITEM = (
    "{item:name}与其余各项之和的相关系数为{value:ratio}，{level:percent0}置信区间为{low high:ratios}（各项同时成立），"
)
_TOGETHER = "它与其余分项同向可以确认。"
_AGAINST = "它与其余分项反向可以确认，该题的计分方向可能相反。"
_APART = "它与其余分项同向不能确认；按现有样本，相关系数达到{detectable:ratio}才可以确认。"
_OUT = "它与其余分项同向不能确认；按现有样本，要达到{detectable:ratio}才可以确认，而相关系数不会大于1。"
_PAIR = (
    "除去共同部分，{item:name}与{against:name}之间的剩余相关系数为{value:ratio}，{level:percent0}置信区间为{low high:ratios}"
    "（{count:integer}对同时成立），"
)

SENTENCES = {
    "structure.alpha": _ALPHA + "依据{n:integer}名各分项都有回答的受访者，另有{lost:integer}人因缺答未用。",
    "structure.alpha.zero lost": _ALPHA + "依据全部{n:integer}名受访者。",
    "structure.alpha.negative value": _BELOW
    + "依据{n:integer}名各分项都有回答的受访者，另有{lost:integer}人因缺答未用。",
    "structure.alpha.negative value.zero lost": _BELOW + "依据全部{n:integer}名受访者。",
    "structure.omega": (
        "考虑各分项与共同部分的关系强弱不同，ω系数为{value:ratio}，{level:percent0}置信区间为{low high:ratios}。"
    ),
    "structure.halo": _HALO + "这一部分反映的是：对一项评价高的人，对各项评价都高。",
    "structure.halo.not together": (
        _HALO
        + "各分项互不相关时，这一比例也有{least:percent}，样本中还会略高。数据没有显示对一项评价高的人对各项评价都高。"
    ),
    "structure.weakest.established": _WEAKEST + _TOGETHER,
    "structure.weakest.established.against": _WEAKEST + _AGAINST,
    "structure.weakest.not established": _WEAKEST + _APART,
    "structure.weakest.not established.beyond": _WEAKEST + _OUT,
    "structure.item.not established.beyond": _ITEM + _OUT,
    "structure.item.established": _ITEM + _TOGETHER,
    "structure.item.established.against": _ITEM + _AGAINST,
    "structure.item.not established": _ITEM + _APART,
    "structure.pair.established": (
        _PAIR + "两项之间另有共同之处可以确认（像这样可以确认的共{alike:integer}对）；合计得分把这一部分计了两次。"
    ),
    "structure.pair.established.below": (
        _PAIR
        + "两项的关系弱于同一指数应有的程度，可以确认（可以确认与此不符的共{established:integer}对）；各分项反映的不止一件事。"
    ),
    "structure.pair.not established": (
        _PAIR + "在各对中最大；一个指数之外还有剩余关系不能确认，按现有样本，相关系数达到{detectable:ratio}才可以确认。"
    ),
    "structure.pair.not established.beyond": (
        _PAIR
        + "在各对中最大；一个指数之外还有剩余关系不能确认，按现有样本，要达到{detectable:ratio}才可以确认，而相关系数不会大于1。"
    ),
    "structure.constant": "{items:names}的回答全部相同，不参加计算。",
    "structure.collinear": "{items:names}可以互相推出，都没有单独的回归系数。",
    "structure.heywood": "若只有一个共同因子，{items:names}自身的方差就会小于0，说明各分项不能用一个指数概括，不给出ω系数。",
    "structure.heywood.one count": "若只有一个共同因子，{items:names}自身的方差就会小于0，说明各分项不能用一个指数概括，不给出ω系数。",
    "structure.no_factor": "没有一个共同因子能够概括{count:integer}个分项之间的相关。",
    "structure.inflated": (
        "与其他分项一同进入回归时，{item:name}的系数的标准误为它单独时的{times:ratio}倍（方差膨胀因子{vif:ratio}），"
        "其系数不能单独解读。"
    ),
    "structure.replicates": (
        "{replicates:integer}次重抽样中有{count:integer}次某一分项没有差异，或者找不到共同因子；缺少相应数值的重抽样不计入区间，"
        "区间可能偏窄。"
    ),
    "structure.few": "自由度为{df:integer}；低于{fewest:integer}时，区间包含真值的机会可能低于所标的置信水平。",
    "structure.lonely_strata": "有{count:integer}层只有一个抽样群，重抽样不反映这些层的误差，区间可能偏窄。",
    "structure.meaning": (
        "各分项彼此相关，不说明它们测到了想测的内容，也不说明相关的原因：受访者的总体情绪、每题都给相同回答的习惯，"
        "同样会使各分项像一个指数。"
    ),
    "drivers.rough": (
        "{count:integer}个分项，每项平均只有{each:ratio}名受访者；低于{fewest:integer}名时，R²的区间包含真值的机会低于所标的"
        "置信水平，标称95%时实际约为91%至94%，每项不足10名时只有90%或更低。"
    ),
    "drivers.near_zero": ("{items:names}的重要性与零分不开；这样的区间偏宽，包含真值的机会高于所标的置信水平。"),
}

HEADS = {
    "loading": "载荷",
    "loading_low": "载荷下限",
    "loading_high": "载荷上限",
    "loading_interval": "载荷的区间",
    "item_total": "与其余各项的相关",
    "alpha_without": "删去该项后的α",
    "residual": "剩余相关",
}

CAPTIONS = {"structure": "各分项作为一个指数"}

PICTURES = {
    "intervals.axis.of=item_total": "与其余各项之和的相关系数（横线为{level:percent0}置信区间）",
    "intervals.alt.of=item_total": (
        "{count:integer}个分项与其余各项之和的相关系数及区间，每行一点一线；最高为{highest:name}（{highest_value:number}），"
        "最低为{lowest:name}（{lowest_value:number}）。"
    ),
}

TITLES = {"structure": "各分项作为一个指数"}

METHODS = {
    "structure": (
        Line(
            "{items:names}能否合成一个指数，由Cronbach的α系数、按一个共同因子的载荷l计算的McDonald的ω系数，以及每项与其余各项"
            "之和的相关系数说明：",
            formula="one_index",
        ),
        Line(
            "载荷按对角线以外相关系数的最小二乘法估计（最小残差法）。只用各分项都有回答的{n:integer}人，另有{lost:integer}人"
            "至少一项没有回答。",
        ),
        Line(
            "区间由{replicates:integer}次按抽样设计的重抽样得到（Rao-Wu法，随机种子{seed:text}）：取百分位数，两端按自由度"
            "{df:integer}的t分布加宽；与其余各项的相关、每对的剩余相关用重抽样的标准误，并按Holm法校正。",
        ),
    ),
}
