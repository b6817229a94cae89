"""分档与排名信度的全部文字。"""

from __future__ import annotations

from satmodel.telling.lines import Line

_WHOLE = (
    "{count:integer}个单位排名的信度为{reliability:ratio}，{level:percent0}置信区间为{low high:ratios}（按同样的样本量再调查一次，"
    "两次得分的相关系数预计为此数），"
)
_NEEDED = "单位数为{count:integer}时，信度须达到{detectable:ratio}才可以确认"
_TIERS = "宜分档使用，不宜逐名次使用。"
_I2 = "各单位得分的差异中超出抽样误差的占{i2:percent}（I²，{level:percent0}置信区间为{low high:percents}），各单位之间存在差异"
_Q = "（Q = {q:ratio}，自由度{df:integer}，p {p:p}）"
_TOGETHER = "{level:percent0}置信水平下同时判断全部各对"
_OPEN = "按现有样本，不能确认的各对须相差{smallest_detectable largest_detectable:span}分才可以确认"

SENTENCES = {
    "tiers.count.method=posterior": (
        "{count:integer}个单位分为{tiers:integer}档：就全部各对权衡排对与排错的得失；单看一对，判断先后的把握达到"
        "{certainty:percent0}才分开。"
    ),
    "tiers.count.method=posterior.one tiers": (
        "{count:integer}个单位不再分档：在哪里分开，都抵不过排错先后的风险（单看一对，判断先后的把握达到{certainty:percent0}才分开）。"
    ),
    "tiers.count.method=clusters": (
        "{count:integer}个单位分为{tiers:integer}档：" + _TOGETHER + "，高档的每个单位都优于低档的每个单位，可以确认。"
    ),
    "tiers.count.method=clusters.one tiers": (
        "{count:integer}个单位不能分档："
        + _TOGETHER
        + "，在任何一处分开，都不能确认前面的每个单位都优于后面的每个单位。"
    ),
    "tiers.count.method=clusters.one tiers.one count": "只有一个单位，自成一档。",
    "tiers.count.method=letters": (
        "{count:integer}个单位共用{tiers:integer}个字母标记："
        + _TOGETHER
        + "，没有相同字母的两个单位有差距，可以确认；"
        "有相同字母的不能确认，但不等于两者相同。"
    ),
    "tiers.count.method=letters.one tiers.one count": "只有一个单位，自成一组。",
    "tiers.tier": "第{tier:integer}档（{count:integer}个单位）：{names:names}。",
    "tiers.tier.more": "第{tier:integer}档（{count:integer}个单位）：{names:names}等。",
    "tiers.letter": "字母{letter:text}（{count:integer}个单位）：{names:names}。",
    "tiers.letter.more": "字母{letter:text}（{count:integer}个单位）：{names:names}等。",
    "tiers.order": (
        "{pairs:integer}对单位中有{separated:integer}对分在不同的档，其中预计有{reversed:ratio}对（{reversed_share:percent}）"
        "的真实先后与分档相反，占全部各对的{discordance:percent}（错序率）；分档与真实先后的相关系数（Kendall）预计为{kendall:ratio}。"
    ),
    "tiers.decision": "这样的分档是按上述权衡作出的决定，不是对差距的判断：紧挨分档线上下的两个单位孰先孰后，不因分档而得到确认，以名次区间为准。",
    "tiers.clusters": (
        "{pairs:integer}对单位中有{separated:integer}对的先后可以确认，其余都在同一档之内，不能确认；"
        + _OPEN
        + "。同一档的单位不等于相同。"
    ),
    "tiers.clusters.no smallest_detectable": "各对单位的先后都可以确认。",
    "tiers.letters": "{pairs:integer}对单位中有{separated:integer}对的差距可以确认，其余不能确认；" + _OPEN + "。",
    "tiers.letters.no smallest_detectable": "各对单位的差距都可以确认。",
    "tiers.knife_edge": (
        "{names:names}与某个单位的先后处于临界：差距与临界值几乎相等，换一组随机数或多保留一位小数，分档或字母都可能变动。"
    ),
    "tiers.rough": "计算时把标准误当作已知，而其自由度最少只有{df:text}；分档所依据的把握只是粗略的。",
    "tiers.apart": "{name:name}不参加分档：{reason:reason}。",
    "reliability.whole.established": _WHOLE + "达到所要求的{wanted:ratio}可以确认。",
    "reliability.whole.not established": _WHOLE + "达到所要求的{wanted:ratio}不能确认：" + _NEEDED + "。" + _TIERS,
    "reliability.whole.not established.below": (
        _WHOLE + "达到所要求的{wanted:ratio}不能确认（" + _NEEDED + "），低于{wanted:ratio}可以确认。" + _TIERS
    ),
    "reliability.spread": "各单位真实得分的标准差为{tau:points}分，{level:percent0}置信区间为{low high:interval}分。",
    "reliability.spread.zero tau": (
        "除抽样误差以外，没有发现各单位的真实得分有差异（其标准差的{level:percent0}置信区间为{low high:interval}分）。"
    ),
    "reliability.differ.established": _I2 + "可以确认" + _Q + "。",
    "reliability.differ.not established": (
        _I2 + "不能确认" + _Q + "；平均而言，真实得分的标准差达到{detectable:points}分才可以确认。"
    ),
    "reliability.order": (
        "本次排名与真实排名的等级相关系数预计为{spearman:ratio}（Spearman；Kendall为{kendall:ratio}），每个单位的名次通常相差"
        "{places:ratio}位。"
    ),
    "reliability.pairs": (
        _TOGETHER + "，{pairs:integer}对单位中有{resolved:integer}对（{share:percent}）的先后可以确认，其余不能确认。"
    ),
    "reliability.rough": "计算时把标准误当作已知，而其自由度最少只有{df:text}；信度的区间偏窄。",
    "reliability.apart": "{name:name}没有计入信度：{reason:reason}。",
}

