"""表彰与督办规则的句子。"""

from satmodel.telling.lines import Line

_WRONG = "其中预计有{wrong:ratio}个的真实水平并不在此列（由抽样误差造成）。"
_UNKNOWN = "其中有几个的真实水平并不在此列，无法推算。"
_SEEN = "；按现有样本，相差{detectable:points}分才可以确认。"
_FROM = "（对所有两两比较同时成立的{level:percent0}区间为{low:points}至{high:points}分），"
_NOW = "按现有样本量，这类规则预计有{now:percent}的名额给错。"

SENTENCES = {
    "awards.named": "{count:integer}个单位中，列入前{top:integer}位的有{named:integer}个：{names:names}。" + _WRONG,
    "awards.named.end=bottom": "{count:integer}个单位中，列入后{top:integer}位的有{named:integer}个：{names:names}。"
    + _WRONG,
    "awards.named.no names": "{count:integer}个单位中，列入前{top:integer}位的有{named:integer}个。" + _WRONG,
    "awards.named.no names.end=bottom": "{count:integer}个单位中，列入后{top:integer}位的有{named:integer}个。"
    + _WRONG,
    "awards.named.no wrong": "{count:integer}个单位中，列入前{top:integer}位的有{named:integer}个：{names:names}。"
    + _UNKNOWN,
    "awards.named.no wrong.end=bottom": (
        "{count:integer}个单位中，列入后{top:integer}位的有{named:integer}个：{names:names}。" + _UNKNOWN
    ),
    "awards.named.no wrong.no names": "{count:integer}个单位中，列入前{top:integer}位的有{named:integer}个。"
    + _UNKNOWN,
    "awards.named.no wrong.no names.end=bottom": (
        "{count:integer}个单位中，列入后{top:integer}位的有{named:integer}个。" + _UNKNOWN
    ),
    "awards.named+tie": "",
    "awards.named+tie.tie=shared": "分界处得分相同的单位一并列入。",
    "awards.named+tie.tie=broken": "分界处得分相同的单位按名称先后取舍，与得分无关。",
    "awards.tier": (
        "{tier:text}档（{size:integer}个名额）有{names:names}；这{named:integer}个单位中，预计有{wrong:ratio}个的真实水平属于其他档，"
        "可以确认属于本档的有{sure:integer}个。"
    ),
    "awards.tier.no names": (
        "{tier:text}档（{size:integer}个名额）有{named:integer}个单位；预计有{wrong:ratio}个的真实水平属于其他档，"
        "可以确认属于本档的有{sure:integer}个。"
    ),
    "awards.tier.no wrong": (
        "{tier:text}档（{size:integer}个名额）有{names:names}；这{named:integer}个单位中，可以确认属于本档的有{sure:integer}个。"
    ),
    "awards.tier.no wrong.no names": (
        "{tier:text}档（{size:integer}个名额）有{named:integer}个单位，可以确认属于本档的有{sure:integer}个。"
    ),
    "awards.tier.zero named.zero sure.no names": "{tier:text}档（{size:integer}个名额）没有单位：得分相同的单位归入较高一档。",
    "awards.tiers": "{count:integer}个单位分为{groups:integer}档，预计有{wrong:ratio}个单位所在的档与其真实水平不符。",
    "awards.tiers.no wrong": "{count:integer}个单位分为{groups:integer}档；有几个单位分错了档，无法推算。",
    "awards.tiers+tie": "",
    "awards.tiers+tie.tie=shared": "分界处得分相同的单位一并归入较高一档。",
    "awards.tiers+tie.tie=broken": "分界处得分相同的单位按名称先后取舍，与得分无关。",
    "awards.held": (
        "可以确认居前{top:integer}位的（{level:percent0}置信水平）：{sure_names:names}。未列入而真实水平也可能居前{top:integer}位的："
        "{other_names:names}。"
    ),
    "awards.held.end=bottom": (
        "可以确认居后{top:integer}位的（{level:percent0}置信水平）：{sure_names:names}。未列入而真实水平也可能居后{top:integer}位的："
        "{other_names:names}。"
    ),
    "awards.held.no other_names": (
        "列入的{named:integer}个单位中，可以确认居前{top:integer}位的有{sure:integer}个（{level:percent0}置信水平）；未列入而真实水平也可能"
        "居前{top:integer}位的有{others:integer}个。"
    ),
    "awards.held.no other_names.end=bottom": (
        "列入的{named:integer}个单位中，可以确认居后{top:integer}位的有{sure:integer}个（{level:percent0}置信水平）；未列入而真实水平也可能"
        "居后{top:integer}位的有{others:integer}个。"
    ),
    "awards.held.zero sure": (
        "没有一个单位可以确认居前{top:integer}位（{level:percent0}置信水平）。未列入而真实水平也可能居前{top:integer}位的："
        "{other_names:names}。"
    ),
    "awards.held.zero sure.end=bottom": (
        "没有一个单位可以确认居后{top:integer}位（{level:percent0}置信水平）。未列入而真实水平也可能居后{top:integer}位的："
        "{other_names:names}。"
    ),
    "awards.held.zero sure.no other_names": (
        "没有一个单位可以确认居前{top:integer}位（{level:percent0}置信水平）；未列入而真实水平也可能居前{top:integer}位的有"
        "{others:integer}个。"
    ),
    "awards.held.zero sure.no other_names.end=bottom": (
        "没有一个单位可以确认居后{top:integer}位（{level:percent0}置信水平）；未列入而真实水平也可能居后{top:integer}位的有"
        "{others:integer}个。"
    ),
    "awards.cut.established": "分界处{inside:name}比{outside:name}领先{gap:points}分" + _FROM + "差距可以确认。",
    "awards.cut.established.end=bottom": "分界处{inside:name}比{outside:name}落后{gap:points}分"
    + _FROM
    + "差距可以确认。",
    "awards.cut.not established": "分界处{inside:name}比{outside:name}领先{gap:points}分"
    + _FROM
    + "差距不能确认"
    + _SEEN,
    "awards.cut.not established.end=bottom": (
        "分界处{inside:name}比{outside:name}落后{gap:points}分" + _FROM + "差距不能确认" + _SEEN
    ),
    "awards.cut.not established.tied": "分界处{inside:name}与{outside:name}得分相同，差距不能确认" + _SEEN,
    "awards.cut.not established.tied.end=bottom": "分界处{inside:name}与{outside:name}得分相同，差距不能确认" + _SEEN,
    "awards.likely": (
        "各单位真实得分的标准差为{tau:points}分，据此推算，列入的单位中以{inside:name}真正在此列的概率最低"
        "（{inside_probability:percent}），未列入的单位中以{outside:name}最高（{outside_probability:percent}）。概率不是判断。"
    ),
    "awards.no_chances": (
        "只有{count:integer}个单位，估计不出真实得分的差异（至少要{fewest:integer}个），故不列概率；能够确认的见上文。"
    ),
    "awards.no_chances.why=exact": "有得分（或几个得分的组合）的标准误为零，故不列概率；能够确认的见上文。",
    "awards.no_spread": (
        "除抽样误差以外，数据没有显示{count:integer}个单位有差异：各单位列入的可能性相同（{probability:percent}），"
        "从这些数据推算不出样本量多大时规则才算公平。"
    ),
    "awards.no_spread.end=tiers": (
        "除抽样误差以外，数据没有显示{count:integer}个单位有差异：各单位归入第一档的可能性相同（{probability:percent}），"
        "从这些数据推算不出样本量多大时规则才算公平。"
    ),
    "awards.again": (
        "各单位工作没有任何变化，按同样的样本量再调查一次，这{named:integer}个单位中预计仍有{stay:ratio}个列入，"
        "{swaps:ratio}个不再列入。"
    ),
    "awards.again.end=tiers": (
        "各单位工作没有任何变化，按同样的样本量再调查一次，{named:integer}个单位中预计有{swaps:ratio}个换到其他档。"
    ),
    "awards.back": (
        "即使工作没有任何变化，列入的{named:integer}个单位下一轮预计仍有{back:ratio}个得分回落，平均回落{move:points}分；这出于偶然，不是变化。"
    ),
    "awards.back.up": (
        "即使工作没有任何变化，列入的{named:integer}个单位下一轮预计仍有{back:ratio}个得分回升，平均回升{move:points}分；这出于偶然，不是变化。"
    ),
    "awards.prize": ("所发{total:ratio}中，预计有{astray:ratio}（{share:percent}）发给了按真实名次不应得到的单位。"),
    "awards.strikes": (
        "如规定连续{strikes:integer}轮列入即予处理，以本轮为第一轮，且各单位工作没有变化，则列入的{named:integer}个单位中预计有"
        "{struck:ratio}个被处理，其中{share:percent}（{wrong:ratio}个）的真实水平并不在此列。"
    ),
    "awards.strikes.no share": (
        "如规定连续{strikes:integer}轮列入即予处理，以本轮为第一轮，且各单位工作没有变化，则列入的{named:integer}个单位几乎都不会被处理"
        "（所有模拟中均未出现）。"
    ),
    "awards.stakes.established": (
        "得分的信度为{reliability:ratio}，{level:percent0}置信区间为{low high:ratios}，可以确认达到用于奖惩的建议值{wanted:ratio}。"
    ),
    "awards.stakes.not established": (
        "得分的信度为{reliability:ratio}，{level:percent0}置信区间为{low high:ratios}，不能确认达到用于奖惩的建议值{wanted:ratio}"
        "（信度为{detectable:ratio}以上才可以确认）。建议分档而非逐名次使用。"
    ),
    "awards.stakes.not established.below": (
        "得分的信度为{reliability:ratio}，{level:percent0}置信区间为{low high:ratios}，低于用于奖惩的建议值{wanted:ratio}，不能确认达到"
        "（信度为{detectable:ratio}以上才可以确认）。建议分档而非逐名次使用。"
    ),
    "awards.fair": (
        _NOW + "要降到{tolerable:percent}，样本量须为现在的{factor:ratio}倍（{low:ratio}至{high:ratio}倍），"
        "或者在各单位工作没有变化的前提下取{rounds:integer}轮的平均。"
    ),
    "awards.fair.enough": (
        _NOW
        + "未超过可以容忍的{tolerable:percent}；现有样本量的{factor:ratio}倍（{low:ratio}至{high:ratio}倍）就已足够。"
    ),
    "awards.fair.endless factor": _NOW + "无论样本多大，都达不到可以容忍的{tolerable:percent}。",
    "awards.fair.endless high": (
        _NOW
        + "要降到{tolerable:percent}，样本量须为现在的{factor:ratio}倍（至少{low:ratio}倍；数据不能排除样本再大也做不到），"
        "或者在各单位工作没有变化的前提下取{rounds:integer}轮的平均。"
    ),
    "awards.fair.enough.endless high": (_NOW + "未超过可以容忍的{tolerable:percent}；但数据不能排除样本再大也做不到。"),
    "awards.fair+n": "即每个单位约{n:integer}人，现为{n_now:integer}人。",
    "awards.fair+n.no n": "",
    "awards.fair+n.endless factor": "",
    "awards.sure": (
        "如只列入可以确认的单位，本轮{named:integer}个中列入{sure:integer}个，其中预计有{wrong:ratio}个的真实水平不在此列；按现有样本量，"
        "通常列入{usual:ratio}个，样本量为现在的{times:integer}倍时列入{more:ratio}个。"
    ),
    "awards.sure.zero sure": (
        "如只列入可以确认的单位，本轮{named:integer}个中一个也不列入；按现有样本量，通常列入{usual:ratio}个，样本量为现在的{times:integer}倍时"
        "列入{more:ratio}个。"
    ),
    "awards.knife_edge": (
        "{names:names}是否可能（或可以确认）在此列，处于临界：差距与临界值几乎相等，换一组随机数或多保留一位小数都可能改变结果。"
    ),
    "awards.rough": "计算概率时把标准误当作已知，而其自由度最少只有{df:text}，概率只是粗略的。",
    "awards.apart": "{name:name}不参加：{reason:reason}。",
}

