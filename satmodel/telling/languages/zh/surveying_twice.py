"""自查与上级调查：机构效应、一致性与推算。"""

from satmodel.telling.lines import Line

_POINT = (
    "{name:name}自查得{own:points}分，上级调查得{official:points}分，相差{difference:signed}分，"
    "{level:percent0}置信区间为{low high:interval}分，"
)
_COULD = "；按现有样本，差值达到{detectable:points}分才可以确认。"
_MEAN = (
    "在{count:integer}个两项调查都测过的可比点上，自查减上级调查平均为{mean:signed}分，"
    "{level:percent0}置信区间为{low high:interval}分，机构效应"
)
_SPREAD = (
    "扣除抽样误差后，各点差值的标准差为{tau:points}分（{level:percent0}置信区间为{tau_low tau_high:interval}分，p {p:p}），"
    "各点差值不一致，这一点"
)
_NEEDED = (
    "时间、单位的不同与调查本身（机构、方式、题目）的不同混在一起，无法分开。需要安排重叠：同一轮由两项调查同时调查相同的单位，"
    "有1个点才有差值，有{needed:integer}个点才能估计机构效应，有{slope_needed:integer}个点才能看差值是否随得分变化。"
)

SENTENCES = {
    "house_effect.mean.established": _MEAN + "可以确认。",
    "house_effect.mean.not established": _MEAN + "不能确认" + _COULD,
    "house_effect.mean+margin": "整个区间超出{margin:points}分，才算可以确认。",
    "house_effect.mean+margin.zero margin": "",
    "house_effect.within.established": "机构效应的大小不超过{margin:points}分，可以确认。",
    "house_effect.within.not established": (
        "机构效应的大小是否不超过{margin:points}分，不能确认；按现有数据，界限为{detectable:points}分才可以确认。"
    ),
    "house_effect.spread.established": _SPREAD + "可以确认。对所有单位按同一分值校正，对差值不同的单位不公平。",
    "house_effect.spread.not established": _SPREAD
    + "不能确认；标准差达到{detectable:points}分，平均才可以确认。这并不表示各点差值相同。",
    "house_effect.limits": (
        "{level:percent0}的点，两项调查得分之差在{lower:points}分至{upper:points}分之间（两个界限的区间为"
        "{lower_low lower_high:interval}和{upper_low upper_high:interval}分）；扣除抽样误差后，在{net_lower:points}分至"
        "{net_upper:points}分之间（区间为{net_lower_low net_lower_high:interval}和{net_upper_low net_upper_high:interval}分）。"
    ),
    "house_effect.order": (
        "按测得的分数，两项调查对{count:integer}个点的排序，肯德尔tau为{kendall_observed:ratio}，斯皮尔曼rho为"
        "{spearman_observed:ratio}；抽样误差使二者偏向0。就真实得分而言，tau为{kendall_estimate:ratio}"
        "（{level:percent0}区间为{kendall_low kendall_high:ratios}），rho为{spearman_estimate:ratio}"
        "（{spearman_low spearman_high:ratios}）。"
    ),
    "house_effect.calibration.kind=shift.why=few": (
        "推算上级得分的办法是自查得分减去{mean:points}分；两项调查都测过的点达到{needed:integer}个，才看差值是否随得分变化。"
    ),
    "house_effect.calibration.kind=shift.why=alike": (
        "推算上级得分的办法是自查得分减去{mean:points}分；两项调查都测过的点，自查得分之间的差别没有超出误差，"
        "看不出差值是否随得分变化。"
    ),
    "house_effect.calibration.kind=shift.why=one": (
        "推算上级得分的办法是自查得分减去{mean:points}分：自查1分相当于上级{slope:ratio}分"
        "（{level:percent0}置信区间为{slope_low slope_high:ratios}），与1分对1分分不开。"
    ),
    "house_effect.calibration.kind=slope": (
        "自查1分相当于上级{slope:ratio}分（{level:percent0}置信区间为{slope_low slope_high:ratios}），差值随得分变化；"
        "上级得分按这条直线推算，直线已考虑两项调查的抽样误差。"
    ),
    "house_effect.bounds": (
        "部分标准误取量表所允许的最大值：差值、机构效应和推算的区间偏于稳妥，而扣除抽样误差后的差别和界限可能偏小。"
    ),
    "house_effect.few": (
        "两项调查都测过的点只有{count:integer}个，不足{needed:integer}个，因此不估计机构效应及其界限、排序一致性，也不作推算。"
    ),
    "house_effect.point.established": _POINT + "差值可以确认（校正后p {p_adjusted:p}）。",
    "house_effect.point.established.no p_adjusted": _POINT + "差值可以确认。",
    "house_effect.point.not established": _POINT + "差值不能确认（校正后p {p_adjusted:p}）" + _COULD,
    "house_effect.point.not established.no p_adjusted": _POINT + "差值不能确认" + _COULD,
    "house_effect.apart": "{name:name}没有两项调查的差值：{reason:reason}。",
    "house_effect.instruments": (
        "两项调查在{differing:kinds}上不同；自查与上级调查本来如此，机构效应包含这些不同带来的影响。"
    ),
    "house_effect.instruments.not carded": "至少有一项调查没有提供调查说明卡，因此未列出二者的不同。",
    "house_effect.instruments.no differing": "在两张调查说明卡都写明的方面，两项调查没有不同。",
    "house_effect.instruments+unknown": "至少有一项未说明的有：{unknown:kinds}。",
    "house_effect.instruments+unknown.no unknown": "",
    "house_effect.use": "自查得分只用于自查的单位之间、各轮之间的比较；在其他表中不与上级得分直接相减。",
    "house_effect.nothing": (
        "自查（{own_names:names}{own:points}分）与上级调查（{official_names:names}{official:points}分）{verdict:verdict}："
        "没有两项调查都测过的点。" + _NEEDED
    ),
    "house_effect.nothing.no own": (
        "自查（{own_count:integer}个结果，如{own_names:names}）与上级调查（{official_count:integer}个结果，如"
        "{official_names:names}）{verdict:verdict}：没有两项调查都测过的点。" + _NEEDED
    ),
    "official_forecast.one": (
        "{name:name}自查得{own:points}分，据此推算上级得分为{forecast:points}分，{level:percent0}预测区间为{low high:interval}分。"
    ),
    "official_forecast.one+outside": "",
    "official_forecast.one+outside.outside": "这个自查得分超出了推算所依据的范围，阅读时须更加谨慎。",
}

