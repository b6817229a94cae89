"""讲话逐句核对：全部文字。"""

from satmodel.telling.lines import Line

CLAIM = "check_claims.claim"
IN = "（{level:percent0}置信区间{low high:interval}）"

# 数据表怎么说，按看到的方向：高（升）、低（降）
FACTS = {
    "lead": ("{name:name}比{other:name}高{number:points}分", "{name:name}比{other:name}低{number:points}分"),
    "place": ("{name:name}比{other:name}高{number:points}分", "{name:name}比{other:name}低{number:points}分"),
    "limit": (
        "{name:name}比{reference:points}分高{number:points}分",
        "{name:name}比{reference:points}分低{number:points}分",
    ),
    "mean": (
        "{name:name}比全部{count:integer}个的平均{reference:points}分高{number:points}分",
        "{name:name}比全部{count:integer}个的平均{reference:points}分低{number:points}分",
    ),
    "largest": (
        "{name:name}的变化比{other:name}的变化高{number:points}分",
        "{name:name}的变化比{other:name}的变化低{number:points}分",
    ),
    "change": ("{name:name}上升{number:points}分", "{name:name}下降{number:points}分"),
    "every": (
        "{count:integer}个变化中起决定作用的是{name:name}，上升{number:points}分",
        "{count:integer}个变化中起决定作用的是{name:name}，下降{number:points}分",
    ),
    "some": (
        "{count:integer}个变化中起决定作用的是{name:name}，上升{number:points}分",
        "{count:integer}个变化中起决定作用的是{name:name}，下降{number:points}分",
    ),
}
_TAILS = {
    "established": "，可以确认。",
    "uncertain": "，不能确认；按现有样本，达到{detectable:points}分才可以确认。",
    "opposite": "，可以确认的是相反的情况。",
    "opposite_seen": "，与原话所说不符。",
    "amount": "；按公布的数计算为{printed:points}分，不是{amount:points}分。",
    "no_error": "（公布数）；样本量和标准差未知，不能确认。",
}


def _why() -> dict[str, str]:
    said = {}
    for how, facts in FACTS.items():
        for mark, fact in zip(("", ".not up"), facts, strict=True):
            for reason, tail in _TAILS.items():
                if reason == "established" and how not in ("every", "some"):
                    continue
                key = f"{CLAIM}+why.how={how}.reason={reason}{mark}"
                said[key] = fact + ("" if reason == "no_error" else IN) + tail
                if reason in ("opposite_seen", "amount"):
                    said[f"{key}.no low"] = fact + tail
    return said


_COUNT = "{name:name}由{before:integer}件变为{after:integer}件，比值{number:ratio}（{level:percent0}置信区间{low high:ratios}，p {p:p}）"
_SHARE = "{names:names}共{part:integer}件，占{whole:integer}件的{number:percent}（{level:percent0}置信区间{low high:percents}）"