HEADS = {
    "named": "列入",
    "award": "所在档",
    "p_tier": "属于所在档的概率",
    "again": "再调查一次结果相同的概率",
    "paid": "所得",
    "p_struck": "被处理的概率",
    "times": "样本量的倍数",
    "wrong": "预计给错",
    "wrong_share": "给错的比例",
    "sure": "只列入可以确认的单位时列入",
    "sure_wrong": "其中给错",
}

CAPTIONS = {"awards": "列入的单位及其真实水平在此列的可能性"}

PICTURES = {
    "awards.axis": "真实水平居前{top:integer}位的概率",
    "awards.axis.end=bottom": "真实水平居后{top:integer}位的概率",
    "awards.axis.end=tiers": "真实水平属于所在档的概率",
    "awards.marks": "实心为列入，空心为未列入；菱形为可以确认",
    "awards.marks.end=tiers": "菱形为可以确认",
    "awards.left": "距分界较远、未画出的单位：{left:integer}个。",
    "awards.value": "概率",
    "awards.score": "得分",
    "awards.alt": (
        "按次序列出{count:integer}个单位中的{shown:integer}个，其真实水平在此列的概率；最上方为{first:name}，概率为{probability:percent}。横线为分界。"
    ),
    "awards.alt.end=tiers": (
        "按次序列出{count:integer}个单位中的{shown:integer}个，其真实水平属于所在档的概率；最上方为{first:name}，概率为{probability:percent}。横线为分界。"
    ),
}

