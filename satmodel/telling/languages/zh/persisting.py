"""历轮持续居后的句子。"""

from satmodel.telling.lines import Line

SENTENCES = {
    "persistence.lasting": (
        "{rounds:integer}轮、{count:integer}个单位，一轮得分的信度为{reliability:ratio}，{level:percent0}置信区间为{low high:ratios}。"
        "按所给标准误分解一轮中单位之间的方差，{lasting_share:percent}是持续的差异（标准差{sd:points}分），{passing_share:percent}只在当轮成立，"
        "{error_share:percent}是抽样误差。"
    ),
    "persistence.reliable.established": (
        "{rounds:integer}轮平均的信度为{reliability:ratio}，{level:percent0}置信区间为{low high:ratios}，可以确认达到用于奖惩的建议值"
        "{wanted:ratio}。"
    ),
    "persistence.reliable.not established": (
        "{rounds:integer}轮平均的信度为{reliability:ratio}，{level:percent0}置信区间为{low high:ratios}，不能确认达到用于奖惩的建议值"
        "{wanted:ratio}（信度为{detectable:ratio}以上才可以确认）。建议分档而非逐名次使用。"
    ),
    "persistence.reliable.not established.below": (
        "{rounds:integer}轮平均的信度为{reliability:ratio}，{level:percent0}置信区间为{low high:ratios}，低于用于奖惩的建议值"
        "{wanted:ratio}，不能确认达到（信度为{detectable:ratio}以上才可以确认）。建议分档而非逐名次使用。"
    ),
    "persistence.needed": (
        "信度要达到{wanted:ratio}，须取{needed:integer}轮的平均（{fewest:integer}至{most:integer}轮）。"
    ),
    "persistence.needed.endless most": (
        "信度要达到{wanted:ratio}，须取{needed:integer}轮的平均，至少{fewest:integer}轮；数据不能排除并无持续的差异，多少轮都达不到。"
    ),
    "persistence.needed.endless needed.endless most": "这几轮没有显示持续的差异，推算不出多少轮的平均才能使信度达到{wanted:ratio}。",
    "persistence.always": (
        "{rounds:integer}轮都居后{bottom:integer}位的：{names:names}。如无任何持续的差异，仅因偶然也会有{by_chance:ratio}个；按拟合的模型应有"
        "{by_model:ratio}个。其中预计有{wrong:ratio}个的真实水平并不居后{bottom:integer}位。"
    ),
    "persistence.always.no wrong": (
        "{rounds:integer}轮都居后{bottom:integer}位的有{always:integer}个单位。如无任何持续的差异，仅因偶然也会有{by_chance:ratio}个；"
        "按拟合的模型应有{by_model:ratio}个。"
    ),
    "persistence.always.no names": (
        "{rounds:integer}轮都居后{bottom:integer}位的有{always:integer}个单位。如无任何持续的差异，仅因偶然也会有{by_chance:ratio}个；"
        "按拟合的模型应有{by_model:ratio}个。其中预计有{wrong:ratio}个的真实水平并不居后{bottom:integer}位。"
    ),
    "persistence.always.zero always.no names": (
        "没有单位{rounds:integer}轮都居后{bottom:integer}位。如无任何持续的差异，仅因偶然会有{by_chance:ratio}个；按拟合的模型应有"
        "{by_model:ratio}个。"
    ),
    "persistence.strikes": (
        "连续{strikes:integer}轮居后{bottom:integer}位的有{struck:integer}个单位：{names:names}。其中预计有{wrong:ratio}个的真实水平并不居后"
        "{bottom:integer}位。如无任何持续的差异，{rounds:integer}轮中仅因偶然也会有{by_chance:ratio}个；按拟合的模型应有{by_model:ratio}个。"
    ),
    "persistence.strikes.no wrong": (
        "连续{strikes:integer}轮居后{bottom:integer}位的有{struck:integer}个单位。如无任何持续的差异，{rounds:integer}轮中仅因偶然也会有"
        "{by_chance:ratio}个；按拟合的模型应有{by_model:ratio}个。"
    ),
    "persistence.strikes.no names": (
        "连续{strikes:integer}轮居后{bottom:integer}位的有{struck:integer}个单位，其中预计有{wrong:ratio}个的真实水平并不居后"
        "{bottom:integer}位。如无任何持续的差异，{rounds:integer}轮中仅因偶然也会有{by_chance:ratio}个；按拟合的模型应有{by_model:ratio}个。"
    ),
    "persistence.strikes.zero struck.no names": (
        "没有单位连续{strikes:integer}轮居后{bottom:integer}位。如无任何持续的差异，{rounds:integer}轮中仅因偶然会有{by_chance:ratio}个；"
        "按拟合的模型应有{by_model:ratio}个。"
    ),
    "persistence.strikes+share": (
        "按拟合的模型，这样的规则所处理的单位中，{share:percent}的真实水平并不居后{bottom:integer}位。"
    ),
    "persistence.strikes+share.no share": "",
    "persistence.likely": (
        "真实水平居后{bottom:integer}位的可能性以{name:name}最大（{probability:percent}；{rounds:integer}轮中有{times:integer}轮居后）；"
        "概率不低于{likely:percent0}的单位有{certain:integer}个。概率不是判断。"
    ),
    "persistence.no_chances": "只有{count:integer}个单位，估计不出真实得分的差异（至少要{fewest:integer}个），故不列概率。",
    "persistence.no_chances.why=exact": "有得分（或几个得分的组合）的标准误为零，故不列概率。",
    "persistence.no_spread": (
        "除偶然以外，这几轮没有显示{count:integer}个单位有持续的差异：各单位真实水平居后{bottom:integer}位的可能性相同"
        "（{probability:percent}）。"
    ),
    "persistence.two_rounds": "只有两轮，分不清持续的差异与缓慢变化的差异；三轮以上才能分清。",
    "persistence.dependent": "各轮有共同的受访者或抽样点，信度中已扣除共同的误差，其区间只是粗略的。",
    "persistence.rough": "分解方差和计算概率时把标准误当作已知，而其自由度最少只有{df:text}，这些数字只是粗略的。",
    "persistence.apart": "{name:name}不参加：{reason:reason}。",
}

