"""名次与差距的句子。"""

_INTERVAL = "，差值的{level:percent0}置信区间{adjust:adjusted}为{low high:interval}分，"
_ABOVE = "{a:name}比{b:name}高{gap:size}分" + _INTERVAL
_BELOW = "{a:name}比{b:name}低{gap:size}分" + _INTERVAL
_BETTER = "{a:name}比{b:name}低{gap:size}分（低者为优，差值按低出的部分计）" + _INTERVAL
_WORSE = "{a:name}比{b:name}高{gap:size}分（低者为优，差值按低出的部分计）" + _INTERVAL
_MORE = "{a:name}的变化比{b:name}多{gap:size}分" + _INTERVAL
_LESS = "{a:name}的变化比{b:name}少{gap:size}分" + _INTERVAL
_SAME = "{a:name}与{b:name}得分相同" + _INTERVAL
_YES = "差距可以确认。"
_NO = "差距不能确认；按现有样本，差距达到{detectable:points}分才可以确认。"

SENTENCES = {
    "ranks.leader.alone": (
        "{name:name}得{estimate:points}分，居首位；在{count:integer}个单位中，"
        "名次的{level:percent0}置信区间为{rank_low rank_high:places}，单独居首可以确认。"
    ),
    "ranks.leader.not alone": (
        "{name:name}得{estimate:points}分，居首位；在{count:integer}个单位中，"
        "名次的{level:percent0}置信区间为{rank_low rank_high:places}，单独居首不能确认。"
    ),
    "ranks.also_first": "名次区间同样包含第1位的还有{names:names}，与首位的先后不能确认。",
    "ranks.also_first.no names": "",
    "ranks.pairs": "{level:percent0}置信水平下，{pairs:integer}对单位中有{resolved:integer}对的先后可以确认，其余不能确认。",
    "ranks.pairs.kind=simultaneous": (
        "{level:percent0}置信水平下同时判断{pairs:integer}对单位，有{resolved:integer}对的先后可以确认，其余不能确认。"
    ),
    "ranks.pairs+unsettled": "按现有样本，不能确认的各对须相差{smallest_detectable largest_detectable:span}分才可以确认。",
    "ranks.pairs+unsettled.no smallest_detectable": "",
    "ranks.bottom": "居末位的是{name:name}；在{count:integer}个单位中，其名次区间为{rank_low rank_high:places}。",
    "ranks.tied": "{names:names}得分相同，并列{rank rank_tied:places}。",
    "ranks.knife_edge": (
        "{names:names}的名次区间有一端处于临界：差距与临界值几乎相等，换一组随机数或多保留一位小数都可能使这一端移动。"
    ),
    "ranks.apart": "{name:name}不参加排名：{reason:reason}。",
    "ranks.marginal": "各名次区间逐一成立，只能单独看某一个单位，不能把两个单位的区间放在一起比较。",
    "gaps.pair.established": _ABOVE + _YES,
    "gaps.pair.established.negative gap": _BELOW + _YES,
    "gaps.pair.established.of=change": _MORE + _YES,
    "gaps.pair.established.of=change.negative gap": _LESS + _YES,
    "gaps.pair.established.of=change.best=low": _LESS + _YES,
    "gaps.pair.established.of=change.best=low.negative gap": _MORE + _YES,
    "gaps.pair.established.best=low": _BETTER + _YES,
    "gaps.pair.established.best=low.negative gap": _WORSE + _YES,
    "gaps.pair.not established": _ABOVE + _NO,
    "gaps.pair.not established.negative gap": _BELOW + _NO,
    "gaps.pair.not established.of=change": _MORE + _NO,
    "gaps.pair.not established.of=change.negative gap": _LESS + _NO,
    "gaps.pair.not established.of=change.best=low": _LESS + _NO,
    "gaps.pair.not established.of=change.best=low.negative gap": _MORE + _NO,
    "gaps.pair.not established.best=low": _BETTER + _NO,
    "gaps.pair.not established.best=low.negative gap": _WORSE + _NO,
    "gaps.pair.not established.best=low.zero gap": _SAME + _NO,
    "gaps.pair.not established.zero gap": _SAME + _NO,
    "gaps.pair.not comparable": "{a:name}与{b:name}无法比较。",
    "gaps.pair+tie": "",
    "gaps.pair+tie.not established.not declared": "排名上宜称“并列”。",
    "gaps.pair+tie.not established.not declared.of=change": "宜称“并列”。",
    "gaps.pair+among": "这一对是从{among:integer}个单位中按名次挑出的，区间已作相应放宽。",
    "gaps.pair+among.no among": "",
    "gaps.pair+turn": "",
    "gaps.pair+turn.established": "差值和离散程度不变、两者样本量同比例减少，较小的一方由{n:integer}减至不足{n_turn:integer}时，差距就不能确认。",
    "gaps.pair+turn.established.no n_turn": "",
    "gaps.pair+turn.established.no n": "样本量不足{n_turn:integer}时，同样大小的差距就不能确认。",
    "gaps.pair+turn.established.no n_turn.no n": "",
    "gaps.pair+turn.not established": "差值和离散程度不变、两者样本量同比例增加，较小的一方由{n:integer}增至{n_turn:integer}时，差距才可以确认。",
    "gaps.pair+turn.not established.no n": "样本量达到{n_turn:integer}时，同样大小的差距才可以确认。",
    "gaps.pair+turn.not established.no n_turn": "这样大小的差距，任何样本量都不够确认。",
    "gaps.pair+turn.not established.endless n_turn": "这样大小的差距，任何样本量都不够确认。",
    "gaps.pair+turn.not established.no n_turn.no n": "",
    "gaps.apart": "{name:name}不参加比较：{reason:reason}。",
    "gaps.family": (
        "共比较{pairs:integer}对（{adjust:term}，{level:percent0}置信水平）：{established:integer}对差距可以确认，"
        "{not_established:integer}对不能确认；按现有样本能够确认的最小差距，各对为"
        "{smallest_detectable largest_detectable:span}分。"
    ),
    "gaps.margin": "整个区间都在{margin:points}分以外的差距，才判为可以确认。",
    "gaps.margin.zero margin": "",
}