SENTENCES = {
    "check_claims.whole": (
        "共核对{count:integer}句：可以确认{holds_count:integer}句，不能确认{not_shown_count:integer}句，"
        "有矛盾{contradicted_count:integer}句，无法比较{not_comparable_count:integer}句，"
        "没有数据可核对{not_checkable_count:integer}句（{level:percent0}置信水平）。"
    ),
    "check_claims.whole+shown": "不能确认的：{not_shown:names}。",
    "check_claims.whole+shown.no not_shown": "",
    "check_claims.whole+contradicted": "有矛盾的：{contradicted:names}。",
    "check_claims.whole+contradicted.no contradicted": "",
    "check_claims.whole+comparable": "无法比较的：{not_comparable:names}。",
    "check_claims.whole+comparable.no not_comparable": "",
    "check_claims.whole+interviews": "每个得分的样本量{assumed_n:listed}人是假定。",
    "check_claims.whole+interviews.no assumed_n": "",
    "check_claims.whole+spread": "标准差{assumed_sd:listed}分是假定，换一个数，结果可能不同。",
    "check_claims.whole+spread.no assumed_sd": "",
    "check_claims.whole+correlation": "分项得分之间的相关系数{assumed_correlation:listed}是假定。",
    "check_claims.whole+correlation.no assumed_correlation": "",
    "check_claims.clash": "{a:text}“{first_quote:name}”与{b:text}“{second_quote:name}”不能同时成立：{how:kind}。",
    "check_claims.words": "{names:names}这些词对应的数值范围是本次核对的假定，应换成本单位自己的规定（words=）。",
    CLAIM: "{claim:text}“{quote:name}”：{outcome:kind}。",
    f"{CLAIM}.no quote": "{claim:text}：{outcome:kind}。",
    f"{CLAIM}+why": "",
    **_why(),
    f"{CLAIM}+why.how=value": "表中{name:name}为{estimate:points}分" + IN + "。",
    f"{CLAIM}+why.how=value.no low": "表中{name:name}为{estimate:points}分。",
    f"{CLAIM}+why.how=values": "{count:integer}个数都与表中一致。",
    f"{CLAIM}+why.how=value_off": "表中{name:name}为{estimate:points}分，不是{target:points}分。",
    f"{CLAIM}+why.how=number": "表中{name:name}为{number:integer}。",
    f"{CLAIM}+why.how=number_off": "表中{name:name}为{number:integer}，不是{target:integer}。",
    f"{CLAIM}+why.how=average": "{count:integer}个数的平均为{estimate:points}分" + IN + "。",
    f"{CLAIM}+why.how=average.no low": "{count:integer}个数的平均为{estimate:points}分。",
    f"{CLAIM}+why.how=average_off": "{count:integer}个数的平均为{estimate:points}分，不是{target:points}分。",
    f"{CLAIM}+why.how=rank": "{name:name}在{count:integer}个中排{rank rank_tied:places}，可能的名次为{rank_low rank_high:places}。",
    f"{CLAIM}+why.how=rank.no low": "{name:name}在{count:integer}个中排{rank rank_tied:places}（公布数）。",
    f"{CLAIM}+why.how=rank.reason=uncertain": (
        "{name:name}在{count:integer}个中排{rank rank_tied:places}，可能的名次为{rank_low rank_high:places}；"
        "按现有样本，相差{detectable:points}分才可以确认先后。"
    ),
    f"{CLAIM}+why.how=position": (
        "{name:name}在{count:integer}个中排{rank rank_tied:places}，可能的名次为{rank_low rank_high:places}；"
        "“{word:text}”按从第一到最后的{word_low:percent0}至{word_high:percent0}计。"
    ),
    f"{CLAIM}+why.how=position.no low": (
        "{name:name}在{count:integer}个中排{rank rank_tied:places}（公布数）；"
        "“{word:text}”按从第一到最后的{word_low:percent0}至{word_high:percent0}计。"
    ),
    f"{CLAIM}+why.how=count": _COUNT + "，可以确认。",
    f"{CLAIM}+why.how=count.not established": _COUNT + "，不能确认；达到{needed:integer}件才可以确认。",
    f"{CLAIM}+why.how=count.not established.no needed": _COUNT + "，不能确认。",
    f"{CLAIM}+why.how=count.endless number.established": "{name:name}由0件变为{after:integer}件（比值没有上限，{level:percent0}下限为{low:ratio}，p {p:p}），可以确认。",
    f"{CLAIM}+why.how=count.endless number.not established": "{name:name}由0件变为{after:integer}件（比值没有上限，{level:percent0}下限为{low:ratio}，p {p:p}），不能确认；达到{needed:integer}件才可以确认。",
    f"{CLAIM}+why.how=count.reason=amount": (
        "{name:name}由{before:integer}件变为{after:integer}件，相差{printed:integer}件，不是{amount:integer}件。"
    ),
    f"{CLAIM}+why.how=share": _SHARE + "。",
    f"{CLAIM}+why.how=share.reason=amount": (
        "{names:names}共{part:integer}件，占{whole:integer}件的{number:percent}，不是{amount:percent}。"
    ),
    f"{CLAIM}+why.how=concentration": _SHARE + "；原话要求超过{limit:percent0}。",
    f"{CLAIM}+why.how=concentration.reason=uncertain": _SHARE
    + "；超过{limit:percent0}不能确认，达到{detectable:percent}才可以确认。",
    f"{CLAIM}+why.how=concentration.reason=not_apart": (
        "{names:names}占{number:percent}（{level:percent0}置信区间{low high:percents}），但{name:name}多于{other:name}不能确认。"
    ),
    f"{CLAIM}+why.how=concentration.reason=not_largest": "{other:name}多于{name:name}。",
    f"{CLAIM}+why.how=word": "数值为{number:points}分"
    + IN
    + "；“{word:text}”按{word_low:points}至{word_high:points}分计。",
    f"{CLAIM}+why.how=word.no low": "数值为{number:points}分（公布数）；“{word:text}”按{word_low:points}至{word_high:points}分计。",
    f"{CLAIM}+why.how=word.of=share": (
        "占{number:percent}（{level:percent0}置信区间{low high:percents}）；"
        "“{word:text}”按{word_low:percent0}至{word_high:percent0}计。"
    ),
    f"{CLAIM}+why.how=compare": "两个数出自不同的调查（{first:name}、{second:name}），{fields:kinds}不同。",
    f"{CLAIM}+why.how=compare.no fields": "就已知情况，两次调查的口径没有不可比之处。",
    f"{CLAIM}+why.how=cause": (
        "按算术计算，{name:name}占{total:signed}分变化中的{number:signed}分" + IN + "，即{share:percent}；"
        "由什么引起，再多的样本也不能由这些数据确认。"
    ),
    f"{CLAIM}+why.how=cause.no share": "由什么引起，再多的样本也不能由这些数据确认。",
    f"{CLAIM}+why.how=clash": "与{against:text}“{other_quote:name}”不能同时成立，也没有数据表可以判定。",
    f"{CLAIM}+why.how=none": "无法核对：{reason:reason}。",
    # 可以确认的，后面“可以这样说”写全句
    f"{CLAIM}+why.reason=established": "{number:points}分" + IN + _TAILS["established"],
    f"{CLAIM}+among": "按{among:integer}个单位的全部两两比较判断。",
    f"{CLAIM}+among.no among": "",
    f"{CLAIM}+needed": "",
    f"{CLAIM}+needed.how=lead": "事先指定这两个单位，要看出这样大的差别，每个约需{needed:integer}人。",
    f"{CLAIM}+needed.how=lead.no needed": "",
}

