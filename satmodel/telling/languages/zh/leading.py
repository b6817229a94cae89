"""首位与末位的句子：哪些单位可能居之，可能性多大，得分应为多少。"""

from satmodel.telling.lines import Line

_NOT = "；按现有样本，相差{detectable:points}分才可以确认。"
_PICKED = "{name:name}是按名次挑出的；扣除挑选带来的偏差后，由{before:points}分变为{after:points}分"
_WHOLE = "{name:name}与相邻单位的得分过于接近，无法扣除挑选带来的偏差；"

SENTENCES = {
    "first.observed": "{count:integer}个单位中，居前{top:integer}位的是{names:names}。",
    "first.observed.end=bottom": "{count:integer}个单位中，居后{top:integer}位的是{names:names}。",
    "first.observed.one top": "{name:name}得{estimate:points}分，在{count:integer}个单位中居首位。",
    "first.observed.one top.end=bottom": "{name:name}得{estimate:points}分，在{count:integer}个单位中居末位。",
    "first.observed.one top.tied": "{names:names}同得{estimate:points}分，在{count:integer}个单位中并列首位。",
    "first.observed.one top.tied.end=bottom": "{names:names}同得{estimate:points}分，在{count:integer}个单位中并列末位。",
    "first.held": "真实水平可能居前{top:integer}位的单位（{level:percent0}置信水平）：{names:names}。",
    "first.held.end=bottom": "真实水平可能居后{top:integer}位的单位（{level:percent0}置信水平）：{names:names}。",
    "first.held.one top": "真实水平可能居首位的单位（{level:percent0}置信水平）：{names:names}。",
    "first.held.one top.end=bottom": "真实水平可能居末位的单位（{level:percent0}置信水平）：{names:names}。",
    "first.held.no names": (
        "{count:integer}个单位中，真实水平可能居前{top:integer}位的有{held:integer}个（{level:percent0}置信水平）。"
    ),
    "first.held.no names.end=bottom": (
        "{count:integer}个单位中，真实水平可能居后{top:integer}位的有{held:integer}个（{level:percent0}置信水平）。"
    ),
    "first.held.no names.one top": (
        "{count:integer}个单位中，真实水平可能居首位的有{held:integer}个（{level:percent0}置信水平）。"
    ),
    "first.held.no names.one top.end=bottom": (
        "{count:integer}个单位中，真实水平可能居末位的有{held:integer}个（{level:percent0}置信水平）。"
    ),
    "first.settled.established": "前{top:integer}位就是这些单位，可以确认。",
    "first.settled.established.end=bottom": "后{top:integer}位就是这些单位，可以确认。",
    "first.settled.established.one top": "{name:name}单独居首位，可以确认。",
    "first.settled.established.one top.end=bottom": "{name:name}单独居末位，可以确认。",
    "first.settled.not established": (
        "前{top:integer}位是哪些单位，不能确认：{inside:name}比{outside:name}领先{lead:points}分" + _NOT
    ),
    "first.settled.not established.end=bottom": (
        "后{top:integer}位是哪些单位，不能确认：{inside:name}比{outside:name}落后{lead:points}分" + _NOT
    ),
    "first.settled.not established.one top": (
        "{name:name}单独居首位，不能确认：比{outside:name}领先{lead:points}分" + _NOT
    ),
    "first.settled.not established.one top.end=bottom": (
        "{name:name}单独居末位，不能确认：比{outside:name}落后{lead:points}分" + _NOT
    ),
    "first.settled.not established.tied": "前{top:integer}位是哪些单位，不能确认：末一个名次上得分相同" + _NOT,
    "first.settled.not established.tied.end=bottom": "后{top:integer}位是哪些单位，不能确认：头一个名次上得分相同"
    + _NOT,
    "first.settled.not established.tied.one top": "其中哪一个单独居首位，不能确认：得分相同" + _NOT,
    "first.settled.not established.tied.one top.end=bottom": "其中哪一个单独居末位，不能确认：得分相同" + _NOT,
    "first.settled+sure": "",
    "first.settled+sure.not established": "其中可以确认的有{names:names}。",
    "first.settled+sure.not established.no names": "",
    "first.level": (
        "{name:name}居首位（含与其他单位并列），可以确认（本条单独以{level:percent0}的把握成立；与其余最优者之差的区间为"
        "{low high:interval}分）。"
    ),
    "first.likely": (
        "各单位真实得分的标准差为{tau:points}分，据此推算，这{picked:integer}个单位中预计有{right:ratio}个真正居于这些名次。"
    ),
    "first.likely.one top": (
        "各单位真实得分的标准差为{tau:points}分，据此推算，{name:name}真正居首位的概率为{probability:percent}。"
    ),
    "first.likely.one top.end=bottom": (
        "各单位真实得分的标准差为{tau:points}分，据此推算，{name:name}真正居末位的概率为{probability:percent}。"
    ),
    "first.likely+likelier": "",
    "first.likely+likelier.one top": "可能性更大的是{likelier:name}（{likelier_probability:percent}）。",
    "first.likely+likelier.one top.no likelier": "",
    "first.likely+note": "概率不是判断，能否确认以上述范围为准。",
    "first.no_spread": (
        "除抽样误差以外，数据没有显示{count:integer}个单位有差异：各单位居前{top:integer}位的可能性相同"
        "（{probability:percent}）。"
    ),
    "first.no_spread.end=bottom": (
        "除抽样误差以外，数据没有显示{count:integer}个单位有差异：各单位居后{top:integer}位的可能性相同"
        "（{probability:percent}）。"
    ),
    "first.no_spread.one top": (
        "除抽样误差以外，数据没有显示{count:integer}个单位有差异：各单位居首位的可能性相同（{probability:percent}）。"
    ),
    "first.no_spread.one top.end=bottom": (
        "除抽样误差以外，数据没有显示{count:integer}个单位有差异：各单位居末位的可能性相同（{probability:percent}）。"
    ),
    "first.no_chances": "只有{count:integer}个单位，估计不出真实得分的差异（至少要{fewest:integer}个），故不列概率。",
    "first.no_chances.why=exact": "有得分（或几个得分的组合）的标准误为零，故不列概率。",
    "first.score": _PICKED + "（{level:percent0}置信区间为{lowest:points}至{highest:points}分）。",
    "first.score.near_tie": (
        _WHOLE + "无论挑出哪个单位都成立的{level:percent0}置信区间为{lowest:points}至{highest:points}分。"
    ),
    "first.knife_edge": (
        "{names:names}是否可能（或可以确认）居于这些名次，处于临界：差距与临界值几乎相等，换一组随机数或多保留一位小数都可能"
        "改变结果。"
    ),
    "first.rough": "计算概率和扣除偏差时把标准误当作已知，而其自由度最少只有{df:text}，这些数字只是粗略的。",
    "first.apart": "{name:name}不参加比较：{reason:reason}。",
}

