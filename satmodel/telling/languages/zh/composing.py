"""按受访者构成分解变化。"""

from satmodel.telling.lines import Line

_INTERVAL = "（{level:percent0}置信区间为{low high:interval}分）"
_COULD = "；按现有样本，达到{detectable:points}分才可以确认。"
_CHANGE = "{name:name}由{before:points}分变为{after:points}分，变化{part:signed}分" + _INTERVAL + "，变化"
_MIX = "其中受访者构成（按{by:names}）变化带来{part:signed}分" + _INTERVAL + "，这一部分"
_EQUAL = "构成相同时的变化为{part:signed}分" + _INTERVAL + "，"
_UNMATCHED = "只在一轮出现或回答过少的群体带来{part:signed}分" + _INTERVAL + "，这一部分"
_EXCEEDS = "仅构成变化就使得分变动{part:signed}分，超过了有实际意义的{margin:points}分，这一点"
_ONE = (
    "{name:name}变化{change:signed}分，其中构成变化带来{composition:signed}分，构成相同时为{equal:signed}分"
    + _INTERVAL
    + "，构成相同时的变化"
)

SENTENCES = {
    "composition.change.established": _CHANGE + "可以确认。",
    "composition.change.not established": _CHANGE + "不能确认" + _COULD,
    "composition.change+margin": "整个区间超出{margin:points}分，才算可以确认。",
    "composition.change+margin.zero margin": "",
    "composition.mix.established": _MIX + "可以确认。",
    "composition.mix.not established": _MIX + "不能确认" + _COULD,
    "composition.equal.established": _EQUAL + "可以确认。",
    "composition.equal.not established": _EQUAL + "不能确认" + _COULD,
    "composition.unmatched.established": _UNMATCHED + "可以确认。",
    "composition.unmatched.not established": _UNMATCHED + "不能确认" + _COULD,
    "composition.exceeds.established": _EXCEEDS + "可以确认。",
    "composition.exceeds.not established": _EXCEEDS + "不能确认" + _COULD,
    "composition.groups": "受访者按{by:names}分为{count:integer}个群体。",
    "composition.groups+once": "只在一轮出现的有{once:names}。",
    "composition.groups+once.no once": "",
    "composition.groups+few": "在某一轮只有一名受访者或只来自一个群、无法估计误差的有{few:names}。",
    "composition.groups+few.no few": "",
    "composition.groups+thin": "在某一轮不足{fewest:integer}人的有{thin:names}，其各部分须谨慎阅读。",
    "composition.groups+thin.no thin": "",
    "composition.groups+blank": "未填写分组信息的人单独作为一个群体：上一轮{blank_before:integer}人，本轮{blank_after:integer}人。",
    "composition.groups+blank.no blank": "",
    "composition.one.established": _ONE + "可以确认。",
    "composition.one.not established": _ONE + "不能确认" + _COULD,
    "composition.arithmetic": "各部分是计算结果，相加恰为总变化；它们不说明群体得分变化的原因。",
    "composition.apart": "{name:name}没有分解：{reason:reason}。",
}

HEADS = {
    "composition": "构成变化带来",
    "composition_low": "区间下端",
    "composition_high": "区间上端",
    "composition_interval": "该部分的区间",
    "composition_verdict": "判断（构成）",
    "composition_detectable": "可确认的最小差距（构成）",
    "equal": "构成相同时",
    "equal_low": "区间下端",
    "equal_high": "区间上端",
    "equal_interval": "区间（构成相同）",
    "equal_verdict": "判断（构成相同）",
    "equal_detectable": "可确认的最小差距（构成相同）",
    "unmatched": "不能对应的群体带来",
    "n_before": "上轮人数",
    "n_after": "本轮人数",
}

REASONS = {
    "no_common_group": "没有一个群体在两轮中都有足够的受访者",
}

CAPTIONS = {
    "composition": "按受访者构成分解的变化",
}

PICTURES = {
    "composition.axis": "变化分值（横线为变化的{level:percent0}置信区间）",
    "composition.composition": "构成变化带来",
    "composition.equal": "构成相同时",
    "composition.unmatched": "不能对应的群体带来",
    "composition.change": "变化",
    "composition.value": "变化 = 构成 + 构成相同时",
    "composition.value.unmatched": "变化 = 构成 + 构成相同时 + 不能对应",
    "composition.alt": (
        "{count:integer}行变化及其组成：受访者构成变化带来的部分和构成相同时的部分。第一行变化{change:signed}分，"
        "其中构成变化带来{composition:signed}分。"
    ),
}

TITLES = {
    "composition": "变化与受访者构成",
}

METHODS = {
    "composition": (
        Line(
            "两轮的调查口径无法比较（{overridden:kinds}不同），仍作分解，理由是：{override:text}。",
            when=("override",),
        ),
        Line(
            "变化按受访者所属群体（{by:names}）分解为群体占比变化带来的部分和占比相同时的部分，以两轮的平均为权，二者之和恰为总变化：",
            formula="composition",
        ),
        Line(
            "只在一轮出现的群体，或在某一轮只有一名受访者或一个群的群体，单列为第三部分。标准误由每名受访者对各部分的影响按群"
            "汇总得出。"
        ),
        Line("两轮的受访者不同，误差相互独立。", when=("independent",)),
        Line("两轮抽取了相同的群，其误差相关。", when=("overlap=clusters",)),
        Line("各部分在全部单位和分项上按Holm法校正。", when=("adjust=holm",)),
        Line("各部分在全部单位和分项上按Bonferroni法校正。", when=("adjust=bonferroni",)),
        Line(
            "各部分在全部单位和分项上按Benjamini-Hochberg法校正，控制的是可以确认者中误判的比例。",
            when=("adjust=bh",),
        ),
    ),
}