HEADS = {
    "own": "自查得分",
    "official": "上级得分",
    "offset": "自查减上级",
    "rank_own": "自查名次",
    "rank_official": "上级名次",
    "forecast": "推算的上级得分",
    "outside": "超出推算依据的范围",
    "limits": "界限",
    "lower": "下限",
    "upper": "上限",
}

REASONS = {
    "only_own": "只有自查测过",
    "only_official": "只有上级调查测过",
}

CAPTIONS = {
    "house_effect": "自查与上级调查对照",
    "official_forecast": "由自查推算的上级得分",
}

PICTURES = {
    "house_effect.own": "自查得分",
    "house_effect.official": "上级得分",
    "house_effect.mean": "两项得分的平均",
    "house_effect.offset": "自查减上级",
    "house_effect.equal": "得分相等",
    "house_effect.line": "推算",
    "house_effect.effect": "机构效应",
    "house_effect.limits": "一致性界限",
    "house_effect.alt": (
        "左图：{count:integer}个点的自查得分与上级得分，以及得分相等线。右图：自查减上级得分与两项得分的平均。"
    ),
    "house_effect.alt.kind=shift": (
        "左图：{count:integer}个点的自查得分与上级得分，以及得分相等线和推算线。右图：自查减上级得分与两项得分的平均，"
        "机构效应为{mean:signed}分，一致性界限为{lower:points}分至{upper:points}分。"
    ),
    "house_effect.alt.kind=slope": (
        "左图：{count:integer}个点的自查得分与上级得分，以及得分相等线和推算线，两线斜率不同。右图：自查减上级得分与两项得分的"
        "平均，机构效应为{mean:signed}分，一致性界限为{lower:points}分至{upper:points}分。"
    ),
}

TITLES = {
    "house_effect": "自查与上级调查",
    "official_forecast": "上级得分的推算",
}

METHODS = {
    "house_effect": (
        Line(
            "差值为同一点的自查得分减上级得分（两项调查都测过的共{count:integer}个）；两项调查的受访者不同，误差相互独立。"
            "两项调查的口径本来不同。"
        ),
        Line("各差值按Holm法校正。", when=("adjust=holm",)),
        Line("各差值按Bonferroni法校正。", when=("adjust=bonferroni",)),
        Line(
            "各差值按Benjamini-Hochberg法校正，控制的是可以确认者中误判的比例。",
            when=("adjust=bh",),
        ),
        Line(
            "机构效应为各差值的简单平均；其区间包含抽样误差和各点之间超出抽样误差的差别，自由度为k−1：",
            when=("calibration",),
            formula="house_effect",
        ),
        Line("一致性界限（含抽样误差和扣除抽样误差）：", when=("calibration",), formula="agreement_limits"),
        Line(
            "真实得分的排序一致性：设各点真实得分服从均值、离散程度和相关系数未知的二元正态分布，在已知得分及其误差的条件下"
            "抽取{draws:integer}次（随机种子{seed:integer}）。",
            when=("calibration",),
        ),
    ),
    "official_forecast": (
        Line(
            "只有自查测过的点，按平移推算上级得分。区间针对上级调查将公布的得分，包含两项调查的抽样误差和各点之间的差别。",
            when=("kind=shift",),
            formula="forecast_shift",
        ),
        Line(
            "只有自查测过的点，按考虑两项得分抽样误差的直线推算上级得分。区间针对上级调查将公布的得分，包含两项调查的抽样误差、"
            "各点之间的差别和直线本身的误差。",
            when=("kind=slope",),
            formula="forecast_line",
        ),
    ),
}