HEADS = {
    "may_be": "可能居之",
    "established": "可以确认",
    "p_first": "居首位的概率",
    "p_top": "居于前列的概率",
    "p_last": "居末位的概率",
    "p_bottom": "居于后列的概率",
    "expected_rank": "期望名次",
    "best_low": "与其余最优者之差，下限",
    "best_high": "与其余最优者之差，上限",
    "best_interval": "与其余最优者之差",
    "corrected": "扣除偏差后的得分",
    "conditional": "仅按入选条件扣除后的得分",
    "conditional_low": "仅按入选条件，下限",
    "conditional_high": "仅按入选条件，上限",
    "projection_low": "无论谁入选，下限",
    "projection_high": "无论谁入选，上限",
    "near_tie": "几乎同分",
}

CAPTIONS = {"first": "可能居于所问名次的单位"}

PICTURES = {
    "probabilities.axis": "名次（同一行中颜色越深，可能性越大；圆圈为样本中的名次）",
    "probabilities.axis.printed": "名次（数字为概率，%；方框为样本中的名次）",
    "probabilities.alt": (
        "{count:integer}个单位按得分排列，每格为该单位居该名次的概率，颜色越深，可能性越大；{first:name}居首，"
        "其居第1位的概率为{probability:percent}。"
    ),
}

TITLES = {"first": "首位与末位的确认"}

METHODS = {
    "first": (
        Line(
            "逐个检验每个单位j的真实名次是否在前{top:integer}位。取t={top:integer}，T是其他单位高出它的差值（各以标准误为单位）中"
            "第t大的一个；符合下式的单位排除在外，其余单位再检验，直到不再变化：",
            when=("method=direct", "end=top"),
            formula="top_set",
        ),
        Line(
            "逐个检验每个单位j的真实名次是否在后{top:integer}位。取t={top:integer}，得分的次序倒转，T是其他单位高出它的差值（各以标准"
            "误为单位）中第t大的一个；符合下式的单位排除在外，其余单位再检验，直到不再变化：",
            when=("method=direct", "end=bottom"),
            formula="top_set",
        ),
        Line("可能居于这些名次的单位由同时成立的名次区间得到。", when=("method=projection",)),
        Line(
            "其中最后一步的c={critical:number}，使“可能居之”与“可以确认”两种说法以{level:percent0}的把握同时成立；"
            "它由{draws:integer}次模拟得到（随机种子{seed:text}）。",
            when=("drawn",),
        ),
        Line(
            "其中最后一步的c={critical:number}是Bonferroni界，使“可能居之”与“可以确认”两种说法以不低于{level:percent0}的把握"
            "同时成立。",
            when=("not drawn",),
        ),
        Line(
            "概率由全部单位真实得分的差异推算，其方差由Paule-Mandel矩法估计；共同均值的误差计入，该方差本身的误差未计入：",
            when=("tau2",),
            formula="p_first",
        ),
        Line("概率由{draws:integer}次模拟得到（随机种子{seed:text}）。", when=("likely_drawn",)),
        Line(
            "按名次挑出的单位，得分平均偏高（或偏低）。扣除偏差后的得分是这样一个值：在已经入选的条件下，得分不高于实际得分的"
            "概率恰为一半，并限制在对全部单位同时成立的区间之内：",
            formula="picked",
        ),
    ),
}