HEADS = {
    "quote": "原话",
    "claim_kind": "类型",
    "outcome": "核对结果",
    "number": "数值",
    "needed": "所需数",
    "why": "原因",
    "finding": "数据怎么说",
    "instead": "可以这样说",
}

TERMS = {
    "kind.holds": "可以确认",
    "kind.not shown": "不能确认",
    "kind.contradicted": "有矛盾",
    "kind.not comparable": "无法比较",
    "kind.not checkable": "无法核对",
    "kind.clash_all_some": "一句说全部如此，另一句说有的不是",
    "kind.clash_all_all": "两句对全部的说法相反",
    "kind.clash_direction": "同一事物一说上升、一说下降",
    "kind.clash_rank": "同一单位有两个名次",
    "kind.clash_position": "同一单位在排名中有两种位置",
    "kind.clash_order": "两个单位互相高于对方",
    "kind.clash_alone": "只能有一个的位置上有两个单位",
    "kind.clash_amount": "同一事物有两个数值",
}

REASONS = {
    "no_table": "没有与之对应的数据表",
    "no_subject": "没有说明对象",
    "no_number": "表中没有所说对象的数",
    "too_few": "人数太少，或单位太少，不能比较",
    "one_round": "表中只有一轮",
    "not_all": "表中没有列出全部单位",
    "alone": "表中只有一个单位",
    "no_counts": "表中没有件数",
    "no_cards": "没有说明两个数各自怎样调查得来",
    "several_levels": "表有多个层次，没有说明是哪一个（of=）",
    "other_word": "所用的词与这类说法不对应",
}

CAPTIONS = {"check_claims": "讲话逐句核对"}

TITLES = {"check_claims": "讲话与数据表的核对"}

METHODS = {
    "check_claims": (
        Line(
            "一句话所说的数，{level:percent0}置信区间全部在原话一侧，且公布的各数在四舍五入范围内一致的，为可以确认；"
            "可以确认相反情况的、与表中数值不符的，或与另一句不能同时成立又没有数据表可以判定的，为有矛盾；"
            "都不是的，为不能确认；两次调查口径不同的，为无法比较；没有数据表的，为无法核对。",
        ),
        Line("原话给出的数a（d位小数）与表中m个p位小数的数算得的结果一致，是指", formula="check_claims"),
        Line(
            "原话指定的一对单独判断（同组的按Holm法），从多个单位中挑出的一对以及第一、末位按全部两两比较判断，"
            "上升或下降按表中全部变化以Holm法判断；“全部上升”逐个看各自的区间，“有的下降”要有一个按Holm法可以确认。",
        ),
        Line("以下用词的数值范围是假定：{assumed_words:names}。", when=("assumed_words",)),
    ),
}