TITLES = {"awards": "按名次列入的规则"}

METHODS = {
    "awards": (
        Line(
            "逐个检验每个单位的真实名次是否在前{top:integer}位，与其他单位同时比较：不能排除的，可能居之；除其余居前者外，比各单位都领先c={critical:number}个标准误以上的，可以确认。两种说法以{level:percent0}的把握同时成立。",
            when=("end=top",),
        ),
        Line(
            "逐个检验每个单位的真实名次是否在后{top:integer}位，与其他单位同时比较：不能排除的，可能居之；除其余居后者外，比各单位都落后c={critical:number}个标准误以上的，可以确认。两种说法以{level:percent0}的把握同时成立。",
            when=("end=bottom",),
        ),
        Line("单位的同时名次区间全部落在所在档的名次以内，才可以确认属于该档。", when=("end=tiers",)),
        Line("分界处得分相同的单位归入较前一组。", when=("ties=all",)),
        Line("分界处得分相同的单位按名称先后取舍。", when=("ties=order",)),
        Line("分界处的差距由数据挑出，按所有两两比较同时判断（合计{level:percent0}置信水平）。"),
        Line(
            "概率由全部单位真实得分的差异推算，其方差由Paule-Mandel矩法估计并当作已知；由此推算真实得分不变、样本量相同的再一次调查：",
            when=("tau2",),
            formula="second_survey",
        ),
        Line("名次由{draws:integer}次模拟得到（随机种子{seed:text}）。", when=("likely_drawn",)),
        Line(
            "真实得分与连续{strikes:integer}轮中以后各轮的得分由{draws:integer}次模拟得到（随机种子{seed:text}），样本量相同，真实得分不变。",
            when=("struck",),
        ),
        Line("单位所得超过按真实名次应得的部分，即为给错的部分：", when=("paid", "tau2"), formula="astray"),
        Line(
            "规则所需的样本量，是使给错的名额预计降到{tolerable:percent}的样本量：按所估计的差异模拟至多4,000轮（随机种子{seed:text}），"
            "误差方差随样本量增大而减小；其区间来自该差异的区间（Q剖面法）。",
            when=("tau2",),
        ),
    ),
}