REASONS = {"not_in_all_rounds": "并非每一轮都有估计值"}

HEADS = {
    "in_bottom": "居后的轮数",
    "longest": "最长连续轮数",
    "struck": "被处理",
    "units_observed": "单位数，实际",
    "units_chance": "单位数，仅因偶然",
    "units_model": "单位数，按模型",
}

CAPTIONS = {"persistence": "各单位历轮名次与持续居后的单位"}

PICTURES = {
    "persistence.axis": "历轮名次，单位按各轮平均排列（加框为居后{bottom:integer}位）",
    "persistence.axis.narrow": "历轮名次，颜色越深名次越靠后（圆点为居后{bottom:integer}位）",
    "persistence.alt": (
        "{count:integer}个单位{rounds:integer}轮的名次；{always:integer}个单位每轮都居后{bottom:integer}位，{once:integer}个单位有时居后。"
    ),
}

TITLES = {"persistence": "历轮持续居后的单位"}

METHODS = {
    "persistence": (
        Line(
            "得分视为当轮水平、单位的持续水平、只在当轮成立的部分与抽样误差之和。一轮与{rounds:integer}轮平均的信度，由单位之间与单位之内的"
            "均方求得：",
            formula="rounds_reliability",
        ),
        Line("其区间来自F分布（{level:percent0}置信水平）。"),
        Line("各轮误差中共同的部分先行扣除。", when=("not independent",)),
        Line("概率由各轮平均及其误差推算单位的持续水平得到。", when=("tau2",)),
        Line("反复居后的单位数由模拟得到，分别假定没有持续的差异和按拟合的模型（至多4,000次，随机种子{seed:text}）。"),
    ),
}
