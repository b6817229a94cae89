"""讲话原句可以怎样改写。"""

from satmodel.telling.languages.zh.claiming import CLAIM, FACTS, IN

_TIE = "，差别在抽样误差范围内" + IN + "，两者不分先后。"
_WITHIN = "，在抽样误差范围内" + IN + "。"
_SO_FAR = "（公布数，误差未知）。"


def _by_direction() -> dict[str, str]:
    said = {}
    for how, facts in FACTS.items():
        if how in ("every", "some"):
            continue
        open_ = _TIE if how in ("lead", "place", "largest") else _WITHIN
        for mark, fact in zip(("", ".not up"), facts, strict=True):
            said[f"{CLAIM}+instead.how={how}.established{mark}"] = fact + IN + "。"
            said[f"{CLAIM}+instead.how={how}.not established{mark}"] = fact + open_
            said[f"{CLAIM}+instead.how={how}.no verdict{mark}"] = fact + _SO_FAR
    return said


SENTENCES = {
    f"{CLAIM}+instead": "",
    **_by_direction(),
    f"{CLAIM}+instead.how=place.established.agrees.end=first": "{name:name}居第1位，比{other:name}高{number:points}分"
    + IN
    + "。",
    f"{CLAIM}+instead.how=place.established.agrees.end=last": "{name:name}居末位，比{other:name}低{number:points}分"
    + IN
    + "。",
    f"{CLAIM}+instead.how=place.not established.agrees.end=first": (
        "{name:name}得分最高，但只比{other:name}高{number:points}分，差别在抽样误差范围内" + IN + "，属并列领先。"
    ),
    f"{CLAIM}+instead.how=place.not established.agrees.end=last": (
        "{name:name}得分最低，但只比{other:name}低{number:points}分，差别在抽样误差范围内" + IN + "，两者不分先后。"
    ),
    f"{CLAIM}+instead.how=largest.not established.agrees": (
        "{name:name}与{other:name}的提高幅度相当：相差{number:points}分，在抽样误差范围内" + IN + "。"
    ),
    f"{CLAIM}+instead.how=largest.not established.agrees.not up": (
        "{name:name}与{other:name}的下降幅度相当：相差{number:points}分，在抽样误差范围内" + IN + "。"
    ),
    f"{CLAIM}+instead.how=every": "{count:integer}个得分都高于上轮，且都超出抽样误差。",
    f"{CLAIM}+instead.how=every.not claimed_up": "{count:integer}个得分都低于上轮，且都超出抽样误差。",
    f"{CLAIM}+instead.how=every.reason=uncertain": "{count:integer}个得分都高于上轮，其中{established:integer}个的上升可以确认。",
    f"{CLAIM}+instead.how=every.reason=uncertain.not claimed_up": (
        "{count:integer}个得分都低于上轮，其中{established:integer}个的下降可以确认。"
    ),
    f"{CLAIM}+instead.how=every.reason=no_error": "{count:integer}个得分都高于上轮（公布数）。",
    f"{CLAIM}+instead.how=every.reason=no_error.not claimed_up": "{count:integer}个得分都低于上轮（公布数）。",
    f"{CLAIM}+instead.how=every.not agrees": "{count:integer}个中有{agreeing:integer}个上升；{name:name}下降{number:points}分。",
    f"{CLAIM}+instead.how=every.not agrees.not claimed_up": (
        "{count:integer}个中有{agreeing:integer}个下降；{name:name}上升{number:points}分。"
    ),
    f"{CLAIM}+instead.how=some": "下降可以确认的有{settled:names}。",
    f"{CLAIM}+instead.how=some.claimed_up": "上升可以确认的有{settled:names}。",
    f"{CLAIM}+instead.how=some.no settled": "{count:integer}个中有{agreeing:integer}个低于上轮，没有一个的下降可以确认。",
    f"{CLAIM}+instead.how=some.no settled.claimed_up": (
        "{count:integer}个中有{agreeing:integer}个高于上轮，没有一个的上升可以确认。"
    ),
    f"{CLAIM}+instead.how=some.no settled.zero agreeing": "{count:integer}个中没有低于上轮的。",
    f"{CLAIM}+instead.how=some.no settled.zero agreeing.claimed_up": "{count:integer}个中没有高于上轮的。",
    f"{CLAIM}+instead.how=value": "{name:name}{estimate:points}分" + IN + "。",
    f"{CLAIM}+instead.how=value.no low": "{name:name}{estimate:points}分。",
    f"{CLAIM}+instead.how=values": "各数可以照用。",
    f"{CLAIM}+instead.how=value_off": "{name:name}{estimate:points}分。",
    f"{CLAIM}+instead.how=number": "{name:name}共{number:integer}。",
    f"{CLAIM}+instead.how=number_off": "{name:name}共{number:integer}。",
    f"{CLAIM}+instead.how=average": "{count:integer}个数的平均为{estimate:points}分" + IN + "。",
    f"{CLAIM}+instead.how=average.no low": "{count:integer}个数的平均为{estimate:points}分。",
    f"{CLAIM}+instead.how=average_off": "{count:integer}个数的平均为{estimate:points}分。",
    f"{CLAIM}+instead.how=rank": (
        "{name:name}按得分在{count:integer}个中排{rank rank_tied:places}，考虑抽样误差为{rank_low rank_high:places}。"
    ),
    f"{CLAIM}+instead.how=rank.no low": "{name:name}在{count:integer}个中排{rank rank_tied:places}（公布数）。",
    f"{CLAIM}+instead.how=position": (
        "{name:name}在{count:integer}个中排{rank rank_tied:places}，考虑抽样误差为{rank_low rank_high:places}。"
    ),
    f"{CLAIM}+instead.how=position.no low": "{name:name}在{count:integer}个中排{rank rank_tied:places}（公布数）。",
    f"{CLAIM}+instead.how=count": (
        "{name:name}{after:integer}件，上轮{before:integer}件（比值{number:ratio}，{level:percent0}置信区间{low high:ratios}）。"
    ),
    f"{CLAIM}+instead.how=count.not established": (
        "{name:name}{after:integer}件，上轮{before:integer}件，差别没有超出偶然波动的范围"
        "（比值{number:ratio}，{level:percent0}置信区间{low high:ratios}）。"
    ),
    f"{CLAIM}+instead.how=count.endless number.established": "{name:name}{after:integer}件，上轮没有。",
    f"{CLAIM}+instead.how=count.endless number.not established": "{name:name}{after:integer}件，上轮没有。",
    f"{CLAIM}+instead.how=share": "{names:names}占{whole:integer}件的{number:percent}（{level:percent0}置信区间{low high:percents}）。",
    f"{CLAIM}+instead.how=concentration": (
        "{names:names}占{whole:integer}件的{number:percent}（{level:percent0}置信区间{low high:percents}）。"
    ),
    f"{CLAIM}+instead.how=word": "用数值代替这个词：{number:points}分" + IN + "。",
    f"{CLAIM}+instead.how=word.no low": "用数值代替这个词：{number:points}分（公布数）。",
    f"{CLAIM}+instead.how=word.of=share": "用数值代替这个词：占{number:percent}（{level:percent0}置信区间{low high:percents}）。",
    f"{CLAIM}+instead.how=compare": "{first:name}与{second:name}的结果分开说，不作相减。",
    f"{CLAIM}+instead.how=compare.no fields": "可以照用，并说明两次调查口径相同。",
    f"{CLAIM}+instead.how=cause": (
        "按算术计算，{name:name}占{total:signed}分变化中的{number:signed}分（{share:percent}）；这是计算结果，不等于某项工作的效果。"
    ),
    f"{CLAIM}+instead.how=cause.no share": "只说做了什么工作、得分是多少，不说因果。",
    f"{CLAIM}+instead.how=clash": "两句中保留有数据表可以证明的一句并写明数值，删去另一句。",
    f"{CLAIM}+instead.how=none": "补上数值和出处，或者删去这一句。",
}