HEADS = {
    "tier": "档次",
    "letters": "字母标记",
    "reliability_low": "信度下限",
    "reliability_high": "信度上限",
    "reliability_interval": "信度区间",
}

CAPTIONS = {
    "tiers": "分档",
    "reliability": "排名的信度",
}

PICTURES = {
    "tiers.axis": "得分（横线为{level:percent0}置信区间）",
    "tiers.axis.method=posterior": "点和横线为收缩后的得分及其{level:percent0}区间，圆圈为直接得分",
    "tiers.letters": "字母标记",
    "tiers.tier": "第{tier:integer}档",
    "tiers.alt": (
        "{count:integer}个单位按得分排列，分为{tiers:integer}档，以底色相间区分；第1档有{first:integer}个单位，末档有{last:integer}个。"
    ),
    "tiers.alt.one tiers": "{count:integer}个单位按得分排列，同在一档。",
    "tiers.alt.one tiers.method=letters": "{count:integer}个单位按得分排列，字母相同。",
    "tiers.alt.method=letters": (
        "{count:integer}个单位按得分排列，并标出字母，共{tiers:integer}个；有相同字母的单位，差距不能确认。"
    ),
    "reliability.axis": (
        "信度及其{level:percent0}置信区间（虚线为所要求的{wanted:ratio}，实心为可以确认；点线为整个排名）"
    ),
    "reliability.alt": (
        "{count:integer}个单位得分的信度，每行一点，横线为区间；达到{wanted:ratio}的有{reached:integer}个，整个排名的信度为"
        "{whole:ratio}。"
    ),
}

TITLES = {
    "tiers": "分档",
    "reliability": "排名的信度",
}

METHODS = {
    "tiers": (
        Line(
            "按收缩后的得分m排列，在损失最小处分档；p是一个单位真实得分高于另一个单位的把握（经验贝叶斯后验，真实得分的方差由"
            "Paule-Mandel矩法估计）：",
            when=("method=posterior",),
            formula="tiers",
        ),
        Line(
            "这里c为{certainty:percent0}，求和取i在较高一档的各对；最优的分法由动态规划精确求出。",
            when=("method=posterior",),
        ),
        Line(
            "不按此顺序的其他任何分法，损失即使更小，相差也至多为其自身的{slack:percent}。",
            when=("method=posterior", "slack"),
        ),
        Line(
            "真实得分的离散程度当作已知；单位少、离散程度估计不准时，预计的错序率偏低。",
            when=("method=posterior",),
        ),
        Line(
            "只在前面的每个单位都优于后面的每个单位可以确认之处分档；各对的判断与名次区间所依据的相同，以{level:percent0}的把握同时成立。",
            when=("method=clusters",),
        ),
        Line(
            "字母标记由插入与吸收法得到；各对的判断与名次区间所依据的相同，以{level:percent0}的把握同时成立。",
            when=("method=letters",),
        ),
        Line("临界值由{draws:integer}次抽取得到（种子{seed:text}），对尚未分开的各对逐步收紧。", when=("drawn",)),
        Line("样本少于{fewest:integer}的{too_few:integer}个单位只列数据，不参与计算。", when=("too_few",)),
        Line("估计值靠近量表一端的单位，计算离散程度时在两端各加半个回答。", when=("widened",)),
    ),
    "reliability": (
        Line(
            "真实得分的方差τ²取使Q等于其期望k−1的值（Paule-Mandel），区间为Q等于χ²分布两端分位数之处（Q统计量的轮廓）：",
            formula="q_spread",
        ),
        Line("排名的信度为下式；取某单位自身的v，即为该单位的信度：", formula="reliability"),
        Line(
            "各得分的误差相关，Q按完整的协方差计算，v取误差中使该单位相对于其他单位变动的部分。",
            when=("not independent",),
        ),
        Line("按惯例，比较群体要求信度0.7，用于奖惩要求0.8，对单个单位作决定要求0.9。"),
        Line("样本少于{fewest:integer}的{too_few:integer}个单位只列数据，不参与计算。", when=("too_few",)),
        Line("估计值靠近量表一端的单位，计算离散程度时在两端各加半个回答。", when=("widened",)),
    ),
}
